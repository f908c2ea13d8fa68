// restore.sh when things go wrong: killed at any point, answers lost, damaged bundles, missing pieces.
#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <functional>

#include "tests/restore_script/restore_fixture.hpp"

namespace nsmkit::bundle {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::testing::Not;
using testing_support::content_of;

class RestoreFaults : public RestoreFixture {
 protected:
  /// How many calls of kubectl a run makes on a fresh cluster.
  int calls_of(const std::string& arguments, const Environment& environment = {}) {
    calls();
    const Outcome outcome = restore(arguments, environment);
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    return static_cast<int>(std::ranges::count(calls(), '\n'));
  }

  /// As after SetUp, but for the bundle.
  void reset() {
    calls();
    fs::remove_all(cluster() / "objects");
    fs::remove_all(bundle().string() + ".restore");
    for (const char* counter : {"made", "webhook_calls"}) {
      fs::remove(cluster() / counter);
    }
  }

  /// Kills the script at every call, before and after its effect, and runs it again.
  void kill_everywhere(const std::string& arguments, const std::function<void()>& prepare,
                       const std::function<void()>& check) {
    prepare();
    const int last = calls_of(arguments);
    ASSERT_GT(last, 5);
    for (const std::string when : {"before", "after"}) {
      for (int at = 1; at <= last; ++at) {
        SCOPED_TRACE("killed " + when + " call " + std::to_string(at));
        reset();
        prepare();
        EXPECT_EQ(restore(arguments, {{"KILL_AT", std::to_string(at)}, {"KILL_WHEN", when}}).status, 128 + 9);
        const Outcome outcome = restore(arguments);
        EXPECT_EQ(outcome.status, 0) << outcome.err;
        EXPECT_EQ(outcome.err, "");
        check();
      }
    }
  }

  /// The script's answer to a bundle that was changed; nothing may reach the cluster.
  void expect_damaged(const std::string& message) {
    const Outcome outcome = restore();
    EXPECT_EQ(outcome.status, 3) << message;
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.err, "restore.sh: " + message +
                               "\nNothing was done. Unpack the archive again, or get another copy of it.\n");
    EXPECT_EQ(calls(), "");
  }

  void write(const fs::path& path, const std::string& text) const {
    std::ofstream(path, std::ios::binary) << text;
  }

  void append(const fs::path& path, const std::string& text) const {
    std::ofstream(path, std::ios::binary | std::ios::app) << text;
  }
};

std::vector<RestoreEntry> three() {
  return {RestoreEntry{1, kRoutes, "shop", "routes", "resources/waves/1/shop/r.yaml"},
          RestoreEntry{2, kSplits, "shop", "a", "resources/waves/2/shop/a.yaml"},
          RestoreEntry{2, kSplits, "shop", "b", "resources/waves/2/shop/b.yaml"}};
}

TEST_F(RestoreFaults, GoesOnAfterBeingKilledAnywhere) {
  write_bundle(three());
  kill_everywhere(
      "", [] {},
      [this] {
        EXPECT_EQ(live(),
                  "httproutegroups.specs.smi-spec.io shop/routes uid-1 from: bundle\n"
                  "trafficsplits.split.smi-spec.io shop/a uid-2 from: bundle\n"
                  "trafficsplits.split.smi-spec.io shop/b uid-3 from: bundle\n");
        EXPECT_EQ(content_of(cluster() / "made"), "3\n") << "something was created twice";
        EXPECT_THAT(restore("--rollback").out,
                    HasSubstr("deleted 3, put back 0, gone 0, left 0, failed 0\n"));
      });
}

