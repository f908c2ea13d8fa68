#pragma once

#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "io/file_system.hpp"

namespace nsmkit::cli {

/// Everything a command may touch.
struct Context {
  io::FileSystem& files;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool color_out = false;  ///< whether `--color auto` colours the stream
  bool color_err = false;
  std::string today = {};  ///< YYYY-MM-DD; empty: see today.hpp
};

/// Runs the command that `arguments` (without the program's name) ask for and gives the exit status:
/// the only place where exceptions end.
int run(const std::vector<std::string>& arguments, Context& context);

}  // namespace nsmkit::cli
