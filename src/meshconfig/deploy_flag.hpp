#pragma once

#include <string>
#include <string_view>

namespace nsmkit::meshconfig {

/// The name of a flag of `nginx-meshctl deploy` that comes close to an unknown one; empty when none does.
[[nodiscard]] std::string nearest_deploy_flag(std::string_view name);

/// What may be shown of an unknown flag: with a value stuck to it by mistake, it could be a password.
[[nodiscard]] std::string shown_flag(std::string_view name);

}  // namespace nsmkit::meshconfig
