#include "yaml/reader.hpp"

#include "yaml/block_events.hpp"
#include "yaml/json_events.hpp"
#include "yaml/libyaml_events.hpp"

namespace nsmkit::yaml {

namespace {

constexpr std::size_t kSniffBytes = 4096;

bool looks_like_json(base::ByteSource& source) {
  std::string head(kSniffBytes, '\0');
  head.resize(source.read(head.data(), head.size()));
  source.rewind();
  return opens_json(head);
}

bool is_list_kind(const Json& kind) {
  return kind.is_string() && kind.get_ref<const std::string&>().ends_with("List");
}

}  // namespace

Reader::Reader(base::ByteSource& source, const Limits& limits, const TopLevelKinds* kinds)
    : source_(source), limits_(limits), kinds_(kinds), is_json_(looks_like_json(source)), tape_(limits) {
  events_ = is_json_ ? json_events(source) : block_events(source);
}

std::optional<Element> Reader::next() {
  while (!ended_) {
    if (in_list_) {
      return list_item();
    }
    if (in_root_) {
      return root_members();
    }
    if (!advance()) {
      return syntax_error();
    }
    if (event_.type == EventType::kStreamEnd) {
      ended_ = true;
      break;
    }
    if (!advance()) {
      return syntax_error();
    }
    tape_.clear();
    counts_ = {};
    item_.reset();
    if (kinds_ != nullptr && event_.type == EventType::kMappingStart) {
      start_root();
    } else if (auto element = document()) {
      return element;
    }
  }
  return std::nullopt;
}

bool Reader::advance() { return events_->next(event_); }

std::optional<Element> Reader::syntax_error() { return stop(syntax_problem(events_->error())); }

// Text that starts like JSON and is not may still be YAML in flow style. A long List is not read again:
// its items may have been used already.
std::optional<Element> Reader::stop(Problem problem) {
  if (is_json_ && kinds_ == nullptr && problem.type != ProblemType::kLimit) {
    is_json_ = false;
    json_problem_ = std::move(problem);
    skip_ = document_;
    document_ = 0;
    source_.rewind();
    events_ = libyaml_events(source_);
    return next();
  }
  const bool syntax = problem.type == ProblemType::kSyntax || problem.type == ProblemType::kCutOff;
  if (json_problem_ && syntax && document_ <= skip_) {
    problem = *json_problem_;
  }
  stopped_ = true;
  ended_ = true;
  return broken(std::move(problem));
}

Element Reader::broken(Problem problem) const {
  Element element;
  element.type = ElementType::kBroken;
  element.document = document_;
  element.item = item_;
  element.problem = std::move(problem);
  return element;
}

std::optional<Element> Reader::document() {
  if (auto problem = tape_.append(*events_, event_, 0)) {
    return stop(std::move(*problem));
  }
  return end_document(ElementType::kDocument);
}

std::optional<Element> Reader::end_document(ElementType type) {
  if (!advance()) {
    return syntax_error();
  }
  const std::uint32_t end_line = event_.start.line;
  if (document_ < skip_) {
    ++document_;
    return std::nullopt;
  }
  Element element = element_of(0, type);
  element.end_line = end_line;
  if (type == ElementType::kListEnd && element.type == type &&
      !is_list_kind(element.value.value("kind", Json()))) {
    const auto at = element.map.value("/kind");
    element = broken(
        {ProblemType::kListUncertain, at, {}, "the document was read as a List, but is not one by its kind"});
  }
  ++document_;
  return element;
}

Element Reader::element_of(std::uint32_t root, ElementType type) {
  Decoded decoded = decode(tape_, root, counts_, table_space_);
  if (decoded.refused) {
    return broken(std::move(*decoded.refused));
  }
  Element element;
  element.type = type;
  element.document = document_;
  element.item = item_;
  element.value = std::move(decoded.value);
  element.map = SourceMap(std::make_shared<const SourceTable>(std::move(decoded.table)));
  element.notes = std::move(decoded.notes);
  if (json_problem_ && document_ == skip_) {
    element.notes.push_back({ProblemType::kNotJson, json_problem_->position, {}, json_problem_->message});
  }
  return element;
}

void Reader::start_root() {
  tape_.open(event_);
  in_root_ = true;
  list_seen_ = false;
  api_version_seen_ = false;
  list_kind_.reset();
}

std::optional<Element> Reader::root_members() {
  for (;;) {
    if (!advance()) {
      return syntax_error();
    }
    if (event_.type == EventType::kMappingEnd) {
      tape_.close(0);
      in_root_ = false;
      item_.reset();
      auto element = end_document(list_seen_ ? ElementType::kListEnd : ElementType::kDocument);
      return element ? element : next();
    }
    const bool is_scalar = event_.type == EventType::kScalar;
    const std::string key(is_scalar ? event_.text : std::string_view());
    const std::uint32_t line = event_.start.line;
    if (auto problem = tape_.append(*events_, event_, 1)) {
      return stop(std::move(*problem));
    }
    if (!advance()) {
      return syntax_error();
    }
    if (key == "items" && list_seen_) {
      return stop({ProblemType::kListUncertain,
                   event_.start,
                   {},
                   "the List has items twice; which of them count cannot be told when the first were read"});
    }
    if (key == "items" && opens_list(line)) {
      return begin_list();
    }
    api_version_seen_ = api_version_seen_ || key == "apiVersion";
    if (key == "kind" && event_.type == EventType::kScalar) {
      list_kind_ = event_.text.ends_with("List");
    }
    if (auto problem = tape_.append(*events_, event_, 1)) {
      return stop(std::move(*problem));
    }
  }
}

bool Reader::opens_list(std::uint32_t line) const {
  if (event_.type != EventType::kSequenceStart || list_seen_ || !api_version_seen_) {
    return false;
  }
  return list_kind_ ? *list_kind_ : kinds_->list_follows(line);
}

std::optional<Element> Reader::begin_list() {
  items_ = tape_.open(event_, true);
  tape_.close(items_);
  tape_.close(0);
  in_list_ = true;
  list_seen_ = true;
  item_.reset();
  return element_of(0, ElementType::kListBegin);
}

std::optional<Element> Reader::list_item() {
  if (!advance()) {
    return syntax_error();
  }
  if (event_.type == EventType::kSequenceEnd) {
    in_list_ = false;
    tape_.close(items_);
    return root_members();
  }
  item_ = item_ ? *item_ + 1 : 0;
  const std::uint32_t start = tape_.size();
  const std::size_t arena = tape_.arena_size();
  if (auto problem = tape_.append(*events_, event_, 2)) {
    return stop(std::move(*problem));
  }
  Element element = element_of(start, ElementType::kListItem);
  tape_.shrink(start, arena);
  return element;
}

}  // namespace nsmkit::yaml
