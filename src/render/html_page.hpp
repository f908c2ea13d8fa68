#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace nsmkit::render {

/// A self-contained page: schemas/html/page.html.in around `body`, with html/page.css and html/page.js
/// (theme, copying, printing) and the page's own html/NAME.css and html/NAME.js. It loads nothing from
/// anywhere; its Content-Security-Policy lets only these scripts and styles run, by their SHA-256.
struct HtmlPage {
  std::string_view name;  ///< "checklist"
  std::string title;      ///< plain text
  Json data;              ///< for the page's script, as the element with the id `data`
  std::string body;       ///< HTML inside <main>
};

void write_html_page(const HtmlPage& page, std::ostream& out);

/// One command to copy: its text, and a button that copies exactly that.
[[nodiscard]] std::string html_command(std::string_view text, std::string_view comment);

}  // namespace nsmkit::render
