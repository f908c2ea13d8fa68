#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "model/resource.hpp"
#include "releases/crd_set.hpp"

namespace nsmkit::validate {

/// A kind that is none of the mesh's: counted and named, so that nothing is passed over in silence.
extern const base::RuleInfo kForeignKind;

/// Checks objects one by one against the CRDs of a release and turns what is wrong into findings with positions.
class Engine {
 public:
  explicit Engine(const releases::CrdSet& set) : set_(set) {}

  /// Appends the findings on one object. Objects of other kinds are counted only; see finish().
  void check(const model::Resource& resource, std::vector<base::Finding>& findings);

  /// Appends one finding for each kind that was not looked at.
  void finish(std::vector<base::Finding>& findings) const;

  [[nodiscard]] std::uint64_t checked() const { return checked_; }
  [[nodiscard]] std::uint64_t skipped() const { return skipped_; }

 private:
  struct Foreign {
    std::uint64_t count = 0;
    base::Location first;
  };

  const releases::CrdSet& set_;
  std::uint64_t checked_ = 0;
  std::uint64_t skipped_ = 0;
  std::map<std::pair<std::string, std::string>, Foreign> foreign_;
};

}  // namespace nsmkit::validate
