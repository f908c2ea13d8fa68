#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "model/mesh_facts.hpp"
#include "model/resource_set.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::validate {

/// What a run knows besides the objects.
struct RunFacts {
  const releases::Release* from = nullptr;  ///< null when not said
  const releases::Release* to = nullptr;    ///< null when checking against the user's own CRDs
  model::MeshFacts mesh;
  std::vector<std::string> inputs;           ///< the paths as the user gave them
  std::set<std::string_view> disabled = {};  ///< slugs of rules that do not run
};

/// How much of the input a rule judges by.
enum class Reach : std::uint8_t {
  kObject,  ///< each object by itself
  kSet,     ///< all of them together, and the mesh's configuration
};

class Rule;

/// All that a rule may see and do: it reads objects of the kinds it declares and reports. Read-only; the
/// context adds file, position and resource to what is reported.
class RuleContext {
 public:
  RuleContext(const Rule& rule, const model::ResourceSet& resources, const RunFacts& facts,
              std::vector<base::Finding>& findings)
      : rule_(rule), resources_(resources), facts_(facts), findings_(findings) {}

  /// Objects of one declared kind that passed the schema, in the order in which they were read; for a rule
  /// that judges objects by themselves, those not judged yet. Throws std::logic_error for a kind the rule
  /// does not declare.
  [[nodiscard]] std::span<const model::Resource* const> all(std::string_view kind) const;

  /// Objects of one declared kind that the target's schema refuses. What a rule reports on such an object
  /// takes the place of the schema's own findings at and below the same pointer: the cause, not the symptom.
  [[nodiscard]] std::span<const model::Resource* const> refused(std::string_view kind) const;

  /// Objects of a declared kind with this namespace and name; not for rules that judge objects by themselves.
  [[nodiscard]] std::span<const model::Resource* const> find(std::string_view kind,
                                                             std::string_view name_space,
                                                             std::string_view name) const;

  /// Every object whatever its kind; for rules that declare the kind "*".
  [[nodiscard]] const std::deque<model::Resource>& everything() const;

  [[nodiscard]] const RunFacts& facts() const { return facts_; }

  /// Reports on the value at `pointer` (RFC 6901, "" for the whole object), with the rule's severity. An
  /// empty `remedy` stands for the rule's own.
  base::Finding& report(const model::Resource& resource, std::string pointer, std::string message,
                        std::string remedy = {});

  /// Reports on what is no object: a file or directory.
  base::Finding& report_at(base::Location location, std::string message, std::string remedy = {});

 private:
  void check_declared(std::string_view kind) const;
  void check_reach() const;

  const Rule& rule_;
  const model::ResourceSet& resources_;
  const RunFacts& facts_;
  std::vector<base::Finding>& findings_;
};

/// One rule. Each stands in a file of its own below rules/, with fixtures below fixtures/rules/<slug>/.
class Rule {
 public:
  Rule() = default;
  Rule(const Rule&) = delete;
  Rule& operator=(const Rule&) = delete;
  virtual ~Rule() = default;

  /// Code, slug, severity, texts and range of target releases.
  [[nodiscard]] virtual const base::RuleInfo& info() const = 0;

  /// The kinds it reads; "*" for all.
  [[nodiscard]] virtual std::span<const std::string_view> kinds() const = 0;

  /// A rule that judges each object by itself runs while it is being read, when it is still at hand.
  [[nodiscard]] virtual Reach reach() const { return Reach::kSet; }

  virtual void run(RuleContext& context) const = 0;
};

/// All rules, by code.
[[nodiscard]] std::span<const std::unique_ptr<Rule>> rules();

/// Whether a rule applies to a target release by its own declaration; true when there is no release.
[[nodiscard]] bool applies_to(const base::RuleInfo& info, const releases::Release* to);

/// Runs the rules of this reach that apply. No rule scans all pairs of objects.
void run_rules(Reach reach, const model::ResourceSet& resources, const RunFacts& facts,
               std::vector<base::Finding>& findings);

/// As generated from the folder rules/.
[[nodiscard]] std::vector<std::unique_ptr<Rule>> all_rules();

}  // namespace nsmkit::validate
