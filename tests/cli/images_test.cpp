// What `nsmkit images` writes, and that nsmkit's own check takes the values it gives.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/json.hpp"
#include "cli/app.hpp"
#include "io/memory_file_system.hpp"
#include "releases/images.hpp"

namespace nsmkit::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

Outcome nsmkit(io::FileSystem& files, const std::vector<std::string>& arguments) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  Context context{files, in, out, err};
  const int status = run(arguments, context);
  return {status, out.str(), err.str()};
}

TEST(ImagesCommand, GivesValuesThatConfigCheckTakes) {
  int checked = 0;
  for (const releases::Release& release : releases::catalog().releases()) {
    if (!releases::knows_images(release)) {
      continue;
    }
    io::MemoryFileSystem files;
    const Outcome written = nsmkit(files, {"images", "--to", release.version, "--registry", "r.io:5000/nsm",
                                           "--format", "values", "--output", "values.yaml"});
    ASSERT_EQ(written.status, 0) << written.err;
    const Outcome found = nsmkit(files, {"-q", "config", "check", "values.yaml", "--to", release.version});
    EXPECT_EQ(found.status, 0) << release.version << '\n' << found.out;
    EXPECT_THAT(found.out, Not(HasSubstr("registry"))) << release.version;
    EXPECT_THAT(found.out, Not(HasSubstr("warning["))) << release.version;
    EXPECT_THAT(found.err, IsEmpty()) << release.version;
    ++checked;
  }
  EXPECT_EQ(checked, 11);
}

TEST(ImagesCommand, WritesAFileAndCountsTheImages) {
  io::MemoryFileSystem files;
  const Outcome outcome = nsmkit(
      files, {"images", "--to", "2.0.0", "--platform", "kubernetes", "--format", "script", "-o", "m.sh"});
  EXPECT_EQ(outcome.status, 0);
  EXPECT_THAT(outcome.out, IsEmpty());
  EXPECT_THAT(outcome.err, HasSubstr("11 images of 2.0.0 written to m.sh\n"));
  EXPECT_THAT(files.files.at("m.sh"), StartsWith("#!/bin/sh\n"));
}

TEST(ImagesCommand, FailsWhenTheFileCannotBeWritten) {
  io::MemoryFileSystem files;
  files.unwritable.insert("m.sh");
  files.files["m.sh"] = "before";
  const Outcome outcome = nsmkit(files, {"images", "--to", "2.0.0", "--format", "script", "-o", "m.sh"});
  EXPECT_EQ(outcome.status, 3);
  EXPECT_THAT(outcome.err, HasSubstr("m.sh"));
  EXPECT_EQ(files.files.at("m.sh"), "before");
}

TEST(ImagesCommand, IsQuietWhenAsked) {
  io::MemoryFileSystem files;
  for (const char* format : {"list", "json", "skopeo", "script"}) {
    const Outcome outcome = nsmkit(files, {"images", "--quiet", "--to", "1.2.1", "--format", format});
    EXPECT_EQ(outcome.status, 0) << format;
    EXPECT_THAT(outcome.err, IsEmpty()) << format;
    EXPECT_FALSE(outcome.out.empty()) << format;
  }
}

TEST(ImagesCommand, KeepsTheNotesOfJsonInTheJson) {
  io::MemoryFileSystem files;
  const Outcome outcome = nsmkit(files, {"images", "--to", "1.2.1", "--format", "json"});
  const Json json = Json::parse(outcome.out);
  EXPECT_EQ(json.at("kind"), "ImageList");
  EXPECT_EQ(json.at("images").size(), 15U);
  EXPECT_GE(json.at("notes").size(), 5U);
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST(ImagesCommand, NeverPutsARegistryThatIsNoneIntoAScript) {
  io::MemoryFileSystem files;
  for (const char* registry : {"'; id; '", "$(id)", "`id`", "r.io/$(id)", "r.io/a'b", "a b", "r.io\nid"}) {
    const Outcome outcome =
        nsmkit(files, {"images", "--to", "2.0.0", "--format", "script", "--registry", registry});
    EXPECT_EQ(outcome.status, 2) << registry;
    EXPECT_THAT(outcome.out, IsEmpty()) << registry;
  }
}

}  // namespace
}  // namespace nsmkit::cli
