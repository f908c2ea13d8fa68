#pragma once

#include <vector>

#include "yaml/edit.hpp"

namespace nsmkit::yaml {

/// Makes the changes of `edit` in the value of its document, by the value alone. Pointers that lead nowhere
/// change nothing.
void apply_to_value(Json& document, const Edit& edit);

}  // namespace nsmkit::yaml
