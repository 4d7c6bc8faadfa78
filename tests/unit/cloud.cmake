# Certificates, sign-in and Graph.
foreach(name Certificate)
  passerelle_test(tst_${name} LABEL unit SOURCES tst_${name}.cpp DEPS passerelle::crypto)
endforeach()
foreach(name Pkce Challenge AuthMetadata IdToken SignIn SignInErrors Loopback Discovery)
  passerelle_test(tst_${name} LABEL unit SOURCES tst_${name}.cpp DEPS passerelle::auth)
endforeach()
