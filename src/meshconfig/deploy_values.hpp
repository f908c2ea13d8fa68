#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.hpp"

namespace nsmkit::meshconfig {

/// Why a flag's value cannot be read, in words that follow the flag's name; without the value.
struct ValueFault {
  std::string text;
};

/// As Go's strconv.ParseBool reads it.
[[nodiscard]] std::variant<Json, ValueFault> read_switch(std::string_view text);

/// A finite decimal number.
[[nodiscard]] std::variant<Json, ValueFault> read_number(std::string_view text);

/// One CSV record (RFC 4180), as Go's encoding/csv reads it.
[[nodiscard]] std::variant<std::vector<std::string>, ValueFault> read_record(std::string_view text);

/// `type=otlp,host=HOST,port=PORT` as `telemetry.exporters.otlp` of the Helm values. With `lenient`, a port
/// that is no number stays text: it holds a variable. Source:
/// v2.0.0:internal/nginx-meshctl/commands/deploy.go, validateExporterConfig.
[[nodiscard]] std::variant<Json, ValueFault> read_exporter(std::string_view text, bool lenient);

}  // namespace nsmkit::meshconfig
