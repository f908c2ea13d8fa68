// Every note of the releases stands in exactly the plans where it applies: all pairs of releases, on both
// platforms, with both installers. What is expected is computed from fixtures/checklist/notes.json, which
// knows nothing of the data that the planner reads.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/error.hpp"
#include "releases/upgrade_steps.hpp"
#include "tests/checklist/support.hpp"

namespace nsmkit::checklist {
namespace {

using releases::Platform;

struct Case {
  std::string from;
  std::string to;
  Platform platform;
  Installer installer;
  bool air_gapped;
};

class Table {
 public:
  Table() : fixture_(read_fixture("notes.json")) {
    for (const auto& each : releases::catalog().releases()) {
      place_.emplace(each.version, place_.size());
    }
  }

  [[nodiscard]] const Json& notes() const { return fixture_.at("notes"); }

  [[nodiscard]] bool at_most(const std::string& a, const std::string& b) const {
    return place_.at(a) <= place_.at(b);
  }

  [[nodiscard]] bool crosses(const Json& note, const Hop& hop) const {
    return !at_most(note.at("to"), hop.from) && at_most(note.at("to"), hop.to);
  }

  [[nodiscard]] bool applies(const Json& note, const Hop& hop, const std::string& method,
                             const Case& one) const {
    const auto is_in = [&note](const char* key, const std::string& value) {
      return !note.contains(key) || std::ranges::find(note.at(key), Json(value)) != note.at(key).end();
    };
    const auto is = [&note](const char* key, std::string_view value) {
      return !note.contains(key) || note.at(key) == std::string(value);
    };
    return crosses(note, hop) && is_in("only_from", hop.from) && is_in("only_to", hop.to) &&
           (!note.contains("until") || at_most(hop.to, note.at("until"))) && is("method", method) &&
           is("platform", releases::to_string(one.platform)) && is("installer", to_string(one.installer)) &&
           (!note.value("airGap", false) || one.air_gapped);
  }

  [[nodiscard]] bool is_hop_in_place(const Hop& hop) const {
    const Json& from = fixture_.at("inPlaceFrom").value(hop.to, Json::array());
    return std::ranges::find(from, Json(hop.from)) != from.end();
  }

 private:
  Json fixture_;
  std::map<std::string, std::size_t> place_;
};

const Table& table() {
  static const Table kTable;
  return kTable;
}

// Helm came with 1.1.0, OpenShift with 1.2.0.
bool is_possible(const Case& one) {
  return (one.installer == Installer::kMeshctl || table().at_most("1.1.0", one.from)) &&
         (one.platform == Platform::kKubernetes || table().at_most("1.2.0", one.to));
}

// In place from 1.1.0 on; on OpenShift not into 1.2 and not into 1.7.0.
bool is_in_place_possible(const Case& one) {
  if (one.platform == Platform::kKubernetes) {
    return table().at_most("1.1.0", one.from);
  }
  return table().at_most("1.7.0", one.from) ||
         (table().at_most("1.2.0", one.from) && table().at_most("1.3.0", one.to) &&
          table().at_most(one.to, "1.6.0"));
}

std::string describe(const Case& one, const Plan& plan) {
  return one.from + " to " + one.to + ", " + std::string(releases::to_string(one.platform)) + ", " +
         std::string(to_string(one.installer)) + ", " + std::string(to_string(plan.method)) +
         (one.air_gapped ? ", air-gapped" : "");
}

void check_notes(const Case& one, const Plan& plan) {
  std::multiset<std::string> steps;
  std::multiset<std::string> ruled_out;
  std::map<std::string, Phase> phases;
  for (const Step& step : plan.steps) {
    steps.insert(step.id);
    phases[step.id] = step.phase;
  }
  for (const RuledOut& each : plan.ruled_out) {
    ruled_out.insert(each.id);
    EXPECT_NE(each.reason, "") << each.id;
  }
  const std::string method(to_string(plan.method));
  for (const Json& note : table().notes()) {
    const std::string id = note.at("id");
    std::size_t expected = 0;
    std::size_t crossed = 0;
    for (const Hop& hop : plan.hops) {
      expected += table().applies(note, hop, method, one) ? 1 : 0;
      crossed += table().crosses(note, hop) ? 1 : 0;
    }
    EXPECT_EQ(steps.count(id), expected) << id;
    EXPECT_EQ(ruled_out.count(id), crossed - expected) << id;
    if (expected == 1 && note.at("when") != "info") {
      EXPECT_EQ(to_string(phases[id]), note.at("when").get<std::string>()) << id;
    }
  }
}

void check_case(const Case& one, std::size_t& plans) {
  Request asked = request(one.from, one.to, one.installer, one.platform);
  asked.air_gapped = one.air_gapped;
  asked.choice = Choice::kAll;
  if (!is_possible(one)) {
    EXPECT_THROW(static_cast<void>(make_checklist(asked, {})), base::Error) << one.from << " to " << one.to;
    return;
  }
  const Checklist checklist = make_checklist(asked, {});
  std::set<Method> methods;
  for (const Plan& plan : checklist.plans) {
    SCOPED_TRACE(describe(one, plan));
    methods.insert(plan.method);
    check_notes(one, plan);
    EXPECT_EQ(plan.hops.front().from, one.from);
    EXPECT_EQ(plan.hops.back().to, one.to);
    for (const Hop& hop : plan.hops) {
      EXPECT_TRUE(plan.method == Method::kManual || table().is_hop_in_place(hop)) << hop.from << hop.to;
    }
    ++plans;
  }
  EXPECT_EQ(methods.contains(Method::kManual), true);
  EXPECT_EQ(methods.contains(Method::kInPlace), is_in_place_possible(one)) << one.from << " to " << one.to;
}

TEST(NoteTable, EveryNoteStandsWhereItAppliesAndNowhereElse) {
  const auto& all = releases::catalog().releases();
  std::size_t pairs = 0;
  std::size_t plans = 0;
  for (const auto& from : all) {
    for (const auto& to : all) {
      if (table().at_most(to.version, from.version)) {
        continue;
      }
      ++pairs;
      for (const Platform platform : {Platform::kKubernetes, Platform::kOpenShift}) {
        for (const Installer installer : {Installer::kMeshctl, Installer::kHelm}) {
          for (const bool air_gapped : {false, true}) {
            check_case({from.version, to.version, platform, installer, air_gapped}, plans);
          }
        }
      }
    }
  }
  EXPECT_EQ(pairs, 171U);
  EXPECT_GT(plans, 800U);
}

TEST(NoteTable, TheTableHasEveryNoteOfTheData) {
  std::set<std::string> known;
  for (const Json& note : table().notes()) {
    known.insert(note.at("id"));
  }
  EXPECT_EQ(known.size(), 74U);
  std::set<std::string> data;
  for (const releases::UpgradeStep& note : releases::upgrade_data().notes) {
    if (!note.when.crosses.empty()) {
      data.insert(note.id);
    }
  }
  EXPECT_EQ(known, data);
}

}  // namespace
}  // namespace nsmkit::checklist
