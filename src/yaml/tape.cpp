#include "yaml/tape.hpp"

namespace nsmkit::yaml {

namespace {

bool opens(EventType type) { return type == EventType::kMappingStart || type == EventType::kSequenceStart; }
bool closes(EventType type) { return type == EventType::kMappingEnd || type == EventType::kSequenceEnd; }

TapeType tape_type(EventType type) {
  switch (type) {
    case EventType::kMappingStart:
      return TapeType::kMapping;
    case EventType::kSequenceStart:
      return TapeType::kSequence;
    case EventType::kAlias:
      return TapeType::kAlias;
    default:
      return TapeType::kScalar;
  }
}

}  // namespace

Problem syntax_problem(const SyntaxError& error) {
  return {error.at_end ? ProblemType::kCutOff : ProblemType::kSyntax, error.position, {}, error.message};
}

std::optional<Problem> Tape::append(EventSource& source, Event event, std::uint32_t depth) {
  open_.clear();
  for (;;) {
    if (closes(event.type)) {
      close(open_.back());
      open_.pop_back();
    } else if (auto problem = add(event, depth + static_cast<std::uint32_t>(open_.size()))) {
      return problem;
    }
    if (open_.empty()) {
      return std::nullopt;
    }
    if (!source.next(event)) {
      return syntax_problem(source.error());
    }
  }
}

std::uint32_t Tape::open(const Event& event, bool hollow) {
  const std::uint32_t index = size();
  nodes_.push_back({tape_type(event.type), false, hollow, event.start});
  if (!event.anchor.empty()) {
    anchors_[std::string(event.anchor)] = index;
  }
  return index;
}

std::optional<Problem> Tape::add(const Event& event, std::uint32_t depth) {
  nesting_work_ += depth;
  if (depth >= limits_.max_depth && opens(event.type)) {
    return Problem{ProblemType::kLimit,
                   event.start,
                   {},
                   "nested deeper than " + std::to_string(limits_.max_depth) + " levels"};
  }
  if (nesting_work_ > limits_.max_nesting_work ||
      arena_.size() + event.text.size() > limits_.max_document_bytes ||
      nodes_.size() * sizeof(TapeNode) > limits_.max_document_bytes * 4) {
    return Problem{ProblemType::kLimit,
                   event.start,
                   {},
                   "the document is too large or too deeply nested to be held in memory"};
  }
  TapeNode node{tape_type(event.type), event.plain, false, event.start};
  if (event.type == EventType::kAlias) {
    const auto anchor = anchors_.find(std::string(event.text));
    if (anchor == anchors_.end()) {
      return Problem{ProblemType::kAlias,
                     event.start,
                     {},
                     "the alias *" + std::string(event.text) + " refers to no anchor above it"};
    }
    node.target = anchor->second;
  }
  node.text_offset = static_cast<std::uint32_t>(arena_.size());
  node.text_length = static_cast<std::uint32_t>(event.text.size());
  node.tag_length = static_cast<std::uint32_t>(event.tag.size());
  arena_.append(event.text).append(event.tag);
  const std::uint32_t index = size();
  node.end = index + 1;
  nodes_.push_back(node);
  if (!event.anchor.empty()) {
    anchors_[std::string(event.anchor)] = index;
  }
  if (opens(event.type)) {
    open_.push_back(index);
  }
  return std::nullopt;
}

void Tape::shrink(std::uint32_t size, std::size_t arena_size) {
  if (anchors_.empty()) {
    nodes_.resize(size);
    arena_.resize(arena_size);
  }
}

void Tape::clear() {
  nodes_.clear();
  arena_.clear();
  anchors_.clear();
  nesting_work_ = 0;
}

}  // namespace nsmkit::yaml
