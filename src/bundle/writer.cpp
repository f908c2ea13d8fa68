#include "bundle/writer.hpp"

#include <memory>
#include <variant>
#include <vector>

#include "base/base64.hpp"
#include "base/error.hpp"
#include "base/version.hpp"
#include "bundle/sums.hpp"
#include "io/digest.hpp"
#include "io/signature.hpp"
#include "io/tar_writer.hpp"

namespace nsmkit::bundle {

namespace {

std::string sums_text(const Contents& contents) {
  std::string text;
  for (const FileEntry& file : contents.entries()) {
    text += sums_line(file);
  }
  return text;
}

std::string signature_text(std::string_view signed_text, const std::string& private_key) {
  const auto result = io::sign(signed_text, private_key);
  if (const auto* bad = std::get_if<io::BadKey>(&result)) {
    throw base::Error(base::ExitStatus::kUsage, "--sign: the key " + bad->reason);
  }
  return base::encode_base64(std::get<std::string>(result)) + "\n";
}

/// Reads a file once more and sees to it that it is still the one whose digest was taken.
class UnchangedSource final : public base::ByteSource {
 public:
  UnchangedSource(std::unique_ptr<base::ByteSource> bytes, std::string path, std::string sha256)
      : bytes_(std::move(bytes)), path_(std::move(path)), sha256_(std::move(sha256)) {}

  std::size_t read(char* buffer, std::size_t size) override {
    const std::size_t count = bytes_->read(buffer, size);
    digest_.update({buffer, count});
    if (count == 0 && size > 0 && !done_) {
      done_ = true;
      if (digest_.finish() != sha256_) {
        throw base::Error(base::ExitStatus::kIo, path_ + ": changed while the bundle was written");
      }
    }
    return count;
  }

  void rewind() override {
    bytes_->rewind();
    static_cast<void>(digest_.finish());
    done_ = false;
  }

 private:
  std::unique_ptr<base::ByteSource> bytes_;
  std::string path_;
  std::string sha256_;
  io::Sha256 digest_;
  bool done_ = false;
};

io::TarFile tar_file(const File& file, const io::FileSystem& files) {
  io::TarFile entry;
  entry.name = file.entry.path;
  entry.mode = file.mode == Mode::kScript ? io::TarMode::kScript : io::TarMode::kFile;
  if (const auto* external = std::get_if<ExternalFile>(&file.content)) {
    entry.content =
        io::TarSource{file.entry.size, [&files, path = external->path, sha256 = file.entry.sha256] {
                        return std::make_unique<UnchangedSource>(files.open(path), path, sha256);
                      }};
  } else {
    entry.content = std::get<std::string>(file.content);
  }
  return entry;
}

}  // namespace

void write_bundle(Contents contents, Manifest manifest, const SealOptions& options,
                  const io::FileSystem& files, io::OutputFile& output) {
  manifest.tool_version = base::version();
  manifest.files = contents.entries();
  contents.add(std::string(kManifestPath), manifest_text(manifest));
  std::string sums = sums_text(contents);
  if (!options.private_key.empty()) {
    contents.add(std::string(kSignaturePath), signature_text(sums, options.private_key));
  }
  contents.add(std::string(kSumsPath), std::move(sums));
  std::vector<io::TarFile> entries;
  for (const auto& [path, file] : contents.files()) {
    entries.push_back(tar_file(file, files));
  }
  io::write_tar_gz(entries, options.mtime, [&output](std::string_view bytes) { output.write(bytes); });
}

}  // namespace nsmkit::bundle
