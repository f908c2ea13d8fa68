// Compares with the kubectl of this machine, which can print objects without a cluster.
#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <sstream>

#include "cli/app.hpp"
#include "io/file_system.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::cli {
namespace {

struct Output {
  int status = 0;
  std::string text;
};

Output shell(const std::string& command) {
  Output output;
  FILE* pipe = ::popen(command.c_str(), "r");
  char buffer[4096];
  for (std::size_t count = 0; (count = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    output.text.append(buffer, count);
  }
  output.status = ::pclose(pipe);
  return output;
}

std::string nsmkit(const std::vector<std::string>& arguments) {
  const auto files = io::real_file_system();
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Context context{*files, in, out, err};
  run(arguments, context);
  return out.str();
}

TEST(Kubectl, PrintsNormalizedObjectsTheSameWay) {
  if (shell("kubectl version --client 2>/dev/null").status != 0) {
    GTEST_SKIP() << "kubectl is not installed (Debian package kubernetes-client)";
  }
  namespace fs = std::filesystem;
  const testing_support::TemporaryFolder folder;
  const fs::path& directory = folder.path();
  // An annotation of their own keeps kubectl from adding an empty map to objects that have none.
  nsmkit({"-q", "normalize", NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6/with-managed-fields",
          NSMKIT_SOURCE_DIR "/fixtures/kubectl", "--keep", "last-applied", "--output-dir", directory.string(),
          "--split"});
  int compared = 0;
  for (const auto& entry : fs::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) {
      const Output kubectl =
          shell("kubectl annotate --local -f '" + entry.path().string() + "' none.example/x- -o yaml 2>&1");
      EXPECT_EQ(nsmkit({"-q", "parse", "--format", "yaml", entry.path().string()}), kubectl.text)
          << entry.path();
      ++compared;
    }
  }
  EXPECT_GE(compared, 5);
}

}  // namespace
}  // namespace nsmkit::cli
