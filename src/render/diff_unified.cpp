#include "render/diff_unified.hpp"

#include <map>

#include "normalize/split_name.hpp"
#include "render/line_diff.hpp"
#include "render/object_text.hpp"

namespace nsmkit::render {

namespace {

constexpr std::size_t kContext = 3;

/// Names of files as `normalize --split` gives them, the second of one name with -copy2.
class FileNames {
 public:
  std::string name_of(const base::ResourceRef& ref) {
    const std::string stem = normalize::split_name(ref);
    const int copy = ++copies_[stem];
    return (copy == 1 ? stem : stem + "-copy" + std::to_string(copy)) + ".yaml";
  }

 private:
  std::map<std::string, int> copies_;
};

}  // namespace

void write_diff_unified(const DiffReport& report, Color /*color*/, std::ostream& out) {
  FileNames names;
  for (const diff::EntryPair& pair :
       patch_pairs(report.before_objects, report.after_objects, report.ignore)) {
    const bool is_new = pair.before.resource == nullptr;
    const bool is_gone = pair.after.resource == nullptr;
    const ObjectTexts texts = object_texts(pair, Masking::kSecrets);
    const std::string name = names.name_of((is_new ? pair.after : pair.before).resource->ref);
    std::string text = "--- " + (is_new ? std::string("/dev/null") : "a/" + name) + "\n+++ " +
                       (is_gone ? std::string("/dev/null") : "b/" + name) + "\n";
    write_hunks(text, texts.before, texts.after, report.context.value_or(kContext));
    out << text;
  }
}

}  // namespace nsmkit::render
