#include "checklist/conditions.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace nsmkit::checklist {

namespace {

/// A fact that files reveal, and how its absence is put.
struct FileFact {
  std::string_view name;
  std::string_view absent;
};

constexpr std::array kFileFacts{
    FileFact{"breakers-with-random", "there are no circuit breakers together with random load balancing"},
    FileFact{"bundled-observability", "Prometheus, Grafana and tracer are not those that the mesh brings"},
    FileFact{"circuit-breakers", "the backup holds no circuit breaker"},
    FileFact{"controller-owned", "no policy is owned by a controller"},
    FileFact{"header-lists", "no route group filters by a list of headers"},
    FileFact{"incomplete-configuration", "the running configuration has every field that is read"},
    FileFact{"ingress-annotation", "no workload has the annotations of Ingress Controllers"},
    FileFact{"ingress-controller", "there is no Ingress Controller among the workloads"},
    FileFact{"injection-annotation", "no workload has the annotation for injection"},
    FileFact{"injection-settings", "the configuration has none of the settings of injection"},
    FileFact{"limits-or-breakers", "the backup holds neither rate limits nor circuit breakers"},
    FileFact{"loose-fields", "every weight and port is a whole number, and every object has a spec"},
    FileFact{"loose-ttl", "the lifetimes of certificates are written in one unit"},
    FileFact{"namespace-false", "no namespace is labelled false"},
    FileFact{"no-persistent-storage", "the mesh has persistent storage"},
    FileFact{"no-prometheus-address", "the address of Prometheus is set"},
    FileFact{"old-csi-volume", "no workload mounts the old CSI driver"},
    FileFact{"opentracing", "the configuration has no OpenTracing"},
    FileFact{"policies", "the backup holds no policy"},
    FileFact{"rate-limits", "the backup holds no rate limit"},
    FileFact{"registry-credentials", "the registry asks for no login"},
    FileFact{"route-groups", "the backup holds no route group"},
    FileFact{"short-ca-ttl", "the CA lives 24 hours or more"},
    FileFact{"splits", "the backup holds no traffic split"},
    FileFact{"targets-without-namespace", "every destination and source of TrafficTargets has a namespace"},
    FileFact{"telemetry-cleared", "telemetry was not cleared while the mesh ran"},
    FileFact{"unlabelled-namespaces", "every namespace of the mesh has the label already"},
    FileFact{"unquoted-values", "mtls.mode is not off, and clientMaxBodySize has a unit"},
    FileFact{"upstream-ca", "the mesh uses no CA upstream"},
};

/// A fact that follows from the request, or from the request and the files together.
struct AskedFact {
  std::string_view name;
  std::string_view absent;
  bool (*holds)(const Situation& situation);
};

const Fact& file_fact(const Situation& situation, std::string_view name) {
  static const Fact kUnknown;
  const auto found = situation.evidence.facts.find(name);
  return found == situation.evidence.facts.end() ? kUnknown : found->second;
}

bool is_air_gapped(const Situation& situation) {
  return situation.request.air_gapped || file_fact(situation, "air-gapped").truth == Truth::kYes;
}

bool has_workload(const Situation& situation, Restart restart) {
  return std::ranges::any_of(situation.evidence.workloads, [restart](const Workload& each) {
    return each.restart == restart && each.meshed != Truth::kNo;
  });
}

bool changes_registry(const Situation& situation) {
  const std::string& wanted = situation.request.registry_server;
  const auto& known = situation.evidence.registry;
  return !wanted.empty() && !(known && known->value == wanted);
}

const std::array kAskedFacts{
    AskedFact{"air-gap-changed", "public images were off before, or are not to be switched off",
              [](const Situation& s) {
                return s.request.air_gapped && file_fact(s, "air-gapped").truth == Truth::kNo;
              }},
    AskedFact{"air-gapped", "public images are used: no --air-gapped, and no file switches them off",
              is_air_gapped},
    AskedFact{"deploy-arguments", "no configuration was given",
              [](const Situation& s) { return !s.evidence.deploy_arguments.empty(); }},
    AskedFact{"deploy-configuration", "no change of the deploy configuration is wanted",
              [](const Situation& s) { return s.request.change_deploy_config; }},
    AskedFact{"fixed-listed", "no such Pods were given",
              [](const Situation& s) { return has_workload(s, Restart::kByHand); }},
    AskedFact{"namespaces-listed", "no namespace of the mesh is known",
              [](const Situation& s) { return !s.evidence.meshed_namespaces.empty(); }},
    AskedFact{"other-release-name", "the Helm release has the name that nginx-meshctl uses",
              [](const Situation& s) { return s.settled.release_name != "nginx-service-mesh"; }},
    AskedFact{"own-namespace", "the mesh is in the default namespace",
              [](const Situation& s) { return s.settled.mesh_namespace != "nginx-mesh"; }},
    AskedFact{"registry-given", "no registry was named",
              [](const Situation& s) { return !s.settled.registry.empty(); }},
    AskedFact{"registry-or-tag-changed", "registry and tag stay those of the release",
              [](const Situation& s) { return !s.request.image_tag.empty() || changes_registry(s); }},
    AskedFact{"rolling-listed", "no such workload was given",
              [](const Situation& s) { return has_workload(s, Restart::kRolling); }},
    AskedFact{"tag-given", "no image tag was named",
              [](const Situation& s) { return !s.request.image_tag.empty(); }},
};

Verdict fact_verdict(std::string_view name, const Situation& situation) {
  for (const AskedFact& each : kAskedFacts) {
    if (each.name == name) {
      const bool holds = each.holds(situation);
      return {holds ? Truth::kYes : Truth::kNo, holds ? "" : std::string(each.absent),
              file_fact(situation, name).evidence};
    }
  }
  for (const FileFact& each : kFileFacts) {
    if (each.name == name) {
      const Fact& fact = file_fact(situation, name);
      return {fact.truth, fact.truth == Truth::kNo ? std::string(each.absent) : "", fact.evidence};
    }
  }
  throw std::logic_error("nobody knows the fact " + std::string(name));
}

Verdict opposite(Verdict verdict) {
  if (verdict.truth != Truth::kUnknown) {
    verdict.truth = verdict.truth == Truth::kYes ? Truth::kNo : Truth::kYes;
  }
  verdict.reason = verdict.truth == Truth::kNo ? "the files show the opposite" : "";
  return verdict;
}

Verdict no(std::string reason, std::vector<Evidence> evidence) {
  return {Truth::kNo, std::move(reason), std::move(evidence)};
}

}  // namespace

