// The behaviour section against a plain evaluator, on small generated meshes: every request of a small
// universe is put to both sides, and what the section says must be so.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "diff/behaviour.hpp"
#include "tests/diff/behaviour_evaluator.hpp"
#include "tests/diff/behaviour_generator.hpp"

namespace nsmkit::diff {
namespace {

constexpr int kCases = 2000;
constexpr int kPorts[] = {80, 81, 99};  // 99 is named nowhere

const std::vector<std::string> kNames{"a", "b", "stranger"};  // the last is named nowhere

std::vector<Request> make_universe() {
  std::vector<std::string> paths{"/"};
  for (std::size_t at = 0; at < paths.size() && paths[at].size() < 4; ++at) {
    for (const char c : std::string_view("ab/")) {
      paths.push_back(paths[at] + c);
    }
  }
  const std::vector<std::map<std::string, std::string>> headers{
      {}, {{"x-h", "1"}}, {{"x-h", "2"}}, {{"x-h", "12"}}, {{"x-h", "21"}}, {{"x-h", "3"}}};
  std::vector<Request> universe{{"", "", {}}};
  for (const std::string& path : paths) {
    for (const char* method : {"GET", "POST", "PUT"}) {
      for (const auto& values : headers) {
        universe.push_back({method, path, values});
      }
    }
  }
  return universe;
}

model::ResourceSet resources_of(const std::vector<Json>& objects) {
  model::ResourceSet set;
  for (const Json& object : objects) {
    set.add({model::reference_of(object), object, {}, {"mesh.yaml", {1, 1}, {}, {}}},
            model::ResourceSet::Verdict::kAccepted);
  }
  return set;
}

struct Tally {
  int changed = 0;
  int unchanged = 0;
  int maybe = 0;
};

/// One case: what the section says, by topic and subject.
class Case {
 public:
  Case(const std::vector<Json>& before, const std::vector<Json>& after, const std::string& mode_before,
       const std::string& mode_after, const std::vector<Request>& universe, bool odd, Tally& tally)
      : universe_(universe),
        before_(before, mode_before, universe),
        after_(after, mode_after, universe),
        modes_differ_(mode_before != mode_after),
        odd_(odd),
        tally_(tally) {
    const model::ResourceSet old_set = resources_of(before);
    const model::ResourceSet new_set = resources_of(after);
    const Behaviour behaviour =
        compare_behaviour({old_set, mode_before}, {new_set, mode_after}, {Unchanged::kListed, Matrix::kMade});
    for (const BehaviourChange& change : behaviour.changes) {
      said_[{change.topic, change.subject}].insert(change.effect);
    }
    for (const AccessCell& cell : behaviour.access->cells) {
      cells_[behaviour.access->sources[cell.source] + " -> " +
             behaviour.access->destinations[cell.destination]] = cell;
    }
  }

  void check() {
    for (const std::string to : {"x", "y"}) {
      for (const std::string& from : kNames) {
        for (const int port : kPorts) {
          check_access(from, to, port);
        }
        check_limits(from, to);
      }
      check_splits(to);
    }
  }

 private:
  using Effects = std::set<Effect>;

  const Effects* find(Topic topic, const std::string& subject) const {
    const auto found = said_.find({topic, subject});
    return found == said_.end() ? nullptr : &found->second;
  }

  void check_access(const std::string& from, const std::string& to, int port) {
    const std::string pair = "ServiceAccount shop/" + from + " -> ServiceAccount shop/" + to;
    const Effects* said = nullptr;
    const AccessCell* cell = nullptr;
    for (const std::string& subject : {pair + ", port " + std::to_string(port), pair + ", every other port",
                                       pair, "any other source -> ServiceAccount shop/" + to}) {
      const bool first = said == nullptr;
      said = said != nullptr ? said : find(Topic::kAccess, subject);
      if (first && said != nullptr) {
        const auto found = cells_.find(subject);
        ASSERT_NE(found, cells_.end()) << subject << " is not in the matrix";
        cell = &found->second;
      }
      if (said == nullptr && subject == pair && is_paired(pair)) {
        said = &nothing_;  // named for some ports, and this one is none of them
      }
    }
    if (said == nullptr && modes_differ_ && !is_named(to)) {
      said = find(Topic::kAccess, "any source -> destinations without a TrafficTarget");
      ASSERT_NE(said, nullptr);
    }
    said = said != nullptr ? said : &nothing_;
    const auto then = before_.allowed(from, to, port);
    const auto now = after_.allowed(from, to, port);
    bool gained = false;
    bool lost = false;
    for (std::size_t i = 0; i < universe_.size(); ++i) {
      gained = gained || (!then[i] && now[i]);
      lost = lost || (then[i] && !now[i]);
    }
    const bool maybe = said->contains(Effect::kMaybe);
    const std::string about = pair + ", port " + std::to_string(port);
    EXPECT_TRUE(!maybe || odd_) << about << " is called unclear";
    // Beside what is unclear, what is called allowed or denied must be so; otherwise nothing may be missing.
    EXPECT_TRUE(gained || !said->contains(Effect::kAllowed)) << about << " is called allowed";
    EXPECT_TRUE(lost || !said->contains(Effect::kDenied)) << about << " is called denied";
    EXPECT_TRUE(maybe || !gained || said->contains(Effect::kAllowed)) << about << " is not called allowed";
    EXPECT_TRUE(maybe || !lost || said->contains(Effect::kDenied)) << about << " is not called denied";
    check_cell(cell, *said, {any(then), any(now)}, about);
    count(maybe, gained || lost);
  }

