#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>

namespace nsmkit::testing_support {

struct CommandResult {
  int status = 0;
  std::string output;  ///< of both streams
};

/// Runs a line of shell.
inline CommandResult run_command(const std::string& line) {
  CommandResult result;
  std::FILE* pipe = ::popen(("( " + line + " ) 2>&1").c_str(), "r");
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    result.output += static_cast<char>(c);
  }
  const int raw = ::pclose(pipe);
  result.status = WIFEXITED(raw) ? WEXITSTATUS(raw) : -1;
  return result;
}

inline bool has_command(const std::string& name) {
  return run_command("command -v " + name + " && " + name + " --version").status == 0;
}

inline void write_bytes(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace nsmkit::testing_support
