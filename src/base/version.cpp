#include "base/version.hpp"

namespace nsmkit::base {

std::string_view version() { return NSMKIT_VERSION; }

}  // namespace nsmkit::base
