#include "meshconfig/secrets.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "base/json_text.hpp"
#include "base/pointer.hpp"
#include "base/secret_name.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "releases/config_fields.hpp"

namespace nsmkit::meshconfig {

namespace {

constexpr std::size_t kShownCodePoints = 60;
constexpr std::string_view kPlaceholder = "<set ";

/// What fields.json says of the values, arranged for look-ups by pointer.
struct KnownFields {
  std::set<std::string, std::less<>> open;    ///< pointers of fields that may be shown
  std::set<std::string, std::less<>> secret;  ///< pointers of those that may not
  std::map<std::string, std::vector<std::string_view>, std::less<>>
      members;  ///< names of the members of each object that holds a secret of its own
  std::vector<std::string_view> secret_names;
};

std::string parent_of(const std::string& pointer) { return pointer.substr(0, pointer.rfind('/')); }

std::string_view name_of(std::string_view pointer) { return pointer.substr(pointer.rfind('/') + 1); }

KnownFields read_known_fields() {
  KnownFields known;
  for (const auto& field : releases::config_fields()) {
    const std::string pointer = releases::pointer_of(field.path);
    (field.secret ? known.secret : known.open).insert(pointer);
    if (field.secret) {
      known.members[parent_of(pointer)];
      known.secret_names.push_back(std::string_view(field.path).substr(field.path.rfind('.') + 1));
    }
  }
  for (const auto* fields : {&known.open, &known.secret}) {
    for (const std::string& field : *fields) {
      const auto parent = known.members.find(parent_of(field));
      if (parent != known.members.end()) parent->second.push_back(name_of(field));
    }
  }
  return known;
}

const KnownFields& known_fields() {
  static const KnownFields kFields = read_known_fields();
  return kFields;
}

// A key of the values that nobody knows, beside fields that are secret: a misspelt one, unless it is closer
// to one of the open fields there.
bool is_near_secret(const std::string& pointer) {
  const KnownFields& known = known_fields();
  const std::string name(name_of(pointer));
  const std::string parent = parent_of(pointer);
  if (const auto members = known.members.find(parent); members != known.members.end()) {
    const auto meant = base::nearest(name, members->second);
    return !meant || !known.open.contains(parent + "/" + std::string(*meant));
  }
  return name.size() > 2 && base::nearest(name, known.secret_names).has_value();
}

bool is_secret_value_field(const std::string& pointer) {
  const KnownFields& known = known_fields();
  if (known.secret.contains(pointer)) return true;
  if (known.open.contains(pointer)) return false;
  return base::sounds_secret(name_of(pointer)) || base::plain_name(name_of(pointer)).ends_with("key") ||
         is_near_secret(pointer);
}

// Environment variables have their names beside their values, so all of their values are hidden.
bool is_environment_value(std::string_view pointer) {
  const auto env = pointer.rfind("/env/");
  return env != std::string_view::npos && pointer.ends_with("/value") &&
         std::count(pointer.begin() + static_cast<std::ptrdiff_t>(env), pointer.end(), '/') == 3;
}

bool is_secret_in_object(const std::string& pointer) {
  for (const char* content : {"/data/", "/stringData/"}) {
    if (pointer.starts_with(content)) return true;
  }
  if (pointer == "/metadata/annotations/kubectl.kubernetes.io~1last-applied-configuration") return true;
  const std::string_view name = name_of(pointer);
  return is_environment_value(pointer) || (!base::names_secret_object(name) && base::sounds_secret(name));
}

bool is_secret_itself(Layout layout, const std::string& pointer) {
  switch (layout) {
    case Layout::kValues:
      return is_secret_value_field(pointer);
    case Layout::kObject:
      return is_secret_in_object(pointer);
    default:
      return base::sounds_secret(name_of(pointer)) || base::plain_name(name_of(pointer)).ends_with("key");
  }
}

// `--password=x` and `PASSWORD=x` in the arguments of a container.
bool is_secret_argument(const std::string& text) {
  const auto end = text.find('=');
  return end < 128 && base::sounds_secret(std::string_view(text).substr(0, end));
}

bool is_empty(const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  return value.is_null() || (text != nullptr && text->empty()) || (value.is_structured() && value.empty());
}

bool is_secret_text(Layout layout, const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  if (text == nullptr) return false;
  return base::looks_secret(*text) || (layout == Layout::kObject && is_secret_argument(*text));
}

// A boolean below an unknown key is no secret, however it is called; `password: yes` of a known one is.
bool is_masked(Layout layout, const std::string& pointer, const Json& value) {
  if (is_empty(value)) return false;
  if (value.is_boolean() && !known_fields().secret.contains(pointer)) return false;
  return is_secret_text(layout, value) || is_secret_itself(layout, pointer);
}

/// A list or mapping whose members are being looked at.
struct Level {
  Json* value;
  Json::iterator next;
  std::size_t index;           ///< of `next`
  std::size_t pointer_length;  ///< of its own pointer
};

// Without recursion: documents may be as deep as the reader allows.
void mask(Layout layout, std::string pointer, Json& root) {
  if (!pointer.empty() && is_masked(layout, pointer, root)) {
    root = kMasked;
    return;
  }
  std::vector<Level> levels;
  levels.push_back({&root, root.begin(), 0, pointer.size()});
  while (!levels.empty()) {
    Level& level = levels.back();
    pointer.resize(level.pointer_length);
    if (!level.value->is_structured() || level.next == level.value->end()) {
      levels.pop_back();
      continue;
    }
    base::append_token(pointer, level.value->is_object() ? level.next.key() : std::to_string(level.index));
    Json& member = *level.next++;
    ++level.index;
    if (is_masked(layout, pointer, member)) {
      member = kMasked;
    } else if (member.is_structured()) {
      levels.push_back({&member, member.begin(), 0, pointer.size()});
    }
  }
}

// Characters that reorder or hide text could make a report lie.
bool is_hidden(std::string_view point) {
  if (point.size() == 2) return point[0] == '\xC2' && static_cast<unsigned char>(point[1]) < 0xA0;
  if (point.size() != 3) return point == "\x7F";
  const auto last = static_cast<unsigned char>(point[2]);
  return point.starts_with("\xE2\x81") || point == "\xEF\xBB\xBF" ||
         (point.starts_with("\xE2\x80") && (last <= 0x8F || (last >= 0xA8 && last <= 0xAE)));
}

// At most kShownCodePoints of JSON text, which is valid UTF-8 without control characters.
std::string shortened(std::string_view text) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size() && count < kShownCodePoints; ++count) {
    const std::string_view point =
        text.substr(at, std::max<std::size_t>(1, base::utf8_length(text.substr(at))));
    out += is_hidden(point) ? std::string_view("?") : point;
    at += point.size();
  }
  return at < text.size() ? out + "..." : out;
}

}  // namespace

bool is_secret(Layout layout, std::string_view pointer) {
  for (std::size_t end = pointer.find('/', 1); !pointer.empty(); end = pointer.find('/', end + 1)) {
    if (is_secret_itself(layout, std::string(pointer.substr(0, end)))) return true;
    if (end == std::string_view::npos) break;
  }
  return false;
}

std::string placeholder(std::string_view dotted_path) {
  return std::string(kPlaceholder).append(dotted_path).append(">");
}

bool is_placeholder(const Json& value) {
  return value.is_string() && value.get_ref<const std::string&>().starts_with(kPlaceholder) &&
         value.get_ref<const std::string&>().ends_with('>');
}

Json masked(Layout layout, const Json& settings) {
  Json copy = settings;
  mask(layout, {}, copy);
  return copy;
}

std::string shown(Layout layout, std::string_view pointer, const Json& value) {
  if (!is_empty(value) && is_secret(layout, pointer)) return std::string(kMasked);
  Json copy = value;
  mask(layout, std::string(pointer), copy);
  if (copy.is_string() && copy.get_ref<const std::string&>() == kMasked) return std::string(kMasked);
  return shortened(base::json_text(copy));
}

}  // namespace nsmkit::meshconfig
