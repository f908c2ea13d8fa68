#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <variant>

#include "bundle/manifest.hpp"

namespace nsmkit::bundle {

/// The line of SHA256SUMS for a file, as sha256sum(1) writes it.
[[nodiscard]] std::string sums_line(const FileEntry& file);

/// Where SHA256SUMS is wrong.
struct SumsFault {
  std::size_t line = 0;  ///< from 1
  std::string message;
};

/// Path → digest, of the whole text.
[[nodiscard]] std::variant<std::map<std::string, std::string>, SumsFault> read_sums(std::string_view text);

}  // namespace nsmkit::bundle
