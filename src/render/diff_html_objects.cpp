// Objects and settings, in the page of a comparison.
#include <algorithm>

#include "render/diff_html_parts.hpp"
#include "render/diff_words.hpp"
#include "render/html_text.hpp"
#include "render/object_text.hpp"
#include "render/report.hpp"

namespace nsmkit::render {

namespace {

using diff::Nature;
using diff::ObjectNature;

// As the filter of the page takes it.
std::string_view filter_word(ObjectNature nature) {
  switch (nature) {
    case ObjectNature::kAdded:
      return "new";
    case ObjectNature::kRemoved:
      return "gone";
    default:
      return "other";
  }
}

std::string value_row(const diff::ValueChange& change) {
  std::string out = "<tr>";
  out.append(html_cell("Change", html_chip(nature_word(change.nature))));
  out.append(html_cell("Path", "<code>" + html_text(change.path) + "</code>"));
  out.append(html_cell("What", html_text(change_words(change))));
  out.append(html_cell("Lines", html_text(position_words(change.before_position) + " → ") +
                                    html_text(position_words(change.after_position))));
  return out.append("</tr>\n");
}

std::string table_head(std::string_view caption, std::initializer_list<std::string_view> columns) {
  std::string out = "<table>\n<caption class=\"hidden-text\">";
  out.append(caption).append("</caption>\n<thead><tr>");
  for (const std::string_view column : columns) {
    out.append("<th scope=\"col\">").append(column).append("</th>");
  }
  return out.append("</tr></thead>\n<tbody>\n");
}

/// Writes objects as long as there is room.
class Objects {
 public:
  std::string item(const diff::ObjectChange& change) {
    const diff::Entry& entry = change.after.resource != nullptr ? change.after : change.before;
    std::string out = "<li class=\"item\" data-what=\"";
    out.append(html_text(entry.resource->ref.kind)).append("\" data-change=\"");
    out.append(filter_word(change.nature)).append("\">\n<details class=\"box object\"><summary>");
    out.append(html_chip(nature_word(change.nature))).append(" <span class=\"object-name\">");
    out.append(html_text(object_words(change))).append("</span>");
    if (!change.values.empty()) {
      out.append(" <span class=\"note\">").append(count_words(change.values.size(), "place"));
      out.append("</span>");
    }
    out.append("</summary>\n").append(html_element("p", "", likeness_words(change)));
    out.append("<p class=\"where\">");
    out.append(html_text(places_words(place_of(change.before), place_of(change.after)))).append("</p>\n");
    out.append(values(change)).append(texts(change));
    return out.append("</details>\n</li>\n");
  }

 private:
  std::string values(const diff::ObjectChange& change) {
    if (change.values.empty()) {
      return "";
    }
    std::string out = table_head("Places that differ", {"Change", "Path", "What", "Lines"});
    const std::size_t most = std::min(change.values.size(), values_);
    values_ -= most;
    for (std::size_t i = 0; i < most; ++i) {
      out.append(value_row(change.values[i]));
    }
    out.append("</tbody>\n</table>\n");
    if (most < change.values.size()) {
      out.append("<p class=\"note\">And ").append(std::to_string(change.values.size() - most));
      out.append(" more places: --format text and json have all of them.</p>\n");
    }
    return out;
  }

  std::string texts(const diff::ObjectChange& change) {
    const ObjectTexts sides = object_texts({change.before, change.after}, Masking::kSecrets);
    const std::string view = html_side_by_side(sides.before, sides.after, lines_);
    return view.empty() ? "<p class=\"note\">Its YAML is left out, for this page would grow too long: "
                          "--format unified has it.</p>\n"
                        : view;
  }

  std::size_t values_ = kMostValues;
  std::size_t lines_ = kMostLines;
};

std::string setting_row(const diff::SettingChange& change) {
  std::string out = "<tr class=\"item\" data-what=\"Configuration\" data-change=\"";
  out.append(change.nature == Nature::kAdded ? "new" : change.nature == Nature::kRemoved ? "gone" : "other");
  out.append("\">").append(html_cell("Change", html_chip(nature_word(change.nature))));
  out.append(html_cell("Setting", "<code>" + html_text(change.name) + "</code>"));
  out.append(html_cell("What", html_text(change_words(change))));
  const base::Location* before = change.before ? &change.before->location : nullptr;
  const base::Location* after = change.after ? &change.after->location : nullptr;
  out.append(html_cell("Place", html_text(places_words(before, after))));
  return out.append("</tr>\n");
}

}  // namespace

std::string html_settings(const diff::SettingsDifference& settings) {
  const std::string carriers = carriers_words(settings);
  const std::string not_held = not_held_words(settings);
  if (settings.changes.empty() && carriers.empty() && not_held.empty()) {
    return "";
  }
  std::string out =
      "<section class=\"group\" aria-labelledby=\"configuration\">\n<h2 id=\"configuration\">Configuration "
      "of "
      "the mesh</h2>\n";
  out.append(html_element("p", "note", carriers)).append(html_element("p", "note", not_held));
  if (!settings.changes.empty()) {
    out.append(table_head("Settings that differ", {"Change", "Setting", "What", "Place"}));
    for (const diff::SettingChange& change : settings.changes) {
      out.append(setting_row(change));
    }
    out.append("</tbody>\n</table>\n");
  }
  return out.append("</section>\n");
}

std::string html_objects(const diff::Difference& difference) {
  std::string out =
      "<section class=\"group\" aria-labelledby=\"objects\">\n<h2 id=\"objects\">Object by object</h2>\n";
  if (difference.objects.empty()) {
    out.append("<p>All objects are the same on both sides.</p>\n");
  }
  for (const diff::VersionChange& version : difference.versions) {
    out.append(html_element("p", "note", version_words(version))).append("\n");
  }
  const std::size_t most = std::min(difference.objects.size(), kMostObjects);
  Objects objects;
  out.append(most > 0 ? "<ul class=\"items\">\n" : "");
  for (std::size_t i = 0; i < most; ++i) {
    out.append(objects.item(difference.objects[i]));
  }
  out.append(most > 0 ? "</ul>\n" : "");
  if (most < difference.objects.size()) {
    out.append("<p class=\"note\">And ").append(std::to_string(difference.objects.size() - most));
    out.append(" more objects: --format text and json have all of them.</p>\n");
  }
  return out.append("</section>\n");
}

}  // namespace nsmkit::render
