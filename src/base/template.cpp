#include "base/template.hpp"

#include <algorithm>
#include <stdexcept>

namespace nsmkit::base {

namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::string fill_template(std::string_view text, std::span<const TemplateValue> values) {
  std::string out;
  while (true) {
    const std::size_t at = text.find('@');
    out.append(text.substr(0, at));
    if (at == std::string_view::npos) {
      return out;
    }
    text.remove_prefix(at + 1);
    const std::string_view name = text.substr(0, text.find('@'));
    if (!is_name(name)) {
      out.push_back('@');
      continue;
    }
    const auto value = std::ranges::find(values, name, &TemplateValue::name);
    if (value == values.end()) {
      throw std::logic_error("a template has a name without a value");
    }
    out.append(value->value);
    text.remove_prefix(name.size() + 1);
  }
}

}  // namespace nsmkit::base
