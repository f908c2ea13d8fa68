#pragma once

#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "bundle/reader.hpp"
#include "cli/app.hpp"
#include "io/memory_file_system.hpp"
#include "tests/support/temporary_folder.hpp"

/// What the tests of bundle, verify and simulate share.
namespace nsmkit::cli {

struct Outcome {
  int status = 0;
  std::string out;
  std::string err;
};

inline Outcome nsmkit(io::FileSystem& files, const std::vector<std::string>& arguments,
                      const std::string& stdin_text = {}) {
  std::istringstream in(stdin_text);
  std::ostringstream out;
  std::ostringstream err;
  Context context{files, in, out, err};
  context.today = "2026-01-01";
  const int status = run(arguments, context);
  return {status, out.str(), err.str()};
}

/// The fixture export in a folder.
inline void copy_export(io::MemoryFileSystem& files, const std::string& folder) {
  for (const auto& entry :
       std::filesystem::directory_iterator(NSMKIT_SOURCE_DIR "/fixtures/exports/shop-1.6")) {
    if (entry.path().extension() == ".yaml") {
      files.files[folder + "/" + entry.path().filename().string()] =
          testing_support::content_of(entry.path());
    }
  }
}

inline const std::string kValues =
    "registry:\n  server: registry.example.com/nsm\n  imageTag: \"1.6.0\"\n  username: bob\n"
    "  password: hunter2secret\nmtls:\n  mode: strict\n";

inline std::vector<std::string> bundle_command(const std::string& backup,
                                               std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"bundle", backup, "--from", "1.6.0", "--to", "2.0.0", "-o", "b.tar.gz"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return arguments;
}

inline std::map<std::string, std::string> unpack(const std::string& archive) {
  base::TextSource source(archive);
  std::map<std::string, std::string> files;
  for (const auto& [path, file] : bundle::read_bundle(source, "b.tar.gz").files) {
    files[path] = file.content;
  }
  return files;
}

}  // namespace nsmkit::cli
