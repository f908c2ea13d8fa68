#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace nsmkit::yaml {

/// What a scalar turned into; kString also covers timestamps, which Kubernetes keeps as text.
enum class ScalarType : std::uint8_t { kNull, kBool, kInt, kFloat, kString };

/// A scalar as Kubernetes reads it. `value` is null, bool, int64, uint64 (above the int64 range only),
/// double or string. A double may be infinite or NaN, which JSON cannot hold: the caller refuses it. A
/// string made from `!!binary` may hold bytes that are not UTF-8.
struct Scalar {
  ScalarType type = ScalarType::kString;
  Json value;
};

/// Resolves a scalar by the rules of sigs.k8s.io/yaml (go-yaml v2). `tag` is the full tag
/// ("tag:yaml.org,2002:int", "!foo") or empty for a plain, untagged scalar; a quoted or block scalar
/// without tag is a string and need not be passed here. Nothing when the tag does not fit the text
/// (`!!int abc`) or `!!binary` holds no base64.
[[nodiscard]] std::optional<Scalar> resolve_scalar(std::string_view tag, std::string_view text);

/// True when plain `text` is nothing but a string. A timestamp is not: it is read back as its own text,
/// yet has to be quoted on the way out. Cheaper than resolve_scalar.
[[nodiscard]] bool resolves_to_string(std::string_view text);

/// The JSON object key that Kubernetes makes of a resolved key scalar: floats in float32 `%g` form,
/// booleans as true/false. Nothing for null, unsigned integers above int64 and other unsupported keys.
[[nodiscard]] std::optional<std::string> key_text(const Scalar& key);

}  // namespace nsmkit::yaml
