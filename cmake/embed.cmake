# nsmkit_embed(TARGET FOLDER)
# Puts every .json and template file below FOLDER into TARGET, byte for byte, under its path
# relative to FOLDER. base/embedded.hpp finds them at run time.
function(nsmkit_embed target folder)
  set(root ${CMAKE_SOURCE_DIR}/${folder})
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${root} ${root}/*.json ${root}/*.in ${root}/*.md)
  list(SORT files)
  set(assembly "    .section .rodata\n")
  set(table "#include \"base/embedded.hpp\"\n\nextern \"C\" {\n")
  set(entries "")
  set(index 0)
  foreach(file IN LISTS files)
    string(APPEND assembly
      "    .global nsmkit_embedded_${index}\n    .global nsmkit_embedded_${index}_end\n"
      "nsmkit_embedded_${index}:\n    .incbin \"${root}/${file}\"\n"
      "nsmkit_embedded_${index}_end:\n    .byte 0\n")
    string(APPEND table
      "extern const char nsmkit_embedded_${index}[];\nextern const char nsmkit_embedded_${index}_end[];\n")
    string(APPEND entries
      "    {\"${file}\", nsmkit_embedded_${index}, nsmkit_embedded_${index}_end},\n")
    math(EXPR index "${index} + 1")
  endforeach()
  string(APPEND assembly "    .section .note.GNU-stack,\"\",%progbits\n")
  string(APPEND table "}\n\nnamespace nsmkit::base::detail {\n"
    "const EmbeddedEntry kEmbedded[] = {\n${entries}    {nullptr, nullptr, nullptr}};\n"
    "const unsigned long kEmbeddedCount = ${index};\n}  // namespace nsmkit::base::detail\n")
  set(out ${CMAKE_BINARY_DIR}/embedded)
  file(CONFIGURE OUTPUT ${out}/embedded.S CONTENT "${assembly}" @ONLY)
  file(CONFIGURE OUTPUT ${out}/embedded_table.cpp CONTENT "${table}" @ONLY)
  list(TRANSFORM files PREPEND ${root}/)
  set_source_files_properties(${out}/embedded.S PROPERTIES OBJECT_DEPENDS "${files}")
  set_source_files_properties(${out}/embedded.S ${out}/embedded_table.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
  target_sources(${target} PRIVATE ${out}/embedded.S ${out}/embedded_table.cpp)
endfunction()
