# nsmkit_library(FOLDER [PUBLIC lib...] [PRIVATE lib...])
# One static library per folder of src/: every .cpp below it, found anew at each build.
# The precompiled header holds what nearly every file includes; it is no interface.
function(nsmkit_library folder)
  cmake_parse_arguments(ARG "" "" "PUBLIC;PRIVATE" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${folder}/*.cpp)
  set(name nsmkit_${folder})
  add_library(${name} STATIC ${sources})
  target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  target_precompile_headers(${name} PRIVATE <nlohmann/json.hpp> <string> <vector> <map>)
endfunction()
