#include "cli/bundle/open_bundle.hpp"

#include "cli/common_options.hpp"

namespace nsmkit::cli {

void BundleLimits::add_to(CLI::App& app) {
  app.add_option("--max-size", max_size, "Most bytes that the bundle may unpack to")
      ->transform(CLI::AsSizeValue(false))
      ->group(kLimitsGroup)
      ->capture_default_str();
  app.add_option("--max-entries", max_entries, "Most files in the bundle")
      ->group(kLimitsGroup)
      ->capture_default_str();
}

bool OpenedBundle::sound() const {
  return content.complete && verification.manifest.has_value() &&
         !base::any_at_least(verification.findings, base::Severity::kError);
}

OpenedBundle open_bundle(const std::string& path, const BundleLimits& limits, const std::string& public_key,
                         Context& context) {
  const auto archive = context.files.open(path);
  bundle::ReadLimits bounds;
  bounds.archive.max_bytes = limits.max_size;
  bounds.archive.max_entries = limits.max_entries;
  OpenedBundle opened;
  opened.content = bundle::read_bundle(*archive, path, bounds);
  opened.verification = bundle::check_bundle(opened.content, public_key);
  return opened;
}

void BundleArgument::add_to(CLI::App& app) {
  app.add_option("FILE", path, "Bundle, as the command bundle wrote it")->required();
  app.add_option("--key", key, "PEM file with the public key that the bundle's signature must fit");
  limits.add_to(app);
}

OpenedBundle BundleArgument::open(Context& context) const {
  return open_bundle(path, limits, key.empty() ? std::string() : io::read_file(context.files, key), context);
}

}  // namespace nsmkit::cli
