#include "validate/k8s_names.hpp"

#include <algorithm>

namespace nsmkit::validate {

namespace {

constexpr std::size_t kLabelLength = 63;
constexpr std::size_t kSubdomainLength = 253;

bool is_lower_alnum(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_alnum(char c) { return is_lower_alnum(c) || (c >= 'A' && c <= 'Z'); }
bool is_name_char(char c) { return is_alnum(c) || c == '-' || c == '_' || c == '.'; }

bool is_label(std::string_view text) {
  return !text.empty() && is_lower_alnum(text.front()) && is_lower_alnum(text.back()) &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_lower_alnum(c) || c == '-'; });
}

bool is_subdomain(std::string_view text) {
  while (true) {
    const std::size_t dot = text.find('.');
    if (!is_label(text.substr(0, dot))) {
      return false;
    }
    if (dot == std::string_view::npos) {
      return true;
    }
    text.remove_prefix(dot + 1);
  }
}

bool is_plain_name(std::string_view text) {
  return !text.empty() && is_alnum(text.front()) && is_alnum(text.back()) &&
         std::all_of(text.begin(), text.end(), is_name_char);
}

NameFault too_long(std::size_t length, std::size_t limit) {
  return "has " + std::to_string(length) + " characters; at most " + std::to_string(limit) + " are allowed";
}

}  // namespace

NameFault dns_label_fault(std::string_view name) {
  if (name.size() > kLabelLength) {
    return too_long(name.size(), kLabelLength);
  }
  return is_label(name) ? ""
                        : "must be lower-case letters, digits and '-', with a letter or digit at both ends";
}

NameFault dns_subdomain_fault(std::string_view name) {
  if (name.size() > kSubdomainLength) {
    return too_long(name.size(), kSubdomainLength);
  }
  return is_subdomain(name)
             ? ""
             : "must be lower-case letters, digits, '-' and '.', with a letter or digit at both ends "
               "and around each '.'";
}

NameFault qualified_name_fault(std::string_view name) {
  const std::size_t slash = name.find('/');
  std::string_view local = name;
  if (slash != std::string_view::npos) {
    local = name.substr(slash + 1);
    if (local.find('/') != std::string_view::npos) {
      return "may contain one '/' only";
    }
    if (slash == 0) {
      return "has nothing before the '/'";
    }
    if (const NameFault fault = dns_subdomain_fault(name.substr(0, slash)); !fault.empty()) {
      return "has a wrong prefix before the '/', which " + fault;
    }
  }
  if (local.empty()) {
    return name.empty() ? "is empty" : "has nothing after the '/'";
  }
  if (local.size() > kLabelLength) {
    return too_long(local.size(), kLabelLength);
  }
  return is_plain_name(local)
             ? ""
             : "must be letters, digits, '-', '_' and '.', with a letter or digit at both ends";
}

NameFault label_value_fault(std::string_view value) {
  if (value.size() > kLabelLength) {
    return too_long(value.size(), kLabelLength);
  }
  return value.empty() || is_plain_name(value)
             ? ""
             : "must be empty or letters, digits, '-', '_' and '.', with a letter or digit at both ends";
}

std::string go_lower(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i);
    if (rest.starts_with("\xE2\x84\xAA")) {  // KELVIN SIGN
      out += 'k';
      i += 2;
    } else if (rest.starts_with("\xC4\xB0")) {  // LATIN CAPITAL LETTER I WITH DOT ABOVE
      out += 'i';
      i += 1;
    } else {
      out += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    }
  }
  return out;
}

}  // namespace nsmkit::validate
