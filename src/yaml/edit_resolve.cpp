#include "yaml/edit_resolve.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/pointer.hpp"

namespace nsmkit::yaml {

namespace {

constexpr std::size_t kMaxInsertedDepth = 100;

bool is_below(std::string_view pointer, std::string_view top) {
  return pointer.size() > top.size() && pointer.starts_with(top) && pointer[top.size()] == '/';
}

/// Pointers of `remove` that stand inside no other one.
std::vector<std::string> outermost(const std::vector<std::string>& remove) {
  const std::set<std::string, std::less<>> all(remove.begin(), remove.end());
  std::vector<std::string> kept;
  for (const std::string& pointer : all) {
    bool inside = false;
    for (auto slash = pointer.rfind('/'); slash != std::string::npos && slash > 0 && !inside;
         slash = pointer.rfind('/', slash - 1)) {
      inside = all.contains(std::string_view(pointer).substr(0, slash));
    }
    if (!inside) {
      kept.push_back(pointer);
    }
  }
  return kept;
}

std::size_t depth_of(const Json& value, std::size_t most) {
  std::size_t depth = 0;
  if (value.is_structured() && most > 0) {
    for (const Json& child : value) {
      depth = std::max(depth, depth_of(child, most - 1));
    }
    ++depth;
  }
  return depth;
}

/// The member of a mapping that holds `node`: its key, or the node itself in a sequence.
std::uint32_t first_node_of_member(const SpanTree& tree, std::uint32_t parent, std::uint32_t value) {
  return tree.nodes[parent].type == TapeType::kMapping ? [&] {
    const auto& children = tree.nodes[parent].children;
    return *(std::lower_bound(children.begin(), children.end(), value) - 1);
  }() : value;
}

std::size_t member_number(const SpanTree& tree, std::uint32_t parent, std::uint32_t value) {
  const auto& children = tree.nodes[parent].children;
  const auto at = std::lower_bound(children.begin(), children.end(), value) - children.begin();
  return static_cast<std::size_t>(at) / (tree.nodes[parent].type == TapeType::kMapping ? 2 : 1);
}

std::string line_text(base::Position position) { return "line " + std::to_string(position.line); }

}  // namespace

std::variant<Plans, EditFault> EditResolver::resolve(const std::vector<Edit>& edits) {
  for (const Edit& edit : edits) {
    if (!add(edit)) return *fault_;
  }
  for (const auto& [node, plan] : plans_) {
    if (!check_insertions(node, plan)) return *fault_;
  }
  if (!check_shared()) return *fault_;
  return std::move(plans_);
}

bool EditResolver::fail(std::string message, base::Position position) {
  fault_ = EditFault{std::move(message), position};
  return false;
}

bool EditResolver::add(const Edit& edit) {
  if (edit.document >= tree_.documents.size()) {
    return fail("the text has no document number " + std::to_string(edit.document), {});
  }
  for (const std::string& pointer : outermost(edit.remove)) {
    if (!remove(edit.document, pointer)) return false;
  }
  for (const Insertion& insertion : edit.insert) {
    for (const std::string& pointer : edit.remove) {
      if (insertion.parent == pointer || is_below(insertion.parent, pointer)) {
        return fail("'" + insertion.key + "' cannot be written into " + pointer + ", which is to be removed",
                    {});
      }
    }
    if (!insert(edit.document, insertion)) return false;
  }
  return true;
}

bool EditResolver::remove(std::uint32_t document, const std::string& pointer) {
  if (pointer.empty()) {
    return fail("a whole document cannot be removed", tree_.nodes[tree_.documents[document]].position);
  }
  const auto value = find(document, pointer);
  if (!value) {
    return false;
  }
  const std::uint32_t parent = tree_.nodes[*value].parent;
  plan_of(parent).removed[member_number(tree_, parent, *value)] = true;
  return true;
}

bool EditResolver::insert(std::uint32_t document, const Insertion& insertion) {
  const auto parent = find(document, insertion.parent);
  if (!parent) {
    return false;
  }
  const SpanNode& node = tree_.nodes[*parent];
  const std::string path = base::display_path(insertion.parent, values_[document]);
  if (node.type == TapeType::kAlias) {
    return fail(path + " is the alias *" + node.anchor +
                    ", so its value is shared with another place; write it " + "out first",
                node.position);
  }
  if (node.type != TapeType::kMapping) {
    return fail("'" + insertion.key + "' cannot be written into " + (path.empty() ? "the document" : path) +
                    ", which is no mapping",
                node.position);
  }
  if (depth_of(insertion.value, kMaxInsertedDepth + 1) > kMaxInsertedDepth) {
    return fail("the value of '" + insertion.key + "' is nested too deeply", node.position);
  }
  plan_of(*parent).insert.push_back(&insertion);
  return true;
}

CollectionPlan& EditResolver::plan_of(std::uint32_t node) {
  CollectionPlan& plan = plans_[node];
  const SpanNode& span = tree_.nodes[node];
  plan.removed.resize(span.children.size() / (span.type == TapeType::kMapping ? 2 : 1));
  return plan;
}

std::optional<std::uint32_t> EditResolver::find(std::uint32_t document, std::string_view pointer) {
  std::uint32_t node = tree_.documents[document];
  const std::string path = base::display_path(pointer, values_[document]);
  base::PointerTokens tokens(pointer);
  for (std::string token; tokens.next(token);) {
    const auto next = child(node, token, path);
    if (!next) {
      return std::nullopt;
    }
    node = *next;
  }
  return node;
}

std::optional<std::uint32_t> EditResolver::child(std::uint32_t node, const std::string& token,
                                                 const std::string& path) {
  const SpanNode& parent = tree_.nodes[node];
  if (parent.type == TapeType::kAlias) {
    fail(path + " stands behind the alias *" + parent.anchor +
             ", so it is shared with another place; write the value out first",
         parent.position);
    return std::nullopt;
  }
  if (parent.type == TapeType::kSequence) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    const bool canonical = token == "0" || (!token.empty() && token[0] != '0');
    if (error == std::errc() && end == token.data() + token.size() && canonical &&
        index < parent.children.size()) {
      return parent.children[index];
    }
  }
  std::optional<std::uint32_t> found;
  bool merges = false;
  for (std::size_t i = 0; parent.type == TapeType::kMapping && i + 1 < parent.children.size(); i += 2) {
    const SpanNode& key = tree_.nodes[parent.children[i]];
    merges = merges || key.merge_key;
    if (key.merge_key || key.name != token) {
      continue;
    }
    if (found) {
      fail("the key of " + path + " stands twice; remove one of them by hand first", key.position);
      return std::nullopt;
    }
    found = parent.children[i + 1];
  }
  if (!found) {
    fail(merges ? path + " comes from another place through <<, so it cannot be changed here"
                : "the text has nothing at " + path,
         parent.position);
  }
  return found;
}

