#include "tests/render/sample_diff.hpp"

#include "diff/diff_rules.hpp"
#include "tests/diff/compare_support.hpp"

namespace nsmkit::render {

struct SampleDiff::Sides {
  model::ResourceSet before;
  model::ResourceSet after;
};

SampleDiff::SampleDiff() : sides(std::make_unique<Sides>()) {}
SampleDiff::~SampleDiff() = default;

namespace {

constexpr const char* kShopBefore = R"(
apiVersion: v1
kind: List
items:
- apiVersion: specs.smi-spec.io/v1alpha3
  kind: HTTPRouteGroup
  metadata: {name: catalog-routes, namespace: shop}
  spec:
    matches:
    - {name: items, methods: [GET], pathRegex: "/items(/.*)?"}
    - {name: search, methods: [GET, HEAD], pathRegex: "/search"}
    - {name: odd, methods: [GET], pathRegex: "(?i)/Legacy"}
    - {name: health, pathRegex: "/health"}
- apiVersion: access.smi-spec.io/v1alpha2
  kind: TrafficTarget
  metadata: {name: to-catalog, namespace: shop}
  spec:
    destination: {kind: ServiceAccount, name: catalog, namespace: shop, port: 8080}
    sources:
    - {kind: ServiceAccount, name: frontend, namespace: shop}
    - {kind: ServiceAccount, name: recommendations, namespace: ml}
    rules:
    - {kind: HTTPRouteGroup, name: catalog-routes, matches: [items, search, health]}
- apiVersion: access.smi-spec.io/v1alpha2
  kind: TrafficTarget
  metadata: {name: to-cart, namespace: shop}
  spec:
    destination: {kind: ServiceAccount, name: cart, namespace: shop}
    sources:
    - {kind: ServiceAccount, name: frontend, namespace: shop}
    - {kind: ServiceAccount, name: batch, namespace: jobs}
    rules:
    - {kind: HTTPRouteGroup, name: catalog-routes, matches: [items]}
- apiVersion: access.smi-spec.io/v1alpha2
  kind: TrafficTarget
  metadata: {name: to-orders, namespace: shop}
  spec:
    destination: {kind: ServiceAccount, name: orders, namespace: shop}
    sources:
    - {kind: ServiceAccount, name: cart, namespace: shop}
    rules:
    - {kind: HTTPRouteGroup, name: catalog-routes, matches: [odd]}
- apiVersion: split.smi-spec.io/v1alpha3
  kind: TrafficSplit
  metadata: {name: catalog, namespace: shop, labels: {app: catalog, team: storefront}}
  spec:
    service: catalog
    backends:
    - {service: catalog-v1, weight: 90}
    - {service: catalog-v2, weight: 10}
- apiVersion: specs.smi.nginx.com/v1alpha2
  kind: RateLimit
  metadata: {name: catalog, namespace: shop}
  spec:
    name: 10rs
    rate: 10r/s
    destination: {kind: Service, name: catalog, namespace: shop}
    sources:
    - {kind: Deployment, name: frontend, namespace: shop}
    - {kind: Deployment, name: batch, namespace: jobs}
- apiVersion: specs.smi.nginx.com/v1alpha1
  kind: CircuitBreaker
  metadata: {name: catalog, namespace: shop}
  spec:
    destination: {kind: Service, name: catalog, namespace: shop}
    errors: 3
    timeoutSeconds: 30
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: notes, namespace: shop}
  data: {one: "1", two: "2", three: "3", four: "4"}
- apiVersion: v1
  kind: Secret
  metadata: {name: token, namespace: shop}
  data: {value: c2VjcmV0}
- apiVersion: v1
  kind: ConfigMap
  metadata: {name: old-only, namespace: shop}
  data: {gone: "yes"}
)";

// Each edit of the sample: what stands before, and what after.
struct Replacement {
  const char* from;
  const char* to;
};

constexpr Replacement kShopEdits[] = {
    {"    - {name: health, pathRegex: \"/health\"}\n", ""},
    {"    - {name: search, methods",
     "    - {name: health, pathRegex: \"/health\"}\n    - {name: search, methods"},
    {"    - {kind: ServiceAccount, name: recommendations, namespace: ml}\n", ""},
    {"matches: [items, search, health]", "matches: [items, health]"},
    {"    - {kind: ServiceAccount, name: batch, namespace: jobs}\n",
     "    - {kind: ServiceAccount, name: checkout, namespace: shop}\n"},
    {"matches: [odd]", "matches: [search]"},
    {"    - {service: catalog-v1, weight: 90}\n    - {service: catalog-v2, weight: 10}\n",
     "    - {service: catalog-v2, weight: 30}\n    - {service: catalog-v1, weight: 70}\n"},
    {"team: storefront", "team: shop-front"},
    {"rate: 10r/s", "rate: 30r/s"},
    {"errors: 3", "errors: 5"},
    {"name: notes, namespace: shop", "name: notes, namespace: archive"},
    {"value: c2VjcmV0", "value: b3RoZXI="},
    {"name: old-only, namespace: shop}\n  data: {gone: \"yes\"}",
     "name: new-only, namespace: shop}\n  data: {here: \"since today\"}"},
};

