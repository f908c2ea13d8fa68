#include "meshconfig/check_parts.hpp"
#include "releases/annotations.hpp"

namespace nsmkit::meshconfig {

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

}  // namespace

void check_object(CheckScope& scope) {
  const auto& mode = scope.facts().mtls_mode;
  if (scope.carrier().kind != CarrierKind::kWorkload || !mode || *mode != "strict" ||
      !scope.applies(kMtlsAnnotationWeaker)) {
    return;
  }
  const std::string pointer = releases::pointer_to(releases::mark("mtls-mode"), scope.carrier().template_at);
  const auto text = scope.text(pointer);
  // The mesh compares without regard to case.
  if (text && (lower(*text) == "off" || lower(*text) == "permissive")) {
    scope.report(kMtlsAnnotationWeaker, pointer,
                 "the Pods ask for mTLS mode " + lower(*text) + ", and the mesh is strict");
  }
}

}  // namespace nsmkit::meshconfig
