#pragma once

#include "base/json.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::releases {

/// The values that the release's chart brings along, an object; empty for releases before the first chart.
/// Source: schemas/config/fields.json.
[[nodiscard]] const Json& chart_values(const Release& release);

/// What Helm makes of `values` with those of the chart: objects are joined, anything else wins over the
/// chart, and a null takes the chart's value away. `values` that are no object count as none.
[[nodiscard]] Json with_chart_values(const Release& release, const Json& values);

}  // namespace nsmkit::releases
