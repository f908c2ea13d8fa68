#include "cli/bundle/secrets.hpp"

#include <algorithm>

#include "meshconfig/secrets.hpp"

namespace nsmkit::cli {

namespace {

bool is_secret(const meshconfig::Carrier& carrier) {
  return carrier.kind == meshconfig::CarrierKind::kHelmRelease ||
         meshconfig::masked(carrier.layout, carrier.settings) != carrier.settings;
}

}  // namespace

bool holds_secrets(const MeshFile& file) {
  return std::ranges::any_of(file.carriers, is_secret) ||
         std::ranges::any_of(file.others,
                             [](const model::Resource& each) { return each.ref.kind == "Secret"; }) ||
         std::ranges::any_of(file.unread,
                             [](const UnreadCarrier& each) { return each.ref.kind == "Secret"; }) ||
         file.text.find("PRIVATE KEY-----") != std::string::npos;
}

}  // namespace nsmkit::cli
