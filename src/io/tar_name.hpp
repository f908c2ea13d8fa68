#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "io/tar_fault.hpp"

namespace nsmkit::io {

/// Longest name of an entry, in bytes: what a ustar header holds without extension.
inline constexpr std::size_t kMaxTarName = 255;

/// What is wrong with the name of a file in an archive, taken by itself. A good one is a relative path of
/// parts joined by single `/`, none of them `.` or `..`, in UTF-8, without control characters, characters
/// that turn the direction of text, or backslashes.
[[nodiscard]] std::optional<TarFaultKind> tar_name_fault(std::string_view name);

/// The names of an archive's files, to notice those that do not go together.
class TarNames {
 public:
  /// Takes one more name in, unless it is at fault. Letters differ in case alone: of A to Z only.
  [[nodiscard]] std::optional<TarFaultKind> add(std::string_view name);

 private:
  struct FoldedLess {
    using is_transparent = void;
    bool operator()(std::string_view a, std::string_view b) const;
  };
  std::set<std::string, FoldedLess> names_;
};

}  // namespace nsmkit::io
