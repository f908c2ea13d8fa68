#include "base/pointer.hpp"
#include "meshconfig/check_parts.hpp"
#include "meshconfig/secrets.hpp"

namespace nsmkit::meshconfig {

namespace {

// Deeper than any setting; what is deeper is no configuration of a mesh.
constexpr int kDeepest = 32;

// ${NAME}, $NAME, <password>, [masked]: stands for a secret and is none.
bool is_placeholder(std::string_view text) {
  return (text.starts_with('$') && text.size() > 1) || (text.starts_with('<') && text.ends_with('>')) ||
         text == kMasked;
}

/// Finds texts that are secrets, grouped by the object that holds them.
class SecretWalk {
 public:
  explicit SecretWalk(CheckScope& scope) : scope_(scope) {}

  void walk(const Json& value, const std::string& pointer, int depth) {
    if (depth > kDeepest) return;
    std::vector<std::string> open, held;
    for (const auto& [name, member] : value.items()) {
      std::string place = pointer;
      if (value.is_array()) {
        place += "/" + name;
      } else {
        base::append_token(place, name);
      }
      if (member.is_structured()) {
        walk(member, place, depth + 1);
      } else if (is_secret(scope_.carrier().layout, place) && !is_blank(member)) {
        const bool stands_in = member.is_string() && is_placeholder(member.get_ref<const std::string&>());
        (stands_in ? held : open).push_back(place);
      }
    }
    report_open(open);
    report_held(held);
  }

 private:
  void report_open(const std::vector<std::string>& places) {
    if (places.empty()) return;
    const CarrierKind kind = scope_.carrier().kind;
    const base::RuleInfo& rule = kind == CarrierKind::kDeployCommand ? kSecretInCommand
                                 : kind == CarrierKind::kHelmRelease ? kSecretInRelease
                                                                     : kSecretInFile;
    scope_.report_key(rule, places.front(),
                      names(places) + (places.size() == 1 ? " stands" : " stand") + " in the clear",
                      &rule == &kSecretInFile ? remedy(places.front()) : "");
  }

  void report_held(const std::vector<std::string>& places) {
    // A variable is how a command should hold a secret.
    if (places.empty() || scope_.carrier().kind == CarrierKind::kDeployCommand) return;
    scope_.report_key(kSecretPlaceholder, places.front(),
                      names(places) + (places.size() == 1 ? " holds a placeholder" : " hold placeholders"),
                      remedy(places.front()));
  }

  [[nodiscard]] std::string names(const std::vector<std::string>& places) const {
    std::vector<std::string> paths;
    for (const std::string& place : places) {
      paths.push_back(scope_.path(place));
    }
    return listed(paths);
  }

  [[nodiscard]] std::string remedy(const std::string& place) const {
    const std::string path = scope_.path(place);
    const std::string start = "Keep it out of the file and give it to Helm when it runs: --set-file " + path +
                              "=FILE, with a FILE that only you can read";
    return path.starts_with("mtls.upstreamAuthority.")
               ? start + "; or use an authority that needs no secret here, such as certManager."
               : start + ".";
  }

  CheckScope& scope_;
};

}  // namespace

void check_secrets(CheckScope& scope) {
  if (scope.settings().is_structured()) {
    SecretWalk(scope).walk(scope.settings(), "", 0);
  }
}

}  // namespace nsmkit::meshconfig
