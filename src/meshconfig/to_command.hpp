#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/shell_text.hpp"
#include "meshconfig/merge_settings.hpp"

namespace nsmkit::meshconfig {

/// File names that the arguments of `nginx-meshctl deploy` refer to.
inline constexpr std::string_view kUpstreamCaFile = "upstream-ca.json";
inline constexpr std::string_view kRegistryKeyFile = "registry-key.json";

/// The arguments of `nginx-meshctl deploy` (without these two words) for the settings, not quoted. What the
/// command cannot be told is a finding.
[[nodiscard]] std::vector<std::string> to_command(const Settings& settings, const MigrateOptions& options,
                                                  std::vector<base::Finding>& findings);

/// What --mtls-upstream-ca-conf reads, and the files that it names in turn.
struct UpstreamCa {
  Json config;                               ///< {"apiVersion", "upstreamAuthority", "config"}
  std::map<std::string, std::string> files;  ///< file name → dotted path of the value that is its content
};

/// The upstream authority in the form of nginx-meshctl; nothing when none is set.
/// Source: v2.0.0:api/upstream-ca-validation.json
[[nodiscard]] std::optional<UpstreamCa> to_upstream_ca(const Settings& settings,
                                                       std::vector<base::Finding>& findings);

using base::shell_line;
using base::shell_word;

}  // namespace nsmkit::meshconfig
