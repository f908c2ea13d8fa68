// Patches are checked by use: JSON Patches by nlohmann::json, which shares nothing with the code that makes
// them; unified ones by the real patch program.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "normalize/split_name.hpp"
#include "render/diff_report.hpp"
#include "render/line_diff.hpp"
#include "tests/diff/compare_support.hpp"
#include "tests/support/temporary_folder.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::render {
namespace {

namespace fs = std::filesystem;

/// Values and edits that are the same in every run.
class Editor {
 public:
  explicit Editor(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }

  Json value(int depth) {
    switch (below(depth > 0 ? 8 : 6)) {
      case 0:
        return static_cast<int>(below(100));
      case 1:
        return below(2) == 0;
      case 2:
        return nullptr;
      case 3:
        return 0.5 * static_cast<double>(below(9));
      case 6: {
        Json list = Json::array();
        for (std::size_t n = below(4); n > 0; --n) list.push_back(value(depth - 1));
        return list;
      }
      case 7: {
        Json object = Json::object();
        for (std::size_t n = below(4); n > 0; --n) object[key()] = value(depth - 1);
        return object;
      }
      default:
        return text();
    }
  }

  Json object(int number) {
    return {{"apiVersion", "example.com/v1"},
            {"kind", below(3) == 0 ? "Widget" : "Gadget"},
            {"metadata",
             {{"name", "o" + std::to_string(number)}, {"namespace", "ns/" + std::to_string(number % 3)}}},
            {"spec",
             Json{{"a", value(4)}, {"b", value(4)}, {"list", Json::array({value(2), value(2), value(2)})}}}};
  }

  // Changes a few places of the object, at any depth.
  void edit(Json& object) {
    for (std::size_t n = 1 + below(3); n > 0; --n) {
      Json* at = &object["spec"];
      while (at->is_structured() && !at->empty() && below(3) != 0) {
        auto child = at->begin();
        std::advance(child, static_cast<std::ptrdiff_t>(below(at->size())));
        at = &*child;
      }
      if (at->is_array() && !at->empty() && below(2) == 0) {
        at->erase(below(at->size()));
      } else if (at->is_array()) {
        at->insert(at->begin() + static_cast<std::ptrdiff_t>(below(at->size() + 1)), value(2));
      } else if (at->is_object()) {
        (*at)[key()] = value(2);
      } else {
        *at = value(3);
      }
    }
  }

 private:
  std::string key() {
    static const std::vector<std::string> kKeys{"a", "b", "x/y", "m~n", "", "with space", "list"};
    return kKeys[below(kKeys.size())];
  }
  std::string text() {
    static const std::vector<std::string> kTexts{"",
                                                 "plain",
                                                 "two\nlines\n",
                                                 "--- a/b",
                                                 "+++ x",
                                                 "@@ -1 +1 @@",
                                                 "- item",
                                                 " lead",
                                                 "tab\there",
                                                 "e\x1b[31m",
                                                 "\r",
                                                 "caf\xc3\xa9",
                                                 "\\ No newline at end of file",
                                                 "no"};
    return kTexts[below(kTexts.size())];
  }

