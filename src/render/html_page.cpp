#include "render/html_page.hpp"

#include <array>
#include <charconv>
#include <stdexcept>

#include "base/base64.hpp"
#include "base/embedded.hpp"
#include "base/template.hpp"
#include "base/version.hpp"
#include "io/digest.hpp"
#include "render/html_text.hpp"

namespace nsmkit::render {

namespace {

std::string_view part(const std::string& file) {
  const auto text = base::embedded("html/" + file);
  if (!text) {
    throw std::logic_error("no embedded page part " + file);
  }
  return *text;
}

std::string both_parts(std::string_view name, std::string_view extension) {
  std::string text(part("page" + std::string(extension)));
  return text.append(part(std::string(name) + std::string(extension)));
}

// `digits` are hexadecimal, an even number of them.
std::string bytes_of(std::string_view digits) {
  std::string bytes;
  for (; !digits.empty(); digits.remove_prefix(2)) {
    unsigned char byte = 0;
    std::from_chars(digits.data(), digits.data() + 2, byte, 16);
    bytes.push_back(static_cast<char>(byte));
  }
  return bytes;
}

// A source expression of Content Security Policy Level 3, section 2.3.1.
std::string hash_source(std::string_view text) {
  return "'sha256-" + base::encode_base64(bytes_of(io::sha256(text))) + "'";
}

std::string policy(std::string_view style, std::string_view script) {
  return "default-src 'none'; style-src " + hash_source(style) + "; script-src " + hash_source(script) +
         "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
}

}  // namespace

void write_html_page(const HtmlPage& page, std::ostream& out) {
  const std::string style = both_parts(page.name, ".css");
  const std::string script = both_parts(page.name, ".js");
  const std::string rules = policy(style, script);
  const std::string title = html_text(page.title);
  const std::string data = html_json(page.data);
  const std::array values{
      base::TemplateValue{"POLICY", rules},   base::TemplateValue{"VERSION", base::version()},
      base::TemplateValue{"TITLE", title},    base::TemplateValue{"STYLE", style},
      base::TemplateValue{"SCRIPT", script},  base::TemplateValue{"NAME", page.name},
      base::TemplateValue{"BODY", page.body}, base::TemplateValue{"DATA", data},
  };
  out << base::fill_template(part("page.html.in"), values);
}

std::string html_command(std::string_view text, std::string_view comment) {
  std::string out = "<div class=\"command\">";
  out.append(html_element("p", "comment", comment));
  out.append("<pre><code>").append(html_code(text)).append("</code></pre>");
  return out.append("<button type=\"button\" class=\"button copy needs-script\">Copy</button></div>\n");
}

}  // namespace nsmkit::render
