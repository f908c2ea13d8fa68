// The commands bundle, verify and simulate as a whole: the same bytes wherever the backup lies, nothing half
// written whatever goes wrong, no secrets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <filesystem>
#include <sstream>

#include "base/error.hpp"
#include "base/json.hpp"
#include "bundle/reader.hpp"
#include "cli/app.hpp"
#include "io/memory_file_system.hpp"
#include "tests/support/temporary_folder.hpp"

namespace nsmkit::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing_support::content_of;

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

Outcome nsmkit(io::FileSystem& files, const std::vector<std::string>& arguments,
               const std::string& stdin_text = {}) {
  std::istringstream in(stdin_text);
  std::ostringstream out;
  std::ostringstream err;
  Context context{files, in, out, err};
  context.today = "2026-01-01";
  const int status = run(arguments, context);
  return {status, out.str(), err.str()};
}

/// The fixture export in a folder.
void copy_export(io::MemoryFileSystem& files, const std::string& folder) {
  for (const auto& entry : fs::directory_iterator(NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6")) {
    if (entry.path().extension() == ".yaml") {
      files.files[folder + "/" + entry.path().filename().string()] = content_of(entry.path());
    }
  }
}

const std::string kValues =
    "registry:\n  server: registry.example.com/nsm\n  imageTag: \"1.6.0\"\n  username: bob\n"
    "  password: hunter2secret\nmtls:\n  mode: strict\n";

std::vector<std::string> bundle_command(const std::string& backup, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"bundle", backup, "--from", "1.6.0", "--to", "2.0.0", "-o", "b.tar.gz"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

std::map<std::string, std::string> unpack(const std::string& archive) {
  base::TextSource source(archive);
  std::map<std::string, std::string> files;
  for (const auto& [path, file] : bundle::read_bundle(source, "b.tar.gz").files) {
    files[path] = file.content;
  }
  return files;
}

TEST(BundleCommand, GivesTheSameBytesWhereverTheBackupLies) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  copy_export(files, "somewhere/else/two");
  files.files["one/values.yaml"] = kValues;
  files.files["somewhere/else/two/values.yaml"] = kValues;
  const Outcome first = nsmkit(files, bundle_command("one", {"--with-originals"}));
  ASSERT_EQ(first.status, 0) << first.out << first.err;
  const std::string bytes = files.files.at("b.tar.gz");
  const Outcome second = nsmkit(files, bundle_command("somewhere/else/two/", {"--with-originals"}));
  ASSERT_EQ(second.status, 0) << second.out << second.err;
  EXPECT_TRUE(bytes == files.files.at("b.tar.gz"));
  EXPECT_THAT(first.out, HasSubstr("one/trafficsplits.yaml:"));
  EXPECT_THAT(second.out, HasSubstr("somewhere/else/two/trafficsplits.yaml:"));
}

TEST(BundleCommand, TakesItsTimeFromTheEnvironment) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  ASSERT_EQ(nsmkit(files, bundle_command("one")).status, 0);
  const std::string usual = files.files.at("b.tar.gz");
  ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
  ASSERT_EQ(nsmkit(files, bundle_command("one")).status, 0);
  ::unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_TRUE(usual != files.files.at("b.tar.gz"));
  EXPECT_EQ(unpack(usual), unpack(files.files.at("b.tar.gz")));
}

TEST(BundleCommand, AccountsForEveryObject) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  files.files["one/values.yaml"] = kValues;
  files.files["one/other.yaml"] = "apiVersion: v1\nkind: Service\nmetadata:\n  name: x\n  namespace: shop\n";
  const Outcome outcome = nsmkit(files, bundle_command("one"));
  ASSERT_EQ(outcome.status, 0) << outcome.out;
  const Json manifest = Json::parse(unpack(files.files.at("b.tar.gz")).at("bundle.json"));
  const Json& summary = manifest.at("summary");
  EXPECT_EQ(summary.at("read"), 16);
  EXPECT_EQ(summary.at("configuration"), 1);
  EXPECT_EQ(summary.at("skipped"), 1);
  EXPECT_EQ(summary.at("controllerOwned"), 1);
  EXPECT_EQ(summary.at("restored"), 13);
  EXPECT_EQ(manifest.at("skipped").at(0).at("reason"), "a restore does not create this kind");
  EXPECT_EQ(manifest.at("objects").at(0).at("source").at("file"), "backup/httproutegroups.yaml");
  EXPECT_THAT(outcome.err,
              HasSubstr("13 to restore, 1 left to controllers, 1 of the mesh's configuration, 1 skipped"));
  EXPECT_EQ(nsmkit(files, {"verify", "b.tar.gz"}).status, 0);
}

