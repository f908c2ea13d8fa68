#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "validate/catalogue.hpp"

namespace nsmkit::render {

/// Every kind of finding of the whole program, by code.
[[nodiscard]] const std::vector<validate::CatalogueEntry>& rule_catalogue();

/// The rule of that slug or code, whatever its case; null when there is none.
[[nodiscard]] const validate::CatalogueEntry* find_rule(std::string_view name);

/// "there is no rule 'x'; did you mean 'y'?"
[[nodiscard]] std::string unknown_rule(std::string_view name);

}  // namespace nsmkit::render
