#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/base64.hpp"
#include "base/embedded.hpp"
#include "io/digest.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::render {

/// Every way out of an element, an attribute, a script, a style, a comment and a template, and what turns
/// text around.
inline constexpr const char* kEnemy =
    "</script></style></title></textarea><script>window.hacked=1</script><img src=x onerror=window.hacked=1>"
    "\" onfocus=\"window.hacked=1\" autofocus x=\"' --><!-- ]]> &lt;b&gt; &#60; @BODY@ @DATA@ {{1}} ${1} "
    "javascript:window.hacked=1 `rm -rf` \xe2\x80\xae\xe2\x80\xa8\xff\x01\x1b[31m\r\n\tend";

/// Compares a page with fixtures/html/NAME; UPDATE_GOLDENS=1 writes that anew.
inline void expect_golden_page(const std::string& name, const std::string& page) {
  const std::filesystem::path file = std::filesystem::path(NSMKIT_SOURCE_DIR "/fixtures/html") / name;
  if (std::getenv("UPDATE_GOLDENS") != nullptr) {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << page;
  }
  EXPECT_TRUE(page == testing_support::content_of(file))
      << file << " differs; UPDATE_GOLDENS=1 writes it anew, then read the difference";
}

/// The text between the first `begin` and the `end` after it; empty when there is none.
inline std::string between(std::string_view text, std::string_view begin, std::string_view end) {
  const auto from = text.find(begin);
  if (from == std::string_view::npos) {
    return "";
  }
  const auto start = from + begin.size();
  const auto to = text.find(end, start);
  return std::string(to == std::string_view::npos ? std::string_view() : text.substr(start, to - start));
}

/// Walks the tags of a page and says what is wrong with their nesting; empty for a well-formed page. Elements
/// of SVG may close themselves.
inline std::string nesting_fault(std::string_view html) {
  constexpr std::array kVoid{"meta", "input", "br", "link"};
  std::vector<std::string> open;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
    const std::size_t end = html.find('>', at);
    if (end == std::string_view::npos) {
      return "a tag without an end";
    }
    const std::string_view tag = html.substr(at + 1, end - at - 1);
    at = end + 1;
    const bool closes = tag.starts_with('/');
    const std::string name(tag.substr(closes ? 1 : 0, tag.find_first_of(" \n", closes ? 1 : 0)));
    if (tag.starts_with('!') || tag.ends_with('/') || std::ranges::find(kVoid, name) != kVoid.end()) {
      continue;
    }
    if (!closes) {
      open.push_back(name);
      if (name.starts_with("script") || name == "style") {
        at = html.find("</" + name.substr(0, name.find(' ')), at);
      }
    } else if (open.empty() || open.back() != name) {
      return "</" + name + "> inside <" + (open.empty() ? "nothing" : open.back()) + ">";
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> stays open";
}

/// Values of every attribute of that name.
inline std::vector<std::string> attribute_values(std::string_view html, const std::string& name) {
  std::vector<std::string> values;
  const std::string mark = " " + name + "=\"";
  for (std::size_t at = html.find(mark); at != std::string_view::npos; at = html.find(mark, at)) {
    at += mark.size();
    values.emplace_back(html.substr(at, html.find('"', at) - at));
  }
  return values;
}

/// All ids of the page; one that stands twice is a failure.
inline std::set<std::string> ids_of(std::string_view page) {
  std::set<std::string> ids;
  for (const std::string& id : attribute_values(page, "id")) {
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
  return ids;
}

/// Of a page that shows kEnemy everywhere: its own elements are there, and not one more.
inline void expect_inert(std::string_view page) {
  const auto count = [page](std::string_view text) {
    std::size_t found = 0;
    for (auto at = page.find(text); at != std::string_view::npos; at = page.find(text, at + 1)) {
      ++found;
    }
    return found;
  };
  EXPECT_EQ(count("<script"), 2U);
  EXPECT_EQ(count("</script>"), 2U);
  EXPECT_EQ(count("</style>"), 1U);
  EXPECT_EQ(count("<img"), 0U);
  EXPECT_EQ(count("<!--"), 0U);
  EXPECT_EQ(count(" onfocus=\""), 0U);
  EXPECT_EQ(count("href="), 1U) << "the link to the content is the only one";
}

/// The page loads nothing from anywhere, and its policy lets its own script and style run, and no other.
inline void expect_self_contained(const std::string& page, const std::string& name) {
  for (const char* attribute :
       {"src", "srcset", "href", "action", "poster", "style", "onclick", "xlink:href"}) {
    for (const std::string& value : attribute_values(page, attribute)) {
      EXPECT_EQ(value, "#main") << attribute;
    }
  }
  for (const std::string& file : {std::string("page.css"), name + ".css"}) {
    const auto css = base::embedded("html/" + file);
    ASSERT_TRUE(css) << file;
    for (const char* word : {"url(", "@import", "</"}) {
      EXPECT_EQ(css->find(word), std::string_view::npos) << file << ": " << word;
    }
  }
  for (const std::string& file : {std::string("page.js"), name + ".js"}) {
    const auto script = base::embedded("html/" + file);
    ASSERT_TRUE(script) << file;
    for (const char* word : {"fetch(", "XMLHttpRequest", "innerHTML", "eval(", "http:", "https:", "</"}) {
      EXPECT_EQ(script->find(word), std::string_view::npos) << file << ": " << word;
    }
  }
  const auto source = [](const std::string& text) {
    std::string bytes;
    const std::string digits = io::sha256(text);
    for (std::size_t i = 0; i < digits.size(); i += 2) {
      bytes.push_back(static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16)));
    }
    return "'sha256-" + base::encode_base64(bytes) + "'";
  };
  const std::string policy = between(page, "Content-Security-Policy\" content=\"", "\"");
  EXPECT_EQ(policy.find("default-src 'none'; "), 0U);
  EXPECT_NE(policy.find("script-src " + source(between(page, "<script>", "</script>")) + ";"),
            std::string::npos);
  EXPECT_NE(policy.find("style-src " + source(between(page, "<style>", "</style>")) + ";"),
            std::string::npos);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
}

}  // namespace nsmkit::render