TEST_F(RestoreFaults, GoesOnAfterBeingKilledWhileReplacing) {
  write_bundle({three()[0], three()[1]});
  kill_everywhere(
      "--on-existing replace", [this] { put_live(three()[1]); },
      [this] {
        EXPECT_EQ(live(),
                  "httproutegroups.specs.smi-spec.io shop/routes uid-1 from: bundle\n"
                  "trafficsplits.split.smi-spec.io shop/a uid-of-other from: bundle\n");
        EXPECT_THAT(restore("--rollback").out,
                    HasSubstr("deleted 1, put back 1, gone 0, left 0, failed 0\n"));
        EXPECT_EQ(live(), "trafficsplits.split.smi-spec.io shop/a uid-of-other from: other\n");
      });
}

TEST_F(RestoreFaults, GoesOnAfterBeingKilledWhileRollingBack) {
  write_bundle(three());
  restore();
  const int first = static_cast<int>(std::ranges::count(calls(), '\n'));
  ASSERT_GT(first, 5);
  const int last = calls_of("--rollback");
  for (int at = 1; at <= last; ++at) {
    SCOPED_TRACE("killed after call " + std::to_string(at));
    reset();
    ASSERT_EQ(restore().status, 0);
    calls();
    restore("--rollback", {{"KILL_AT", std::to_string(at)}});
    const Outcome outcome = restore("--rollback");
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_EQ(live(), "");
  }
}

TEST_F(RestoreFaults, FindsWhatItMadeWhenAnAnswerIsLost) {
  write_bundle(three());
  const int last = calls_of("");
  for (int at = last - 2; at <= last; ++at) {
    reset();
    const Outcome outcome = restore("", {{"LOSE_AT", std::to_string(at)}});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("created 3, existing 0, skipped 0, replaced 0, failed 0\n"));
    EXPECT_EQ(content_of(cluster() / "made"), "3\n");
  }
}

// Servers that do not note who wrote an object: what a stopped run left is told by its content.
TEST_F(RestoreFaults, RecognisesItsWorkByContent) {
  write_bundle(three());
  const int last = calls_of("");
  reset();
  restore("", {{"KILL_AT", std::to_string(last)}});
  write(cluster() / "objects" / kSplits / "shop/b/writer", "\n");
  EXPECT_THAT(restore().out, HasSubstr("created 0, existing 3, "));
  reset();
  restore("", {{"KILL_AT", std::to_string(last)}});
  write(cluster() / "objects" / kSplits / "shop/b/writer", "\n");
  write(cluster() / "objects" / kSplits / "shop/b/body", yaml(three()[2], "from: other"));
  const Outcome outcome = restore();
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err,
              HasSubstr("not made by this restore:\n  trafficsplits.split.smi-spec.io shop/b\nNothing"));
}

TEST_F(RestoreFaults, ReadsAJournalThatWasCutOff) {
  write_bundle(three());
  restore();
  const std::string log = content_of(journal() / "log");
  for (const std::size_t cut : {std::size_t{1}, std::size_t{2}, std::size_t{20}, std::size_t{60}}) {
    write(journal() / "log", log.substr(0, log.size() - cut));
    const Outcome outcome = restore();
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    EXPECT_THAT(outcome.out, HasSubstr("created 0, existing 3, "));
  }
  EXPECT_THAT(restore("--rollback").out, HasSubstr("deleted 3, "));
}

TEST_F(RestoreFaults, RefusesAForeignJournal) {
  write_bundle(three());
  fs::create_directory(folder() / "j");
  write(folder() / "j/log", "something else\n");
  const Outcome outcome = restore("--journal j");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.err, "restore.sh: " + (folder() / "j/log").string() + " is no journal of restore.sh\n");
}

