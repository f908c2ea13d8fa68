#include "meshconfig/unread.hpp"

#include "releases/deploy_flags.hpp"

namespace nsmkit::meshconfig {

namespace {

/// A setting as the user wrote it: a field of a file, or a flag of nginx-meshctl deploy.
struct Written {
  std::string name;
  bool is_flag = false;
  bool is_read = true;  ///< by the target
  std::string since;
  std::string until;
  std::string deprecated;
  std::string replaced_by;
};

Written written_as(const CheckScope& scope, const releases::ConfigField& field, std::string_view pointer) {
  const bool command = scope.carrier().kind == CarrierKind::kDeployCommand;
  const releases::DeployFlag* flag = command ? releases::deploy_flag(field.flag) : nullptr;
  if (flag == nullptr) {
    return {scope.path(pointer), false,       releases::reads(scope.to(), field),
            field.since,         field.until, field.deprecated,
            field.replaced_by};
  }
  return {flag->name,       true,        releases::has_flag(scope.to(), *flag),
          flag->since,      flag->until, flag->deprecated,
          field.replaced_by};
}

bool reached(const std::string& version, const releases::Release& to) {
  const releases::Release* first = version.empty() ? nullptr : releases::catalog().find_release(version);
  return first != nullptr && !is_older(to, *first);
}

// Reported with what holds it, or with the other setting of the same flag.
bool is_covered(const ReportedPlaces& reported, const Written& written, std::string_view path) {
  for (auto dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.', dot + 1)) {
    if (reported.contains(path.substr(0, dot))) return true;
  }
  return reported.contains(written.is_flag ? written.name : path);
}

std::string instead(const Written& written, std::string_view start) {
  return std::string(start) +
         (written.replaced_by.empty() ? "." : "; in its place: " + written.replaced_by + ".");
}

void report_deprecated(CheckScope& scope, const Written& written, std::string_view pointer) {
  scope.report_key(kConfigDeprecated, pointer, scope.release() + " calls " + written.name + " deprecated",
                   instead(written, "A later release ignores it"));
}

base::Finding& report_too_new(CheckScope& scope, const Written& written, std::string_view pointer) {
  const std::string verb = written.is_flag ? " has no flag " : " does not read ";
  return scope.report_key(kConfigTooNew, pointer,
                          scope.release() + verb + written.name + "; it came with " + written.since,
                          written.is_flag ? "Remove the flag for this release, or choose a later one." : "");
}

base::Finding& report_retired(CheckScope& scope, const Written& written, std::string_view pointer) {
  const std::string verb = written.is_flag ? " has no flag " : " does not read ";
  const std::string last = written.until.empty() ? "" : "; " + written.until + " was the last";
  return scope.report_key(
      kConfigRetired, pointer, scope.release() + verb + written.name + " any more" + last,
      instead(written, written.is_flag                             ? "Remove the flag"
                       : scope.carrier().layout == Layout::kValues ? "Remove the field"
                                                                   : "It is not carried over"));
}

}  // namespace

bool report_unless_read(CheckScope& scope, const releases::ConfigField& field, std::string_view pointer,
                        const Json& value, ReportedPlaces& reported) {
  const Written written = written_as(scope, field, pointer);
  const bool is_deprecated = written.is_read && reached(written.deprecated, scope.to());
  // Objects that flags fill in stand for no flag themselves.
  const bool is_filled_in = scope.carrier().kind == CarrierKind::kDeployCommand && !written.is_flag;
  if ((written.is_read && !is_deprecated) || value.is_null() || is_filled_in ||
      is_covered(reported, written, field.path)) {
    return written.is_read;
  }
  reported.insert(written.is_flag ? written.name : field.path);
  if (is_deprecated) {
    report_deprecated(scope, written, pointer);
    return true;
  }
  const bool too_new = !written.since.empty() && !reached(written.since, scope.to());
  base::Finding& finding =
      too_new ? report_too_new(scope, written, pointer) : report_retired(scope, written, pointer);
  if (written.is_flag) {
    finding.severity = base::Severity::kError;
  } else if (is_blank(value)) {
    finding.severity = base::Severity::kInfo;
  }
  return false;
}

}  // namespace nsmkit::meshconfig
