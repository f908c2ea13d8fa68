#include "normalize/normalize.hpp"

#include <gtest/gtest.h>

#include "base/json_text.hpp"
#include "normalize/resource_writer.hpp"

namespace nsmkit::normalize {
namespace {

model::Resource resource_of(const char* json) {
  model::Resource resource;
  resource.object = Json::parse(json);
  resource.ref = model::reference_of(resource.object);
  return resource;
}

constexpr const char* kExported = R"({
  "apiVersion": "split.smi-spec.io/v1alpha3", "kind": "TrafficSplit",
  "metadata": {
    "name": "n", "namespace": "s", "uid": "u", "resourceVersion": "1", "generation": 3, "selfLink": "/x",
    "creationTimestamp": "2026-01-01T00:00:00Z", "deletionTimestamp": null, "deletionGracePeriodSeconds": 0,
    "managedFields": [{"manager": "m"}], "clusterName": "c", "labels": {},
    "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "{}"},
    "finalizers": ["a/b"],
    "ownerReferences": [{"apiVersion": "flagger.app/v1beta1", "kind": "Canary", "name": "n", "uid": "u"}]},
  "spec": {"empty": {}, "list": [], "nothing": null, "b": [2, 1]}, "status": {"x": 1}})";

TEST(Normalize, RemovesWhatTheServerSetAndNothingElse) {
  model::Resource resource = resource_of(kExported);
  static_cast<void>(normalize(resource, {OwnedPolicy::kStrip, false}));
  EXPECT_EQ(base::json_text(resource.object),
            R"({"apiVersion":"split.smi-spec.io/v1alpha3","kind":"TrafficSplit",)"
            R"("metadata":{"finalizers":["a/b"],"labels":{},"name":"n","namespace":"s"},)"
            R"("spec":{"b":[2,1],"empty":{},"list":[],"nothing":null}})");
}

TEST(Normalize, PatchTurnsInputIntoOutput) {
  for (const OwnedPolicy policy : {OwnedPolicy::kKeep, OwnedPolicy::kStrip}) {
    const Json input = Json::parse(kExported);
    model::Resource resource = resource_of(kExported);
    const Outcome outcome = normalize(resource, {policy, false});
    EXPECT_EQ(input.patch(json_patch(outcome.changes)), resource.object);
  }
}

TEST(Normalize, IsIdempotent) {
  model::Resource resource = resource_of(kExported);
  static_cast<void>(normalize(resource, {}));
  const Json once = resource.object;
  EXPECT_TRUE(normalize(resource, {}).changes.empty());
  EXPECT_EQ(resource.object, once);
}

TEST(Normalize, KeepsEmptyMapsThatTheUserWrote) {
  model::Resource resource = resource_of(R"({"metadata": {"annotations": {}, "labels": {}}, "spec": {}})");
  EXPECT_TRUE(normalize(resource, {}).changes.empty());
}

TEST(Normalize, KeepsTheRestOfTheAnnotations) {
  model::Resource resource = resource_of(
      R"({"metadata": {"annotations": {"kubectl.kubernetes.io/last-applied-configuration": "x", "a": "b"}}})");
  const Outcome outcome = normalize(resource, {});
  EXPECT_EQ(base::json_text(resource.object), R"({"metadata":{"annotations":{"a":"b"}}})");
  EXPECT_EQ(outcome.changes.at(0).pointer,
            "/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration");
}

TEST(Normalize, KeepsLastAppliedWhenAsked) {
  model::Resource resource = resource_of(
      R"({"metadata": {"annotations": {"kubectl.kubernetes.io/last-applied-configuration": "x"}}})");
  EXPECT_TRUE(normalize(resource, {OwnedPolicy::kKeep, true}).changes.empty());
}

TEST(Normalize, LeavesOddShapesAlone) {
  for (const char* text :
       {R"({"metadata": 5})", R"({"metadata": {"annotations": "x", "ownerReferences": 7}})", R"({})",
        R"({"metadata": {"finalizers": {"a": 1}, "ownerReferences": [1, {"kind": 3}]}})"}) {
    model::Resource resource = resource_of(text);
    EXPECT_NO_THROW(static_cast<void>(normalize(resource, {}))) << text;
  }
}

struct OwnedCase {
  OwnedPolicy policy;
  bool skipped;
  bool kept;
  base::Severity severity;
};

class Owned : public testing::TestWithParam<OwnedCase> {};

TEST_P(Owned, IsTreatedAsAskedAndReported) {
  model::Resource resource = resource_of(kExported);
  const Outcome outcome = normalize(resource, {GetParam().policy, false});
  EXPECT_EQ(outcome.skipped, GetParam().skipped);
  EXPECT_EQ(resource.object["metadata"].contains("ownerReferences"), GetParam().kept);
  ASSERT_EQ(outcome.findings.size(), 2U);
  EXPECT_EQ(outcome.findings[0].rule->slug, "owned-by-controller");
  EXPECT_EQ(outcome.findings[0].severity, GetParam().severity);
  EXPECT_EQ(outcome.findings[0].path, "metadata.ownerReferences");
  EXPECT_EQ(outcome.findings[1].rule->slug, "finalizer-present");
}

INSTANTIATE_TEST_SUITE_P(Policies, Owned,
                         testing::Values(OwnedCase{OwnedPolicy::kKeep, false, true, base::Severity::kWarning},
                                         OwnedCase{OwnedPolicy::kStrip, false, false,
                                                   base::Severity::kWarning},
                                         OwnedCase{OwnedPolicy::kSkip, true, true, base::Severity::kWarning},
                                         OwnedCase{OwnedPolicy::kFail, false, true, base::Severity::kError}));

std::string written(Format format, const Json& head, const std::vector<Json>& items, const Json& members) {
  std::string text;
  ResourceWriter writer(format, [&text](std::string_view part) { text.append(part); });
  writer.begin_list(head);
  for (const Json& item : items) {
    writer.object(item);
  }
  writer.end_list(members);
  return text;
}

TEST(ResourceWriter, WritesAListLikeAWholeDocument) {
  const Json item = {{"kind", "A"}, {"spec", {{"x", {1, 2}}}}};
  const Json members = {{"apiVersion", "v1"}, {"kind", "List"}};
  EXPECT_EQ(written(Format::kYaml, {{"apiVersion", "v1"}}, {item, item}, members),
            "apiVersion: v1\nitems:\n- kind: A\n  spec:\n    x:\n    - 1\n    - 2\n- kind: A\n  spec:\n    "
            "x:\n    - 1\n    - 2\nkind: List\n");
  EXPECT_EQ(written(Format::kYaml, members, {}, members), "apiVersion: v1\nitems: []\nkind: List\n");
  Json whole = members;
  whole["items"] = {item, item};
  std::string expected;
  base::write_json_indented(expected, whole);
  EXPECT_EQ(written(Format::kJson, {{"apiVersion", "v1"}}, {item, item}, members), expected + "\n");
  whole["items"] = Json::array();
  expected.clear();
  base::write_json_indented(expected, whole);
  EXPECT_EQ(written(Format::kJson, {{"apiVersion", "v1"}}, {}, members), expected + "\n");
}

TEST(ResourceWriter, SeparatesDocuments) {
  std::string text;
  ResourceWriter writer(Format::kYaml, [&text](std::string_view part) { text.append(part); });
  writer.object({{"a", 1}});
  writer.object({{"a", "items: []"}});
  EXPECT_EQ(text, "a: 1\n---\na: 'items: []'\n");
}

}  // namespace
}  // namespace nsmkit::normalize