TEST_F(RestoreFaults, StopsCleanlyWhenInterrupted) {
  write_bundle(three());
  for (const auto& [signal, status] :
       {std::pair("TERM", 143), std::pair("INT", 130), std::pair("HUP", 129)}) {
    reset();
    const Outcome outcome =
        run_shell("export FAKE_CLUSTER='" + cluster().string() + "' PATH='" + (folder() / "bin").string() +
                  "':\"$PATH\" TMPDIR='" + folder().string() + "' SLOW=0.15\n" + "cd '" + folder().string() +
                  "'\n/usr/bin/env --default-signal sh bundle/restore.sh & pid=$!\nuntil [ -s "
                  "bundle.restore/*/log ]; do sleep 0.05; done\nkill -" +
                  signal + " $pid\nwait $pid");
    EXPECT_EQ(outcome.status, status);
    EXPECT_EQ(outcome.err, "restore.sh: stopped. What was done is noted; run this again to go on.\n");
    for (const auto& each : fs::directory_iterator(folder())) {
      EXPECT_THAT(each.path().filename().string(), Not(HasSubstr("nsmkit-restore.")))
          << "temporary files are left";
    }
    EXPECT_THAT(restore().out, HasSubstr(", skipped 0, replaced 0, failed 0\n"));
    EXPECT_EQ(content_of(cluster() / "made"), "3\n");
  }
}

TEST_F(RestoreFaults, TwoRunsDoNotShareAJournal) {
  write_bundle(three());
  const std::string run = "sh bundle/restore.sh --journal j";
  const Outcome outcome =
      run_shell("export FAKE_CLUSTER='" + cluster().string() + "' PATH='" + (folder() / "bin").string() +
                "':\"$PATH\"\ncd '" + folder().string() + "'\nSLOW=0.1 " + run +
                " >first 2>&1 & pid=$!\nuntil [ -s j/log ]; do sleep 0.05; done\n" + run +
                "\nstatus=$?\nwait $pid || exit 99\nexit $status");
  EXPECT_EQ(outcome.status, 3) << content_of(folder() / "first");
  EXPECT_THAT(outcome.err, HasSubstr("works with this journal\nIf that run is over, delete "));
  EXPECT_EQ(content_of(cluster() / "made"), "3\n");
  EXPECT_EQ(run_shell("ls '" + (folder() / "j").string() + "'").out, "log\n") << "locks are taken away";
}

TEST_F(RestoreFaults, TakesOverFromARunThatIsNoMore) {
  write_bundle(three());
  fs::create_directory(folder() / "j");
  std::string host(256, '\0');
  ASSERT_EQ(::gethostname(host.data(), host.size()), 0);
  host.resize(host.find('\0'));
  // Process ids end before this one.
  write(folder() / "j" / ("lock." + host + ".99999999"), "");
  EXPECT_EQ(restore("--journal j").status, 0);
  write(folder() / "j" / "lock.elsewhere.7", "");
  const Outcome outcome = restore("--journal j");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.err,
            "restore.sh: another run (process 7 on elsewhere) works with this journal\n"
            "If that run is over, delete " +
                (folder() / "j/lock.elsewhere.7").string() + "\n");
}

TEST_F(RestoreFaults, AFailureHoldsTheNextWaveBack) {
  write_bundle({entry(kRoutes, "a"), entry(kRoutes, "b"), entry(kSplits, "c"), entry(kLimits, "d")});
  const Outcome outcome = restore("", {{"REFUSE", "a"}});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out,
            "wave 1: routes\n"
            "created   httproutegroups.specs.smi-spec.io shop/b\n"
            "created 1, existing 0, skipped 0, replaced 0, failed 1\n");
  EXPECT_EQ(outcome.err,
            "failed    httproutegroups.specs.smi-spec.io shop/a\n"
            "  Error from server: error when creating \"" +
                (bundle() / entry(kRoutes, "a").file).string() +
                "\": admission webhook \"nsm\" denied the request: bad a\n"
                "restore.sh: stopped before wave 2, which needs what failed; not tried: 2.\n"
                "Run this again when the cause is mended; --keep-going goes on without.\n");
  const Outcome on = restore("--keep-going", {{"REFUSE", "a"}});
  EXPECT_EQ(on.status, 1);
  EXPECT_THAT(on.out, HasSubstr("created 2, existing 1, skipped 0, replaced 0, failed 1\n"));
  EXPECT_THAT(on.err, HasSubstr("restore.sh: failed: 1. Run this again when the cause is mended.\n"));
  EXPECT_THAT(restore().out, HasSubstr("created 1, existing 3, skipped 0, replaced 0, failed 0\n"));
}

