// restore.sh on a stand-in for a cluster: what it does when nothing goes wrong, and what it says.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "tests/restore_script/restore_fixture.hpp"

namespace nsmkit::bundle {
namespace {

namespace fs = std::filesystem;

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using testing_support::content_of;

using RestoreScript = RestoreFixture;

constexpr const char* kAllFour =
    "circuitbreakers.specs.smi.nginx.com shop/breaker uid-4 from: bundle\n"
    "httproutegroups.specs.smi-spec.io shop/routes uid-1 from: bundle\n"
    "ratelimits.specs.smi.nginx.com shop/limit uid-3 from: bundle\n"
    "trafficsplits.split.smi-spec.io shop/split uid-2 from: bundle\n";

TEST_F(RestoreScript, CreatesWaveByWave) {
  write_bundle(four());
  const Outcome outcome = restore();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out,
            "wave 1: routes\n"
            "created   httproutegroups.specs.smi-spec.io shop/routes\n"
            "wave 2: targets and splits\n"
            "created   trafficsplits.split.smi-spec.io shop/split\n"
            "wave 3: rate limits\n"
            "created   ratelimits.specs.smi.nginx.com shop/limit\n"
            "wave 4: circuit breakers\n"
            "created   circuitbreakers.specs.smi.nginx.com shop/breaker\n"
            "created 4, existing 0, skipped 0, replaced 0, failed 0\n");
  EXPECT_EQ(live(), kAllFour);
}

TEST_F(RestoreScript, ASecondRunFindsItsWorkDone) {
  write_bundle(four());
  restore();
  const Outcome again = restore();
  EXPECT_EQ(again.status, 0);
  EXPECT_EQ(again.err, "");
  EXPECT_THAT(again.out, HasSubstr("existing  ratelimits.specs.smi.nginx.com shop/limit: restored before\n"));
  EXPECT_THAT(again.out, HasSubstr("created 0, existing 4, skipped 0, replaced 0, failed 0\n"));
  EXPECT_EQ(live(), kAllFour);
}

TEST_F(RestoreScript, CreatesAgainWhatWasDeletedSince) {
  write_bundle(four());
  restore();
  remove_live(four()[2]);
  EXPECT_THAT(restore().out, HasSubstr("created 1, existing 3, skipped 0, replaced 0, failed 0\n"));
}

TEST_F(RestoreScript, NeedsFewCallsForManyObjects) {
  std::vector<RestoreEntry> many;
  for (int i = 0; i < 60; ++i) {
    many.push_back(entry(i % 2 == 0 ? kSplits : kLimits, "object-" + std::to_string(i)));
  }
  write_bundle(many);
  EXPECT_THAT(restore().out, HasSubstr("created 60, existing 0"));
  const std::string made = calls();
  EXPECT_LE(std::ranges::count(made, '\n'), 60 + 12) << made;
}

TEST_F(RestoreScript, PassesContextAndKubeconfigOn) {
  write_bundle({entry(kRoutes, "a")});
  EXPECT_EQ(restore("--context 'my ctx' --kubeconfig=/k/config").status, 0);
  const std::string made = calls();
  EXPECT_EQ(made, lines_with(made, "--context=my ctx --kubeconfig=/k/config --request-timeout=60s "));
}

TEST_F(RestoreScript, NeverUsesShortNames) {
  write_bundle(four());
  restore();
  restore("--diff");
  restore("--rollback");
  EXPECT_THAT(calls(), Not(HasSubstr(" ts ")));
  EXPECT_THAT(calls(), Not(HasSubstr(" trafficsplits ")));
}

TEST_F(RestoreScript, ListsConflictsAndChangesNothing) {
  write_bundle(four());
  put_live(four()[1]);
  put_live(four()[3]);
  const std::string before = live();
  const Outcome outcome = restore();
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err,
            "restore.sh: on the cluster already, and not made by this restore:\n"
            "  trafficsplits.split.smi-spec.io shop/split\n"
            "  circuitbreakers.specs.smi.nginx.com shop/breaker\n"
            "Nothing was changed. --diff shows how they differ from the bundle; --on-existing skip leaves\n"
            "them as they are, --on-existing replace replaces them (--rollback puts them back).\n");
  EXPECT_EQ(live(), before);
}

