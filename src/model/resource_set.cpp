#include "model/resource_set.hpp"

#include <set>

namespace nsmkit::model {

namespace {

using Span = std::span<const Resource* const>;

std::string id_of(std::string_view kind, std::string_view name_space, std::string_view name) {
  std::string id;
  id.reserve(kind.size() + name_space.size() + name.size() + 2);
  return id.append(kind).append(1, '\n').append(name_space).append(1, '\n').append(name);
}

}  // namespace

void ResourceSet::add(Resource&& resource, Verdict verdict) {
  const Resource& added = resources_.emplace_back(std::move(resource));
  (verdict == Verdict::kAccepted ? by_kind_ : refused_by_kind_)[added.ref.kind].objects.push_back(&added);
}

std::span<const Resource* const> ResourceSet::of_kind(std::string_view kind) const {
  const auto found = by_kind_.find(kind);
  return found == by_kind_.end() ? Span() : found->second.objects;
}

std::span<const Resource* const> ResourceSet::refused_of_kind(std::string_view kind) const {
  const auto found = refused_by_kind_.find(kind);
  return found == refused_by_kind_.end() ? Span() : found->second.objects;
}

std::span<const Resource* const> ResourceSet::fresh_of_kind(std::string_view kind) const {
  const auto found = by_kind_.find(kind);
  return found == by_kind_.end() ? Span() : Span(found->second.objects).subspan(found->second.settled);
}

std::span<const Resource* const> ResourceSet::fresh_refused_of_kind(std::string_view kind) const {
  const auto found = refused_by_kind_.find(kind);
  return found == refused_by_kind_.end() ? Span()
                                         : Span(found->second.objects).subspan(found->second.settled);
}

void ResourceSet::settle() {
  settled_ = resources_.size();
  for (ByKind* kinds : {&by_kind_, &refused_by_kind_}) {
    for (auto& [kind, list] : *kinds) {
      list.settled = list.objects.size();
    }
  }
}

std::span<const Resource* const> ResourceSet::find(std::string_view kind, std::string_view name_space,
                                                   std::string_view name) const {
  for (; indexed_ < resources_.size(); ++indexed_) {
    const Resource& resource = resources_[indexed_];
    by_id_[id_of(resource.ref.kind, resource.ref.name_space, resource.ref.name)].push_back(&resource);
  }
  const auto found = by_id_.find(id_of(kind, name_space, name));
  return found == by_id_.end() ? std::span<const Resource* const>() : found->second;
}

std::vector<std::string_view> ResourceSet::kinds() const {
  std::set<std::string_view> kinds;
  for (const Resource& resource : resources_) {
    kinds.insert(resource.ref.kind);
  }
  return {kinds.begin(), kinds.end()};
}

}  // namespace nsmkit::model
