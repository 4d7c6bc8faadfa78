passerelle_test(tst_StepConsent LABEL unit SOURCES tst_StepConsent.cpp DEPS passerelle::services passerelle::report)
passerelle_test(tst_ExchangeSession LABEL unit SOURCES tst_ExchangeSession.cpp tst_RunspaceFakeExchange.cpp
                tst_RunspaceFakeExchange.h tst_HttpTestServer.cpp tst_HttpTestServer.h DEPS passerelle::services)
