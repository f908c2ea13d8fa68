#include "base/pattern.hpp"

#include <algorithm>

#include "base/pattern_syntax.hpp"

namespace nsmkit::base {

namespace {

using Node = PatternSet::Node;
using Bytes = PatternSet::Bytes;

// Repeats of repeats multiply; a pattern that unfolds to more is not read.
constexpr std::size_t kMostNodes = 20000;

/// Adds the nodes of a pattern, from its end to its beginning.
class Compiler {
 public:
  Compiler(const SyntaxTree& tree, std::uint32_t pattern, std::vector<Node>& nodes, std::vector<Bytes>& sets)
      : tree_(tree), pattern_(pattern), nodes_(nodes), sets_(sets), room_(nodes.size() + kMostNodes) {}

  /// The first node of the pattern; nothing when there are too many.
  std::optional<std::uint32_t> compile() {
    const std::uint32_t begin = build(tree_.root, add(Node::Type::kMatch, 0));
    return nodes_.size() < room_ ? std::optional(begin) : std::nullopt;
  }

 private:
  std::uint32_t add(Node::Type type, std::uint32_t next, std::uint32_t other = 0, std::uint32_t bytes = 0) {
    nodes_.push_back({type, next, other, bytes, pattern_});
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }

  std::uint32_t build(std::uint32_t index, std::uint32_t next) {
    const SyntaxNode& syntax = tree_.nodes[index];
    if (nodes_.size() >= room_) {
      return next;
    }
    switch (syntax.type) {
      case SyntaxNode::Type::kBytes:
        sets_.push_back(syntax.bytes);
        return add(Node::Type::kBytes, next, 0, static_cast<std::uint32_t>(sets_.size() - 1));
      case SyntaxNode::Type::kBegin:
        return add(Node::Type::kBegin, next);
      case SyntaxNode::Type::kEnd:
        return add(Node::Type::kEnd, next);
      case SyntaxNode::Type::kSequence:
        std::for_each(syntax.children.rbegin(), syntax.children.rend(),
                      [&](const auto& child) { next = build(child, next); });
        return next;
      case SyntaxNode::Type::kChoice:
        return build_choice(syntax, next);
      case SyntaxNode::Type::kRepeat:
        return build_repeat(syntax, next);
      default:
        return next;
    }
  }

  std::uint32_t build_choice(const SyntaxNode& syntax, std::uint32_t next) {
    std::uint32_t begin = build(syntax.children.back(), next);
    for (auto child = syntax.children.rbegin() + 1; child != syntax.children.rend(); ++child) {
      const std::uint32_t way = build(*child, next);
      begin = add(Node::Type::kFork, way, begin);
    }
    return begin;
  }

  std::uint32_t build_repeat(const SyntaxNode& syntax, std::uint32_t next) {
    const std::uint32_t child = syntax.children.front();
    std::uint32_t begin = next;
    if (syntax.most) {
      for (std::uint32_t i = syntax.least; i < *syntax.most; ++i) {
        const std::uint32_t once = build(child, begin);
        begin = add(Node::Type::kFork, once, next);
      }
    } else {
      const std::uint32_t fork = add(Node::Type::kFork, 0, next);
      nodes_[fork].next = fork;  // the child may be built of nothing
      const std::uint32_t once = build(child, fork);
      nodes_[fork].next = once;
      begin = fork;
    }
    for (std::uint32_t i = 0; i < syntax.least; ++i) {
      begin = build(child, begin);
    }
    return begin;
  }

  const SyntaxTree& tree_;
  std::uint32_t pattern_;
  std::vector<Node>& nodes_;
  std::vector<Bytes>& sets_;
  std::size_t room_;
};

}  // namespace

std::optional<std::uint32_t> PatternSet::add(std::string_view pattern) {
  const auto tree = parse_pattern(pattern);
  if (!tree) {
    return std::nullopt;
  }
  const std::size_t nodes = nodes_.size();
  const std::size_t sets = sets_.size();
  const auto number = static_cast<std::uint32_t>(starts_.size());
  const auto start = Compiler(*tree, number, nodes_, sets_).compile();
  if (!start) {
    nodes_.resize(nodes);
    sets_.resize(sets);
    return std::nullopt;
  }
  starts_.push_back(*start);
  return number;
}

}  // namespace nsmkit::base
