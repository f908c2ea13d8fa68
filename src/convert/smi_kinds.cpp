#include "convert/smi_kinds.hpp"

#include <algorithm>
#include <array>

#include "model/resource.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::convert {

namespace {

struct SmiKind {
  std::string_view kind;
  std::string_view group;
};

constexpr std::array kSmiKinds{
    SmiKind{"TrafficSplit", "split.smi-spec.io"},     SmiKind{"TrafficTarget", "access.smi-spec.io"},
    SmiKind{"IdentityBinding", "access.smi-spec.io"}, SmiKind{"HTTPRouteGroup", "specs.smi-spec.io"},
    SmiKind{"TCPRoute", "specs.smi-spec.io"},         SmiKind{"UDPRoute", "specs.smi-spec.io"},
};

constexpr std::array<std::string_view, 4> kSmiVersions{"v1alpha1", "v1alpha2", "v1alpha3", "v1alpha4"};

constexpr std::string_view kSpecsGroup = "specs.smi-spec.io";
constexpr std::string_view kFirstSpecsGroup = "spec.smi-spec.io";

std::string_view corrected(std::string_view group) { return group == kFirstSpecsGroup ? kSpecsGroup : group; }

bool is_smi_kind(std::string_view group, std::string_view kind) {
  return std::any_of(kSmiKinds.begin(), kSmiKinds.end(),
                     [&](const SmiKind& known) { return known.kind == kind && known.group == group; });
}

}  // namespace

bool is_smi(const base::ResourceRef& ref, std::string_view kind) {
  return ref.kind == kind &&
         is_smi_kind(corrected(std::string_view(ref.api_version).substr(0, ref.api_version.find('/'))), kind);
}

KindId identify(const base::ResourceRef& ref) {
  const model::GroupVersion written = model::split_api_version(ref.api_version);
  const std::string group(corrected(written.group));
  KindId id{group, written.version, group != written.group, is_smi_kind(group, ref.kind), false};
  if (id.smi) {
    id.version_known = std::find(kSmiVersions.begin(), kSmiVersions.end(), id.version) != kSmiVersions.end();
    return id;
  }
  const releases::Catalog& catalog = releases::catalog();
  if (!catalog.is_mesh_kind(group, ref.kind)) {
    return {};
  }
  id.version_known = !catalog.serving(group, id.version, ref.kind).empty();
  return id;
}

}  // namespace nsmkit::convert