TEST(BundleCommand, LearnsFromTheFilesWhatWasNotSaid) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  files.files["one/mesh-config.yaml"] = content_of(NSMKIT_SOURCE_DIR "/fixtures/readme/mesh-config.yaml");
  const Outcome outcome = nsmkit(
      files, {"bundle", "one", "--to", "2.0.0", "-o", "b.tar.gz", "--allow", "circuitbreaker-random-lb"});
  ASSERT_EQ(outcome.status, 0) << outcome.out << outcome.err;
  const auto content = unpack(files.files.at("b.tar.gz"));
  const Json manifest = Json::parse(content.at("bundle.json"));
  EXPECT_EQ(manifest.at("from"), "1.6.0");
  EXPECT_EQ(manifest.at("platform"), "kubernetes");
  EXPECT_EQ(Json::parse(content.at("checklist.json")).at("from"), "1.6.0");
  EXPECT_THAT(content.at("checklist.html"), HasSubstr("<!DOCTYPE html>"));
  EXPECT_THAT(content.at("README.md"), HasSubstr("1.6.0 to 2.0.0"));
}

TEST(BundleCommand, TakesTheSameObjectOnce) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  files.files["one/twice.yaml"] = files.files.at("one/tcproutes.yaml");
  const Outcome outcome = nsmkit(files, bundle_command("one"));
  EXPECT_EQ(outcome.status, 0) << outcome.out;
  EXPECT_THAT(outcome.out,
              HasSubstr("one/twice.yaml:3:3: info[NSM909] 2 objects of this file, this one first, are the "
                        "same as in one/tcproutes.yaml"));
  files.files["one/twice.yaml"] =
      "apiVersion: specs.smi-spec.io/v1alpha3\nkind: TCPRoute\nmetadata:\n  name: ledger-tcp\n  namespace: "
      "payments\n"
      "  labels:\n    other: \"1\"\nspec: {}\n";
  EXPECT_EQ(nsmkit(files, bundle_command("one")).status, 1);
}

TEST(BundleCommand, WritesNothingWhenThereAreErrors) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  files.files["b.tar.gz"] = "old";
  files.files["one/bad.yaml"] =
      "apiVersion: split.smi-spec.io/v1alpha3\nkind: TrafficSplit\nmetadata:\n  name: bad\n  namespace: "
      "shop\nspec:\n"
      "  service: 5\n  backends: []\n";
  const Outcome refused = nsmkit(files, bundle_command("one"));
  EXPECT_EQ(refused.status, 1);
  EXPECT_EQ(files.files.at("b.tar.gz"), "old");
  EXPECT_THAT(refused.err, HasSubstr("no bundle written\n"));
  EXPECT_THAT(refused.err, HasSubstr("--allow conversion-impossible"));
  const Outcome allowed = nsmkit(files, bundle_command("one", {"--allow", "nsm522"}));
  EXPECT_EQ(allowed.status, 0) << allowed.out;
  const Json manifest = Json::parse(unpack(files.files.at("b.tar.gz")).at("bundle.json"));
  EXPECT_EQ(manifest.at("allowed").at(0).at("rule"), "conversion-impossible");
  EXPECT_EQ(manifest.at("findings").at("errors"), 1);
  EXPECT_EQ(manifest.at("skipped").at(0).at("name"), "bad");
}

TEST(BundleCommand, AllowsWarningsWhereTheyCount) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  EXPECT_EQ(nsmkit(files, bundle_command("one", {"--fail-on", "warning"})).status, 1);
  const Outcome allowed = nsmkit(
      files, bundle_command("one", {"--fail-on", "warning", "--allow", "owned-by-controller", "--allow",
                                    "ratelimit-delay-exceeds-burst", "--allow", "bundle-controller-owned"}));
  EXPECT_EQ(allowed.status, 0) << allowed.out << allowed.err;
}

TEST(BundleCommand, WritesNothingWhenInputIsCutShort) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  files.files["one/tcproutes.yaml"].resize(300);
  files.files["one/tcproutes.yaml"] += "\n  \"";
  const Outcome outcome = nsmkit(files, bundle_command("one"));
  EXPECT_EQ(outcome.status, 3);
  EXPECT_FALSE(files.files.contains("b.tar.gz"));
}

