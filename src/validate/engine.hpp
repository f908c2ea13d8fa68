#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "model/resource.hpp"
#include "model/resource_set.hpp"
#include "releases/crd_set.hpp"
#include "validate/rule.hpp"

namespace nsmkit::validate {

/// A kind that is none of the mesh's: counted and named, so that nothing is passed over in silence.
extern const base::RuleInfo kForeignKind;

/// Checks objects one by one against the CRDs of a release, then all of them by the rules.
class Engine {
 public:
  explicit Engine(const releases::CrdSet& set) : set_(set) {}

  /// Checks one object and keeps it for the rules. Objects of other kinds are counted.
  void check(model::Resource&& resource);

  /// Runs the rules; gives all findings.
  [[nodiscard]] std::vector<base::Finding> finish(const RunFacts& facts);

  /// All objects checked so far.
  [[nodiscard]] const model::ResourceSet& resources() const { return resources_; }

  [[nodiscard]] std::uint64_t checked() const { return checked_; }
  [[nodiscard]] std::uint64_t skipped() const { return skipped_; }

 private:
  struct Foreign {
    std::uint64_t count = 0;
    base::Location first;
  };

  void report_foreign();
  void drop_explained(std::size_t rule_findings);

  const releases::CrdSet& set_;
  model::ResourceSet resources_;
  std::vector<base::Finding> findings_;
  std::uint64_t checked_ = 0;
  std::uint64_t skipped_ = 0;
  std::map<std::pair<std::string, std::string>, Foreign> foreign_;
};

}  // namespace nsmkit::validate