bool EditResolver::check_insertions(std::uint32_t node, const CollectionPlan& plan) {
  const SpanNode& parent = tree_.nodes[node];
  std::set<std::string_view> keys;
  for (std::size_t i = 0; !plan.insert.empty() && i + 1 < parent.children.size(); i += 2) {
    const SpanNode& key = tree_.nodes[parent.children[i]];
    if (!plan.removed[i / 2] && !key.merge_key) {
      keys.insert(key.name);
    }
  }
  for (const Insertion* insertion : plan.insert) {
    if (!keys.insert(insertion->key).second) {
      return fail("the key '" + insertion->key + "' stands there already", parent.position);
    }
  }
  return true;
}

// An alias must not lose its anchor, nor see what it stands for change.
bool EditResolver::check_shared() {
  std::vector<bool> gone(tree_.nodes.size());
  std::vector<bool> touched(tree_.nodes.size());
  for (const auto& [node, plan] : plans_) {
    for (std::uint32_t above = node; above != kNoNode && !touched[above]; above = tree_.nodes[above].parent) {
      touched[above] = true;
    }
    const auto& children = tree_.nodes[node].children;
    const bool mapping = tree_.nodes[node].type == TapeType::kMapping;
    for (std::size_t i = 0; i < plan.removed.size(); ++i) {
      if (plan.removed[i]) {
        const std::uint32_t value = children[mapping ? 2 * i + 1 : i];
        for (std::uint32_t at = first_node_of_member(tree_, node, value); at < tree_.nodes[value].last;
             ++at) {
          gone[at] = true;
        }
      }
    }
  }
  return check_aliases(gone, touched);
}

bool EditResolver::check_aliases(const std::vector<bool>& gone, const std::vector<bool>& touched) {
  for (std::uint32_t i = 0; i < tree_.nodes.size(); ++i) {
    const SpanNode& alias = tree_.nodes[i];
    if (alias.type != TapeType::kAlias || gone[i] || alias.target == kNoNode) {
      continue;
    }
    const std::string where = line_text(tree_.nodes[alias.target].position);
    if (gone[alias.target]) {
      return fail("the anchor &" + alias.anchor + " (" + where + ") would be removed, but *" + alias.anchor +
                      " refers to it here; write the value out here first",
                  alias.position);
    }
    if (touched[alias.target]) {
      return fail("what is to be changed stands inside the anchor &" + alias.anchor + " (" + where +
                      "), so *" + alias.anchor + " here would change too; write the value out here first",
                  alias.position);
    }
  }
  return true;
}

}  // namespace nsmkit::yaml
