#include <algorithm>
#include <array>
#include <compare>
#include <deque>
#include <map>
#include <set>
#include <utility>

#include "base/pattern.hpp"

namespace nsmkit::base {

namespace {

using Node = PatternSet::Node;
using Bytes = PatternSet::Bytes;

/// Bytes that all sets hold or lack together, with one of each class to show, a readable one if there is.
struct ByteClasses {
  std::vector<std::vector<std::uint32_t>> of_set;
  std::vector<char> shown;
};

constexpr std::string_view kReadable = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_./~";

ByteClasses classes_of(const std::vector<Bytes>& sets, std::string_view prefix) {
  std::array<std::uint32_t, 256> klass{};
  std::uint32_t count = 1;
  const auto split = [&klass, &count](const Bytes& set) {
    std::map<std::uint32_t, std::uint32_t> inside;
    std::array<std::uint32_t, 256> sizes{};
    for (std::size_t byte = 0; byte < klass.size(); ++byte) {
      sizes[klass[byte]] += set.test(byte) ? 0 : 1;
    }
    for (std::size_t byte = 0; byte < klass.size(); ++byte) {
      if (set.test(byte) && sizes[klass[byte]] > 0) {
        const auto [found, added] = inside.try_emplace(klass[byte], count);
        count += added ? 1 : 0;
        klass[byte] = found->second;
      }
    }
  };
  split(Bytes().set('\n'));
  for (const char c : prefix) {
    split(Bytes().set(static_cast<unsigned char>(c)));
  }
  for (const Bytes& set : sets) {
    split(set);
  }
  ByteClasses classes;
  classes.shown.assign(count, '\n');
  for (std::size_t byte = klass.size(); byte-- > 0;) {
    classes.shown[klass[byte]] = static_cast<char>(byte);
  }
  for (std::size_t byte = '!'; byte < 0x7F; ++byte) {
    classes.shown[klass[byte]] = static_cast<char>(byte);
  }
  std::for_each(kReadable.rbegin(), kReadable.rend(),
                [&classes, &klass](char c) { classes.shown[klass[static_cast<unsigned char>(c)]] = c; });
  for (const Bytes& set : sets) {
    std::set<std::uint32_t> held;
    for (std::size_t byte = 0; byte < klass.size(); ++byte) {
      if (set.test(byte)) {
        held.insert(klass[byte]);
      }
    }
    classes.of_set.emplace_back(held.begin(), held.end());
  }
  return classes;
}

}  // namespace

/// Follows all patterns at once through every text.
class PatternWalk {
 public:
  PatternWalk(const PatternSet& set, std::string_view prefix, PatternStart start, WorkLimit& limit)
      : set_(set), prefix_(prefix), start_(start), limit_(limit), seen_(set.nodes_.size(), 0) {
    // Sets that are equal need their classes once; literals repeat a lot.
    std::map<std::string, std::uint32_t> known;
    std::vector<Bytes> distinct;
    for (const Bytes& bytes : set.sets_) {
      const auto [found, added] =
          known.try_emplace(bytes.to_string(), static_cast<std::uint32_t>(distinct.size()));
      if (added) {
        distinct.push_back(bytes);
      }
      class_set_.push_back(found->second);
    }
    classes_ = classes_of(distinct, prefix);
  }

  std::optional<std::vector<PatternSet::Cell>> run() {
    visit({}, true, 0, '\0');
    for (std::size_t at = 0; at < states_.size() && !exhausted_; ++at) {
      if (depth_of(at) >= prefix_.size()) {
        note_cell(at);
      }
      step(at);
    }
    if (exhausted_) {
      return std::nullopt;
    }
    return std::move(cells_);
  }

 private:
  /// Where the walk stands: nodes that read something or ask for the end, and patterns that match already,
  /// whatever follows.
  struct State {
    std::vector<std::uint32_t> nodes;
    std::vector<std::uint32_t> matched;
    std::size_t from = 0;
    char byte = '\0';
    std::size_t depth = 0;  ///< counted as far as the prefix reaches
  };

  [[nodiscard]] std::size_t depth_of(std::size_t at) const { return states_[at].depth; }

  // Follows what reads nothing. Gives the nodes that do, or ask for the end.
  void close(std::uint32_t node, bool at_begin, bool at_end, std::vector<std::uint32_t>& out,
             std::set<std::uint32_t>& matched) {
    stack_.push_back(node);
    while (!stack_.empty()) {
      const std::uint32_t index = stack_.back();
      stack_.pop_back();
      if (seen_[index] == round_) {
        continue;
      }
      seen_[index] = round_;
      exhausted_ = exhausted_ || !limit_.take(1);
      const Node& found = set_.nodes_[index];
      switch (found.type) {
        case Node::Type::kMatch:
          matched.insert(found.pattern);
          break;
        case Node::Type::kFork:
          stack_.push_back(found.other);
          stack_.push_back(found.next);
          break;
        case Node::Type::kBegin:
          if (at_begin) {
            stack_.push_back(found.next);
          }
          break;
        case Node::Type::kEnd:
          out.push_back(index);
          if (at_end) {
            stack_.push_back(found.next);
          }
          break;
        case Node::Type::kBytes:
          out.push_back(index);
          break;
      }
    }
  }

