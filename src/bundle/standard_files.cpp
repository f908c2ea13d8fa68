#include "bundle/standard_files.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <string>

#include "base/embedded.hpp"
#include "base/template.hpp"
#include "base/version.hpp"

namespace nsmkit::bundle {

namespace {

std::string_view embedded_text(const char* path) {
  const auto text = base::embedded(path);
  if (!text) {
    throw std::logic_error(std::string(path) + " is not embedded");
  }
  return *text;
}

std::string readme(const Manifest& manifest) {
  std::set<std::string_view> namespaces;
  std::ranges::for_each(manifest.objects,
                        [&](const ObjectEntry& object) { namespaces.insert(object.ref.name_space); });
  const Accounts counts = accounts(manifest);
  const std::string objects = std::to_string(counts.objects);
  const std::string spaces = std::to_string(namespaces.size());
  const std::string owned = std::to_string(counts.controller_owned);
  const std::array values{
      base::TemplateValue{"FROM",
                          manifest.from.empty() ? std::string_view("an older release") : manifest.from},
      base::TemplateValue{"TO", manifest.to},
      base::TemplateValue{"VERSION", base::version()},
      base::TemplateValue{"OBJECTS", objects},
      base::TemplateValue{"NAMESPACES", spaces},
      base::TemplateValue{"OWNED", owned}};
  return base::fill_template(embedded_text("bundle/README.md.in"), values);
}

}  // namespace

void add_standard_files(Contents& contents, const Manifest& manifest) {
  contents.add(std::string(kRestoreScriptPath), std::string(embedded_text("bundle/restore.sh")),
               Mode::kScript);
  contents.add(std::string(kReadmePath), readme(manifest));
}

}  // namespace nsmkit::bundle
