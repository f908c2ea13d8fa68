#include "bundle/manifest.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <stdexcept>
#include <tuple>

#include "base/version.hpp"

namespace nsmkit::bundle {

namespace {

// Members in the order in which they are documented.
using OrderedJson = nlohmann::ordered_json;

constexpr std::string_view kApiVersion = "nsmkit/v1";
constexpr std::string_view kKind = "RestoreBundle";

constexpr std::array kConversions{std::pair{Conversion::kNone, std::string_view("none")},
                                  std::pair{Conversion::kLossless, std::string_view("lossless")},
                                  std::pair{Conversion::kLossy, std::string_view("lossy")}};

OrderedJson text_or_null(const std::string& text) { return text.empty() ? OrderedJson() : OrderedJson(text); }

OrderedJson number_or_null(const std::optional<std::uint32_t>& number) {
  return number ? OrderedJson(*number) : OrderedJson();
}

OrderedJson place_json(const base::Location& place) {
  return {{"file", place.file},
          {"line", place.position.line},
          {"column", place.position.column},
          {"document", number_or_null(place.document)},
          {"item", number_or_null(place.item)}};
}

void put_ref(OrderedJson& json, const base::ResourceRef& ref) {
  json["apiVersion"] = ref.api_version;
  json["kind"] = ref.kind;
  json["namespace"] = ref.name_space;
  json["name"] = ref.name;
}

OrderedJson object_json(const ObjectEntry& object) {
  OrderedJson json;
  put_ref(json, object.ref);
  json["wave"] = object.wave;
  json["file"] = object.file;
  json["list"] = text_or_null(object.list);
  json["sha256"] = object.sha256;
  json["controlledBy"] = text_or_null(object.owner);
  json["stripped"] = object.stripped;
  json["conversion"] =
      std::ranges::find(kConversions, object.conversion, &decltype(kConversions)::value_type::first)->second;
  json["source"] = place_json(object.source);
  return json;
}

OrderedJson summary_json(const Accounts& counts) {
  return {{"read", counts.read},
          {"restored", counts.restored},
          {"controllerOwned", counts.controller_owned},
          {"configuration", counts.configuration},
          {"skipped", counts.skipped},
          {"objects", counts.objects}};
}

template <typename Entries, typename Write>
OrderedJson list_json(const Entries& entries, Write&& write) {
  OrderedJson list = OrderedJson::array();
  for (const auto& entry : entries) {
    list.push_back(write(entry));
  }
  return list;
}

// Reading: every accessor throws Json::exception or std::range_error, which read_manifest() turns into a
// fault.

std::string optional_text(const Json& json, const char* key) {
  const Json& value = json.at(key);
  return value.is_null() ? std::string() : value.get<std::string>();
}

template <typename Number>
Number number(const Json& json, const char* key) {
  const Json& value = json.at(key);
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > std::numeric_limits<Number>::max()) {
    throw std::range_error(std::string(key) + " is no number that can be");
  }
  return value.get<Number>();
}

std::optional<std::uint32_t> optional_number(const Json& json, const char* key) {
  return json.at(key).is_null() ? std::nullopt : std::optional(number<std::uint32_t>(json, key));
}

base::Location read_place(const Json& json) {
  return {json.at("file").get<std::string>(),
          {number<std::uint32_t>(json, "line"), number<std::uint32_t>(json, "column")},
          optional_number(json, "document"),
          optional_number(json, "item")};
}

base::ResourceRef read_ref(const Json& json) {
  return {json.at("apiVersion").get<std::string>(), json.at("kind").get<std::string>(),
          json.at("namespace").get<std::string>(), json.at("name").get<std::string>()};
}

Conversion read_conversion(const Json& json) {
  const std::string name = json.at("conversion").get<std::string>();
  const auto found = std::ranges::find(kConversions, name, &decltype(kConversions)::value_type::second);
  if (found == kConversions.end()) {
    throw std::range_error("conversion is none of none, lossless, lossy");
  }
  return found->first;
}

ObjectEntry read_object(const Json& json) {
  return {read_ref(json),
          number<std::uint32_t>(json, "wave"),
          json.at("file").get<std::string>(),
          optional_text(json, "list"),
          json.at("sha256").get<std::string>(),
          read_place(json.at("source")),
          optional_text(json, "controlledBy"),
          json.at("stripped").get<std::vector<std::string>>(),
          read_conversion(json)};
}

template <typename Entry, typename Read>
std::vector<Entry> read_list(const Json& json, const char* key, Read&& read) {
  const Json& list = json.at(key);
  if (!list.is_array()) {
    throw std::range_error(std::string(key) + " is no list");
  }
  std::vector<Entry> entries;
  std::ranges::transform(list, std::back_inserter(entries), read);
  return entries;
}

SourceFile read_source(const Json& json) {
  return {json.at("name").get<std::string>(), json.at("sha256").get<std::string>(),
          number<std::uint64_t>(json, "size"), optional_text(json, "original")};
}

Accounts read_accounts(const Json& json) {
  return {number<std::uint64_t>(json, "read"),
          number<std::uint64_t>(json, "restored"),
          number<std::uint64_t>(json, "controllerOwned"),
          number<std::uint64_t>(json, "configuration"),
          number<std::uint64_t>(json, "skipped"),
          number<std::uint64_t>(json, "objects")};
}

Manifest read_members(const Json& json) {
  Manifest manifest;
  manifest.tool_version = json.at("tool").at("version").get<std::string>();
  manifest.from = optional_text(json, "from");
  manifest.to = json.at("to").get<std::string>();
  manifest.platform = json.at("platform").get<std::string>();
  manifest.installer = json.at("installer").get<std::string>();
  manifest.with_secrets = json.at("withSecrets").get<bool>();
  manifest.sources = read_list<SourceFile>(json, "sources", read_source);
  manifest.objects = read_list<ObjectEntry>(json, "objects", read_object);
  manifest.skipped = read_list<SkippedEntry>(json, "skipped", [](const Json& entry) {
    return SkippedEntry{read_ref(entry), read_place(entry.at("source")),
                        entry.at("reason").get<std::string>()};
  });
  manifest.configuration = read_list<ConfigurationEntry>(json, "configuration", [](const Json& entry) {
    return ConfigurationEntry{entry.at("what").get<std::string>(), read_place(entry.at("source"))};
  });
  manifest.allowed = read_list<AllowedRule>(json, "allowed", [](const Json& entry) {
    return AllowedRule{entry.at("code").get<std::string>(), entry.at("rule").get<std::string>(),
                       number<std::uint64_t>(entry, "count")};
  });
  const Json& findings = json.at("findings");
  manifest.errors = number<std::uint64_t>(findings, "errors");
  manifest.warnings = number<std::uint64_t>(findings, "warnings");
  manifest.infos = number<std::uint64_t>(findings, "infos");
  manifest.files = read_list<FileEntry>(json, "files", [](const Json& entry) {
    return FileEntry{entry.at("path").get<std::string>(), entry.at("sha256").get<std::string>(),
                     number<std::uint64_t>(entry, "size")};
  });
  return manifest;
}

ManifestFault broken(const std::string& why) { return {ManifestFault::Kind::kBroken, why}; }

}  // namespace

