#include "base/pattern_syntax.hpp"

#include <string>
#include <utility>

namespace nsmkit::base {

namespace {

using Bytes = std::bitset<256>;
using Type = SyntaxNode::Type;

constexpr unsigned kFirstNonAscii = 0x80;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_alnum(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::size_t index_of(char c) { return static_cast<unsigned char>(c); }

Bytes one(char c) { return Bytes().set(index_of(c)); }

// A text holds no line break, so neither does a class.
Bytes without_line_break(Bytes bytes) { return bytes.reset(index_of('\n')); }

Bytes inverse(const Bytes& bytes) { return without_line_break(~bytes); }

std::optional<Bytes> shorthand(char letter) {
  Bytes bytes;
  switch (letter) {
    case 'd':
    case 'D':
    case 'w':
    case 'W':
      for (std::size_t i = 0; i < kFirstNonAscii; ++i) {
        const char c = static_cast<char>(i);
        bytes.set(i, is_digit(c) || ((letter == 'w' || letter == 'W') && (is_alnum(c) || c == '_')));
      }
      break;
    case 's':
    case 'S':
      for (const char c : std::string_view(" \t\n\v\f\r")) {
        bytes.set(index_of(c));
      }
      break;
    default:
      return std::nullopt;
  }
  return letter == 'D' || letter == 'W' || letter == 'S' ? inverse(bytes) : without_line_break(bytes);
}

class Parser {
 public:
  explicit Parser(std::string_view pattern) : rest_(pattern) {}

  std::optional<SyntaxTree> parse() {
    const auto root = choice(0);
    if (!root || !rest_.empty()) {
      return std::nullopt;
    }
    tree_.root = *root;
    return std::move(tree_);
  }

 private:
  using Index = std::optional<std::uint32_t>;

  [[nodiscard]] bool at(char c) const { return !rest_.empty() && rest_.front() == c; }

  bool take(char c) {
    const bool found = at(c);
    rest_.remove_prefix(found ? 1 : 0);
    return found;
  }

  std::uint32_t add(SyntaxNode node) {
    tree_.nodes.push_back(std::move(node));
    return static_cast<std::uint32_t>(tree_.nodes.size() - 1);
  }

  std::uint32_t add_bytes(const Bytes& bytes) { return add({Type::kBytes, bytes, {}, 0, {}}); }

  Index choice(int depth) {
    std::vector<std::uint32_t> ways;
    do {
      const Index way = sequence(depth);
      if (!way) return std::nullopt;
      ways.push_back(*way);
    } while (take('|'));
    return ways.size() == 1 ? ways.front() : add({Type::kChoice, {}, std::move(ways), 0, {}});
  }

  Index sequence(int depth) {
    std::vector<std::uint32_t> parts;
    while (!rest_.empty() && !at('|') && !at(')')) {
      const char first = rest_.front();
      const Index part = atom(depth);
      const Index repeated = part ? repeat(*part, first) : std::nullopt;
      if (!repeated) return std::nullopt;
      parts.push_back(*repeated);
    }
    return add({Type::kSequence, {}, std::move(parts), 0, {}});
  }

  // What `.` or a repeat takes of a letter outside ASCII depends on whether PCRE2 reads UTF-8.
  Index repeat(std::uint32_t part, char first) {
    std::uint32_t least = 0;
    std::optional<std::uint32_t> most;
    if (take('*')) {
    } else if (take('+')) {
      least = 1;
    } else if (take('?')) {
      most = 1;
    } else if (take('{')) {
      if (!bounds(least, most)) return std::nullopt;
    } else {
      return part;
    }
    take('?');  // a lazy repeat takes another way to the same matches
    const bool assertion = tree_.nodes[part].type == Type::kBegin || tree_.nodes[part].type == Type::kEnd;
    const bool again = at('+') || at('*') || at('?') || at('{');
    if (assertion || again || index_of(first) >= kFirstNonAscii) {
      return std::nullopt;
    }
    return add({Type::kRepeat, {}, {part}, least, most});
  }

  std::optional<std::uint32_t> number() {
    std::uint32_t value = 0;
    bool any = false;
    while (!rest_.empty() && is_digit(rest_.front()) && value <= kMostRepeats) {
      value = value * 10 + static_cast<std::uint32_t>(rest_.front() - '0');
      rest_.remove_prefix(1);
      any = true;
    }
    return any && value <= kMostRepeats ? std::optional(value) : std::nullopt;
  }

  bool bounds(std::uint32_t& least, std::optional<std::uint32_t>& most) {
    const auto low = number();
    if (!low) return false;
    least = *low;
    most = low;
    if (take(',')) {
      most.reset();
      if (!at('}')) {
        most = number();
        if (!most || *most < least) return false;
      }
    }
    return take('}');
  }

  Index atom(int depth) {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    switch (c) {
      case '(':
        return group(depth);
      case '[':
        return byte_class();
      case '\\':
        return escaped();
      case '.':
        return add_bytes(inverse({}));
      case '^':
        return add({Type::kBegin, {}, {}, 0, {}});
      case '$':
        return add({Type::kEnd, {}, {}, 0, {}});
      case '*':
      case '+':
      case '?':
      case '{':
      case '\n':
        return std::nullopt;
      default:
        return add_bytes(one(c));
    }
  }

  Index group(int depth) {
    if (depth == kDeepestGroup || at('*')) {
      return std::nullopt;
    }
    if (take('?') && !take(':')) {
      return std::nullopt;
    }
    const Index inner = choice(depth + 1);
    return inner && take(')') ? inner : std::nullopt;
  }

  Index escaped() {
    if (rest_.empty()) {
      return std::nullopt;
    }
    const char c = rest_.front();
    rest_.remove_prefix(1);
    if (const auto bytes = shorthand(c)) {
      return add_bytes(*bytes);
    }
    return is_alnum(c) || index_of(c) >= kFirstNonAscii || c == '\n' ? std::nullopt
                                                                     : Index(add_bytes(one(c)));
  }

  // One member of a class: a character that may begin a range, or a shorthand, which may not.
  bool class_member(Bytes& bytes, std::optional<char>& single) {
    single.reset();
    if (rest_.empty()) return false;
    char c = rest_.front();
    rest_.remove_prefix(1);
    if (index_of(c) >= kFirstNonAscii || (c == '[' && (at(':') || at('.') || at('=')))) {
      return false;
    }
    if (c == '\\') {
      if (rest_.empty()) return false;
      c = rest_.front();
      rest_.remove_prefix(1);
      if (const auto known = shorthand(c)) {
        bytes |= *known;
        return true;
      }
      if (is_alnum(c) || index_of(c) >= kFirstNonAscii) {
        return false;
      }
    }
    single = c;
    return true;
  }

  Index byte_class() {
    const bool inverted = take('^');
    Bytes bytes;
    bool first = true;
    while (first || !at(']')) {
      first = false;
      std::optional<char> low;
      if (!class_member(bytes, low)) return std::nullopt;
      std::optional<char> high = low;
      if (at('-') && rest_.size() > 1 && rest_[1] != ']') {
        rest_.remove_prefix(1);
        if (!low || !class_member(bytes, high) || !high || *high < *low) return std::nullopt;
      }
      for (std::size_t i = low ? index_of(*low) : 1; low && i <= index_of(*high); ++i) {
        bytes.set(i);
      }
    }
    take(']');
    return add_bytes(inverted ? inverse(bytes) : without_line_break(bytes));
  }

  std::string_view rest_;
  SyntaxTree tree_;
};

}  // namespace

std::optional<SyntaxTree> parse_pattern(std::string_view pattern) { return Parser(pattern).parse(); }

}  // namespace nsmkit::base
