// Runs every case below fixtures/cli: COMMAND/CASE/cmd holds the arguments, one a line; the case's folder is
// the working directory. Exit status, standard output, standard error and the files written to out/ must
// equal what stands in CASE/expected. UPDATE_GOLDENS=1 writes it anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "cli/app.hpp"
#include "io/file_system.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::cli {
namespace {

namespace fs = std::filesystem;
using testing_support::content_of;

const fs::path kCases = NSMKIT_SOURCE_DIR "/fixtures/cli";

std::map<std::string, std::string> files_below(const fs::path& directory) {
  std::map<std::string, std::string> files;
  if (fs::exists(directory)) {
    for (const auto& entry : fs::recursive_directory_iterator(directory)) {
      if (entry.is_regular_file()) {
        files[fs::relative(entry.path(), directory).string()] = content_of(entry.path());
      }
    }
  }
  return files;
}

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(kCases)) {
    if (entry.path().filename() == "cmd") {
      names.push_back(fs::relative(entry.path().parent_path(), kCases).string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::map<std::string, std::string> run_case(const fs::path& folder) {
  const testing_support::WorkingFolder workplace;
  fs::copy(folder, workplace.path(), fs::copy_options::recursive);
  fs::remove_all(workplace.path() / "expected");
  std::vector<std::string> arguments;
  std::istringstream lines(content_of("cmd"));
  for (std::string line; std::getline(lines, line);) {
    arguments.push_back(line);
  }
  const auto files = io::real_file_system();
  std::istringstream in(content_of("stdin"));
  std::ostringstream out;
  std::ostringstream err;
  Context context{*files, in, out, err};
  context.today = "2025-06-30";
  const int status = run(arguments, context);
  std::map<std::string, std::string> result = {
      {"status", std::to_string(status) + "\n"}, {"stdout", out.str()}, {"stderr", err.str()}};
  for (auto& [name, content] : files_below("out")) {
    result["out/" + name] = content;
  }
  return result;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, GivesTheExpectedResult) {
  const fs::path folder = kCases / GetParam();
  const auto actual = run_case(folder);
  if (std::getenv("UPDATE_GOLDENS") != nullptr) {
    fs::remove_all(folder / "expected");
    for (const auto& [name, content] : actual) {
      fs::create_directories((folder / "expected" / name).parent_path());
      std::ofstream(folder / "expected" / name, std::ios::binary) << content;
    }
    return;
  }
  EXPECT_EQ(actual, files_below(folder / "expected"));
}

INSTANTIATE_TEST_SUITE_P(Cases, Golden, testing::ValuesIn(case_names()), [](const auto& test) {
  std::string name = test.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
});

TEST(GoldenCases, CoverEveryCommand) {
  std::ostringstream out;
  std::ostringstream err;
  std::istringstream in;
  const auto files = io::real_file_system();
  Context context{*files, in, out, err};
  run({"--help"}, context);
  const std::string help = out.str();
  std::istringstream lines(help.substr(help.find("Subcommands:")));
  std::string line;
  std::getline(lines, line);
  int commands = 0;
  while (std::getline(lines, line) && line.starts_with("  ")) {
    if (line[2] == ' ') {
      continue;  // a description that runs on
    }
    const std::string name = line.substr(2, line.find(' ', 2) - 2);
    EXPECT_TRUE(fs::exists(kCases / name)) << "no case below fixtures/cli/" << name;
    ++commands;
  }
  EXPECT_GE(commands, 3);
}

}  // namespace
}  // namespace nsmkit::cli
