#include "cli/diff_summary.hpp"

#include <string>

#include "cli/common_options.hpp"
#include "releases/catalog.hpp"

namespace nsmkit::cli {

namespace {

std::string read_text(const model::LoadCounts& counts) {
  std::string text = count_text(counts.files, "file") + ", " + count_text(counts.resources, "resource");
  if (counts.skipped > 0) text += ", " + std::to_string(counts.skipped) + " skipped";
  if (counts.ignored > 0) text += ", " + count_text(counts.ignored, "other file") + " passed over";
  return text;
}

void print_structure(const diff::Difference& difference, std::ostream& err) {
  const diff::Counts& counts = difference.counts;
  err << "objects: " << counts.unchanged << " unchanged, " << counts.added << " added, " << counts.removed
      << " removed, " << counts.changed << " changed, " << counts.moved << " moved or renamed";
  const std::uint64_t ignored = counts.ignored + difference.settings.ignored;
  if (ignored > 0) {
    err << "; " << count_text(ignored, "difference") << " ignored";
  }
  err << '\n';
  const diff::SettingsDifference& settings = difference.settings;
  if (!settings.before_carriers.empty() && !settings.after_carriers.empty()) {
    err << "settings: " << settings.unchanged << " unchanged, " << settings.changes.size() << " changed, "
        << settings.by_default << " said on one side only, where they are the default\n";
  }
}

}  // namespace

void print_diff_summary(const DiffCounts& counts, const render::DiffReport& report, std::ostream& err) {
  err << "before: " << read_text(counts.before) << "; after: " << read_text(counts.after) << '\n';
  if (counts.converted > 0) {
    err << count_text(counts.converted, "object") << " converted to the form of release "
        << releases::catalog().newest().version << '\n';
  }
  if (report.structure) {
    print_structure(report.difference, err);
  }
  if (report.behaviour) {
    err << "behaviour: " << count_text(report.behaviour->changes.size(), "change") << ", "
        << report.behaviour->unchanged << " unchanged\n";
  }
  if (!render::differs(report)) {
    err << (report.structure ? "no differences\n" : "no difference for traffic\n");
  }
}

}  // namespace nsmkit::cli
