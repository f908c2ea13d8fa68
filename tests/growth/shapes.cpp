#include "tests/growth/shapes.hpp"

namespace nsmkit::growth {

namespace {

std::string numbered(const char* word, std::size_t i) { return word + std::to_string(i); }

Json object(const char* api_version, const char* kind, const std::string& name, Json spec,
            const std::string& name_space = "shop") {
  return {{"apiVersion", api_version},
          {"kind", kind},
          {"metadata", {{"name", name}, {"namespace", name_space}}},
          {"spec", std::move(spec)}};
}

Json subject(const char* kind, const std::string& name) {
  return {{"kind", kind}, {"name", name}, {"namespace", "shop"}};
}

Json split(const std::string& name, const std::string& apex, Json backends) {
  return object("split.smi-spec.io/v1alpha3", "TrafficSplit", name,
                {{"service", apex}, {"backends", std::move(backends)}});
}

Json backend(const std::string& service) { return {{"service", service}, {"weight", 1}}; }

Json target(const std::string& name, const std::string& destination, const std::string& source,
            const std::string& group) {
  return object(
      "access.smi-spec.io/v1alpha2", "TrafficTarget", name,
      {{"destination", subject("ServiceAccount", destination)},
       {"sources", Json::array({subject("ServiceAccount", source)})},
       {"rules", Json::array({{{"kind", "HTTPRouteGroup"}, {"name", group}, {"matches", {"m0"}}}})}});
}

Json group(const std::string& name, Json matches, const std::string& name_space = "shop") {
  return object("specs.smi-spec.io/v1alpha3", "HTTPRouteGroup", name, {{"matches", std::move(matches)}},
                name_space);
}

Json match(const std::string& name, const std::string& path) {
  return {{"name", name}, {"pathRegex", path}, {"methods", {"GET"}}, {"headers", {{"x-a", "1"}}}};
}

Json rate_limit(const std::string& name, const std::string& destination, const std::string& source) {
  Json spec{{"destination", subject("Service", destination)}, {"name", name}, {"rate", "10r/s"}};
  if (!source.empty()) {
    spec["sources"] = Json::array({subject("Deployment", source)});
  }
  return object("specs.smi.nginx.com/v1alpha2", "RateLimit", name, std::move(spec));
}

Json breaker(const std::string& name, const std::string& destination) {
  return object("specs.smi.nginx.com/v1alpha1", "CircuitBreaker", name,
                {{"destination", subject("Service", destination)},
                 {"errors", 3},
                 {"timeoutSeconds", 30},
                 {"fallback", {{"service", "shop/" + destination}, {"port", 80}}}});
}

Json service(const std::string& name) {
  return object(
      "v1", "Service", name,
      {{"selector", {{"app", "same"}}}, {"ports", Json::array({{{"port", 80}, {"targetPort", 8080}}})}});
}

Json deployment(const std::string& name) {
  return object(
      "apps/v1", "Deployment", name,
      {{"selector", {{"matchLabels", {{"app", "same"}}}}},
       {"template",
        {{"metadata", {{"labels", {{"app", "same"}, {"version", "1"}}}}},
         {"spec",
          {{"serviceAccountName", name},
           {"containers", Json::array({{{"name", "a"}, {"ports", {{{"containerPort", 8887}}}}}})}}}}}});
}

template <typename Make>
std::vector<Json> each(std::size_t count, const Make& make) {
  std::vector<Json> objects;
  for (std::size_t i = 0; i < count; ++i) {
    objects.push_back(make(i));
  }
  return objects;
}

template <typename Make>
Json list(std::size_t count, const Make& make) {
  return Json(each(count, make));
}

std::vector<Json> apart(std::size_t count) {
  std::vector<Json> objects;
  for (std::size_t i = 0; i < count; i += 8) {
    const std::string name = numbered("app", i);
    for (Json made : {group(name, list(1, [](std::size_t) { return match("m0", "/a/.*"); })),
                      target(name, name, name + "-client", name), split(name, name, {backend(name + "-v1")}),
                      rate_limit(name, name, name + "-client"), breaker(name, name + "-v1"), service(name),
                      service(name + "-v1"), deployment(name)}) {
      objects.push_back(std::move(made));
    }
  }
  return objects;
}

}  // namespace

const std::vector<Shape>& shapes() {
  static const std::vector<Shape> kShapes{
      {"objects that have nothing in common", apart},
      {"one object again and again",
       [](std::size_t n) {
         return each(n, [](std::size_t) { return split("same", "same", {backend("a"), backend("b")}); });
       }},
      {"targets with one destination",
       [](std::size_t n) {
         return each(n, [](std::size_t i) { return target(numbered("t", i), "api", numbered("s", i), "g"); });
       }},
      {"targets alike",
       [](std::size_t n) {
         return each(n, [](std::size_t i) { return target(numbered("t", i), "api", "web", "g"); });
       }},
      {"a chain of splits that closes",
       [](std::size_t n) {
         return each(n, [n](std::size_t i) {
           return split(numbered("s", i), numbered("s", i),
                        {backend(numbered("s", (i + 1) % n)), backend("x")});
         });
       }},
      {"splits of one apex",
       [](std::size_t n) {
         return each(n, [](std::size_t i) { return split(numbered("s", i), "apex", {backend("apex")}); });
       }},
      {"one split with many backends",
       [](std::size_t n) {
         return std::vector<Json>{
             split("s", "apex", list(n, [](std::size_t i) { return backend(numbered("b", i)); })),
             split("t", "other", list(n, [](std::size_t) { return backend("same"); }))};
       }},
      {"one group with many matches",
       [](std::size_t n) {
         return std::vector<Json>{
             target("t", "api", "web", "g"),
             group("g", list(n, [](std::size_t i) { return match(numbered("m", i), numbered("/p", i)); })),
             group("h", list(n, [](std::size_t) { return match("same", "/same"); }))};
       }},
      {"many groups of one name",
       [](std::size_t n) {
         auto objects =
             each(n, [](std::size_t i) { return group("g", {match("m0", "/a")}, numbered("ns", i)); });
         objects.push_back(target("t", "api", "web", "g"));
         return objects;
       }},
      {"limits of one destination",
       [](std::size_t n) {
         return each(n, [](std::size_t i) { return rate_limit(numbered("l", i), "api", numbered("s", i)); });
       }},
      {"limits alike",
       [](std::size_t n) {
         return each(n, [](std::size_t i) { return rate_limit(numbered("l", i), "api", "web"); });
       }},
      {"limits for everyone",
       [](std::size_t n) {
         return each(n, [](std::size_t i) { return rate_limit(numbered("l", i), "api", ""); });
       }},
      {"breakers alike",
       [](std::size_t n) { return each(n, [](std::size_t i) { return breaker(numbered("b", i), "api"); }); }},
      {"services and workloads that select each other",
       [](std::size_t n) {
         auto objects = each(n / 2, [](std::size_t i) { return service(numbered("s", i)); });
         for (std::size_t i = 0; i < n / 2; ++i) {
           objects.push_back(deployment(numbered("d", i)));
         }
         objects.push_back(split("s", "s0", {backend("s1"), backend("s2")}));
         return objects;
       }},
  };
  return kShapes;
}

}  // namespace nsmkit::growth