TEST_F(RestoreFaults, WaitsForTheWebhook) {
  write_bundle(four());
  const Outcome outcome = restore("--timeout 20", {{"WEBHOOK_SILENT", "5"}});
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.err,
              HasSubstr("restore.sh: waiting (up to 20 s) for an answer; so far:\n  Error from"));
  EXPECT_THAT(outcome.out, HasSubstr("created 4, "));
}

TEST_F(RestoreFaults, GivesUpOnASilentWebhook) {
  write_bundle({entry(kTargets, "target"), entry(kLimits, "limit")});
  const Outcome outcome = restore("--timeout 1", {{"WEBHOOK_SILENT", "1000"}});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_THAT(outcome.err, HasSubstr("after 1 s, no answer yet for: ratelimits.specs.smi.nginx.com\n"));
  EXPECT_THAT(outcome.err, HasSubstr("No object was created. Look whether the Pods of the mesh run"));
  EXPECT_EQ(live(), "");
}

TEST_F(RestoreFaults, StopsWhenTheClusterFallsSilentOnTheWay) {
  write_bundle(three());
  const int last = calls_of("");
  reset();
  const Outcome lost = restore("--timeout 1", {{"DOWN_AT", std::to_string(last - 1)}});
  EXPECT_EQ(lost.status, 3);
  EXPECT_EQ(lost.out,
            "wave 1: routes\n"
            "created   httproutegroups.specs.smi-spec.io shop/routes\n"
            "wave 2: targets and splits\n"
            "created 1, existing 0, skipped 0, replaced 0, failed 1\n");
  EXPECT_THAT(lost.err, HasSubstr("the cluster stopped answering; not tried: 1. Run this again to go on.\n"));
  fs::remove(cluster() / "down");
  EXPECT_THAT(restore().out, HasSubstr("created 2, existing 1, "));
}

TEST_F(RestoreFaults, SaysWhenNoMeshChecksTheObjects) {
  write_bundle(three());
  fs::remove(cluster() / "webhook");
  const Outcome outcome = restore();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(
      outcome.err,
      "restore.sh: note: no mesh has registered its checks with this cluster; objects are stored without "
      "them\n");
}

TEST_F(RestoreFaults, StopsAtMissingDefinitions) {
  write_bundle(four());
  fs::remove(cluster() / "crds" / kLimits);
  write(cluster() / "crds" / kSplits, "True\tv1alpha2 v1alpha3");
  const Outcome outcome = restore();
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.err,
            "restore.sh: missing definition: ratelimits.specs.smi.nginx.com\n"
            "trafficsplits.split.smi-spec.io: the cluster does not serve version v1, only v1alpha2 v1alpha3\n"
            "Nothing was changed. Deploy the mesh first; it brings the definitions (CRDs).\n");
  EXPECT_THAT(restore("--only CircuitBreaker").out, HasSubstr("created 1, ")) << "only what is needed counts";
}

TEST_F(RestoreFaults, WaitsForDefinitions) {
  write_bundle(three());
  write(cluster() / "crds" / kSplits, "False\tv1");
  EXPECT_EQ(restore().status, 0);
  write(cluster() / "crds" / kSplits, "False\tv1");
  const Outcome outcome = restore("--timeout 0");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.err,
            "restore.sh: not established after 0 s: trafficsplits.split.smi-spec.io\n"
            "Nothing was changed. Look at: kubectl describe crd NAME\n");
}

TEST_F(RestoreFaults, SaysWhenTheClusterDoesNotAnswer) {
  write_bundle(three());
  write(cluster() / "down", "");
  const Outcome outcome = restore();
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.err,
            "restore.sh: the cluster does not answer:\n"
            "  The connection to the server localhost:8080 was refused - did you specify the right host or "
            "port?\n");
  EXPECT_EQ(restore("", {{"KUBECTL", "no-such-program"}}).err,
            "restore.sh: no-such-program is not installed, or not in PATH\n");
}

