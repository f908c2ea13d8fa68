// Compares nsmkit with what a real kube-apiserver answered: fixtures/conformance/crd-verdicts.jsonl.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

#include "base/json.hpp"
#include "base/pointer.hpp"
#include "releases/catalog.hpp"
#include "validate/api_version.hpp"
#include "validate/check_object.hpp"
#include "validate/schema_check.hpp"
#include "validate/schema_rules.hpp"

namespace nsmkit::validate {
namespace {

constexpr const char* kCorpus = NSMKIT_SOURCE_DIR "/fixtures/conformance/crd-verdicts.jsonl";

// Both were refused only because their namespace is not the one of the request.
bool is_other_namespace(const std::string& id) {
  return id == "meta/namespace='other'" || id == "meta/namespace='BAD_ns'";
}

bool is_drop(const Violation& violation) { return violation.severity != base::Severity::kError; }

// The server names the field only: no list indexes, no label or annotation keys, no finalizer.
std::string server_path(const Violation& violation) {
  std::string path, token;
  std::size_t depth = 0;
  for (base::PointerTokens tokens(violation.pointer); tokens.next(token); ++depth) {
    const bool index = !token.empty() && token.find_first_not_of("0123456789") == std::string::npos;
    const bool own_key = depth == 2 && (path == "metadata.labels" || path == "metadata.annotations");
    if (!index && !own_key) {
      path += (path.empty() ? "" : ".") + token;
    }
  }
  return path;
}

std::set<std::string> as_set(const Json& verdict, const char* key) {
  return verdict.contains(key) ? verdict[key].get<std::set<std::string>>() : std::set<std::string>();
}

std::set<std::string> blamed_fields(const ObjectVerdict& verdict) {
  std::set<std::string> fields;
  for (const Violation& violation : verdict.violations) {
    if (!is_drop(violation)) {
      fields.insert(server_path(violation));
    }
  }
  return fields;
}

std::set<std::string> dropped_fields(const ObjectVerdict& verdict, const Json& manifest) {
  std::set<std::string> fields;
  for (const Violation& violation : verdict.violations) {
    if (is_drop(violation)) {
      const bool changed = violation.rule == &rules::kValueChanged && !violation.at_key;
      fields.insert(violation.pointer + (changed ? " (changed)" : ""));
    }
  }
  EXPECT_TRUE(manifest.is_object());
  return fields;
}

void expect_reason(const ObjectVerdict& verdict, const std::string& reason) {
  ASSERT_FALSE(verdict.violations.empty());
  const base::RuleInfo* rule = verdict.violations.front().rule;
  if (reason == "not served") {
    EXPECT_EQ(rule, &rules::kApiVersionNotServed);
  } else if (reason == "cannot decode") {
    EXPECT_EQ(rule, &rules::kMetadataType);
  }
}

// What the server never does, whatever the case: blame without words, or two engines that disagree.
void expect_sound(const ObjectVerdict& verdict, const Json& manifest, const releases::CrdSet& set) {
  for (const Violation& violation : verdict.violations) {
    EXPECT_FALSE(violation.message.empty());
    EXPECT_FALSE(violation.remedy.empty());
    EXPECT_NE(violation.rule, &rules::kSchemaOther);
  }
  const ResolvedKind resolved = resolve_kind(manifest, set);
  const CompiledSchema* schema = resolved.resource == nullptr ? nullptr : compiled_schema(*resolved.resource);
  if (schema != nullptr) {
    EXPECT_EQ(schema->accepts(manifest), schema->explain(manifest).empty());
  }
}

void compare(const Json& entry, const std::string& set_name, const Json& expected) {
  SCOPED_TRACE(entry["id"].get<std::string>().substr(0, 200) + " against " + set_name);
  const Json& manifest = entry["manifest"];
  const releases::CrdSet& set = *releases::catalog().crd_set(set_name);
  const ObjectVerdict verdict = check_object(manifest, set);
  expect_sound(verdict, manifest, set);
  EXPECT_EQ(verdict.accepted, expected["accepted"].get<bool>());
  if (!verdict.accepted && expected.contains("fields")) {
    EXPECT_EQ(blamed_fields(verdict), as_set(expected, "fields"));
  }
  if (verdict.accepted) {
    EXPECT_EQ(dropped_fields(verdict, manifest), as_set(expected, "dropped"));
  }
  if (expected.contains("reason")) {
    expect_reason(verdict, expected["reason"]);
  }
}

TEST(Verdicts, EqualThoseOfTheApiServer) {
  std::ifstream corpus(kCorpus);
  ASSERT_TRUE(corpus);
  std::size_t cases = 0;
  for (std::string line; std::getline(corpus, line);) {
    const Json entry = Json::parse(line);
    if (is_other_namespace(entry["id"])) {
      continue;
    }
    for (const auto& [set, expected] : entry["verdicts"].items()) {
      compare(entry, set, expected);
      ++cases;
    }
  }
  EXPECT_GT(cases, 4000U);
}

// The CRDs of 1.3.0 differ from those of 1.2.0 only in SpiffeID.
TEST(Verdicts, OfTheSet130EqualThoseOf120) {
  std::ifstream corpus(kCorpus);
  const auto& catalog = releases::catalog();
  for (std::string line; std::getline(corpus, line);) {
    const Json manifest = Json::parse(line)["manifest"];
    const ObjectVerdict before = check_object(manifest, *catalog.crd_set("1.2.0"));
    const ObjectVerdict after = check_object(manifest, *catalog.crd_set("1.3.0"));
    EXPECT_EQ(before.accepted, after.accepted);
    EXPECT_EQ(before.violations.size(), after.violations.size());
  }
}

}  // namespace
}  // namespace nsmkit::validate
