#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
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
  /// As many objects as a processor keeps at hand.
  static constexpr std::size_t kAtATime = 32;

  /// What `facts` says of the mesh's configuration is not needed yet. Rules that judge objects by themselves
  /// run on `at_a_time` of them together; the findings do not depend on it.
  Engine(const releases::CrdSet& set, RunFacts facts, std::size_t at_a_time = kAtATime)
      : set_(set), facts_(std::move(facts)), at_a_time_(at_a_time) {}

  /// Checks one object and keeps it for the rules. Objects of other kinds are counted.
  void check(model::Resource&& resource);

  /// Runs the rules that want to see all objects, and the mesh's configuration; gives all findings.
  [[nodiscard]] std::vector<base::Finding> finish(const model::MeshFacts& mesh);

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
  void judge_objects();
  void drop_explained();

  const releases::CrdSet& set_;
  RunFacts facts_;
  std::size_t at_a_time_;
  model::ResourceSet resources_;
  std::vector<base::Finding> findings_;  ///< of the schemas
  std::vector<base::Finding> rule_findings_;
  std::uint64_t checked_ = 0;
  std::uint64_t skipped_ = 0;
  std::map<std::pair<std::string, std::string>, Foreign> foreign_;
};

}  // namespace nsmkit::validate
