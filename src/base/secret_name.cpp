#include "base/secret_name.hpp"

#include <algorithm>
#include <array>

namespace nsmkit::base {

std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if ((lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9')) {
      plain += lower;
    }
  }
  return plain;
}

bool sounds_secret(std::string_view name) {
  constexpr std::array kParts{"password",     "passwd",     "passphrase", "token",
                              "secret",       "privatekey", "credential", "kubeconfig",
                              "dockerconfig", "apikey",     "accesskey",  "authorization"};
  const std::string plain = plain_name(name);
  return std::any_of(kParts.begin(), kParts.end(),
                     [&plain](const char* part) { return plain.find(part) != std::string::npos; });
}

bool names_secret_object(std::string_view name) {
  constexpr std::array kNames{"secretname",
                              "secretkeyref",
                              "secretref",
                              "imagepullsecrets",
                              "secret",
                              "secrets",
                              "defaultmode",
                              "serviceaccounttoken",
                              "automountserviceaccounttoken",
                              "tokenexpirationseconds"};
  const std::string plain = plain_name(name);
  return std::any_of(kNames.begin(), kNames.end(), [&plain](const char* each) { return plain == each; });
}

bool looks_secret(std::string_view text) {
  if (text.find("PRIVATE KEY-----") != std::string_view::npos) return true;
  const auto scheme = text.find("://");
  if (scheme == std::string_view::npos) return false;
  const std::string_view authority =
      text.substr(scheme + 3, text.find_first_of("/?# ", scheme + 3) - scheme - 3);
  const auto at = authority.rfind('@');
  return at != std::string_view::npos && authority.find(':') < at;
}

// Piece by piece, as lines, members in braces and arguments of a URL have them.
bool sets_secret(std::string_view text) {
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, text.find_first_of("\n,;{}&"));
    text.remove_prefix(std::min(piece.size() + 1, text.size()));
    const auto mark = piece.find_first_of(":=");
    if (mark == std::string_view::npos) continue;
    const std::string_view name = piece.substr(0, mark);
    const bool has_value = piece.find_first_not_of(" \t\r\"'[]", mark + 1) != std::string_view::npos;
    if (has_value && sounds_secret(name) && !names_secret_object(name)) return true;
  }
  return false;
}

}  // namespace nsmkit::base
