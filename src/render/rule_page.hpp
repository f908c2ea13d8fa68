#pragma once

#include <nlohmann/json.hpp>
#include <ostream>
#include <span>

#include "validate/catalogue.hpp"

namespace nsmkit::render {

/// One line a rule: code, severity, slug, summary.
void print_rule_list(std::span<const validate::CatalogueEntry> entries, std::ostream& out);

/// All about one rule, with its examples.
void print_rule(const validate::CatalogueEntry& entry, std::ostream& out);
void print_rule_markdown(const validate::CatalogueEntry& entry, std::ostream& out);

/// The page of all rules, which is docs/rules.md.
void print_rules_markdown(std::span<const validate::CatalogueEntry> entries, std::ostream& out);

/// {"code","rule","severity","summary","why","remedy","source","kinds","since","until","silenceable"}
[[nodiscard]] nlohmann::ordered_json rule_json(const validate::CatalogueEntry& entry);

/// As rule_json, with "example": {"good","bad"}, null where there is none.
[[nodiscard]] nlohmann::ordered_json rule_json_with_example(const validate::CatalogueEntry& entry);

}  // namespace nsmkit::render
