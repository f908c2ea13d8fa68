// The shape of src/: who includes whom, where each library is used, how long a file gets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/layers/scan.hpp"

namespace nsmkit::layers {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Check = std::vector<std::string> (*)(const SourceFile&);

/// All violations of `check` in the project's src/, one a line.
std::string violations_in_project(Check check) {
  const auto files = read_sources(NSMKIT_SOURCE_DIR "/src");
  EXPECT_GT(files.size(), 10U) << "the scan found hardly any file";
  std::string text;
  for (const auto& file : files) {
    for (const auto& violation : check(file)) {
      text += violation + "\n";
    }
  }
  return text;
}

TEST(Layers, DependenciesPointOneWay) { EXPECT_EQ(violations_in_project(check_layers), ""); }

TEST(Layers, LibrariesStayAtHome) { EXPECT_EQ(violations_in_project(check_libraries), ""); }

TEST(Layers, OnlyReleasesKnowsVersions) { EXPECT_EQ(violations_in_project(check_versions), ""); }

TEST(Layers, FilesStayShort) { EXPECT_EQ(violations_in_project(check_length), ""); }

TEST(Layers, ProjectHasIncludesToCheck) {
  std::size_t quoted = 0;
  for (const auto& file : read_sources(NSMKIT_SOURCE_DIR "/src")) {
    for (const auto& include : includes(file.text)) {
      quoted += include.quoted ? 1 : 0;
    }
  }
  EXPECT_GT(quoted, 10U);
}

// The checks themselves, on small samples: they must see a violation where there is one.

TEST(Scan, ReadsIncludesOutsideComments) {
  const auto found = includes(
      "#pragma once\n"
      "// #include \"cli/app.hpp\"\n"
      "/* #include \"cli/app.hpp\"\n"
      "*/\n"
      "#include \"yaml/reader.hpp\"\n"
      "  #  include <re2/re2.h>  // patterns\n");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].header, "yaml/reader.hpp");
  EXPECT_TRUE(found[0].quoted);
  EXPECT_EQ(found[0].line, 5U);
  EXPECT_EQ(found[1].header, "re2/re2.h");
  EXPECT_FALSE(found[1].quoted);
  EXPECT_EQ(found[1].line, 6U);
}

TEST(Scan, KeepsStringsThatLookLikeComments) {
  EXPECT_EQ(without_comments("f(\"http://x\"); // y\n"), "f(\"http://x\"); \n");
  EXPECT_EQ(without_comments("f(R\"x(\"//\")x\"); /* y\n */g(1'000, '\"'); //\n"),
            "f(R\"x(\"//\")x\"); \ng(1'000, '\"'); \n");
}

TEST(Scan, AcceptsDownwardIncludes) {
  EXPECT_THAT(check_layers({"yaml/reader.cpp", "#include \"yaml/reader.hpp\"\n#include \"base/text.hpp\"\n"}),
              IsEmpty());
  EXPECT_THAT(check_layers({"render/formats/text.cpp", "#include \"validate/engine.hpp\"\n"}), IsEmpty());
  EXPECT_THAT(check_layers({"main.cpp", "#include \"cli/app.hpp\"\n"}), IsEmpty());
}

TEST(Scan, RefusesUpwardAndSidewardIncludes) {
  EXPECT_THAT(check_layers({"base/text.cpp", "#include \"base/text.hpp\"\n#include \"io/file.hpp\"\n"}),
              ElementsAre("src/base/text.cpp:2: base/ may not include io/: io/file.hpp"));
  EXPECT_THAT(
      check_layers({"validate/engine.cpp", "\n#include \"normalize/passes.hpp\"\n"}),
      ElementsAre("src/validate/engine.cpp:2: validate/ may not include normalize/: normalize/passes.hpp"));
  EXPECT_THAT(check_layers({"io/tar.cpp", "#include \"yaml/reader.hpp\"\n"}),
              ElementsAre("src/io/tar.cpp:1: io/ may not include yaml/: yaml/reader.hpp"));
  EXPECT_THAT(check_layers({"render/report.cpp", "#include \"cli/app.hpp\"\n"}),
              ElementsAre("src/render/report.cpp:1: render/ may not include cli/: cli/app.hpp"));
}

TEST(Scan, RefusesPathsThatAreNotFromTheRoot) {
  EXPECT_THAT(
      check_layers({"io/tar.cpp", "#include \"tar.hpp\"\n#include \"../base/text.hpp\"\n"}),
      ElementsAre("src/io/tar.cpp:1: \"tar.hpp\": write FOLDER/FILE, with a folder of src/",
                  "src/io/tar.cpp:2: \"../base/text.hpp\": write FOLDER/FILE, with a folder of src/"));
  EXPECT_THAT(check_layers({"misc/a.cpp", ""}), ElementsAre("src/misc/a.cpp:1: folder misc/ is in no layer"));
}

TEST(Scan, RefusesLibrariesAwayFromHome) {
  EXPECT_THAT(check_libraries({"yaml/reader.cpp", "#include <yaml.h>\n"}), IsEmpty());
  EXPECT_THAT(check_libraries({"model/load.cpp", "#include <yaml.h>\n"}),
              ElementsAre("src/model/load.cpp:1: <yaml.h> may be included only in src/yaml/"));
  EXPECT_THAT(
      check_libraries({"yaml/reader.cpp", "#include <yaml-cpp/yaml.h>\n"}),
      ElementsAre("src/yaml/reader.cpp:1: <yaml-cpp/yaml.h> may be included only in src/yaml/recheck.cpp"));
  EXPECT_THAT(check_libraries({"validate/engine.cpp", "#include <valijson/validator.hpp>\n"}),
              ElementsAre("src/validate/engine.cpp:1: <valijson/validator.hpp> may be included only in "
                          "src/validate/schema_check.cpp"));
}

TEST(Scan, RefusesVersionsOutsideReleases) {
  const std::string text = "// \"1.5.0\"\nif (release < \"1.5.0\") {}\nf(\"127.0.0.1\");\n";
  EXPECT_THAT(check_versions({"releases/releases.cpp", text}), IsEmpty());
  EXPECT_THAT(
      check_versions({"convert/headers.cpp", text}),
      ElementsAre("src/convert/headers.cpp:2: version \"1.5.0\": only releases/ knows releases; ask it"));
}

TEST(Scan, RefusesLongFiles) {
  EXPECT_THAT(check_length({"io/tar.cpp", std::string(kMaxLines, '\n')}), IsEmpty());
  EXPECT_THAT(check_length({"io/tar.cpp", std::string(kMaxLines + 1, '\n')}),
              ElementsAre("src/io/tar.cpp:401: 401 lines; split it, 400 is the most"));
}

}  // namespace
}  // namespace nsmkit::layers
