// The commands bundle, verify, simulate and diff on bundles: the same bytes wherever the backup lies, every
// object accounted for, no secrets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "tests/cli/bundle_support.hpp"

namespace nsmkit::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing_support::content_of;

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