  void visit(const std::vector<std::uint32_t>& targets, bool at_begin, std::size_t from, char byte) {
    ++round_;
    State state;
    std::set<std::uint32_t> matched;
    if (!at_begin) {
      matched.insert(states_[from].matched.begin(), states_[from].matched.end());
    }
    for (const std::uint32_t target : targets) {
      close(target, false, false, state.nodes, matched);
    }
    if (at_begin || start_ == PatternStart::kAnywhere) {
      for (const std::uint32_t start : set_.starts_) {
        close(start, at_begin, false, state.nodes, matched);
      }
    }
    std::erase_if(state.nodes,
                  [&](std::uint32_t node) { return matched.contains(set_.nodes_[node].pattern); });
    std::sort(state.nodes.begin(), state.nodes.end());
    state.matched.assign(matched.begin(), matched.end());
    state.from = from;
    state.byte = byte;
    state.depth = at_begin ? 0 : std::min(states_[from].depth + 1, prefix_.size());
    exhausted_ = exhausted_ || !limit_.take(state.nodes.size() + state.matched.size() + 1);
    Key key{state.nodes, state.matched, state.depth, at_begin};
    if (known_.insert(std::move(key)).second) {
      states_.push_back(std::move(state));
    }
  }

  // A state at the end of the text: what asks for the end matches too.
  void note_cell(std::size_t at) {
    ++round_;
    std::set<std::uint32_t> matched(states_[at].matched.begin(), states_[at].matched.end());
    std::vector<std::uint32_t> rest;
    for (const std::uint32_t node : states_[at].nodes) {
      if (set_.nodes_[node].type == Node::Type::kEnd) {
        close(node, at == 0, true, rest, matched);
      }
    }
    std::vector<std::uint32_t> patterns(matched.begin(), matched.end());
    exhausted_ = exhausted_ || !limit_.take(patterns.size() + 1);
    if (cell_keys_.insert(patterns).second) {
      cells_.push_back({std::move(patterns), example_of(at)});
    }
  }

  [[nodiscard]] std::string example_of(std::size_t at) const {
    std::string text;
    while (at != 0) {
      text.push_back(states_[at].byte);
      at = states_[at].from;
    }
    std::reverse(text.begin(), text.end());
    return text;
  }

  void step(std::size_t at) {
    const std::size_t depth = states_[at].depth;
    if (states_[at].nodes.empty() && start_ == PatternStart::kAtBegin && depth >= prefix_.size()) {
      return;  // nothing that follows changes anything
    }
    std::map<std::uint32_t, std::vector<std::uint32_t>> ways;
    for (const std::uint32_t index : states_[at].nodes) {
      const Node& node = set_.nodes_[index];
      if (node.type != Node::Type::kBytes) {
        continue;
      }
      const auto& held = classes_.of_set[class_set_[node.bytes]];
      exhausted_ = exhausted_ || !limit_.take(held.size());
      for (const std::uint32_t klass : held) {
        ways[klass].push_back(node.next);
      }
    }
    if (depth < prefix_.size()) {
      step_into_prefix(at, ways);
      return;
    }
    bool other = false;
    for (std::uint32_t klass = 0; klass < classes_.shown.size() && !exhausted_; ++klass) {
      const char byte = classes_.shown[klass];
      const auto way = ways.find(klass);
      if (way != ways.end()) {
        visit(way->second, false, at, byte);
      } else if (!other && byte != '\n') {
        other = true;
        visit({}, false, at, byte);
      }
    }
  }

  void step_into_prefix(std::size_t at, const std::map<std::uint32_t, std::vector<std::uint32_t>>& ways) {
    const char wanted = prefix_[states_[at].depth];
    const auto klass = std::find(classes_.shown.begin(), classes_.shown.end(), wanted);
    const auto way = ways.find(static_cast<std::uint32_t>(klass - classes_.shown.begin()));
    const std::vector<std::uint32_t> targets = way == ways.end() ? std::vector<std::uint32_t>() : way->second;
    visit(targets, false, at, wanted);
  }

  struct Key {
    std::vector<std::uint32_t> nodes;
    std::vector<std::uint32_t> matched;
    std::size_t depth;
    bool at_begin;
    auto operator<=>(const Key&) const = default;
  };

  const PatternSet& set_;
  std::string_view prefix_;
  PatternStart start_;
  WorkLimit& limit_;
  bool exhausted_ = false;
  ByteClasses classes_;
  std::vector<std::uint32_t> class_set_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t round_ = 0;
  std::vector<std::uint32_t> stack_;
  std::deque<State> states_;
  std::set<Key> known_;
  std::vector<PatternSet::Cell> cells_;
  std::set<std::vector<std::uint32_t>> cell_keys_;
};

std::optional<std::vector<PatternSet::Cell>> PatternSet::cells(std::string_view prefix, PatternStart start,
                                                               WorkLimit& limit) const {
  return PatternWalk(*this, prefix, start, limit).run();
}

}  // namespace nsmkit::base
