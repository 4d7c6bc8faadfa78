# The HTTP connection and the PowerShell remoting client.
find_package(ZLIB REQUIRED)
foreach(name HttpResponseParser)
  passerelle_test(tst_${name} LABEL unit SOURCES tst_${name}.cpp DEPS passerelle::net ZLIB::ZLIB)
endforeach()
foreach(name AccountName EncryptedBody)
  passerelle_test(tst_${name} LABEL unit SOURCES tst_${name}.cpp DEPS passerelle::net)
endforeach()
foreach(name ClixmlEscape ClixmlReader ClixmlWriter PsrpCommand PsrpErrorRecord PsrpFragment PsrpMessages
        PsrpXmlGuard WsmanEnvelope WsmanTrouble PsrpRecordings)
  passerelle_test(tst_${name} LABEL unit SOURCES tst_${name}.cpp DEPS passerelle::psrp)
endforeach()
passerelle_test(tst_HttpConnection LABEL unit SOURCES tst_HttpConnection.cpp tst_HttpTestServer.cpp
                tst_HttpTestServer.h DEPS passerelle::net)
passerelle_test(tst_RunspacePool LABEL unit SOURCES tst_RunspacePool.cpp tst_RunspaceFakeExchange.cpp
                tst_RunspaceFakeExchange.h tst_HttpTestServer.cpp tst_HttpTestServer.h DEPS passerelle::psrp)
