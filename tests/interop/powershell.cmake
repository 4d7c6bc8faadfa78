# The PowerShell we give away, read by a grammar written by others. It comes from npm; without npm the test skips.
add_executable(powershell_scripts powershell/scripts.cpp)
target_link_libraries(powershell_scripts PRIVATE passerelle::services passerelle::text passerelle::exo passerelle_warnings)
target_include_directories(powershell_scripts PRIVATE ${PROJECT_SOURCE_DIR}/tests)
passerelle_precompiled(powershell_scripts)
add_test(NAME interop_powershell
  COMMAND ${CMAKE_COMMAND} -E env python3 ${CMAKE_CURRENT_SOURCE_DIR}/powershell/run.py
    ${CMAKE_CURRENT_BINARY_DIR}/powershell-modules $<TARGET_FILE:powershell_scripts>)
set_tests_properties(interop_powershell PROPERTIES LABELS interop SKIP_RETURN_CODE 77 TIMEOUT 300)
