#pragma once

#include <string>
#include <string_view>

namespace nsmkit::render {

/// `text` as GitHub Flavored Markdown that shows just that text, on one line, in a paragraph or a table cell:
/// no formatting, no HTML, no link, and nobody is mentioned by it.
[[nodiscard]] std::string markdown_text(std::string_view text);

/// `text` as a fenced code block; the fence is longer than any run of backticks inside.
[[nodiscard]] std::string markdown_block(std::string_view text, std::string_view language);

}  // namespace nsmkit::render
