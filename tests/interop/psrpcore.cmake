# Our PowerShell remoting client against the server half of psrpcore, over https with Basic and over http with Kerberos
# and Negotiate.
add_executable(psrp_client ${CMAKE_CURRENT_LIST_DIR}/psrp_client.cpp)
target_link_libraries(psrp_client PRIVATE passerelle::psrp passerelle_warnings)
passerelle_precompiled(psrp_client)
foreach(way https Kerberos Negotiate)
  interop_test(interop.psrpcore_${way} psrpcore_test $<TARGET_FILE:psrp_client> ${way})
endforeach()
