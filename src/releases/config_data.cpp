#include "releases/config_data.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "base/embedded.hpp"

namespace nsmkit::releases {

namespace {

using Texts = std::vector<std::string>;

[[noreturn]] void refuse(const std::string& what) { throw std::runtime_error("configuration data: " + what); }

std::size_t place_of(std::string_view version) {
  const auto& all = catalog().releases();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [version](const Release& each) { return each.version == version; });
  if (found == all.end()) {
    refuse("no release is called " + std::string(version));
  }
  return static_cast<std::size_t>(found - all.begin());
}

Texts read_texts(const Json& entry, const char* key) { return entry.value(key, Texts()); }

// RFC 6901: begins with a slash, and ~ stands only before 0 or 1.
std::string checked_pointer(std::string pointer) {
  bool good = pointer.size() > 1 && pointer.front() == '/';
  for (std::size_t at = pointer.find('~'); good && at != std::string::npos; at = pointer.find('~', at + 1)) {
    good = at + 1 < pointer.size() && (pointer[at + 1] == '0' || pointer[at + 1] == '1');
  }
  if (!good) {
    refuse("\"" + pointer + "\" is no JSON pointer");
  }
  return pointer;
}

std::string read_pointer(const Json& entry, const char* key) {
  return entry.contains(key) ? checked_pointer(entry.at(key).get<std::string>()) : "";
}

std::string read_path(const Json& entry, const char* key) {
  std::string path = entry.value(key, "");
  if (path.starts_with('.') || path.ends_with('.') || path.find("..") != std::string::npos ||
      path.find_first_of("/~ ") != std::string::npos) {
    refuse("\"" + path + "\" is no dotted path");
  }
  return path;
}

std::string read_flag_name(const std::string& name) {
  if (!name.empty() && (!name.starts_with("--") || name.size() < 3)) {
    refuse("\"" + name + "\" is no flag");
  }
  return name;
}

Texts read_flag_names(const Json& entry, const char* key) {
  Texts names = read_texts(entry, key);
  std::for_each(names.begin(), names.end(), read_flag_name);
  return names;
}

std::string read_type(const Json& entry) {
  constexpr std::array<std::string_view, 6> kTypes{"object",  "array",  "string",
                                                   "boolean", "number", "integer"};
  std::string type = entry.at("type").get<std::string>();
  if (std::find(kTypes.begin(), kTypes.end(), type) == kTypes.end()) {
    refuse("\"" + type + "\" is no type");
  }
  return type;
}

Tracing read_tracing(const Json& entry) {
  const std::string name = entry.value("tracing", "");
  if (name.empty()) {
    return Tracing::kNone;
  }
  if (name != "opentracing" && name != "opentelemetry") {
    refuse("\"" + name + "\" is no kind of tracing");
  }
  return name == "opentracing" ? Tracing::kOpenTracing : Tracing::kOpenTelemetry;
}

template <typename Part>
void read_range(const Json& entry, Part& part) {
  part.since = read_version(entry, "since");
  part.until = read_version(entry, "until");
  part.deprecated = read_version(entry, "deprecated");
  check_range(part.since, part.until);
  check_range(part.since, part.deprecated);
  check_range(part.deprecated, part.until);
}

void read_places(const Json& entry, ConfigField& field) {
  for (const std::string& pointer : read_texts(entry, "meshConfig")) {
    field.mesh_config.push_back(checked_pointer(pointer));
  }
  field.negated = entry.value("negated", false);
  field.static_config = read_pointer(entry, "staticConfig");
  field.resource = read_pointer(entry, "resource");
  field.carried_by = read_texts(entry, "carriedBy");
  std::for_each(field.carried_by.begin(), field.carried_by.end(), place_of);
}

// What the chart brings, and what holds in the newest release that reads the setting.
void read_defaults(const Json& entry, ConfigField& field) {
  const Release& last = catalog().releases()[place_of(
      field.until.empty() ? std::string_view(catalog().newest().version) : std::string_view(field.until))];
  field.chart_value = entry.value("default", Json());
  field.chart_since = read_version(entry, "defaultSince");
  field.chart_until = read_version(entry, "defaultUntil");
  check_range(field.chart_since, field.chart_until);
  field.chart_is_release = entry.value("defaultIsRelease", false);
  field.default_value = chart_default(last, field);
  if (field.default_value.is_null()) {
    field.default_value = entry.value("fallback", Json());
  }
}

ConfigField read_field(const Json& entry) {
  ConfigField field;
  field.path = read_path(entry, "path");
  field.type = read_type(entry);
  read_range(entry, field);
  field.replaced_by = entry.value("replacedBy", "");
  field.successor = read_path(entry, "successor");
  field.flag = read_flag_name(entry.value("flag", ""));
  read_places(entry, field);
  field.runtime = entry.value("runtime", false);
  field.secret = entry.value("secret", false);
  field.in_schema = entry.value("inSchema", true);
  field.tracing = read_tracing(entry);
  field.enum_values = read_texts(entry, "enum");
  read_defaults(entry, field);
  return field;
}

MeshConfigOnlyField read_only_field(const Json& entry) {
  MeshConfigOnlyField field;
  field.pointer = checked_pointer(entry.at("pointer").get<std::string>());
  read_range(entry, field);
  field.replaced_by = read_path(entry, "replacedBy");
  field.meaning = entry.at("meaning").get<std::string>();
  return field;
}

FlagForm read_form(const Json& entry) {
  constexpr std::array<std::string_view, 6> kNames{"switch", "text", "number", "names", "exporters", "file"};
  const std::string name = entry.at("form").get<std::string>();
  const auto* found = std::find(kNames.begin(), kNames.end(), name);
  if (found == kNames.end()) {
    refuse("\"" + name + "\" is no form of a flag");
  }
  return static_cast<FlagForm>(found - kNames.begin());
}

DeployFlag read_flag(const Json& entry) {
  DeployFlag flag;
  flag.name = read_flag_name(entry.at("name").get<std::string>());
  flag.letter = entry.value("letter", "");
  flag.form = read_form(entry);
  flag.path = read_path(entry, "path");
  if (const auto earlier = entry.find("earlier"); earlier != entry.end()) {
    flag.earlier_path = read_path(*earlier, "path");
    flag.earlier_until = read_version(*earlier, "until");
  }
  if (flag.form == FlagForm::kSwitch) {
    flag.when_set = entry.value("whenSet", Json(true));
  }
  read_range(entry, flag);
  flag.needs = read_flag_names(entry, "needs");
  flag.needs_since = read_version(entry, "needsSince");
  flag.excludes = read_flag_names(entry, "excludes");
  flag.idle_without = read_flag_name(entry.value("idleWithout", ""));
  flag.idle_since = read_version(entry, "idleSince");
  flag.cli_only = read_texts(entry, "cliOnly");
  flag.secret = entry.value("secret", false);
  flag.hidden = entry.value("hidden", false);
  if (!flag.letter.empty() && (flag.letter.size() != 2 || flag.letter.front() != '-')) {
    refuse("\"" + flag.letter + "\" is no letter of a flag");
  }
  return flag;
}

// Reads each entry, and names the one at fault.
template <typename Part>
std::vector<Part> read_list(const Json& list, const char* key, Part (*read)(const Json&)) {
  if (!list.is_array() || list.empty()) {
    refuse("a list is missing");
  }
  std::vector<Part> parts;
  std::set<std::string> names;
  for (const Json& entry : list) {
    const std::string name = entry.is_object() && entry.contains(key) && entry.at(key).is_string()
                                 ? entry.at(key).get<std::string>()
                                 : "";
    if (name.empty() || !names.insert(name).second) {
      refuse(name.empty() ? "an entry has no name" : name + " stands twice");
    }
    try {
      parts.push_back(read(entry));
    } catch (const std::exception& error) {
      refuse(name + ": " + error.what());
    }
  }
  return parts;
}

bool names_flag(const std::vector<DeployFlag>& flags, const std::string& name) {
  return name.empty() || std::any_of(flags.begin(), flags.end(),
                                     [&name](const DeployFlag& each) { return each.name == name; });
}

bool names_field(const std::vector<ConfigField>& fields, const std::string& path) {
  return path.empty() || std::any_of(fields.begin(), fields.end(),
                                     [&path](const ConfigField& each) { return each.path == path; });
}

}  // namespace

