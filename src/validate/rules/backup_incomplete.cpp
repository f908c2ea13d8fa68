#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "validate/rule.hpp"

namespace nsmkit::validate {

namespace {

constexpr base::RuleInfo kInfo{
    .code = "NSM402",
    .slug = "backup-incomplete",
    .severity = base::Severity::kInfo,
    .summary = "a backup directory without objects of some policy kind",
    .why =
        "A full backup holds six kinds. A file that was forgotten cannot be told from a kind that the mesh "
        "does not use, and what was not exported is gone after the mesh is removed.",
    .remedy =
        "Check in the cluster (kubectl get KIND --all-namespaces) that there are none, and keep the empty "
        "List that 'kubectl get KIND --all-namespaces -o yaml' prints as the proof.",
    .source = "NGINX Service Mesh upgrade guide: the six exports of a manual upgrade",
};

constexpr std::string_view kKinds[] = {"*"};

struct PolicyKind {
  std::string_view kind;
  std::string_view file;  ///< as the upgrade guide names its export
};

constexpr std::array kPolicyKinds{
    PolicyKind{"TrafficSplit", "trafficsplits.yaml"},
    PolicyKind{"TrafficTarget", "traffictargets.yaml"},
    PolicyKind{"HTTPRouteGroup", "httproutegroups.yaml"},
    PolicyKind{"TCPRoute", "tcproutes.yaml"},
    PolicyKind{"RateLimit", "ratelimits.yaml"},
    PolicyKind{"CircuitBreaker", "circuitbreakers.yaml"},
};

/// What was found below one of the user's paths, which is a directory if anything was.
struct Directory {
  std::set<std::string_view> kinds;
  bool has_export = false;  ///< a List in a file named as the guide says
};

std::string without_slashes(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) {
    path.pop_back();
  }
  return path;
}

void take(const model::Resource& resource, Directory& directory) {
  const std::string& file = resource.location.file;
  const std::string_view base_name = std::string_view(file).substr(file.rfind('/') + 1);
  for (const PolicyKind& policy : kPolicyKinds) {
    if (resource.ref.kind == policy.kind) {
      directory.kinds.insert(policy.kind);
      directory.has_export = directory.has_export || (base_name == policy.file && resource.location.item);
    }
  }
}

// One policy alone is a manifest someone wrote; an export or several kinds make a backup.
bool is_backup(const Directory& directory) { return directory.has_export || directory.kinds.size() > 1; }

std::string missing_kinds(const Directory& directory) {
  std::vector<std::string_view> missing;
  for (const PolicyKind& policy : kPolicyKinds) {
    if (!directory.kinds.contains(policy.kind)) {
      missing.push_back(policy.kind);
    }
  }
  std::string text;
  for (std::size_t i = 0; i < missing.size(); ++i) {
    text.append(i == 0 ? "" : i + 1 == missing.size() ? " and no " : ", no ").append(missing[i]);
  }
  return text;
}

class BackupIncomplete final : public Rule {
 public:
  [[nodiscard]] const base::RuleInfo& info() const override { return kInfo; }
  [[nodiscard]] std::span<const std::string_view> kinds() const override { return kKinds; }

  void run(RuleContext& context) const override {
    std::map<std::string, Directory, std::less<>> directories;
    for (const std::string& input : context.facts().inputs) {
      directories.try_emplace(without_slashes(input));
    }
    for (const model::Resource& resource : context.everything()) {
      // From the file upwards: the cost depends on the depth of the path, not on how many paths were given.
      std::string_view path = resource.location.file;
      for (auto slash = path.rfind('/'); slash != std::string_view::npos; slash = path.rfind('/')) {
        path = path.substr(0, slash);
        if (const auto found = directories.find(path.empty() ? "/" : path); found != directories.end()) {
          take(resource, found->second);
        }
      }
    }
    for (const auto& [path, directory] : directories) {
      const std::string missing = missing_kinds(directory);
      if (is_backup(directory) && !missing.empty()) {
        context.report_at({path, {}, {}, {}},
                          "this looks like a backup of the mesh, but holds no " + missing);
      }
    }
  }
};

}  // namespace

std::unique_ptr<Rule> make_backup_incomplete_rule() { return std::make_unique<BackupIncomplete>(); }

}  // namespace nsmkit::validate