Accounts accounts(const Manifest& manifest) {
  using Place = std::tuple<std::string, std::optional<std::uint32_t>, std::optional<std::uint32_t>>;
  std::set<Place> restored;
  std::set<Place> owned;
  for (const ObjectEntry& object : manifest.objects) {
    const base::Location& source = object.source;
    (object.owner.empty() ? restored : owned).emplace(source.file, source.document, source.item);
  }
  Accounts counts{0,
                  restored.size(),
                  owned.size(),
                  manifest.configuration.size(),
                  manifest.skipped.size(),
                  manifest.objects.size()};
  counts.read = counts.restored + counts.controller_owned + counts.configuration + counts.skipped;
  return counts;
}

std::string manifest_text(const Manifest& manifest) {
  OrderedJson json;
  json["apiVersion"] = kApiVersion;
  json["kind"] = kKind;
  json["formatVersion"] = manifest.format_version;
  json["tool"] = {{"name", "nsmkit"}, {"version", manifest.tool_version}};
  json["from"] = text_or_null(manifest.from);
  json["to"] = manifest.to;
  json["platform"] = manifest.platform;
  json["installer"] = manifest.installer;
  json["withSecrets"] = manifest.with_secrets;
  json["summary"] = summary_json(accounts(manifest));
  json["findings"] = {{"errors", manifest.errors},
                      {"warnings", manifest.warnings},
                      {"infos", manifest.infos},
                      {"report", "report.json"}};
  json["allowed"] = list_json(manifest.allowed, [](const AllowedRule& rule) {
    return OrderedJson{{"code", rule.code}, {"rule", rule.slug}, {"count", rule.count}};
  });
  json["sources"] = list_json(manifest.sources, [](const SourceFile& file) {
    return OrderedJson{{"name", file.name},
                       {"sha256", file.sha256},
                       {"size", file.size},
                       {"original", text_or_null(file.original)}};
  });
  json["objects"] = list_json(manifest.objects, object_json);
  json["skipped"] = list_json(manifest.skipped, [](const SkippedEntry& entry) {
    OrderedJson skipped;
    put_ref(skipped, entry.ref);
    skipped["reason"] = entry.reason;
    skipped["source"] = place_json(entry.source);
    return skipped;
  });
  json["configuration"] = list_json(manifest.configuration, [](const ConfigurationEntry& entry) {
    return OrderedJson{{"what", entry.what}, {"source", place_json(entry.source)}};
  });
  json["files"] = list_json(manifest.files, [](const FileEntry& file) {
    return OrderedJson{{"path", file.path}, {"sha256", file.sha256}, {"size", file.size}};
  });
  return json.dump(2, ' ', false, OrderedJson::error_handler_t::replace) + "\n";
}

std::variant<Manifest, ManifestFault> read_manifest(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) {
    return broken("it is no JSON object");
  }
  try {
    if (json.at("apiVersion") != kApiVersion || json.at("kind") != kKind) {
      return broken("it is no " + std::string(kKind) + " of " + std::string(kApiVersion));
    }
    const int version = number<std::uint8_t>(json, "formatVersion");
    if (version > kFormatVersion) {
      return ManifestFault{ManifestFault::Kind::kTooNew, "it has format version " + std::to_string(version) +
                                                             ", and this nsmkit (" +
                                                             std::string(base::version()) + ") reads up to " +
                                                             std::to_string(kFormatVersion)};
    }
    Manifest manifest = read_members(json);
    manifest.format_version = version;
    if (read_accounts(json.at("summary")) != accounts(manifest)) {
      return ManifestFault{ManifestFault::Kind::kAccounts, "its summary is not what its lists add up to"};
    }
    return manifest;
  } catch (const Json::exception& error) {
    return broken(error.what());
  } catch (const std::range_error& error) {
    return broken(error.what());
  }
}

}  // namespace nsmkit::bundle
