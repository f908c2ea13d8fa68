#include "releases/annotations.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/embedded.hpp"
#include "base/pointer.hpp"

namespace nsmkit::releases {

namespace {

struct Data {
  std::vector<Mark> marks;
  std::string opt_in_since;
  std::vector<std::string> never_injected;
  std::vector<std::string> chart_namespaces;
  std::vector<std::string> chart_prefixes;
};

using Texts = std::map<std::string, std::string, std::less<>>;

Texts read_map(const Json& entry, const char* key) {
  Texts texts;
  if (const auto found = entry.find(key); found != entry.end()) {
    for (const auto& item : found->items()) {
      texts.emplace(item.key(), item.value().get<std::string>());
    }
  }
  return texts;
}

Mark read_mark(const Json& entry) {
  Mark mark;
  mark.id = entry.at("id").get<std::string>();
  mark.key = entry.at("key").get<std::string>();
  mark.form = entry.at("form") == "label" ? MarkForm::kLabel : MarkForm::kAnnotation;
  mark.on = entry.at("on").get<std::string>();
  mark.deprecated = entry.value("deprecated", "");
  mark.removed = entry.value("removed", "");
  mark.replaced_by = entry.value("replacedBy", "");
  mark.values = read_map(entry, "values");
  mark.ignored = read_map(entry, "ignored");
  return mark;
}

Data read_data() {
  const auto text = base::embedded("annotations.json");
  if (!text) {
    throw std::runtime_error("embedded file is missing: annotations.json");
  }
  const Json json = Json::parse(text->begin(), text->end());
  Data data;
  for (const Json& entry : json.at("marks")) {
    data.marks.push_back(read_mark(entry));
  }
  data.opt_in_since = json.at("injection").at("optInSince").get<std::string>();
  data.never_injected = json.at("injection").at("never").get<std::vector<std::string>>();
  data.chart_namespaces = json.at("chartNamespaces").at("names").get<std::vector<std::string>>();
  data.chart_prefixes = json.at("chartNamespaces").at("prefixes").get<std::vector<std::string>>();
  return data;
}

const Data& data() {
  static const Data kData = read_data();
  return kData;
}

// Whether `release` is `version` or a later one; an empty version is never reached.
bool reached(std::string_view version, const Release& release) {
  const Release* first = version.empty() ? nullptr : catalog().find_release(version);
  if (first == nullptr) {
    return false;
  }
  const auto& all = catalog().releases();
  const auto place = [&all](const std::string& wanted) {
    return std::find_if(all.begin(), all.end(),
                        [&wanted](const Release& each) { return each.version == wanted; });
  };
  return place(release.version) >= place(first->version);
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

const std::vector<Mark>& marks() { return data().marks; }

const Mark& mark(std::string_view id) {
  const auto& all = data().marks;
  const auto found = std::find_if(all.begin(), all.end(), [id](const Mark& each) { return each.id == id; });
  if (found == all.end()) {
    throw std::logic_error("no label or annotation is called " + std::string(id));
  }
  return *found;
}

std::string pointer_to(const Mark& mark, std::string_view parent) {
  std::string pointer(parent);
  pointer.append(mark.form == MarkForm::kLabel ? "/metadata/labels" : "/metadata/annotations");
  base::append_token(pointer, mark.key);
  return pointer;
}

MarkState state_in(const Mark& mark, const Release& release) {
  if (reached(mark.removed, release)) {
    return MarkState::kRemoved;
  }
  return reached(mark.deprecated, release) ? MarkState::kDeprecated : MarkState::kRead;
}

bool injects_only_where_labelled(const Release& release) { return reached(data().opt_in_since, release); }

bool is_never_injected(std::string_view name_space) { return contains(data().never_injected, name_space); }

bool is_labelled_by_chart(std::string_view name_space) {
  const auto& prefixes = data().chart_prefixes;
  return contains(data().chart_namespaces, name_space) ||
         std::any_of(prefixes.begin(), prefixes.end(),
                     [name_space](const std::string& prefix) { return name_space.starts_with(prefix); });
}

}  // namespace nsmkit::releases
