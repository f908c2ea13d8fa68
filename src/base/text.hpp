#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace nsmkit::base {

/// Number of single-character edits (insert, delete, replace, swap of neighbours) from `a` to `b`,
/// in bytes. Stops counting above `limit` and then returns `limit + 1`.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate most like `text`, for "did you mean": equal but for case, or few edits away (about
/// a third of its length, three at most). Nothing when none comes close. The first of equals wins.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view text,
                                                      std::span<const std::string_view> candidates);

}  // namespace nsmkit::base
