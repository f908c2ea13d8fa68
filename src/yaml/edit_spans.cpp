#include "yaml/edit_spans.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <unordered_map>

#include "base/byte_source.hpp"
#include "base/utf8.hpp"
#include "yaml/emit_shape.hpp"
#include "yaml/json_events.hpp"
#include "yaml/libyaml_events.hpp"
#include "yaml/scalar.hpp"

namespace nsmkit::yaml {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr std::string_view kMergeTag = "tag:yaml.org,2002:merge";

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// Turns the code points that events count into bytes.
class ByteOffsets {
 public:
  explicit ByteOffsets(std::string_view text) : text_(text) {
    if (text.starts_with(kByteOrderMark)) {
      first_ = kByteOrderMark.size();
    }
    std::uint64_t count = 0;
    for (std::size_t at = first_; at < text.size(); ++at) {
      if (starts_code_point(at) && count++ % kStep == 0) {
        known_.push_back(at);
      }
    }
    all_ = count;
  }

  [[nodiscard]] std::size_t at(std::uint64_t index) const {
    if (index >= all_) {
      return text_.size();
    }
    std::size_t at = known_[index / kStep];
    for (std::uint64_t left = index % kStep; left > 0;) {
      ++at;
      left -= starts_code_point(at) ? 1U : 0U;
    }
    return at;
  }

 private:
  static constexpr std::uint64_t kStep = 64;

  [[nodiscard]] bool starts_code_point(std::size_t at) const {
    return (static_cast<unsigned char>(text_[at]) & 0xC0U) != 0x80U;
  }

  std::string_view text_;
  std::size_t first_ = 0;
  std::uint64_t all_ = 0;
  std::vector<std::size_t> known_;
};

/// The JSON name that decode() gives a key; empty for what can be no key.
std::string key_name(const Event& event) {
  if (event.tag.empty() && (!event.plain || resolves_to_string(event.text))) {
    return std::string(event.text);
  }
  const auto resolved = resolve_scalar(event.tag, event.text);
  auto name = resolved ? key_text(*resolved) : std::nullopt;
  if (!name) {
    return {};
  }
  base::replace_invalid_utf8(*name);
  return *name;
}

class SpanReader {
 public:
  SpanReader(std::string_view text, bool is_json) : text_(text), offsets_(text), source_(text) {
    tree_.is_json = is_json;
    events_ = is_json ? json_events(source_) : libyaml_events(source_);
  }

  /// False at a syntax error.
  bool read() {
    Event event;
    while (events_->next(event)) {
      switch (event.type) {
        case EventType::kStreamEnd:
          return true;
        case EventType::kDocumentStart:
          tree_.documents.push_back(static_cast<std::uint32_t>(tree_.nodes.size()));
          anchors_.clear();
          break;
        case EventType::kDocumentEnd:
          break;
        case EventType::kMappingEnd:
        case EventType::kSequenceEnd:
          close(event);
          break;
        default:
          open(event);
          break;
      }
    }
    return false;
  }

  SpanTree take() { return std::move(tree_); }
  [[nodiscard]] const SyntaxError& error() const { return events_->error(); }

 private:
  void open(const Event& event) {
    const auto index = static_cast<std::uint32_t>(tree_.nodes.size());
    SpanNode node;
    node.position = event.start;
    node.start = offsets_.at(event.start_index);
    node.end = offsets_.at(event.end_index);
    node.content = after_properties(node.start, node.end);
    node.parent = open_.empty() ? kNoNode : open_.back();
    node.last = index + 1;
    node.anchor = event.anchor;
    node.flow = event.flow;
    fill(node, event);
    if (!event.anchor.empty()) {
      anchors_[node.anchor] = index;
    }
    if (node.parent != kNoNode) {
      tree_.nodes[node.parent].children.push_back(index);
    }
    if (node.type == TapeType::kMapping || node.type == TapeType::kSequence) {
      open_.push_back(index);
    }
    tree_.nodes.push_back(std::move(node));
  }

  void fill(SpanNode& node, const Event& event) {
    switch (event.type) {
      case EventType::kMappingStart:
      case EventType::kSequenceStart:
        node.type = event.type == EventType::kMappingStart ? TapeType::kMapping : TapeType::kSequence;
        node.content = content_of_collection(node);
        break;
      case EventType::kAlias: {
        node.type = TapeType::kAlias;
        node.anchor = event.text;
        const auto found = anchors_.find(node.anchor);
        if (found != anchors_.end()) {
          node.target = found->second;
          node.name = tree_.nodes[node.target].name;
        }
        break;
      }
      default:
        node.name = stands_as_key(node) || !event.anchor.empty() ? key_name(event) : std::string();
        node.merge_key = event.text == "<<" && (event.plain || event.tag == kMergeTag);
        break;
    }
  }

