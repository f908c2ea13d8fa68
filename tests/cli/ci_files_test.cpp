// The ready-made CI files: they are YAML that nsmkit reads, and the commands in them are ones that it takes.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "base/json.hpp"
#include "cli/app.hpp"
#include "io/file_system.hpp"
#include "io/memory_file_system.hpp"

namespace nsmkit::cli {
namespace {

constexpr const char* kObject =
    "apiVersion: specs.smi-spec.io/v1alpha3\nkind: TCPRoute\nmetadata:\n  name: db\n  namespace: shop\nspec: "
    "{}\n";

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

Outcome run_on(io::FileSystem& files, const std::vector<std::string>& arguments) {
  std::istringstream in;
  std::ostringstream out, err;
  Context context{files, in, out, err};
  const int status = run(arguments, context);
  return {status, out.str(), err.str()};
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The commands of a file, split at blanks; lines that end with `\` go on.
std::vector<std::vector<std::string>> commands_in(std::string text) {
  for (std::size_t at = 0; (at = text.find("\\\n", at)) != std::string::npos;) {
    text.replace(at, 2, " ");
  }
  std::vector<std::vector<std::string>> commands;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto begin = line.find_first_not_of(" -");
    if (begin == std::string::npos || !line.substr(begin).starts_with("nsmkit ")) {
      continue;
    }
    std::istringstream words(line.substr(begin + 7));
    std::vector<std::string> arguments;
    for (std::string word; words >> word;) {
      arguments.push_back(word);
    }
    commands.push_back(std::move(arguments));
  }
  return commands;
}

class CiFile : public testing::TestWithParam<const char*> {};

TEST_P(CiFile, IsReadWithoutFindings) {
  const auto files = io::real_file_system();
  const Outcome outcome = run_on(*files, {"parse", std::string(NSMKIT_SOURCE_DIR) + "/" + GetParam()});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
}

INSTANTIATE_TEST_SUITE_P(All, CiFile,
                         testing::Values("docs/ci/github-actions.yml", "docs/ci/gitlab-ci.yml",
                                         ".pre-commit-hooks.yaml"),
                         [](const auto& test) { return "File" + std::to_string(test.index); });

TEST(CiFiles, HoldCommandsThatWork) {
  int commands = 0;
  for (const char* name : {"/docs/ci/github-actions.yml", "/docs/ci/gitlab-ci.yml"}) {
    for (const auto& arguments : commands_in(content_of(std::string(NSMKIT_SOURCE_DIR) + name))) {
      io::MemoryFileSystem files;
      files.files["backup/tcproutes.yaml"] = kObject;
      const Outcome outcome = run_on(files, arguments);
      EXPECT_LT(outcome.status, 2) << name << ": " << outcome.err;
      for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
        EXPECT_TRUE(arguments[i] != "--output" || files.files.contains(arguments[i + 1])) << arguments[i + 1];
      }
      ++commands;
    }
  }
  EXPECT_EQ(commands, 3);
}

TEST(CiFiles, PreCommitHookWorks) {
  const auto real = io::real_file_system();
  const Outcome parsed = run_on(*real, {"parse", std::string(NSMKIT_SOURCE_DIR) + "/.pre-commit-hooks.yaml"});
  const Json hook = Json::parse(parsed.out)[0];
  std::istringstream words(hook.at("entry").get<std::string>());
  std::vector<std::string> arguments;
  for (std::string word; words >> word;) {
    arguments.push_back(word);
  }
  ASSERT_EQ(arguments.front(), "nsmkit");
  arguments.erase(arguments.begin());
  for (const Json& argument : hook.at("args")) {
    arguments.push_back(argument.get<std::string>());
  }
  io::MemoryFileSystem files;
  files.files["backup/tcproutes.yaml"] = kObject;
  const Outcome outcome = run_on(files, arguments);
  EXPECT_LT(outcome.status, 2) << outcome.err;
}

}  // namespace
}  // namespace nsmkit::cli
