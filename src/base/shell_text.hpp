#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nsmkit::base {

/// One word for a POSIX shell, in single quotes where it needs them.
[[nodiscard]] std::string shell_word(std::string_view word);

/// The words as a POSIX shell reads them back, with a continued line for each flag ("--...").
[[nodiscard]] std::string shell_line(const std::vector<std::string>& words);

}  // namespace nsmkit::base
