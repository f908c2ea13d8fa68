#include "yaml/decode.hpp"

#include <cmath>
#include <string>
#include <unordered_set>

#include "base/json_text.hpp"
#include "base/utf8.hpp"
#include "yaml/scalar.hpp"

namespace nsmkit::yaml {

namespace {

// Looking for the earlier place of a repeated key walks through its mapping: bounded, against hostile files.
constexpr std::size_t kMaxLookups = 1000;

constexpr std::string_view kMergeTag = "tag:yaml.org,2002:merge";

// go-yaml's bounds: up to 400,000 nodes nearly all may come from aliases, from 4,000,000 on a tenth.
bool excessive(const DecodeCounts& counts) {
  constexpr double kLow = 400'000;
  constexpr double kHigh = 4'000'000;
  if (counts.from_aliases <= 100 || counts.nodes <= 1000) {
    return false;
  }
  const auto nodes = static_cast<double>(counts.nodes);
  double allowed = 0.99;
  if (nodes >= kHigh) {
    allowed = 0.10;
  } else if (nodes > kLow) {
    allowed = 0.99 - 0.89 * ((nodes - kLow) / (kHigh - kLow));
  }
  return static_cast<double>(counts.from_aliases) / nodes > allowed;
}

// JSON prints 5.0 as 5, which Kubernetes then reads as an integer.
void settle_float(Json& value) {
  const double number = value.get<double>();
  constexpr double kLimit = 9223372036854775808.0;
  if (number == std::trunc(number) && std::abs(number) < kLimit && !(number == 0 && std::signbit(number))) {
    const std::string text = base::json_number(number);
    if (text.find_first_of(".e") == std::string::npos) {
      value = static_cast<std::int64_t>(std::stoll(text));
    }
  }
}

/// What is kept of a key besides its text: two keys are the same key only when their types are too.
struct Key {
  std::string name;
  ScalarType type = ScalarType::kString;
};

/// A collection being filled: `container` takes the tape's nodes from `next` to `end`.
struct Frame {
  Json* container = nullptr;
  std::uint32_t entry = 0;  ///< of the table
  bool owns_entry = false;  ///< false for a merge, which fills another's object
  std::uint32_t next = 0;
  std::uint32_t end = 0;
  std::optional<std::uint32_t> alias = {};  ///< the alias that led here
};

class Decoder {
 public:
  Decoder(const Tape& tape, DecodeCounts& counts, Decoded& out) : tape_(tape), counts_(counts), out_(out) {}

  // Without recursion: documents nest up to 10,000 levels.
  bool run(std::uint32_t root) {
    if (!value(root, out_.value)) {
      return false;
    }
    while (!frames_.empty()) {
      if (frames_.back().next == frames_.back().end) {
        close(frames_.back());
        frames_.pop_back();
      } else if (!step()) {
        return false;
      }
    }
    return true;
  }

 private:
  std::uint32_t enter(std::uint32_t index) {
    SourceNode entry;
    entry.value = tape_[index].start;
    std::swap(entry.key, next_key_);
    std::swap(entry.is_item, next_is_item_);
    entry.name_offset = static_cast<std::uint32_t>(out_.table.texts.size());
    entry.name_length = static_cast<std::uint32_t>(next_name_.size());
    out_.table.texts.append(next_name_);
    next_name_.clear();
    out_.table.nodes.push_back(entry);
    return static_cast<std::uint32_t>(out_.table.nodes.size()) - 1;
  }

  bool refuse(ProblemType type, std::uint32_t index, std::string message) {
    out_.refused = Problem{type, tape_[index].start, {}, std::move(message)};
    return false;
  }

  bool count(std::uint32_t index) {
    ++counts_.nodes;
    counts_.from_aliases += alias_depth_ > 0 ? 1 : 0;
    return !excessive(counts_) ||
           refuse(ProblemType::kAlias, index,
                  "the document consists of aliases for the most part; Kubernetes refuses that");
  }

  // Reads a scalar at once; opens a frame for a collection.
  bool value(std::uint32_t index, Json& value) {
    const std::uint32_t entry = enter(index);
    if (!count(index)) {
      return false;
    }
    Frame frame{.container = &value, .entry = entry, .owns_entry = true};
    if (tape_[index].type == TapeType::kAlias) {
      frame.alias = index;
      index = tape_[index].target;
      if (!enter_alias(*frame.alias) || !count(index)) {
        return false;
      }
    }
    frame.next = index + 1;
    frame.end = tape_[index].hollow ? frame.next : tape_[index].end;
    switch (tape_[index].type) {
      case TapeType::kMapping:
        value = Json::object();
        break;
      case TapeType::kSequence:
        value = Json::array();
        out_.table.nodes[entry].is_list = true;
        break;
      default:
        if (!scalar(index, value, entry)) {
          return false;
        }
        close(frame);
        return true;
    }
    frames_.push_back(frame);
    return true;
  }

