#include "diff/diff_rules.hpp"

#include <array>

namespace nsmkit::diff {

using base::RuleInfo;
using base::Severity;

const RuleInfo kObjectTwice{
    "NSM140",
    "compared-twice",
    Severity::kWarning,
    "one side of a comparison holds the same object more than once",
    "Which of them the cluster would end up with depends on the order in which they are created, so that a "
    "comparison can only pair them one after the other.",
    "Keep one of them.",
    "Kubernetes: names are unique per kind and namespace"};

std::span<const RuleInfo* const> diff_rules() {
  static constexpr std::array kAll{&kObjectTwice};
  return kAll;
}

}  // namespace nsmkit::diff
