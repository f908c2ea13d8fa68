#pragma once

#include <string>
#include <string_view>

namespace nsmkit::base {

/// Letters and digits of a name, in lower case: "Private-Key" and "privateKey" are one.
[[nodiscard]] std::string plain_name(std::string_view name);

/// Whether a name says that what stands under it is a secret: password, token, private key, ...
[[nodiscard]] bool sounds_secret(std::string_view name);

/// Whether a name that sounds secret stands for something open all the same: the name of a Secret, a switch.
[[nodiscard]] bool names_secret_object(std::string_view name);

/// Whether a text shows what it is, whatever its key: a private key, or a URL with a password.
[[nodiscard]] bool looks_secret(std::string_view text);

/// Whether a text of several settings (YAML, properties, shell) sets one that sounds secret: `password: x`.
[[nodiscard]] bool sets_secret(std::string_view text);

}  // namespace nsmkit::base