TEST_F(RestoreScript, SkipsWhatExists) {
  write_bundle(four());
  put_live(four()[1]);
  const Outcome outcome = restore("--on-existing skip");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out,
              HasSubstr("existing  trafficsplits.split.smi-spec.io shop/split: left as it is\n"));
  EXPECT_THAT(outcome.out, HasSubstr("created 3, existing 1, skipped 0, replaced 0, failed 0\n"));
  EXPECT_THAT(live(), HasSubstr("shop/split uid-of-other from: other\n"));
}

TEST_F(RestoreScript, ReplacesWhatExistsAndPutsItBack) {
  write_bundle(four());
  put_live(four()[1]);
  const Outcome outcome = restore("--on-existing=replace");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, HasSubstr("replaced  trafficsplits.split.smi-spec.io shop/split\n"));
  EXPECT_THAT(outcome.out, HasSubstr("created 3, existing 0, skipped 0, replaced 1, failed 0\n"));
  EXPECT_THAT(live(), HasSubstr("shop/split uid-of-other from: bundle\n"));
  EXPECT_THAT(restore("--on-existing replace").out,
              HasSubstr("created 0, existing 4, skipped 0, replaced 0"));

  const Outcome back = restore("--rollback");
  EXPECT_EQ(back.status, 0) << back.err;
  EXPECT_EQ(back.out,
            "deleted   circuitbreakers.specs.smi.nginx.com shop/breaker\n"
            "deleted   ratelimits.specs.smi.nginx.com shop/limit\n"
            "put back  trafficsplits.split.smi-spec.io shop/split\n"
            "deleted   httproutegroups.specs.smi-spec.io shop/routes\n"
            "deleted 3, put back 1, gone 0, left 0, failed 0\n");
  EXPECT_EQ(live(), "trafficsplits.split.smi-spec.io shop/split uid-of-other from: other\n");
}

TEST_F(RestoreScript, RollsBackOnlyWhatItCreated) {
  write_bundle(four());
  const RestoreEntry other = entry(kLimits, "other");
  put_live(other);
  restore();
  remove_live(four()[0]);
  put_live(four()[0]);     // created anew by somebody else
  remove_live(four()[3]);  // gone
  const Outcome back = restore("--rollback");
  EXPECT_EQ(back.status, 1);
  EXPECT_EQ(back.out,
            "gone      circuitbreakers.specs.smi.nginx.com shop/breaker\n"
            "deleted   ratelimits.specs.smi.nginx.com shop/limit\n"
            "deleted   trafficsplits.split.smi-spec.io shop/split\n"
            "deleted 2, put back 0, gone 1, left 1, failed 0\n");
  EXPECT_EQ(back.err,
            "left      httproutegroups.specs.smi-spec.io shop/routes: deleted and created again by somebody "
            "else since\n");
  EXPECT_EQ(live(),
            "httproutegroups.specs.smi-spec.io shop/routes uid-of-other from: other\n"
            "ratelimits.specs.smi.nginx.com shop/other uid-of-other from: other\n");
}

TEST_F(RestoreScript, RestoresAgainAfterARollback) {
  write_bundle(four());
  restore();
  restore("--rollback");
  EXPECT_EQ(live(), "");
  EXPECT_EQ(restore("--rollback").out, "deleted 0, put back 0, gone 0, left 0, failed 0\n");
  EXPECT_THAT(restore().out, HasSubstr("created 4, existing 0"));
  EXPECT_THAT(restore("--rollback").out, HasSubstr("deleted 4, "));
}

