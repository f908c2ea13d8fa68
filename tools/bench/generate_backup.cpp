// generate_backup: writes a backup of any size, as `kubectl get ... -A -o yaml` (or json) prints it.
// The objects are valid in NSM 1.5.0 to 2.0.0, have unique names and refer only to objects that exist.
// The same arguments give the same bytes.
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "objects.hpp"
#include "print.hpp"

namespace {

using namespace nsmkit::bench;

struct Options {
  std::uint64_t objects = 16;
  std::uint64_t seed = 1;
  std::string output;
  std::string output_dir;
  std::string format = "yaml";
  std::string managed_fields = "yes";
};

/// What the API server notes as set by a manager (FieldsV1): the objects of the tree, their keys prefixed
/// with `f:`. Arrays are atomic in these kinds.
Json fields_of(const Json& value) {
  Json fields = Json::object();
  if (!value.is_object() || value.empty()) {
    return fields;
  }
  fields["."] = Json::object();
  for (const auto& [key, child] : value.items()) {
    fields["f:" + key] = fields_of(child);
  }
  return fields;
}

std::string uuid(Random& random) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const char c : std::string_view("xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx")) {
    const std::uint64_t digit = random.between(0, 15);
    text += c == 'x' ? kDigits[digit] : c == 'y' ? kDigits[8 + digit % 4] : c;
  }
  return text;
}

std::string time(Random& random) {
  const auto two = [&random](std::uint64_t low, std::uint64_t high) {
    return padded(random.between(low, high), 2);
  };
  return "2022-" + two(1, 12) + "-" + two(1, 28) + "T" + two(0, 23) + ":" + two(0, 59) + ":" + two(0, 59) +
         "Z";
}

Json make_object(Slot slot, const App& app, const Options& options) {
  const std::uint64_t number = app.index * kSlotKinds.size() + static_cast<std::uint64_t>(slot);
  Random random(options.seed * 0x100000001b3U + number);
  const KindInfo& info = info_of(slot);
  const std::string created = time(random);

  Json metadata{
      {"name", object_name(slot, app)}, {"namespace", app.name_space()}, {"annotations", Json::object()}};
  if (random.chance(5)) {
    metadata["annotations"] = {{"meta.helm.sh/release-name", app.name()},
                               {"meta.helm.sh/release-namespace", app.name_space()}};
    metadata["labels"] = {{"app.kubernetes.io/managed-by", "Helm"}, {"version", "1.0"}};
  } else if (random.chance(5)) {
    metadata["annotations"]["description"] = "Kept by " + app.name_space() + ",\nask there first";
    metadata["labels"] = {{"app.kubernetes.io/name", app.name()}};
  }
  Json object{{"apiVersion", info.api_version},
              {"kind", info.name},
              {"metadata", std::move(metadata)},
              {"spec", spec_of(slot, app, options.seed, random)}};
  const std::string applied = object.dump() + "\n";

  Json& meta = object["metadata"];
  meta["annotations"]["kubectl.kubernetes.io/last-applied-configuration"] = applied;
  if (options.managed_fields == "yes") {
    Json set{{"f:metadata", {{"f:annotations", fields_of(meta["annotations"])}}},
             {"f:spec", fields_of(object["spec"])}};
    if (meta.contains("labels")) {
      set["f:metadata"]["f:labels"] = fields_of(meta["labels"]);
    }
    meta["managedFields"] = Json::array({Json{{"apiVersion", info.api_version},
                                              {"fieldsType", "FieldsV1"},
                                              {"fieldsV1", std::move(set)},
                                              {"manager", "kubectl-client-side-apply"},
                                              {"operation", "Update"},
                                              {"time", created}}});
  }
  meta["creationTimestamp"] = created;
  meta["generation"] = random.chance(80) ? 1 : random.between(2, 9);
  meta["resourceVersion"] = std::to_string(1000 + number);
  meta["uid"] = uuid(random);
  return object;
}

/// The objects a file holds, as the List that kubectl prints.
class ListWriter {
 public:
  ListWriter(std::ostream& out, bool yaml) : out_(out), yaml_(yaml) {
    out_ << (yaml_ ? "apiVersion: v1\nitems:" : "{\n    \"apiVersion\": \"v1\",\n    \"items\": [");
  }

  void add(const Json& object) {
    std::string text;
    if (yaml_) {
      text = empty_ ? "\n- " : "- ";
      print_yaml(text, object, 2);
    } else {
      text = empty_ ? "\n" : ",\n";
      print_json(text, object, 8);
    }
    out_ << text;
    empty_ = false;
  }

  void finish() {
    if (yaml_) {
      out_ << (empty_ ? " []\n" : "") << "kind: List\nmetadata:\n  resourceVersion: \"\"\n";
    } else {
      out_ << (empty_ ? "" : "\n    ")
           << "],\n    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \"\"\n    "
              "}\n}\n";
    }
  }

 private:
  std::ostream& out_;
  bool yaml_;
  bool empty_ = true;
};

/// All objects of one kind: by namespace, then name, as kubectl lists them.
void add_kind(ListWriter& list, Kind kind, const Options& options) {
  const std::uint64_t slots = kSlotKinds.size();
  const std::uint64_t apps = (options.objects + slots - 1) / slots;
  for (std::uint64_t index = 0; index < apps; ++index) {
    for (std::uint64_t slot = 0; slot < slots && index * slots + slot < options.objects; ++slot) {
      if (kSlotKinds[slot] == kind) {
        list.add(make_object(static_cast<Slot>(slot), {index, apps}, options));
      }
    }
  }
}

void write_file(const std::string& path, const std::vector<Kind>& kinds, const Options& options) {
  std::ofstream out(path, std::ios::binary);
  ListWriter list(out, options.format == "yaml");
  for (const Kind kind : kinds) {
    add_kind(list, kind, options);
  }
  list.finish();
  out.flush();
  if (!out) {
    throw std::runtime_error("cannot write " + path);
  }
}

void generate(const Options& options) {
  std::vector<Kind> all;
  for (const auto& info : kKinds) {
    all.push_back(info.kind);
  }
  if (!options.output.empty()) {
    write_file(options.output, all, options);
    return;
  }
  std::filesystem::create_directories(options.output_dir);
  for (const auto& info : kKinds) {
    const std::string name = std::string(info.file) + "." + options.format;
    write_file((std::filesystem::path(options.output_dir) / name).string(), {info.kind}, options);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  CLI::App app("Writes a backup of NGINX Service Mesh objects of any size, for measuring.");
  app.add_option("--objects", options.objects, "how many objects")->capture_default_str();
  auto* const target = app.add_option_group("target");
  target->add_option("--output", options.output, "one file that holds all kinds");
  target->add_option("--output-dir", options.output_dir,
                     "a folder for the six files of the documented backup");
  target->require_option(1);
  app.add_option("--format", options.format)->check(CLI::IsMember({"yaml", "json"}))->capture_default_str();
  app.add_option("--managed-fields", options.managed_fields)
      ->check(CLI::IsMember({"yes", "no"}))
      ->capture_default_str();
  app.add_option("--seed", options.seed)->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    generate(options);
  } catch (const std::exception& error) {
    std::cerr << "generate_backup: " << error.what() << '\n';
    return 1;
  }
  return 0;
}
