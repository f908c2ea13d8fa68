#include "validate/ratelimit.hpp"

#include "base/pointer.hpp"
#include "validate/spec.hpp"

namespace nsmkit::validate::ratelimit {

namespace {

Subject subject_of(const Json& value, const model::Resource& limit) {
  const std::string_view name_space = text_at(value, "/namespace");
  return {text_at(value, "/kind"), name_space.empty() ? std::string_view(limit.ref.name_space) : name_space,
          text_at(value, "/name")};
}

}  // namespace

Subject destination_of(const model::Resource& limit) {
  return subject_of(object_at(limit.object, "/spec/destination"), limit);
}

std::vector<Subject> sources_of(const model::Resource& limit) {
  std::vector<Subject> sources;
  for (const Json& source : list_at(limit.object, "/spec/sources")) {
    sources.push_back(subject_of(source, limit));
  }
  return sources;
}

std::string text(const Subject& subject) {
  return std::string(subject.kind) + " " + scoped(subject.name_space, subject.name);
}

}  // namespace nsmkit::validate::ratelimit
