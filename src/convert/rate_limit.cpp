#include "convert/json_member.hpp"
#include "convert/steps.hpp"
#include "releases/field_schema.hpp"

namespace nsmkit::convert {

// Rules say which requests are limited. Without them all are.
void rate_limit(Work& work) {
  const releases::CrdResource* goal = work.goal();
  const Json* rules = member(object_member(&work.object(), "spec"), "rules");
  if (goal == nullptr || goal->schema == nullptr || is_empty(rules)) {
    return;
  }
  if (releases::field_schema(*goal, "spec.rules") == nullptr) {
    work.impossible("/spec/rules",
                    work.target().name +
                        " has no rules in a RateLimit: without them the limit would hold for all requests");
    return;
  }
  const releases::CrdResource* written =
      work.target().crds.find(work.input().ref.api_version, work.input().ref.kind);
  if (work.foreign() && written != nullptr && releases::field_schema(*written, "spec.rules") == nullptr) {
    work.doubt("/spec/rules", "the rules were ignored in " + work.id().version +
                                  ", and now limit only the requests that they name");
  }
}

}  // namespace nsmkit::convert
