#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nsmkit::render {

/// Appends the hunks of a unified diff (POSIX diff -u) of two texts whose lines all end with a line feed,
/// with `context` equal lines around each change. Nothing when the texts are equal. The work is bounded:
/// texts that have little in common are shown as one block that goes and one that comes.
void write_hunks(std::string& out, std::string_view before, std::string_view after, std::size_t context);

}  // namespace nsmkit::render
