#include "render/checklist_words.hpp"

#include <algorithm>

namespace nsmkit::render {

std::string evidence_line(const checklist::Evidence& evidence) {
  if (!evidence.location) {
    return evidence.text;
  }
  std::string line = evidence.location->file;
  if (evidence.location->position.line > 0) {
    line += ":" + std::to_string(evidence.location->position.line);
  }
  return line + ": " + evidence.text;
}

std::string command_block(const checklist::Step& step) {
  std::string block;
  for (const checklist::Command& command : step.commands) {
    if (!command.comment.empty()) {
      std::string comment = command.comment;
      std::ranges::replace_if(
          comment, [](char c) { return c == '\n' || c == '\r'; }, ' ');
      block += "# " + comment + "\n";
    }
    block += command.text + "\n";
  }
  return block;
}

std::string_view phase_title(checklist::Phase phase) {
  switch (phase) {
    case checklist::Phase::kBefore:
      return "Before";
    case checklist::Phase::kDuring:
      return "During the upgrade";
    case checklist::Phase::kAfter:
      break;
  }
  return "After";
}

std::string_view downtime_text(checklist::Downtime downtime) {
  switch (downtime) {
    case checklist::Downtime::kStarts:
      return "downtime starts";
    case checklist::Downtime::kEnds:
      return "downtime ends";
    case checklist::Downtime::kNone:
      break;
  }
  return "";
}

std::string hop_line(const checklist::Hop& hop) {
  std::string versions;
  for (const std::string& version : hop.kubernetes) {
    versions += (versions.empty() ? "Kubernetes " : ", ") + version;
  }
  std::string line = hop.from + " to " + hop.to + ": " + versions;
  if (!hop.kubernetes_note.empty()) {
    line += (versions.empty() ? "" : ". ") + hop.kubernetes_note;
  }
  return line;
}

}  // namespace nsmkit::render
