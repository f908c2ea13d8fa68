#pragma once

#include <istream>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
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
  std::vector<std::shared_ptr<void>> kept = {};

  /// Makes an object that lives as long as the context: for what is large and slow to free.
  template <typename T, typename... Arguments>
  T& keep(Arguments&&... arguments) {
    auto made = std::make_shared<T>(std::forward<Arguments>(arguments)...);
    T& object = *made;
    kept.push_back(std::move(made));
    return object;
  }
};

/// Runs the command that `arguments` (without the program's name) ask for and gives the exit status:
/// the only place where exceptions end.
int run(const std::vector<std::string>& arguments, Context& context);

}  // namespace nsmkit::cli
