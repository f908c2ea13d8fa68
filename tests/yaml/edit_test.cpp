#include <gtest/gtest.h>

#include "tests/yaml/edit_run.hpp"

namespace nsmkit::yaml {
namespace {

struct Refusal {
  std::string text;
  std::vector<std::string> remove = {};
  std::vector<Insertion> insert = {};
  std::string fault = {};
};

TEST(Edit, RefusesWhatItCannotDo) {
  const std::vector<Refusal> refusals = {
      {"a: &x 1\nb: *x\n",
       {"/a"},
       {},
       "2:4: the anchor &x (line 1) would be removed, but *x refers to it here; write the value out here "
       "first"},
      {"a: &x {c: 1, d: 2}\nb:\n  <<: *x\n",
       {"/a/c"},
       {},
       "3:7: what is to be changed stands inside the anchor &x (line 1), so *x here would change too; write "
       "the value out here first"},
      {"a: &x {c: 1}\nb: *x\n",
       {},
       {member("/a", "n", "1")},
       "2:4: what is to be changed stands inside the anchor &x (line 1), so *x here would change too; write "
       "the value out here first"},
      {"o: &o {c: 1}\nt: *o\n",
       {"/t/c"},
       {},
       "2:4: t.c stands behind the alias *o, so it is shared with another place; write the value out first"},
      {"o: &o {c: 1}\nt: *o\n",
       {},
       {member("/t", "n", "1")},
       "2:4: t is the alias *o, so its value is shared with another place; write it out first"},
      {"o: &o {c: 1}\nt:\n  <<: *o\n",
       {"/t/c"},
       {},
       "3:3: t.c comes from another place through <<, so it cannot be changed here"},
      {"o: &o {c: 1}\nt:\n  <<: *o\n  c: 2\n",
       {"/t/c"},
       {},
       "0:0: the file could not be edited safely: the result would differ in more than what was to be "
       "changed; edit it by hand"},
      {"a: 1\nb: 2\na: 3\n", {"/a"}, {}, "3:1: the key of a stands twice; remove one of them by hand first"},
      {"a: 1\n? b\n: 2\n",
       {"/b"},
       {},
       "3:3: a member here is written with '?' or in another way that is not edited by machine; edit it by "
       "hand"},
      {"k: {? a : 1, b: 2}\n", {"/k/b"}, {}, "1:11: a member here is written with '?'"},
      {"k: [a: 1]\n",
       {"/k/0/a"},
       {},
       "1:8: a member here is written with '?' or without braces, which is not edited by machine; edit it by "
       "hand"},
      {"a: 1\n", {"/b"}, {}, "1:1: the text has nothing at b"},
      {"a: 1\n", {"/a/b"}, {}, "1:4: the text has nothing at a.b"},
      {"a: [1]\n", {"/a/1"}, {}, "1:4: the text has nothing at a[1]"},
      {"a: [1]\n", {"/a/00"}, {}, "1:4: the text has nothing at a[00]"},
      {"a: [1]\n", {"/a/-"}, {}, "1:4: the text has nothing at a[-]"},
      {"a: 1\n", {""}, {}, "1:1: a whole document cannot be removed"},
      {"# nothing\n", {"/a"}, {}, "0:0: the text has no document number 0"},
      {"", {"/a"}, {}, "0:0: the text has no document number 0"},
      {"a: 1\n", {}, {member("", "a", "1")}, "1:1: the key 'a' stands there already"},
      {"a: 1\n", {}, {member("", "b", "1"), member("", "b", "1")}, "1:1: the key 'b' stands there already"},
      {"a:\n", {}, {member("/a", "b", "1")}, "1:3: 'b' cannot be written into a, which is no mapping"},
      {"a: [1]\n", {}, {member("/a", "b", "1")}, "1:4: 'b' cannot be written into a, which is no mapping"},
      {"- 1\n",
       {},
       {member("", "b", "1")},
       "1:1: 'b' cannot be written into the document, which is no mapping"},
      {"a: {b: 1}\n",
       {"/a"},
       {member("/a", "c", "1")},
       "0:0: 'c' cannot be written into /a, which is to be removed"},
      {"a: [1\n", {"/a"}, {}, "2:1: the text cannot be read"},
      {"a: .nan\nb: 1\n", {"/b"}, {}, "1:4: the text cannot be read"},
      {"a: \xFF\nb: 1\n", {"/b"}, {}, "1:1: the text cannot be read"},
  };
  for (const Refusal& refusal : refusals) {
    const std::string got =
        run_edit(refusal.text, {{.document = 0, .remove = refusal.remove, .insert = refusal.insert}});
    EXPECT_EQ(got.substr(0, refusal.fault.size()), refusal.fault) << refusal.text << got;
  }
}

TEST(Edit, RefusesValuesThatNestWithoutEnd) {
  Json value = 1;
  for (int i = 0; i < 150; ++i) {
    value = Json::array({std::move(value)});
  }
  EXPECT_EQ(run_edit("a: 1\n", {{.insert = {{"", "b", value, ""}}}}),
            "1:1: the value of 'b' is nested too deeply");
}

TEST(Edit, StandsDeepTexts) {
  const auto nested = [](std::size_t depth) {
    return "a: 1\nb: " + std::string(depth, '[') + std::string(depth, ']') + "\n";
  };
  EXPECT_EQ(run_edit(nested(900), {{.remove = {"/a"}}}), nested(900).substr(5));
  EXPECT_EQ(run_edit(nested(5000), {{.remove = {"/a"}}}),
            "2:1003: the text cannot be read: nested deeper than 1000 levels");
}

TEST(Edit, LeavesTheTextWhereNothingIsAsked) {
  const std::string text = "a:   1\n\n\n# x\n";
  EXPECT_EQ(run_edit(text, {}), text);
  EXPECT_EQ(run_edit(text, {{}}), text);
}

TEST(Edit, TakesSeveralDocumentsAndEdits) {
  const std::string text = "# one\na: 1\nb: 2\n---\n# two\n\na: 1 # x\nb: {a: 1}\n---\n---\na: 1\nb: 2\n";
  EXPECT_EQ(run_edit(text, {{.document = 3, .remove = {"/b"}},
                            {.document = 1, .remove = {"/a"}},
                            {.document = 1, .remove = {"/b/a"}, .insert = {member("", "c", "3", "b")}},
                            {.document = 0, .remove = {"/a"}}}),
            "# one\nb: 2\n---\n# two\n\nb: {}\nc: 3\n---\n---\na: 1\n");
}

TEST(Edit, TakesNestedRemovalsOfSeveralEdits) {
  EXPECT_EQ(run_edit("a:\n  b: 1\n  c: 2\nd: 1\n", {{.remove = {"/a/b"}}, {.remove = {"/a"}}}), "d: 1\n");
}

TEST(Edit, TakesJsonDocumentsInARow) {
  EXPECT_EQ(run_edit("{\"a\": 1}\n{\"a\": 1, \"b\": 2}\n", {{.document = 1, .remove = {"/a"}}}),
            "{\"a\": 1}\n{\"b\": 2}\n");
}

TEST(Edit, CountsItemsAsInTheOriginal) {
  EXPECT_EQ(run_edit("l:\n- a: 1\n- b: [1, 2, 3]\n- c: 1\n  d: 2\n",
                     {{.remove = {"/l/0", "/l/1/b/0", "/l/1/b/2", "/l/2/c"},
                       .insert = {member("/l/2", "e", "3")}}}),
            "l:\n- b: [2]\n- d: 2\n  e: 3\n");
}

const std::string kValues = R"(# Values of the shop mesh (release "nsm").
# Owner: platform team

nginxLogFormat: "json"          # shipped to the log store
enabledNamespaces: [shop, payments]

prometheusAddress: "prometheus.monitoring:9090"

# --- tracing -------------------------------------------------
tracing:
  # the old Jaeger; see runbook 12
  address: "jaeger.tracing:6831"
  backend: "jaeger"   # zipkin until 2021
  sampleRate: 0.05

telemetry: {}

mtls:
  mode: "strict"
)";

const std::string kValuesStart = R"(# Values of the shop mesh (release "nsm").
# Owner: platform team

nginxLogFormat: "json"          # shipped to the log store
enabledNamespaces: [shop, payments]

prometheusAddress: "prometheus.monitoring:9090"

)";

TEST(Edit, StripsTracingFromAHandKeptFile) {
  EXPECT_EQ(run_edit(kValues, {{.remove = {"/tracing"}}}),
            kValuesStart + "telemetry: {}\n\nmtls:\n  mode: \"strict\"\n");
}

TEST(Edit, WritesTelemetryInPlaceOfTracing) {
  const std::string block =
      "telemetry:\n  exporters:\n    otlp:\n      host: h\n      port: 4317\n  samplerRatio: 0.05\n";
  EXPECT_EQ(run_edit(kValues, {{.remove = {"/tracing", "/telemetry"},
                                .insert = {member("", "telemetry", kOtlp, "telemetry")}}}),
            kValuesStart + block + "\nmtls:\n  mode: \"strict\"\n");
  EXPECT_EQ(
      run_edit(kValues, {{.remove = {"/tracing"}, .insert = {member("/telemetry", "samplerRatio", "0.05")}}}),
      kValuesStart + "telemetry:\n  samplerRatio: 0.05\n\nmtls:\n  mode: \"strict\"\n");
}

}  // namespace
}  // namespace nsmkit::yaml
