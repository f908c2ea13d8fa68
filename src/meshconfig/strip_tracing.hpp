#pragma once

#include <string>
#include <vector>

#include "base/finding.hpp"
#include "meshconfig/carrier.hpp"
#include "releases/catalog.hpp"
#include "yaml/edit.hpp"

namespace nsmkit::meshconfig {

struct StripOptions {
  const releases::Release* from = nullptr;  ///< null: not said
  const releases::Release* to = nullptr;    ///< never null
  bool keep_opentracing = false;            ///< for a target that still reads it
  std::string otlp_host;                    ///< empty: nothing is written in place of what goes
  int otlp_port = 4317;
};

/// What to change in one carrier, and why.
struct Stripped {
  std::vector<std::string> remove;  ///< pointers in the carrier's settings
  std::vector<yaml::Insertion> insert;
  std::vector<base::Finding> findings;
};

/// Finds every OpenTracing setting that the target does not read, or that the upgrade removes.
[[nodiscard]] Stripped strip_tracing(const Carrier& carrier, const StripOptions& options);

/// The carrier's settings after the change.
[[nodiscard]] Json apply(const Json& settings, const Stripped& stripped);

}  // namespace nsmkit::meshconfig