TEST_F(RestoreFaults, WorksWithFewRights) {
  write_bundle(three());
  EXPECT_EQ(restore("", {{"FORBID", "namespaces"}}).status, 0);
  reset();
  EXPECT_EQ(restore("", {{"FORBID", "customresourcedefinitions.apiextensions.k8s.io"}}).status, 0);
  reset();
  EXPECT_EQ(restore("", {{"FORBID", "namespace"}}).status, 0);
  EXPECT_THAT(journal().filename().string(), testing::StartsWith("10.0.0.1-6443-"));
  reset();
  const Outcome outcome = restore("", {{"FORBID", kSplits}});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.err,
              HasSubstr("cannot list trafficsplits.split.smi-spec.io:\n  Error from server (Forbidden)"));
}

TEST_F(RestoreFaults, DoesNotTouchWhatIsBeingDeleted) {
  write_bundle(three());
  put_live(three()[1]);
  write(cluster() / "objects" / kSplits / "shop/a/leaving", "");
  EXPECT_THAT(restore().err, HasSubstr("  trafficsplits.split.smi-spec.io shop/a (being deleted)\n"));
  const Outcome outcome = restore("--on-existing replace");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(
      outcome.err,
      HasSubstr("failed    trafficsplits.split.smi-spec.io shop/a: it is being deleted; run again when it "
                "is gone\n"));
  EXPECT_THAT(outcome.out, HasSubstr("created 2, existing 0, skipped 0, replaced 0, failed 1\n"));
  write(cluster() / "namespaces", "shop\tTerminating\n");
  EXPECT_THAT(restore().err, HasSubstr("being deleted, so nothing can be created there: namespaces shop\n"));
}

TEST_F(RestoreFaults, AFailedReplacementIsSaid) {
  write_bundle(three());
  put_live(three()[1]);
  const Outcome outcome = restore("--on-existing replace", {{"REFUSE", "a"}});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.out, HasSubstr("created 2, existing 0, skipped 0, replaced 0, failed 1\n"));
  EXPECT_THAT(live(), HasSubstr("shop/a uid-of-other from: other\n"));
  EXPECT_THAT(restore("--rollback").out, HasSubstr("deleted 2, put back 0, gone 0, left 0, failed 0\n"));
}

TEST_F(RestoreFaults, RefusesDamagedBundles) {
  const std::string split = three()[1].file;
  write_bundle(three());
  append(bundle() / split, " ");
  expect_damaged(split + ": not the file that was bundled");
  write_bundle(three());
  fs::remove(bundle() / split);
  expect_damaged(split + ": missing, or not readable");
  write_bundle(three());
  append(bundle() / "restore.sh", "\n");
  expect_damaged("restore.sh: not the file that was bundled");
  write_bundle(three());
  fs::remove(bundle() / "SHA256SUMS");
  expect_damaged("SHA256SUMS is missing: this folder is no whole bundle");
}

