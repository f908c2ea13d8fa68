#pragma once

#include "meshconfig/check_scope.hpp"

namespace nsmkit::meshconfig {

/// The parts of check(), each for the layouts that its comment names.

/// Helm values: every field against the schema of the target's chart, as Helm judges them together with the
/// values of the chart; and rules between fields.
void check_values(CheckScope& scope);

/// Helm values: rules between fields, with messages of their own. `joined` are the values with those of the
/// chart.
void check_values_together(CheckScope& scope, const Json& joined);

/// Helm values: fields that the target does not read.
void check_values_read(CheckScope& scope);

/// mesh-config.json and meshconfig.json: bounds of each setting, and settings that the target does not read.
void check_mesh_config(CheckScope& scope);

/// mesh-config.json: rules between fields, and what nginx-meshctl upgrade needs.
void check_mesh_config_together(CheckScope& scope);

/// MeshConfig objects: what the CRD lets pass.
void check_resource(CheckScope& scope);

/// Workloads and Namespaces.
void check_object(CheckScope& scope);

/// All layouts: known issues of the target that the settings touch.
void check_known_issues(CheckScope& scope);

/// Helm values: the same, for settings that only they hold.
void check_value_issues(CheckScope& scope);

/// All layouts but objects: secrets in the clear.
void check_secrets(CheckScope& scope);

}  // namespace nsmkit::meshconfig
