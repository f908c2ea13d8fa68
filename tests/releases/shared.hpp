#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "base/json.hpp"

namespace nsmkit::releases {

/// A JSON file of the folder of facts beside the project, or where NSMKIT_SHARED says; nothing when absent.
inline std::optional<Json> shared_json(const std::string& path) {
  const char* folder = std::getenv("NSMKIT_SHARED");
  const std::filesystem::path root =
      folder != nullptr ? folder : std::filesystem::path(NSMKIT_SOURCE_DIR) / "../shared";
  std::ifstream in(root / path);
  return in ? std::optional(Json::parse(in)) : std::nullopt;
}

}  // namespace nsmkit::releases
