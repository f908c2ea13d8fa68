#include "render/markdown_text.hpp"

#include <algorithm>

#include "render/text_finding.hpp"

namespace nsmkit::render {

namespace {

// Splits what GitHub would turn into a link or a mention; shows nothing.
constexpr std::string_view kBreak = "<!-- -->";

bool is_special(char c) { return std::string_view("\\`*_[]<>&|~!$").find(c) != std::string_view::npos; }

// `rest` starts with the character just written.
bool starts_link(std::string_view rest) {
  return rest[0] == '@' || rest[0] == '#' || rest.starts_with("://") || rest.starts_with("www.");
}

}  // namespace

std::string markdown_text(std::string_view text) {
  const std::string plain = printable(text);
  std::string out;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (is_special(plain[i])) {
      out.push_back('\\');
    }
    out.push_back(plain[i]);
    if (starts_link(std::string_view(plain).substr(i))) {
      out.append(kBreak);
    }
  }
  return out;
}

std::string markdown_block(std::string_view text, std::string_view language) {
  std::size_t longest = 2, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  std::string block = fence + std::string(language) + "\n" + std::string(text);
  if (!text.ends_with('\n')) {
    block.push_back('\n');
  }
  return block + fence + "\n";
}

}  // namespace nsmkit::render
