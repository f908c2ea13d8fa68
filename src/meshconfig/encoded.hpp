#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"

namespace nsmkit::meshconfig {

/// An object that stood as text inside another one. Either `value` is an object, or `fault` says in words
/// that follow "it" why there is none ("is not base64"); it never shows any of the text.
struct Encoded {
  Json value;
  std::string fault;
};

/// Reads JSON, or JSON with strings left unquoted as releases before 1.4.0 wrote it: as YAML that can be read
/// all the same. Bounded in size and depth.
[[nodiscard]] Encoded read_object(std::string_view text);

/// Reads what Helm stores for a release: base64, gzip, JSON; `wrapped`: base64 twice, as in `data` of a
/// Secret. Bounded in size, packed and unpacked. Source: Helm 3, storage/driver/util.go.
[[nodiscard]] Encoded read_helm_storage(std::string_view text, bool wrapped);

}  // namespace nsmkit::meshconfig
