// Any object: checking and normalizing neither crash nor hang, whatever its shape.
#include <cstdint>
#include <string>

#include "normalize/normalize.hpp"
#include "releases/catalog.hpp"
#include "validate/engine.hpp"
#include "yaml/reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace nsmkit;  // NOLINT(google-build-using-namespace): a program of one function
  base::TextSource source({reinterpret_cast<const char*>(data), size});
  yaml::Limits limits;
  limits.max_depth = 100;
  yaml::Reader reader(source, limits);
  const auto& catalog = releases::catalog();
  validate::Engine engine(*catalog.crd_set(catalog.newest()), {nullptr, &catalog.newest(), {}, {}});
  while (auto element = reader.next()) {
    if (element->type == yaml::ElementType::kDocument && element->value.is_object()) {
      model::Resource resource{
          model::reference_of(element->value), std::move(element->value), element->map, {}};
      static_cast<void>(normalize::normalize(resource, {normalize::OwnedPolicy::kStrip, false}));
      engine.check(std::move(resource));
    }
  }
  static_cast<void>(engine.finish({}));
  return 0;
}
