#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace nsmkit::bench {

using Json = nlohmann::json;

/// The kinds of a backup, in the order in which kubectl prints them here.
enum class Kind : std::uint8_t {
  kTrafficSplit,
  kTrafficTarget,
  kHttpRouteGroup,
  kTcpRoute,
  kRateLimit,
  kCircuitBreaker
};

struct KindInfo {
  Kind kind;
  std::string_view name;
  std::string_view api_version;
  std::string_view file;  ///< of the documented backup, without extension
};

inline constexpr std::array kKinds{
    KindInfo{Kind::kTrafficSplit, "TrafficSplit", "split.smi-spec.io/v1alpha3", "trafficsplits"},
    KindInfo{Kind::kTrafficTarget, "TrafficTarget", "access.smi-spec.io/v1alpha2", "traffictargets"},
    KindInfo{Kind::kHttpRouteGroup, "HTTPRouteGroup", "specs.smi-spec.io/v1alpha3", "httproutegroups"},
    KindInfo{Kind::kTcpRoute, "TCPRoute", "specs.smi-spec.io/v1alpha3", "tcproutes"},
    KindInfo{Kind::kRateLimit, "RateLimit", "specs.smi.nginx.com/v1alpha2", "ratelimits"},
    KindInfo{Kind::kCircuitBreaker, "CircuitBreaker", "specs.smi.nginx.com/v1alpha1", "circuitbreakers"},
};

/// One application has eight objects; a backup of N objects has N/8 applications, the last one perhaps
/// cut short. Objects stand in an order in which each refers only to earlier ones of its application.
enum class Slot : std::uint8_t {
  kRoutes,
  kTcp,
  kWebTarget,
  kDatabaseTarget,
  kSplit,
  kDefaultLimit,
  kSourceLimit,
  kBreaker
};

inline constexpr std::array kSlotKinds{Kind::kHttpRouteGroup, Kind::kTcpRoute,      Kind::kTrafficTarget,
                                       Kind::kTrafficTarget,  Kind::kTrafficSplit,  Kind::kRateLimit,
                                       Kind::kRateLimit,      Kind::kCircuitBreaker};

inline const KindInfo& info_of(Slot slot) {
  return kKinds[static_cast<std::size_t>(kSlotKinds[static_cast<std::size_t>(slot)])];
}

/// SplitMix64: the same numbers everywhere, which the standard distributions do not promise.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }

  /// A number in [low, high].
  std::uint64_t between(std::uint64_t low, std::uint64_t high) { return low + next() % (high - low + 1); }

  /// True in `percent` of 100 cases.
  bool chance(std::uint64_t percent) { return next() % 100 < percent; }

  template <class Table>
  std::string pick(const Table& table) {
    return std::string(table[next() % table.size()]);
  }

 private:
  std::uint64_t state_;
};

inline std::string padded(std::uint64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width > digits.size() ? width - digits.size() : 0, '0') + digits;
}

/// Names of the application with this index. Names sort as the index counts, so objects come out in kubectl's
/// order.
struct App {
  std::uint64_t index;
  std::uint64_t count;                ///< of applications in the backup
  std::uint64_t per_namespace = 100;  ///< how many share a namespace, at most 100

  [[nodiscard]] std::string name_space() const { return "team-" + padded(index / per_namespace, 4); }

  [[nodiscard]] std::string name() const {
    static constexpr std::array<std::string_view, 10> kWords{"accounts", "basket",   "catalog", "delivery",
                                                             "emails",   "invoices", "ledger",  "payments",
                                                             "reviews",  "search"};
    const std::uint64_t place = index % per_namespace;
    return std::string(kWords[place / 10]) + "-" + std::to_string(place % 10);
  }

  /// Another application of the same namespace, or this one when it stands alone.
  [[nodiscard]] App neighbour(Random& random) const {
    const std::uint64_t first = index / per_namespace * per_namespace;
    const std::uint64_t size = std::min(count - first, per_namespace);
    const std::uint64_t step = size > 1 ? random.between(1, size - 1) : 0;
    return {first + (index - first + step) % size, count, per_namespace};
  }
};

inline std::string object_name(Slot slot, const App& app) {
  static constexpr std::array<std::string_view, kSlotKinds.size()> kSuffixes{
      "-routes", "-tcp", "", "-db", "", "-default", "-from-neighbour", "-breaker"};
  return app.name() + std::string(kSuffixes[static_cast<std::size_t>(slot)]);
}

/// The names of the matches of the application's HTTPRouteGroup.
inline constexpr std::array<std::string_view, 5> kMatches{"list", "search", "write", "admin", "beta"};

/// How many of them it has; other objects refer to these alone.
inline std::uint64_t match_count(const App& app, std::uint64_t seed) {
  return Random(seed ^ (app.index * 31 + 7)).between(1, kMatches.size());
}

