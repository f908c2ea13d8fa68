# nsmkit_embed(TARGET FOLDER [EXAMPLES FOLDER PREFIX])
# Puts every data, template, script and web file below FOLDER into TARGET, byte for byte, under its path
# relative to FOLDER. Of EXAMPLES, every good.yaml and bad.yaml one level down goes in under PREFIX/.
# base/embedded.hpp finds them at run time.
function(nsmkit_embed target folder)
  cmake_parse_arguments(ARG "" "" "EXAMPLES" ${ARGN})
  set(root ${CMAKE_SOURCE_DIR}/${folder})
  set(patterns json in md sh css js)
  list(TRANSFORM patterns PREPEND ${root}/*.)
  file(GLOB_RECURSE names CONFIGURE_DEPENDS RELATIVE ${root} ${patterns})
  list(TRANSFORM names PREPEND ${root}/ OUTPUT_VARIABLE files)
  if(ARG_EXAMPLES)
    list(GET ARG_EXAMPLES 0 examples)
    list(GET ARG_EXAMPLES 1 prefix)
    set(root ${CMAKE_SOURCE_DIR}/${examples})
    file(GLOB more CONFIGURE_DEPENDS RELATIVE ${root} ${root}/*/good.yaml ${root}/*/bad.yaml)
    list(TRANSFORM more PREPEND ${root}/ OUTPUT_VARIABLE more_files)
    list(TRANSFORM more PREPEND ${prefix}/)
    list(APPEND names ${more})
    list(APPEND files ${more_files})
  endif()
  set(assembly "    .section .rodata\n")
  set(table "#include \"base/embedded.hpp\"\n\nextern \"C\" {\n")
  set(entries "")
  set(index 0)
  foreach(name file IN ZIP_LISTS names files)
    string(APPEND assembly
      "    .global nsmkit_embedded_${index}\n    .global nsmkit_embedded_${index}_end\n"
      "nsmkit_embedded_${index}:\n    .incbin \"${file}\"\n"
      "nsmkit_embedded_${index}_end:\n    .byte 0\n")
    string(APPEND table
      "extern const char nsmkit_embedded_${index}[];\nextern const char nsmkit_embedded_${index}_end[];\n")
    list(APPEND entries "    {\"${name}\", nsmkit_embedded_${index}, nsmkit_embedded_${index}_end},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  # By path, whichever folder a file comes from.
  list(SORT entries)
  string(JOIN "" entries ${entries})
  string(APPEND assembly "    .section .note.GNU-stack,\"\",%progbits\n")
  string(APPEND table "}\n\nnamespace nsmkit::base::detail {\n"
    "const EmbeddedEntry kEmbedded[] = {\n${entries}    {nullptr, nullptr, nullptr}};\n"
    "const unsigned long kEmbeddedCount = ${index};\n}  // namespace nsmkit::base::detail\n")
  set(out ${CMAKE_BINARY_DIR}/embedded)
  file(CONFIGURE OUTPUT ${out}/embedded.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${out}/embedded_table.cpp CONTENT "${table}" @ONLY)
  set_source_files_properties(${out}/embedded.S PROPERTIES OBJECT_DEPENDS "${files}")
  set_source_files_properties(${out}/embedded.S ${out}/embedded_table.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${target} PRIVATE ${out}/embedded.S ${out}/embedded_table.cpp)
endfunction()
