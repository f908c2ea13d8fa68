#include "tests/render/sample_checklist.hpp"

#include <utility>

namespace nsmkit::render {

namespace {

using base::Severity;
using checklist::Checklist;
using checklist::Downtime;
using checklist::EdgeKind;
using checklist::Evidence;
using checklist::Owner;
using checklist::Phase;
using checklist::Plan;
using checklist::Step;

constexpr const char* kGuide = "v2.0.0:docs/content/get-started/upgrade/upgrade-with-helm.md";

constexpr base::RuleInfo kContradiction{"NSM550", "platform-contradiction", Severity::kWarning, "a summary",
                                        "a why",  "a general remedy.",      "a source"};

base::Location at(const std::string& file, std::uint32_t line, std::uint32_t column) {
  return {file, {line, column}, {}, {}};
}

Step step(const std::string& id, const std::string& title, Phase phase, Owner owner, Severity severity) {
  Step made;
  made.id = id;
  made.title = title;
  made.phase = phase;
  made.owner = owner;
  made.severity = severity;
  made.sources = {kGuide};
  return made;
}

Step save_policies() {
  Step made =
      step("save-crs", "Save the policies of all namespaces", Phase::kBefore, Owner::kMesh, Severity::kError);
  made.why = "Removing the mesh deletes its resource definitions, and every policy with them.";
  for (const char* kind : {"trafficsplits.split.smi-spec.io", "traffictargets.access.smi-spec.io",
                           "httproutegroups.specs.smi-spec.io", "tcproutes.specs.smi-spec.io",
                           "ratelimits.specs.smi.nginx.com", "circuitbreakers.specs.smi.nginx.com"}) {
    const std::string name(kind);
    made.commands.push_back(
        {"kubectl get " + name + " -A -o yaml > " + name.substr(0, name.find('.')) + ".yaml", ""});
  }
  made.expect = "Six files. A kind without objects gives a file with an empty list.";
  made.evidence = {{"16 objects in this backup", {}},
                   {"TrafficSplit shop/catalog", at("backup/trafficsplits.yaml", 3, 3)}};
  return made;
}

Step save_configuration() {
  Step made = step("save-config", "Save the configuration as it runs", Phase::kBefore, Owner::kMesh,
                   Severity::kWarning);
  made.why =
      "Values given at the installation may have been changed since. What runs is what should come back.";
  made.commands = {
      {"kubectl get configmap mesh-config -n nginx-mesh -o yaml > mesh-config.yaml", "what runs"},
      {"helm get values nsm -n nginx-mesh -o yaml > values-old.yaml", "what was asked for"}};
  made.evidence = {{"release name nsm", at("config/values.yaml", 1, 1)}};
  return made;
}

Step label_namespaces() {
  Step made = step("2.0-label", "Label the namespaces whose Pods get a sidecar", Phase::kBefore,
                   Owner::kApplications, Severity::kError);
  made.why =
      "The new release injects only into labelled namespaces. Without the label, Pods come back without "
      "a sidecar and cannot reach services in strict mode.";
  made.commands = {
      {"kubectl label namespace shop payments ml 'injector.nsm.nginx.com/auto-inject=enabled'", ""}};
  made.expect = "namespace/shop labeled";
  made.undo = "kubectl label namespace shop payments ml injector.nsm.nginx.com/auto-inject-";
  made.evidence = {{"autoInjection.disable is false", at("config/values.yaml", 14, 3)},
                   {"policies in shop", at("backup/traffictargets.yaml", 51, 3)}};
  made.sources.emplace_back("v2.0.0:docs/content/get-started/upgrade/upgrade.md");
  return made;
}

Step decide_tracing() {
  Step made =
      step("2.0-tracing", "Decide where traces go", Phase::kBefore, Owner::kCluster, Severity::kWarning);
  made.why = "OpenTracing is gone. Traces to jaeger.tracing:6831 stop unless an OTLP collector takes them.";
  made.decision = true;
  made.evidence = {{"tracing.backend is jaeger", at("config/values.yaml", 31, 5)}};
  return made;
}

Step uninstall() {
  Step made = step("uninstall", "Uninstall the old release", Phase::kDuring, Owner::kMesh, Severity::kError);
  made.why = "The chart of the new release does not take over the old one's objects.";
  made.downtime = Downtime::kStarts;
  made.commands = {{"helm uninstall nsm --namespace nginx-mesh", ""},
                   {"kubectl delete crd -l app.kubernetes.io/part-of==nginx-service-mesh", ""},
                   {"kubectl delete namespace nginx-mesh", ""}};
  made.expect = "The list of workloads that still have sidecars. Keep it: they are restarted later.";
  return made;
}

Step install() {
  Step made = step("install", "Install the new release", Phase::kDuring, Owner::kMesh, Severity::kError);
  made.commands = {
      {"helm repo update\nhelm install nsm nginx-stable/nginx-service-mesh --namespace nginx-mesh "
       "--create-namespace --version 2.0.0 --values values-new.yaml --wait --timeout 10m",
       "values-new.yaml is made by nsmkit config migrate"}};
  made.undo = "helm uninstall nsm --namespace nginx-mesh, then the old chart with values-old.yaml";
  return made;
}

Step wait_ready() {
  Step made =
      step("wait", "Wait until the control plane is ready", Phase::kDuring, Owner::kMesh, Severity::kWarning);
  made.commands = {{"kubectl wait --for=condition=Ready pods --all -n nginx-mesh --timeout=300s", ""}};
  return made;
}

Step restore() {
  Step made = step("restore", "Create the policies again", Phase::kDuring, Owner::kMesh, Severity::kError);
  made.commands = {{"sh restore.sh --timeout 120", "in the unpacked bundle"}};
  made.expect = "15 created, 1 left to Flagger, 0 failed";
  made.undo = "sh restore.sh --rollback";
  made.evidence = {{"Flagger owns TrafficSplit shop/catalog", at("backup/trafficsplits.yaml", 17, 5)}};
  return made;
}

Step reroll() {
  Step made = step("reroll", "Restart every workload with a sidecar", Phase::kAfter, Owner::kApplications,
                   Severity::kError);
  made.why = "Old sidecars do not work with the new control plane.";
  made.downtime = Downtime::kEnds;
  made.commands = {{"kubectl rollout restart deployment/catalog-primary -n shop", ""},
                   {"kubectl rollout restart deployment/checkout-a deployment/checkout-b -n shop", ""},
                   {"kubectl delete pod debug -n ml", "a Pod without an owner does not restart by itself"}};
  return made;
}

Step verify() {
  Step made = step("verify", "Look at what runs", Phase::kAfter, Owner::kMesh, Severity::kInfo);
  made.commands = {{"nginx-meshctl version", ""}, {"nginx-meshctl status", ""}};
  made.expect = "2.0.0 for every component";
  return made;
}

Plan manual_plan() {
  Plan plan;
  plan.id = "manual-helm-1.6.0-2.0.0-3f9a2c";
  plan.method = checklist::Method::kManual;
  plan.title = "Remove and install anew";
  plan.summary =
      "The configuration changes with this upgrade, so the mesh is removed and installed again. One "
      "maintenance window is enough.";
  plan.recommended = true;
  plan.hops = {{"1.6.0", "2.0.0", {"1.22", "1.23", "1.24", "1.25"}, ""}};
  plan.cost = {1, "From the removal until the last workload has restarted, about 30 minutes.",
               "1.22 to 1.25 throughout."};
  plan.steps = {save_policies(), save_configuration(), label_namespaces(), decide_tracing(), uninstall(),
                install(),       wait_ready(),         restore(),          reroll(),         verify()};
  plan.ruled_out = {{"1.7-csi",
                     "Wait for the csi-driver-sentinel job",
                     "Only OpenShift has it; this mesh runs on Kubernetes.",
                     {{"environment is kubernetes", at("config/values.yaml", 9, 1)}},
                     {kGuide}},
                    {"1.7-spire-upgrade",
                     "Move the upstream authority from Vault",
                     "No upstream authority is configured.",
                     {{"mtls.upstreamAuthority is empty", at("config/values.yaml", 22, 3)}},
                     {kGuide}}};
  return plan;
}

Plan chain_plan() {
  Plan plan;
  plan.id = "in-place-helm-1.6.0-2.0.0-77b01e";
  plan.title = "In place, over 1.7.0";
  plan.summary =
      "Two upgrades in a row. The policies stay where they are, but the control plane is away twice.";
  plan.hops = {{"1.6.0", "1.7.0", {"1.22", "1.23", "1.24"}, ""},
               {"1.7.0", "2.0.0", {}, "The release does not say which versions it supports."}};
  plan.cost = {2, "A few minutes each.", "1.22 to 1.24 for the first hop."};
  for (const std::string release : {"1.7.0", "2.0.0"}) {
    Step prepare = step(release + "-crds", "Apply the resource definitions of " + release, Phase::kBefore,
                        Owner::kCluster, Severity::kError);
    prepare.commands = {{"git checkout v" + release + "\nkubectl apply -f helm-chart/crds/", ""}};
    Step upgrade =
        step(release + "-upgrade", "Upgrade to " + release, Phase::kDuring, Owner::kMesh, Severity::kError);
    upgrade.downtime = Downtime::kStarts;
    upgrade.commands = {{"helm upgrade nsm nginx-stable/nginx-service-mesh --version " + release +
                             " --namespace nginx-mesh --wait",
                         ""}};
    Step restart = step(release + "-reroll", "Restart every workload with a sidecar", Phase::kAfter,
                        Owner::kApplications, Severity::kError);
    restart.downtime = Downtime::kEnds;
    restart.commands = {{"kubectl rollout restart deployment/catalog-primary -n shop", ""}};
    plan.steps.insert(plan.steps.end(), {prepare, upgrade, restart});
  }
  return plan;
}

}  // namespace

Checklist sample_checklist() {
  Checklist list;
  list.from = "1.6.0";
  list.to = "2.0.0";
  list.installer = checklist::Installer::kHelm;
  list.assumptions = {
      {"From", "1.6.0", {{"chart label", at("backup/mesh-config.configmap.yaml", 12, 5)}}},
      {"To", "2.0.0", {{"--to", {}}}},
      {"Platform", "kubernetes", {{"environment", at("config/values.yaml", 9, 1)}}},
      {"Installer",
       "helm",
       {{"label app.kubernetes.io/managed-by", at("backup/mesh-config.configmap.yaml", 14, 5)}}},
      {"Mesh namespace",
       "nginx-mesh",
       {{"namespace of the ConfigMap", at("backup/mesh-config.configmap.yaml", 8, 3)}}},
      {"Release name", "nsm", {{"assumed: the documentation's name", {}}}}};
  list.plans = {manual_plan(), chain_plan()};
  list.findings = {base::make_finding(
      kContradiction,
      "the values say kubernetes, but the backup holds an OpenShift SecurityContextConstraints",
      at("config/values.yaml", 9, 14))};
  list.findings.front().remedy = "Name the platform with --platform.";
  return list;
}

checklist::CallGraph sample_graph() {
  checklist::CallGraph graph;
  graph.nodes = {{"ml", "recommendations", "ServiceAccount", {}, {}},
                 {"monitoring", "prometheus", "ServiceAccount", {}, {}},
                 {"payments", "ledger", "Service", {}, {"ledger: opens after 3 errors within 30 s"}},
                 {"payments", "ledger", "ServiceAccount", {}, {}},
                 {"payments", "ledger-standby", "Service", {}, {}},
                 {"payments", "payments", "Deployment", {"payments-default: 30r/m, for all callers"}, {}},
                 {"payments", "payments", "ServiceAccount", {}, {}},
                 {"shop", "cart", "ServiceAccount", {}, {}},
                 {"shop",
                  "catalog",
                  "Service",
                  {"catalog-default: 100r/m, delay 10, for all callers",
                   "catalog-from-ml: 10r/s, burst 20, without delay, for Deployment ml/recommendations"},
                  {}},
                 {"shop", "catalog", "ServiceAccount", {}, {}},
                 {"shop", "catalog-canary", "Service", {}, {}},
                 {"shop", "catalog-primary", "Service", {}, {}}};
  graph.edges = {
      {0, 9, EdgeKind::kMayCall, "", {"catalog-routes: list, search", "port 8080"}, {"shop/cart-to-catalog"}},
      {1, 6, EdgeKind::kMayCall, "", {"metrics"}, {"payments/prometheus-scrape"}},
      {2, 4, EdgeKind::kFallback, "fallback", {"when the circuit is open, port 8443"}, {"payments/ledger"}},
      {6, 3, EdgeKind::kMayCall, "", {"ledger-tcp (TCPRoute)"}, {"payments/payments-ledger"}},
      {7, 9, EdgeKind::kMayCall, "", {"catalog-routes: list, search", "port 8080"}, {"shop/cart-to-catalog"}},
      {8, 10, EdgeKind::kSplit, "10 %", {"10 % of all requests"}, {"shop/catalog"}},
      {8, 11, EdgeKind::kSplit, "90 %", {"90 % of all requests"}, {"shop/catalog"}}};
  return graph;
}

Checklist hostile_checklist(const std::string& text) {
  Checklist list;
  list.from = list.to = text;
  const std::vector<Evidence> evidence = {{text, at(text, 1, 1)}};
  list.assumptions = {{text, text, evidence}};
  list.findings = {base::make_finding(kContradiction, text, at(text, 2, 3))};
  list.findings.front().remedy = text;
  list.findings.front().resource = base::ResourceRef{text, text, text, text};
  list.findings.front().path = text;
  for (const std::string part : {"a", "b"}) {
    Step made = step(text + part, text, Phase::kBefore, Owner::kMesh, Severity::kError);
    made.why = made.expect = made.undo = text;
    made.commands = {{text, text}, {"echo " + part, ""}};
    made.evidence = evidence;
    made.sources = {text};
    Plan plan;
    plan.id = text + part;
    plan.title = plan.summary = text;
    plan.hops = {{text, text, {text}, ""}, {text, text, {}, text}};
    plan.cost = {1, text, text};
    plan.steps = {made};
    plan.ruled_out = {{text, text, text, evidence, {text}}};
    list.plans.push_back(std::move(plan));
  }
  return list;
}

checklist::CallGraph hostile_graph(const std::string& text) {
  checklist::CallGraph graph;
  graph.nodes = {{text, text, text, {text}, {text}}, {text, text + "2", text, {}, {}}};
  graph.edges = {{0, 1, EdgeKind::kSplit, text, {text}, {text}},
                 {1, 0, EdgeKind::kMayCall, "", {text}, {text}}};
  graph.unread = 1;
  return graph;
}

}  // namespace nsmkit::render