std::string edited(std::string text) {
  for (const Replacement& edit : kShopEdits) {
    const std::size_t at = text.find(edit.from);
    EXPECT_NE(at, std::string::npos) << edit.from;
    text.replace(at, std::string(edit.from).size(), edit.to);
  }
  return text;
}

void take(model::ResourceSet& set, diff::TestSide side) {
  for (model::Resource& resource : side.resources) {
    set.add(std::move(resource), model::ResourceSet::Verdict::kAccepted);
  }
}

std::vector<diff::Entry> entries(const model::ResourceSet& set) {
  std::vector<diff::Entry> all;
  for (const model::Resource& resource : set.all()) {
    all.push_back({&resource, &resource});
  }
  return all;
}

diff::SettingChange setting(const std::string& name, const Json& before, const Json& after, bool secret) {
  diff::SettingChange change;
  change.name = name;
  change.secret = secret;
  change.before =
      diff::SettingValue{name, before, secret, {"before/values.yaml", {4, 9}, {}, {}}, "values", {}};
  change.after = diff::SettingValue{name, after, secret, {"after/values.yaml", {5, 9}, {}, {}}, "values", {}};
  return change;
}

void fill(SampleDiff& sample) {
  DiffReport& report = sample.report;
  report.before_objects = entries(sample.sides->before);
  report.after_objects = entries(sample.sides->after);
  report.difference = diff::compare(report.before_objects, report.after_objects, {});
  report.behaviour =
      diff::compare_behaviour({sample.sides->before, "deny"}, {sample.sides->after, "deny"},
                              {.unchanged = diff::Unchanged::kCounted, .matrix = diff::Matrix::kMade});
}

}  // namespace

std::unique_ptr<SampleDiff> sample_diff() {
  auto sample = std::make_unique<SampleDiff>();
  take(sample->sides->before, diff::side_of(kShopBefore, "before/shop.yaml"));
  take(sample->sides->after, diff::side_of(edited(kShopBefore), "after/shop.yaml"));
  fill(*sample);
  DiffReport& report = sample->report;
  report.before = "before/";
  report.after = "after/";
  report.difference.versions.push_back(
      {"HTTPRouteGroup", "specs.smi-spec.io/v1alpha2", "specs.smi-spec.io/v1alpha3", 1});
  diff::SettingsDifference& settings = report.difference.settings;
  settings.before_carriers = {"before/values.yaml"};
  settings.after_carriers = {"after/values.yaml"};
  settings.unchanged = 7;
  settings.not_held = {"registry.imageTag"};
  settings.changes = {setting("mtls.mode", "permissive", "strict", false),
                      setting("registry.password", "one", "two", true)};
  report.findings.push_back(base::make_finding(
      diff::kObjectTwice, "the same side holds this object already at after/shop.yaml:60:3",
      {"after/more.yaml", {1, 1}, {}, {}}));
  return sample;
}

std::unique_ptr<SampleDiff> hostile_diff(const std::string& text) {
  const auto subject = [&text](const char* kind) -> Json {
    return {{"kind", kind}, {"name", text}, {"namespace", text}};
  };
  const auto object = [&text](const char* version, const char* kind, const Json& spec) -> Json {
    return {{"apiVersion", version},
            {"kind", kind},
            {"metadata", {{"name", text}, {"namespace", text}, {"annotations", {{text, text}}}}},
            {"spec", spec}};
  };
  const auto routes = [&](const std::string& path) {
    return object("specs.smi-spec.io/v1alpha3", "HTTPRouteGroup",
                  {{"matches", Json::array({{{"name", text}, {"pathRegex", path}, {"methods", {text}}}})}});
  };
  const Json rules = Json::array({{{"kind", "HTTPRouteGroup"}, {"name", text}}});
  const Json target = object("access.smi-spec.io/v1alpha2", "TrafficTarget",
                             {{"destination", subject("ServiceAccount")},
                              {"sources", {subject("ServiceAccount")}},
                              {"rules", rules}});
  const auto split = [&](int weight) {
    return object(
        "split.smi-spec.io/v1alpha3", "TrafficSplit",
        {{"service", text},
         {"backends", {{{"service", text}, {"weight", weight}}, {{"service", "b"}, {"weight", 1}}}}});
  };
  auto sample = std::make_unique<SampleDiff>();
  take(sample->sides->before,
       diff::side_with({routes("/a"), target, split(1), object("v1", text.c_str(), text)}));
  take(sample->sides->after, diff::side_with({routes("/" + text), target, split(2)}));
  fill(*sample);
  DiffReport& report = sample->report;
  report.before = text;
  report.after = text;
  report.behaviour->assumptions.push_back(text);
  report.difference.versions.push_back({text, text, text, 1});
  diff::SettingsDifference& settings = report.difference.settings;
  settings.before_carriers = {text};
  settings.after_carriers = {text};
  settings.not_held = {text};
  settings.changes = {setting(text, text, text + "2", false)};
  base::Finding finding = base::make_finding(diff::kObjectTwice, text, {text, {1, 1}, {}, {}});
  finding.resource = base::ResourceRef{text, text, text, text};
  report.findings.push_back(std::move(finding));
  return sample;
}

}  // namespace nsmkit::render
