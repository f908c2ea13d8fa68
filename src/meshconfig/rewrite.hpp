#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "meshconfig/carrier.hpp"
#include "yaml/edit.hpp"

namespace nsmkit::meshconfig {

/// What to change in one carrier; pointers lead into its settings.
struct CarrierEdit {
  const Carrier* carrier = nullptr;
  std::vector<std::string> remove;
  std::vector<yaml::Insertion> insert;
};

/// The text of a file with its carriers changed and every other byte as it was. Settings that stand encoded
/// in their document (a ConfigMap's) are decoded, edited in the same way and encoded again. All edits are
/// made, or none: then it is the reason that is given.
[[nodiscard]] std::variant<std::string, yaml::EditFault> rewrite(std::string_view text,
                                                                 std::span<const CarrierEdit> edits);

/// The text of a deploy command without the flags of the settings that `edit` removes, and with those of the
/// settings it inserts; every other byte as it was. The result is read again and must hold just these
/// settings.
[[nodiscard]] std::variant<std::string, yaml::EditFault> rewrite_command(std::string_view text,
                                                                         const CarrierEdit& edit);

}  // namespace nsmkit::meshconfig
