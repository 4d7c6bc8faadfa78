# The whole window with the real services against the lab.
passerelle_test(tst_flow_window LABEL gui TIMEOUT 600 SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_flow_window.cpp
  DEPS passerelle::app passerelle_test_support Qt6::Widgets)
# The same window and an Exchange that means harm.
passerelle_test(tst_hostile_window LABEL gui TIMEOUT 600 SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_hostile_window.cpp
  DEPS passerelle::app passerelle_test_support passerelle_test_hostile Qt6::Widgets)
passerelle_test(tst_flow_kerberos LABEL gui TIMEOUT 240 KERBEROS SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_flow_kerberos.cpp
  DEPS passerelle::app passerelle_test_support Qt6::Widgets)
passerelle_test(tst_flow_upload_window LABEL gui TIMEOUT 240 SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_flow_upload_window.cpp
  DEPS passerelle::app passerelle_test_support Qt6::Widgets)
passerelle_test(tst_flow_connection LABEL gui TIMEOUT 240 SOURCES ${CMAKE_CURRENT_LIST_DIR}/tst_flow_connection.cpp
  DEPS passerelle::app passerelle_test_support Qt6::Widgets)
