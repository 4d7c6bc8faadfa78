# Prints one JSON line; see the budgets of the design.
add_executable(bench_clixml ${CMAKE_CURRENT_LIST_DIR}/bench_clixml.cpp ${CMAKE_CURRENT_LIST_DIR}/Figure.h)
target_link_libraries(bench_clixml PRIVATE passerelle::psrp passerelle_warnings)
passerelle_precompiled(bench_clixml)

add_executable(bench_psrp ${CMAKE_CURRENT_LIST_DIR}/bench_psrp.cpp ${CMAKE_CURRENT_LIST_DIR}/Figure.h)
target_link_libraries(bench_psrp PRIVATE passerelle_test_hostile passerelle::psrp passerelle_warnings)
target_compile_definitions(bench_psrp PRIVATE HOSTILE_SERVER="$<TARGET_FILE:hostile_server>")
add_dependencies(bench_psrp hostile_server)
passerelle_precompiled(bench_psrp)
