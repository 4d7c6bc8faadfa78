# Exchange Online.
foreach(name ExoClient ExoWrites ExoCommands)
  passerelle_test(tst_${name} LABEL unit SOURCES tst_${name}.cpp DEPS passerelle::exo TIMEOUT 120)
endforeach()