TEST_F(RestoreFaults, RefusesSumsThatAreNotWhole) {
  const std::string split = three()[1].file;
  const auto with_sums = [this](const std::function<std::string(std::string)>& change) {
    write_bundle(three());
    write(bundle() / "SHA256SUMS", change(content_of(bundle() / "SHA256SUMS")));
  };
  const auto without = [](std::string sums, const std::string& name) {
    const std::size_t at = sums.find("  " + name + "\n") - 64;
    return sums.erase(at, 67 + name.size());
  };
  const std::string sum(64, 'a');
  with_sums([&](std::string sums) { return without(std::move(sums), "restore.list"); });
  expect_damaged("SHA256SUMS does not name restore.list");
  with_sums([&](std::string sums) { return without(std::move(sums), "restore.sh"); });
  expect_damaged("SHA256SUMS does not name restore.sh");
  with_sums([&](std::string sums) { return without(std::move(sums), split); });
  expect_damaged("restore.list:4: SHA256SUMS does not name its file");
  with_sums([](std::string) { return ""; });
  expect_damaged("SHA256SUMS does not name restore.list");
  for (const char* path : {"/etc/passwd", "../x", "a/../../x", "a b", "-x", "$(x)", "a//b", "a/"}) {
    with_sums([&](const std::string& sums) { return sum + "  " + path + "\n" + sums; });
    expect_damaged("SHA256SUMS:1: not a sum, two blanks and a path inside the bundle");
  }
  with_sums([&](const std::string& sums) { return sum.substr(1) + "  x\n" + sums; });
  expect_damaged("SHA256SUMS:1: not a sum, two blanks and a path inside the bundle");
  with_sums([&](const std::string& sums) { return sums + sum + "  restore.list\n"; });
  expect_damaged("SHA256SUMS:7: the file is named a second time");
}

TEST_F(RestoreFaults, RefusesHostileLists) {
  const std::string file = three()[1].file;
  const std::string good = std::string("2\t") + kSplits + "\tshop\ta\t" + file + "\tplain\n";
  const auto expect = [&](const std::string& line, const std::string& fault) {
    write_bundle(three());
    write(bundle() / "restore.list", "# x\n" + line);
    seal();
    expect_damaged("restore.list:" + fault);
    const auto read = read_restore_list("# x\n" + line);
    const auto* same = std::get_if<RestoreListFault>(&read);
    if (fault.find("SHA256SUMS") == std::string::npos) {
      ASSERT_NE(same, nullptr) << line;
      EXPECT_EQ(std::to_string(same->line) + ": " + same->text, fault) << "C++ and shell disagree";
    }
  };
  const std::string start = std::string("2\t") + kSplits + "\t";
  for (const char* path : {"/etc/passwd", "../resources/x", "resources/../../x", "resources//x", "resources/",
                           "resources/./x", "resources/a b", "resources/$(id)", "-f", "bundle.json"}) {
    expect(start + "shop\ta\t" + path + "\tplain\n", "2: not a path below resources/");
  }
  expect(start + "shop\ta\tresources/other.yaml\tplain\n", "2: SHA256SUMS does not name its file");
  for (const char* name : {"-a", "--all", "a b", "A", "a..b", ".a", "a;id", "`id`", ""}) {
    expect(start + "shop\t" + name + "\t" + file + "\tplain\n", "2: not a name of an object");
  }
  for (const char* space : {"-n", "--", "a.b", "Shop", "sh op", ""}) {
    expect(start + space + "\ta\t" + file + "\tplain\n", "2: not a name of a namespace");
  }
  expect("2\tsecrets\tshop\ta\t" + file + "\tplain\n", "2: unknown resource");
  expect("2\tts\tshop\ta\t" + file + "\tplain\n", "2: unknown resource");
  for (const char* wave : {"1", "02", "2.0", "", "x"}) {
    expect(std::string(wave) + "\t" + kSplits + "\tshop\ta\t" + file + "\tplain\n",
           "2: not the wave of its resource");
  }
  expect(start + "shop\ta\t" + file + "\n", "2: it has 5 columns, not 6");
  expect(start + "shop\ta\t" + file + "\tplain\tx\n", "2: it has 7 columns, not 6");
  expect("\n" + good, "2: it has 1 columns, not 6");
  expect(start + "shop\ta\t" + file + "\tmine\n", "2: neither owned nor plain");
  expect(start + "shop\ta\t" + file + "\tplain\r\n", "2: neither owned nor plain");
  expect(good + good, "3: the object is listed a second time");
  expect(good + start + "shop\tb\t" + file + "\tplain\n", "3: the file is listed a second time");
}

}  // namespace
}  // namespace nsmkit::bundle
