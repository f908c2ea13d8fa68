#include "tests/diff/behaviour_generator.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace nsmkit::diff {

namespace {

const std::vector<std::string> kPaths{
    "",     "/",         ".*",     "/a",    "^/a",  "/a.*",  "/a$",     "/b",        "/(a|b)",      "/(a|b)$",
    "/a/b", "/(a|b)/.*", "/[ab]$", "/.*b$", "/a?b", "/ab*$", "/(a|/a)", "/(ab|ba)$", "^/(a|b)$|/ab"};
const std::vector<std::string> kOddPaths{"(?i)/A", "/(?=a)a", "/(.)\\1", "/\\bb"};
const std::vector<std::string> kValues{"1", "^1$", ".*", "^(1|2)$", "2", "12$"};

Json object(const char* kind, const std::string& name, const Json& spec) {
  return {{"kind", kind}, {"metadata", {{"name", name}, {"namespace", "shop"}}}, {"spec", spec}};
}

Json subject(const char* kind, const std::string& name) {
  return {{"kind", kind}, {"name", name}, {"namespace", "shop"}};
}

}  // namespace

std::vector<Json> Generator::mesh() {
  std::vector<Json> objects{object("TCPRoute", "tcp", Json::object())};
  odd_ = one_in(4);
  for (const char* name : {"g0", "g1"}) {
    Json matches = Json::array();
    for (std::size_t i = 0; i < 1 + roll(3); ++i) {
      matches.push_back(match("m" + std::to_string(i)));
    }
    objects.push_back(object("HTTPRouteGroup", name, {{"matches", matches}}));
  }
  for (std::size_t i = roll(4); i > 0; --i) {
    objects.push_back(target("t" + std::to_string(i)));
  }
  for (std::size_t i = roll(3); i > 0; --i) {
    objects.push_back(split("s" + std::to_string(i)));
  }
  for (std::size_t i = roll(3); i > 0; --i) {
    objects.push_back(limit("l" + std::to_string(i)));
  }
  return objects;
}
std::vector<Json> Generator::changed(std::vector<Json> objects) {
  for (std::size_t i = 1 + roll(3); i > 0; --i) {
    change(objects);
  }
  std::shuffle(objects.begin(), objects.end(), random_);
  return objects;
}

Json Generator::match(const std::string& name) {
  Json match{{"name", name}};
  if (!one_in(4)) {
    match["pathRegex"] = odd_ && one_in(3) ? pick(kOddPaths) : pick(kPaths);
  }
  if (one_in(2)) {
    match["methods"] = one_in(3)   ? Json{"*"}
                       : one_in(2) ? Json{"GET", "POST"}
                                   : Json{one_in(2) ? "GET" : "POST"};
  }
  if (one_in(3)) {
    match["headers"] = {{one_in(2) ? "x-h" : "X-H", pick(kValues)}};
  }
  return match;
}

Json Generator::rule() {
  Json rule{{"kind", "HTTPRouteGroup"}, {"name", one_in(8) ? "nowhere" : one_in(2) ? "g0" : "g1"}};
  if (one_in(2)) {
    rule["matches"] = Json::array({"m" + std::to_string(roll(3))});
  }
  return rule;
}

Json Generator::rules() {
  Json rules = Json::array({rule()});
  if (one_in(3)) {
    rules.push_back(rule());
  }
  return rules;
}

Json Generator::sources(const char* kind) {
  Json sources = Json::array({subject(kind, one_in(2) ? "a" : "b")});
  if (one_in(3)) {
    sources = Json::array({subject(kind, "b"), subject(kind, "a")});
  }
  return sources;
}

Json Generator::target(const std::string& name) {
  Json spec{{"destination", subject("ServiceAccount", one_in(2) ? "x" : "y")},
            {"sources", sources("ServiceAccount")},
            {"rules", rules()}};
  if (one_in(3)) {
    spec["destination"]["port"] = one_in(2) ? 80 : 81;
  }
  if (one_in(5)) {
    spec["rules"].push_back({{"kind", "TCPRoute"}, {"name", "tcp"}});
  }
  return object("TrafficTarget", name, spec);
}

Json Generator::split(const std::string& name) {
  Json backends = Json::array();
  for (std::size_t i = 0; i < 1 + roll(3); ++i) {
    backends.push_back({{"service", "v" + std::to_string(roll(3))}, {"weight", roll(4) * 10}});
  }
  Json spec{{"service", one_in(3) ? "y" : "x"}, {"backends", backends}};
  if (one_in(2)) {
    spec["matches"] = Json::array({{{"kind", "HTTPRouteGroup"}, {"name", one_in(2) ? "g0" : "g1"}}});
  }
  return object("TrafficSplit", name, spec);
}

Json Generator::limit(const std::string& name) {
  static const std::vector<std::string> kRates{"1r/s", "60r/m", "2r/s", "120r/m", "30r/m"};
  Json spec{
      {"destination", subject("Service", one_in(3) ? "y" : "x")}, {"name", name}, {"rate", pick(kRates)}};
  if (!one_in(3)) {
    spec["sources"] = sources("Deployment");
  }
  if (one_in(2)) {
    spec["burst"] = roll(3);
  }
  if (one_in(2)) {
    spec["delay"] = one_in(2) ? Json("nodelay") : Json(roll(3));
  }
  if (one_in(3)) {
    spec["rules"] = rules();
  }
  return object("RateLimit", name, spec);
}

void Generator::change(std::vector<Json>& objects) {
  const std::size_t at = roll(objects.size());
  Json& object = objects[at];
  const std::string kind = object["kind"];
  const std::string name = object["metadata"]["name"];
  const std::map<std::string, std::function<Json()>> makers{{"TrafficTarget", [&] { return target(name); }},
                                                            {"TrafficSplit", [&] { return split(name); }},
                                                            {"RateLimit", [&] { return limit(name); }}};
  if (kind == "HTTPRouteGroup") {
    Json& matches = object["spec"]["matches"];
    if (one_in(4)) {
      std::reverse(matches.begin(), matches.end());
    } else {
      Json& one = matches[roll(matches.size())];
      one = match(one["name"]);
    }
  } else if (kind == "TCPRoute") {
    objects.push_back(target("new" + std::to_string(++added_)));
  } else if (one_in(4)) {
    objects.erase(objects.begin() + static_cast<std::ptrdiff_t>(at));
  } else if (one_in(2)) {
    object = makers.at(kind)();
  } else if (object["spec"].contains("sources")) {
    std::reverse(object["spec"]["sources"].begin(), object["spec"]["sources"].end());
    if (one_in(3)) {
      object["spec"]["sources"].erase(0);
      if (object["spec"]["sources"].empty()) {
        object = makers.at(kind)();
      }
    }
  } else if (kind == "TrafficSplit") {
    for (Json& backend : object["spec"]["backends"]) {
      backend["weight"] = backend["weight"].get<int>() * 3;
    }
  }
}

}  // namespace nsmkit::diff
