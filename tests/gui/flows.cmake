# The whole window with the real services against the lab.
passerelle_test(tst_flow_window LABEL gui TIMEOUT 600 SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_flow_window.cpp
  DEPS passerelle::app passerelle_test_support Qt6::Widgets)
passerelle_test(tst_flow_kerberos LABEL gui TIMEOUT 240 KERBEROS SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_flow_kerberos.cpp
  DEPS passerelle::app passerelle_test_support Qt6::Widgets)
