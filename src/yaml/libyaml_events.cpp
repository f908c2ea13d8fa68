#include "yaml/libyaml_events.hpp"

#include <yaml.h>

#include <exception>
#include <new>

#include "yaml/feed.hpp"

namespace nsmkit::yaml {

namespace {

base::Position position_of(const yaml_mark_t& mark) {
  return {static_cast<std::uint32_t>(mark.line + 1), static_cast<std::uint32_t>(mark.column + 1)};
}

constexpr base::Position kFarAway{UINT32_MAX, UINT32_MAX};

std::string_view view(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

class LibyamlEvents final : public EventSource {
 public:
  explicit LibyamlEvents(base::ByteSource& source) : feed_(source) {
    if (yaml_parser_initialize(&parser_) == 0) {
      throw std::bad_alloc();
    }
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input(&parser_, &LibyamlEvents::read, this);
  }

  ~LibyamlEvents() override {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }

  bool next(Event& event) override {
    do {
      yaml_event_delete(&event_);
      if (yaml_parser_parse(&parser_, &event_) == 0) {
        event_.type = YAML_NO_EVENT;
        return fail();
      }
    } while (event_.type == YAML_STREAM_START_EVENT);
    if (!check_marks()) {
      return false;
    }
    event.start = position_of(event_.start_mark);
    event.text = event.tag = event.anchor = {};
    event.plain = event.flow = false;
    event.start_index = event_.start_mark.index;
    event.end_index = event_.end_mark.index;
    return fill(event);
  }

  [[nodiscard]] const SyntaxError& error() const override { return error_; }
  [[nodiscard]] Comments comments() const override { return comments_; }

 private:
  static int read(void* self, unsigned char* buffer, std::size_t size, std::size_t* size_read) {
    auto* events = static_cast<LibyamlEvents*>(self);
    try {
      *size_read = events->feed_.read(reinterpret_cast<char*>(buffer), size);
      return 1;
    } catch (...) {
      events->read_failure_ = std::current_exception();
      return 0;
    }
  }

  bool fill(Event& event) {
    switch (event_.type) {
      case YAML_SCALAR_EVENT: {
        const auto& scalar = event_.data.scalar;
        event.type = EventType::kScalar;
        event.text = {reinterpret_cast<const char*>(scalar.value), scalar.length};
        event.tag = view(scalar.tag);
        event.anchor = view(scalar.anchor);
        event.plain = scalar.plain_implicit != 0;
        return flow_depth_ == 0 || check_flow_scalar(event.text);
      }
      case YAML_MAPPING_START_EVENT:
        event.type = EventType::kMappingStart;
        event.anchor = view(event_.data.mapping_start.anchor);
        event.flow = event_.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
        enter(event.flow);
        return true;
      case YAML_SEQUENCE_START_EVENT:
        event.type = EventType::kSequenceStart;
        event.anchor = view(event_.data.sequence_start.anchor);
        event.flow = event_.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
        enter(event.flow);
        return true;
      case YAML_MAPPING_END_EVENT:
        event.type = EventType::kMappingEnd;
        leave();
        return true;
      case YAML_SEQUENCE_END_EVENT:
        event.type = EventType::kSequenceEnd;
        leave();
        return true;
      case YAML_ALIAS_EVENT:
        event.type = EventType::kAlias;
        event.text = view(event_.data.alias.anchor);
        return true;
      case YAML_DOCUMENT_START_EVENT:
        event.type = EventType::kDocumentStart;
        return check_version();
      case YAML_DOCUMENT_END_EVENT:
        event.type = EventType::kDocumentEnd;
        return true;
      default:
        event.type = EventType::kStreamEnd;
        return true;
    }
  }

  // A `#` outside every scalar starts a comment; a `\/` counts inside double quotes only.
  bool check_marks() {
    const bool is_scalar = event_.type == YAML_SCALAR_EVENT;
    const base::Position start = position_of(event_.start_mark);
    const base::Position end = is_scalar ? position_of(event_.end_mark) : start;
    while (auto mark = feed_.take_before(event_.type == YAML_STREAM_END_EVENT ? kFarAway : end)) {
      const bool inside = is_scalar && mark->position >= start;
      if (mark->type == Feed::MarkType::kByteOrderMark) {
        return refuse(mark->position, "a byte order mark inside the text");
      }
      if (mark->type == Feed::MarkType::kComment && !inside) {
        comments_.first = comments_.count++ == 0 ? mark->position : comments_.first;
      }
      if (mark->type == Feed::MarkType::kSlashEscape && inside &&
          event_.data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
        return refuse(mark->position,
                      "the escape \\/ in double quotes, which Kubernetes' YAML reader does not know");
      }
    }
    return true;
  }

  bool refuse(base::Position position, std::string message) {
    error_ = {position, std::move(message), false};
    return false;
  }

  // Inside a flow collection everything is one, so the outermost one decides.
  void enter(bool flow) { flow_depth_ += flow || flow_depth_ > 0 ? 1 : 0; }
  void leave() { flow_depth_ -= flow_depth_ > 0 ? 1 : 0; }

  // go-yaml ends an unquoted scalar at a question mark there, and then finds no comma.
  bool check_flow_scalar(std::string_view text) {
    if (event_.data.scalar.style != YAML_PLAIN_SCALAR_STYLE || text.find('?') == std::string_view::npos) {
      return true;
    }
    return refuse(
        position_of(event_.start_mark),
        "an unquoted '?' inside [ ] or { }, which ends the value for Kubernetes; put the value in quotes");
  }

  // libyaml takes %YAML 1.2; Kubernetes' reader takes 1.1 only.
  bool check_version() {
    const auto* version = event_.data.document_start.version_directive;
    if (version == nullptr || (version->major == 1 && version->minor == 1)) {
      return true;
    }
    return refuse(position_of(event_.start_mark), "the %YAML directive asks for a version other than 1.1");
  }

  bool fail() {
    if (read_failure_) {
      std::rethrow_exception(read_failure_);
    }
    if (parser_.error == YAML_MEMORY_ERROR) {
      throw std::bad_alloc();
    }
    error_.message = parser_.problem == nullptr ? "not YAML" : parser_.problem;
    if (parser_.error == YAML_READER_ERROR) {
      // The reader knows a byte offset only; the last mark is the closest line.
      error_.position = position_of(parser_.mark);
      return false;
    }
    if (parser_.context != nullptr) {
      error_.message = std::string(parser_.context) + ", " + error_.message;
    }
    error_.position = position_of(parser_.problem_mark);
    error_.at_end = parser_.eof != 0 && parser_.unread <= 1;
    return false;
  }

  Feed feed_;
  Comments comments_;
  std::size_t flow_depth_ = 0;
  yaml_parser_t parser_{};
  yaml_event_t event_{};
  SyntaxError error_;
  std::exception_ptr read_failure_;
};

}  // namespace

std::unique_ptr<EventSource> libyaml_events(base::ByteSource& source) {
  return std::make_unique<LibyamlEvents>(source);
}

}  // namespace nsmkit::yaml