Json read_data_file(std::string_view path) {
  const auto text = base::embedded(path);
  if (!text) {
    throw std::runtime_error("embedded file is missing: " + std::string(path));
  }
  Json data = Json::parse(text->begin(), text->end(), nullptr, false);
  if (data.is_discarded()) {
    throw std::runtime_error("embedded file is no JSON: " + std::string(path));
  }
  return data;
}

std::string read_version(const Json& entry, const char* key) {
  std::string version = entry.value(key, "");
  if (!version.empty()) {
    place_of(version);
  }
  return version;
}

void check_range(std::string_view since, std::string_view until) {
  if (!since.empty() && !until.empty() && place_of(since) > place_of(until)) {
    refuse(std::string(since) + " comes after " + std::string(until));
  }
}

bool is_within(const Release& release, std::string_view since, std::string_view until) {
  const std::size_t place = place_of(release.version);
  return (since.empty() || place_of(since) <= place) && (until.empty() || place <= place_of(until));
}

std::vector<ConfigField> read_config_fields(const Json& list) { return read_list(list, "path", read_field); }

std::vector<MeshConfigOnlyField> read_only_fields(const Json& list) {
  return read_list(list, "pointer", read_only_field);
}

std::vector<DeployFlag> read_deploy_flags(const Json& list) {
  auto flags = read_list(list, "name", read_flag);
  std::set<std::string> letters;
  for (const DeployFlag& flag : flags) {
    if (!flag.letter.empty() && !letters.insert(flag.letter).second) {
      refuse(flag.letter + " stands twice");
    }
  }
  return flags;
}

void check_flags_and_fields(const std::vector<DeployFlag>& flags, const std::vector<ConfigField>& fields) {
  for (const ConfigField& field : fields) {
    if (!names_flag(flags, field.flag) || !names_field(fields, field.successor)) {
      refuse(field.path + " names " + (names_flag(flags, field.flag) ? field.successor : field.flag) +
             ", which is not there");
    }
  }
  for (const DeployFlag& flag : flags) {
    Texts others = flag.needs;
    others.insert(others.end(), flag.excludes.begin(), flag.excludes.end());
    others.push_back(flag.idle_without);
    const bool good = names_field(fields, flag.path) && names_field(fields, flag.earlier_path) &&
                      std::all_of(others.begin(), others.end(),
                                  [&flags](const std::string& name) { return names_flag(flags, name); });
    if (!good) {
      refuse(flag.name + " names a setting or a flag that is not there");
    }
  }
}

}  // namespace nsmkit::releases