  static bool any(const std::vector<bool>& allowed) {
    return std::find(allowed.begin(), allowed.end(), true) != allowed.end();
  }

  // The matrix says the same as the statements, and whether there is any access at all.
  void check_cell(const AccessCell* cell, const Effects& said, const std::array<bool, 2>& allowed,
                  const std::string& about) const {
    if (cell == nullptr) return;
    EXPECT_EQ(cell->gained, said.contains(Effect::kAllowed)) << about;
    EXPECT_EQ(cell->lost, said.contains(Effect::kDenied)) << about;
    EXPECT_EQ(cell->maybe, said.contains(Effect::kMaybe)) << about;
    for (const std::size_t side : {0U, 1U}) {
      EXPECT_TRUE(odd_ || cell->allowed[side] == allowed[side]) << about << ", side " << side;
      EXPECT_TRUE(cell->allowed[side] || !allowed[side]) << about << ", side " << side;
    }
  }

  [[nodiscard]] bool is_paired(const std::string& pair) const {
    return std::any_of(said_.begin(), said_.end(),
                       [&pair](const auto& one) { return one.first.second.starts_with(pair + ","); });
  }

  [[nodiscard]] bool is_named(const std::string& to) const {
    return std::any_of(said_.begin(), said_.end(), [&to](const auto& one) {
      return one.first.first == Topic::kAccess &&
             one.first.second.find("-> ServiceAccount shop/" + to) != std::string::npos;
    });
  }

  void check_outcomes(const Effects* said, const Evaluator::Outcomes& then, const Evaluator::Outcomes& now,
                      const std::string& about) {
    said = said != nullptr ? said : &nothing_;
    ASSERT_LE(said->size(), 1);
    const Effect effect = said->empty() ? Effect::kUnchanged : *said->begin();
    bool differs = false;
    for (std::size_t i = 0; i < universe_.size(); ++i) {
      differs = differs || (!universe_[i].method.empty() && then[i] != now[i]);
    }
    if (effect == Effect::kMaybe) {
      EXPECT_TRUE(odd_) << about << " is called unclear";
    } else {
      EXPECT_EQ(differs, effect != Effect::kUnchanged) << about << " is called " << to_string(effect);
    }
    count(effect == Effect::kMaybe, differs);
  }

  void check_splits(const std::string& service) {
    const std::string about = "Service shop/" + service;
    const Effects* said = find(Topic::kSplit, about);
    for (const auto& [key, effects] : said_) {
      if (said == nullptr && key.first == Topic::kSplit && key.second.starts_with(about + ",")) {
        said = &effects;
      }
    }
    check_outcomes(said, before_.spread(service), after_.spread(service), about);
  }

  void check_limits(const std::string& from, const std::string& to) {
    const std::string about = "Deployment shop/" + from + " -> Service shop/" + to;
    const Effects* said = find(Topic::kRateLimit, about);
    said = said != nullptr ? said : find(Topic::kRateLimit, "any other source -> Service shop/" + to);
    check_outcomes(said, before_.limited(from, to), after_.limited(from, to), about);
  }

  void count(bool maybe, bool differs) {
    ++(maybe ? tally_.maybe : differs ? tally_.changed : tally_.unchanged);
  }

  const std::vector<Request>& universe_;
  Evaluator before_;
  Evaluator after_;
  bool modes_differ_;
  bool odd_;
  Tally& tally_;
  std::map<std::pair<Topic, std::string>, Effects> said_;
  std::map<std::string, AccessCell> cells_;
  Effects nothing_;
};

TEST(Behaviour, AgreesWithAPlainEvaluator) {
  const std::vector<Request> universe = make_universe();
  Tally tally;
  for (unsigned seed = 1; seed <= kCases; ++seed) {
    Generator generator(seed);
    const std::vector<Json> before = generator.mesh();
    const std::vector<Json> after = generator.changed(before);
    const std::string mode = generator.one_in(2) ? "allow" : "deny";
    const std::string other = generator.one_in(5) ? "deny" : mode;
    Case one(before, after, mode, other, universe, generator.odd(), tally);
    one.check();
    if (HasFailure()) {
      FAIL() << "case " << seed << ", " << mode << " to " << other << "\n"
             << Json(before).dump(1) << "\n"
             << Json(after).dump(1);
    }
  }
  // The cases are worth something only if there are many of each sort.
  EXPECT_GT(tally.changed, 1500);
  EXPECT_GT(tally.unchanged, 10000);
  EXPECT_GT(tally.maybe, 100);
  RecordProperty("changed", tally.changed);
  RecordProperty("unchanged", tally.unchanged);
  RecordProperty("maybe", tally.maybe);
  std::printf("%d changed, %d unchanged, %d maybe\n", tally.changed, tally.unchanged, tally.maybe);
}

}  // namespace
}  // namespace nsmkit::diff
