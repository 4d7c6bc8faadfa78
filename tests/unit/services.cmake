passerelle_test(tst_StepConsent LABEL unit SOURCES tst_StepConsent.cpp DEPS passerelle::services)
