#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "convert/convert.hpp"
#include "convert/identities.hpp"
#include "convert/smi_kinds.hpp"

namespace nsmkit::convert {

/// The objects that one TrafficTarget has to become: one for each pair. An empty list changes nothing.
struct Copies {
  std::vector<Identity> destinations;
  std::vector<std::int64_t> ports;
};

/// One object on its way from the layout it came in to the one of the target: what the conversions share.
/// Pointers in reports are those of `object()`; they are traced back to the input.
class Work {
 public:
  Work(const model::Resource& input, KindId id, const Target& target, const Options& options, Lookup& lookup);

  [[nodiscard]] const model::Resource& input() const { return input_; }
  [[nodiscard]] const KindId& id() const { return id_; }
  [[nodiscard]] const Target& target() const { return target_; }
  [[nodiscard]] const Options& options() const { return options_; }
  [[nodiscard]] Lookup& lookup() const { return lookup_; }
  [[nodiscard]] Json& object() { return object_; }

  /// What the target stores the kind as; null when it does not serve the kind.
  [[nodiscard]] const releases::CrdResource* goal() const { return goal_; }

  /// The `type` of a field in the target's CRD, e.g. of "spec.matches[].headers"; empty when it has none.
  [[nodiscard]] std::string_view goal_type(std::string_view path) const;

  /// Whether the object was written in another version than the target stores.
  [[nodiscard]] bool foreign() const;

  /// Notes that the object differs from the input now; `what` completes "converted: ".
  void changed(std::string what = {});

  /// Notes that what stands at `now` stood at `before`.
  void moved(std::string now, std::string before) { moves_.emplace_back(std::move(now), std::move(before)); }

  void lossy(std::string_view pointer, std::string message);
  void impossible(std::string_view pointer, std::string message);
  void mismatch(std::string_view pointer, std::string message);
  void doubt(std::string_view pointer, std::string message);

  [[nodiscard]] bool is_changed() const { return changed_; }
  [[nodiscard]] bool is_impossible() const { return impossible_; }

  /// Where the items of a list stand in the input; empty when unknown.
  [[nodiscard]] std::vector<yaml::SourceMap> source_items(std::string_view pointer) const;

  [[nodiscard]] Copies& copies() { return copies_; }

  /// Says what is written instead of the one object.
  void replace_by(std::vector<Json> objects) { replacement_ = std::move(objects); }

  [[nodiscard]] Outcome finish();

 private:
  void report(const base::RuleInfo& rule, std::string_view pointer, std::string message);
  [[nodiscard]] std::string traced(std::string_view pointer) const;
  void add_summary();
  void add_counts();

  const model::Resource& input_;
  KindId id_;
  const Target& target_;
  const Options& options_;
  Lookup& lookup_;
  const releases::CrdResource* goal_ = nullptr;
  Json object_;
  std::vector<std::pair<std::string, std::string>> moves_;
  std::vector<std::string> changes_;
  Copies copies_;
  std::optional<std::vector<Json>> replacement_;
  std::vector<base::Finding> findings_;
  std::vector<std::pair<const base::RuleInfo*, std::size_t>> counts_;
  bool changed_ = false;
  bool lossy_ = false;
  bool impossible_ = false;
};

}  // namespace nsmkit::convert
