#include "meshconfig/deploy_flag.hpp"

#include <algorithm>
#include <vector>

#include "base/text.hpp"
#include "releases/deploy_flags.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr std::size_t kLongestName = 40;
constexpr std::string_view kNameCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

}  // namespace

std::string nearest_deploy_flag(std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto& flag : releases::deploy_flags()) {
    if (!flag.hidden) names.push_back(flag.name);
  }
  const bool has_one_hyphen = name.size() > 2 && name[1] != '-';
  const std::string wanted = has_one_hyphen ? "-" + std::string(name) : std::string(name);
  return std::string(base::nearest(wanted, names).value_or(""));
}

std::string shown_flag(std::string_view name) {
  for (const auto& flag : releases::deploy_flags()) {
    if (flag.secret && name.starts_with(flag.name)) return flag.name + "...";
  }
  if (!name.starts_with("--")) return std::string(name.substr(0, 2)) + (name.size() > 2 ? "..." : "");
  const auto end = std::min({name.find_first_not_of(kNameCharacters), kLongestName, name.size()});
  return std::string(name.substr(0, end)) + (end < name.size() ? "..." : "");
}

}  // namespace nsmkit::meshconfig
