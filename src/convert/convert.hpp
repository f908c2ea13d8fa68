#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "base/json.hpp"
#include "convert/lookup.hpp"
#include "model/resource.hpp"
#include "releases/crd_set.hpp"

namespace nsmkit::convert {

/// The release to convert for, and the one the objects come from.
struct Target {
  const releases::CrdSet& crds;
  std::string name;                          ///< as messages call it
  const releases::CrdSet* source = nullptr;  ///< null when not said
  std::string source_name;
};

/// What becomes of TCPRoute rules beside HTTPRouteGroup rules. In the newer SMI versions they say which port
/// the HTTP rule is for; in the one that NSM serves they allow raw TCP.
enum class TcpRules : std::uint8_t { kDrop, kKeep };

struct Options {
  TcpRules tcp_rules = TcpRules::kDrop;
  bool fill_namespaces = false;  ///< write the object's namespace where a TrafficTarget names none
  std::string trust_domain =
      "example.org";  ///< of the mesh; SPIFFE ids of others are no service accounts here
};

enum class Loss : std::uint8_t {
  kNone,        ///< stays as it is
  kLossless,    ///< written in another form
  kLossy,       ///< something is gone; a finding says what
  kImpossible,  ///< nothing to write; a finding says why
};

/// What became of one object.
struct Outcome {
  Loss loss = Loss::kNone;
  /// What to write in place of the object. Empty with kNone (the object itself is written), with kImpossible,
  /// and for objects that only live on in others (an IdentityBinding).
  std::vector<Json> objects;
  std::vector<base::Finding> findings;
};

/// Rewrites one object to the form that the target serves and stores. Access never gets wider. Objects that
/// are none of the mesh's stay as they are. `lookup` keeps the names given to new objects.
[[nodiscard]] Outcome convert(const model::Resource& resource, const Target& target, const Options& options,
                              Lookup& lookup);

/// The members of a typed List (TrafficSplitList), with the apiVersion that the target's objects have.
[[nodiscard]] Json convert_list(Json members, const Target& target);

}  // namespace nsmkit::convert
