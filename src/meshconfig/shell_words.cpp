#include "meshconfig/shell_words.hpp"

#include <utility>

namespace nsmkit::meshconfig {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_special_parameter(char c) { return std::string_view("@*#?-$!").find(c) != std::string_view::npos; }

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {
    if (text_.starts_with(kByteOrderMark)) {
      text_.remove_prefix(kByteOrderMark.size());
      skipped_ = kByteOrderMark.size();
    }
  }

  ShellText run() {
    while (at_ < text_.size()) {
      step();
    }
    end_command();
    return std::move(result_);
  }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }

  char take() {
    const char c = text_[at_++];
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (c == '\n') {
      position_ = {position_.line + 1, 1};
    } else if (!continues) {
      ++position_.column;
    }
    return c;
  }

  void keep() { word_->text += take(); }

  [[nodiscard]] bool is_line_end() const { return peek() == '\n' || (peek() == '\r' && peek(1) == '\n'); }

  // A backslash before the end of a line; files from Windows have a carriage return between the two.
  [[nodiscard]] std::size_t continuation() const {
    if (peek() != '\\') return 0;
    if (peek(1) == '\n') return 2;
    return peek(1) == '\r' && peek(2) == '\n' ? 3 : 0;
  }

  void skip(std::size_t count) {
    for (; count > 0; --count) {
      take();
    }
  }

  void step() {
    if (const std::size_t length = continuation(); length > 0) {
      skip(length);
      return;
    }
    const char c = peek();
    if (is_line_end() || std::string_view(";&|()").find(c) != std::string_view::npos) {
      end_command();
      take();
    } else if (c == ' ' || c == '\t' || c == '\r') {
      end_word();
      take();
    } else if (c == '#' && !word_) {
      skip_line();
    } else if (c == '<' || c == '>') {
      redirection();
    } else {
      word_part();
    }
  }

  void skip_line() {
    while (at_ < text_.size() && peek() != '\n') {
      take();
    }
  }

  // `2>&1`, `> file`: the number before and the word after do not belong to the command.
  void redirection() {
    const bool is_number =
        word_ && !word_->is_quoted && word_->text.find_first_not_of("0123456789") == std::string::npos;
    if (is_number) {
      word_.reset();
    }
    end_word();
    while (std::string_view("<>&|-").find(peek()) != std::string_view::npos && peek() != '\0') {
      take();
    }
    drop_next_ = true;
  }

  void word_part() {
    if (!word_) {
      word_ = ShellWord{{}, position_};
      word_->begin = skipped_ + at_;
    }
    switch (peek()) {
      case '\\':
        take();
        if (at_ < text_.size()) keep();
        break;
      case '\'':
        single_quoted();
        break;
      case '"':
        double_quoted();
        break;
      case '$':
      case '`':
        expansion();
        break;
      default:
        keep();
    }
  }

  void single_quoted() {
    const base::Position start = position_;
    word_->is_quoted = true;
    take();
    while (at_ < text_.size() && peek() != '\'') {
      keep();
    }
    close(start);
  }

  void double_quoted() {
    const base::Position start = position_;
    word_->is_quoted = true;
    take();
    while (at_ < text_.size() && peek() != '"') {
      if (const std::size_t length = continuation(); length > 0) {
        skip(length);
      } else if (peek() == '$' || peek() == '`') {
        expansion();
      } else {
        if (peek() == '\\' && std::string_view("$`\"\\").find(peek(1)) != std::string_view::npos) take();
        if (at_ < text_.size()) keep();
      }
    }
    close(start);
  }

  void close(base::Position start) {
    if (at_ < text_.size()) {
      take();
    } else if (!result_.unterminated) {
      result_.unterminated = start;
    }
  }

  // `$NAME`, `${...}`, `$(...)`, a command in backquotes; a lone `$` stands for itself.
  void expansion() {
    const base::Position start = position_;
    if (peek() == '`') {
      word_->is_expanded = true;
      keep();
      keep_until('`', start);
      return;
    }
    const char next = peek(1);
    const bool is_bracket = next == '(' || next == '{';
    if (!is_bracket && !is_name_character(next) && !is_special_parameter(next)) {
      keep();
      return;
    }
    word_->is_expanded = true;
    keep();
    if (is_bracket) {
      keep_brackets(next, next == '(' ? ')' : '}', start);
    } else {
      keep_name();
    }
  }

  void keep_name() {
    keep();
    while (is_name_character(peek())) {
      keep();
    }
  }

  void keep_until(char end, base::Position start) {
    while (at_ < text_.size() && peek() != end) {
      keep();
    }
    keep_end(start);
  }

  void keep_brackets(char open, char end, base::Position start) {
    std::size_t depth = 0;
    while (at_ < text_.size()) {
      depth += peek() == open ? 1U : 0U;
      if (peek() == end && --depth == 0) break;
      keep();
    }
    keep_end(start);
  }

  void keep_end(base::Position start) {
    if (at_ < text_.size()) {
      keep();
    } else if (!result_.unterminated) {
      result_.unterminated = start;
    }
  }

  void end_word() {
    if (!word_) return;
    word_->end = skipped_ + at_;
    if (drop_next_) {
      drop_next_ = false;
    } else {
      command_.push_back(std::move(*word_));
    }
    word_.reset();
  }

  void end_command() {
    end_word();
    drop_next_ = false;
    if (!command_.empty()) result_.commands.push_back(std::exchange(command_, {}));
  }

  std::string_view text_;
  std::size_t skipped_ = 0;  ///< a byte order mark
  std::size_t at_ = 0;
  base::Position position_{1, 1};
  ShellText result_;
  ShellCommand command_;
  std::optional<ShellWord> word_;
  bool drop_next_ = false;  ///< the next word is the target of a redirection
};

}  // namespace

ShellText split_shell(std::string_view text) { return Splitter(text).run(); }

}  // namespace nsmkit::meshconfig
