#pragma once

#include <compare>
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "base/finding.hpp"
#include "model/resource_set.hpp"

namespace nsmkit::cli {

/// What a finding is about, in words that stay the same when lines, files, versions and messages change.
struct FindingKey {
  std::string rule;  ///< slug
  std::string group;
  std::string kind;
  std::string name_space;
  std::string name;
  std::string
      path;  ///< as base::display_path, list items by what names them: spec.backends[catalog-v1].weight
  std::string file;  ///< only where there is no object

  auto operator<=>(const FindingKey&) const = default;
};

/// `object`: what the finding's pointer leads through; null when it is not known.
[[nodiscard]] FindingKey key_of(const base::Finding& finding, const Json* object);

/// The key on one line; `occurrence` counts from 0 the findings that share it.
[[nodiscard]] std::string fingerprint_text(const FindingKey& key, std::size_t occurrence);

/// The objects that findings are about, by place.
class ObjectIndex {
 public:
  ObjectIndex(const model::ResourceSet& resources, const std::vector<base::Finding>& findings);

  /// Null for findings about no object, or about one that was not kept.
  [[nodiscard]] const model::Resource* find(const base::Location& location) const;

 private:
  using Place = std::tuple<std::string, std::optional<std::uint32_t>, std::optional<std::uint32_t>>;
  std::map<Place, const model::Resource*> objects_;
};

}  // namespace nsmkit::cli
