#include "cli/process.hpp"

#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "cli/app.hpp"
#include "io/file_system.hpp"

namespace nsmkit::cli {

namespace {

// https://no-color.org, and terminals that call themselves dumb.
bool wants_color(int stream) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool dumb = term == nullptr || std::string(term) == "dumb";
  return ::isatty(stream) != 0 && (no_color == nullptr || *no_color == '\0') && !dumb;
}

}  // namespace

int run_process(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  const auto files = io::real_file_system();
  Context context{
      *files, std::cin, std::cout, std::cerr, wants_color(STDOUT_FILENO), wants_color(STDERR_FILENO)};
  const int status = run(std::vector<std::string>(argv + 1, argv + argc), context);
  std::cout.flush();
  std::cerr.flush();
  std::_Exit(
      status);  // what the context keeps goes with the process: object by object takes a tenth of a run
}

}  // namespace nsmkit::cli
