#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::releases {

/// How a flag of `nginx-meshctl deploy` takes its value.
enum class FlagForm : std::uint8_t {
  kSwitch,     ///< --flag, --flag=true, --flag=false
  kText,       ///< --flag VALUE, --flag=VALUE
  kNumber,     ///< as kText; a number
  kNames,      ///< as kText; names separated by commas, and more of them with each use
  kExporters,  ///< as kText; type=otlp,host=HOST,port=PORT, once
  kFile,       ///< as kText; a file whose content becomes the value
};

/// A flag of `nginx-meshctl deploy`, and the Helm value that it sets. Source: schemas/config/flags.json.
struct DeployFlag {
  std::string name;    ///< "--mtls-mode"
  std::string letter;  ///< "-n"; empty: none
  FlagForm form = FlagForm::kText;
  std::string path;           ///< dotted path in the Helm values; empty: it carries no setting
  std::string earlier_path;   ///< what it set up to `earlier_until`; empty: always `path`
  std::string earlier_until;  ///< last release with `earlier_path`
  Json when_set;              ///< what a switch writes when it is on; otherwise null
  std::string since;          ///< first release known to have it; empty: as old as the first chart, or older
  std::string until;          ///< last release that has it; empty: the newest still does
  std::string deprecated;     ///< first release that calls it deprecated; empty: none
  std::vector<std::string> needs;     ///< flags that must come with it, from `needs_since` on
  std::string needs_since;            ///< empty: always
  std::vector<std::string> excludes;  ///< flags that must not come with it
  std::string idle_without;           ///< does nothing without this flag, from `idle_since` on; empty: never
  std::string idle_since;             ///< empty: always
  std::vector<std::string> cli_only;  ///< values that the command takes and the chart does not
  bool secret = false;                ///< its value, or that of the file, is never to be shown
  bool hidden = false;                ///< not in the command's help
};

/// All flags, in the order of the data.
[[nodiscard]] const std::vector<DeployFlag>& deploy_flags();

/// The flag with this name ("--mtls-mode") or letter ("-n"), of any release; null when there is none.
[[nodiscard]] const DeployFlag* deploy_flag(std::string_view name);

/// Whether `nginx-meshctl deploy` of the release has the flag.
[[nodiscard]] bool has_flag(const Release& release, const DeployFlag& flag);

/// Path in the Helm values that the flag sets in the release; empty: it carries no setting.
[[nodiscard]] const std::string& path_set_by(const DeployFlag& flag, const Release& release);

}  // namespace nsmkit::releases
