#include "normalize/resource_writer.hpp"

#include "base/json_text.hpp"
#include "yaml/writer.hpp"

namespace nsmkit::normalize {

namespace {

/// The text of a List without items, cut in two where its items go.
struct Frame {
  std::string before;
  std::string after;
};

Frame frame_of(Json members, Format format) {
  members["items"] = Json::array();
  std::string text;
  std::string mark;
  if (format == Format::kYaml) {
    yaml::write_yaml(text, members);
    mark = "\nitems: []\n";
  } else {
    base::write_json_indented(text, members);
    mark = "\n    \"items\": []";
  }
  // At this indent the mark cannot stand inside another member.
  const auto at = ("\n" + text).find(mark);
  return {text.substr(0, at), text.substr(at - 1 + mark.size())};
}

}  // namespace

void ResourceWriter::document_start() {
  if (!first_document_ && format_ == Format::kYaml) {
    put("---\n");
  }
  first_document_ = false;
}

void ResourceWriter::object(const Json& object) {
  if (in_list_) {
    item(object);
    return;
  }
  document_start();
  buffer_.clear();
  if (format_ == Format::kYaml) {
    yaml::write_yaml(buffer_, object);
  } else {
    base::write_json_indented(buffer_, object);
    buffer_.push_back('\n');
  }
  put(buffer_);
}

void ResourceWriter::begin_list(const Json& head) {
  document_start();
  put(frame_of(head, format_).before);
  in_list_ = true;
  has_items_ = false;
}

void ResourceWriter::item(const Json& object) {
  buffer_.clear();
  if (format_ == Format::kYaml) {
    buffer_.append(has_items_ ? "" : "items:\n");
    yaml::write_yaml_item(buffer_, object);
  } else {
    std::string text;
    base::write_json_indented(text, object);
    buffer_.append(has_items_ ? ",\n" : "    \"items\": [\n").append("        ");
    for (const char c : text) {
      buffer_.push_back(c);
      if (c == '\n') {
        buffer_.append("        ");
      }
    }
  }
  has_items_ = true;
  put(buffer_);
}

void ResourceWriter::end_list(const Json& members) {
  const Frame frame = frame_of(members, format_);
  if (format_ == Format::kYaml) {
    put(has_items_ ? "" : "items: []\n");
    put(frame.after);
  } else {
    put(has_items_ ? "\n    ]" : "    \"items\": []");
    put(frame.after);
    put("\n");
  }
  in_list_ = false;
}

}  // namespace nsmkit::normalize
