#include "render/rule_page.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/embedded.hpp"
#include "render/markdown_text.hpp"

namespace nsmkit::render {

namespace {

using validate::CatalogueEntry;

struct Family {
  std::string_view prefix;
  std::string_view title;
};

constexpr std::array kFamilies{
    Family{"NSM1", "Reading"},
    Family{"NSM20", "Refused by the API server"},
    Family{"NSM21", "Refused by the API server: metadata"},
    Family{"NSM22", "Refused by the API server: kinds and versions"},
    Family{"NSM23", "Not checked"},
    Family{"NSM25", "Dropped or changed by the API server"},
    Family{"NSM3", "References"},
    Family{"NSM4", "Conflicts and meaning"},
    Family{"NSM5", "Upgrades and conversions"},
    Family{"NSM6", "Ownership"},
    Family{"NSM7", "Mesh configuration and tracing"},
    Family{"NSM8", "Secrets and safety"},
    Family{"NSM9", "Bundles"},
};

std::string_view family_of(std::string_view code) {
  const auto family = std::find_if(kFamilies.begin(), kFamilies.end(),
                                   [code](const Family& f) { return code.starts_with(f.prefix); });
  return family == kFamilies.end() ? "Other" : family->title;
}

std::optional<std::string_view> example(const CatalogueEntry& entry, std::string_view name) {
  return base::embedded("rules/" + std::string(entry.info->slug) + "/" + std::string(name) + ".yaml");
}

std::string kinds_text(const CatalogueEntry& entry) {
  std::string text;
  for (const std::string_view kind : entry.kinds) {
    text.append(text.empty() ? "" : ", ").append(kind == "*" ? "all" : kind);
  }
  return text.empty() ? "all" : text;
}

std::string releases_text(const base::RuleInfo& info) {
  const std::string since(info.since), until(info.until);
  if (since.empty()) {
    return until.empty() ? "all" : "up to " + until;
  }
  return until.empty() ? "from " + since : since == until ? since : since + " to " + until;
}

std::string_view silence_text(const base::RuleInfo& info) {
  return validate::can_be_silenced(info) ? "yes" : "no: it is about reading the input";
}

void print_example(std::string_view title, const std::optional<std::string_view>& text, std::ostream& out) {
  if (!text) {
    return;
  }
  out << '\n' << title << ":\n";
  for (std::size_t begin = 0; begin < text->size();) {
    const std::size_t end = std::min(text->find('\n', begin), text->size());
    const std::string_view line = text->substr(begin, end - begin);
    out << (line.empty() ? "" : "    ") << line << '\n';
    begin = end + 1;
  }
}

std::string code_span(std::string_view text) { return "`" + std::string(text) + "`"; }

void print_section(const CatalogueEntry& entry, std::ostream& out) {
  const base::RuleInfo& info = *entry.info;
  out << "\n"
      << markdown_text(info.why) << "\n\n- Finds: " << markdown_text(info.summary)
      << "\n- Severity: " << base::to_string(info.severity)
      << "\n- Kinds: " << markdown_text(kinds_text(entry)) << "\n- Target releases: " << releases_text(info)
      << "\n- Can be suppressed: " << markdown_text(silence_text(info))
      << "\n- Remedy: " << markdown_text(info.remedy) << "\n- Source: " << markdown_text(info.source) << "\n";
}

}  // namespace

void print_rule_list(std::span<const CatalogueEntry> entries, std::ostream& out) {
  std::size_t width = 0;
  for (const CatalogueEntry& entry : entries) {
    width = std::max(width, entry.info->slug.size());
  }
  for (const CatalogueEntry& entry : entries) {
    const base::RuleInfo& info = *entry.info;
    const std::string severity(base::to_string(info.severity));
    out << info.code << "  " << severity << std::string(9 - severity.size(), ' ') << info.slug
        << std::string(width + 2 - info.slug.size(), ' ') << info.summary << '\n';
  }
}

void print_rule(const CatalogueEntry& entry, std::ostream& out) {
  const base::RuleInfo& info = *entry.info;
  out << info.code << ' ' << info.slug << " (" << base::to_string(info.severity) << "): " << info.summary
      << "\n\n"
      << info.why << "\n\n"
      << "remedy:    " << info.remedy << '\n'
      << "kinds:     " << kinds_text(entry) << '\n'
      << "releases:  " << releases_text(info) << '\n'
      << "suppress:  " << silence_text(info) << '\n'
      << "source:    " << info.source << '\n';
  print_example("found in", example(entry, "bad"), out);
  print_example("not found in", example(entry, "good"), out);
}

void print_rule_markdown(const CatalogueEntry& entry, std::ostream& out) {
  out << "# " << entry.info->code << " " << entry.info->slug << '\n';
  print_section(entry, out);
  if (const auto bad = example(entry, "bad")) {
    out << "\nFound in:\n\n" << markdown_block(*bad, "yaml");
  }
  if (const auto good = example(entry, "good")) {
    out << "\nNot found in:\n\n" << markdown_block(*good, "yaml");
  }
}

void print_rules_markdown(std::span<const CatalogueEntry> entries, std::ostream& out) {
  out << "# Rules\n\n"
         "Everything that nsmkit can find. Codes and slugs are permanent. This page is what\n"
         "`nsmkit rules --format markdown` prints; `nsmkit rules SLUG` explains one rule with examples.\n"
         "\n| code | rule | severity | finds |\n|---|---|---|---|\n";
  for (const CatalogueEntry& entry : entries) {
    const base::RuleInfo& info = *entry.info;
    out << "| " << info.code << " | [" << info.slug << "](#" << info.slug << ") | "
        << base::to_string(info.severity) << " | " << markdown_text(info.summary) << " |\n";
  }
  std::string_view family;
  for (const CatalogueEntry& entry : entries) {
    const base::RuleInfo& info = *entry.info;
    if (const auto own = family_of(info.code); own != family) {
      family = own;
      out << "\n## " << family << '\n';
    }
    out << "\n### " << info.slug << "\n\n" << code_span(info.code) << '\n';
    print_section(entry, out);
    if (example(entry, "bad") && example(entry, "good")) {
      const std::string folder = "../fixtures/rules/" + std::string(info.slug);
      out << "- Examples: [found](" << folder << "/bad.yaml), [not found](" << folder << "/good.yaml)\n";
    }
  }
}

nlohmann::ordered_json rule_json(const CatalogueEntry& entry) {
  using OrderedJson = nlohmann::ordered_json;
  const base::RuleInfo& info = *entry.info;
  const auto release = [](std::string_view text) { return text.empty() ? OrderedJson() : OrderedJson(text); };
  OrderedJson json;
  json["code"] = info.code;
  json["rule"] = info.slug;
  json["severity"] = base::to_string(info.severity);
  json["summary"] = info.summary;
  json["why"] = info.why;
  json["remedy"] = info.remedy;
  json["source"] = info.source;
  json["kinds"] = OrderedJson::array();
  for (const std::string_view kind : entry.kinds) {
    json["kinds"].push_back(kind);
  }
  json["since"] = release(info.since);
  json["until"] = release(info.until);
  json["silenceable"] = validate::can_be_silenced(info);
  return json;
}

nlohmann::ordered_json rule_json_with_example(const CatalogueEntry& entry) {
  nlohmann::ordered_json json = rule_json(entry);
  for (const char* name : {"good", "bad"}) {
    const auto text = example(entry, name);
    json["example"][name] = text ? nlohmann::ordered_json(*text) : nlohmann::ordered_json();
  }
  return json;
}

}  // namespace nsmkit::render
