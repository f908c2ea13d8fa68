#include "render/html_text.hpp"

#include <algorithm>

#include "base/json_text.hpp"
#include "base/utf8.hpp"
#include "render/text_finding.hpp"

namespace nsmkit::render {

namespace {

void append_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out.append("&amp;");
        break;
      case '<':
        out.append("&lt;");
        break;
      case '>':
        out.append("&gt;");
        break;
      case '"':
        out.append("&quot;");
        break;
      case '\'':
        out.append("&#39;");
        break;
      default:
        out.push_back(c);
    }
  }
}

// HTML turns a carriage return in the text into a line feed, and a NUL into U+FFFD.
void append_exact(std::string& out, std::string_view sequence) {
  if (sequence == "\r") {
    out.append("&#13;");
  } else if (sequence == std::string_view("\0", 1) || base::utf8_length(sequence) == 0) {
    base::append_utf8(out, 0xFFFD);
  } else {
    append_escaped(out, sequence);
  }
}

void append_code(std::string& out, std::string_view word) {
  while (!word.empty()) {
    const std::string_view sequence = word.substr(0, std::max<std::size_t>(base::utf8_length(word), 1));
    word.remove_prefix(sequence.size());
    const std::string shown = printable(sequence);
    if (shown == sequence) {
      append_escaped(out, sequence);
      continue;
    }
    out.append("<span class=\"odd\" data-code=\"").append(shown).append("\">");
    append_exact(out, sequence);
    out.append("</span>");
  }
}

}  // namespace

std::string html_text(std::string_view text) {
  std::string out;
  append_escaped(out, printable(text));
  return out;
}

std::string html_lines(std::string_view text) {
  std::string out;
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out.append(html_text(text.substr(begin, end - begin)));
    if (end == text.size()) {
      return out;
    }
    out.push_back('\n');
    begin = end + 1;
  }
}

std::string html_code(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find_first_of(" \t\n"));
    if (word.find('-') == std::string_view::npos) {
      append_code(out, word);
    } else {
      out.append("<span class=\"word\">");
      append_code(out, word);
      out.append("</span>");
    }
    text.remove_prefix(word.size());
    const std::string_view blanks = text.substr(0, text.find_first_not_of(" \t\n"));
    out.append(blanks);
    text.remove_prefix(blanks.size());
  }
  return out;
}

std::string html_json(const Json& value) { return base::json_text(value); }

std::string html_element(std::string_view name, std::string_view class_name, std::string_view text) {
  if (text.empty()) {
    return "";
  }
  std::string out = "<";
  out.append(name);
  if (!class_name.empty()) {
    out.append(" class=\"").append(class_name).append("\"");
  }
  return out.append(">").append(html_lines(text)).append("</").append(name).append(">");
}

std::string html_clipped(std::string_view text, std::size_t most) {
  const std::string shown = printable(text);
  if (base::code_points(shown) <= most) {
    return html_text(shown);
  }
  std::size_t end = 0;
  for (std::size_t count = 0; count + 1 < most; ++count) {
    end += std::max<std::size_t>(base::utf8_length(std::string_view(shown).substr(end)), 1);
  }
  return html_text(shown.substr(0, end)) + "…";
}

std::string html_cell(std::string_view name, const std::string& content) {
  return "<td data-name=\"" + std::string(name) + "\">" + content + "</td>";
}

std::string html_joined(std::span<const std::string> texts) {
  std::string out;
  for (const std::string& text : texts) {
    out.append(out.empty() ? "" : "<br>").append(html_text(text));
  }
  return out.empty() ? "–" : out;
}

std::string count_words(std::size_t count, std::string_view noun) {
  return std::to_string(count).append(" ").append(noun).append(count == 1 ? "" : "s");
}

}  // namespace nsmkit::render
