// The convert command as a whole, and what holds for whatever it converts.
#include <gtest/gtest.h>

#include <random>
#include <sstream>
#include <string>

#include "cli/app.hpp"
#include "convert/convert.hpp"
#include "convert/json_patch.hpp"
#include "io/memory_file_system.hpp"
#include "releases/catalog.hpp"
#include "validate/check_object.hpp"

namespace nsmkit::cli {
namespace {

struct Ran {
  int status = 0;
  std::string out;
  std::string err;
};

Ran run_convert(io::MemoryFileSystem& files, std::vector<std::string> arguments) {
  std::istringstream in;
  std::ostringstream out, err;
  Context context{files, in, out, err};
  arguments.insert(arguments.begin(), "convert");
  Ran ran;
  ran.status = run(arguments, context);
  ran.out = out.str();
  ran.err = err.str();
  return ran;
}

constexpr const char* kMixed =
    "apiVersion: v1\nitems:\n- apiVersion: split.smi-spec.io/v1alpha1\n  kind: TrafficSplit\n  metadata:\n   "
    " name: good\n"
    "  spec:\n    backends:\n    - service: a\n      weight: 500m\n    - service: b\n      weight: 1\n    "
    "service: s\n"
    "- apiVersion: split.smi-spec.io/v1alpha1\n  kind: TrafficSplit\n  metadata:\n    name: bad\n"
    "  spec:\n    backends:\n    - service: a\n      weight: -1\n    service: s\nkind: List\n---\n"
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n";

TEST(ConvertCommand, WritesNothingWhenAnObjectCannotBeConverted) {
  io::MemoryFileSystem files;
  files.files["in.yaml"] = kMixed;
  const Ran ran =
      run_convert(files, {"in.yaml", "--to", "2.0.0", "-o", "out.yaml", "--changes", "changes.json"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(files.files.count("out.yaml") + files.files.count("changes.json"), 0U);
  EXPECT_NE(ran.out.find("in.yaml:21:7: error[NSM522]"), std::string::npos) << ran.out;
  EXPECT_NE(ran.err.find("nothing written"), std::string::npos) << ran.err;
}

TEST(ConvertCommand, KeepsGoingInTheFormOfTheInput) {
  io::MemoryFileSystem files;
  files.files["in.yaml"] = kMixed;
  const Ran ran =
      run_convert(files, {"in.yaml", "--to", "2.0.0", "--keep-going", "--changes", "changes.json", "-q"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(ran.out,
            "apiVersion: v1\nitems:\n- apiVersion: split.smi-spec.io/v1alpha3\n  kind: TrafficSplit\n  "
            "metadata:\n    name: good\n"
            "  spec:\n    backends:\n    - service: a\n      weight: 1\n    - service: b\n      weight: 2\n  "
            "  service: s\n"
            "kind: List\n---\napiVersion: v1\nkind: Service\nmetadata:\n  name: s\n");
  const Json changes = Json::parse(files.files.at("changes.json"));
  ASSERT_EQ(changes["objects"].size(), 3U);
  EXPECT_EQ(changes["objects"][1]["skipped"], true);
  EXPECT_EQ(changes["objects"][0]["patch"].size(), 3U);
  EXPECT_EQ(changes["objects"][2]["patch"], Json::array());
}

TEST(ConvertCommand, TypedListsTakeTheVersionOfTheirItems) {
  io::MemoryFileSystem files;
  files.files["in.json"] =
      R"({"apiVersion":"specs.smi-spec.io/v1alpha2","kind":"TCPRouteList","items":[
          {"apiVersion":"specs.smi-spec.io/v1alpha2","kind":"TCPRoute","metadata":{"name":"a"}}]})";
  const Ran ran = run_convert(files, {"in.json", "--to", "2.0"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "apiVersion: specs.smi-spec.io/v1alpha3\nitems:\n- apiVersion: specs.smi-spec.io/v1alpha3\n  "
            "kind: TCPRoute\n"
            "  metadata:\n    name: a\n  spec: {}\nkind: TCPRouteList\n");
}

TEST(ConvertCommand, WritesFilesWithTheNamesOfTheInputs) {
  io::MemoryFileSystem files;
  files.files["a.yaml"] = "apiVersion: specs.smi-spec.io/v1alpha2\nkind: TCPRoute\nmetadata:\n  name: a\n";
  files.files["b.yaml"] = "apiVersion: v1\nkind: Service\nmetadata:\n  name: s\n";
  EXPECT_EQ(run_convert(files, {"a.yaml", "b.yaml", "--to", "2.0.0", "--output-dir", "out"}).status, 0);
  EXPECT_EQ(files.files.at("out/a.yaml"),
            "apiVersion: specs.smi-spec.io/v1alpha3\nkind: TCPRoute\nmetadata:\n  name: a\nspec: {}\n");
  EXPECT_EQ(files.files.at("out/b.yaml"), files.files.at("b.yaml"));
}

TEST(ConvertCommand, IncompleteInputIsNotConverted) {
  io::MemoryFileSystem files;
  files.files["in.yaml"] = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: \"A\n";
  const Ran ran = run_convert(files, {"in.yaml", "--to", "2.0.0", "-o", "out.yaml"});
  EXPECT_EQ(ran.status, 3);
  EXPECT_EQ(files.files.count("out.yaml"), 0U);
}

TEST(ConvertCommand, TellsObjectsThatAreNotOfTheSource) {
  io::MemoryFileSystem files;
  files.files["in.yaml"] = "apiVersion: specs.smi-spec.io/v1alpha2\nkind: TCPRoute\nmetadata:\n  name: a\n";
  EXPECT_NE(run_convert(files, {"in.yaml", "--to", "2.0.0", "--from", "1.6.0"}).err.find("NSM523"),
            std::string::npos);
}

TEST(ConvertCommand, NeedsAReleaseWithCrds) {
  io::MemoryFileSystem files;
  EXPECT_EQ(run_convert(files, {"in.yaml"}).status, 2);
  EXPECT_EQ(run_convert(files, {"in.yaml", "--to", "1.0.1"}).status, 2);
  EXPECT_EQ(run_convert(files, {"in.yaml", "--to", "9.9.9"}).status, 2);
  EXPECT_EQ(run_convert(files, {"in.yaml", "--to", "2.0.0", "--split"}).status, 2);
}

/// Makes SMI objects of all versions, with odd places.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  Json object() {
    switch (pick(5)) {
      case 0:
        return split();
      case 1:
        return target();
      case 2:
        return group();
      case 3:
        return tcp_route();
      default:
        return rate_limit();
    }
  }

 private:
  unsigned pick(unsigned count) { return static_cast<unsigned>(random_() % count); }
  std::string version(unsigned most = 4) { return "v1alpha" + std::to_string(1 + pick(most)); }
  std::string name() { return std::string(1, static_cast<char>('a' + pick(6))); }
  Json named(const std::string& api_version, const std::string& kind) {
    return {
        {"apiVersion", api_version}, {"kind", kind}, {"metadata", {{"name", name()}, {"namespace", "n"}}}};
  }

  Json weight() {
    static const std::vector<Json> kWeights = {0,    1,   50,      0.5,   33.3, "10m", "1k", "2.50",
                                               "-1", "x", nullptr, "1Ki", "3n", 7e18,  "1E"};
    return kWeights[pick(static_cast<unsigned>(kWeights.size()))];
  }

  Json split() {
    Json object = named("split.smi-spec.io/" + version(), "TrafficSplit");
    Json spec{{"service", "s"}, {"backends", Json::array()}};
    for (unsigned i = pick(4); i > 0; --i) {
      spec["backends"].push_back({{"service", name()}, {"weight", weight()}});
    }
    if (pick(3) == 0) {
      spec["matches"] = Json::array({{{"kind", pick(4) == 0 ? "Other" : "HTTPRouteGroup"},
                                      {"name", name()},
                                      {"apiGroup", "specs.smi-spec.io"}}});
    }
    if (pick(6) == 0) {
      object.update(spec);
    } else {
      object["spec"] = spec;
    }
    return object;
  }

  Json subject() {
    Json subject{{"kind", "ServiceAccount"}, {"name", name()}};
    if (pick(2) == 0) {
      subject["namespace"] = "n";
    }
    if (pick(3) == 0) {
      subject["port"] = std::vector<Json>{80, "81", 0, "", 80.5, 99999}[pick(6)];
    }
    if (pick(8) == 0) {
      subject["group"] = "access.smi-spec.io";
    }
    return subject;
  }

  Json target() {
    Json object = named("access.smi-spec.io/" + version(), "TrafficTarget");
    Json rules = Json::array(), sources = Json::array();
    for (unsigned i = pick(3); i > 0; --i) {
      rules.push_back({{"kind", std::vector<std::string>{"HTTPRouteGroup", "TCPRoute", "UDPRoute"}[pick(3)]},
                       {"name", name()}});
      sources.push_back(subject());
    }
    if (pick(3) == 0) {
      object.update({{"destination", subject()}, {"specs", rules}, {"sources", sources}});
    } else {
      object["spec"] = {{"destination", subject()}, {"rules", rules}, {"sources", sources}};
    }
    return object;
  }

  Json headers() {
    if (pick(2) == 0) {
      return {{name(), "x"}, {name(), pick(5) == 0 ? Json(true) : Json("y")}};
    }
    Json list = Json::array();
    for (unsigned i = pick(4); i > 0; --i) {
      list.push_back({{name(), "x"}});
    }
    return list;
  }

  Json group() {
    Json object = named("specs.smi-spec.io/" + version(), "HTTPRouteGroup");
    Json matches = Json::array();
    for (unsigned i = pick(3); i > 0; --i) {
      Json match{{"pathRegex", "/"}, {"methods", {pick(5) == 0 ? "get" : "GET"}}};
      if (pick(4) > 0) {
        match["name"] = name();
      }
      if (pick(2) == 0) {
        match["headers"] = headers();
      }
      matches.push_back(match);
    }
    (pick(3) == 0 ? object : object["spec"])["matches"] = matches;
    return object;
  }

  Json tcp_route() {
    Json object = named((pick(4) == 0 ? "spec.smi-spec.io/" : "specs.smi-spec.io/") + version(), "TCPRoute");
    if (pick(2) == 0) {
      object["spec"] = Json::object();
    }
    if (pick(2) == 0) {
      object["spec"]["matches"]["ports"] = pick(2) == 0 ? Json{80} : Json{80, 81};
    }
    return object;
  }

  Json rate_limit() {
    Json object = named("specs.smi.nginx.com/" + version(2), "RateLimit");
    object["spec"] = {
        {"name", "l"}, {"rate", "10r/s"}, {"destination", {{"kind", "Service"}, {"name", name()}}}};
    if (pick(3) == 0) {
      object["spec"]["rules"] = Json::array({{{"kind", "HTTPRouteGroup"}, {"name", name()}}});
    }
    return object;
  }

  std::mt19937 random_;
};

model::ResourceSet set_of(const std::vector<Json>& objects) {
  model::ResourceSet set;
  for (const Json& object : objects) {
    set.add({model::reference_of(object), object, {}, {}}, model::ResourceSet::Verdict::kAccepted);
  }
  return set;
}

std::vector<convert::Outcome> convert_all(const std::vector<Json>& objects, const releases::CrdSet& crds) {
  const model::ResourceSet set = set_of(objects);
  const convert::Target target{crds, crds.name(), nullptr, {}};
  convert::Lookup lookup(set);
  std::vector<convert::Outcome> outcomes;
  for (const model::Resource& resource : set.all()) {
    outcomes.push_back(convert::convert(resource, target, {}, lookup));
  }
  return outcomes;
}

TEST(ConvertProperty, WhatIsWrittenIsAccepted) {
  Generator generator(11);
  std::size_t written = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<Json> objects;
    for (int i = 0; i < 6; ++i) {
      objects.push_back(generator.object());
    }
    for (const releases::CrdSet& crds : releases::catalog().crd_sets()) {
      const auto outcomes = convert_all(objects, crds);
      for (std::size_t i = 0; i < objects.size(); ++i) {
        const convert::Outcome& outcome = outcomes[i];
        const std::vector<Json> after =
            outcome.loss == convert::Loss::kNone ? std::vector<Json>{objects[i]} : outcome.objects;
        EXPECT_EQ(after.empty(), outcome.loss == convert::Loss::kImpossible) << objects[i];
        for (const Json& object : after) {
          ++written;
          EXPECT_EQ(objects[i].patch(convert::json_patch(objects[i], object)), object);
          const auto verdict = validate::check_object(object, crds);
          EXPECT_TRUE(verdict.accepted) << crds.name() << "\n"
                                        << objects[i] << "\n"
                                        << object << "\n"
                                        << verdict.violations.front().message;
          // And there is nothing left to do.
          EXPECT_EQ(convert_all({object}, crds).front().loss, convert::Loss::kNone) << crds.name() << "\n"
                                                                                    << objects[i] << "\n"
                                                                                    << object;
        }
      }
    }
  }
  EXPECT_GT(written, 2000U);
}

TEST(ConvertProperty, LosslessThereAndBackIsTheIdentity) {
  const releases::CrdSet& older = *releases::catalog().crd_set("1.1.0");
  const releases::CrdSet& newer = *releases::catalog().crd_set("2.0.0");
  Generator generator(5);
  std::size_t compared = 0;
  for (int round = 0; round < 4000; ++round) {
    const Json start = generator.object();
    if (convert_all({start}, newer).front().loss != convert::Loss::kNone) {
      continue;  // not in the newer form
    }
    const auto there = convert_all({start}, older).front();
    if (there.loss != convert::Loss::kLossless) {
      continue;
    }
    const auto back = convert_all({there.objects.at(0)}, newer).front();
    ASSERT_EQ(back.loss, convert::Loss::kLossless) << start;
    EXPECT_EQ(back.objects.at(0), start);
    ++compared;
  }
  EXPECT_GT(compared, 50U);
}

}  // namespace
}  // namespace nsmkit::cli
