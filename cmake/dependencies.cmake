# Third-party libraries, all from Debian 12; README says what each is for.
find_package(PkgConfig REQUIRED)
pkg_check_modules(libyaml REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(pcre2 REQUIRED IMPORTED_TARGET libpcre2-8)
find_package(yaml-cpp REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(ZLIB REQUIRED)
find_package(LibArchive REQUIRED)
find_package(OpenSSL REQUIRED COMPONENTS Crypto)

# valijson is header-only and ships no CMake package.
find_path(VALIJSON_INCLUDE_DIR valijson/validator.hpp REQUIRED)
add_library(nsmkit_valijson INTERFACE)
target_include_directories(nsmkit_valijson SYSTEM INTERFACE ${VALIJSON_INCLUDE_DIR})
target_link_libraries(nsmkit_valijson INTERFACE nlohmann_json::nlohmann_json)
