#include "cli/finding_judge.hpp"

#include <algorithm>
#include <map>

#include "cli/today.hpp"

namespace nsmkit::cli {

namespace {

/// Gives findings their fingerprints; those that share a key are numbered in report order.
class Numbering {
 public:
  explicit Numbering(const ObjectIndex& objects) : objects_(objects) {}

  void add(std::vector<base::Finding>&& findings) {
    std::stable_sort(findings.begin(), findings.end(), base::report_order);
    for (base::Finding& finding : findings) {
      const model::Resource* resource = finding.resource ? objects_.find(finding.location) : nullptr;
      FindingKey key = key_of(finding, resource == nullptr ? nullptr : &resource->object);
      results.push_back({std::move(finding), fingerprint_text(key, counts_[key]++), {}});
      keys.push_back(std::move(key));
    }
  }

  std::vector<render::Result> results;
  std::vector<FindingKey> keys;  ///< of the results

 private:
  const ObjectIndex& objects_;
  std::map<FindingKey, std::size_t> counts_;
};

}  // namespace

FindingJudge::FindingJudge(const FindingSettings& settings, Context& context)
    : settings_(settings), context_(context) {
  const std::string& target = settings.write_baseline;
  if (!settings.baseline.empty()) {
    baseline_ = Baseline(context.files, settings.baseline);
  } else if (!target.empty() && context.files.type(target) == io::PathType::kFile) {
    baseline_ = Baseline(context.files, target);
  }
  if (!target.empty()) {
    file_ = context.files.create(target);
  }
}

void FindingJudge::write_baseline(const std::vector<render::Result>& results,
                                  const std::vector<FindingKey>& keys) {
  file_->write(baseline_.rewritten(results, keys, settings_.reason, settings_.expires));
  file_->commit();
  // What counts is what the file says.
  baseline_ = Baseline(context_.files, settings_.write_baseline);
}

std::vector<render::Result> FindingJudge::results(std::vector<base::Finding> findings,
                                                  const model::ResourceSet& resources,
                                                  const releases::Release* to) {
  apply_rule_choices(settings_.rules, findings);
  const bool complete = !base::any_incomplete(findings);
  const ObjectIndex objects(resources, findings);
  Numbering numbering(objects);
  numbering.add(std::move(findings));

  const std::vector<std::string>& disabled = settings_.rules.disable;
  const IdleRules idle{{disabled.begin(), disabled.end()}, to};
  std::vector<base::Finding> about = apply_annotations(resources, idle, numbering.results);
  if (file_ != nullptr && complete) {
    write_baseline(numbering.results, numbering.keys);
  } else if (file_ != nullptr) {
    context_.err << "nsmkit: " << settings_.write_baseline
                 << " not written: some input was not read to its end\n";
  }
  const Baseline::Run run{today(context_), idle, complete};
  std::vector<base::Finding> entries = baseline_.apply(numbering.results, numbering.keys, run);
  std::move(entries.begin(), entries.end(), std::back_inserter(about));
  apply_rule_choices(settings_.rules, about);
  numbering.add(std::move(about));
  return std::move(numbering.results);
}

}  // namespace nsmkit::cli
