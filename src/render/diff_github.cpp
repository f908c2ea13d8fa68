#include "render/diff_github.hpp"

#include "render/diff_words.hpp"
#include "render/github_command.hpp"

namespace nsmkit::render {

namespace {

constexpr std::string_view kNotice = "notice";
constexpr std::string_view kWarning = "warning";

void write_object(const diff::ObjectChange& change, std::ostream& out) {
  const diff::Entry& shown = change.after.origin != nullptr ? change.after : change.before;
  std::string message = std::string(diff::to_string(change.nature)) + ": " + object_words(change);
  if (const std::string likeness = likeness_words(change); !likeness.empty()) {
    message.append(", ").append(likeness);
  }
  for (const diff::ValueChange& value : change.values) {
    // A line feed in a value would look like a line of the message; JSON text has none, keys may.
    std::string path = value.path + ": " + change_words(value);
    for (char& c : path) {
      if (c == '\n') c = ' ';
    }
    message.append("\n").append(path);
  }
  base::Location place = shown.origin->location;
  if (change.after.origin != nullptr && !change.values.empty()) {
    place.position = change.values.front().after_position;
  }
  out << github_command(kNotice, place, "nsmkit diff", message);
}

}  // namespace

void write_diff_github(const DiffReport& report, Color /*color*/, std::ostream& out) {
  if (report.structure) {
    for (const diff::ObjectChange& change : report.difference.objects) {
      write_object(change, out);
    }
    const diff::SettingsDifference& settings = report.difference.settings;
    if (const std::string carriers = carriers_words(settings); !carriers.empty()) {
      out << github_command(kNotice, {report.after, {}, {}, {}}, "nsmkit diff, mesh configuration", carriers);
    }
    for (const diff::SettingChange& change : settings.changes) {
      const diff::SettingValue& shown = change.after ? *change.after : *change.before;
      out << github_command(kNotice, shown.location, "nsmkit diff, mesh configuration",
                            change.name + ": " + change_words(change));
    }
  }
  if (report.behaviour) {
    for (const diff::BehaviourChange& change : report.behaviour->changes) {
      const base::Location place =
          change.places.empty() ? base::Location{report.after, {}, {}, {}} : change.places.back();
      out << github_command(kWarning, place, "nsmkit diff, behaviour", change.text);
    }
  }
}

}  // namespace nsmkit::render