TEST_F(RestoreScript, SaysWhatARollbackWouldDo) {
  write_bundle(four());
  restore("--only RateLimit");
  const std::string before = live();
  const Outcome outcome = restore("--rollback --dry-run");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.out,
            "would delete ratelimits.specs.smi.nginx.com shop/limit\n"
            "dry run: would delete 1, would put back 0, gone 0, left 0, failed 0\n");
  EXPECT_EQ(live(), before);
  EXPECT_THAT(restore("--rollback --only RateLimit").out, HasSubstr("deleted 1, "));
}

TEST_F(RestoreScript, RollbackWithoutAJournalSaysSo) {
  write_bundle(four());
  const Outcome outcome = restore("--rollback --journal nowhere");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.err, "restore.sh: there is no journal in " + (folder() / "nowhere").string() +
                             "\nSo no run is known that could be taken back. --journal DIR names it.\n");
  EXPECT_FALSE(fs::exists(folder() / "nowhere"));
}

TEST_F(RestoreScript, DryRunChangesNothing) {
  write_bundle(four());
  const Outcome outcome = restore("--dry-run");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out,
            "wave 1: routes\n"
            "would create httproutegroups.specs.smi-spec.io shop/routes\n"
            "wave 2: targets and splits\n"
            "would create trafficsplits.split.smi-spec.io shop/split\n"
            "wave 3: rate limits\n"
            "would create ratelimits.specs.smi.nginx.com shop/limit\n"
            "wave 4: circuit breakers\n"
            "would create circuitbreakers.specs.smi.nginx.com shop/breaker\n"
            "dry run: would create 4, existing 0, skipped 0, would replace 0, failed 0\n");
  EXPECT_EQ(live(), "");
  EXPECT_EQ(journal(), "");
  calls();
  EXPECT_EQ(restore("--dry-run client").out, outcome.out);
  EXPECT_THAT(calls(), Not(HasSubstr("--dry-run=server")));
}

TEST_F(RestoreScript, DryRunGoesOnAfterARefusal) {
  write_bundle(four());
  const Outcome outcome = restore("--dry-run=server", {{"REFUSE", "routes"}});
  EXPECT_EQ(outcome.status, 1);
  EXPECT_THAT(outcome.err,
              HasSubstr("failed    httproutegroups.specs.smi-spec.io shop/routes\n  Error from"));
  EXPECT_THAT(outcome.out,
              HasSubstr("dry run: would create 3, existing 0, skipped 0, would replace 0, failed 1"));
}

TEST_F(RestoreScript, ComparesLiveWithBundle) {
  write_bundle(four());
  restore();
  const Outcome same = restore("--diff");
  EXPECT_EQ(same.status, 0) << same.err;
  EXPECT_EQ(same.out, "equal 4, different 0, missing 0, skipped 0, failed 0\n");
  put_live(four()[1], "from: other");
  remove_live(four()[2]);
  const std::string before = live();
  const Outcome outcome = restore("--diff");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out,
            "different trafficsplits.split.smi-spec.io shop/split\n"
            "--- cluster/trafficsplits.split.smi-spec.io/shop/split\n"
            "+++ resources/waves/2/shop/trafficsplits.split.smi-spec.io-split.yaml\n"
            "@@ -4,4 +4,4 @@\n"
            "   name: split\n"
            "   namespace: shop\n"
            " spec:\n"
            "-  from: other\n"
            "+  from: bundle\n"
            "missing   ratelimits.specs.smi.nginx.com shop/limit\n"
            "equal 2, different 1, missing 1, skipped 0, failed 0\n");
  EXPECT_EQ(live(), before);
}

