#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace nsmkit::render {

/// `text` as HTML that shows just that text on one line, in an element or in a quoted attribute. What could
/// mislead the eye or break UTF-8 is shown as printable() shows it.
[[nodiscard]] std::string html_text(std::string_view text);

/// As html_text, but line feeds stay: for elements that keep them (`white-space: pre-line`).
[[nodiscard]] std::string html_lines(std::string_view text);

/// `text` for `<pre><code>`: the element's textContent is exactly `text` (bytes that are no UTF-8 become
/// U+FFFD). Characters that mislead the eye stand in a `<span class="odd">` whose data-code names them; words
/// with a hyphen in a `<span class="word">`, so that lines do not break there.
[[nodiscard]] std::string html_code(std::string_view text);

/// `value` as content of `<script type="application/json">`: nothing in it can end the element.
[[nodiscard]] std::string html_json(const Json& value);

/// `<NAME class="CLASS">TEXT</NAME>` with the text through html_lines; nothing at all for an empty text.
/// `class_name` may be empty.
[[nodiscard]] std::string html_element(std::string_view name, std::string_view class_name,
                                       std::string_view text);

/// html_text of at most `most` code points; what is longer ends in an ellipsis.
[[nodiscard]] std::string html_clipped(std::string_view text, std::size_t most);

/// One cell of a table, which names its column where a narrow screen shows rows as blocks. `content` is HTML.
[[nodiscard]] std::string html_cell(std::string_view name, const std::string& content);

/// The texts below each other; a dash for none.
[[nodiscard]] std::string html_joined(std::span<const std::string> texts);

/// "1 step", "12 steps".
[[nodiscard]] std::string count_words(std::size_t count, std::string_view noun);

}  // namespace nsmkit::render
