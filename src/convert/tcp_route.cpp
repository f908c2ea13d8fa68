#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

void take_out_ports(Work& work, Json& spec) {
  const Json* matches = member(&spec, "matches");
  if (matches == nullptr) {
    return;
  }
  if (work.id().version != "v1alpha4") {
    work.mismatch("/spec/matches", "the TCPRoute has matches, which only v1alpha4 has");
  }
  if (!is_empty(member(matches, "ports")) && !work.lookup().carries_ports(work.input().ref)) {
    work.lossy("/spec/matches/ports",
               "the target keeps no ports in a TCPRoute, and no TrafficTarget of the input takes them over");
  } else if (!is_empty(member(matches, "ports"))) {
    work.changed("its ports go to the TrafficTargets that name it");
  }
  spec.erase("matches");
  work.changed("matches taken out");
}

}  // namespace

void tcp_route(Work& work) {
  if (Json* spec = object_member(&work.object(), "spec")) {
    take_out_ports(work, *spec);
  }
  // The newer versions always have a spec, and it is empty.
  if (work.foreign() && !work.object().contains("spec") && work.goal_type("spec") == "object") {
    work.object()["spec"] = Json::object();
    work.changed("an empty spec added");
  }
}

}  // namespace nsmkit::convert
