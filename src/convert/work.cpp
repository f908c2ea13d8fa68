#include "convert/work.hpp"

#include <algorithm>

#include "base/pointer.hpp"
#include "convert/convert_rules.hpp"
#include "convert/json_member.hpp"
#include "releases/field_schema.hpp"

namespace nsmkit::convert {

namespace {

// Of one rule in one object. The rest is counted: a million bad items make no million lines.
constexpr std::size_t kMostFindings = 20;

const releases::CrdResource* stored(const releases::CrdSet& crds, std::string_view group,
                                    std::string_view kind) {
  for (const releases::CrdResource* resource : crds.by_kind(kind)) {
    if (resource->group == group) {
      return resource;
    }
  }
  return nullptr;
}

}  // namespace

Work::Work(const model::Resource& input, KindId id, const Target& target, const Options& options,
           Lookup& lookup)
    : input_(input),
      id_(std::move(id)),
      target_(target),
      options_(options),
      lookup_(lookup),
      object_(input.object) {
  goal_ = stored(target.crds, id_.group, input.ref.kind);
}

std::string_view Work::goal_type(std::string_view path) const {
  return goal_ == nullptr ? std::string_view() : releases::field_type(*goal_, path);
}

bool Work::foreign() const { return goal_ == nullptr || goal_->api_version() != input_.ref.api_version; }

void Work::changed(std::string what) {
  changed_ = true;
  if (!what.empty() && std::find(changes_.begin(), changes_.end(), what) == changes_.end()) {
    changes_.push_back(std::move(what));
  }
}

void Work::lossy(std::string_view pointer, std::string message) {
  lossy_ = true;
  report(kConversionLossy, pointer, std::move(message));
}

void Work::impossible(std::string_view pointer, std::string message) {
  impossible_ = true;
  report(kConversionImpossible, pointer, std::move(message));
}

void Work::mismatch(std::string_view pointer, std::string message) {
  report(kLayoutMismatch, pointer, std::move(message));
}

void Work::doubt(std::string_view pointer, std::string message) {
  report(kConversionDoubt, pointer, std::move(message));
}

void Work::report(const base::RuleInfo& rule, std::string_view pointer, std::string message) {
  auto count =
      std::find_if(counts_.begin(), counts_.end(), [&](const auto& entry) { return entry.first == &rule; });
  if (count == counts_.end()) {
    count = counts_.insert(counts_.end(), {&rule, 0});
  }
  if (++count->second > kMostFindings) {
    return;
  }
  base::Location location = input_.location;
  const std::string place = traced(pointer);
  location.position = input_.map.key(place);
  base::Finding finding = base::make_finding(rule, std::move(message), std::move(location));
  finding.resource = input_.ref;
  finding.path = base::display_path(place, input_.object);
  finding.pointer = place;
  findings_.push_back(std::move(finding));
}

std::string Work::traced(std::string_view pointer) const {
  std::string place(pointer);
  for (std::size_t i = moves_.size(); i > 0; --i) {
    const auto& [now, before] = moves_[i - 1];
    if (place.starts_with(now) && (place.size() == now.size() || place[now.size()] == '/')) {
      place = before + place.substr(now.size());
    }
  }
  return place;
}

std::vector<yaml::SourceMap> Work::source_items(std::string_view pointer) const {
  return input_.map.items(traced(pointer));
}

// What led to the object's end is told once: nothing is written, so nothing else matters.
Outcome Work::finish() {
  Outcome outcome;
  if (impossible_) {
    std::erase_if(findings_,
                  [](const base::Finding& finding) { return finding.rule != &kConversionImpossible; });
  } else if (changed_ || lossy_) {
    add_summary();
  }
  add_counts();
  outcome.findings = std::move(findings_);
  outcome.loss = impossible_ ? Loss::kImpossible
                 : lossy_    ? Loss::kLossy
                 : changed_  ? Loss::kLossless
                             : Loss::kNone;
  if (outcome.loss == Loss::kLossless || outcome.loss == Loss::kLossy) {
    if (replacement_) {
      outcome.objects = std::move(*replacement_);
    } else {
      outcome.objects.push_back(std::move(object_));
    }
  }
  return outcome;
}

void Work::add_summary() {
  std::string text = "converted";
  if (foreign() && goal_ != nullptr) {
    text += " from " + input_.ref.api_version + " to " + goal_->api_version();
  }
  const char* separator = ": ";
  for (const std::string& change : changes_) {
    text += separator + change;
    separator = "; ";
  }
  report(kConverted, "", std::move(text));
}

void Work::add_counts() {
  for (const auto& [rule, count] : counts_) {
    if (count <= kMostFindings) {
      continue;
    }
    const auto last =
        std::find_if(findings_.rbegin(), findings_.rend(),
                     [wanted = rule](const base::Finding& finding) { return finding.rule == wanted; });
    if (last != findings_.rend()) {
      last->message += "; and " + std::to_string(count - kMostFindings) + " more of this object";
    }
  }
}

}  // namespace nsmkit::convert
