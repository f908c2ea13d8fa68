#pragma once

#include "convert/convert.hpp"

namespace nsmkit::convert {

/// Whether convert() would leave the object as it is and say nothing: told quickly, without a copy of it.
/// False where there is any doubt; most objects of a backup that fits the target are true.
[[nodiscard]] bool stays_as_is(const model::Resource& resource, const Target& target, const Options& options);

/// As convert(), without asking stays_as_is() first.
[[nodiscard]] Outcome convert_step_by_step(const model::Resource& resource, const Target& target,
                                           const Options& options, Lookup& lookup);

}  // namespace nsmkit::convert
