#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/finding.hpp"

namespace nsmkit::validate {

/// One reason why the API server would refuse or change an object. Has no file position: `pointer`
/// (RFC 6901, into the object) leads to it. It may name a field that is missing: then its nearest
/// ancestor is the place to show.
struct Violation {
  const base::RuleInfo* rule = nullptr;
  base::Severity severity = base::Severity::kError;
  std::string pointer;
  bool at_key = false;  ///< the position of the key is meant rather than that of the value
  std::string message;
  std::string remedy;
};

/// Gives the text of the scalar at `pointer` as the user wrote it, without quotes, if known. Needed
/// only for messages such as "written off, read as false". May be empty.
using SourceText = std::function<std::optional<std::string>(std::string_view pointer)>;

/// Findings reported per object at most; the last of them says how many more there are.
inline constexpr std::size_t kMaxViolations = 100;

}  // namespace nsmkit::validate
