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
  const auto fits_key = [&](const std::string& key) { return !key.empty() && fits(pattern, key); };
  return fits(pattern, step.name) || (step.item && (fits_key(step.key) || fits_key(step.shared)));
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

/// How far into a pattern a path may have come: a set of places between its steps.
class Reach {
 public:
  explicit Reach(std::span<const std::string> steps) : steps_(steps), places_(steps.size() + 1, false) {
    enter(places_, 0);
  }

  [[nodiscard]] bool at_end() const { return places_.back(); }

  void advance(const PathStep& step) {
    std::vector<bool> next(places_.size(), false);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (!places_[i]) continue;
      if (steps_[i] == kAnySteps) {
        enter(next, i);
      } else if (fits(steps_[i], step)) {
        enter(next, i + 1);
      }
    }
    places_ = std::move(next);
  }

 private:
  // `**` may stand for no step at all.
  void enter(std::vector<bool>& places, std::size_t place) const {
    places[place] = true;
    while (place < steps_.size() && steps_[place] == kAnySteps) {
      places[++place] = true;
    }
  }

  std::span<const std::string> steps_;
  std::vector<bool> places_;
};

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
  const auto are_one = [](const std::string& a, const std::string& b) {
    return a == kAnySteps && b == kAnySteps;
  };
  steps_.erase(std::unique(steps_.begin(), steps_.end(), are_one), steps_.end());
}

bool PathGlob::matches(std::span<const PathStep> path) const {
  Reach reach(steps_);
  for (const PathStep& step : path) {
    if (reach.at_end()) return true;
    reach.advance(step);
  }
  return reach.at_end();
}

bool any_matches(std::span<const PathGlob> globs, std::span<const PathStep> path) {
  return std::ranges::any_of(globs, [path](const PathGlob& glob) { return glob.matches(path); });
}

}  // namespace nsmkit::diff
