#include "yaml/source_map.hpp"

#include "base/pointer.hpp"

namespace nsmkit::yaml {

namespace {
constexpr std::uint32_t kManyChildren = 64;
}  // namespace

std::string_view SourceMap::name_of(const SourceNode& node) const {
  return std::string_view(table_->texts).substr(node.name_offset, node.name_length);
}

// Of a key that stands twice, the last one counts.
const SourceNode* SourceMap::child(const SourceNode& parent, const std::string& name) const {
  const auto& nodes = table_->nodes;
  const auto index = static_cast<std::uint32_t>(&parent - nodes.data());
  const SourceNode* found = nullptr;
  std::uint32_t position = 0;
  for (std::uint32_t i = index + 1; i < parent.end; i = nodes[i].end, ++position) {
    if (position == kManyChildren) {
      return indexed_child(index, name);
    }
    if (parent.is_list ? std::to_string(position) == name : name_of(nodes[i]) == name) {
      found = &nodes[i];
    }
  }
  return found;
}

const SourceNode* SourceMap::indexed_child(std::uint32_t parent, const std::string& name) const {
  const auto& nodes = table_->nodes;
  const auto [entry, fresh] = table_->children.try_emplace(parent);
  auto& children = entry->second;
  if (fresh) {
    std::uint32_t position = 0;
    for (std::uint32_t i = parent + 1; i < nodes[parent].end; i = nodes[i].end, ++position) {
      children[nodes[parent].is_list ? std::to_string(position) : std::string(name_of(nodes[i]))] = i;
    }
  }
  const auto found = children.find(name);
  return found == children.end() ? nullptr : &nodes[found->second];
}

SourceMap::Found SourceMap::find(std::string_view pointer) const {
  const SourceNode* node = &table_->nodes[root_];
  base::PointerTokens tokens(pointer);
  for (std::string name; tokens.next(name);) {
    const SourceNode* next = child(*node, name);
    if (next == nullptr) {
      return {node, false};
    }
    node = next;
  }
  return {node, true};
}

base::Position SourceMap::value(std::string_view pointer) const {
  return table_ ? find(pointer).node->value : base::Position();
}

base::Position SourceMap::key(std::string_view pointer) const {
  if (!table_) {
    return {};
  }
  const SourceNode& node = *find(pointer).node;
  return node.key.line == 0 ? node.value : node.key;
}

std::optional<std::string_view> SourceMap::text(std::string_view pointer) const {
  if (!table_) {
    return std::nullopt;
  }
  const Found found = find(pointer);
  if (!found.exact || found.node->text_length == 0) {
    return std::nullopt;
  }
  return std::string_view(table_->texts).substr(found.node->text_offset, found.node->text_length);
}

SourceMap SourceMap::at(std::string_view pointer) const {
  if (!table_) {
    return {};
  }
  const Found found = find(pointer);
  return found.exact ? SourceMap(table_, static_cast<std::uint32_t>(found.node - table_->nodes.data()))
                     : *this;
}

void SourceMap::forget_below(std::string_view pointer) {
  if (!table_ || root_ != 0 || table_.use_count() > 1) {
    return;
  }
  const Found found = find(pointer);
  if (!found.exact) {
    return;
  }
  const auto& nodes = table_->nodes;
  const auto first = static_cast<std::uint32_t>(found.node - nodes.data()) + 1;
  const std::uint32_t last = found.node->end;
  auto rest = std::make_shared<SourceTable>();
  rest->nodes.reserve(nodes.size() - (last - first));
  const auto keep = [this, &rest](std::uint32_t& offset, std::uint32_t length) {
    rest->texts.append(table_->texts, offset, length);
    offset = static_cast<std::uint32_t>(rest->texts.size()) - length;
  };
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    if (i < first || i >= last) {
      SourceNode& node = rest->nodes.emplace_back(nodes[i]);
      node.end -= node.end >= last ? last - first : 0;
      keep(node.name_offset, node.name_length);
      keep(node.text_offset, node.text_length);
    }
  }
  table_ = std::move(rest);
}

std::vector<SourceMap> SourceMap::items(std::string_view pointer) const {
  std::vector<SourceMap> maps;
  if (!table_) {
    return maps;
  }
  const Found found = find(pointer);
  if (found.exact && found.node->is_list) {
    const auto& nodes = table_->nodes;
    for (auto i = static_cast<std::uint32_t>(found.node - nodes.data()) + 1; i < found.node->end;
         i = nodes[i].end) {
      maps.emplace_back(table_, i);
    }
  }
  return maps;
}

}  // namespace nsmkit::yaml
