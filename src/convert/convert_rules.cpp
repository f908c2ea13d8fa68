#include "convert/convert_rules.hpp"

#include <array>

namespace nsmkit::convert {

using base::RuleInfo;
using base::Severity;

const RuleInfo kConverted{
    "NSM520",
    "converted",
    Severity::kInfo,
    "an object was rewritten to the form that the target release stores",
    "The target release serves other versions or layouts than the one the object was written in.",
    "Nothing to do; --changes FILE lists every change.",
    "CRDs of the target release; Service Mesh Interface"};
const RuleInfo kConversionLossy{
    "NSM521",
    "conversion-lossy",
    Severity::kWarning,
    "something that an object says cannot be carried over",
    "The target release has no field for it. Access only ever gets narrower by a conversion, never wider.",
    "Check whether the object still does what it is there for.",
    "CRDs of the target release; Service Mesh Interface"};
const RuleInfo kConversionImpossible{"NSM522",
                                     "conversion-impossible",
                                     Severity::kError,
                                     "an object cannot be rewritten for the target release",
                                     "The target release cannot express it, or would refuse it. Writing what "
                                     "is left would change its meaning.",
                                     "Rewrite the object by hand, or leave it out with --keep-going.",
                                     "CRDs of the target release; Service Mesh Interface"};
const RuleInfo kLayoutMismatch{"NSM523",
                               "layout-mismatch",
                               Severity::kWarning,
                               "the layout of an object is not the one of its apiVersion",
                               "A CRD that was replaced without a conversion hands out old objects under the "
                               "new version. The object was "
                               "converted by its layout.",
                               "Check that the converted object says what you mean.",
                               "Kubernetes: versions of CustomResourceDefinitions"};
const RuleInfo kConversionDoubt{"NSM524",
                                "conversion-doubt",
                                Severity::kWarning,
                                "a converted object may act in another way than before",
                                "Both sides have the field, but it is not certain that both read it alike.",
                                "Check the place that the message names.",
                                "Service Mesh Interface; NGINX Service Mesh documentation"};

std::span<const RuleInfo* const> convert_rules() {
  static constexpr std::array kAll{&kConverted, &kConversionLossy, &kConversionImpossible, &kLayoutMismatch,
                                   &kConversionDoubt};
  return kAll;
}

}  // namespace nsmkit::convert
