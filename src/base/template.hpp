#pragma once

#include <span>
#include <string>
#include <string_view>

namespace nsmkit::base {

/// What stands in place of `@NAME@` in a template.
struct TemplateValue {
  std::string_view name;  ///< of the letters A to Z
  std::string_view value;
};

/// The template with every `@NAME@` filled in, in one pass: one inside a value stays as it is. Throws
/// std::logic_error for a name without a value (a bug).
[[nodiscard]] std::string fill_template(std::string_view text, std::span<const TemplateValue> values);

}  // namespace nsmkit::base
