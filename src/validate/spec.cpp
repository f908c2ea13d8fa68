#include "validate/spec.hpp"

#include "validate/value_text.hpp"

namespace nsmkit::validate {

std::string place_of(const base::Location& location) {
  if (location.position.line == 0) {
    return location.file;
  }
  return location.file + ":" + std::to_string(location.position.line);
}

std::string scoped(std::string_view name_space, std::string_view name) {
  return (name_space.empty() ? "" : shortened(name_space) + "/") + shortened(name);
}

}  // namespace nsmkit::validate
