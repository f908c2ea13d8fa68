#include "cli/diff_side.hpp"

#include <algorithm>
#include <iterator>

#include "base/error.hpp"
#include "cli/bundle/open_bundle.hpp"
#include "io/memory_file_system.hpp"
#include "meshconfig/secrets.hpp"
#include "normalize/normalize.hpp"

namespace nsmkit::cli {

namespace {

using meshconfig::CarrierKind;

bool is_compared_as_object(CarrierKind kind) {
  return kind == CarrierKind::kWorkload || kind == CarrierKind::kNamespace;
}

/// Sorts what is read into objects and configuration.
class SideSink final : public model::ResourceSink {
 public:
  SideSink(const SideOptions& options, DiffSide& side) : options_(options), side_(side) {}

  [[nodiscard]] bool claims(const Json& object) const override {
    return meshconfig::recognise(object).has_value();
  }

  void resource(model::Resource&& resource) override {
    if (options_.form == Form::kNormalized) {
      static_cast<void>(normalize::normalize(resource, {}));
    }
    const auto kind = meshconfig::recognise(resource.object);
    if (!kind || is_compared_as_object(*kind) || !take_carrier(*kind, resource)) {
      // Now, while the object is still in the processor's cache.
      if (options_.as_is != nullptr) side_.glances.push_back(options_.as_is->glance(resource));
      side_.resources.add(std::move(resource), model::ResourceSet::Verdict::kAccepted);
    }
  }

 private:
  // False for a Helm release of another chart, and for what cannot be read: that is compared as an object.
  bool take_carrier(CarrierKind kind, const model::Resource& resource) {
    auto carrier = meshconfig::read_carrier(model::Resource(resource), side_.findings);
    if (!carrier) return false;
    const bool is_object = !resource.ref.kind.empty() && kind != CarrierKind::kHelmRelease;
    if (is_object && meshconfig::masked(carrier->layout, carrier->settings) == carrier->settings) {
      side_.documents.push_back(resource);
    }
    side_.carriers.push_back(std::move(*carrier));
    return true;
  }

  const SideOptions& options_;
  DiffSide& side_;
};

bool is_document_name(const std::string& path) {
  return path == "-" || path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".json");
}

// Longer than any command: what is larger is left to the loader.
constexpr std::uint64_t kLongestCommand = 1U << 20U;

bool take_command(const std::string& path, const Context& context, DiffSide& side) {
  if (is_document_name(path) || context.files.type(path) != io::PathType::kFile ||
      context.files.size(path) > kLongestCommand) {
    return false;
  }
  std::string text;
  try {
    text = io::read_file(context.files, path);
  } catch (const base::Error&) {
    return false;  // the loader says so
  }
  if (!meshconfig::looks_like_deploy_command(text)) return false;
  side.carriers.push_back(meshconfig::read_deploy_command(text, path, side.findings));
  ++side.counts.files;
  ++side.counts.documents;
  return true;
}

void load_side(const io::FileSystem& files, const std::vector<std::string>& paths, const SideOptions& options,
               std::istream& in, DiffSide& side) {
  SideSink sink(options, side);
  model::LoadResult loaded = model::load(files, paths, in, options.limits, sink);
  // A List without items is a whole answer: there is nothing of that kind on this side.
  if (loaded.only_empty_lists) loaded.findings.clear();
  side.complete = side.complete && loaded.complete();
  std::ranges::move(loaded.findings, std::back_inserter(side.findings));
  side.counts.files += loaded.counts.files;
  side.counts.documents += loaded.counts.documents;
  side.counts.resources += loaded.counts.resources;
  side.counts.skipped += loaded.counts.skipped;
  side.counts.ignored += loaded.counts.ignored;
}

// Each object once, and the configuration as Helm and the mesh take it; the rest of a bundle says the same.
bool is_compared(std::string_view file) {
  return file.starts_with("resources/waves/") || file.starts_with("resources/controller-owned/") ||
         file == "config/values.yaml" || file == "config/meshconfig.yaml";
}

bool take_bundle(const std::string& path, const SideOptions& options, Context& context, DiffSide& side) {
  if (!bundle::is_bundle_path(path)) return false;
  const OpenedBundle opened = open_bundle(path, {}, {}, context);
  std::ranges::copy_if(opened.verification.findings, std::back_inserter(side.findings),
                       [](const base::Finding& each) { return each.severity == base::Severity::kError; });
  if (!opened.sound()) {
    side.complete = false;
    return true;
  }
  io::MemoryFileSystem files;
  std::vector<std::string> paths;
  for (const auto& [name, file] : opened.content.files) {
    if (is_compared(name)) {
      paths.push_back(path + "/" + name);
      files.files[paths.back()] = file.content;
    }
  }
  if (!paths.empty()) {
    load_side(files, paths, options, context.in, side);
  }
  return true;
}

}  // namespace

void read_side(const std::vector<std::string>& paths, const SideOptions& options, Context& context,
               DiffSide& side) {
  std::vector<std::string> rest;
  std::ranges::copy_if(paths, std::back_inserter(rest), [&](const std::string& path) {
    return !take_command(path, context, side) && !take_bundle(path, options, context, side);
  });
  if (!rest.empty()) {
    load_side(context.files, rest, options, context.in, side);
  }
}

}  // namespace nsmkit::cli
