#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "diff/difference.hpp"
#include "diff/pairing.hpp"
#include "io/memory_file_system.hpp"
#include "model/load.hpp"

namespace nsmkit::diff {

/// The objects of one side of a comparison.
struct TestSide {
  std::deque<model::Resource> resources;

  [[nodiscard]] std::vector<Entry> entries() const {
    std::vector<Entry> all;
    for (const model::Resource& resource : resources) {
      all.push_back({&resource, &resource});
    }
    return all;
  }
};

class TestSink final : public model::ResourceSink {
 public:
  explicit TestSink(TestSide& side) : side_(side) {}
  void resource(model::Resource&& resource) override { side_.resources.push_back(std::move(resource)); }

 private:
  TestSide& side_;
};

inline TestSide side_of(const std::string& yaml, const std::string& file = "a.yaml") {
  io::MemoryFileSystem files;
  files.files[file] = yaml;
  std::istringstream in;
  TestSide side;
  TestSink sink(side);
  const model::LoadResult loaded = model::load(files, {file}, in, {}, sink);
  EXPECT_TRUE(loaded.findings.empty()) << loaded.findings.front().message;
  return side;
}

inline TestSide side_with(std::vector<Json> objects) {
  TestSide side;
  for (Json& object : objects) {
    base::ResourceRef ref = model::reference_of(object);
    side.resources.push_back({std::move(ref), std::move(object), {}, {"a.yaml", {1, 1}, {}, {}}});
  }
  return side;
}

/// What a comparison found, a line each: "changed TrafficSplit shop/catalog" and, below it, "  PATH: NATURE".
inline std::string found(const Difference& difference) {
  std::string text;
  for (const ObjectChange& change : difference.objects) {
    const Entry& entry = change.after.resource != nullptr ? change.after : change.before;
    text += std::string(to_string(change.nature)) + " ";
    if (change.likeness) {
      text += model::display_name(change.before.resource->ref) + " to ";
    }
    text += model::display_name(entry.resource->ref) + "\n";
    for (const ValueChange& value : change.values) {
      text += "  " + value.path + ": " + std::string(to_string(value.nature)) + "\n";
    }
  }
  return text;
}

inline std::string found(const std::string& before, const std::string& after,
                         const CompareOptions& options = {}) {
  const TestSide left = side_of(before);
  const TestSide right = side_of(after);
  return found(compare(left.entries(), right.entries(), options));
}

/// A TrafficSplit of the newest layout, with a backend for each weight.
inline Json split(const std::string& name_space, const std::string& name, const std::vector<int>& weights) {
  Json backends = Json::array();
  for (const int weight : weights) {
    backends.push_back({{"service", name + "-v" + std::to_string(backends.size() + 1)}, {"weight", weight}});
  }
  return {{"apiVersion", "split.smi-spec.io/v1alpha3"},
          {"kind", "TrafficSplit"},
          {"metadata", {{"name", name}, {"namespace", name_space}}},
          {"spec", {{"service", name}, {"backends", std::move(backends)}}}};
}

}  // namespace nsmkit::diff
