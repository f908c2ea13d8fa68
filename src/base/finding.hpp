#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/position.hpp"

namespace nsmkit::base {

enum class Severity : std::uint8_t { kInfo, kWarning, kError };

[[nodiscard]] std::string_view to_string(Severity severity);

/// What is fixed about one kind of finding. `code` and `slug` never change once released.
struct RuleInfo {
  std::string_view code;        ///< e.g. "NSM201"
  std::string_view slug;        ///< e.g. "schema-type"
  Severity severity;            ///< unless the user overrides it
  std::string_view summary;     ///< one line, what it finds
  std::string_view why;         ///< why it matters for a restore
  std::string_view remedy;      ///< general remedy; a finding may carry a closer one
  std::string_view source;      ///< where the fact comes from
  bool incomplete = false;      ///< input was not read to its end: exit status 3, never suppressed
  std::string_view since = {};  ///< first target release it applies to; empty: all
  std::string_view until = {};  ///< last target release it applies to; empty: all
};

/// Names one object as users name it. Fields the object lacks are empty.
struct ResourceRef {
  std::string api_version;
  std::string kind;
  std::string name_space;
  std::string name;

  auto operator<=>(const ResourceRef&) const = default;
};

/// Where a finding stands. `document` and `item` count from 0; `item` is set inside a List only.
struct Location {
  std::string file;
  Position position;
  std::optional<std::uint32_t> document;
  std::optional<std::uint32_t> item;
};

/// One fault in the user's data, ready to be reported.
struct Finding {
  const RuleInfo* rule = nullptr;
  Severity severity = Severity::kError;
  std::string message;
  std::string remedy;
  Location location;
  std::optional<ResourceRef> resource;
  std::string pointer;  ///< JSON pointer (RFC 6901) inside the resource; empty for the whole
  std::string path;     ///< the same as users write it: spec.sources[0].kind
};

/// A finding of `rule` at its usual severity, with its general remedy.
[[nodiscard]] Finding make_finding(const RuleInfo& rule, std::string message, Location location);

/// Whether one of them says that input was not read to its end: exit status 3.
[[nodiscard]] bool any_incomplete(std::span<const Finding> findings);

/// Whether one of them is at least as severe as `severity`.
[[nodiscard]] bool any_at_least(std::span<const Finding> findings, Severity severity);

/// Report order: file, line, column, code, message.
[[nodiscard]] bool report_order(const Finding& a, const Finding& b);

}  // namespace nsmkit::base
