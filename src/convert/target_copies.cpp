#include <algorithm>

#include "convert/json_member.hpp"
#include "convert/steps.hpp"

namespace nsmkit::convert {

namespace {

constexpr std::size_t kMostCopies = 64;
constexpr std::size_t kMostNameBytes = 253;

/// What sets one copy apart.
struct Copy {
  std::string suffix;
  const Identity* destination = nullptr;
  const std::int64_t* port = nullptr;
};

std::vector<Copy> all_copies(const Copies& copies) {
  std::vector<Copy> list(1);
  if (!copies.destinations.empty()) {
    list.clear();
    for (const Identity& identity : copies.destinations) {
      list.push_back({"-" + std::to_string(list.size() + 1), &identity, nullptr});
    }
  }
  if (copies.ports.empty()) {
    return list;
  }
  std::vector<Copy> with_ports;
  for (const Copy& copy : list) {
    for (const std::int64_t& port : copies.ports) {
      with_ports.push_back({copy.suffix + "-" + std::to_string(port), copy.destination, &port});
    }
  }
  return with_ports;
}

Json make(const Json& object, const Copy& copy) {
  Json made = object;
  Json& destination = made["spec"]["destination"];
  if (copy.destination != nullptr) {
    destination["name"] = copy.destination->name;
    destination.erase("namespace");
    if (!copy.destination->name_space.empty()) {
      destination["namespace"] = copy.destination->name_space;
    }
  }
  if (copy.port != nullptr) {
    destination["port"] = *copy.port;
  }
  made["metadata"]["name"] = text_member(&object["metadata"], "name") + copy.suffix;
  return made;
}

bool claim_names(Work& work, const std::vector<Copy>& copies) {
  const base::ResourceRef& ref = work.input().ref;
  for (const Copy& copy : copies) {
    const std::string name = ref.name + copy.suffix;
    if (name.size() > kMostNameBytes) {
      work.impossible("/metadata/name", "it becomes several objects, and the name " + name.substr(0, 40) +
                                            "… would be longer than 253 characters");
      return false;
    }
    if (!work.lookup().claim(ref, name)) {
      work.impossible("/metadata/name",
                      "it becomes several objects, and another TrafficTarget has the name " + name);
      return false;
    }
  }
  return true;
}

}  // namespace

// The target has room for one destination and one port.
void target_copies(Work& work) {
  const Copies& wanted = work.copies();
  const std::size_t count =
      std::max<std::size_t>(wanted.destinations.size(), 1) * std::max<std::size_t>(wanted.ports.size(), 1);
  if (count == 1) {
    return;
  }
  if (work.input().ref.name.empty()) {
    work.impossible("/metadata", "it becomes several objects, and has no name to make theirs from");
    return;
  }
  if (count > kMostCopies) {
    work.impossible(
        "/spec", "it would become " + std::to_string(count) + " objects, one for each destination and port");
    return;
  }
  const std::vector<Copy> copies = all_copies(wanted);
  if (!claim_names(work, copies)) {
    return;
  }
  std::vector<Json> objects;
  objects.reserve(copies.size());
  for (const Copy& copy : copies) {
    objects.push_back(make(work.object(), copy));
  }
  work.replace_by(std::move(objects));
  const std::string first = work.input().ref.name + copies.front().suffix;
  work.changed("one object became " + std::to_string(count) + ", from " + first + " on");
  work.doubt("/metadata/name", "one object became " + std::to_string(count) + ": " + first +
                                   " and so on; in which order the mesh reads several TrafficTargets of one "
                                   "destination is not defined");
}

}  // namespace nsmkit::convert
