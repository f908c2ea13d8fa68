#include "checklist/cluster.hpp"

#include "base/error.hpp"
#include "checklist/checklist_rules.hpp"
#include "releases/cluster_versions.hpp"

namespace nsmkit::checklist {

namespace {

using releases::ClusterRange;
using releases::Platform;
using releases::Release;

std::optional<ClusterRange> range_of(const Release& release, Platform platform) {
  const releases::ClusterSupport& support = releases::cluster_support(release);
  return platform == Platform::kOpenShift ? support.openshift : support.kubernetes;
}

std::string_view name_of(Platform platform) {
  return platform == Platform::kOpenShift ? "OpenShift" : "Kubernetes";
}

std::string said_of(const Release& release, Platform platform) {
  const auto range = range_of(release, platform);
  std::string text = release.version + ": ";
  return range ? text.append(name_of(platform)).append(" ").append(to_string(*range))
               : text.append("nothing is said about ").append(name_of(platform));
}

const Release& release_named(const std::string& version) {
  return *releases::catalog().find_release(version);
}

// What both ends have in common on the platform, in words.
std::string common_text(const Release& from, const Release& to, Platform platform) {
  const auto a = range_of(from, platform);
  const auto b = range_of(to, platform);
  std::string name(name_of(platform));
  if (!a || !b) {
    return "Not both releases say which " + name + " they run on (" + said_of(from, platform) + "; " +
           said_of(to, platform) + ").";
  }
  const auto common = intersection(*a, *b);
  return common ? name + " " + to_string(*common) + " fits both " + from.version + " and " + to.version + "."
                : "No version of " + name + " fits both (" + said_of(from, platform) + "; " +
                      said_of(to, platform) + ").";
}

}  // namespace

Hop make_hop(const Release& from, const Release& to, Platform platform) {
  Hop hop{from.version, to.version, {}, ""};
  const auto a = range_of(from, Platform::kKubernetes);
  const auto b = range_of(to, Platform::kKubernetes);
  const auto common = a && b ? intersection(*a, *b) : std::nullopt;
  if (common) {
    hop.kubernetes = versions_of(*common);
  } else {
    hop.kubernetes_note = common_text(from, to, Platform::kKubernetes);
  }
  if (platform == Platform::kOpenShift) {
    hop.kubernetes_note += (hop.kubernetes_note.empty() ? "" : " ") + common_text(from, to, platform);
  }
  return hop;
}

std::string window_text(const Situation& situation) {
  const Platform platform = situation.settled.platform;
  std::string text = common_text(situation.from, situation.to, platform);
  const auto target = range_of(situation.to, platform);
  if (situation.method == Method::kManual && target) {
    text.append(" The cluster can also be upgraded while no mesh is there: at the deployment it must be ");
    text.append(name_of(platform)).append(" ").append(to_string(*target)).append(".");
  }
  return text;
}

std::string cluster_needs(const std::vector<Hop>& hops, Method method, Platform platform) {
  std::string text;
  if (method == Method::kManual) {
    text = said_of(release_named(hops.front().from), platform) + " until the removal; ";
    return text + said_of(release_named(hops.front().to), platform) + " from the deployment on.";
  }
  for (const Hop& hop : hops) {
    text += (text.empty() ? "" : " ") + common_text(release_named(hop.from), release_named(hop.to), platform);
  }
  return text;
}

std::vector<base::Finding> check_cluster(const std::string& kubernetes, const std::vector<Hop>& hops) {
  std::vector<base::Finding> findings;
  if (kubernetes.empty()) {
    return findings;
  }
  const auto version = releases::parse_cluster_version(kubernetes);
  if (!version) {
    throw base::Error(base::ExitStatus::kUsage,
                      "--kubernetes '" + kubernetes + "' is no version such as 1.22");
  }
  const auto check = [&](const std::string& release, const base::RuleInfo& rule) {
    const auto range = range_of(release_named(release), Platform::kKubernetes);
    if (range && !range->contains(*version)) {
      findings.push_back(base::make_finding(
          rule,
          release + " runs on Kubernetes " + to_string(*range) + ", the cluster is " + to_string(*version),
          {"--kubernetes", {}, {}, {}}));
    }
  };
  check(hops.front().from, kClusterUnfitNow);
  for (const Hop& hop : hops) {
    check(hop.to, kClusterUnfit);
  }
  return findings;
}

}  // namespace nsmkit::checklist
