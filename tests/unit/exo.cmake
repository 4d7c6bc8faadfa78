# Exchange Online and the offline variant.
foreach(name ExoClient ExoErrors ExoWrites ExoCommands)
  passerelle_test(tst_${name} LABEL unit SOURCES tst_${name}.cpp DEPS passerelle::exo TIMEOUT 120)
endforeach()
passerelle_test(tst_OnlineReading LABEL unit SOURCES tst_OnlineReading.cpp DEPS passerelle::inspection)
passerelle_test(tst_ReadBack LABEL unit SOURCES tst_ReadBack.cpp DEPS passerelle::services)
passerelle_test(tst_OfflineUpload LABEL unit SOURCES tst_OfflineUpload.cpp DEPS passerelle::services passerelle::text)
