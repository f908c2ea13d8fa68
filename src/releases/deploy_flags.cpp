#include "releases/deploy_flags.hpp"

#include <algorithm>

#include "releases/config_data.hpp"

namespace nsmkit::releases {

const std::vector<DeployFlag>& deploy_flags() {
  static const std::vector<DeployFlag> kFlags =
      read_deploy_flags(read_data_file("config/flags.json").at("flags"));
  return kFlags;
}

const DeployFlag* deploy_flag(std::string_view name) {
  const auto& all = deploy_flags();
  const auto found = std::find_if(all.begin(), all.end(), [name](const DeployFlag& each) {
    return !name.empty() && (each.name == name || each.letter == name);
  });
  return found == all.end() ? nullptr : &*found;
}

bool has_flag(const Release& release, const DeployFlag& flag) {
  return is_within(release, flag.since, flag.until);
}

const std::string& path_set_by(const DeployFlag& flag, const Release& release) {
  const bool is_earlier = !flag.earlier_path.empty() && is_within(release, "", flag.earlier_until);
  return is_earlier ? flag.earlier_path : flag.path;
}

}  // namespace nsmkit::releases
