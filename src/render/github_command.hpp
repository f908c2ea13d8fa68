#pragma once

#include <string>
#include <string_view>

#include "base/finding.hpp"

namespace nsmkit::render {

/// A workflow command of GitHub Actions that annotates a line, with its line feed: `::notice file=...::...`.
/// `command` is notice, warning or error. Everything is made printable and escaped as actions/toolkit does;
/// lines of `message` stay lines.
[[nodiscard]] std::string github_command(std::string_view command, const base::Location& location,
                                         std::string_view title, std::string_view message);

}  // namespace nsmkit::render
