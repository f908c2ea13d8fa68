#include "yaml/block_events.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "yaml/libyaml_events.hpp"
#include "yaml/line_buffer.hpp"

namespace nsmkit::yaml {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

// libyaml takes keys of up to 1024 characters.
constexpr std::size_t kLongKey = 1000;

// More collections than this that open on one line are left to libyaml.
constexpr int kMostOpened = 20;

// What an unquoted scalar does not start with, or only in ways that are left to libyaml.
constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@`";

// Without a way out of the loop, so that it is done many characters at a time.
bool is_plain_ascii(std::string_view line) {
  bool plain = true;
  for (const char c : line) {
    plain &= c >= ' ' && c < 0x7F;
  }
  return plain;
}

/// Whether a line can be told: something in plain ASCII, without blanks at its end. What libyaml takes for a
/// line break, a blank line or more is none.
bool is_clear(std::string_view line) { return !line.empty() && line.back() != ' ' && is_plain_ascii(line); }

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

bool is_dash(std::string_view text) { return text.starts_with("- "); }

/// An open collection.
struct Level {
  bool mapping = false;
  std::size_t indent = 0;
};

/// An event of the current line. `text` views the line, or `own` where it had to be put together.
struct Pending {
  Event event;
  std::string own;
  bool is_own = false;
};

class BlockEvents final : public EventSource {
 public:
  explicit BlockEvents(base::ByteSource& source) : source_(source), lines_(source) {}

  bool next(Event& event) override {
    if (full_ == nullptr && taken_ == count_ && !read_line()) {
      return start_over() && full_->next(event);
    }
    if (full_ != nullptr) {
      return full_->next(event);
    }
    Pending& pending = pending_[taken_++];
    event = pending.event;
    if (pending.is_own) event.text = pending.own;
    ++given_;
    return true;
  }

  [[nodiscard]] const SyntaxError& error() const override {
    return full_ != nullptr ? full_->error() : error_;
  }
  [[nodiscard]] Comments comments() const override {
    return full_ != nullptr ? full_->comments() : Comments();
  }

 private:
  // libyaml, at the event after the last one that was given.
  bool start_over() {
    source_.rewind();
    full_ = libyaml_events(source_);
    Event passed;
    for (; given_ > 0; --given_) {
      if (!full_->next(passed)) return false;
    }
    return true;
  }

  Pending& put(EventType type, std::size_t column) {
    if (count_ == pending_.size()) pending_.emplace_back();
    Pending& pending = pending_[count_++];
    pending.is_own = false;
    pending.event = {};
    pending.event.type = type;
    pending.event.start = {lines_.number(), static_cast<std::uint32_t>(column + 1)};
    return pending;
  }

  /// Takes the events of one line, or of the lines of one scalar; false where there is a doubt.
  bool read_line() {
    taken_ = count_ = 0;
    opened_ = 0;
    if (!advance()) return end_stream();
    const std::string_view line = lines_.line();
    if (!lines_.is_whole() || !clear_ || line.starts_with("...")) return false;
    const std::size_t indent = indent_of(line);
    if (line == "---") return separator();
    if (!in_document_) {
      if (indent != 0) return false;
      if (!separated_) put(EventType::kDocumentStart, 0);
      in_document_ = true;
      separated_ = false;
      return open(line, 0, kNone);
    }
    if (after_key_) {
      after_key_ = false;
      return open_below_key(line, indent);
    }
    return go_on(line, indent);
  }

  bool advance() {
    const bool first = lines_.number() == 0;
    if (!lines_.advance()) return false;
    clear_ = first ? is_clear(lines_.line()) : next_clear_;
    next_clear_ = !lines_.has_next() || is_clear(lines_.next());
    return true;
  }

  bool separator() {
    if (separated_ || after_key_ || !lines_.has_next()) return false;
    end_document();
    put(EventType::kDocumentStart, 0);
    separated_ = true;
    return true;
  }

  void end_document() {
    if (!in_document_) return;
    while (!levels_.empty()) close();
    put(EventType::kDocumentEnd, 0);
    in_document_ = false;
  }

  bool end_stream() {
    if (!in_document_ || after_key_) return false;
    end_document();
    put(EventType::kStreamEnd, 0);
    return true;
  }

  void close() {
    put(levels_.back().mapping ? EventType::kMappingEnd : EventType::kSequenceEnd, 0);
    levels_.pop_back();
  }

  // The next entry of an open collection.
  bool go_on(std::string_view line, std::size_t indent) {
    const bool dash = is_dash(line.substr(indent));
    while (!levels_.empty() && (levels_.back().indent > indent ||
                                (levels_.back().indent == indent && !levels_.back().mapping && !dash))) {
      close();
    }
    if (levels_.empty() || levels_.back().indent != indent || levels_.back().mapping == dash) return false;
    return dash ? item(line, indent) : member(line, indent);
  }

  // What stands on the lines below `key:`; a list may stand in the column of its key.
  bool open_below_key(std::string_view line, std::size_t indent) {
    const std::size_t above = levels_.back().indent;
    const bool dash = is_dash(line.substr(indent));
    if (indent < above || (indent == above && !dash)) return false;
    return open(line, indent, above);
  }

  // Opens a collection; a scalar on a line of its own is left to libyaml. `above`: indent of what is around
  // it.
  bool open(std::string_view line, std::size_t column, std::size_t above) {
    const bool dash = is_dash(line.substr(column));
    if (!dash && (key_end(line, column) == kNone || (above != kNone && column <= above))) return false;
    if (++opened_ > kMostOpened) return false;
    put(dash ? EventType::kSequenceStart : EventType::kMappingStart, column);
    levels_.push_back({!dash, column});
    return dash ? item(line, column) : member(line, column);
  }

  bool item(std::string_view line, std::size_t column) {
    const std::size_t content = line.find_first_not_of(' ', column + 1);
    if (content == kNone) return false;
    if (is_dash(line.substr(content)) || key_end(line, content) != kNone) {
      return open(line, content, column);
    }
    return value(line, content);
  }

  // Where the colon after a key stands; kNone where there is no key.
  [[nodiscard]] static std::size_t key_end(std::string_view line, std::size_t column) {
    const char first = line[column];
    std::size_t end = column;
    if (first == '\'' || first == '"') {
      end = line.find(first, column + 1);
      if (end == kNone || ++end == line.size() || line[end] != ':') return kNone;
    } else {
      if (kIndicators.find(first) != kNone) return kNone;
      end = line.find(':', column);
      while (end != kNone && end + 1 < line.size() && line[end + 1] != ' ') end = line.find(':', end + 1);
    }
    const bool ends = end != kNone && (end + 1 == line.size() || line[end + 1] == ' ');
    return ends ? end : kNone;
  }

  bool member(std::string_view line, std::size_t column) {
    const std::size_t end = key_end(line, column);
    if (end == kNone || end - column > kLongKey) return false;
    const std::string_view key = line.substr(column, end - column);
    const bool quoted = key.front() == '\'' || key.front() == '"';
    const std::string_view text = quoted ? key.substr(1, key.size() - 2) : key;
    if (quoted ? text.find('\\') != kNone : key.back() == ' ' || key.find(" #") != kNone) return false;
    Pending& pending = put(EventType::kScalar, column);
    pending.event.text = text;
    pending.event.plain = !quoted;
    const std::size_t start = line.find_first_not_of(' ', end + 1);
    if (start == kNone) {
      after_key_ = true;
      return lines_.has_next();
    }
    return value(line, start);
  }

  // A value that starts on this line. It is given only when the line after it can be told, too.
  bool value(std::string_view line, std::size_t column) {
    const std::string_view text = line.substr(column);
    if (text.front() == '|') return literal(text, column);
    if (!next_clear_) return false;
    switch (text.front()) {
      case '\'':
      case '"':
        return quoted(text, column);
      case '{':
        return empty(text == "{}", EventType::kMappingStart, EventType::kMappingEnd, column);
      case '[':
        return empty(text == "[]", EventType::kSequenceStart, EventType::kSequenceEnd, column);
      default:
        return plain(text, column);
    }
  }

  bool empty(bool is_empty, EventType start, EventType end, std::size_t column) {
    if (!is_empty || continues()) return false;
    put(start, column).event.flow = true;
    put(end, column + 1);
    return true;
  }

  // What views this line is copied, before the next one is read.
  void keep_texts() {
    for (std::size_t i = 0; i < count_; ++i) {
      Pending& pending = pending_[i];
      if (!pending.is_own) pending.own = pending.event.text;
      pending.is_own = true;
    }
  }

  // Whether the next line belongs to the value on this one.
  [[nodiscard]] bool continues() const {
    return lines_.has_next() && (lines_.next().empty() || indent_of(lines_.next()) > levels_.back().indent);
  }

  // Quotes that end with the line; of escapes only a doubled single quote, \" and \\.
  bool quoted(std::string_view text, std::size_t column) {
    const char quote = text.front();
    if (text.size() < 2 || text.back() != quote || continues()) return false;
    const std::string_view inner = text.substr(1, text.size() - 2);
    Pending& pending = put(EventType::kScalar, column);
    if (inner.find_first_of(quote == '"' ? "\"\\" : "'") == kNone) {
      pending.event.text = inner;
      return true;
    }
    pending.is_own = true;
    pending.own.clear();
    for (std::size_t i = 0; i < inner.size(); ++i) {
      const bool escaped = quote == '"' ? inner[i] == '\\' : inner[i] == '\'';
      if (!escaped && inner[i] == quote) return false;
      if (escaped) {
        const bool known =
            i + 1 < inner.size() && (inner[i + 1] == quote || (quote == '"' && inner[i + 1] == '\\'));
        if (!known) return false;
        ++i;
      }
      pending.own.push_back(inner[i]);
    }
    return true;
  }

  [[nodiscard]] static bool is_plain(std::string_view text) {
    return text.back() != ':' && text.find(": ") == kNone && text.find(" #") == kNone;
  }

  // An unquoted scalar, which may go on for some lines.
  bool plain(std::string_view text, std::size_t column) {
    const bool number = text.front() == '-' && text.size() > 1 && text[1] != ' ';
    if ((!number && kIndicators.find(text.front()) != kNone) || !is_plain(text)) return false;
    Pending& pending = put(EventType::kScalar, column);
    pending.event.plain = true;
    if (!continues()) {
      pending.event.text = text;
      return true;
    }
    pending.event.text = text;
    keep_texts();
    while (continues()) {
      advance();
      const std::string_view line = lines_.line();
      if (!lines_.is_whole() || !next_clear_) return false;
      const std::string_view more = line.substr(indent_of(line));
      if (more.front() == '#' || !is_plain(more)) return false;
      pending.own.append(" ").append(more);
    }
    return true;
  }

  // The lines below `|`, `|-` and `|+`.
  bool literal(std::string_view text, std::size_t column) {
    const char chomp = text.size() > 1 ? text[1] : ' ';
    if (text.size() > 2 || (text.size() == 2 && chomp != '-' && chomp != '+')) return false;
    Pending& pending = put(EventType::kScalar, column);
    pending.is_own = true;
    pending.own.clear();
    if (!lines_.has_next() || !next_clear_) return false;
    const std::size_t indent = indent_of(lines_.next());
    if (indent <= levels_.back().indent) return false;
    keep_texts();
    std::size_t breaks = 0;  // empty lines at the end so far
    while (lines_.has_next() && (lines_.next().empty() || indent_of(lines_.next()) >= indent)) {
      advance();
      const std::string_view line = lines_.line();
      if (!lines_.is_whole() || !(clear_ || line.empty())) return false;
      if (line.empty()) {
        ++breaks;
        continue;
      }
      pending.own.append(breaks, '\n').append(line.substr(indent)).push_back('\n');
      breaks = 0;
    }
    if (!next_clear_) return false;
    if (chomp == '-') pending.own.pop_back();
    if (chomp == '+') pending.own.append(breaks, '\n');
    return true;
  }

  base::ByteSource& source_;
  LineBuffer lines_;
  std::vector<Pending> pending_;
  std::size_t count_ = 0;  ///< of the events in `pending_`
  std::size_t taken_ = 0;
  std::uint64_t given_ = 0;
  bool clear_ = false;  ///< of the current line, and of the one after it
  bool next_clear_ = false;
  int opened_ = 0;  ///< collections that the current line has opened
  std::vector<Level> levels_;
  bool in_document_ = false;
  bool separated_ = false;  ///< a `---` has opened the document that comes
  bool after_key_ = false;
  std::unique_ptr<EventSource> full_;
  SyntaxError error_;
};

}  // namespace

std::unique_ptr<EventSource> block_events(base::ByteSource& source) {
  return std::make_unique<BlockEvents>(source);
}

}  // namespace nsmkit::yaml
