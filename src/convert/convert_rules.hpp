#pragma once

#include <span>

#include "base/finding.hpp"

namespace nsmkit::convert {

/// NSM52x: what rewriting an object for another release does to it.
extern const base::RuleInfo kConverted;
extern const base::RuleInfo kConversionLossy;
extern const base::RuleInfo kConversionImpossible;
extern const base::RuleInfo kLayoutMismatch;
extern const base::RuleInfo kConversionDoubt;

/// All of the above, by code.
[[nodiscard]] std::span<const base::RuleInfo* const> convert_rules();

}  // namespace nsmkit::convert
