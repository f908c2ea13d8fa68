#include "diff/behaviour_routes.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/pointer.hpp"
#include "base/shown_text.hpp"
#include "model/members.hpp"

namespace nsmkit::diff {

namespace {

constexpr std::size_t kShownPattern = 200;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

bool add_methods(const Json& match, Route& route) {
  const Json* methods = base::find(match, "/methods");
  if (methods == nullptr || methods->is_null()) {
    return true;
  }
  if (!methods->is_array() ||
      !std::ranges::all_of(*methods, [](const Json& one) { return one.is_string(); })) {
    return false;
  }
  for (const Json& method : *methods) {
    route.methods.push_back(method.get<std::string>());
  }
  std::ranges::sort(route.methods);
  route.methods.erase(std::unique(route.methods.begin(), route.methods.end()), route.methods.end());
  if (std::ranges::binary_search(route.methods, "*")) {
    route.methods.clear();
  }
  return true;
}

// Which of two different conditions on one header counts is not known.
bool add_headers(const Json& headers, Route& route) {
  for (const auto& [name, value] : headers.items()) {
    if (!value.is_string()) {
      return false;
    }
    const auto [found, added] = route.headers.try_emplace(lower(name), value.get<std::string>());
    if (!added && found->second != value.get_ref<const std::string&>()) {
      return false;
    }
  }
  return true;
}

bool add_all_headers(const Json& match, Route& route) {
  const Json* headers = base::find(match, "/headers");
  if (headers == nullptr || headers->is_null()) {
    return true;
  }
  if (headers->is_object()) {
    return add_headers(*headers, route);
  }
  return headers->is_array() && std::ranges::all_of(*headers, [&route](const Json& one) {
           return one.is_object() && add_headers(one, route);
         });
}

bool add_path(const Json& match, Route& route) {
  const Json* path = base::find(match, "/pathRegex");
  if (path != nullptr && path->is_string()) {
    route.path = path->get<std::string>();
  }
  return path == nullptr || path->is_null() || path->is_string();
}

std::string joined(std::span<const std::string> texts) {
  std::string out;
  for (const std::string& text : texts) {
    out += (out.empty() ? "" : ", ") + base::shown_text(text, kShownPattern);
  }
  return out;
}

template <typename Value, typename Ids, typename List>
std::uint32_t number_of(Value&& value, Ids& ids, List& list) {
  const auto [found, added] =
      ids.try_emplace(std::forward<Value>(value), static_cast<std::uint32_t>(list.size()));
  if (added) {
    list.push_back(&found->first);
  }
  return found->second;
}

}  // namespace

Route route_of(const Json& match) {
  Route route;
  if (!match.is_object() || !add_methods(match, route) || !add_all_headers(match, route) ||
      !add_path(match, route)) {
    return {Route::Type::kUnknown,
            {},
            {},
            {},
            "match " + match.dump(-1, ' ', false, Json::error_handler_t::replace)};
  }
  return route;
}

std::string to_text(const Route& route) {
  switch (route.type) {
    case Route::Type::kEverything:
      return "any request";
    case Route::Type::kTcp:
      return "TCP connections";
    case Route::Type::kUnknown:
      return "unknown requests: " + base::shown_text(route.note, kShownPattern);
    default:
      break;
  }
  if (route.methods.empty() && route.path.empty() && route.headers.empty()) {
    return "any HTTP request";
  }
  std::string text = route.methods.empty() ? "any method" : joined(route.methods);
  text += route.path.empty() ? " any path" : " " + base::shown_text(route.path, kShownPattern);
  for (const auto& [name, pattern] : route.headers) {
    text +=
        ", header " + base::shown_text(name, kShownPattern) + ": " + base::shown_text(pattern, kShownPattern);
  }
  return text;
}

RouteId RouteTable::add(Route route) { return number_of(std::move(route), route_ids_, routes_); }

RouteSetId RouteTable::add_set(std::vector<RouteId> routes) {
  std::ranges::sort(routes);
  routes.erase(std::unique(routes.begin(), routes.end()), routes.end());
  return number_of(std::move(routes), set_ids_, sets_);
}

std::vector<RouteId> RouteTable::all_of(std::span<const RouteSetId> sets) const {
  std::vector<RouteId> all;
  for (const RouteSetId id : sets) {
    all.insert(all.end(), set(id).begin(), set(id).end());
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace nsmkit::diff
