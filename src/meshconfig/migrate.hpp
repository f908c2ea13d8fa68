#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/finding.hpp"
#include "meshconfig/carrier.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::meshconfig {

/// How the target gets its configuration, and what the user sets anew.
struct MigrateOptions {
  const releases::Release* from = nullptr;  ///< null: not said
  const releases::Release* to = nullptr;    ///< never null
  std::string registry_server;              ///< empty: as it was
  std::string image_tag;                    ///< empty: the target's version
  std::string otlp_host;                    ///< of a collector; empty: removed tracing is not replaced
  int otlp_port = 4317;
  bool keep_opentracing = false;  ///< for targets that still read it
  bool include_secrets = false;   ///< otherwise placeholders
  std::string mesh_namespace = "nginx-mesh";
};

/// A configuration for the target release, made from all carriers.
struct Migration {
  Json values;                           ///< for `helm install` and `helm upgrade` with -f
  std::vector<std::string> arguments;    ///< of `nginx-meshctl deploy`, not quoted
  std::optional<Json> mesh_config;       ///< the MeshConfig object, for targets that have it
  std::optional<Json> upstream_ca_conf;  ///< what `--mtls-upstream-ca-conf upstream-ca.json` reads
  std::map<std::string, std::string>
      upstream_ca_files;                ///< files it names → dotted path of the value that is their content
  std::vector<std::string> namespaces;  ///< to be labelled for injection, sorted
  std::vector<std::string> secrets;     ///< dotted paths left as placeholders, sorted
  std::vector<base::Finding> findings;  ///< all that is lost, renamed, defaulted, or contradicts
};

/// Merges the carriers, runtime settings over deploy-time ones, and carries the result to the target.
[[nodiscard]] Migration migrate(std::span<const Carrier> carriers, const MigrateOptions& options);

}  // namespace nsmkit::meshconfig
