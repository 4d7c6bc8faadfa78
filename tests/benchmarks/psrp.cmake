# Prints one JSON line; see the budgets of the design.
add_executable(bench_clixml ${CMAKE_CURRENT_LIST_DIR}/bench_clixml.cpp)
target_link_libraries(bench_clixml PRIVATE passerelle::psrp passerelle_warnings)
passerelle_precompiled(bench_clixml)
