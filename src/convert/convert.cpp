#include "convert/convert.hpp"

#include <array>

#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

struct Step {
  std::string_view kind;  ///< empty: all
  void (*run)(Work&);
};

// Layout first, then content, then what the target's CRD makes of the result.
constexpr std::array kSteps{
    Step{"", correct_group},
    Step{"TrafficSplit", split_shape},
    Step{"TrafficSplit", split_matches},
    Step{"TrafficSplit", split_weights},
    Step{"TrafficSplit", flagger_split},
    Step{"HTTPRouteGroup", route_group_shape},
    Step{"HTTPRouteGroup", route_headers},
    Step{"TCPRoute", tcp_route},
    Step{"RateLimit", rate_limit},
    Step{"IdentityBinding", identity_binding},
    Step{"", served_version},
    Step{"TrafficTarget", target_shape},
    Step{"TrafficTarget", target_port},
    Step{"TrafficTarget", target_subjects},
    Step{"TrafficTarget", target_rules},
    Step{"TrafficTarget", target_namespaces},
    Step{"", unknown_keys},
    Step{"", target_fit},
    Step{"", clean_metadata},
    Step{"TrafficTarget", target_copies},
};

void check_source(Work& work) {
  const Target& target = work.target();
  const base::ResourceRef& ref = work.input().ref;
  if (target.source != nullptr && target.source->find(ref.api_version, ref.kind) == nullptr) {
    work.mismatch("/apiVersion", target.source_name + " does not serve " + ref.kind + " in " +
                                     ref.api_version + ": the object was not exported from it");
  }
}

}  // namespace

Outcome convert(const model::Resource& resource, const Target& target, const Options& options,
                Lookup& lookup) {
  const KindId id = identify(resource.ref);
  if (id.group.empty()) {
    return {};
  }
  Work work(resource, id, target, options, lookup);
  if (work.goal() != nullptr && work.goal()->machine_made) {
    return {};
  }
  check_source(work);
  for (const Step& step : kSteps) {
    if (step.kind.empty() || step.kind == resource.ref.kind) {
      step.run(work);
    }
    if (work.is_impossible()) {
      break;
    }
  }
  return work.finish();
}

Json convert_list(Json members, const Target& target) {
  base::ResourceRef ref;
  ref.api_version = text_member(&members, "apiVersion");
  ref.kind = text_member(&members, "kind");
  if (!ref.kind.ends_with("List") || ref.kind == "List") {
    return members;
  }
  ref.kind.resize(ref.kind.size() - 4);
  const KindId id = identify(ref);
  if (id.group.empty()) {
    return members;
  }
  for (const releases::CrdResource* resource : target.crds.by_kind(ref.kind)) {
    if (resource->group == id.group) {
      members["apiVersion"] = resource->api_version();
      return members;
    }
  }
  members["apiVersion"] = "v1";
  members["kind"] = "List";
  return members;
}

}  // namespace nsmkit::convert
