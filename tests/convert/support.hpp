#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "convert/convert.hpp"
#include "convert/convert_rules.hpp"
#include "io/memory_file_system.hpp"
#include "model/load.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::convert {

/// The objects of a YAML text, converted together.
struct Converted {
  std::vector<Outcome> outcomes;  ///< one for each object, in order

  [[nodiscard]] const Outcome& last() const { return outcomes.back(); }
};

class ObjectSink final : public model::ResourceSink {
 public:
  void resource(model::Resource&& resource) override {
    resources.add(std::move(resource), model::ResourceSet::Verdict::kAccepted);
  }
  model::ResourceSet resources;
};

inline std::vector<Json> objects_of(const std::string& yaml) {
  io::MemoryFileSystem files;
  files.files["objects.yaml"] = yaml;
  std::istringstream in;
  ObjectSink sink;
  (void)model::load(files, {"objects.yaml"}, in, {}, sink);
  std::vector<Json> objects;
  for (const model::Resource& resource : sink.resources.all()) {
    objects.push_back(resource.object);
  }
  return objects;
}

inline Converted convert_text(const std::string& yaml, const std::string& to = "2.0.0",
                              const Options& options = {}) {
  io::MemoryFileSystem files;
  files.files["in.yaml"] = yaml;
  std::istringstream in;
  ObjectSink sink;
  const model::LoadResult loaded = model::load(files, {"in.yaml"}, in, {}, sink);
  EXPECT_TRUE(loaded.findings.empty()) << loaded.findings.front().message;
  const releases::Release& release = *releases::catalog().find_release(to);
  const Target target{*releases::catalog().crd_set(release), release.version, nullptr, {}};
  Lookup lookup(sink.resources);
  Converted converted;
  for (const model::Resource& resource : sink.resources.all()) {
    converted.outcomes.push_back(convert(resource, target, options, lookup));
  }
  return converted;
}

/// Codes of the findings, sorted, each once, without NSM520.
inline std::string codes(const Outcome& outcome) {
  std::vector<std::string> all;
  for (const base::Finding& finding : outcome.findings) {
    if (finding.rule != &kConverted) {
      all.emplace_back(finding.rule->code);
    }
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::string text;
  for (const std::string& code : all) {
    text += (text.empty() ? "" : " ") + code;
  }
  return text;
}

inline std::string messages(const Outcome& outcome) {
  std::string text;
  for (const base::Finding& finding : outcome.findings) {
    text += std::string(finding.rule->code) + " " + finding.path + ": " + finding.message + "\n";
  }
  return text;
}

/// Checks what the last object becomes: its objects, how much is lost, and which warnings come with it.
inline void expect_conversion(const std::string& before, const std::string& after, Loss loss,
                              const std::string& warnings, const std::string& to = "2.0.0") {
  const Converted converted = convert_text(before, to);
  const Outcome& outcome = converted.last();
  EXPECT_EQ(outcome.loss, loss) << messages(outcome);
  EXPECT_EQ(codes(outcome), warnings) << messages(outcome);
  EXPECT_EQ(Json(outcome.objects).dump(1), Json(objects_of(after)).dump(1)) << messages(outcome);
}

inline void expect_impossible(const std::string& before, const std::string& path,
                              const std::string& to = "2.0.0") {
  const Converted converted = convert_text(before, to);
  const Outcome& outcome = converted.last();
  EXPECT_EQ(outcome.loss, Loss::kImpossible) << messages(outcome);
  EXPECT_TRUE(outcome.objects.empty());
  ASSERT_EQ(codes(outcome), "NSM522") << messages(outcome);
  EXPECT_EQ(outcome.findings.front().path, path) << messages(outcome);
}

}  // namespace nsmkit::convert