inline Json match_names(const App& app, std::uint64_t seed, Random& random) {
  Json names = Json::array();
  const std::uint64_t used = random.between(1, match_count(app, seed));
  for (std::uint64_t i = 0; i < used; ++i) {
    names.push_back(kMatches[i]);
  }
  return names;
}

inline Json routes_spec(const App& app, std::uint64_t seed, Random& random) {
  static constexpr std::array<std::string_view, 6> kPaths{
      "/items(/.*)?", R"(/search\?.*)", "/v1/orders/[0-9]+", "/admin(/.*)?", ".*", R"(/img/.*\.(png|jpg))"};
  static constexpr std::array<std::string_view, 6> kMethods{"*", "GET", "HEAD", "POST", "PUT", "DELETE"};
  Json matches = Json::array();
  for (std::uint64_t i = 0; i < match_count(app, seed); ++i) {
    Json match{{"name", kMatches[i]}, {"pathRegex", random.pick(kPaths)}, {"methods", Json::array()}};
    const std::uint64_t first = random.between(0, kMethods.size() - 1);
    match["methods"].push_back(kMethods[first]);
    if (first > 0 && first + 1 < kMethods.size()) {
      match["methods"].push_back(kMethods[first + 1]);
    }
    if (random.chance(20)) {
      match["headers"] = {{"user-agent", ".*Android.*"}, {"x-tenant", "^team-[0-9]+$"}};
    }
    matches.push_back(std::move(match));
  }
  return {{"matches", std::move(matches)}};
}

inline Json account(const App& app, const std::string& name) {
  return {{"kind", "ServiceAccount"}, {"name", name}, {"namespace", app.name_space()}};
}

inline Json service(const App& app) {
  return {{"kind", "Service"}, {"name", app.name()}, {"namespace", app.name_space()}};
}

inline Json spec_of(Slot slot, const App& app, std::uint64_t seed, Random& random) {
  static constexpr std::array<std::string_view, 5> kRates{"10r/s", "50r/s", "100r/m", "30r/m", "1000r/s"};
  const std::string name = app.name();
  const Json routes{{"kind", "HTTPRouteGroup"}, {"name", name + "-routes"}};
  switch (slot) {
    case Slot::kRoutes:
      return routes_spec(app, seed, random);
    case Slot::kTcp:
      return Json::object();
    case Slot::kWebTarget: {
      Json rule = routes;
      rule["matches"] = match_names(app, seed, random);
      Json spec{{"destination", account(app, name)},
                {"rules", Json::array({std::move(rule)})},
                {"sources", Json::array({account(app, app.neighbour(random).name())})}};
      if (random.chance(50)) {
        spec["destination"]["port"] = 8080;
      }
      if (random.chance(40)) {
        spec["sources"].push_back(
            {{"kind", "ServiceAccount"}, {"name", "gateway"}, {"namespace", "ingress"}});
      }
      return spec;
    }
    case Slot::kDatabaseTarget: {
      Json spec{{"destination", account(app, name + "-db")},
                {"rules", Json::array({Json{{"kind", "TCPRoute"}, {"name", name + "-tcp"}}})},
                {"sources", Json::array({account(app, name)})}};
      spec["destination"]["port"] = 5432;
      return spec;
    }
    case Slot::kSplit: {
      const std::uint64_t weight = random.between(0, 100);
      Json spec{{"service", name},
                {"backends", Json::array({Json{{"service", name + "-v1"}, {"weight", 100 - weight}},
                                          Json{{"service", name + "-v2"}, {"weight", weight}}})}};
      if (random.chance(30)) {
        spec["matches"] = Json::array({routes});
      }
      return spec;
    }
    case Slot::kDefaultLimit:
      return {{"destination", service(app)}, {"name", name + "-default"}, {"rate", random.pick(kRates)}};
    case Slot::kSourceLimit: {
      Json rule = routes;
      rule["matches"] = match_names(app, seed, random);
      Json spec{{"burst", random.between(1, 50)},
                {"destination", service(app)},
                {"name", name + "-10"},
                {"rate", random.pick(kRates)},
                {"rules", Json::array({std::move(rule)})},
                {"sources", Json::array({Json{{"kind", "Deployment"},
                                              {"name", app.neighbour(random).name()},
                                              {"namespace", app.name_space()}}})}};
      spec["delay"] = random.chance(50) ? Json("nodelay") : Json(random.between(1, 20));
      return spec;
    }
    case Slot::kBreaker: {
      Json destination = service(app);
      destination["name"] = name + "-v1";
      return {{"destination", std::move(destination)},
              {"errors", random.between(1, 20)},
              {"fallback", {{"port", 8443}, {"service", app.name_space() + "/" + name + "-standby"}}},
              {"timeoutSeconds", random.between(5, 120)}};
    }
  }
  return {};
}

}  // namespace nsmkit::bench
