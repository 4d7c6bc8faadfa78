passerelle_test(tst_StepConsent LABEL unit SOURCES tst_StepConsent.cpp DEPS passerelle::services passerelle::report)
passerelle_test(tst_RoleCheck LABEL unit SOURCES tst_RoleCheck.cpp DEPS passerelle::services)
passerelle_test(tst_CommandFailure LABEL unit SOURCES tst_CommandFailure.cpp DEPS passerelle::inspection)
passerelle_test(tst_ServerName LABEL unit SOURCES tst_ServerName.cpp DEPS passerelle::services)
passerelle_test(tst_ExchangeSession LABEL unit SOURCES tst_ExchangeSession.cpp tst_RunspaceFakeExchange.cpp
                tst_RunspaceFakeExchange.h tst_HttpTestServer.cpp tst_HttpTestServer.h DEPS passerelle::services)
foreach(name UploadStep UploadCheckStep)
  passerelle_test(tst_${name} LABEL unit SOURCES tst_${name}.cpp tst_UploadWorld.h ../fakes/FakeDirectory.h
                  DEPS passerelle::services passerelle::text)
endforeach()
passerelle_test(tst_TenantRequests LABEL unit SOURCES tst_TenantRequests.cpp DEPS passerelle::services)