  void close(const Frame& frame) {
    if (frame.owns_entry) {
      out_.table.nodes[frame.entry].end = static_cast<std::uint32_t>(out_.table.nodes.size());
    }
    if (frame.alias) {
      leave_alias(*frame.alias);
    }
  }

  // Takes the next child of the innermost collection.
  bool step() {
    Frame& frame = frames_.back();
    const std::uint32_t child = frame.next;
    if (frame.container->is_array()) {
      frame.next = tape_[child].end;
      auto& items = frame.container->get_ref<Json::array_t&>();
      items.emplace_back();
      next_is_item_ = true;
      return value(child, items.back());
    }
    const std::uint32_t content = tape_[child].end;
    frame.next = tape_[content].end;
    Json& object = *frame.container;
    const std::uint32_t parent = frame.entry;
    if (is_merge(child)) {
      return merge(content, object, parent);
    }
    Json* slot = count(child) ? insert(child, object, parent) : nullptr;
    return slot != nullptr && value(content, *slot);
  }

  bool enter_alias(std::uint32_t index) {
    if (!active_aliases_.insert(index).second) {
      return refuse(ProblemType::kAlias, index, "the alias stands inside the value it refers to");
    }
    ++alias_depth_;
    return true;
  }

  void leave_alias(std::uint32_t index) {
    --alias_depth_;
    active_aliases_.erase(index);
  }

  // Makes room for a member. `parent` is the table entry of the mapping being filled, also where the member
  // comes by a merge.
  Json* insert(std::uint32_t key_index, Json& object, std::uint32_t parent) {
    Key key;
    if (!read_key(key_index, key)) {
      return nullptr;
    }
    auto [member, fresh] = object.get_ref<Json::object_t&>().try_emplace(key.name);
    next_key_ = tape_[key_index].start;
    if (!fresh) {
      note_repeated(&member->second, key, parent);
      member->second = nullptr;
    }
    if (key.type != ScalarType::kString) {
      odd_keys_[&member->second] = key.type;
    }
    next_name_ = std::move(key.name);
    return &member->second;
  }

  void note_repeated(const Json* member, const Key& key, std::uint32_t parent) {
    const auto odd = odd_keys_.find(member);
    const ScalarType earlier = odd == odd_keys_.end() ? ScalarType::kString : odd->second;
    odd_keys_.erase(member);
    const auto type = earlier == key.type ? ProblemType::kDuplicateKey : ProblemType::kKeyCollision;
    const auto other =
        out_.notes.size() < kMaxLookups ? position_of_member(parent, key.name) : base::Position();
    out_.notes.push_back({type, next_key_, other, key.name});
  }

  [[nodiscard]] base::Position position_of_member(std::uint32_t parent, std::string_view name) const {
    const auto& nodes = out_.table.nodes;
    base::Position position;
    for (std::uint32_t i = parent + 1; i < nodes.size(); i = nodes[i].end) {
      if (std::string_view(out_.table.texts).substr(nodes[i].name_offset, nodes[i].name_length) == name) {
        position = nodes[i].key;
      }
    }
    return position;
  }

  bool read_key(std::uint32_t index, Key& key) {
    const TapeNode* node = &tape_[index];
    if (node->type == TapeType::kAlias) {
      if (!enter_alias(index) || !count(node->target)) {
        return false;
      }
      leave_alias(index);
      node = &tape_[node->target];
    }
    if (node->type != TapeType::kScalar) {
      return refuse(ProblemType::kBadKey, index, "a list or a mapping cannot be a key in JSON");
    }
    if (is_text(*node)) {
      key.name = tape_.text(*node);
      return true;
    }
    auto resolved = resolve(*node, index);
    if (!resolved) {
      return false;
    }
    auto text = key_text(*resolved);
    if (!text) {
      return refuse(ProblemType::kBadKey, index, "this key cannot be a key in JSON; put it in quotes");
    }
    base::replace_invalid_utf8(*text);
    key = {std::move(*text), resolved->type};
    return true;
  }

