#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "releases/crd_set.hpp"
#include "validate/prune.hpp"
#include "validate/schema_node.hpp"
#include "validate/violation.hpp"

namespace nsmkit::validate {

/// One CRD schema, ready to check whole objects (apiVersion, kind, metadata, spec). Immutable, so
/// any number of threads may use it.
class CompiledSchema {
 public:
  /// Throws std::runtime_error with a plain message when `resource.schema` is no usable schema.
  explicit CompiledSchema(const releases::CrdResource& resource);
  ~CompiledSchema();
  CompiledSchema(const CompiledSchema&) = delete;
  CompiledSchema& operator=(const CompiledSchema&) = delete;

  /// Whether the API server would accept `object`, after dropping what it drops. Metadata's own
  /// rules are not included, see object_meta.hpp.
  [[nodiscard]] bool accepts(const Json& object) const;

  /// As accepts, when `is_pristine` says the server would drop and change nothing.
  [[nodiscard]] bool accepts_pristine(const Json& object) const;

  /// Why it would refuse: one violation a cause, none below a type error. Empty when accepted.
  [[nodiscard]] std::vector<Violation> explain(const Json& object, const SourceText& source_text = {}) const;

  /// What the server would drop or change silently.
  [[nodiscard]] std::vector<Drop> drops(const Json& object) const;

  /// Whether the server would store `object` as it is. A quick test, no copies.
  [[nodiscard]] bool is_pristine(const Json& object) const;

  /// Whether the schema has a field at `pointer`, which may contain list indexes.
  [[nodiscard]] bool has_field(std::string_view pointer) const;

 private:
  struct Valijson;

  [[nodiscard]] bool own_keywords_hold(const Json& view) const;

  std::unique_ptr<const SchemaNode> root_;
  PruneOptions prune_options_;
  std::unique_ptr<const Valijson> valijson_;
};

/// The compiled schema of `resource`, made on first use and kept. Nothing when it has no schema.
/// Safe to call from several threads.
[[nodiscard]] const CompiledSchema* compiled_schema(const releases::CrdResource& resource);

}  // namespace nsmkit::validate
