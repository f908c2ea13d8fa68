#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "yaml/edit.hpp"

namespace nsmkit::yaml {

/// The edited text, or "LINE:COLUMN: MESSAGE" of the fault.
inline std::string run_edit(std::string_view text, const std::vector<Edit>& edits) {
  const auto result = edit(text, edits);
  if (const auto* fault = std::get_if<EditFault>(&result)) {
    return std::to_string(fault->position.line) + ":" + std::to_string(fault->position.column) + ": " +
           fault->message;
  }
  return std::get<std::string>(result);
}

/// A member to insert; `value` is JSON.
inline Insertion member(std::string parent, std::string key, std::string_view value, std::string after = "") {
  return {std::move(parent), std::move(key), Json::parse(value), std::move(after)};
}

/// A telemetry block.
inline const std::string kOtlp = R"({"exporters":{"otlp":{"host":"h","port":4317}},"samplerRatio":0.05})";

}  // namespace nsmkit::yaml
