#include "meshconfig/replace_marks.hpp"

#include <algorithm>

#include "base/pointer.hpp"
#include "meshconfig/secrets.hpp"
#include "meshconfig/strip_rules.hpp"
#include "releases/annotations.hpp"

namespace nsmkit::meshconfig {

namespace {

using releases::Mark;

/// Collects the changes of one object; what several marks have in common (an annotations map that becomes
/// empty, a labels map to be made) is settled at the end.
class Replacer {
 public:
  Replacer(const Carrier& carrier, const releases::Release& to)
      : carrier_(carrier), to_(to), labels_at_(carrier.template_at + "/metadata/labels") {}

  MarkChanges run() {
    const std::string_view on = carrier_.kind == CarrierKind::kNamespace ? "Namespace" : "Pod";
    for (const Mark& mark : releases::marks()) {
      if (mark.on == on && releases::state_in(mark, to_) == releases::MarkState::kRemoved) {
        replace(mark);
      }
    }
    settle_annotations();
    settle_labels();
    return std::move(out_);
  }

 private:
  void report(const base::RuleInfo& rule, const std::string& pointer, std::string message) {
    base::Finding finding = base::make_finding(rule, std::move(message), carrier_.key_place(pointer));
    finding.resource = carrier_.ref;
    finding.pointer = pointer;
    finding.path = base::display_path(pointer, carrier_.settings);
    out_.findings.push_back(std::move(finding));
  }

  void replace(const Mark& mark) {
    const std::string pointer = releases::pointer_to(mark, carrier_.template_at);
    const Json* value = base::find(carrier_.settings, pointer);
    if (value == nullptr || !value->is_string()) {
      return;
    }
    const auto& text = value->get_ref<const std::string&>();
    if (mark.replaced_by.empty()) {
      report(kMarkReplaced, pointer,
             name_of(mark) + " is removed: release " + to_.version + " does not read it");
      remove(mark, pointer);
      return;
    }
    const auto counterpart = mark.values.find(text);
    if (counterpart == mark.values.end()) {
      // A label may have values that are still read.
      if (mark.form == releases::MarkForm::kAnnotation) {
        report(kMarkNotReplaced, pointer,
               name_of(mark) + " is no longer read, and no label stands for " +
                   shown(carrier_.layout, pointer, *value));
      }
      return;
    }
    add_label(mark, pointer, releases::mark(mark.replaced_by), counterpart->second);
  }

  static std::string name_of(const Mark& mark) {
    return "the " + std::string(mark.form == releases::MarkForm::kLabel ? "label " : "annotation ") +
           mark.key;
  }

  void add_label(const Mark& mark, const std::string& pointer, const Mark& label, const std::string& value) {
    const std::string label_at = releases::pointer_to(label, carrier_.template_at);
    const Json* there = label_at == pointer ? nullptr : base::find(carrier_.settings, label_at);
    if (there != nullptr && *there != Json(value)) {
      report(kMarkNotReplaced, pointer,
             name_of(mark) + " asks for " + value + ", but the label already says " +
                 shown(carrier_.layout, label_at, *there));
      return;
    }
    report(kMarkReplaced, pointer, name_of(mark) + " becomes the label " + label.key + ": " + value);
    remove(mark, pointer);
    if (there == nullptr) {
      labels_[label.key] = value;
    }
  }

  void remove(const Mark& mark, const std::string& pointer) {
    out_.remove.push_back(pointer);
    removed_annotations_ += mark.form == releases::MarkForm::kAnnotation ? 1U : 0U;
  }

  void settle_annotations() {
    const std::string at = carrier_.template_at + "/metadata/annotations";
    const Json* annotations = base::find(carrier_.settings, at);
    if (removed_annotations_ > 0 && annotations->size() == removed_annotations_) {
      std::erase_if(out_.remove, [&](const std::string& pointer) { return pointer.starts_with(at + "/"); });
      out_.remove.push_back(at);
    }
  }

  void settle_labels() {
    if (labels_.empty()) {
      return;
    }
    const Json* labels = base::find(carrier_.settings, labels_at_);
    if (labels == nullptr || !labels->is_object()) {
      if (labels != nullptr) {
        out_.remove.push_back(labels_at_);
      }
      out_.insert.push_back({carrier_.template_at + "/metadata", "labels", labels_, "labels"});
      return;
    }
    for (const auto& label : labels_.items()) {
      out_.insert.push_back({labels_at_, label.key(), label.value(), label.key()});
    }
  }

  const Carrier& carrier_;
  const releases::Release& to_;
  std::string labels_at_;
  Json labels_ = Json::object();
  std::size_t removed_annotations_ = 0;
  MarkChanges out_;
};

}  // namespace

MarkChanges replace_marks(const Carrier& carrier, const releases::Release& to) {
  return carrier.layout == Layout::kObject ? Replacer(carrier, to).run() : MarkChanges();
}

}  // namespace nsmkit::meshconfig
