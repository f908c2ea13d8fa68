#include "checklist/assemble.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "checklist/cluster.hpp"
#include "checklist/fill.hpp"

namespace nsmkit::checklist {

namespace {

using releases::UpgradeProcedure;
using releases::UpgradeStep;

constexpr std::string_view kNotes = "@notes";

template <typename Enum>
Enum named(std::string_view word, std::initializer_list<Enum> all) {
  const auto found = std::ranges::find_if(all, [word](Enum each) { return to_string(each) == word; });
  if (found == all.end()) {
    throw std::logic_error("no such word: " + std::string(word));
  }
  return *found;
}

Phase phase_named(std::string_view word) {
  return named(word, {Phase::kBefore, Phase::kDuring, Phase::kAfter});
}

base::Severity severity_named(std::string_view word) {
  using base::Severity;
  return word == "error" ? Severity::kError : word == "warning" ? Severity::kWarning : Severity::kInfo;
}

/// Adds the steps of one hop to a plan.
class HopAssembler {
 public:
  /// `suffix`: what sets the ids of this hop apart; empty when there is only one.
  HopAssembler(const Situation& situation, std::string suffix, bool is_first, Plan& plan)
      : situation_(situation), suffix_(std::move(suffix)), is_first_(is_first), plan_(plan) {}

  void add(const UpgradeProcedure& procedure) {
    add_all(procedure.before, Phase::kBefore);
    add_all(procedure.during, Phase::kDuring);
    add_all(procedure.after, Phase::kAfter);
    for (const UpgradeStep& note : releases::upgrade_data().notes) {
      rule_out(note);
    }
  }

 private:
  void add_all(const std::vector<std::string>& ids, Phase phase) {
    for (const std::string& id : ids) {
      if (id == kNotes) {
        add_notes(phase);
        continue;
      }
      const UpgradeStep& step = releases::upgrade_step(id);
      const Verdict verdict = judge(step.when, situation_);
      if (verdict.truth == Truth::kNo) {
        rule_out(step, verdict);
      } else if (is_first_ || !step.once) {
        plan_.steps.push_back(make(step, phase, verdict, suffix_));
      }
    }
  }

  void add_notes(Phase phase) {
    for (const UpgradeStep& note : releases::upgrade_data().notes) {
      if (phase_named(note.phase) != phase) {
        continue;
      }
      const Verdict verdict = judge(note.when, situation_);
      if (verdict.truth != Truth::kNo) {
        plan_.steps.push_back(make(note, phase, verdict, note.when.crosses.empty() ? suffix_ : ""));
      }
    }
  }

  // What concerns other releases altogether is not worth a word.
  [[nodiscard]] bool concerns_hop(const UpgradeStep& note) const {
    if (note.when.crosses.empty()) {
      return !releases::release_mismatch(note.when, situation_.from, situation_.to);
    }
    return releases::leads_over(situation_.from, situation_.to, note.when.crosses);
  }

  void rule_out(const UpgradeStep& note) {
    const Verdict verdict = judge(note.when, situation_);
    if (verdict.truth == Truth::kNo && concerns_hop(note)) {
      rule_out(note, verdict);
    }
  }

  void rule_out(const UpgradeStep& step, const Verdict& verdict) {
    const std::string id = step.id + (step.when.crosses.empty() ? suffix_ : "");
    plan_.ruled_out.push_back(
        {id, fill_text(step.title, situation_), verdict.reason, verdict.evidence, step.sources});
  }

  [[nodiscard]] Step make(const UpgradeStep& data, Phase phase, const Verdict& verdict,
                          const std::string& suffix) const {
    Step step;
    step.id = data.id + suffix;
    step.title = fill_text(data.title, situation_);
    step.why = fill_text(data.why, situation_);
    step.commands = fill_commands(data, situation_);
    step.expect = fill_text(data.expect, situation_);
    step.undo = fill_text(data.undo, situation_);
    step.phase = phase;
    step.owner = named(data.owner, {Owner::kMesh, Owner::kCluster, Owner::kApplications});
    step.downtime = named(data.downtime, {Downtime::kNone, Downtime::kStarts, Downtime::kEnds});
    step.severity = severity_named(data.severity);
    step.decision = data.decision;
    step.evidence = verdict.evidence;
    add_shown(data, step.evidence);
    step.sources = data.sources;
    return step;
  }

