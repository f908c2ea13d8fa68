#include "model/load.hpp"

#include <span>

#include "base/pointer.hpp"
#include "model/reading_rules.hpp"

namespace nsmkit::model {

namespace {

bool is_empty_text(const Json& value) {
  return value.is_string() && value.get_ref<const std::string&>().empty();
}

/// Reads one file into a sink.
class FileLoader {
 public:
  /// `findings_before`: how many there were before the file was opened.
  FileLoader(FileReader& reader, std::size_t findings_before, LoadResult& result, ResourceSink& sink)
      : reader_(reader), findings_before_(findings_before), result_(result), sink_(sink) {}

  void run() {
    sink_.begin_file(reader_.path());
    const std::uint64_t resources = result_.counts.resources;
    while (auto element = reader_.next()) {
      take(*element);
    }
    result_.counts.documents += reader_.broken();
    result_.counts.skipped += reader_.broken();
    if (result_.counts.resources == resources && !saw_list_ && result_.findings.size() == findings_before_) {
      report(kNoResources, {}, "the file holds no resource");
    }
    sink_.end_file(is_complete(), reader_.comments());
  }

 private:
  [[nodiscard]] bool is_complete() const {
    return !base::any_incomplete(std::span<const base::Finding>(result_.findings).subspan(findings_before_));
  }

  void take(yaml::Element& element) {
    const base::Location location{reader_.path(), element.map.value(""), element.document, element.item};
    switch (element.type) {
      case yaml::ElementType::kDocument:
        ++result_.counts.documents;
        document(std::move(element.value), element.map, location);
        break;
      case yaml::ElementType::kListBegin:
        ++result_.counts.documents;
        element.value.erase("items");
        saw_list_ = true;
        sink_.begin_list(element.value);
        break;
      case yaml::ElementType::kListItem:
        item(std::move(element.value), element.map, location);
        break;
      case yaml::ElementType::kListEnd:
        check_whole(element.value, element.map, location);
        element.value.erase("items");
        sink_.end_list(element.value);
        break;
      case yaml::ElementType::kBroken:
        break;
    }
  }

  void document(Json value, const yaml::SourceMap& map, const base::Location& location) {
    if (value.is_null()) {
      ++result_.counts.skipped;
    } else if (!value.is_object()) {
      skip(kNotAnObject, location, "the document is " + std::string(value.type_name()) + ", not an object");
    } else if (is_list(value)) {
      list(std::move(value), map, location);
    } else {
      object(std::move(value), map, location);
    }
  }

  void list(Json value, const yaml::SourceMap& map, const base::Location& location) {
    check_whole(value, map, location);
    Json items = std::move(value["items"]);
    value.erase("items");
    const auto maps = map.items("/items");
    saw_list_ = true;
    sink_.begin_list(value);
    base::Location place = location;
    place.item = 0;
    for (std::size_t i = 0; i < items.size(); ++i) {
      place.item = static_cast<std::uint32_t>(i);
      place.position = maps[i].value("");
      item(std::move(items[i]), maps[i], place);
    }
    sink_.end_list(value);
  }

  void item(Json value, const yaml::SourceMap& map, const base::Location& location) {
    if (!value.is_object()) {
      skip(kNotAnObject, location, "the item is " + std::string(value.type_name()) + ", not an object");
    } else {
      object(std::move(value), map, location);
    }
  }

  void object(Json value, const yaml::SourceMap& map, const base::Location& location) {
    Resource resource{reference_of(value), std::move(value), map, location};
    if (is_broken_list(resource.object) && !location.item) {
      const std::string kind =
          resource.ref.kind.empty() ? "it has no kind" : "its kind is '" + resource.ref.kind + "'";
      report(kListTruncated, location,
             "this holds a list of objects, but is no List: " + kind + "; it was cut short");
    } else if ((is_absent(resource.object, "kind") || is_absent(resource.object, "apiVersion")) &&
               !sink_.claims(resource.object)) {
      const std::string missing = is_absent(resource.object, "kind") ? "kind" : "apiVersion";
      report(kKindMissing, location, "the object has no " + missing);
      result_.findings.back().resource = resource.ref;
    }
    ++result_.counts.resources;
    sink_.resource(std::move(resource));
  }

  static bool is_absent(const Json& object, const char* name) {
    const auto member = object.find(name);
    return member == object.end() || member->is_null() || is_empty_text(*member);
  }

  // Nothing but a List has its content in `items` at the top.
  static bool is_broken_list(const Json& object) {
    return object.contains("items") && !object.contains("spec") && !object.contains("data");
  }

  // A List that the server handed out in pages says so in its metadata.
  void check_whole(const Json& list, const yaml::SourceMap& map, base::Location location) {
    for (const char* name : {"/metadata/continue", "/metadata/remainingItemCount"}) {
      const Json* value = base::find(list, name);
      const bool set = value != nullptr && !value->is_null() && !is_empty_text(*value) && *value != 0;
      if (set) {
        location.position = map.key(name);
        report(kListTruncated, location,
               "the List is one page of a longer one: metadata." + std::string(name + 10) + " is set");
        result_.findings.back().pointer = name;
        return;
      }
    }
  }

  void skip(const base::RuleInfo& rule, const base::Location& location, std::string message) {
    ++result_.counts.skipped;
    report(rule, location, std::move(message));
  }

  void report(const base::RuleInfo& rule, base::Location location, std::string message) {
    location.file = reader_.path();
    result_.findings.push_back(base::make_finding(rule, std::move(message), std::move(location)));
  }

  FileReader& reader_;
  std::size_t findings_before_;
  LoadResult& result_;
  ResourceSink& sink_;
  bool saw_list_ = false;  ///< an empty List is a complete export of nothing
};

}  // namespace

bool LoadResult::complete() const { return !base::any_incomplete(findings); }

LoadResult load(const io::FileSystem& files, const std::vector<std::string>& paths,
                std::istream& standard_input, const yaml::Limits& limits, ResourceSink& sink) {
  LoadResult result;
  Inputs inputs = find_inputs(files, paths);
  result.findings = std::move(inputs.findings);
  result.counts.ignored = inputs.ignored;
  for (const std::string& path : inputs.files) {
    ++result.counts.files;
    const std::size_t findings_before = result.findings.size();
    FileReader reader(files, path, standard_input, limits, LongLists::kByItem, result.findings);
    FileLoader(reader, findings_before, result, sink).run();
  }
  if (result.counts.resources == 0 && result.findings.empty()) {
    result.only_empty_lists = true;
    result.findings.push_back(base::make_finding(kNoResources,
                                                 "the input holds Lists, but no resource in any of them",
                                                 {inputs.files.front(), {}, {}, {}}));
  }
  return result;
}

}  // namespace nsmkit::model
