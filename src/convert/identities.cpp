#include "convert/identities.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "convert/json_member.hpp"
#include "convert/lookup.hpp"

namespace nsmkit::convert {

namespace {

void add(Resolved& result, Identity identity) {
  if (std::find(result.identities.begin(), result.identities.end(), identity) == result.identities.end()) {
    result.identities.push_back(std::move(identity));
  }
}

bool selects(const Json& wanted, const Json* labels) {
  for (const auto& [name, value] : wanted.items()) {
    const Json* label = member(labels, name);
    if (label == nullptr || *label != value) {
      return false;
    }
  }
  return true;
}

void resolve_labels(const Json& selector, const std::string& name_space, const Lookup& lookup,
                    Resolved& result) {
  const Json* wanted = object_member(&selector, "matchLabels");
  if (is_empty(wanted)) {
    result.unresolved.emplace_back("podLabelSelector has no matchLabels");
    return;
  }
  std::set<std::string> inside;
  std::set<std::string> outside;
  for (const Workload& workload : lookup.workloads(name_space)) {
    (selects(*wanted, workload.labels) ? inside : outside).insert(workload.account);
  }
  if (inside.empty()) {
    result.unresolved.emplace_back(
        "no workload of the input has the labels of podLabelSelector, so its service account is unknown");
  }
  for (const std::string& account : inside) {
    if (outside.count(account) > 0) {
      result.unresolved.push_back("pods without the labels of podLabelSelector run as the service account " +
                                  account + " too");
    } else {
      add(result, {name_space, account});
      result.doubts.push_back("podLabelSelector became the service account " + account +
                              ", which covers every pod that runs as it");
    }
  }
}

void resolve_spiffe(const Json& ids, const std::string& name_space, std::string_view trust_domain,
                    Resolved& result) {
  for (const Json& id : ids) {
    const auto identity =
        id.is_string() ? spiffe_identity(id.get<std::string>(), trust_domain) : std::nullopt;
    if (!identity) {
      result.unresolved.push_back("the identity " + shown(id) +
                                  " is no service account of the trust domain " + std::string(trust_domain));
      continue;
    }
    if (identity->name_space != name_space) {
      result.doubts.push_back(
          "the identity " + shown(id) +
          " is of another namespace than its IdentityBinding, which may only speak for its own");
    }
    add(result, *identity);
  }
}

}  // namespace

std::optional<Identity> spiffe_identity(std::string_view id, std::string_view trust_domain) {
  static constexpr std::string_view kScheme = "spiffe://";
  if (id.starts_with(kScheme)) {
    id.remove_prefix(kScheme.size());
  }
  std::array<std::string_view, 5> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto slash = id.find('/');
    const bool last = i + 1 == parts.size();
    if (last != (slash == std::string_view::npos) || slash == 0 || id.empty()) {
      return std::nullopt;
    }
    parts.at(i) = id.substr(0, slash);
    id.remove_prefix(last ? id.size() : slash + 1);
  }
  const bool fits = parts[0] == trust_domain && parts[1] == "ns" && parts[3] == "sa";
  return fits ? std::optional(Identity{std::string(parts[2]), std::string(parts[4])}) : std::nullopt;
}

Resolved resolve_binding(const model::Resource& binding, std::string_view trust_domain,
                         const Lookup& lookup) {
  Resolved result;
  const Json* schemes = object_member(object_member(&binding.object, "spec"), "schemes");
  const Json* selector = object_member(schemes, "podLabelSelector");
  const Json* ids = list_member(schemes, "spiffeIdentities");
  const std::string account = text_member(schemes, "serviceAccount");
  const std::string& name_space = binding.ref.name_space;
  if (selector != nullptr && !account.empty()) {
    result.unresolved.emplace_back("podLabelSelector and serviceAccount exclude each other");
    return result;
  }
  if (!account.empty()) {
    add(result, {name_space, account});
  }
  if (ids != nullptr) {
    resolve_spiffe(*ids, name_space, trust_domain, result);
  }
  if (selector != nullptr) {
    resolve_labels(*selector, name_space, lookup, result);
  }
  if (result.identities.empty() && result.unresolved.empty()) {
    result.unresolved.emplace_back("it names no identity in spec.schemes");
  }
  return result;
}

}  // namespace nsmkit::convert