TEST_F(RestoreScript, TakesKindsAndNamespaces) {
  write_bundle(
      {entry(kSplits, "a"), entry(kSplits, "a", "default"), entry(kLimits, "b"), entry(kBreakers, "c")});
  for (const char* kind : {"RateLimit", "ratelimit", "ratelimits", "ratelimits.specs.smi.nginx.com"}) {
    EXPECT_THAT(restore("--dry-run --only " + std::string(kind)).out, HasSubstr("would create 1,")) << kind;
  }
  EXPECT_THAT(restore("--dry-run --only RateLimit --only=CircuitBreaker").out, HasSubstr("would create 2,"));
  EXPECT_THAT(restore("--dry-run --namespace shop").out, HasSubstr("would create 3,"));
  EXPECT_THAT(restore("--dry-run --namespace shop --namespace=default").out, HasSubstr("would create 4,"));
  calls();
  EXPECT_THAT(restore("--namespace default --only trafficsplits").out, HasSubstr("created 1, existing 0"));
  EXPECT_EQ(live(), "trafficsplits.split.smi-spec.io default/a uid-1 from: bundle\n");
  EXPECT_THAT(calls(), Not(HasSubstr("--all-namespaces")));
}

TEST_F(RestoreScript, LeavesOwnedObjectsToTheirController) {
  write_bundle({entry(kSplits, "canary", "shop", Ownership::kOwned), entry(kSplits, "plain")});
  const Outcome outcome = restore();
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(
      outcome.out,
      "wave 2: targets and splits\n"
      "skipped   trafficsplits.split.smi-spec.io shop/canary: a controller makes it (--owned keep restores "
      "it)\n"
      "created   trafficsplits.split.smi-spec.io shop/plain\n"
      "created 1, existing 0, skipped 1, replaced 0, failed 0\n");
  EXPECT_THAT(restore("--owned keep").out,
              HasSubstr("created 1, existing 1, skipped 0, replaced 0, failed 0\n"));
}

TEST_F(RestoreScript, StopsAtMissingNamespaces) {
  write_bundle({entry(kSplits, "a"), entry(kSplits, "b", "paint"), entry(kLimits, "c", "art")});
  const Outcome outcome = restore();
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(
      outcome.err,
      "restore.sh: missing namespaces: art, paint\n"
      "Nothing was changed. Create them as they were (with their labels), or let --create-namespaces do "
      "it.\n");
  EXPECT_EQ(live(), "");
}

TEST_F(RestoreScript, CreatesNamespacesWhenTold) {
  write_bundle({entry(kSplits, "a"), entry(kSplits, "b", "paint"), entry(kLimits, "c", "art")});
  EXPECT_THAT(restore("--create-namespaces --dry-run").out,
              StartsWith("would create namespace art\nwould create namespace paint\nwave 2"));
  const Outcome outcome = restore("--create-namespaces");
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_THAT(outcome.out, StartsWith("created   namespace art (without labels)\n"
                                      "created   namespace paint (without labels)\n"));
  EXPECT_THAT(outcome.out, HasSubstr("created 3, existing 0"));
  const Outcome back = restore("--rollback");
  EXPECT_EQ(back.err, "restore.sh: note: namespaces are not deleted; the restore created: art, paint\n");
  EXPECT_THAT(content_of(cluster() / "namespaces"), HasSubstr("art\tActive\n"));
}

TEST_F(RestoreScript, UsesTheContextsNamespaceForObjectsWithoutOne) {
  write_bundle({entry(kSplits, "a", "-")});
  EXPECT_EQ(restore().status, 0);
  EXPECT_THAT(live(), HasSubstr(" default/a "));
}

TEST_F(RestoreScript, WorksFromAnyFolderName) {
  write_bundle(four());
  move_bundle("käse und brot");
  EXPECT_THAT(restore("--journal 'mein journal'").out, HasSubstr("created 4, "));
  EXPECT_TRUE(fs::exists(folder() / "mein journal/log"));
  const Outcome inside = restore("--diff");
  EXPECT_EQ(inside.out, "equal 4, different 0, missing 0, skipped 0, failed 0\n");
}

TEST_F(RestoreScript, LeavesTheBundleAlone) {
  write_bundle(four());
  const std::string list = "find '" + bundle().string() + "' -printf '%p %s %T@\\n' | sort";
  const std::string before = run_shell(list).out;
  run_shell("chmod -R a-w '" + bundle().string() + "'");
  EXPECT_EQ(restore().status, 0);
  EXPECT_EQ(restore("--rollback").status, 0);
  EXPECT_EQ(run_shell(list).out, before);
  run_shell("chmod -R u+w '" + bundle().string() + "'");
}

