#pragma once

#include <string>
#include <string_view>

#include "base/finding.hpp"

namespace nsmkit::convert {

/// How an object of the mesh names itself, its group as it should be.
struct KindId {
  std::string group;
  std::string version;
  bool group_corrected = false;  ///< was spec.smi-spec.io, the group of the first SMI CRDs
  bool smi = false;              ///< a kind of the Service Mesh Interface
  bool version_known = false;    ///< SMI or some release of NSM has that version of the kind
};

/// Whether the object is the SMI kind of that name, whatever its version.
[[nodiscard]] bool is_smi(const base::ResourceRef& ref, std::string_view kind);

/// What the object is; `group` is empty when it is none of the mesh's.
[[nodiscard]] KindId identify(const base::ResourceRef& ref);

}  // namespace nsmkit::convert
