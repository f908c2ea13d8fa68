#include "convert/lookup.hpp"

#include <optional>

#include "convert/json_member.hpp"
#include "convert/port.hpp"
#include "convert/smi_kinds.hpp"
#include "convert/target_layout.hpp"

namespace nsmkit::convert {

namespace {

/// The pod template of a workload, or the pod itself.
const Json* pod_of(const model::Resource& resource) {
  static const std::set<std::string_view> kTemplated = {"DaemonSet",  "Deployment",  "Job",
                                                        "ReplicaSet", "StatefulSet", "ReplicationController"};
  if (resource.ref.kind == "Pod") {
    return &resource.object;
  }
  const Json* spec = object_member(&resource.object, "spec");
  if (resource.ref.kind == "CronJob") {
    return object_member(object_member(object_member(spec, "jobTemplate"), "spec"), "template");
  }
  return kTemplated.count(resource.ref.kind) > 0 ? object_member(spec, "template") : nullptr;
}

std::optional<Workload> workload_of(const model::Resource& resource) {
  const Json* pod = pod_of(resource);
  const Json* spec = object_member(pod, "spec");
  if (spec == nullptr) {
    return std::nullopt;
  }
  Workload workload;
  workload.labels = object_member(object_member(pod, "metadata"), "labels");
  workload.account = text_member(spec, "serviceAccountName");
  if (workload.account.empty()) {
    workload.account = text_member(spec, "serviceAccount");
  }
  if (workload.account.empty()) {
    workload.account = "default";
  }
  return workload;
}

RoutePorts unknown(std::string problem) {
  return {RoutePorts::Extent::kUnknown, {}, std::move(problem), false};
}

RoutePorts ports_of(const Json& route) {
  const Json* matches = member(object_member(&route, "spec"), "matches");
  if (is_empty(matches)) {
    return {RoutePorts::Extent::kAll, {}, {}, false};
  }
  const Json* ports = member(matches, "ports");
  if (!matches->is_object() || (!is_empty(ports) && !ports->is_array())) {
    return unknown("its ports cannot be read");
  }
  if (is_empty(ports)) {
    return {RoutePorts::Extent::kAll, {}, {}, false};
  }
  RoutePorts result{RoutePorts::Extent::kSome, {}, {}, false};
  for (const Json& port : *ports) {
    const auto number = read_port(port);
    if (!number) {
      return unknown("it has the port " + shown(port));
    }
    result.ports.insert(*number);
  }
  return result;
}

}  // namespace

bool has_route_ports(const base::ResourceRef& ref) {
  return ref.kind == "TCPRoute" && model::split_api_version(ref.api_version).version == "v1alpha4";
}

Lookup::Lookup(const model::ResourceSet& resources) : resources_(resources) {
  for (const model::Resource& resource : resources.all()) {
    if (is_smi(resource.ref, "TrafficTarget")) {
      add_target(resource);
    } else if (const auto workload = workload_of(resource)) {
      workloads_[resource.ref.name_space].push_back(*workload);
    }
  }
}

void Lookup::add_target(const model::Resource& resource) {
  const base::ResourceRef& ref = resource.ref;
  target_names_.try_emplace(Id(ref.name_space, ref.name), ref.name_space, ref.name);
  const bool newer = target_layout(resource) == TargetLayout::kRoutePorts;
  for (const Json* rules : {list_member(&resource.object, "specs"),
                            list_member(object_member(&resource.object, "spec"), "rules")}) {
    if (rules == nullptr) {
      continue;
    }
    for (const Json& rule : *rules) {
      if (text_member(&rule, "kind") == "TCPRoute") {
        const Id route(ref.name_space, text_member(&rule, "name"));
        named_tcp_routes_.insert(route);
        if (newer) {
          named_by_newer_targets_.insert(route);
        }
      }
    }
  }
}

RoutePorts Lookup::tcp_route_ports(std::string_view name_space, std::string_view name) const {
  RoutePorts result = unknown("it is not in the input");
  bool first = true;
  bool declared = false;
  for (const model::Resource* route : resources_.find("TCPRoute", name_space, name)) {
    if (!is_smi(route->ref, "TCPRoute")) {
      continue;
    }
    RoutePorts ports = ports_of(route->object);
    declared = declared || has_route_ports(route->ref);
    if (!first && (ports.extent != result.extent || ports.ports != result.ports)) {
      ports = unknown("it stands in the input twice, with different ports");
    }
    result = std::move(ports);
    first = false;
  }
  result.declared = declared;
  return result;
}

std::vector<const Json*> Lookup::route_groups(std::string_view name_space, std::string_view name) const {
  std::vector<const Json*> found;
  for (const model::Resource* group : resources_.find("HTTPRouteGroup", name_space, name)) {
    if (is_smi(group->ref, "HTTPRouteGroup")) {
      found.push_back(&group->object);
    }
  }
  return found;
}

std::vector<const model::Resource*> Lookup::bindings(std::string_view name_space,
                                                     std::string_view name) const {
  std::vector<const model::Resource*> found;
  for (const model::Resource* binding : resources_.find("IdentityBinding", name_space, name)) {
    if (is_smi(binding->ref, "IdentityBinding")) {
      found.push_back(binding);
    }
  }
  return found;
}

bool Lookup::carries_ports(const base::ResourceRef& tcp_route) const {
  const Id id(tcp_route.name_space, tcp_route.name);
  return named_by_newer_targets_.count(id) > 0 ||
         (has_route_ports(tcp_route) && named_tcp_routes_.count(id) > 0);
}

std::span<const Workload> Lookup::workloads(std::string_view name_space) const {
  const auto found = workloads_.find(name_space);
  return found == workloads_.end() ? std::span<const Workload>() : found->second;
}

bool Lookup::claim(const base::ResourceRef& source, const std::string& name) {
  const Id owner(source.name_space, source.name);
  return target_names_.try_emplace(Id(source.name_space, name), owner).first->second == owner;
}

}  // namespace nsmkit::convert
