#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "releases/crd_set.hpp"

namespace nsmkit::releases {

/// What is known about one release of NGINX Service Mesh.
struct Release {
  std::string version;                     ///< "1.6.0"
  std::string line;                        ///< "1.6"
  std::optional<std::string> date;         ///< ISO 8601, if known
  std::optional<std::string> predecessor;  ///< the release before it
  std::optional<std::string> crd_set;      ///< name of its CRD set; none when it shipped no CRD files
  std::string source;                      ///< tag:path
};

/// Everything nsmkit knows about releases, read once from the embedded data.
class Catalog {
 public:
  /// Throws std::runtime_error when the embedded data is broken (a bug).
  Catalog();

  /// All releases, oldest first.
  [[nodiscard]] const std::vector<Release>& releases() const { return releases_; }

  /// Finds "1.6.0", "v1.6.0" and "1.6" (the newest patch of that line); null when unknown.
  [[nodiscard]] const Release* find_release(std::string_view text) const;

  /// The newest release.
  [[nodiscard]] const Release& newest() const { return releases_.back(); }

  /// The release probably meant by an unknown name, if any comes close.
  [[nodiscard]] std::optional<std::string_view> suggest(std::string_view text) const;

  /// All CRD sets, oldest first.
  [[nodiscard]] const std::vector<CrdSet>& crd_sets() const { return crd_sets_; }

  /// The CRDs of a release; null when it shipped none as files.
  [[nodiscard]] const CrdSet* crd_set(const Release& release) const;

  /// The set of this name, e.g. "1.5.0"; null when unknown.
  [[nodiscard]] const CrdSet* crd_set(std::string_view name) const;

  /// Kinds of the mesh in any release, sorted, e.g. "TrafficSplit".
  [[nodiscard]] const std::vector<std::string>& mesh_kinds() const { return mesh_kinds_; }

  /// API groups of the mesh in any release, sorted.
  [[nodiscard]] const std::vector<std::string>& mesh_groups() const { return mesh_groups_; }

  /// Whether any release serves this kind in this group, whatever the version.
  [[nodiscard]] bool is_mesh_kind(std::string_view group, std::string_view kind) const;

  /// Releases that serve the resource, oldest first.
  [[nodiscard]] std::vector<const Release*> serving(std::string_view group, std::string_view version,
                                                    std::string_view kind) const;

 private:
  void read_releases();
  void read_crd_sets();
  void collect_kinds();

  std::vector<Release> releases_;
  std::vector<CrdSet> crd_sets_;
  std::vector<std::string> mesh_kinds_;
  std::vector<std::string> mesh_groups_;
};

/// The one catalogue, read at first use. Safe to call from several threads.
[[nodiscard]] const Catalog& catalog();

}  // namespace nsmkit::releases