  // The start of a collection in the events ends at its bracket, or (block style) before its first member;
  // or after the first dash, where a sequence stands at the indentation of its key.
  [[nodiscard]] std::size_t content_of_collection(SpanNode& node) const {
    if (node.flow) {
      node.pair = node.content == node.end;
      return node.content;
    }
    const bool before_dash = node.end < text_.size() && text_[node.end] == '-';
    return node.type == TapeType::kSequence && !before_dash && node.end > 0 ? node.end - 1 : node.end;
  }

  [[nodiscard]] bool stands_as_key(const SpanNode& node) const {
    if (node.parent == kNoNode) {
      return false;
    }
    const SpanNode& parent = tree_.nodes[node.parent];
    return parent.type == TapeType::kMapping && parent.children.size() % 2 == 0;
  }

  void close(const Event& event) {
    SpanNode& node = tree_.nodes[open_.back()];
    open_.pop_back();
    node.last = static_cast<std::uint32_t>(tree_.nodes.size());
    if (node.flow && !node.pair) {
      node.end = offsets_.at(event.end_index);
    } else if (!node.children.empty()) {
      node.end = std::max(node.content, tree_.nodes[node.children.back()].end);
    }
  }

  [[nodiscard]] std::size_t after_properties(std::size_t at, std::size_t end) const {
    while (at < end && (text_[at] == '&' || text_[at] == '!')) {
      while (at < end && !is_blank(text_[at]) && break_length(text_, at) == 0) {
        ++at;
      }
      at = std::min(end, skip_trivia(text_, at));
    }
    return at;
  }

  std::string_view text_;
  ByteOffsets offsets_;
  base::TextSource source_;
  std::unique_ptr<EventSource> events_;
  SpanTree tree_;
  std::vector<std::uint32_t> open_;
  std::unordered_map<std::string, std::uint32_t> anchors_;
};

bool starts_like_json(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n", text.starts_with(kByteOrderMark) ? 3 : 0);
  return first != std::string_view::npos && text[first] == '{';
}

Member member_at(const SpanTree& tree, std::string_view text, const SpanNode& parent, std::size_t child,
                 std::size_t start) {
  Member member;
  member.start = start;
  const bool mapping = parent.type == TapeType::kMapping;
  member.key = mapping ? parent.children[child] : kNoNode;
  member.value = parent.children[mapping ? child + 1 : child];
  const SpanNode& first = tree.nodes[mapping ? member.key : member.value];
  if (mapping || parent.flow) {
    member.odd = start != first.start;
  } else {
    member.odd = start >= text.size() || text[start] != '-' || start > first.start;
  }
  member.end = std::max({start, first.end, tree.nodes[member.value].end});
  return member;
}

}  // namespace

std::variant<SpanTree, EditFault> read_spans(std::string_view text) {
  if (starts_like_json(text)) {
    SpanReader reader(text, true);
    if (reader.read()) {
      return reader.take();
    }
  }
  SpanReader reader(text, false);
  if (reader.read()) {
    return reader.take();
  }
  return EditFault{"the text cannot be read: " + reader.error().message, reader.error().position};
}

std::vector<Member> members_of(const SpanTree& tree, std::string_view text, std::uint32_t node) {
  const SpanNode& parent = tree.nodes[node];
  const std::size_t step = parent.type == TapeType::kMapping ? 2 : 1;
  std::vector<Member> members;
  members.reserve(parent.children.size() / step);
  std::size_t at = parent.flow && !parent.pair ? parent.content + 1 : parent.content;
  for (std::size_t child = 0; child + step <= parent.children.size(); child += step) {
    at = skip_trivia(text, at);
    if (parent.flow && child > 0 && at < text.size() && text[at] == ',') {
      at = skip_trivia(text, at + 1);
    }
    members.push_back(member_at(tree, text, parent, child, at));
    at = members.back().end;
  }
  return members;
}

std::size_t skip_trivia(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    if (text[at] == '#') {
      while (at < text.size() && break_length(text, at) == 0) {
        ++at;
      }
      continue;
    }
    const std::size_t skip = is_blank(text[at]) ? 1 : break_length(text, at);
    if (skip == 0) {
      break;
    }
    at += skip;
  }
  return at;
}

std::size_t end_of_prefix(const SpanTree& tree, std::string_view text, std::uint32_t node) {
  const SpanNode& span = tree.nodes[node];
  if (span.content > span.start) {
    std::size_t end = span.start;
    for (std::size_t at = end; at < span.content && (text[at] == '&' || text[at] == '!');) {
      end = at;
      while (end < span.content && !is_blank(text[end]) && break_length(text, end) == 0) {
        ++end;
      }
      at = skip_trivia(text, end);
    }
    return end;
  }
  if (span.parent == kNoNode) {
    return std::string_view::npos;
  }
  for (const Member& member : members_of(tree, text, span.parent)) {
    if (member.value == node) {
      return (member.key == kNoNode ? member.start : skip_trivia(text, tree.nodes[member.key].end)) + 1;
    }
  }
  return std::string_view::npos;
}

}  // namespace nsmkit::yaml
