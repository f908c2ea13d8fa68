#include <map>
#include <memory>
#include <stdexcept>

#include "releases/config_data.hpp"

namespace nsmkit::releases {

namespace {

using ByVersion = std::map<std::string, std::shared_ptr<const Json>, std::less<>>;

ByVersion read_schemas() {
  ByVersion schemas;
  const Json data = read_data_file("values/sets.json");
  for (const Json& set : data.at("sets")) {
    const auto schema =
        std::make_shared<const Json>(read_data_file("values/" + set.at("schema").get<std::string>()));
    for (const Json& release : set.at("releases")) {
      const std::string version = read_version({{"release", release}}, "release");
      if (!schemas.emplace(version, schema).second) {
        throw std::runtime_error("two schemas for the values of " + version);
      }
    }
  }
  return schemas;
}

}  // namespace

const Json* values_schema(const Release& release) {
  static const ByVersion kSchemas = read_schemas();
  const auto found = kSchemas.find(release.version);
  return found == kSchemas.end() ? nullptr : found->second.get();
}

}  // namespace nsmkit::releases
