#pragma once

#include <span>

#include "base/finding.hpp"

namespace nsmkit::diff {

/// What is wrong with one side of a comparison.
extern const base::RuleInfo kObjectTwice;

/// All of them, by code.
[[nodiscard]] std::span<const base::RuleInfo* const> diff_rules();

}  // namespace nsmkit::diff
