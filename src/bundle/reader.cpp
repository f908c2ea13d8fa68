#include "bundle/reader.hpp"

#include <sstream>

#include "bundle/bundle_rules.hpp"
#include "io/digest.hpp"
#include "io/memory_file_system.hpp"
#include "model/load.hpp"

namespace nsmkit::bundle {

namespace {

using io::TarFaultKind;

bool is_kept(std::string_view path) {
  return !path.starts_with("originals/") && !path.starts_with("included/");
}

const base::RuleInfo& rule_of(TarFaultKind kind) {
  switch (kind) {
    case TarFaultKind::kTooLarge:
    case TarFaultKind::kTooDense:
    case TarFaultKind::kTooManyEntries:
    case TarFaultKind::kTooManyFaults:
      return kBeyondLimits;
    case TarFaultKind::kGzipTrailing:
    case TarFaultKind::kDataAfterEnd:
      return kTrailingData;
    default:
      break;
  }
  return io::tar_effect(kind) == io::TarEffect::kStop ? kUnreadable : kUnsafeEntry;
}

// Names in an archive can be any bytes; terminals and reports get printable ones.
std::string printable(std::string_view name) {
  std::string text;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      text += c;
    } else {
      constexpr std::string_view kDigits = "0123456789abcdef";
      text.append("\\x").append(1, kDigits[byte >> 4U]).append(1, kDigits[byte & 0xfU]);
    }
  }
  return text;
}

base::Finding finding_of(const io::TarFault& fault, const std::string& path) {
  const std::string subject = fault.name.empty() ? "the archive" : "the entry " + printable(fault.name);
  return base::make_finding(rule_of(fault.kind),
                            subject + " " + std::string(io::to_string(fault.kind)) + " (at byte " +
                                std::to_string(fault.offset) + ")",
                            {path, {}, {}, {}});
}

// Nothing when the content is longer than `most` and would have to be kept.
std::optional<ReadFile> read_file(io::TarReader& reader, std::string name, std::uint64_t most) {
  ReadFile file;
  io::Sha256 digest;
  const bool keep = is_kept(name);
  std::string buffer(std::size_t{1} << 16U, '\0');
  while (const std::size_t count = reader.read(buffer.data(), buffer.size())) {
    const std::string_view bytes(buffer.data(), count);
    digest.update(bytes);
    file.entry.size += count;
    if (keep) {
      if (file.entry.size > most) {
        return std::nullopt;
      }
      file.content += bytes;
    }
  }
  file.entry.path = std::move(name);
  file.entry.sha256 = digest.finish();
  return file;
}

class Collector final : public model::ResourceSink {
 public:
  void resource(model::Resource&& resource) override { resources.push_back(std::move(resource)); }

  std::vector<model::Resource> resources;
};

}  // namespace

const std::string* ReadBundle::content(std::string_view file) const {
  const auto found = files.find(std::string(file));
  return found == files.end() ? nullptr : &found->second.content;
}

ReadBundle read_bundle(base::ByteSource& archive, std::string path, const ReadLimits& limits) {
  ReadBundle bundle;
  bundle.path = std::move(path);
  io::TarReader reader(archive, limits.archive);
  std::uint64_t left = limits.max_kept;
  while (const auto entry = reader.next()) {
    auto file = read_file(reader, entry->name, left);
    if (!file) {
      bundle.findings.push_back(base::make_finding(
          kBeyondLimits, "the entry " + entry->name + " is more than may be held in memory",
          {bundle.path, {}, {}, {}}));
      return bundle;
    }
    left -= file->content.size();
    bundle.files.emplace(entry->name, std::move(*file));
  }
  bundle.complete = reader.complete();
  for (const io::TarFault& fault : reader.faults()) {
    bundle.findings.push_back(finding_of(fault, bundle.path));
  }
  return bundle;
}

std::optional<model::Resource> read_object(const ReadBundle& bundle, const std::string& file) {
  auto objects = read_objects(bundle, file);
  return objects && objects->size() == 1 ? std::optional(std::move(objects->front())) : std::nullopt;
}

std::optional<std::vector<model::Resource>> read_objects(const ReadBundle& bundle, const std::string& file) {
  const std::string* content = bundle.content(file);
  if (content == nullptr) {
    return std::nullopt;
  }
  const std::string name = bundle.path + "/" + file;
  io::MemoryFileSystem files;
  files.files[name] = *content;
  std::istringstream in;
  Collector sink;
  const model::LoadResult loaded = model::load(files, {name}, in, {}, sink);
  const bool complete = loaded.complete() || loaded.only_empty_lists;
  return complete ? std::optional(std::move(sink.resources)) : std::nullopt;
}

bool is_bundle_path(std::string_view path) { return path.ends_with(".tar.gz") || path.ends_with(".tgz"); }

}  // namespace nsmkit::bundle
