#include "releases/cluster_versions.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <stdexcept>

#include "releases/config_data.hpp"

namespace nsmkit::releases {

namespace {

using Supports = std::map<std::string, ClusterSupport, std::less<>>;

std::optional<std::uint32_t> read_number(std::string_view& text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

ClusterVersion read_cluster_version(const Json& text) {
  const auto version = parse_cluster_version(text.get<std::string>());
  if (!version) {
    throw std::runtime_error("cluster versions: " + text.dump() + " is no version");
  }
  return *version;
}

std::optional<ClusterRange> read_range(const Json& entry, const char* key) {
  if (!entry.contains(key)) {
    return std::nullopt;
  }
  const Json& range = entry.at(key);
  ClusterRange read{read_cluster_version(range.at("from")), std::nullopt};
  if (range.contains("to")) {
    read.to = read_cluster_version(range.at("to"));
  }
  return read;
}

Supports read_supports() {
  Supports supports;
  const Json data = read_data_file("releases/cluster_versions.json");
  for (const Json& entry : data.at("releases")) {
    supports.emplace(
        read_version(entry, "release"),
        ClusterSupport{read_range(entry, "kubernetes"), read_range(entry, "openshift"),
                       entry.value("chart", ""), entry.at("sources").get<std::vector<std::string>>()});
  }
  for (const Release& release : catalog().releases()) {
    if (!supports.contains(release.version)) {
      throw std::runtime_error("cluster versions: nothing about " + release.version);
    }
  }
  return supports;
}

}  // namespace

std::optional<ClusterVersion> parse_cluster_version(std::string_view text) {
  text.remove_prefix(text.starts_with('v') ? 1 : 0);
  const auto major = read_number(text);
  if (!major || !text.starts_with('.')) {
    return std::nullopt;
  }
  text.remove_prefix(1);
  const auto minor = read_number(text);
  // Behind it a patch, and what vendors append: "1.22.4-gke.100", "1.22+".
  if (!minor || !(text.empty() || std::string_view(".+-").find(text.front()) != std::string_view::npos)) {
    return std::nullopt;
  }
  return ClusterVersion{*major, *minor};
}

std::string to_string(ClusterVersion version) {
  return std::to_string(version.major) + "." + std::to_string(version.minor);
}

std::string to_string(const ClusterRange& range) {
  if (!range.to) {
    return to_string(range.from) + " and later";
  }
  return range.from == *range.to ? to_string(range.from)
                                 : to_string(range.from) + " to " + to_string(*range.to);
}

std::optional<ClusterRange> intersection(const ClusterRange& a, const ClusterRange& b) {
  ClusterRange common{std::max(a.from, b.from), a.to ? a.to : b.to};
  if (a.to && b.to) {
    common.to = std::min(*a.to, *b.to);
  }
  if (common.to && *common.to < common.from) {
    return std::nullopt;
  }
  return common;
}

std::vector<std::string> versions_of(const ClusterRange& range) {
  if (!range.to) {
    return {to_string(range.from) + "+"};
  }
  std::vector<std::string> versions;
  for (ClusterVersion each = range.from; each <= *range.to; ++each.minor) {
    versions.push_back(to_string(each));
  }
  return versions;
}

const ClusterSupport& cluster_support(const Release& release) {
  static const Supports kSupports = read_supports();
  return kSupports.at(release.version);
}

}  // namespace nsmkit::releases
