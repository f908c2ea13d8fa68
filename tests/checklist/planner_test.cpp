#include "checklist/planner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/error.hpp"
#include "checklist/checklist_rules.hpp"
#include "checklist/conditions.hpp"
#include "releases/upgrade_steps.hpp"
#include "tests/checklist/support.hpp"

namespace nsmkit::checklist {
namespace {

using releases::Platform;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string refusal_of(const Request& asked, const MeshEvidence& evidence = {}) {
  try {
    static_cast<void>(make_checklist(asked, evidence));
  } catch (const base::Error& error) {
    EXPECT_EQ(error.status(), base::ExitStatus::kUsage);
    return error.what();
  }
  return "";
}

std::vector<std::string> titles(const Checklist& checklist) {
  std::vector<std::string> all;
  for (const Plan& plan : checklist.plans) {
    all.emplace_back(to_string(plan.method));
  }
  return all;
}

Hint hint(std::string value, std::string file) {
  return {std::move(value), {"a file", base::Location{std::move(file), {3, 1}, {}, {}}}};
}

TEST(Planner, RefusesWhatCannotBe) {
  EXPECT_THAT(refusal_of(request("2.0.0", "1.7.0")), HasSubstr("a step back"));
  EXPECT_THAT(refusal_of(request("1.7.0", "1.7.0")), HasSubstr("already"));
  EXPECT_THAT(refusal_of(request("0.9.1", "1.2.0", Installer::kHelm)), HasSubstr("0.9.1 has no Helm chart"));
  EXPECT_THAT(refusal_of(request("0.9.0", "0.9.1", Installer::kHelm)), HasSubstr("has no Helm chart"));
  EXPECT_THAT(refusal_of(request("1.0.0", "1.1.0", Installer::kMeshctl, Platform::kOpenShift)),
              HasSubstr("not made for OpenShift"));
  Request unknown = request("1.6.0", "1.7.0");
  unknown.from = nullptr;
  EXPECT_THAT(refusal_of(unknown), HasSubstr("--from"));
  Request in_place = request("1.6.0", "1.7.0", Installer::kHelm, Platform::kOpenShift);
  in_place.choice = Choice::kInPlace;
  EXPECT_THAT(refusal_of(in_place), HasSubstr("CSI driver"));
  in_place = request("1.0.1", "1.1.0");
  in_place.choice = Choice::kInPlace;
  EXPECT_THAT(refusal_of(in_place), HasSubstr("upgrades in place came with"));
  Request cluster = request("1.6.0", "1.7.0");
  cluster.kubernetes = "new";
  EXPECT_THAT(refusal_of(cluster), HasSubstr("--kubernetes 'new' is no version"));
}

TEST(Planner, ChoosesTheWay) {
  EXPECT_THAT(titles(make_checklist(request("1.6.0", "1.7.0"), {})), ElementsAre("in-place"));
  EXPECT_THAT(titles(make_checklist(request("1.4.0", "1.4.1"), {})), ElementsAre("in-place"));
  EXPECT_THAT(titles(make_checklist(request("1.6.0", "2.0.0"), {})), ElementsAre("manual", "in-place"));
  EXPECT_THAT(titles(make_checklist(request("1.0.1", "2.0.0"), {})), ElementsAre("manual"));
  EXPECT_THAT(
      titles(make_checklist(request("1.6.0", "1.7.0", Installer::kMeshctl, Platform::kOpenShift), {})),
      ElementsAre("manual"));
  EXPECT_THAT(
      titles(make_checklist(request("1.7.0", "2.0.0", Installer::kMeshctl, Platform::kOpenShift), {})),
      ElementsAre("in-place"));
  Request asked = request("1.6.0", "1.7.0");
  asked.choice = Choice::kAll;
  EXPECT_THAT(titles(make_checklist(asked, {})), ElementsAre("in-place", "manual"));
  asked.change_deploy_config = true;
  EXPECT_THAT(titles(make_checklist(asked, {})), ElementsAre("manual"));
}

TEST(Planner, SaysWhyThereIsNoUpgradeInPlace) {
  Request asked = request("1.6.0", "1.7.0");
  asked.change_deploy_config = true;
  Checklist checklist = make_checklist(asked, {});
  ASSERT_NE(find_ruled_out(checklist.plans[0], "in-place-deploy-configuration"), nullptr);
  EXPECT_THAT(checklist.plans[0].summary, HasSubstr("new deployment only"));
  asked.change_deploy_config = false;
  asked.image_tag = "1.7.0-fips";
  checklist = make_checklist(asked, {});
  ASSERT_NE(find_ruled_out(checklist.plans[0], "in-place-registry-or-tag"), nullptr);
  // The program of the next line takes both.
  asked = request("1.7.0", "2.0.0");
  asked.image_tag = "2.0.0-fips";
  EXPECT_THAT(commands_of(make_checklist(asked, {}).plans[0]),
              Contains("nginx-meshctl upgrade --image-tag 2.0.0-fips"));
}

TEST(Planner, MakesAChainOfHops) {
  const Checklist checklist = make_checklist(request("1.2.0", "1.5.0"), {});
  ASSERT_EQ(checklist.plans.size(), 2U);
  const Plan& chain = checklist.plans[1];
  std::vector<std::string> stops;
  for (const Hop& hop : chain.hops) {
    stops.push_back(hop.from + " " + hop.to);
  }
  EXPECT_THAT(stops, ElementsAre("1.2.0 1.3.1", "1.3.1 1.4.1", "1.4.1 1.5.0"));
  EXPECT_THAT(chain.hops[2].kubernetes, ElementsAre("1.22"));
  EXPECT_EQ(chain.cost.downtimes, 3U);
  EXPECT_EQ(checklist.plans[0].cost.downtimes, 1U);
  EXPECT_TRUE(checklist.plans[0].recommended);
  EXPECT_FALSE(chain.recommended);
  EXPECT_NE(find_step(chain, "upgrade@1.4.1"), nullptr);
  EXPECT_NE(find_step(chain, "backup-crs@1.3.1"), nullptr);
  EXPECT_EQ(find_step(chain, "backup-crs@1.5.0"), nullptr);
}

TEST(Planner, ChecksTheCluster) {
  Request asked = request("1.4.1", "1.5.0");
  asked.kubernetes = "1.22.7";
  EXPECT_THAT(make_checklist(asked, {}).findings, IsEmpty());
  asked.kubernetes = "1.21";
  Checklist checklist = make_checklist(asked, {});
  ASSERT_EQ(checklist.findings.size(), 1U);
  EXPECT_EQ(checklist.findings[0].rule, &kClusterUnfit);
  EXPECT_EQ(checklist.findings[0].message, "1.5.0 runs on Kubernetes 1.22 to 1.24, the cluster is 1.21");
  asked.kubernetes = "1.24";
  checklist = make_checklist(asked, {});
  ASSERT_EQ(checklist.findings.size(), 1U);
  EXPECT_EQ(checklist.findings[0].rule, &kClusterUnfitNow);
  // On OpenShift no version fits both.
  asked.platform = Platform::kOpenShift;
  EXPECT_THAT(make_checklist(asked, {}).plans[0].cost.kubernetes, HasSubstr("No version of OpenShift"));
}

TEST(Planner, ReportsContradictions) {
  MeshEvidence evidence;
  evidence.releases.push_back(hint("1.6.0", "mesh.yaml"));
  evidence.releases.push_back(hint("1.5.0", "old.yaml"));
  evidence.platform = hint("openshift", "values.yaml");
  evidence.installer = hint("helm", "values.yaml");
  evidence.mesh_namespace = hint("mesh", "mesh.yaml");
  Request asked = request("1.7.0", "2.0.0");
  asked.mesh_namespace = "other";
  std::set<std::string_view> codes;
  for (const base::Finding& finding : make_checklist(asked, evidence).findings) {
    codes.insert(finding.rule->code);
    EXPECT_NE(finding.location.file, "");
  }
  EXPECT_EQ(codes, (std::set<std::string_view>{"NSM560", "NSM561", "NSM562", "NSM563"}));
  asked = Request{};
  asked.to = release("2.0.0");
  const Checklist checklist = make_checklist(asked, evidence);
  EXPECT_EQ(checklist.from, "1.6.0");
  ASSERT_EQ(checklist.findings.size(), 1U);
  EXPECT_EQ(checklist.findings[0].rule, &kSeveralReleases);
  EXPECT_EQ(checklist.findings[0].location.file, "old.yaml");
}

TEST(Planner, RulesOutWhatTheFilesRuleOut) {
  const Request asked = request("1.7.0", "2.0.0");
  MeshEvidence evidence;
  EXPECT_NE(find_step(make_checklist(asked, evidence).plans[0], "2.0-tracing"), nullptr);
  evidence.facts["opentracing"] = {Truth::kNo, {}};
  Checklist checklist = make_checklist(asked, evidence);
  EXPECT_EQ(find_step(checklist.plans[0], "2.0-tracing"), nullptr);
  ASSERT_NE(find_ruled_out(checklist.plans[0], "2.0-tracing"), nullptr);
  EXPECT_EQ(find_ruled_out(checklist.plans[0], "2.0-tracing")->reason,
            "the configuration has no OpenTracing");
  evidence.facts["opentracing"] = {Truth::kYes,
                                   {{"values: tracing", base::Location{"v.yaml", {7, 3}, {}, {}}}}};
  checklist = make_checklist(asked, evidence);
  const Step* step = find_step(checklist.plans[0], "2.0-tracing");
  ASSERT_NE(step, nullptr);
  ASSERT_EQ(step->evidence.size(), 1U);
  EXPECT_EQ(step->evidence[0].location->position.line, 7U);
}

// Each fact that notes and steps of the data depend on decides in each plan that it is asked for in.
TEST(Planner, EveryFactOfTheDataIsKnownAndDecides) {
  const auto known = fact_names();
  const auto check = [&known](const releases::UpgradeCondition& when) {
    for (const std::string& name : when.facts) {
      EXPECT_THAT(known, Contains(std::string_view(name).substr(name.starts_with('!') ? 1 : 0)));
    }
  };
  const auto& data = releases::upgrade_data();
  for (const auto* list : {&data.steps, &data.notes}) {
    for (const auto& step : *list) {
      check(step.when);
      for (const auto& command : step.commands) {
        check(command.when);
        for (const auto& flag : command.flags) {
          check(flag.when);
        }
      }
    }
  }
  for (const auto& refusal : data.refusals) {
    check(refusal.when);
  }
  for (const auto& note : data.notes) {
    if (note.when.facts.empty() || note.when.facts[0] == "air-gapped" || note.when.crosses.empty()) {
      continue;
    }
    const Installer installer = note.when.installer == "helm" ? Installer::kHelm : Installer::kMeshctl;
    const std::string to = note.when.to.empty() ? note.when.crosses : note.when.to[0];
    const auto& all = releases::catalog().releases();
    const auto before = std::ranges::find(all, to, &releases::Release::version) - 1;
    Request asked =
        request(before->version, to, installer, note.when.platform.value_or(Platform::kKubernetes));
    asked.choice = Choice::kManual;
    MeshEvidence evidence;
    for (const std::string& name : note.when.facts) {
      evidence.facts[name] = {Truth::kNo, {}};
    }
    const Plan plan = make_checklist(asked, evidence).plans[0];
    EXPECT_EQ(find_step(plan, note.id), nullptr) << note.id;
    EXPECT_NE(find_ruled_out(plan, note.id), nullptr) << note.id;
  }
}

TEST(Planner, EveryStepOfTheDataIsUsed) {
  std::set<std::string> used;
  for (const auto& procedure : releases::upgrade_data().procedures) {
    for (const auto* list : {&procedure.before, &procedure.during, &procedure.after}) {
      used.insert(list->begin(), list->end());
    }
  }
  for (const auto& step : releases::upgrade_data().steps) {
    EXPECT_TRUE(used.contains(step.id)) << step.id;
  }
}

TEST(Planner, FillsEveryName) {
  for (const Installer installer : {Installer::kMeshctl, Installer::kHelm}) {
    for (const Platform platform : {Platform::kKubernetes, Platform::kOpenShift}) {
      Request asked = request("1.2.0", "2.0.0", installer, platform);
      asked.choice = Choice::kAll;
      asked.air_gapped = true;
      const Checklist checklist = make_checklist(asked, {});
      for (const Plan& plan : checklist.plans) {
        std::set<std::string> ids;
        for (const Step& step : plan.steps) {
          EXPECT_TRUE(ids.insert(step.id).second) << step.id;
          EXPECT_FALSE(step.sources.empty()) << step.id;
          for (const std::string& text : {step.title, step.why, step.expect, step.undo}) {
            EXPECT_THAT(text, Not(::testing::ContainsRegex("<[a-z-]+>"))) << step.id;
          }
          for (const Command& command : step.commands) {
            EXPECT_THAT(command.text, Not(::testing::ContainsRegex("<[a-z-]+>"))) << step.id;
          }
        }
      }
    }
  }
}

TEST(Planner, QuotesNamesForTheShell) {
  Request asked = request("1.7.0", "2.0.0", Installer::kHelm);
  asked.choice = Choice::kManual;
  asked.bundle = "my bundle;rm -rf ~.tar.gz";
  MeshEvidence evidence;
  evidence.workloads_given = true;
  evidence.workloads = {
      {"deployment", "it's", "$(reboot)", Restart::kRolling, Truth::kYes, {"a.yaml", {1, 1}, {}, {}}},
      {"deployment", "quiet", "unmeshed", Restart::kRolling, Truth::kNo, {"a.yaml", {9, 1}, {}, {}}},
      {"pod", "", "a b", Restart::kByHand, Truth::kUnknown, {"p.yaml", {1, 1}, {}, {}}}};
  evidence.meshed_namespaces = {hint("shop`id`", "ns.yaml")};
  evidence.mesh_namespace = hint("mesh;id", "cm.yaml");
  evidence.release_name = hint("a\nb", "cm.yaml");
  const auto commands = commands_of(make_checklist(asked, evidence).plans[0]);
  EXPECT_THAT(commands, Contains("kubectl rollout restart deployment/'$(reboot)' -n 'it'\\''s'"));
  EXPECT_THAT(commands, Contains("kubectl delete pod/'a b'"));
  EXPECT_THAT(commands, Contains("tar -xzf 'my bundle;rm -rf ~.tar.gz' -C 'my bundle;rm -rf ~'"));
  EXPECT_THAT(commands, Contains("kubectl label namespaces 'shop`id`' "
                                 "injector.nsm.nginx.com/auto-inject=enabled --overwrite"));
  EXPECT_THAT(commands, Contains("helm uninstall 'a\nb' --namespace 'mesh;id'"));
  for (const std::string& command : commands) {
    EXPECT_THAT(command, Not(HasSubstr("unmeshed")));
    EXPECT_THAT(command, Not(HasSubstr("KIND/NAME")));
  }
}

TEST(Planner, NamesTheNamespaceWhereItIsNotTheDefault) {
  Request asked = request("1.6.0", "1.7.0");
  asked.mesh_namespace = "mesh";
  const auto commands = commands_of(make_checklist(asked, {}).plans[0]);
  EXPECT_THAT(commands, Contains("nginx-meshctl -n mesh upgrade"));
  EXPECT_THAT(commands, Not(Contains("nginx-meshctl upgrade")));
}

TEST(Planner, TakesTheDeployCommandOfTheConfiguration) {
  MeshEvidence evidence;
  evidence.deploy_arguments = {"--mtls-mode", "strict", "--trust-domain", "a b"};
  Request asked = request("1.5.0", "1.7.0");
  asked.choice = Choice::kManual;
  const auto commands = commands_of(make_checklist(asked, evidence).plans[0]);
  EXPECT_THAT(commands, Contains("nginx-meshctl deploy --mtls-mode strict \\\n  --trust-domain 'a b'"));
}

TEST(Planner, IdsOfPlansStayAndTellPlansApart) {
  const auto id = [](const Request& asked) { return make_checklist(asked, {}).plans[0].id; };
  EXPECT_EQ(id(request("1.6.0", "1.7.0")), id(request("1.6.0", "1.7.0")));
  std::set<std::string> ids;
  for (const char* from : {"1.4.1", "1.5.0", "1.6.0"}) {
    for (const Installer installer : {Installer::kMeshctl, Installer::kHelm}) {
      for (const Platform platform : {Platform::kKubernetes, Platform::kOpenShift}) {
        EXPECT_TRUE(ids.insert(id(request(from, "1.7.0", installer, platform))).second);
      }
    }
  }
  EXPECT_THAT(*ids.begin(), ::testing::MatchesRegex("[0-9a-f]{12}"));
}

TEST(Rules, HaveAllThatAUserNeeds) {
  std::set<std::string_view> codes;
  for (const base::RuleInfo* rule : checklist_rules()) {
    EXPECT_TRUE(codes.insert(rule->code).second) << rule->code;
    EXPECT_FALSE(rule->remedy.empty());
    EXPECT_FALSE(rule->why.empty());
  }
}

}  // namespace
}  // namespace nsmkit::checklist
