#include "render/rule_catalogue.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "bundle/bundle_rules.hpp"
#include "checklist/checklist_rules.hpp"
#include "convert/convert_rules.hpp"
#include "diff/diff_rules.hpp"
#include "meshconfig/check.hpp"

namespace nsmkit::render {

namespace {

bool same_but_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace

const std::vector<validate::CatalogueEntry>& rule_catalogue() {
  static const std::vector<validate::CatalogueEntry> kEntries = [] {
    auto entries = validate::all_rule_infos();
    for (const auto infos : {convert::convert_rules(), meshconfig::rule_infos(), bundle::bundle_rule_infos(),
                             checklist::checklist_rules(), diff::diff_rules()}) {
      for (const base::RuleInfo* info : infos) {
        entries.push_back({info, {}});
      }
    }
    std::stable_sort(entries.begin(), entries.end(),
                     [](const auto& a, const auto& b) { return a.info->code < b.info->code; });
    return entries;
  }();
  return kEntries;
}

const validate::CatalogueEntry* find_rule(std::string_view name) {
  const auto& entries = rule_catalogue();
  const auto found = std::find_if(entries.begin(), entries.end(), [name](const auto& entry) {
    return same_but_case(entry.info->slug, name) || same_but_case(entry.info->code, name);
  });
  return found == entries.end() ? nullptr : &*found;
}

std::string unknown_rule(std::string_view name) {
  std::vector<std::string_view> names;
  for (const auto& entry : rule_catalogue()) {
    names.push_back(entry.info->slug);
    names.push_back(entry.info->code);
  }
  const auto meant = base::nearest(name, names);
  std::string message = "there is no rule '" + std::string(name) + "'";
  if (meant) {
    message.append("; did you mean '").append(*meant).append("'?");
  }
  return message;
}

}  // namespace nsmkit::render
