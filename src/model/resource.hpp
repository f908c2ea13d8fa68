#pragma once

#include "base/finding.hpp"
#include "base/json.hpp"
#include "yaml/source_map.hpp"

namespace nsmkit::model {

/// One object of the user's files, as Kubernetes reads it, and where it stands.
struct Resource {
  base::ResourceRef ref;
  Json object;
  yaml::SourceMap map;
  base::Location location;
};

/// How the object names itself; members that are absent or no strings stay empty.
[[nodiscard]] base::ResourceRef reference_of(const Json& object);

/// `TrafficSplit shop/catalog` as messages name it; what is missing is shown as `(no name)` and the like.
[[nodiscard]] std::string display_name(const base::ResourceRef& ref);

/// The group and the version of an apiVersion: "v1" has an empty group.
struct GroupVersion {
  std::string group;
  std::string version;
};
[[nodiscard]] GroupVersion split_api_version(std::string_view api_version);

/// True for `v1` List and for typed lists (TrafficSplitList).
[[nodiscard]] bool is_list(const Json& object);

}  // namespace nsmkit::model
