#include "yaml/json_events.hpp"

#include <array>
#include <vector>

#include "base/utf8.hpp"

namespace nsmkit::yaml {

namespace {

constexpr int kEnd = -1;

/// A one-byte look-ahead over a ByteSource that counts lines and code points.
class Cursor {
 public:
  explicit Cursor(base::ByteSource& source) : source_(source) { fill(); }

  [[nodiscard]] int peek() const { return at_ < size_ ? static_cast<unsigned char>(buffer_[at_]) : kEnd; }

  int take() {
    const int c = peek();
    if (c == kEnd) {
      return c;
    }
    index_ += (c & 0xC0) != 0x80 ? 1U : 0U;
    if (c == '\n') {
      ++position_.line;
      position_.column = 1;
    } else if ((c & 0xC0) != 0x80) {
      ++position_.column;
    }
    if (++at_ == size_) {
      fill();
    }
    return c;
  }

  [[nodiscard]] base::Position position() const { return position_; }
  [[nodiscard]] std::uint64_t index() const { return index_; }

  void skip_byte_order_mark() {
    if (size_ >= 3 && std::string_view(buffer_.data(), 3) == "\xEF\xBB\xBF") {
      at_ = 3;
    }
  }

 private:
  void fill() {
    size_ = source_.read(buffer_.data(), buffer_.size());
    at_ = 0;
  }

