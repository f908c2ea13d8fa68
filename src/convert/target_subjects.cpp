#include <algorithm>
#include <set>

#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

bool is_binding(const Json& subject) { return text_member(&subject, "kind") == "IdentityBinding"; }

Json account(const Identity& identity) {
  Json subject{{"kind", "ServiceAccount"}, {"name", identity.name}};
  if (!identity.name_space.empty()) {
    subject["namespace"] = identity.name_space;
  }
  return subject;
}

Resolved resolve_subject(Work& work, const Json& subject) {
  std::string name_space = text_member(&subject, "namespace");
  name_space = name_space.empty() ? work.input().ref.name_space : name_space;
  const auto bindings = work.lookup().bindings(name_space, text_member(&subject, "name"));
  Resolved result;
  if (bindings.size() != 1) {
    result.unresolved.emplace_back(bindings.empty() ? "it is not in the input"
                                                    : "it stands in the input more than once");
    return result;
  }
  return resolve_binding(*bindings.front(), work.options().trust_domain, work.lookup());
}

std::string named(const Json& subject) { return "IdentityBinding " + text_member(&subject, "name"); }

void tell_doubts(Work& work, const Resolved& resolved, const std::string& pointer) {
  for (const std::string& doubt : resolved.doubts) {
    work.doubt(pointer, doubt);
  }
}

// A destination that is only partly known would leave some of its pods without the policy.
void resolve_destination(Work& work, Json& destination) {
  const std::string pointer = "/spec/destination";
  Resolved resolved = resolve_subject(work, destination);
  for (const std::string& reason : resolved.unresolved) {
    work.impossible(pointer, named(destination) + " cannot be resolved: " + reason);
  }
  if (!resolved.unresolved.empty() || resolved.identities.empty()) {
    return;
  }
  tell_doubts(work, resolved, pointer);
  const Json* port = member(&destination, "port");
  Json first = account(resolved.identities.front());
  if (port != nullptr) {
    first["port"] = *port;
  }
  destination = std::move(first);
  work.changed("the IdentityBinding of the destination is resolved");
  if (resolved.identities.size() > 1) {
    work.copies().destinations = std::move(resolved.identities);
  }
}

/// Collects sources, each once.
class Sources {
 public:
  void add(Json subject) {
    if (seen_.insert(subject.dump(-1, ' ', false, Json::error_handler_t::replace)).second) {
      list_.push_back(std::move(subject));
    }
  }
  Json take() { return std::move(list_); }

 private:
  Json list_ = Json::array();
  std::set<std::string> seen_;
};

void resolve_sources(Work& work, Json& sources) {
  if (std::none_of(sources.begin(), sources.end(), is_binding)) {
    return;
  }
  Sources found;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (!is_binding(sources[i])) {
      found.add(std::move(sources[i]));
      continue;
    }
    const std::string pointer = "/spec/sources/" + std::to_string(i);
    const Resolved resolved = resolve_subject(work, sources[i]);
    for (const std::string& reason : resolved.unresolved) {
      work.lossy(pointer,
                 "a caller loses access, because " + named(sources[i]) + " cannot be resolved: " + reason);
    }
    tell_doubts(work, resolved, pointer);
    for (const Identity& identity : resolved.identities) {
      found.add(account(identity));
    }
  }
  sources = found.take();
  work.changed("IdentityBindings of the sources are resolved");
  if (sources.empty()) {
    work.impossible("/spec/sources", "none of the sources can be resolved");
  }
}

void drop_group(Work& work, Json& subject) {
  if (subject.is_object() && subject.erase("group") > 0) {
    work.changed("the group of subjects left out");
  }
}

}  // namespace

// v1alpha4 names callers through IdentityBindings; the target knows service accounts only.
void target_subjects(Work& work) {
  Json* spec = object_member(&work.object(), "spec");
  if (Json* destination = object_member(spec, "destination")) {
    if (is_binding(*destination)) {
      resolve_destination(work, *destination);
    }
    drop_group(work, *destination);
  }
  if (Json* sources = list_member(spec, "sources")) {
    for (Json& source : *sources) {
      drop_group(work, source);
    }
    resolve_sources(work, *sources);
  }
}

}  // namespace nsmkit::convert
