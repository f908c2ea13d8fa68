// restore.sh as a text: what shellcheck says, and that other shells and tools do the same with it.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

#include "tests/restore_script/restore_fixture.hpp"

namespace nsmkit::bundle {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;

using RestoreLint = RestoreFixture;

constexpr const char* kScript = NSMKIT_SOURCE_DIR "/schemas/bundle/restore.sh";

TEST_F(RestoreLint, PassesShellcheck) {
  if (run_shell("command -v shellcheck").status != 0) {
    GTEST_SKIP() << "shellcheck is not installed (Debian package shellcheck)";
  }
  for (const std::string script : {kScript, NSMKIT_SOURCE_DIR "/tests/restore_script/stub_kubectl.sh"}) {
    const Outcome outcome = run_shell("shellcheck --shell=sh --severity=style '" + script + "'");
    EXPECT_EQ(outcome.status, 0) << outcome.out;
  }
}

TEST_F(RestoreLint, HoldsNothingButPlainText) {
  const std::string text = testing_support::content_of(kScript);
  EXPECT_EQ(text.substr(0, 10), "#!/bin/sh\n");
  EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
  EXPECT_EQ(text.find(" \n"), std::string::npos);
}

TEST_F(RestoreLint, RunsInOtherShells) {
  write_bundle({entry(kRoutes, "a"), entry(kSplits, "b"), entry(kSplits, "c")});
  int shells = 0;
  for (const std::string shell : {"/bin/dash", "/bin/bash --posix", "/bin/busybox sh"}) {
    if (!fs::exists(shell.substr(0, shell.find(' ')))) {
      continue;
    }
    SCOPED_TRACE(shell);
    use_shell(shell);
    fs::remove_all(cluster() / "objects");
    fs::remove_all(bundle().string() + ".restore");
    EXPECT_EQ(run_shell(shell + " -n " + kScript).status, 0);
    put_live(entry(kSplits, "c"));
    const Outcome conflict = restore();
    EXPECT_EQ(conflict.status, 1);
    EXPECT_THAT(conflict.err, HasSubstr("  trafficsplits.split.smi-spec.io shop/c\nNothing was changed."));
    const Outcome outcome = restore("--on-existing replace");
    EXPECT_EQ(outcome.status, 0);
    EXPECT_EQ(outcome.err, "");
    EXPECT_THAT(outcome.out, HasSubstr("created 2, existing 0, skipped 0, replaced 1, failed 0\n"));
    EXPECT_EQ(restore("--diff").out, "equal 3, different 0, missing 0, skipped 0, failed 0\n");
    EXPECT_THAT(restore("--rollback").out, HasSubstr("deleted 2, put back 1, gone 0, left 0, failed 0\n"));
    EXPECT_EQ(restore("--nonsense").status, 2);
    ++shells;
  }
  EXPECT_GE(shells, 1);
}

// A PATH that holds only some programs: the others are not needed.
class RestoreTools : public RestoreFixture {
 protected:
  /// Makes a folder of programs and gives its path.
  std::string only_with(const std::vector<std::string>& programs) {
    const fs::path bin = folder() / "few";
    fs::remove_all(bin);
    fs::create_directory(bin);
    for (const std::string& program : programs) {
      const std::string found = run_shell("command -v " + program).out;
      if (!found.empty()) {
        fs::create_symlink(found.substr(0, found.size() - 1), bin / program);
      }
    }
    fs::copy_symlink(folder() / "bin/kubectl", bin / "kubectl");
    return bin.string();
  }

  static std::vector<std::string> base_tools() {
    return {"sh",    "awk",  "cat",   "cmp",    "cp", "cut",   "date",   "diff", "dirname",
            "grep",  "head", "mkdir", "mktemp", "mv", "od",    "printf", "rm",   "sed",
            "sleep", "sort", "sync",  "tail",   "tr", "uname", "wc",     "xargs"};
  }
};

TEST_F(RestoreTools, ChecksSumsWithWhatIsThere) {
  write_bundle(four());
  int tools = 0;
  for (const std::string tool : {"sha256sum", "shasum", "openssl"}) {
    if (run_shell("command -v " + tool).status != 0) {
      continue;
    }
    SCOPED_TRACE(tool);
    auto programs = base_tools();
    programs.push_back(tool);
    const Environment path = {{"PATH", only_with(programs)}};
    const Outcome outcome = restore("--dry-run", path);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    const Outcome damaged = run_shell("printf x >>'" + (bundle() / "bundle.json").string() + "'");
    EXPECT_EQ(restore("--dry-run", path).err,
              "restore.sh: bundle.json: not the file that was bundled\n"
              "Nothing was done. Unpack the archive again, or get another copy of it.\n");
    write_bundle(four());
    ++tools;
  }
  EXPECT_GE(tools, 1);
  const Outcome none = restore("", {{"PATH", only_with(base_tools())}});
  EXPECT_EQ(none.status, 3);
  EXPECT_EQ(none.err,
            "restore.sh: none of sha256sum, shasum and openssl is installed: the bundle cannot be checked\n");
}

TEST_F(RestoreTools, WorksWithBusybox) {
  if (!fs::exists("/bin/busybox")) {
    GTEST_SKIP() << "busybox is not installed (Debian package busybox)";
  }
  write_bundle(four());
  const fs::path bin = folder() / "busybox";
  fs::create_directory(bin);
  run_shell("cd '" + bin.string() +
            "' && for each in $(busybox --list); do ln -s /bin/busybox \"$each\"; done");
  fs::copy_symlink(folder() / "bin/kubectl", bin / "kubectl");
  use_shell("/bin/busybox sh");
  const Environment path = {{"PATH", bin.string()}};
  put_live(four()[1]);
  EXPECT_EQ(restore("", path).status, 1);
  const Outcome outcome = restore("--on-existing replace", path);
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, HasSubstr("created 3, existing 0, skipped 0, replaced 1, failed 0\n"));
  EXPECT_EQ(restore("--diff", path).out, "equal 4, different 0, missing 0, skipped 0, failed 0\n");
  EXPECT_THAT(restore("--rollback", path).out,
              HasSubstr("deleted 3, put back 1, gone 0, left 0, failed 0\n"));
}

}  // namespace
}  // namespace nsmkit::bundle
