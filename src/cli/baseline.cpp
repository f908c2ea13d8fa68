#include "cli/baseline.hpp"

#include <map>

#include "cli/common_options.hpp"
#include "cli/config_document.hpp"
#include "cli/today.hpp"
#include "render/rule_catalogue.hpp"
#include "validate/catalogue.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::cli {

namespace {

constexpr const char* kApiVersion = "nsmkit/v1";
constexpr const char* kKind = "Baseline";

std::uint64_t read_count(const ConfigDocument& document, const std::string& pointer) {
  const Json* value = document.find(pointer);
  if (value == nullptr) {
    return 1;
  }
  if (!value->is_number_integer() || value->get<std::int64_t>() < 1) {
    document.fail(pointer, "'count' has to be a whole number, 1 at least");
  }
  return value->get<std::uint64_t>();
}

std::string read_rule(const ConfigDocument& document, const std::string& at) {
  const auto name = document.text(at + "/rule");
  if (!name) {
    document.fail(at, "an entry needs a rule");
  }
  const auto* rule = render::find_rule(*name);
  if (rule == nullptr) {
    document.fail(at + "/rule", render::unknown_rule(*name));
  }
  if (!validate::can_be_silenced(*rule->info)) {
    document.fail(at + "/rule", "'" + *name + "' cannot be silenced: it is about reading the input");
  }
  return std::string(rule->info->slug);
}

BaselineEntry read_entry(const ConfigDocument& document, const std::string& at) {
  document.check_keys(
      at, {"rule", "group", "kind", "namespace", "name", "path", "file", "count", "reason", "expires"});
  const auto member = [&](const char* key) { return document.text(at + "/" + key).value_or(""); };
  BaselineEntry entry;
  entry.key = {read_rule(document, at), member("group"), member("kind"), member("namespace"),
               member("name"),          member("path"),  member("file")};
  entry.count = read_count(document, at + "/count");
  entry.reason = member("reason");
  entry.expires = member("expires");
  entry.position = document.position(at);
  if (entry.reason.empty()) {
    document.fail(at, "an entry needs a reason");
  }
  if (!entry.expires.empty() && !is_date(entry.expires)) {
    document.fail(at + "/expires", "'" + entry.expires + "' is no date; write YYYY-MM-DD");
  }
  return entry;
}

std::string subject(const FindingKey& key) {
  std::string text = "'" + key.rule + "'";
  if (!key.file.empty()) {
    return text + " in " + key.file;
  }
  return text + " on " + model::display_name({key.group, key.kind, key.name_space, key.name});
}

Json entry_json(const BaselineEntry& entry) {
  Json json = {{"rule", entry.key.rule}, {"count", entry.count}, {"reason", entry.reason}};
  const std::pair<const char*, const std::string*> members[] = {
      {"group", &entry.key.group}, {"kind", &entry.key.kind}, {"namespace", &entry.key.name_space},
      {"name", &entry.key.name},   {"path", &entry.key.path}, {"file", &entry.key.file},
      {"expires", &entry.expires}};
  for (const auto& [key, text] : members) {
    if (!text->empty()) {
      json[key] = *text;
    }
  }
  return json;
}

}  // namespace

Baseline::Baseline(const io::FileSystem& files, const std::string& file) : file_(file) {
  const ConfigDocument document(files, file);
  document.check_keys("", {"apiVersion", "kind", "findings"});
  if (document.text("/kind") != kKind || document.text("/apiVersion") != kApiVersion) {
    document.fail("", std::string("this is no baseline: apiVersion ") + kApiVersion + " and kind " + kKind +
                          " are expected");
  }
  for (const std::string& at : document.items("/findings")) {
    entries_.push_back(read_entry(document, at));
  }
}

std::vector<base::Finding> Baseline::apply(std::vector<render::Result>& results,
                                           const std::vector<FindingKey>& keys, const Run& run) const {
  const auto expired = [&run](const BaselineEntry& e) { return !e.expires.empty() && e.expires < run.today; };
  std::multimap<FindingKey, std::size_t> by_key;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (!expired(entries_[i])) {
      by_key.emplace(entries_[i].key, i);
    }
  }
  std::vector<std::uint64_t> used(entries_.size(), 0);
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto [begin, end] = by_key.equal_range(keys[i]);
    for (auto at = begin; at != end && !results[i].suppression; ++at) {
      const BaselineEntry& entry = entries_[at->second];
      if (used[at->second] < entry.count) {
        ++used[at->second];
        results[i].suppression = render::Suppression{render::SuppressedBy::kBaseline, entry.reason};
      }
    }
  }
  std::vector<base::Finding> findings;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const BaselineEntry& entry = entries_[i];
    const base::Location location{file_, entry.position, {}, {}};
    if (expired(entry)) {
      findings.push_back(base::make_finding(validate::kBaselineExpired,
                                            "the entry for " + subject(entry.key) + " counted until " +
                                                entry.expires + "; its reason was: " + entry.reason,
                                            location));
    } else if (used[i] < entry.count && run.complete &&
               !run.idle.contains(*render::find_rule(entry.key.rule)->info)) {
      findings.push_back(base::make_finding(
          validate::kBaselineUnused,
          "the entry for " + subject(entry.key) + " covers " + count_text(entry.count, "finding") + ", and " +
              (used[i] == 0 ? std::string("none was")
                            : std::to_string(used[i]) + (used[i] == 1 ? " was" : " were")) +
              " found",
          location));
    }
  }
  return findings;
}

std::string Baseline::rewritten(const std::vector<render::Result>& results,
                                const std::vector<FindingKey>& keys, const std::string& reason,
                                const std::string& expires) const {
  std::map<FindingKey, std::uint64_t> counts;
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i].suppression && validate::can_be_silenced(*results[i].finding.rule)) {
      ++counts[keys[i]];
    }
  }
  std::map<FindingKey, const BaselineEntry*> known;
  for (const BaselineEntry& entry : entries_) {
    known.emplace(entry.key, &entry);
  }
  Json list = Json::array();
  for (const auto& [key, count] : counts) {
    const auto old = known.find(key);
    list.push_back(entry_json({key,
                               count,
                               old == known.end() ? reason : old->second->reason,
                               old == known.end() ? expires : old->second->expires,
                               {}}));
  }
  std::string text;
  yaml::write_yaml(text, {{"apiVersion", kApiVersion}, {"kind", kKind}, {"findings", std::move(list)}});
  return text;
}

}  // namespace nsmkit::cli
