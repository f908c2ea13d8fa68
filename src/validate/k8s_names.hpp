#pragma once

#include <string>
#include <string_view>

namespace nsmkit::validate {

/// What is wrong with a name, in words that follow "it"; empty when nothing is. Lengths are bytes.
/// Source: apimachinery/pkg/util/validation.
using NameFault = std::string;

/// DNS label (RFC 1123): namespaces. At most 63 bytes.
[[nodiscard]] NameFault dns_label_fault(std::string_view name);

/// DNS subdomain (RFC 1123): names of custom resources. At most 253 bytes.
[[nodiscard]] NameFault dns_subdomain_fault(std::string_view name);

/// Optional DNS prefix, '/', and a name of at most 63 bytes: label keys, annotation keys, finalizers.
[[nodiscard]] NameFault qualified_name_fault(std::string_view name);

/// Empty, or at most 63 bytes of letters, digits, '-', '_', '.', ending in letters or digits.
[[nodiscard]] NameFault label_value_fault(std::string_view value);

/// Lower case as Go's strings.ToLower makes it, as far as that can turn a text into ASCII.
[[nodiscard]] std::string go_lower(std::string_view text);

}  // namespace nsmkit::validate
