#include "model/load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/json_text.hpp"
#include "io/memory_file_system.hpp"
#include "model/reading_rules.hpp"

namespace nsmkit::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Keeps what it is handed, as text.
class RecordingSink final : public ResourceSink {
 public:
  void begin_list(const Json& head) override { log.push_back("list " + base::json_text(head)); }
  void resource(Resource&& resource) override { log.push_back(display_name(resource.ref)); }
  void end_list(const Json& members) override { log.push_back("end " + base::json_text(members)); }

  std::vector<std::string> log;
};

struct Loaded {
  LoadResult result;
  std::vector<std::string> log;

  [[nodiscard]] std::vector<std::string> slugs() const {
    std::vector<std::string> slugs;
    for (const base::Finding& finding : result.findings) {
      slugs.emplace_back(finding.rule->slug);
    }
    return slugs;
  }
};

Loaded load_files(io::MemoryFileSystem& files, const std::vector<std::string>& paths,
                  const std::string& standard_input = "", const yaml::Limits& limits = {}) {
  std::istringstream in(standard_input);
  RecordingSink sink;
  Loaded loaded{load(files, paths, in, limits, sink), {}};
  loaded.log = std::move(sink.log);
  return loaded;
}

Loaded load_text(const std::string& text, const yaml::Limits& limits = {}) {
  io::MemoryFileSystem files;
  files.files["f.yaml"] = text;
  return load_files(files, {"f.yaml"}, "", limits);
}

constexpr const char* kObject = "apiVersion: v1\nkind: A\nmetadata:\n  name: obj\n  namespace: shop\n";

TEST(Load, OpensLists) {
  const Loaded loaded = load_text(
      "apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: A\n  metadata:\n    name: obj\nkind: List\n");
  EXPECT_THAT(loaded.log, ElementsAre(R"(list {"apiVersion":"v1","kind":"List"})", "A obj",
                                      R"(end {"apiVersion":"v1","kind":"List"})"));
  EXPECT_THAT(loaded.result.findings, IsEmpty());
  EXPECT_EQ(loaded.result.counts.resources, 1U);
}

TEST(Load, OpensTypedAndEmptyLists) {
  const Loaded loaded = load_text("apiVersion: x/v1\nitems: []\nkind: TrafficSplitList\n");
  EXPECT_EQ(loaded.log.size(), 2U);
  EXPECT_THAT(loaded.slugs(), ElementsAre("no-resources"));
}

TEST(Load, TakesAnEmptyListBesidesOthers) {
  io::MemoryFileSystem files;
  files.files["a.yaml"] = "apiVersion: v1\nitems: []\nkind: List\n";
  files.files["b.yaml"] = kObject;
  EXPECT_THAT(load_files(files, {"a.yaml", "b.yaml"}).result.findings, IsEmpty());
}

TEST(Load, ReadsSeveralDocumentsAndSkipsEmptyOnes) {
  const Loaded loaded = load_text(std::string("---\n---\n") + kObject + "---\n" + kObject + "---\n");
  EXPECT_THAT(loaded.log, ElementsAre("A shop/obj", "A shop/obj"));
  EXPECT_EQ(loaded.result.counts.documents, 4U);
  EXPECT_EQ(loaded.result.counts.skipped, 2U);
  EXPECT_THAT(loaded.result.findings, IsEmpty());
}

TEST(Load, ReportsAListThatIsOnePage) {
  const Loaded loaded = load_text(
      "apiVersion: v1\nitems: [{apiVersion: v1, kind: A}]\nkind: List\nmetadata:\n  continue: abc\n");
  EXPECT_THAT(loaded.slugs(), ElementsAre("list-truncated"));
  EXPECT_EQ(loaded.result.findings[0].location.position.line, 5U);
  EXPECT_FALSE(loaded.result.complete());
}

TEST(Load, ReportsAListWithoutKind) {
  const Loaded loaded = load_text("apiVersion: v1\nitems:\n- apiVersion: v1\n  kind: A\n");
  EXPECT_THAT(loaded.slugs(), ElementsAre("list-truncated"));
}

