#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace nsmkit::validate {

/// Why a pattern does not compile.
struct PatternFault {
  std::string message;            ///< in PCRE2's words
  std::optional<std::size_t> at;  ///< byte offset, from 0; none when the pattern was not looked into
};

/// Longest pattern that is compiled, in bytes.
inline constexpr std::size_t kMaxPatternBytes = std::size_t{64} << 10U;

/// Compiles `pattern` as NGINX does, without options and without running it. Nothing when it compiles.
[[nodiscard]] std::optional<PatternFault> check_pattern(std::string_view pattern);

/// The fault as messages end: "quantifier does not follow a repeatable item (byte offset 0)".
[[nodiscard]] std::string fault_text(const PatternFault& fault);

}  // namespace nsmkit::validate
