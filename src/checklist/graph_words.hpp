#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"

namespace nsmkit::checklist {

/// The string at a JSON pointer (RFC 6901), or an empty view. It lives as long as the object.
[[nodiscard]] std::string_view text_at(const Json& object, std::string_view pointer);

/// The list at a JSON pointer, or an empty one.
[[nodiscard]] const Json& list_at(const Json& object, std::string_view pointer);

/// The number, string or boolean at a JSON pointer as it is written; empty for anything else.
[[nodiscard]] std::string value_at(const Json& object, std::string_view pointer);

/// References to routes, one text each: "catalog-routes: list, search", "ledger-tcp (TCPRoute)".
[[nodiscard]] std::vector<std::string> route_words(const Json& rules);

/// Shares of backends in percent, with one decimal where needed: "90 %", "33.3 %". Where a weight is no
/// number, or all are 0, every share is "weight W".
[[nodiscard]] std::vector<std::string> share_words(const Json& backends);

/// A RateLimit in words: "10r/s, burst 20, without delay, for Deployment ml/reports on list".
[[nodiscard]] std::string limit_words(const Json& spec, std::string_view own_namespace);

/// A CircuitBreaker in words: "opens after 3 errors within 30 s".
[[nodiscard]] std::string breaker_words(const Json& spec);

/// `texts` with commas between; of a long list the first eight and how many more there are.
[[nodiscard]] std::string joined(const std::vector<std::string>& texts);

}  // namespace nsmkit::checklist
