#include "render/diff_text.hpp"

#include <algorithm>

#include "base/json_text.hpp"
#include "render/diff_words.hpp"
#include "render/line_diff.hpp"
#include "render/object_text.hpp"
#include "render/report.hpp"
#include "render/text_finding.hpp"

namespace nsmkit::render {

namespace {

using diff::Effect;
using diff::Nature;
using diff::ObjectNature;

constexpr std::string_view kRed = "\033[31m";
constexpr std::string_view kGreen = "\033[32m";
constexpr std::string_view kYellow = "\033[33m";
constexpr std::string_view kDim = "\033[2m";
constexpr std::string_view kBold = "\033[1m";
constexpr std::string_view kReset = "\033[0m";

std::string_view color_of(Nature nature) {
  switch (nature) {
    case Nature::kAdded:
      return kGreen;
    case Nature::kRemoved:
      return kRed;
    case Nature::kSameInOtherOrder:
      return kDim;
    default:
      return kYellow;
  }
}

std::string_view color_of(ObjectNature nature) {
  switch (nature) {
    case ObjectNature::kAdded:
      return kGreen;
    case ObjectNature::kRemoved:
      return kRed;
    case ObjectNature::kSameInOtherOrder:
      return kDim;
    default:
      return kYellow;
  }
}

std::string_view color_of(Effect effect) {
  switch (effect) {
    case Effect::kAllowed:
    case Effect::kAdded:
      return kGreen;
    case Effect::kDenied:
    case Effect::kRemoved:
      return kRed;
    case Effect::kUnchanged:
      return kDim;
    default:
      return kYellow;
  }
}

char mark_of(Nature nature) {
  switch (nature) {
    case Nature::kAdded:
      return '+';
    case Nature::kRemoved:
      return '-';
    case Nature::kSameInOtherOrder:
      return '=';
    default:
      return '~';
  }
}

class TextWriter {
 public:
  TextWriter(const DiffReport& report, Color color, std::ostream& out)
      : report_(report), colored_(color == Color::kAlways), out_(out) {}

  void write() {
    if (report_.structure) {
      for (const diff::VersionChange& version : report_.difference.versions) {
        out_ << paint("version", kDim) << "  " << printable(version_words(version)) << '\n';
      }
      for (const diff::ObjectChange& change : report_.difference.objects) {
        write_object(change);
      }
      write_settings(report_.difference.settings);
    }
    if (report_.behaviour) {
      write_behaviour(*report_.behaviour);
    }
  }

 private:
  [[nodiscard]] std::string paint(std::string_view text, std::string_view color) const {
    return colored_ ? std::string(color).append(text).append(kReset) : std::string(text);
  }

  void heading(const std::string& text) {
    out_ << (out_started_ ? "\n" : "") << paint(text, kBold) << '\n';
    out_started_ = true;
  }

  void write_object(const diff::ObjectChange& change) {
    out_started_ = true;
    const std::string_view word = nature_word(change.nature);
    out_ << paint(word, color_of(change.nature)) << std::string(9 - word.size(), ' ')
         << printable(object_words(change));
    if (const std::string likeness = likeness_words(change); !likeness.empty()) {
      out_ << ": " << likeness;
    }
    out_ << "  " << paint(printable(places_words(place_of(change.before), place_of(change.after))), kDim)
         << '\n';
    for (const diff::ValueChange& value : change.values) {
      write_value(value);
    }
    if (report_.context.value_or(0) > 0 && !change.values.empty()) {
      write_lines(change);
    }
  }

  void write_value(const diff::ValueChange& value) {
    std::string line(1, mark_of(value.nature));
    line.append(" ").append(printable(value.path)).append(": ").append(printable(change_words(value)));
    out_ << "    " << paint(line, color_of(value.nature)) << "  "
         << paint(position_words(value.before_position) + " -> " + position_words(value.after_position), kDim)
         << '\n';
  }

  // The lines of the YAML around each change.
  void write_lines(const diff::ObjectChange& change) {
    const ObjectTexts texts = object_texts({change.before, change.after}, Masking::kSecrets);
    std::string hunks;
    write_hunks(hunks, texts.before, texts.after, *report_.context);
    std::string_view rest = hunks;
    while (!rest.empty()) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      const std::string_view color = line.starts_with('+') ? kGreen : line.starts_with('-') ? kRed : kDim;
      out_ << "      " << paint(printable(line), color) << '\n';
    }
  }

  void write_settings(const diff::SettingsDifference& settings) {
    const std::string not_held = not_held_words(settings);
    if (!diff::differs(settings) && not_held.empty()) return;
    heading("Configuration of the mesh");
    if (const std::string carriers = carriers_words(settings); !carriers.empty()) {
      out_ << "    " << printable(carriers) << '\n';
    }
    if (!not_held.empty()) {
      out_ << "    " << paint(printable(not_held), kDim) << '\n';
    }
    for (const diff::SettingChange& change : settings.changes) {
      std::string line(1, mark_of(change.nature));
      line.append(" ").append(printable(change.name)).append(": ").append(printable(change_words(change)));
      out_ << "    " << paint(line, color_of(change.nature)) << "  "
           << paint(printable(places_words(change.before ? &change.before->location : nullptr,
                                           change.after ? &change.after->location : nullptr)),
                    kDim)
           << '\n';
    }
  }

  void write_behaviour(const diff::Behaviour& behaviour) {
    if (behaviour.changes.empty()) {
      if (differs_without_effect(report_)) {
        heading("Behaviour");
        out_ << "    " << kNoEffect << '\n';
        write_assumptions(behaviour);
      }
      return;
    }
    heading("Behaviour");
    for (const diff::BehaviourChange& change : behaviour.changes) {
      out_ << "    " << paint(diff::to_string(change.effect), color_of(change.effect)) << "  "
           << printable(change.text) << '\n';
      const SideLines lines = side_lines(change);
      write_side("before", lines.before);
      write_side("after", lines.after);
      write_side("unchanged", lines.unchanged);
    }
    write_assumptions(behaviour);
  }

  void write_assumptions(const diff::Behaviour& behaviour) {
    for (const std::string& assumption : behaviour.assumptions) {
      out_ << "    " << paint("assumed: " + printable(assumption), kDim) << '\n';
    }
  }

  void write_side(const char* name, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      out_ << "        " << name << ": " << printable(line) << '\n';
    }
  }

  const DiffReport& report_;
  bool colored_;
  std::ostream& out_;
  bool out_started_ = false;
};

}  // namespace

void write_diff_text(const DiffReport& report, Color color, std::ostream& out) {
  TextWriter(report, color, out).write();
}

}  // namespace nsmkit::render
