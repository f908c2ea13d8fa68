#include <array>
#include <set>
#include <tuple>

#include "base/pointer.hpp"
#include "cli/evidence/parts.hpp"

namespace nsmkit::cli {

namespace {

using checklist::MeshEvidence;

constexpr std::array<std::string_view, 6> kPolicies{"TrafficSplit", "TrafficTarget", "HTTPRouteGroup",
                                                    "TCPRoute",     "RateLimit",     "CircuitBreaker"};

/// What a kind among the policies shows by itself.
struct KindFact {
  std::string_view kind;
  std::string_view fact;
};
constexpr std::array kKindFacts{
    KindFact{"RateLimit", "rate-limits"},           KindFact{"RateLimit", "limits-or-breakers"},
    KindFact{"CircuitBreaker", "circuit-breakers"}, KindFact{"CircuitBreaker", "limits-or-breakers"},
    KindFact{"HTTPRouteGroup", "route-groups"},     KindFact{"TrafficSplit", "splits"},
};

bool is_policy(const base::ResourceRef& ref) {
  return std::ranges::find(kPolicies, ref.kind) != kPolicies.end() &&
         releases::catalog().is_mesh_kind(model::split_api_version(ref.api_version).group, ref.kind);
}

/// Looks at one policy.
class PolicyLook {
 public:
  PolicyLook(const ObjectView& view, MeshEvidence& evidence) : view_(view), evidence_(evidence) {}

  void look() {
    for (const KindFact& each : kKindFacts) {
      if (each.kind == view_.ref.kind && !seen(each.fact)) {
        note(each.fact, "");
      }
    }
    if (const Json* owners = base::find(*view_.object, "/metadata/ownerReferences");
        owners != nullptr && owners->is_array() && !owners->empty()) {
      note("controller-owned", "/metadata/ownerReferences");
    }
    if (view_.ref.kind == "HTTPRouteGroup") {
      look_at_spec();
      each_of("/spec/matches", "/headers", [this](const Json& headers, const std::string& pointer) {
        if (headers.is_array()) note("header-lists", pointer);
      });
    } else if (view_.ref.kind == "TrafficSplit") {
      each_of("/spec/backends", "/weight", [this](const Json& weight, const std::string& pointer) {
        if (!weight.is_number_integer() || weight < 0) note("loose-fields", pointer);
      });
    } else if (view_.ref.kind == "TrafficTarget") {
      look_at_spec();
      look_at_target();
    }
  }

 private:
  // One is enough to show what every object of a kind shows.
  [[nodiscard]] bool seen(std::string_view fact) const {
    const auto found = evidence_.facts.find(fact);
    return found != evidence_.facts.end() && !found->second.evidence.empty();
  }

  void look_at_spec() {
    if (base::find(*view_.object, "/spec") == nullptr) note("loose-fields", "");
  }

  void look_at_subject(const Json& subject, const std::string& pointer) {
    if (!subject.is_object()) return;
    if (subject.contains("port") && !subject.at("port").is_number_integer()) {
      note("loose-fields", pointer + "/port");
    }
    if (!subject.contains("namespace")) note("targets-without-namespace", pointer);
  }

  void look_at_target() {
    if (const Json* destination = base::find(*view_.object, "/spec/destination")) {
      look_at_subject(*destination, "/spec/destination");
    }
    each_of("/spec/sources", "",
            [this](const Json& source, const std::string& pointer) { look_at_subject(source, pointer); });
  }

  template <typename Action>
  void each_of(const std::string& list_pointer, const std::string& member, const Action& action) const {
    const Json* list = base::find(*view_.object, list_pointer);
    if (list == nullptr || !list->is_array()) return;
    for (std::size_t place = 0; place < list->size(); ++place) {
      const std::string pointer = list_pointer + "/" + std::to_string(place) + member;
      if (const Json* value = base::find(*view_.object, pointer)) action(*value, pointer);
    }
  }

  void note(std::string_view fact, const std::string& pointer) {
    note_yes(evidence_, fact, model::display_name(view_.ref),
             pointer.empty() ? view_.location : view_.place(pointer));
  }

  const ObjectView& view_;
  MeshEvidence& evidence_;
};

}  // namespace

void collect_policy_facts(const std::vector<ObjectView>& objects, MeshEvidence& evidence) {
  using Id = std::tuple<std::string, std::string, std::string>;
  std::set<Id> seen;
  for (const ObjectView& view : objects) {
    if (!is_policy(view.ref)) {
      continue;
    }
    evidence.policies_given = true;
    // An export may hold an object twice, as YAML and as JSON.
    if (seen.emplace(view.ref.kind, view.ref.name_space, view.ref.name).second) {
      ++evidence.policies[view.ref.kind];
      PolicyLook(view, evidence).look();
    }
  }
  if (!evidence.policies_given) {
    return;
  }
  evidence.facts["policies"].truth = checklist::Truth::kYes;
  for (const std::string_view fact :
       {"rate-limits", "limits-or-breakers", "circuit-breakers", "route-groups", "splits", "controller-owned",
        "header-lists", "loose-fields", "targets-without-namespace"}) {
    note_no(evidence, fact);
  }
}

}  // namespace nsmkit::cli
