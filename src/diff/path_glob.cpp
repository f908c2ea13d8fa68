#include "diff/path_glob.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/pointer.hpp"

namespace nsmkit::diff {

namespace {

constexpr std::string_view kAnySteps = "**";

// `*` stands for any characters; the last one met is where a mismatch goes back to.
bool fits(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

bool fits(std::string_view pattern, const PathStep& step) {
  return fits(pattern, step.name) || (step.item && !step.key.empty() && fits(pattern, step.key));
}

[[noreturn]] void refuse(std::string_view pattern, const std::string& what) {
  throw base::Error(base::ExitStatus::kUsage, "the path '" + std::string(pattern) + "' " + what);
}

bool is_plain(std::string_view name) {
  return !name.empty() && name.find_first_of(".[]'/ ") == std::string_view::npos;
}

/// Splits the dotted notation; brackets hold an index, a key or a quoted member.
class Splitter {
 public:
  explicit Splitter(std::string_view pattern) : pattern_(pattern) {}

  std::vector<std::string> split() {
    while (at_ < pattern_.size()) {
      if (pattern_[at_] == '[') {
        bracket();
      } else if (pattern_[at_] == '.') {
        ++at_;
      } else {
        const std::size_t end = std::min(pattern_.find_first_of(".[", at_), pattern_.size());
        steps_.emplace_back(pattern_.substr(at_, end - at_));
        at_ = end;
      }
    }
    return std::move(steps_);
  }

 private:
  void bracket() {
    const char next = at_ + 1 < pattern_.size() ? pattern_[at_ + 1] : '\0';
    const bool quoted = next == '\'' || next == '"';
    const std::string close = quoted ? std::string(1, next) + "]" : "]";
    const std::size_t start = at_ + (quoted ? 2 : 1);
    const std::size_t end = pattern_.find(close, start);
    if (end == std::string_view::npos) {
      refuse(pattern_, "has a bracket that is not closed");
    }
    steps_.emplace_back(pattern_.substr(start, end - start));
    at_ = end + close.size();
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::vector<std::string> steps_;
};

bool fits_from(std::span<const std::string> steps, std::span<const PathStep> path) {
  if (steps.empty()) return true;
  if (steps.front() == kAnySteps) {
    for (std::size_t skipped = 0; skipped <= path.size(); ++skipped) {
      if (fits_from(steps.subspan(1), path.subspan(skipped))) return true;
    }
    return false;
  }
  return !path.empty() && fits(steps.front(), path.front()) && fits_from(steps.subspan(1), path.subspan(1));
}

}  // namespace

std::string path_text(std::span<const PathStep> path) {
  std::string text;
  for (const PathStep& step : path) {
    if (step.item) {
      text.append("[").append(step.key.empty() ? step.name : step.key).append("]");
    } else if (is_plain(step.name)) {
      text.append(text.empty() ? "" : ".").append(step.name);
    } else {
      text.append("['").append(step.name).append("']");
    }
  }
  return text;
}

std::string list_path(std::span<const PathStep> path) {
  std::string text;
  for (const PathStep& step : path) {
    if (step.item) {
      text.append("[]");
    } else {
      text.append(text.empty() ? "" : ".").append(step.name);
    }
  }
  return text;
}

PathGlob::PathGlob(std::string_view pattern) {
  if (pattern.starts_with('/')) {
    base::PointerTokens tokens(pattern);
    for (std::string token; tokens.next(token);) {
      steps_.push_back(token);
    }
  } else {
    steps_ = Splitter(pattern).split();
  }
  if (steps_.empty()) {
    refuse(pattern, "names nothing");
  }
}

bool PathGlob::matches(std::span<const PathStep> path) const { return fits_from(steps_, path); }

bool any_matches(std::span<const PathGlob> globs, std::span<const PathStep> path) {
  return std::ranges::any_of(globs, [path](const PathGlob& glob) { return glob.matches(path); });
}

}  // namespace nsmkit::diff
