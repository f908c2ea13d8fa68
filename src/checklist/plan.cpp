#include "checklist/plan.hpp"

namespace nsmkit::checklist {

std::string_view to_string(Installer installer) {
  return installer == Installer::kMeshctl ? "meshctl" : "helm";
}

std::string_view to_string(Method method) { return method == Method::kInPlace ? "in-place" : "manual"; }

std::string_view to_string(Phase phase) {
  switch (phase) {
    case Phase::kBefore:
      return "before";
    case Phase::kDuring:
      return "during";
    case Phase::kAfter:
      return "after";
  }
  return "";
}

std::string_view to_string(Owner owner) {
  switch (owner) {
    case Owner::kMesh:
      return "mesh";
    case Owner::kCluster:
      return "cluster";
    case Owner::kApplications:
      return "applications";
  }
  return "";
}

std::string_view to_string(Downtime downtime) {
  switch (downtime) {
    case Downtime::kNone:
      return "none";
    case Downtime::kStarts:
      return "starts";
    case Downtime::kEnds:
      return "ends";
  }
  return "";
}

}  // namespace nsmkit::checklist
