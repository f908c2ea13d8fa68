#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "releases/config_fields.hpp"
#include "releases/deploy_flags.hpp"

/// How the files below schemas/config are read and checked. For this folder and its tests alone.
namespace nsmkit::releases {

/// An embedded file as JSON; throws std::runtime_error when it is missing or no JSON.
[[nodiscard]] Json read_data_file(std::string_view path);

/// Reads a list of settings (`fields` of fields.json). Throws std::runtime_error, which names the entry, for
/// releases and types that do not exist, a range that ends before it begins, pointers that are none, and
/// names that stand twice.
[[nodiscard]] std::vector<ConfigField> read_config_fields(const Json& list);

/// As read_config_fields(), for the lists of parts that stand for no Helm value.
[[nodiscard]] std::vector<MeshConfigOnlyField> read_only_fields(const Json& list);

/// As read_config_fields(), for `flags` of flags.json.
[[nodiscard]] std::vector<DeployFlag> read_deploy_flags(const Json& list);

/// Throws std::runtime_error when a setting names a flag that is not there, or a flag a setting.
void check_flags_and_fields(const std::vector<DeployFlag>& flags, const std::vector<ConfigField>& fields);

/// Whether the release lies in a range of versions, both ends included; an empty end is no bound.
[[nodiscard]] bool is_within(const Release& release, std::string_view since, std::string_view until);

/// A member that names a release, or "" when there is none; throws std::runtime_error when no release has
/// exactly this version.
[[nodiscard]] std::string read_version(const Json& entry, const char* key);

/// Throws std::runtime_error when the range ends before it begins; an empty end is no bound.
void check_range(std::string_view since, std::string_view until);

}  // namespace nsmkit::releases
