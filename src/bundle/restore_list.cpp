#include "bundle/restore_list.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "releases/restore_order.hpp"

namespace nsmkit::bundle {

namespace {

constexpr std::size_t kColumns = 6;
constexpr std::size_t kMaxLabel = 63;    // RFC 1123
constexpr std::size_t kMaxDotted = 253;  // RFC 1123
constexpr std::string_view kComments =
    "# The objects of this bundle in the order of their creation, for restore.sh.\n"
    "# wave, resource, namespace, name, file, owned (by a controller) or plain\n";

bool is_lower_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

bool is_label(std::string_view text) {
  return !text.empty() && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return is_lower_or_digit(c) || c == '-'; });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = text.find(separator); end != std::string_view::npos; end = text.find(separator)) {
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  parts.push_back(text);
  return parts;
}

bool is_dotted(std::string_view text) {
  return text.size() <= kMaxDotted && std::ranges::all_of(split(text, '.'), is_label);
}

bool is_path_character(char c) {
  return is_lower_or_digit(c) || (c >= 'A' && c <= 'Z') || c == '.' || c == '_' || c == '/' || c == '-';
}

bool is_resource_path(std::string_view path) {
  return path.starts_with("resources/") && std::ranges::all_of(path, is_path_character) &&
         std::ranges::none_of(split(path, '/'), [](std::string_view part) {
           return part.empty() || part == "." || part == "..";
         });
}

std::variant<RestoreEntry, std::string> read_line(std::string_view line) {
  const auto columns = split(line, '\t');
  if (columns.size() != kColumns) {
    return "it has " + std::to_string(columns.size()) + " columns, not 6";
  }
  RestoreEntry entry{.resource = std::string(columns[1]),
                     .space = std::string(columns[2]),
                     .name = std::string(columns[3]),
                     .file = std::string(columns[4]),
                     .ownership = columns[5] == "owned" ? Ownership::kOwned : Ownership::kPlain};
  if (columns[0].size() == 1 && columns[0] >= "1" && columns[0] <= "9") {
    entry.wave = static_cast<std::uint32_t>(columns[0].front() - '0');
  }
  if (const auto fault = restore_fault(entry)) {
    return *fault;
  }
  if (columns[5] != to_string(entry.ownership)) {
    return "neither owned nor plain";
  }
  return entry;
}

}  // namespace

std::string_view to_string(Ownership ownership) { return ownership == Ownership::kOwned ? "owned" : "plain"; }

std::optional<std::uint32_t> restore_wave(std::string_view resource) {
  const releases::RestoreKind* kind = releases::restore_kind_of_resource(resource);
  return kind == nullptr ? std::nullopt : std::optional(kind->wave);
}

std::optional<std::string> restore_fault(const RestoreEntry& entry) {
  const auto wave = restore_wave(entry.resource);
  if (!wave) return "unknown resource";
  if (entry.wave != *wave) return "not the wave of its resource";
  if (entry.space != "-" && (!is_label(entry.space) || entry.space.size() > kMaxLabel)) {
    return "not a name of a namespace";
  }
  if (!is_dotted(entry.name)) return "not a name of an object";
  if (!is_resource_path(entry.file)) return "not a path below resources/";
  return std::nullopt;
}

std::string restore_list(std::span<const RestoreEntry> entries) {
  std::vector<RestoreEntry> sorted(entries.begin(), entries.end());
  std::ranges::sort(sorted);
  std::string text(kComments);
  for (const RestoreEntry& entry : sorted) {
    text += std::to_string(entry.wave) + '\t' + entry.resource + '\t' + entry.space + '\t' + entry.name +
            '\t' + entry.file + '\t';
    text += to_string(entry.ownership);
    text += '\n';
  }
  return text;
}

std::variant<std::vector<RestoreEntry>, RestoreListFault> read_restore_list(std::string_view text) {
  std::vector<RestoreEntry> entries;
  std::set<std::tuple<std::string, std::string, std::string>> objects;
  std::set<std::string> files;
  if (text.ends_with('\n')) {
    text.remove_suffix(1);
  } else if (text.empty()) {
    return entries;
  }
  std::size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    if (line.starts_with('#')) {
      continue;
    }
    auto read = read_line(line);
    if (const auto* fault = std::get_if<std::string>(&read)) {
      return RestoreListFault{number, *fault};
    }
    auto& entry = std::get<RestoreEntry>(read);
    if (!objects.emplace(entry.resource, entry.space, entry.name).second) {
      return RestoreListFault{number, "the object is listed a second time"};
    }
    if (!files.insert(entry.file).second) {
      return RestoreListFault{number, "the file is listed a second time"};
    }
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace nsmkit::bundle