TEST(BundleCommand, RefusesWhatItCannotUse) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  const auto status = [&files](std::vector<std::string> more) {
    const Outcome outcome = nsmkit(files, bundle_command("one", std::move(more)));
    EXPECT_THAT(outcome.err, Not(IsEmpty()));
    return outcome.status;
  };
  EXPECT_EQ(status({"--allow", "schema-tipe"}), 2);
  EXPECT_EQ(status({"--allow", "file-unreadable"}), 2);
  EXPECT_EQ(status({"--include", "missing.tgz"}), 2);
  EXPECT_EQ(status({"--sign", "missing.pem"}), 3);
  files.files["key.pem"] = "no key";
  EXPECT_EQ(status({"--sign", "key.pem"}), 2);
  EXPECT_FALSE(files.files.contains("b.tar.gz"));
  EXPECT_EQ(nsmkit(files, bundle_command("missing")).status, 3);
  EXPECT_EQ(nsmkit(files, {"bundle", "one", "--to", "0.5.0", "-o", "b.tar.gz"}).status, 2);
  EXPECT_EQ(nsmkit(files, {"bundle", "--to", "2.0.0", "-o", "b.tar.gz"}).status, 2);
}

TEST(BundleCommand, RefusesABackupWithoutObjects) {
  io::MemoryFileSystem files;
  files.files["one/values.yaml"] = kValues;
  const Outcome outcome = nsmkit(files, bundle_command("one"));
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("error[NSM901]"));
  EXPECT_EQ(nsmkit(files, bundle_command("one", {"--allow", "bundle-empty"})).status, 0);
  EXPECT_EQ(nsmkit(files, {"verify", "b.tar.gz"}).status, 0);
}

TEST(BundleCommand, KeepsSecretsOut) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  files.files["one/values.yaml"] = kValues;
  files.files["chart.yaml"] = kValues;
  const Outcome outcome = nsmkit(files, bundle_command("one", {"--with-originals"}));
  ASSERT_EQ(outcome.status, 0) << outcome.out;
  EXPECT_THAT(outcome.out, HasSubstr("one/values.yaml: warning[NSM906]"));
  for (const auto& [path, content] : unpack(files.files.at("b.tar.gz"))) {
    EXPECT_THAT(content, Not(HasSubstr("hunter2secret"))) << path;
  }
  EXPECT_FALSE(unpack(files.files.at("b.tar.gz")).contains("originals/values.yaml"));
  EXPECT_TRUE(unpack(files.files.at("b.tar.gz")).contains("originals/tcproutes.yaml"));
  EXPECT_TRUE(files.made_private.empty());

  const Outcome included = nsmkit(files, bundle_command("one", {"--include", "chart.yaml"}));
  EXPECT_EQ(included.status, 1);
  EXPECT_THAT(included.out, HasSubstr("error[NSM907]"));

  const Outcome wanted = nsmkit(
      files, bundle_command("one", {"--with-originals", "--include", "chart.yaml", "--include-secrets"}));
  EXPECT_EQ(wanted.status, 0) << wanted.out;
  EXPECT_THAT(unpack(files.files.at("b.tar.gz")).at("config/values.yaml"), HasSubstr("hunter2secret"));
  EXPECT_TRUE(files.made_private.contains("b.tar.gz"));
}

TEST(BundleCommand, TakesFilesAlong) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  files.files["charts/my chart.tgz"] = std::string("\x1f\x8b\0abc", 6);
  files.files["other/my chart.tgz"] = "x";
  const Outcome outcome = nsmkit(
      files, bundle_command("one", {"--include", "charts/my chart.tgz", "--include", "other/my chart.tgz"}));
  ASSERT_EQ(outcome.status, 0) << outcome.out;
  const auto content = unpack(files.files.at("b.tar.gz"));
  EXPECT_TRUE(content.contains("included/my_chart.tgz"));
  EXPECT_TRUE(content.contains("included/my_chart.tgz-2"));
  EXPECT_EQ(nsmkit(files, {"verify", "b.tar.gz"}).status, 0);
}

