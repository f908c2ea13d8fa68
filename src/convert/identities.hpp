#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "model/resource.hpp"

namespace nsmkit::convert {

class Lookup;

/// A service account; `name_space` is empty when the input names none.
struct Identity {
  std::string name_space;
  std::string name;

  auto operator<=>(const Identity&) const = default;
};

/// The service accounts that an IdentityBinding stands for.
struct Resolved {
  std::vector<Identity> identities;     ///< each once, in the order of the schemes
  std::vector<std::string> unresolved;  ///< what has no service account, and why
  std::vector<std::string> doubts;      ///< what holds only under a condition
};

/// The service account of a SPIFFE id `[spiffe://]TRUST-DOMAIN/ns/NAMESPACE/sa/NAME` of the mesh's own trust
/// domain.
[[nodiscard]] std::optional<Identity> spiffe_identity(std::string_view id, std::string_view trust_domain);

/// The schemes of a binding as service accounts. An account that other pods run as too is not one of them:
/// naming it would let those in as well.
[[nodiscard]] Resolved resolve_binding(const model::Resource& binding, std::string_view trust_domain,
                                       const Lookup& lookup);

}  // namespace nsmkit::convert