Verdict judge(const releases::UpgradeCondition& condition, const Situation& situation) {
  const Settled& settled = situation.settled;
  if (auto mismatch = releases::release_mismatch(condition, situation.from, situation.to)) {
    return no(std::move(*mismatch), {});
  }
  if (!condition.method.empty() && condition.method != to_string(situation.method)) {
    return no(situation.method == Method::kManual ? "it concerns upgrades in place alone"
                                                  : "it concerns upgrades by hand alone",
              {});
  }
  if (!condition.installer.empty() && condition.installer != to_string(settled.installer)) {
    return no("the mesh is installed with " + std::string(to_string(settled.installer)) + ", not with " +
                  condition.installer,
              settled.installer_evidence);
  }
  if (condition.platform && *condition.platform != settled.platform) {
    return no("the mesh runs on " + std::string(releases::to_string(settled.platform)) + ", not on " +
                  std::string(releases::to_string(*condition.platform)),
              settled.platform_evidence);
  }
  Verdict all;
  for (const std::string& name : condition.facts) {
    const bool inverted = name.starts_with('!');
    Verdict one = fact_verdict(std::string_view(name).substr(inverted ? 1 : 0), situation);
    one = inverted ? opposite(std::move(one)) : std::move(one);
    if (one.truth == Truth::kNo) {
      return one;
    }
    all.truth = one.truth == Truth::kUnknown ? Truth::kUnknown : all.truth;
    all.evidence.insert(all.evidence.end(), one.evidence.begin(), one.evidence.end());
  }
  return all;
}

std::vector<std::string_view> fact_names() {
  std::vector<std::string_view> names;
  std::ranges::transform(kFileFacts, std::back_inserter(names), &FileFact::name);
  std::ranges::transform(kAskedFacts, std::back_inserter(names), &AskedFact::name);
  std::ranges::sort(names);
  return names;
}

}  // namespace nsmkit::checklist
