#pragma once

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "checklist/planner.hpp"

namespace nsmkit::checklist {

inline Json read_fixture(const std::string& name) {
  std::ifstream in(NSMKIT_SOURCE_DIR "/fixtures/checklist/" + name, std::ios::binary);
  return Json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
}

inline const releases::Release* release(const std::string& version) {
  return releases::catalog().find_release(version);
}

inline Request request(const std::string& from, const std::string& to,
                       Installer installer = Installer::kMeshctl,
                       releases::Platform platform = releases::Platform::kKubernetes) {
  Request result;
  result.from = release(from);
  result.to = release(to);
  result.installer = installer;
  result.platform = platform;
  return result;
}

/// All commands of a plan, in order.
inline std::vector<std::string> commands_of(const Plan& plan) {
  std::vector<std::string> all;
  for (const Step& step : plan.steps) {
    for (const Command& command : step.commands) {
      all.push_back(command.text);
    }
  }
  return all;
}

inline const Step* find_step(const Plan& plan, const std::string& id) {
  const auto found = std::ranges::find(plan.steps, id, &Step::id);
  return found == plan.steps.end() ? nullptr : &*found;
}

inline const RuledOut* find_ruled_out(const Plan& plan, const std::string& id) {
  const auto found = std::ranges::find(plan.ruled_out, id, &RuledOut::id);
  return found == plan.ruled_out.end() ? nullptr : &*found;
}

}  // namespace nsmkit::checklist