  base::ByteSource& source_;
  std::array<char, 65536> buffer_{};
  std::size_t at_ = 0;
  std::size_t size_ = 0;
  base::Position position_{1, 1};
  std::uint64_t index_ = 0;
};

bool is_space(int c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(int c) { return c >= '0' && c <= '9'; }

class JsonEvents final : public EventSource {
 public:
  explicit JsonEvents(base::ByteSource& source) : cursor_(source) { cursor_.skip_byte_order_mark(); }

  bool next(Event& event) override {
    const bool good = step(event);
    event.end_index = cursor_.index();
    return good;
  }

  [[nodiscard]] const SyntaxError& error() const override { return error_; }

 private:
  enum class Expect { kDocument, kDocumentEnd, kValue, kFirstKey, kKey, kColon, kFirstElement, kCommaOrEnd };

  bool step(Event& event) {
    skip_space();
    event.text = event.tag = event.anchor = {};
    event.plain = event.flow = false;
    event.start = cursor_.position();
    event.start_index = cursor_.index();
    switch (expect_) {
      case Expect::kDocument:
        event.type = cursor_.peek() == kEnd ? EventType::kStreamEnd : EventType::kDocumentStart;
        expect_ = Expect::kValue;
        return true;
      case Expect::kDocumentEnd:
        event.type = EventType::kDocumentEnd;
        expect_ = Expect::kDocument;
        return true;
      case Expect::kValue:
        return value(event);
      case Expect::kFirstKey:
      case Expect::kKey:
        return key(event);
      case Expect::kColon:
        if (cursor_.peek() != ':') {
          return fail("':' expected after an object key");
        }
        cursor_.take();
        expect_ = Expect::kValue;
        return step(event);
      case Expect::kFirstElement:
        if (cursor_.peek() == ']') {
          return close(event, EventType::kSequenceEnd);
        }
        expect_ = Expect::kValue;
        return value(event);
      case Expect::kCommaOrEnd:
        return comma_or_end(event);
    }
    return fail("not JSON");
  }

  bool fail(std::string message) {
    const bool at_end = cursor_.peek() == kEnd;
    error_ = {cursor_.position(), at_end ? "the text ends inside a JSON value" : std::move(message), at_end};
    return false;
  }

  void skip_space() {
    while (is_space(cursor_.peek())) {
      cursor_.take();
    }
  }

  void after_value() { expect_ = open_.empty() ? Expect::kDocumentEnd : Expect::kCommaOrEnd; }

  bool open(Event& event, char bracket) {
    cursor_.take();
    open_.push_back(bracket);
    event.flow = true;
    event.type = bracket == '{' ? EventType::kMappingStart : EventType::kSequenceStart;
    expect_ = bracket == '{' ? Expect::kFirstKey : Expect::kFirstElement;
    return true;
  }

  bool close(Event& event, EventType type) {
    cursor_.take();
    open_.pop_back();
    event.type = type;
    after_value();
    return true;
  }

  bool value(Event& event) {
    const int c = cursor_.peek();
    if (c == '{' || c == '[') {
      return open(event, static_cast<char>(c));
    }
    event.type = EventType::kScalar;
    if (c == '"') {
      if (!string()) {
        return false;
      }
    } else if (c == '-' || is_digit(c)) {
      event.plain = true;
      if (!number()) {
        return false;
      }
    } else {
      event.plain = true;
      if (!literal()) {
        return false;
      }
    }
    event.text = text_;
    after_value();
    return true;
  }

  bool key(Event& event) {
    if (expect_ == Expect::kFirstKey && cursor_.peek() == '}') {
      return close(event, EventType::kMappingEnd);
    }
    if (cursor_.peek() != '"') {
      return fail("an object key in double quotes expected");
    }
    if (!string()) {
      return false;
    }
    event.type = EventType::kScalar;
    event.text = text_;
    expect_ = Expect::kColon;
    return true;
  }

  bool comma_or_end(Event& event) {
    const bool in_object = open_.back() == '{';
    const int c = cursor_.peek();
    if (c == (in_object ? '}' : ']')) {
      return close(event, in_object ? EventType::kMappingEnd : EventType::kSequenceEnd);
    }
    if (c != ',') {
      return fail(in_object ? "',' or '}' expected in an object" : "',' or ']' expected in an array");
    }
    cursor_.take();
    expect_ = in_object ? Expect::kKey : Expect::kValue;
    return step(event);
  }

  bool literal() {
    text_.clear();
    while (cursor_.peek() >= 'a' && cursor_.peek() <= 'z' && text_.size() < 6) {
      text_.push_back(static_cast<char>(cursor_.take()));
    }
    return text_ == "true" || text_ == "false" || text_ == "null" || fail("a JSON value expected");
  }

  bool digits() {
    if (!is_digit(cursor_.peek())) {
      return fail("a digit expected in a number");
    }
    while (is_digit(cursor_.peek())) {
      text_.push_back(static_cast<char>(cursor_.take()));
    }
    return true;
  }

  bool number() {
    text_.clear();
    if (cursor_.peek() == '-') {
      text_.push_back(static_cast<char>(cursor_.take()));
    }
    if (cursor_.peek() == '0') {
      text_.push_back(static_cast<char>(cursor_.take()));
    } else if (!digits()) {
      return false;
    }
    if (cursor_.peek() == '.') {
      text_.push_back(static_cast<char>(cursor_.take()));
      if (!digits()) {
        return false;
      }
    }
    if (cursor_.peek() == 'e' || cursor_.peek() == 'E') {
      text_.push_back(static_cast<char>(cursor_.take()));
      if (cursor_.peek() == '+' || cursor_.peek() == '-') {
        text_.push_back(static_cast<char>(cursor_.take()));
      }
      return digits();
    }
    return true;
  }

  bool string() {
    cursor_.take();
    text_.clear();
    bool ascii = true;
    for (;;) {
      const int c = cursor_.peek();
      if (c == '"') {
        cursor_.take();
        break;
      }
      if (c < 0x20) {  // kEnd is one of them
        return fail("a control character inside a string");
      }
      cursor_.take();
      if (c == '\\') {
        if (!escape()) {
          return false;
        }
      } else {
        ascii = ascii && c < 0x80;
        text_.push_back(static_cast<char>(c));
      }
    }
    if (!ascii) {
      base::replace_invalid_utf8(text_);
    }
    return true;
  }

  bool escape() {
    static constexpr std::string_view kFrom = "\"\\/bfnrt";
    static constexpr std::string_view kTo = "\"\\/\b\f\n\r\t";
    const int c = cursor_.take();
    if (c == 'u') {
      std::uint32_t unit = 0;
      return hex4(unit) && code_unit(unit);
    }
    const auto at = c == kEnd ? std::string_view::npos : kFrom.find(static_cast<char>(c));
    if (at == std::string_view::npos) {
      return fail("an unknown escape inside a string");
    }
    text_.push_back(kTo[at]);
    return true;
  }

  bool hex4(std::uint32_t& unit) {
    unit = 0;
    for (int i = 0; i < 4; ++i) {
      const int c = cursor_.peek();
      const int lower = c | 0x20;
      if (is_digit(c)) {
        unit = unit * 16 + static_cast<std::uint32_t>(c - '0');
      } else if (lower >= 'a' && lower <= 'f') {
        unit = unit * 16 + static_cast<std::uint32_t>(lower - 'a' + 10);
      } else {
        return fail("four hexadecimal digits expected after \\u");
      }
      cursor_.take();
    }
    return true;
  }

  // Puts together a surrogate pair; a half without its other half stands for U+FFFD.
  bool code_unit(std::uint32_t unit) {
    while (unit >= 0xD800 && unit < 0xDC00 && cursor_.peek() == '\\') {
      cursor_.take();
      if (cursor_.peek() != 'u') {
        base::append_utf8(text_, 0xFFFD);
        return escape();
      }
      cursor_.take();
      std::uint32_t low = 0;
      if (!hex4(low)) {
        return false;
      }
      if (low >= 0xDC00 && low < 0xE000) {
        base::append_utf8(text_, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
        return true;
      }
      base::append_utf8(text_, 0xFFFD);
      unit = low;
    }
    base::append_utf8(text_, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit);
    return true;
  }

  Cursor cursor_;
  Expect expect_ = Expect::kDocument;
  std::vector<char> open_;
  std::string text_;
  SyntaxError error_;
};

}  // namespace

std::unique_ptr<EventSource> json_events(base::ByteSource& source) {
  return std::make_unique<JsonEvents>(source);
}

bool opens_json(std::string_view head) {
  const std::size_t start = head.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const auto first = head.find_first_not_of(" \t\r\n", start);
  return first != std::string_view::npos && head[first] == '{';
}

}  // namespace nsmkit::yaml
