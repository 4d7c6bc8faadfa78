# Our PowerShell remoting client against the server half of psrpcore (PyPI, pinned; its own environment, made on the
# first run), over https with Basic and over http with Kerberos and Negotiate. Skipped when the package index cannot be
# reached; the Kerberos half also without krb5-kdc.
add_executable(psrp_client ${CMAKE_CURRENT_LIST_DIR}/psrp_client.cpp)
target_link_libraries(psrp_client PRIVATE passerelle::psrp passerelle_warnings)
passerelle_precompiled(psrp_client)
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
  add_test(NAME interop.psrpcore
           COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/psrpcore_test.py $<TARGET_FILE:psrp_client>
                   ${CMAKE_BINARY_DIR})
  set_tests_properties(interop.psrpcore PROPERTIES LABELS interop SKIP_RETURN_CODE 77 TIMEOUT 600)
endif()
