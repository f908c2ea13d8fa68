#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "bundle/manifest.hpp"
#include "bundle/resource_files.hpp"

namespace nsmkit::bundle {

/// A TrafficSplit, made as a bundle takes it.
[[nodiscard]] Json split_object(const std::string& space, const std::string& name, int weight = 90);
[[nodiscard]] Json tcp_route(const std::string& space, const std::string& name);
[[nodiscard]] Restorable restorable(Json object, std::uint32_t item, std::string owner = {});

/// The bytes of a small bundle: two splits, of which one is owned, and a route.
[[nodiscard]] std::string small_bundle(const std::string& private_key = {});

using Files = std::map<std::string, std::string>;

/// The files of an archive.
[[nodiscard]] Files unpack(std::string_view archive);

/// An archive of files, with SHA256SUMS made anew when `sums` says so.
enum class Sums { kAsTheyAre, kAnew };
[[nodiscard]] std::string pack(Files files, Sums sums);

/// The small bundle, changed.
[[nodiscard]] std::string changed(const std::function<void(Files&)>& change, Sums sums = Sums::kAnew);

}  // namespace nsmkit::bundle
