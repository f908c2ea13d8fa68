#include "releases/list_facts.hpp"

#include <map>
#include <stdexcept>

#include "base/json.hpp"
#include "releases/catalog.hpp"
#include "releases/config_data.hpp"

namespace nsmkit::releases {

namespace {

constexpr std::string_view kAny = "*";

std::string id_of(std::string_view group, std::string_view kind, std::string_view path) {
  std::string id(group);
  id.append("/").append(kind).append(":").append(path);
  return id;
}

ItemOrder order_of(const std::string& word, const std::string& id) {
  if (word == "none") return ItemOrder::kNone;
  if (word == "first-wins") return ItemOrder::kFirstWins;
  throw std::runtime_error("list keys: " + id + " has the order '" + word + "'");
}

std::map<std::string, ListFact> read_facts() {
  std::map<std::string, ListFact> facts;
  const Json data = read_data_file("releases/list_keys.json");
  for (const Json& entry : data.at("lists")) {
    const auto group = entry.at("group").get<std::string>();
    const auto kind = entry.at("kind").get<std::string>();
    const std::string id = id_of(group, kind, entry.at("path").get<std::string>());
    if (kind != kAny && !catalog().is_mesh_kind(group, kind)) {
      throw std::runtime_error("list keys: no release serves the kind of " + id);
    }
    const ListFact fact{entry.at("key").get<std::vector<std::string>>(),
                        order_of(entry.at("order").get<std::string>(), id)};
    if (!facts.emplace(id, fact).second) {
      throw std::runtime_error("list keys: " + id + " stands twice");
    }
  }
  return facts;
}

}  // namespace

const ListFact* list_fact(std::string_view group, std::string_view kind, std::string_view path) {
  static const std::map<std::string, ListFact> kFacts = read_facts();
  auto found = kFacts.find(id_of(group, kind, path));
  if (found == kFacts.end()) {
    found = kFacts.find(id_of(kAny, kAny, path));
  }
  return found == kFacts.end() ? nullptr : &found->second;
}

}  // namespace nsmkit::releases
