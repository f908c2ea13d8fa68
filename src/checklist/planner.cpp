#include "checklist/planner.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/error.hpp"
#include "checklist/assemble.hpp"
#include "checklist/cluster.hpp"
#include "releases/cluster_versions.hpp"

namespace nsmkit::checklist {

namespace {

using releases::Release;

[[noreturn]] void refuse(const std::string& message) { throw base::Error(base::ExitStatus::kUsage, message); }

void check_order(const Release& from, const Release& to) {
  if (&from == &to) {
    refuse("the mesh is of release " + from.version + " already: there is nothing to upgrade");
  }
  if (!releases::leads_over(from, to, to.version)) {
    refuse("from " + from.version + " to " + to.version +
           " is a step back, for which there is no upgrade; restore a backup of that time instead");
  }
}

void check_possible(const Settled& settled) {
  const Release& from = *settled.from;
  const Release& to = *settled.to;
  check_order(from, to);
  if (settled.installer == Installer::kHelm) {
    for (const Release* each : {&from, &to}) {
      if (releases::cluster_support(*each).chart.empty()) {
        refuse("release " + each->version +
               " has no Helm chart, so no mesh of it is installed with Helm; use --installer meshctl");
      }
    }
  }
  const auto& support = releases::cluster_support(to);
  if (settled.platform == releases::Platform::kOpenShift && !support.openshift) {
    refuse("release " + to.version + " was not made for OpenShift");
  }
}

/// Why there is no upgrade in place, step by step of the way; and the way where there is one.
struct InPlaceWay {
  std::vector<const Release*> stops;  ///< `from` first, `to` last; empty when there is none
  std::vector<RuledOut> refusals;
};

RuledOut refusal(const std::string& id, const std::string& title, std::string reason,
                 std::vector<Evidence> evidence, const std::vector<std::string>& sources) {
  return {id, title, std::move(reason), std::move(evidence), sources};
}

InPlaceWay find_in_place(const Request& request, const MeshEvidence& evidence, const Settled& settled) {
  const releases::UpgradeData& data = releases::upgrade_data();
  InPlaceWay way{{settled.from}, {}};
  while (way.stops.back() != settled.to) {
    const Release& from = *way.stops.back();
    const Release* next = releases::next_in_place(from, *settled.to);
    if (next == nullptr) {
      way.refusals.push_back(refusal("in-place", "Upgrade in place", data.first_reason, {}, data.sources));
      break;
    }
    const Situation situation{request, evidence, settled, from, *next, Method::kInPlace};
    for (const releases::InPlaceRefusal& each : data.refusals) {
      const Verdict verdict = judge(each.when, situation);
      if (verdict.truth == Truth::kYes) {
        way.refusals.push_back(refusal("in-place-" + each.id, "Upgrade in place: " + each.title,
                                       from.version + " to " + next->version + ": " + each.reason,
                                       verdict.evidence, each.sources));
      }
    }
    way.stops.push_back(next);
  }
  // A reason that holds at each hop is said once.
  std::set<std::string> seen;
  std::erase_if(way.refusals, [&seen](const RuledOut& each) { return !seen.insert(each.id).second; });
  if (!way.refusals.empty()) {
    way.stops.clear();
  }
  return way;
}

std::string reasons(const std::vector<RuledOut>& refusals) {
  std::string text;
  for (const RuledOut& each : refusals) {
    text += (text.empty() ? "" : "; ") + each.reason;
  }
  return text;
}

std::string manual_reason(const Settled& settled, const InPlaceWay& way) {
  if (!way.refusals.empty()) {
    return "An upgrade in place is not possible: " + reasons(way.refusals) + ".";
  }
  if (way.stops.size() > 2) {
    return "The documentation asks for this way wherever a release line is skipped, as from " +
           settled.from->version + " to " + settled.to->version + ".";
  }
  return "An upgrade in place is possible as well, and disturbs less.";
}

std::vector<Plan> make_plans(const Request& request, const MeshEvidence& evidence, const Settled& settled) {
  const InPlaceWay way = find_in_place(request, evidence, settled);
  const bool can = !way.stops.empty();
  const bool is_jump = way.stops.size() > 2;
  if (request.choice == Choice::kInPlace && !can) {
    refuse("--plan in-place: from " + settled.from->version + " to " + settled.to->version +
           " there is no upgrade in place: " + reasons(way.refusals));
  }
  std::vector<Plan> plans;
  if (request.choice != Choice::kInPlace && (request.choice != Choice::kBest || !can || is_jump)) {
    plans.push_back(assemble_manual(request, evidence, settled, manual_reason(settled, way), way.refusals));
  }
  if (can && request.choice != Choice::kManual) {
    plans.push_back(assemble_in_place(request, evidence, settled, way.stops));
  }
  // Over several lines the documentation takes the mesh away once; to the next one it stays.
  if (plans.size() > 1 && !is_jump) {
    std::swap(plans.front(), plans.back());
  }
  plans.front().recommended = true;
  return plans;
}

void check_clusters(const Request& request, Checklist& checklist) {
  std::set<std::string> seen;
  for (const Plan& plan : checklist.plans) {
    for (base::Finding& finding : check_cluster(request.kubernetes, plan.hops)) {
      if (seen.insert(finding.message).second) {
        checklist.findings.push_back(std::move(finding));
      }
    }
  }
}

}  // namespace

Checklist make_checklist(const Request& request, const MeshEvidence& evidence) {
  Settled settled = settle(request, evidence);
  check_possible(settled);
  Checklist checklist;
  checklist.from = settled.from->version;
  checklist.to = settled.to->version;
  checklist.platform = settled.platform;
  checklist.installer = settled.installer;
  checklist.plans = make_plans(request, evidence, settled);
  checklist.assumptions = std::move(settled.assumptions);
  checklist.findings = std::move(settled.findings);
  check_clusters(request, checklist);
  return checklist;
}

}  // namespace nsmkit::checklist