TEST(BundleCommand, ReadsStandardInput) {
  io::MemoryFileSystem files;
  const Outcome outcome = nsmkit(files, bundle_command("-"),
                                 content_of(NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6/tcproutes.yaml"));
  EXPECT_EQ(outcome.status, 0) << outcome.out << outcome.err;
}

/// A file system whose files fail after some writes, as a full disk does, or when they are made final.
class FailingFileSystem final : public io::FileSystem {
 public:
  FailingFileSystem(io::MemoryFileSystem& files, int good_writes) : files_(files), left_(good_writes) {}

  [[nodiscard]] io::PathType type(const std::string& path) const override { return files_.type(path); }
  [[nodiscard]] std::vector<std::string> list(const std::string& path) const override {
    return files_.list(path);
  }
  [[nodiscard]] std::string identity(const std::string& path) const override { return path; }
  [[nodiscard]] std::uint64_t size(const std::string& path) const override { return files_.size(path); }
  [[nodiscard]] std::unique_ptr<base::ByteSource> open(const std::string& path) const override {
    return files_.open(path);
  }
  void make_directories(const std::string& path) override { files_.make_directories(path); }
  [[nodiscard]] std::unique_ptr<io::OutputFile> create(const std::string& path, io::Access access) override {
    class File final : public io::OutputFile {
     public:
      File(std::unique_ptr<io::OutputFile> file, int& left) : file_(std::move(file)), left_(left) {}
      void write(std::string_view bytes) override {
        step();
        file_->write(bytes);
      }
      void commit() override {
        step();
        file_->commit();
      }

     private:
      void step() {
        if (left_-- == 0) {
          throw base::Error(base::ExitStatus::kIo, "no space left on device");
        }
      }
      std::unique_ptr<io::OutputFile> file_;
      int& left_;
    };
    return std::make_unique<File>(files_.create(path, access), left_);
  }

  [[nodiscard]] bool failed() const { return left_ < 0; }

 private:
  io::MemoryFileSystem& files_;
  int left_;
};

TEST(BundleCommand, LeavesTheOldBundleWhenWritingFails) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  bool finished = false;
  for (int good_writes = 0; !finished && good_writes < 10'000; ++good_writes) {
    files.files["b.tar.gz"] = "old";
    FailingFileSystem failing(files, good_writes);
    const Outcome outcome = nsmkit(failing, bundle_command("one"));
    finished = !failing.failed();
    if (!finished) {
      EXPECT_EQ(outcome.status, 3) << good_writes;
      EXPECT_EQ(files.files.at("b.tar.gz"), "old") << good_writes;
      EXPECT_THAT(outcome.err, HasSubstr("no space left on device"));
    }
  }
  EXPECT_TRUE(finished);
  EXPECT_EQ(nsmkit(files, {"verify", "b.tar.gz"}).status, 0);
}

// Killed at any moment, a run leaves the old bundle or the new one.
TEST(BundleCommand, SurvivesBeingKilled) {
  const testing_support::TemporaryFolder folder;
  const std::string target = (folder.path() / "b.tar.gz").string();
  const auto real = io::real_file_system();
  std::vector<std::string> arguments{
      "bundle", NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6", "--to", "2.0.0", "-o", target};
  ASSERT_EQ(nsmkit(*real, arguments).status, 0);
  const std::string old = content_of(target);
  arguments.emplace_back("--with-originals");
  int killed = 0;
  for (int delay = 0; delay < 60; ++delay) {
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::_exit(nsmkit(*real, arguments).status);
    }
    ::usleep(static_cast<useconds_t>(delay * 500));
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    killed += WIFSIGNALED(status) ? 1 : 0;
    if (content_of(target) != old) {
      EXPECT_EQ(nsmkit(*real, {"verify", target}).status, 0) << delay;
    }
  }
  EXPECT_GT(killed, 0);
}

TEST(BundleCommand, NeedsAPlaceToWriteTo) {
  const testing_support::TemporaryFolder folder;
  const auto real = io::real_file_system();
  const std::string target = (folder.path() / "missing" / "b.tar.gz").string();
  const Outcome outcome = nsmkit(
      *real, {"bundle", NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6", "--to", "2.0.0", "-o", target});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.err, HasSubstr("missing"));
}

TEST(BundleCommand, FitsStandardTools) {
  const testing_support::TemporaryFolder folder;
  const std::string path = folder.path().string();
  const auto shell = [&path](const std::string& command) {
    return std::system(("cd " + path + " && " + command + " >/dev/null 2>&1").c_str());
  };
  if (shell("openssl version") != 0 || shell("sha256sum --version") != 0) {
    GTEST_SKIP() << "openssl or sha256sum is missing";
  }
  const auto real = io::real_file_system();
  for (const std::string algorithm :
       {"-algorithm EC -pkeyopt ec_paramgen_curve:P-256", "-algorithm ED25519"}) {
    ASSERT_EQ(
        shell("openssl genpkey " + algorithm + " -out k.pem && openssl pkey -in k.pem -pubout -out p.pem"),
        0);
    const Outcome made = nsmkit(*real, {"bundle", NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6", "--to",
                                        "2.0.0", "--sign", path + "/k.pem", "-o", path + "/b.tar.gz"});
    ASSERT_EQ(made.status, 0) << made.err;
    EXPECT_EQ(shell("rm -rf b && mkdir b && tar xzf b.tar.gz -C b && cd b && sha256sum -c SHA256SUMS && test "
                    "-x restore.sh"),
              0);
    const bool is_ec = algorithm.find("EC ") != std::string::npos;
    EXPECT_EQ(
        shell(
            "base64 -d b/SHA256SUMS.sig > s.bin && " +
            std::string(
                is_ec
                    ? "openssl dgst -sha256 -verify p.pem -signature s.bin b/SHA256SUMS"
                    : "openssl pkeyutl -verify -pubin -inkey p.pem -rawin -in b/SHA256SUMS -sigfile s.bin")),
        0);
    EXPECT_EQ(nsmkit(*real, {"verify", path + "/b.tar.gz", "--key", path + "/p.pem"}).status, 0);
  }
}

TEST(VerifyCommand, SaysWhatIsWrongAndHow) {
  io::MemoryFileSystem files;
  files.files["b.tar.gz"] = "no archive";
  const Outcome broken = nsmkit(files, {"verify", "b.tar.gz"});
  EXPECT_EQ(broken.status, 3);
  EXPECT_THAT(broken.out, HasSubstr("error[NSM920]"));
  EXPECT_EQ(nsmkit(files, {"verify", "missing.tar.gz"}).status, 3);
  copy_export(files, "one");
  ASSERT_EQ(nsmkit(files, bundle_command("one")).status, 0);
  const Outcome json = nsmkit(files, {"-q", "verify", "b.tar.gz", "--format", "json"});
  EXPECT_EQ(json.status, 0);
  EXPECT_THAT(json.err, IsEmpty());
  const Json report = Json::parse(json.out);
  EXPECT_EQ(report.at("kind"), "BundleVerification");
  EXPECT_EQ(report.at("sound"), true);
  EXPECT_EQ(nsmkit(files, {"verify", "b.tar.gz", "--max-entries", "3"}).status, 3);
  EXPECT_EQ(nsmkit(files, {"verify", "b.tar.gz", "--max-size", "4kb"}).status, 3);
}

TEST(DiffCommand, ReadsBundles) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  ASSERT_EQ(nsmkit(files, bundle_command("one")).status, 0);
  const Outcome same = nsmkit(files, {"diff", "one", "b.tar.gz"});
  EXPECT_EQ(same.status, 0) << same.out;
  EXPECT_EQ(nsmkit(files, {"diff", "b.tar.gz", "b.tar.gz"}).out, "");
  std::string& export_file = files.files.at("one/ratelimits.yaml");
  export_file.replace(export_file.find("rate: "), 6, "rate: 9");
  const Outcome other = nsmkit(files, {"diff", "one", "b.tar.gz"});
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.out, HasSubstr("b.tar.gz/resources/waves/3/"));
  files.files["b.tar.gz"].resize(5000);
  const Outcome cut = nsmkit(files, {"diff", "one", "b.tar.gz"});
  EXPECT_EQ(cut.status, 3);
}

TEST(SimulateCommand, ComparesWithWhatIsThere) {
  io::MemoryFileSystem files;
  copy_export(files, "one");
  ASSERT_EQ(nsmkit(files, bundle_command("one")).status, 0);
  const Outcome same = nsmkit(files, {"simulate", "b.tar.gz", "--live", "one"});
  EXPECT_EQ(same.status, 0) << same.out;
  EXPECT_THAT(same.err, HasSubstr("14 objects: 13 equal, 1 left"));
  std::string& live = files.files.at("one/ratelimits.yaml");
  live.replace(live.find("rate: "), 6, "rate: 9");
  const Outcome other = nsmkit(files, {"simulate", "b.tar.gz", "--live", "one/ratelimits.yaml"});
  EXPECT_EQ(other.status, 1);
  EXPECT_THAT(other.out, HasSubstr(": differs at /spec/rate (one/ratelimits.yaml:"));
  const Outcome json = nsmkit(files, {"-q", "simulate", "b.tar.gz", "--live", "one", "--format", "json"});
  EXPECT_EQ(Json::parse(json.out).at("objects").size(), 14U);
  files.files["empty.yaml"] = "apiVersion: v1\nitems: []\nkind: List\n";
  const Outcome nothing = nsmkit(files, {"simulate", "b.tar.gz", "--live", "empty.yaml"});
  EXPECT_EQ(nothing.status, 0) << nothing.out;
  EXPECT_EQ(nothing.err, "14 objects: 13 created, 1 left\n");
  files.files["broken.tar.gz"] = "x";
  EXPECT_EQ(nsmkit(files, {"simulate", "broken.tar.gz", "--live", "one"}).status, 3);
  EXPECT_EQ(nsmkit(files, {"simulate", "b.tar.gz", "--live", "missing"}).status, 3);
}

}  // namespace
}  // namespace nsmkit::cli