TEST(Load, ReportsWhatIsNoObject) {
  EXPECT_THAT(load_text("- 1\n").slugs(), ElementsAre("not-an-object"));
  EXPECT_THAT(load_text("just text\n").slugs(), ElementsAre("not-an-object"));
  EXPECT_THAT(load_text("apiVersion: v1\nitems: [5]\nkind: List\n").slugs(), ElementsAre("not-an-object"));
  EXPECT_THAT(load_text("a: 1\n").slugs(), ElementsAre("kind-missing"));
}

TEST(Load, ReportsEmptyFilesAndDirectories) {
  EXPECT_THAT(load_text("").slugs(), ElementsAre("no-resources"));
  EXPECT_THAT(load_text("# only a comment\n").slugs(), ElementsAre("no-resources"));
  io::MemoryFileSystem files;
  files.files["dir/readme.txt"] = "x";
  const Loaded loaded = load_files(files, {"dir", "nowhere"});
  EXPECT_THAT(loaded.slugs(), ElementsAre("no-resources", "file-unreadable"));
  EXPECT_EQ(loaded.result.counts.ignored, 1U);
}

TEST(Load, ReportsEveryBadFile) {
  io::MemoryFileSystem files;
  files.files["d/a.yaml"] = "a: [\n";
  files.files["d/b.json"] = "{";
  files.files["d/c.yml"] = kObject;
  files.files["d/e.yaml"] = kObject;
  files.unreadable.insert("d/e.yaml");
  const Loaded loaded = load_files(files, {"d"});
  EXPECT_THAT(loaded.slugs(), ElementsAre("file-cut-off", "file-cut-off", "file-unreadable"));
  EXPECT_THAT(loaded.log, ElementsAre("A shop/obj"));
}

TEST(Load, WalksDirectoriesInOrderAndReadsStandardInput) {
  io::MemoryFileSystem files;
  files.files["d/b.yaml"] = "apiVersion: v1\nkind: B\n";
  files.files["d/a/z.json"] = R"({"apiVersion":"v1","kind":"Z"})";
  files.files["d/.hidden/h.yaml"] = "apiVersion: v1\nkind: H\n";
  const Loaded loaded = load_files(files, {"-", "d"}, kObject);
  EXPECT_THAT(loaded.log, ElementsAre("A shop/obj", "Z (no name)", "B (no name)"));
}

TEST(Load, RefusesUtf16AndTakesAByteOrderMarkAndCrLf) {
  EXPECT_THAT(load_text(std::string("\xFF\xFE"
                                    "a\0:\0",
                                    6))
                  .slugs(),
              ElementsAre("encoding"));
  EXPECT_THAT(load_text("\xEF\xBB\xBF"
                        "apiVersion: v1\r\nkind: A\r\n")
                  .slugs(),
              IsEmpty());
}

TEST(Load, KeepsToTheSizeLimit) {
  yaml::Limits limits;
  limits.max_bytes = 10;
  EXPECT_THAT(load_text(kObject, limits).slugs(), ElementsAre("limit-exceeded"));
}

TEST(Load, WarnsOfALastLineWithoutEnd) {
  EXPECT_THAT(load_text("apiVersion: v1\nkind: A").slugs(), ElementsAre("no-final-newline"));
}

// An export cut at any byte either still holds all of its objects, or is reported as incomplete.
class CutExport : public testing::TestWithParam<const char*> {};

TEST_P(CutExport, NeverPassesAsCompleteWhenAnObjectIsLost) {
  io::MemoryFileSystem files;
  const auto real = io::real_file_system();
  const std::string whole =
      io::read_file(*real, NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6/" + std::string(GetParam()));
  const std::string name = std::string("f.") + GetParam();
  files.files[name] = whole;
  const auto objects = load_files(files, {name}).result.counts.resources;
  ASSERT_GT(objects, 0U);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    files.files[name] = whole.substr(0, length);
    const LoadResult result = load_files(files, {name}).result;
    EXPECT_TRUE(result.counts.resources == objects || !result.complete())
        << GetParam() << " cut at byte " << length;
  }
}

INSTANTIATE_TEST_SUITE_P(AllExports, CutExport,
                         testing::Values("circuitbreakers.yaml", "httproutegroups.yaml", "ratelimits.yaml",
                                         "tcproutes.yaml", "trafficsplits.yaml", "traffictargets.yaml",
                                         "circuitbreakers.json", "tcproutes.json",
                                         "with-managed-fields/trafficsplits.yaml"));

}  // namespace
}  // namespace nsmkit::model