  // Quoted, or unquoted without looking like anything else.
  [[nodiscard]] bool is_text(const TapeNode& node) const {
    return node.tag_length == 0 && (!node.plain || resolves_to_string(tape_.text(node)));
  }

  std::optional<Scalar> resolve(const TapeNode& node, std::uint32_t index) {
    auto scalar = resolve_scalar(tape_.tag(node), tape_.text(node));
    if (!scalar) {
      refuse(ProblemType::kBadValue, index, "the value does not fit its tag " + std::string(tape_.tag(node)));
    }
    return scalar;
  }

  bool scalar(std::uint32_t index, Json& value, std::uint32_t entry) {
    const TapeNode& node = tape_[index];
    if (is_text(node)) {
      value = tape_.text(node);
      return true;
    }
    return special_scalar(node, index, value, entry);
  }

  bool special_scalar(const TapeNode& node, std::uint32_t index, Json& value, std::uint32_t entry) {
    auto resolved = resolve(node, index);
    if (!resolved) {
      return false;
    }
    if (resolved->type == ScalarType::kFloat) {
      if (!std::isfinite(resolved->value.get<double>())) {
        return refuse(ProblemType::kBadValue, index,
                      "the number " + std::string(tape_.text(node).substr(0, 40)) +
                          " cannot be written in JSON; put it in quotes if it is text");
      }
      settle_float(resolved->value);
    } else if (resolved->type == ScalarType::kString) {
      base::replace_invalid_utf8(resolved->value.get_ref<std::string&>());
    }
    value = std::move(resolved->value);
    if (resolved->type != ScalarType::kString) {
      SourceNode& source = out_.table.nodes[entry];
      source.text_offset = static_cast<std::uint32_t>(out_.table.texts.size());
      source.text_length = node.text_length;
      out_.table.texts.append(tape_.text(node));
    }
    return true;
  }

  [[nodiscard]] bool is_merge(std::uint32_t index) const {
    const TapeNode& node = tape_[index];
    return node.type == TapeType::kScalar && tape_.text(node) == "<<" &&
           (node.plain || tape_.tag(node) == kMergeTag);
  }

  // Members are set in the order of the text: a merge overwrites what stands above it, and is
  // overwritten by what stands below. Of a list of mappings the first wins, so it is merged last.
  bool merge(std::uint32_t index, Json& object, std::uint32_t parent) {
    const TapeNode& node = tape_[index];
    if (node.type != TapeType::kSequence) {
      return merge_one(index, object, parent);
    }
    for (std::uint32_t i = index + 1; i < node.end; i = tape_[i].end) {
      if (!merge_one(i, object, parent)) {
        return false;
      }
    }
    return true;
  }

  // Opens a frame that fills the same object once more; the frame opened last is read first.
  bool merge_one(std::uint32_t index, Json& object, std::uint32_t parent) {
    const TapeNode& node = tape_[index];
    const bool is_alias = node.type == TapeType::kAlias;
    const std::uint32_t mapping = is_alias ? node.target : index;
    if (!count(index)) {
      return false;
    }
    if (tape_[mapping].type != TapeType::kMapping) {
      return refuse(ProblemType::kBadValue, index, "<< takes a mapping or a list of mappings");
    }
    Frame frame{.container = &object, .entry = parent, .next = mapping + 1, .end = tape_[mapping].end};
    if (is_alias) {
      frame.alias = index;
      if (!enter_alias(index) || !count(mapping)) {
        return false;
      }
    }
    frames_.push_back(frame);
    return true;
  }

  const Tape& tape_;
  DecodeCounts& counts_;
  Decoded& out_;
  std::vector<Frame> frames_;
  base::Position next_key_;
  bool next_is_item_ = false;
  std::string next_name_;
  std::uint64_t alias_depth_ = 0;
  std::unordered_set<std::uint32_t> active_aliases_;
  std::unordered_map<const Json*, ScalarType> odd_keys_;
};

}  // namespace

Decoded decode(const Tape& tape, std::uint32_t root, DecodeCounts& counts, SourceTable& space) {
  Decoded out;
  std::swap(out.table, space);
  out.table.nodes.clear();
  out.table.texts.clear();
  Decoder decoder(tape, counts, out);
  decoder.run(root);
  // What is kept is no larger than it must be.
  SourceTable table{out.table.nodes, out.table.texts, {}};
  std::swap(out.table, space);
  out.table = std::move(table);
  return out;
}

}  // namespace nsmkit::yaml
