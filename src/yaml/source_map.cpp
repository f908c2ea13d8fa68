#include "yaml/source_map.hpp"

#include <charconv>

#include "base/pointer.hpp"

namespace nsmkit::yaml {

const SourceNode* SourceMap::child(const SourceNode& parent, std::string_view name) const {
  const auto& nodes = table_->nodes;
  const auto first = static_cast<std::uint32_t>(&parent - nodes.data()) + 1;
  std::uint32_t wanted = 0;
  if (parent.is_list && std::from_chars(name.data(), name.data() + name.size(), wanted).ec != std::errc()) {
    return nullptr;
  }
  const SourceNode* found = nullptr;
  std::uint32_t position = 0;
  for (std::uint32_t i = first; i < parent.end; i = nodes[i].end, ++position) {
    const SourceNode& node = nodes[i];
    if (parent.is_list) {
      if (position == wanted) {
        return &node;
      }
    } else if (std::string_view(table_->texts).substr(node.name_offset, node.name_length) == name) {
      found = &node;  // of a key that stands twice, the last one counts
    }
  }
  return found;
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
  return found.exact ? SourceMap(table_, static_cast<std::uint32_t>(found.node - table_->nodes.data())) : *this;
}

std::vector<SourceMap> SourceMap::items(std::string_view pointer) const {
  std::vector<SourceMap> maps;
  if (!table_) {
    return maps;
  }
  const Found found = find(pointer);
  if (found.exact && found.node->is_list) {
    const auto& nodes = table_->nodes;
    for (auto i = static_cast<std::uint32_t>(found.node - nodes.data()) + 1; i < found.node->end; i = nodes[i].end) {
      maps.emplace_back(table_, i);
    }
  }
  return maps;
}

}  // namespace nsmkit::yaml
