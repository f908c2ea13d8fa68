// The README's examples are real: every `$ nsmkit …` in its console blocks is run in a copy of
// fixtures/readme, one after the other, and must print what stands below it (standard output, then standard
// error); so is every `$ diff …`. UPDATE_GOLDENS=1 writes it anew.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/app.hpp"
#include "io/file_system.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrompt = "$ nsmkit ";
constexpr std::string_view kDiff = "$ diff ";

std::string output_of(const std::string& command_line) {
  std::vector<std::string> arguments;
  std::istringstream words(command_line);
  for (std::string word; words >> word;) {
    arguments.push_back(word);
  }
  const auto files = io::real_file_system();
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Context context{*files, in, out, err};
  run(arguments, context);
  return out.str() + err.str();
}

// Without the times of the two files, which are new.
std::string diff_output(const std::string& command_line) {
  std::FILE* pipe = ::popen((command_line + " | sed -E 's/^((---|\\+\\+\\+) [^\t]*)\t.*/\\1/'").c_str(), "r");
  std::string output;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) {
    output += static_cast<char>(c);
  }
  ::pclose(pipe);
  return output;
}

/// The README with the output of every example as it is now.
std::string with_real_output(const std::string& readme, int& examples) {
  std::istringstream lines(readme);
  std::string fresh;
  bool in_console = false;
  bool below_example = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      in_console = line == "```console";
      below_example = false;
    }
    const bool is_command = in_console && line.starts_with("$ ");
    if (is_command || !below_example) {
      fresh += line + "\n";
    }
    if (is_command) {
      below_example = line.starts_with(kPrompt) || line.starts_with(kDiff);
    }
    if (is_command && line.starts_with(kPrompt)) {
      fresh += output_of(line.substr(kPrompt.size()));
      ++examples;
    } else if (is_command && line.starts_with(kDiff)) {
      fresh += diff_output(line.substr(2));
      ++examples;
    }
  }
  return fresh;
}

TEST(Readme, ShowsRealOutput) {
  const fs::path path = NSMKIT_SOURCE_DIR "/README.md";
  const std::string readme = testing_support::content_of(path);
  const testing_support::WorkingFolder folder;
  fs::copy(NSMKIT_SOURCE_DIR "/fixtures/readme", folder.path(), fs::copy_options::recursive);
  int examples = 0;
  const std::string fresh = with_real_output(readme, examples);
  EXPECT_GE(examples, 3);
  if (std::getenv("UPDATE_GOLDENS") != nullptr) {
    std::ofstream(path) << fresh;
    return;
  }
  EXPECT_EQ(readme, fresh);
}

}  // namespace
}  // namespace nsmkit::cli
