// How schemas/releases/upgrade.json and hops.json are read.
#include <array>
#include <set>
#include <stdexcept>

#include "releases/config_data.hpp"
#include "releases/upgrade_steps.hpp"

namespace nsmkit::releases {

namespace {

using Texts = std::vector<std::string>;

[[noreturn]] void refuse(const std::string& what) { throw std::runtime_error("upgrade data: " + what); }

Texts read_texts(const Json& entry, const char* key) { return entry.value(key, Texts()); }

std::string read_word(const Json& entry, const char* key, const std::set<std::string>& words,
                      const std::string& otherwise) {
  std::string word = entry.value(key, otherwise);
  if (!words.contains(word)) {
    refuse("\"" + word + "\" is no " + key);
  }
  return word;
}

void check_members(const Json& entry, const std::set<std::string>& known) {
  for (const auto& item : entry.items()) {
    if (!known.contains(item.key())) {
      refuse("\"" + item.key() + "\" is unknown in " + entry.dump());
    }
  }
}

Texts read_versions(const Json& entry, const char* key) {
  Texts versions = read_texts(entry, key);
  for (const std::string& version : versions) {
    const Release* release = catalog().find_release(version);
    if (release == nullptr || release->version != version) {
      refuse("no release is called " + version);
    }
  }
  return versions;
}

UpgradeCondition read_condition(const Json& owner) {
  UpgradeCondition condition;
  const auto found = owner.find("when");
  if (found == owner.end()) {
    return condition;
  }
  const Json& when = *found;
  check_members(when, {"crosses", "spans", "from", "to", "fromSince", "fromUntil", "toSince", "toUntil",
                       "platform", "installer", "method", "facts"});
  condition.crosses = read_version(when, "crosses");
  condition.spans = read_versions(when, "spans");
  condition.from = read_versions(when, "from");
  condition.to = read_versions(when, "to");
  condition.from_since = read_version(when, "fromSince");
  condition.from_until = read_version(when, "fromUntil");
  condition.to_since = read_version(when, "toSince");
  condition.to_until = read_version(when, "toUntil");
  check_range(condition.from_since, condition.from_until);
  check_range(condition.to_since, condition.to_until);
  if (when.contains("platform")) {
    condition.platform = platform_named(when.at("platform").get<std::string>());
    if (!condition.platform) {
      refuse(when.at("platform").dump() + " is no platform");
    }
  }
  condition.installer = read_word(when, "installer", {"", "meshctl", "helm"}, "");
  condition.method = read_word(when, "method", {"", "in-place", "manual"}, "");
  condition.facts = read_texts(when, "facts");
  return condition;
}

UpgradeFlag read_flag(const Json& entry) {
  return entry.is_string() ? UpgradeFlag{entry.get<std::string>(), {}}
                           : UpgradeFlag{entry.at("text").get<std::string>(), read_condition(entry)};
}

UpgradeCommand read_command(const Json& entry) {
  check_members(entry, {"text", "flags", "comment", "each", "when"});
  UpgradeCommand command;
  command.text = entry.at("text").get<std::string>();
  if (entry.contains("flags")) {
    for (const Json& flag : entry.at("flags")) {
      command.flags.push_back(read_flag(flag));
    }
  }
  command.comment = entry.value("comment", "");
  command.each = read_word(entry, "each", {"", "rolling", "fixed", "namespaces"}, "");
  command.when = read_condition(entry);
  return command;
}

UpgradeStep read_step(const Json& entry) {
  check_members(entry, {"id", "title", "why", "commands", "expect", "undo", "phase", "owner", "downtime",
                        "severity", "decision", "once", "derived", "when", "shows", "issues", "sources"});
  UpgradeStep step;
  step.id = entry.at("id").get<std::string>();
  step.title = entry.at("title").get<std::string>();
  step.why = entry.at("why").get<std::string>();
  if (entry.contains("commands")) {
    for (const Json& command : entry.at("commands")) {
      step.commands.push_back(read_command(command));
    }
  }
  step.expect = entry.value("expect", "");
  step.undo = entry.value("undo", "");
  step.phase = read_word(entry, "phase", {"", "before", "during", "after"}, "");
  step.owner = read_word(entry, "owner", {"mesh", "cluster", "applications"}, "mesh");
  step.downtime = read_word(entry, "downtime", {"none", "starts", "ends"}, "none");
  step.severity = read_word(entry, "severity", {"info", "warning", "error"}, "");
  step.decision = entry.value("decision", false);
  step.once = entry.value("once", false);
  step.derived = entry.value("derived", false);
  step.when = read_condition(entry);
  step.shows = read_texts(entry, "shows");
  step.issues = read_texts(entry, "issues");
  step.sources = read_texts(entry, "sources");
  if (step.sources.empty()) {
    refuse(step.id + " has no source");
  }
  return step;
}

UpgradeProcedure read_procedure(const Json& entry) {
  UpgradeProcedure procedure;
  procedure.id = entry.at("id").get<std::string>();
  procedure.method = read_word(entry, "method", {"in-place", "manual"}, "");
  procedure.installer = read_word(entry, "installer", {"meshctl", "helm"}, "");
  procedure.title = entry.at("title").get<std::string>();
  procedure.summary = entry.at("summary").get<std::string>();
  procedure.downtime = entry.at("downtime").get<std::string>();
  procedure.when = read_condition(entry);
  procedure.before = read_texts(entry, "before");
  procedure.during = read_texts(entry, "during");
  procedure.after = read_texts(entry, "after");
  procedure.sources = read_texts(entry, "sources");
  return procedure;
}

void check_ids(const UpgradeData& data) {
  std::set<std::string> steps;
  for (const auto* list : {&data.steps, &data.notes}) {
    for (const UpgradeStep& step : *list) {
      if (!steps.insert(step.id).second) {
        refuse("\"" + step.id + "\" stands twice");
      }
    }
  }
  for (const UpgradeProcedure& procedure : data.procedures) {
    for (const auto* list : {&procedure.before, &procedure.during, &procedure.after}) {
      for (const std::string& id : *list) {
        if (id != "@notes" && !steps.contains(id)) {
          refuse("\"" + id + "\" in " + procedure.id + " is no step");
        }
      }
    }
  }
}

void read_notes(const Json& list, const std::string& crosses, UpgradeData& data) {
  for (const Json& entry : list) {
    UpgradeStep note = read_step(entry);
    if (note.phase.empty()) {
      refuse(note.id + " has no phase");
    }
    note.when.crosses = crosses;
    data.notes.push_back(std::move(note));
  }
}

}  // namespace

UpgradeData read_upgrade_data(const Json& upgrade, const Json& hops) {
  UpgradeData data;
  for (const Json& entry : upgrade.at("procedures")) {
    data.procedures.push_back(read_procedure(entry));
  }
  for (const Json& entry : upgrade.at("steps")) {
    data.steps.push_back(read_step(entry));
  }
  read_notes(upgrade.at("notes"), "", data);
  for (const Json& hop : hops.at("hops")) {
    read_notes(hop.at("notes"), read_version(hop, "to"), data);
  }
  const Json& in_place = upgrade.at("inPlace");
  data.first_in_place = read_version(in_place, "first");
  data.first_reason = in_place.at("firstReason").get<std::string>();
  data.sources = read_texts(in_place, "sources");
  for (const Json& entry : in_place.at("refusals")) {
    data.refusals.push_back({entry.at("id").get<std::string>(), entry.at("title").get<std::string>(),
                             entry.at("reason").get<std::string>(), read_condition(entry),
                             read_texts(entry, "sources")});
  }
  check_ids(data);
  return data;
}

const UpgradeData& upgrade_data() {
  static const UpgradeData kData =
      read_upgrade_data(read_data_file("releases/upgrade.json"), read_data_file("releases/hops.json"));
  return kData;
}

}  // namespace nsmkit::releases
