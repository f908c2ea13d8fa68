#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace nsmkit::releases {

enum class Scope : std::uint8_t { kNamespaced, kCluster };

/// One version of one custom resource, as its CRD declares it.
struct CrdResource {
  std::string group;
  std::string version;
  std::string kind;
  std::string plural;
  std::string singular;
  std::vector<std::string> short_names;
  Scope scope = Scope::kNamespaced;
  bool served = true;
  bool storage = false;
  bool status_subresource = false;
  bool preserve_unknown_fields = false;  ///< spec.preserveUnknownFields: nothing is pruned
  bool machine_made = false;             ///< written by a controller; not part of a backup
  std::shared_ptr<const Json> schema;    ///< null: the content is not checked
  std::string source;                    ///< tag:path, or the name of a user's CRD

  /// "group/version".
  [[nodiscard]] std::string api_version() const { return group + "/" + version; }
};

/// The custom resources one or more releases install. Order: as in the data.
class CrdSet {
 public:
  CrdSet() = default;
  CrdSet(std::string name, std::vector<CrdResource> resources);

  /// The release that brought it, e.g. "1.5.0", or what the user's own CRDs are called.
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] const std::vector<CrdResource>& resources() const { return resources_; }

  /// The served resource with this group, version and kind; null when there is none.
  [[nodiscard]] const CrdResource* find(std::string_view group, std::string_view version,
                                        std::string_view kind) const;

  /// As above, from "group/version".
  [[nodiscard]] const CrdResource* find(std::string_view api_version, std::string_view kind) const;

  /// Served versions of a kind, the stored one first.
  [[nodiscard]] std::vector<const CrdResource*> by_kind(std::string_view kind) const;

 private:
  std::string name_;
  std::vector<CrdResource> resources_;
};

}  // namespace nsmkit::releases
