# The window behind scripted services, shared by the tests of the interface and by the pictures.
add_library(passerelle_fakes STATIC
  ../fakes/FakeDialogs.h ../fakes/FakeUrlOpener.h ../fakes/JsonLanguages.h ../fakes/Scripted.h
  ../fakes/ScriptedChecklist.h ../fakes/ScriptedConnections.h ../fakes/ScriptedOffline.h ../fakes/ScriptedStep.h ../fakes/Stage.cpp
  ../fakes/Stage.h)
target_include_directories(passerelle_fakes PUBLIC ${CMAKE_CURRENT_SOURCE_DIR}/..)
target_link_libraries(passerelle_fakes PUBLIC passerelle::ui PRIVATE passerelle_warnings)
passerelle_precompiled(passerelle_fakes)

add_executable(passerelle-pictures pictures.cpp)
target_link_libraries(passerelle-pictures PRIVATE passerelle_fakes Qt6::Test passerelle_warnings)

passerelle_test(tst_theme LABEL gui SOURCES tst_theme.cpp DEPS passerelle::pages)
passerelle_test(tst_setup_wizard LABEL gui SOURCES Driver.h tst_setup_wizard.cpp DEPS passerelle_fakes)
passerelle_test(tst_consent LABEL gui TIMEOUT 120 SOURCES Driver.h tst_consent.cpp DEPS passerelle_fakes)
passerelle_test(tst_accessibility LABEL gui TIMEOUT 120 SOURCES Driver.h tst_accessibility.cpp DEPS passerelle_fakes)
passerelle_test(tst_offline_pages LABEL gui TIMEOUT 120 SOURCES Driver.h tst_offline_pages.cpp DEPS passerelle_fakes)
passerelle_test(tst_connection_pages LABEL gui SOURCES Driver.h tst_connection_pages.cpp DEPS passerelle_fakes)
passerelle_test(tst_tenant_page LABEL gui SOURCES Driver.h tst_tenant_page.cpp DEPS passerelle_fakes)
