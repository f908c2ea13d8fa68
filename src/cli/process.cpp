#include "cli/process.hpp"

#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

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

// A large backup grows the heap by hundreds of megabytes, page by page in every thread but the first. It is
// taken in steps of the largest size the library knows, of which the kernel gives what is touched; nothing is
// given back before the end.
void settle_allocator() {
#ifdef __GLIBC__
  constexpr int kStep = 64 << 20;
  ::mallopt(M_TOP_PAD, kStep);
  ::mallopt(M_TRIM_THRESHOLD, 4 * kStep);
  ::mallopt(M_MMAP_THRESHOLD, kStep / 2);
#endif
}

}  // namespace

int run_process(int argc, char** argv) {
  settle_allocator();
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
