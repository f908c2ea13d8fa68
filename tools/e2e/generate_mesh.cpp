// generate_mesh: writes the objects of a made-up mesh as `kubectl apply` and `kubectl create` take them, with
// labels, annotations, finalizers and owners: namespaces.json, apply.json and create.json, each a List.
// The objects are those of tools/bench/objects.hpp. The same arguments give the same bytes.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <stdexcept>
#include <string>

#include "../bench/objects.hpp"

namespace {

using namespace nsmkit::bench;

struct Options {
  std::uint64_t objects = 320;
  std::uint64_t per_namespace = 8;
  std::uint64_t seed = 1;
  std::string layout = "new";
  std::string output_dir;
};

/// Headers as a list of maps, as the CRDs of releases up to 1.4 want them: one map, or one for each header.
void headers_to_lists(Json& spec, Random& random) {
  for (Json& match : spec["matches"]) {
    if (!match.contains("headers")) {
      continue;
    }
    Json list = Json::array();
    if (random.chance(50)) {
      list.push_back(match["headers"]);
    } else {
      for (const auto& [name, value] : match["headers"].items()) {
        list.push_back({{name, value}});
      }
    }
    match["headers"] = std::move(list);
  }
}

/// Weights with fractions, which the same CRDs take.
void halve_weights(Json& spec) {
  for (Json& backend : spec["backends"]) {
    backend["weight"] = backend["weight"].get<double>() / 2;
  }
}

/// A split as Flagger makes it for a Canary in the middle of a rollout.
void give_to_flagger(Json& object, const App& app, Random& random) {
  const std::string name = app.name();
  const std::uint64_t weight = random.between(1, 9) * 10;
  object["metadata"]["ownerReferences"] = Json::array({Json{{"apiVersion", "flagger.app/v1beta1"},
                                                            {"kind", "Canary"},
                                                            {"name", name},
                                                            {"uid", "0b5f8c1e-1111-4222-8333-0123456789ab"},
                                                            {"controller", true},
                                                            {"blockOwnerDeletion", true}}});
  object["metadata"]["labels"] = {{"app.kubernetes.io/managed-by", "flagger"}};
  object["spec"] = {
      {"service", name},
      {"backends", Json::array({Json{{"service", name + "-canary"}, {"weight", weight}},
                                Json{{"service", name + "-primary"}, {"weight", 100 - weight}}})}};
}

/// Texts that a careless reader or writer of YAML would change.
void add_texts(Json& metadata, const App& app, Random& random) {
  static constexpr std::array<std::string_view, 10> kTexts{
      "1.10",     "0x1F",
      "no",       "null",
      "~",        "2021-01-01",
      "1e3",      " leading and trailing ",
      "- # : {}", "two lines,\nthe second\twith a tab\n"};
  static constexpr std::array<std::string_view, 5> kValues{"1.10", "on", "null", "0123", "1e3"};
  if (app.index == 0 || random.chance(40)) {
    const std::string value = app.index == 0 ? std::string(kValues.front()) : random.pick(kValues);
    metadata["labels"] = {{"app.kubernetes.io/name", app.name()}, {"version", value}};
  }
  if (random.chance(40)) {
    metadata["annotations"] = {{"example.com/note", random.pick(kTexts)},
                               {"example.com/owner", "Zoë & the “basket” team, 東京"}};
  }
}

Json make_object(Slot slot, const App& app, const Options& options) {
  const std::uint64_t number = app.index * kSlotKinds.size() + static_cast<std::uint64_t>(slot);
  Random random(options.seed * 0x100000001b3U + number);
  const KindInfo& info = info_of(slot);
  Json metadata{{"name", object_name(slot, app)}, {"namespace", app.name_space()}};
  add_texts(metadata, app, random);
  Json object{{"apiVersion", info.api_version},
              {"kind", info.name},
              {"metadata", std::move(metadata)},
              {"spec", spec_of(slot, app, options.seed, random)}};
  // Every mesh has at least one of each.
  if (slot == Slot::kSplit && (app.index == 1 || random.chance(15))) {
    give_to_flagger(object, app, random);
  } else if ((slot == Slot::kSourceLimit && app.index == 1) || random.chance(4)) {
    object["metadata"]["finalizers"] = Json::array({"example.com/audit"});
  }
  if (slot == Slot::kDefaultLimit && random.chance(40)) {
    object["apiVersion"] = "specs.smi.nginx.com/v1alpha1";
  }
  if (options.layout == "old" && slot == Slot::kTcp) {
    object.erase("spec");  // their schema does not know it
  }
  if (options.layout == "old" && slot == Slot::kRoutes) {
    headers_to_lists(object["spec"], random);
  }
  if (options.layout == "old" && slot == Slot::kSplit && random.chance(50)) {
    halve_weights(object["spec"]);
  }
  return object;
}

void write_list(const Options& options, const std::string& name, Json items) {
  const std::filesystem::path path = std::filesystem::path(options.output_dir) / name;
  std::ofstream out(path, std::ios::binary);
  out << Json{{"apiVersion", "v1"}, {"kind", "List"}, {"items", std::move(items)}}.dump(1) << '\n';
  out.flush();
  if (!out) {
    throw std::runtime_error("cannot write " + path.string());
  }
}

void generate(const Options& options) {
  const std::uint64_t slots = kSlotKinds.size();
  const std::uint64_t apps = (options.objects + slots - 1) / slots;
  std::set<std::string> names;
  Json applied = Json::array();
  Json created = Json::array();
  for (std::uint64_t number = 0; number < options.objects; ++number) {
    const App app{number / slots, apps, options.per_namespace};
    names.insert(app.name_space());
    ((number + app.index) % 2 == 0 ? applied : created)
        .push_back(make_object(static_cast<Slot>(number % slots), app, options));
  }
  Json namespaces = Json::array();
  for (const std::string& name : names) {
    namespaces.push_back({{"apiVersion", "v1"}, {"kind", "Namespace"}, {"metadata", {{"name", name}}}});
  }
  std::filesystem::create_directories(options.output_dir);
  write_list(options, "namespaces.json", std::move(namespaces));
  write_list(options, "apply.json", std::move(applied));
  write_list(options, "create.json", std::move(created));
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Writes the objects of a made-up mesh for a real API server.");
  app.add_option("--objects", options.objects, "how many objects")->capture_default_str();
  app.add_option("--per-namespace", options.per_namespace, "how many applications (8 objects) share one")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  app.add_option("--layout", options.layout, "old: as the CRDs of releases up to 1.4 want it")
      ->check(CLI::IsMember({"old", "new"}))
      ->capture_default_str();
  app.add_option("--seed", options.seed)->capture_default_str();
  app.add_option("--output-dir", options.output_dir, "folder for the three files")->required();
  CLI11_PARSE(app, argc, argv);
  try {
    generate(options);
  } catch (const std::exception& error) {
    std::cerr << "generate_mesh: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
