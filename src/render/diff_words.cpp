#include "render/diff_words.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "model/resource.hpp"
#include "render/report.hpp"

namespace nsmkit::render {

namespace {

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) {
    all.append(all.empty() ? "" : ", ").append(text);
  }
  return all;
}

std::string values_words(diff::Nature nature, const Json* before, const Json* after, bool secret) {
  if (secret) {
    return std::string(diff::to_string(nature)) + " (secret)";
  }
  switch (nature) {
    case diff::Nature::kAdded:
      return "added " + value_words(after);
    case diff::Nature::kRemoved:
      return "removed " + value_words(before);
    default:
      return value_words(before) + " -> " + value_words(after);
  }
}

}  // namespace

std::string value_words(const Json* value, std::size_t limit) {
  if (value == nullptr) return "nothing";
  std::string text = value->dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() <= limit) return text;
  // Never in the middle of a character.
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0U) == 0x80U) --limit;
  return text.substr(0, limit) + "...";
}

std::string_view nature_word(diff::ObjectNature nature) {
  return nature == diff::ObjectNature::kSameInOtherOrder ? "equal" : diff::to_string(nature);
}

std::string_view nature_word(diff::Nature nature) {
  return nature == diff::Nature::kSameInOtherOrder ? "equal" : diff::to_string(nature);
}

std::string position_words(base::Position at) {
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

std::string change_words(const diff::ValueChange& change) {
  if (change.nature == diff::Nature::kSameInOtherOrder) {
    return "the same in another order, which says nothing here";
  }
  if (change.nature == diff::Nature::kReordered) {
    return "other order, and the first that fits decides: " + joined(change.before_order) + " -> " +
           joined(change.after_order);
  }
  return values_words(change.nature, change.before, change.after, change.secret);
}

std::string change_words(const diff::SettingChange& change) {
  std::string words = values_words(change.nature, change.before ? &change.before->value : nullptr,
                                   change.after ? &change.after->value : nullptr, change.secret);
  // What holds on the side that does not say it.
  const std::optional<diff::SettingValue>& only = change.before ? change.before : change.after;
  if (change.before.has_value() != change.after.has_value() && only->default_value && !change.secret) {
    words += std::string(change.after ? "; before, the default: " : "; now the default: ") +
             value_words(&*only->default_value);
  }
  return words;
}

std::string object_words(const diff::ObjectChange& change) {
  const bool gone = change.after.resource == nullptr;
  const base::ResourceRef& ref = (gone ? change.before : change.after).resource->ref;
  if (change.nature != diff::ObjectNature::kMoved && change.nature != diff::ObjectNature::kRenamed) {
    return model::display_name(ref);
  }
  const std::string now = model::display_name(ref);
  const std::string name = now.substr(std::min(now.find(' ') + 1, now.size()));
  return model::display_name(change.before.resource->ref) + " -> " + name;
}

std::string likeness_words(const diff::ObjectChange& change) {
  if (!change.likeness) return "";
  const diff::Likeness& likeness = *change.likeness;
  if (change.values.empty() && likeness.equal == likeness.leaves) return "the same content";
  return std::to_string(likeness.equal) + " of " + std::to_string(likeness.leaves) + " leaves are equal";
}

std::string version_words(const diff::VersionChange& change) {
  return change.kind + ": " + change.before + " -> " + change.after + ", " + std::to_string(change.objects) +
         (change.objects == 1 ? " object" : " objects") +
         (change.converted ? ", compared in one version" : ", compared as they are written");
}

std::string carriers_words(const diff::SettingsDifference& settings) {
  const bool left = !settings.before_carriers.empty();
  if (left != settings.after_carriers.empty()) return "";
  return std::string("only the ") + (left ? "first" : "second") +
         " side holds the configuration of the mesh (" +
         joined(left ? settings.before_carriers : settings.after_carriers) + ")";
}

std::string not_held_words(const diff::SettingsDifference& settings) {
  if (settings.not_held.empty()) return "";
  return "not compared, as the other side has no place for it: " + joined(settings.not_held);
}

SideLines side_lines(const diff::BehaviourChange& change) {
  const std::unordered_set<std::string_view> before(change.before.begin(), change.before.end());
  const std::unordered_set<std::string_view> after(change.after.begin(), change.after.end());
  SideLines lines;
  for (const std::string& line : change.before) {
    (after.contains(line) ? lines.unchanged : lines.before).push_back(line);
  }
  std::ranges::copy_if(change.after, std::back_inserter(lines.after),
                       [&before](const std::string& line) { return !before.contains(line); });
  return lines;
}

std::string places_words(const base::Location* before, const base::Location* after) {
  if (before == nullptr || after == nullptr) {
    const base::Location* only = before == nullptr ? after : before;
    return only == nullptr ? "" : place(*only);
  }
  return place(*before) + " -> " + place(*after);
}

const base::Location* place_of(const diff::Entry& entry) {
  return entry.origin == nullptr ? nullptr : &entry.origin->location;
}

}  // namespace nsmkit::render
