# nsmkit_parts_list(FOLDER PARTS NOUN HEADER TYPE)
# For every src/FOLDER/PARTS/x.cpp, which defines `std::unique_ptr<TYPE> make_x_NOUN()`, writes the function
# `all_NOUNs()` declared in HEADER. So adding a part means adding one file, and nothing registers itself.
function(nsmkit_parts_list folder parts noun header type)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_SOURCE_DIR}/src/${folder}/${parts}
       ${CMAKE_SOURCE_DIR}/src/${folder}/${parts}/*.cpp)
  list(SORT files)
  set(declarations "")
  set(calls "")
  foreach(file IN LISTS files)
    get_filename_component(name ${file} NAME_WE)
    string(APPEND declarations "std::unique_ptr<${type}> make_${name}_${noun}();\n")
    string(APPEND calls "  parts.push_back(make_${name}_${noun}());\n")
  endforeach()
  set(out ${CMAKE_BINARY_DIR}/parts/${folder}_${noun}_list.cpp)
  file(CONFIGURE OUTPUT ${out} @ONLY CONTENT
"#include \"${header}\"

namespace nsmkit::${folder} {

${declarations}
std::vector<std::unique_ptr<${type}>> all_${noun}s() {
  std::vector<std::unique_ptr<${type}>> parts;
${calls}  return parts;
}

}  // namespace nsmkit::${folder}
")
  target_sources(nsmkit_${folder} PRIVATE ${out})
endfunction()