  void add_shown(const UpgradeStep& data, std::vector<Evidence>& evidence) const {
    for (const std::string& what : data.shows) {
      if (what == "workloads") {
        for (const Workload& each : situation_.evidence.workloads) {
          if (each.meshed != Truth::kNo) {
            evidence.push_back({each.kind + " " + each.name_space + "/" + each.name, each.location});
          }
        }
      } else if (what == "namespaces") {
        for (const Hint& each : situation_.evidence.meshed_namespaces) {
          evidence.push_back({each.value + ": " + each.evidence.text, each.evidence.location});
        }
      } else if (const std::string counts = policy_counts(situation_.evidence); !counts.empty()) {
        evidence.push_back({counts, std::nullopt});
      }
    }
  }

  const Situation& situation_;
  std::string suffix_;
  bool is_first_;
  Plan& plan_;
};

const UpgradeProcedure& procedure_for(const Situation& situation) {
  for (const UpgradeProcedure& each : releases::upgrade_data().procedures) {
    if (each.method == to_string(situation.method) &&
        each.installer == to_string(situation.settled.installer) &&
        judge(each.when, situation).truth == Truth::kYes) {
      return each;
    }
  }
  throw std::logic_error("no procedure fits");
}

// The conditions of an upgrade in place that were looked at, and hold.
void rule_out_refusals(const Situation& situation, const std::string& suffix, Plan& plan) {
  for (const releases::InPlaceRefusal& each : releases::upgrade_data().refusals) {
    if (!releases::release_mismatch(each.when, situation.from, situation.to)) {
      const Verdict verdict = judge(each.when, situation);
      plan.ruled_out.push_back(
          {"in-place-" + each.id + suffix, each.title, verdict.reason, verdict.evidence, each.sources});
    }
  }
}

// FNV-1a: short, and the same everywhere.
std::string hash_text(const std::string& text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits;
  for (int shift = 60; shift >= 16; shift -= 4) {
    digits += kDigits[(hash >> shift) & 0xFU];
  }
  return digits;
}

void finish(const Settled& settled, Plan& plan) {
  std::string text = settled.from->version + "\n" + settled.to->version + "\n";
  text.append(releases::to_string(settled.platform)).append("\n").append(to_string(settled.installer));
  text.append("\n").append(to_string(plan.method));
  for (const Step& step : plan.steps) {
    text += "\n" + step.id;
    plan.cost.downtimes += step.downtime == Downtime::kStarts ? 1 : 0;
  }
  plan.id = hash_text(text);
  plan.cost.kubernetes = cluster_needs(plan.hops, plan.method, settled.platform);
}

}  // namespace

Plan assemble_manual(const Request& request, const MeshEvidence& evidence, const Settled& settled,
                     const std::string& reason, const std::vector<RuledOut>& refusals) {
  const Situation situation{request, evidence, settled, *settled.from, *settled.to, Method::kManual};
  const UpgradeProcedure& procedure = procedure_for(situation);
  Plan plan;
  plan.method = Method::kManual;
  plan.title = procedure.title;
  plan.summary = procedure.summary + " " + reason;
  plan.hops.push_back(make_hop(*settled.from, *settled.to, settled.platform));
  plan.cost.downtime = procedure.downtime;
  plan.ruled_out = refusals;
  for (RuledOut& each : plan.ruled_out) {
    each.reason = fill_text(each.reason, situation);
  }
  HopAssembler(situation, "", true, plan).add(procedure);
  finish(settled, plan);
  return plan;
}

Plan assemble_in_place(const Request& request, const MeshEvidence& evidence, const Settled& settled,
                       const std::vector<const releases::Release*>& stops) {
  const bool is_chain = stops.size() > 2;
  Plan plan;
  plan.method = Method::kInPlace;
  for (std::size_t hop = 1; hop < stops.size(); ++hop) {
    const releases::Release& from = *stops[hop - 1];
    const releases::Release& to = *stops[hop];
    const Situation situation{request, evidence, settled, from, to, Method::kInPlace};
    const UpgradeProcedure& procedure = procedure_for(situation);
    if (hop == 1) {
      plan.title = procedure.title + (is_chain ? ", release by release" : "");
      plan.summary = procedure.summary;
      plan.cost.downtime = procedure.downtime;
    }
    plan.hops.push_back(make_hop(from, to, settled.platform));
    HopAssembler(situation, is_chain ? "@" + to.version : "", hop == 1, plan).add(procedure);
    rule_out_refusals(situation, is_chain ? "@" + to.version : "", plan);
  }
  if (is_chain) {
    plan.summary += " Each of the " + std::to_string(stops.size() - 1) +
                    " upgrades goes to the next release line, as the documentation allows, and each ends "
                    "with a restart of all workloads.";
  }
  finish(settled, plan);
  return plan;
}

}  // namespace nsmkit::checklist