  std::mt19937 random_;
};

struct Sides {
  diff::TestSide before;
  diff::TestSide after;
};

// Some objects stay, some are edited, some go, some come.
Sides random_sides(unsigned seed) {
  Editor editor(seed);
  std::vector<Json> before;
  std::vector<Json> after;
  for (int i = 0; i < 12; ++i) {
    Json object = editor.object(i);
    const std::size_t fate = editor.below(6);
    if (fate != 0) before.push_back(object);
    if (fate > 2) editor.edit(object);
    if (fate != 1) after.push_back(std::move(object));
  }
  return {diff::side_with(std::move(before)), diff::side_with(std::move(after))};
}

std::string rendered(const Sides& sides, std::string_view format, std::optional<std::size_t> context = {}) {
  DiffReport report;
  report.before_objects = sides.before.entries();
  report.after_objects = sides.after.entries();
  report.context = context;
  std::ostringstream out;
  for (const DiffFormat& each : diff_formats()) {
    if (each.name == format) each.write(report, Color::kNever, out);
  }
  return out.str();
}

using Objects = std::map<std::string, Json>;

std::string id_of(const base::ResourceRef& ref) { return ref.kind + " " + ref.name_space + " " + ref.name; }

Objects objects_of(const diff::TestSide& side) {
  Objects objects;
  for (const model::Resource& resource : side.resources) objects[id_of(resource.ref)] = resource.object;
  return objects;
}

class Patches : public testing::TestWithParam<unsigned> {};

TEST_P(Patches, JsonPatchTurnsOneSideIntoTheOther) {
  std::uint64_t patched = 0;
  for (unsigned seed = GetParam() * 100; seed < GetParam() * 100 + 100; ++seed) {
    const Sides sides = random_sides(seed);
    Objects objects = objects_of(sides.before);
    const Json report = Json::parse(rendered(sides, "json-patch"));
    for (const Json& step : report.at("objects")) {
      const Json& ref = step.at("resource");
      const std::string id = ref.at("kind").get<std::string>() + " " +
                             ref.at("namespace").get<std::string>() + " " + ref.at("name").get<std::string>();
      if (step.at("action") == "create") {
        EXPECT_TRUE(objects.emplace(id, step.at("object")).second) << id;
      } else if (step.at("action") == "delete") {
        EXPECT_EQ(objects.erase(id), 1U) << id;
      } else {
        ASSERT_TRUE(objects.contains(id)) << id;
        objects[id] = objects[id].patch(step.at("patch"));
        ++patched;
      }
    }
    EXPECT_EQ(objects, objects_of(sides.after)) << "seed " << seed;
  }
  EXPECT_GT(patched, 100U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Patches, testing::Range(0U, 10U));

void write_tree(const fs::path& root, const diff::TestSide& side) {
  fs::create_directories(root);
  for (const model::Resource& resource : side.resources) {
    const fs::path path = root / (normalize::split_name(resource.ref) + ".yaml");
    fs::create_directories(path.parent_path());
    std::string text;
    yaml::write_yaml(text, resource.object);
    std::ofstream(path, std::ios::binary) << text;
  }
}

std::map<std::string, std::string> tree(const fs::path& root) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) {
      files[fs::relative(entry.path(), root).string()] = testing_support::content_of(entry.path());
    }
  }
  return files;
}

TEST(UnifiedPatch, IsAppliedByThePatchProgram) {
  if (std::system("patch --version >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "there is no patch program";
  }
  for (unsigned seed = 0; seed < 60; ++seed) {
    const testing_support::WorkingFolder folder;
    const Sides sides = random_sides(seed);
    write_tree("tree", sides.before);
    write_tree("expected", sides.after);
    std::ofstream("diff.patch", std::ios::binary) << rendered(sides, "unified", seed % 4);
    ASSERT_EQ(std::system("cd tree && patch -s -p1 --fuzz=0 <../diff.patch >../log 2>&1"), 0)
        << "seed " << seed << "\n"
        << testing_support::content_of("log") << testing_support::content_of("diff.patch");
    EXPECT_EQ(tree("tree"), tree("expected")) << "seed " << seed;
  }
}

// What diff(1) says of the same two texts has the same number of changed lines: the shortest way was found.
TEST(LineDiff, FindsTheShortestWay) {
  std::string hunks;
  write_hunks(hunks, "a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n", 0);
  std::size_t edits = 0;
  std::istringstream lines(hunks);
  for (std::string line; std::getline(lines, line);) edits += line[0] == '-' || line[0] == '+' ? 1 : 0;
  EXPECT_EQ(edits, 5U);
}

TEST(LineDiff, BoundsTheSearch) {
  std::string before;
  std::string after;
  for (int i = 0; i < 5000; ++i) {
    before += "x" + std::to_string(i) + "\n";
    after += "y" + std::to_string(i) + "\n";
  }
  std::string hunks;
  write_hunks(hunks, before, after, 3);
  EXPECT_TRUE(hunks.starts_with("@@ -1,5000 +1,5000 @@\n-x0\n"));
}

TEST(DiffFormats, NeverShowTheDataOfSecrets) {
  const std::string text =
      "apiVersion: v1\nkind: Secret\nmetadata: {name: s, namespace: n}\ndata: {password: ";
  const Sides sides{diff::side_of(text + "QUFBQQ==}\n"), diff::side_of(text + "QkJCQg==}\n")};
  DiffReport report;
  report.before_objects = sides.before.entries();
  report.after_objects = sides.after.entries();
  report.difference = diff::compare(report.before_objects, report.after_objects, {});
  report.context = 3;
  for (const DiffFormat& format : diff_formats()) {
    std::ostringstream out;
    format.write(report, Color::kNever, out);
    EXPECT_EQ(out.str().find("QUFB"), std::string::npos) << format.name;
    EXPECT_EQ(out.str().find("QkJC"), std::string::npos) << format.name;
    EXPECT_NE(out.str().find("Secret"), std::string::npos) << format.name;
  }
}

}  // namespace
}  // namespace nsmkit::render