TEST_F(RestoreScript, KeepsClustersApart) {
  write_bundle(four());
  restore();
  const fs::path first = journal();
  std::ofstream(cluster() / "uid") << "another";
  fs::remove_all(cluster() / "objects");
  EXPECT_THAT(restore().out, HasSubstr("created 4, "));
  const Outcome mixed = restore("--journal '" + first.string() + "'");
  EXPECT_EQ(mixed.status, 3);
  EXPECT_THAT(mixed.err, HasSubstr("is that of another cluster (c1u5te4-0001)\n"));
}

TEST_F(RestoreScript, KeepsBundlesApart) {
  write_bundle(four());
  EXPECT_EQ(restore("--journal j").status, 0);
  write_bundle({four()[0]});
  const Outcome outcome = restore("--journal j");
  EXPECT_EQ(outcome.status, 3);
  EXPECT_EQ(outcome.err,
            "restore.sh: the journal in " + (folder() / "j").string() + " is that of another bundle\n");
  const Outcome own = restore();
  EXPECT_EQ(own.status, 1) << "what another bundle's run made is a conflict";
}

TEST_F(RestoreScript, AnEmptyBundleIsNoFault) {
  write_bundle({});
  const Outcome outcome = restore();
  EXPECT_EQ(outcome.status, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "created 0, existing 0, skipped 0, replaced 0, failed 0\n");
}

TEST_F(RestoreScript, RefusesWrongUsage) {
  write_bundle(four());
  const auto expect = [this](const std::string& arguments, const std::string& message) {
    const Outcome outcome = restore(arguments);
    EXPECT_EQ(outcome.status, 2) << arguments;
    EXPECT_EQ(outcome.out, "") << arguments;
    EXPECT_EQ(outcome.err, "restore.sh: " + message + "\nsh restore.sh --help shows the options.\n");
    EXPECT_THAT(calls(), Not(HasSubstr("create"))) << arguments;
  };
  expect("--nonsense", "unknown option '--nonsense'");
  expect("shop", "unknown option 'shop'");
  expect("--only", "--only needs a value");
  expect("--only=", "the value of --only is empty");
  expect(
      "--only ts",
      "--only 'ts' is no kind of this bundle; kinds: HTTPRouteGroup, TCPRoute, TrafficTarget, TrafficSplit, "
      "RateLimit, CircuitBreaker");
  expect("--on-existing delete", "--on-existing is 'delete'; it may be fail, skip or replace");
  expect("--owned no", "--owned is 'no'; it may be skip or keep");
  expect("--dry-run=maybe", "--dry-run is 'maybe'; it may be server or client");
  expect("--timeout soon", "--timeout is 'soon'; it must be a number of seconds");
  expect("--diff --rollback", "--diff and --rollback do not go together");
  expect("--diff --dry-run", "--diff and --dry-run do not go together");
  expect("--namespace shpo", "no object of this bundle is in the namespace shpo");
  expect("--only TCPRoute", "no object of this bundle fits --only and --namespace");
}

TEST_F(RestoreScript, ExplainsItself) {
  write_bundle(four());
  const Outcome outcome = restore("--help");
  EXPECT_EQ(outcome.status, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_THAT(outcome.out, StartsWith("usage: sh restore.sh [options]\n"));
  for (const char* option :
       {"--dry-run", "--diff", "--rollback", "--on-existing", "--create-namespaces", "--owned", "--only",
        "--namespace", "--keep-going", "--timeout", "--context", "--kubeconfig", "--journal"}) {
    EXPECT_THAT(outcome.out, HasSubstr(std::string("  ") + option));
  }
  EXPECT_EQ(calls(), "");
}

}  // namespace
}  // namespace nsmkit::bundle
