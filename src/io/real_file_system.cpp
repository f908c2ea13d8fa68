#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "base/error.hpp"
#include "io/file_system.hpp"

namespace nsmkit::io {

namespace {

[[noreturn]] void fail(const char* action, const std::string& path) {
  throw base::Error(base::ExitStatus::kIo,
                    std::string("cannot ") + action + " '" + path + "': " + std::strerror(errno));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  [[nodiscard]] int get() const { return number_; }

  int close() {
    const int result = number_ < 0 ? 0 : ::close(number_);
    number_ = -1;
    return result;
  }

 private:
  int number_;
};

class FileSource final : public base::ByteSource {
 public:
  explicit FileSource(std::string path)
      : path_(std::move(path)), file_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (file_.get() < 0) {
      fail("open", path_);
    }
  }

  std::size_t read(char* buffer, std::size_t size) override {
    for (;;) {
      const ssize_t count = ::read(file_.get(), buffer, size);
      if (count >= 0) {
        return static_cast<std::size_t>(count);
      }
      if (errno != EINTR) {
        fail("read", path_);
      }
    }
  }

  void rewind() override {
    if (::lseek(file_.get(), 0, SEEK_SET) < 0) {
      fail("go back to the start of", path_);
    }
  }

 private:
  std::string path_;
  Descriptor file_;
};

void write_all(int file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR) {
      fail("write", path);
    }
    bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  }
}

std::string directory_of(const std::string& path) {
  const auto slash = path.rfind('/');
  if (slash == std::string::npos) {
    return ".";
  }
  return slash == 0 ? "/" : path.substr(0, slash);
}

/// Writes to a temporary file beside the target, which takes the target's place at commit. Devices and
/// pipes are written to directly: they cannot be replaced.
class AtomicFile final : public OutputFile {
 public:
  AtomicFile(std::string path, Access access)
      : path_(std::move(path)), access_(access), temporary_(temporary_name()), file_(open_file()) {}

  ~AtomicFile() override {
    if (!temporary_.empty()) {
      ::unlink(temporary_.c_str());
    }
  }

  void write(std::string_view bytes) override {
    if (buffer_.size() + bytes.size() > kBuffer) {
      flush();
    }
    if (bytes.size() > kBuffer) {
      write_all(file_.get(), bytes, path_);
    } else {
      buffer_.append(bytes);
    }
  }

  void commit() override {
    flush();
    if (temporary_.empty()) {
      return;
    }
    if (::fsync(file_.get()) != 0 || file_.close() != 0) {
      fail("write", path_);
    }
    if (::rename(temporary_.c_str(), target_.c_str()) != 0) {
      fail("replace", path_);
    }
    temporary_.clear();
    const Descriptor directory(::open(directory_of(target_).c_str(), O_RDONLY | O_CLOEXEC));
    ::fsync(directory.get());
  }

 private:
  static constexpr std::size_t kBuffer = std::size_t{1} << 18U;
  static constexpr mode_t kPrivateMode = 0600;

  void flush() {
    write_all(file_.get(), buffer_, path_);
    buffer_.clear();
  }

  std::string temporary_name() {
    struct stat info {};
    target_ = path_;
    if (::stat(path_.c_str(), &info) == 0) {
      if (!S_ISREG(info.st_mode)) {
        return {};
      }
      mode_ = info.st_mode & 07777U;
      // A symbolic link keeps pointing to the file that is replaced.
      std::error_code error;
      const auto real = std::filesystem::canonical(path_, error);
      target_ = error ? path_ : real.string();
    }
    const auto slash = target_.rfind('/');
    const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
    return target_.substr(0, name) + "." + target_.substr(name) + ".XXXXXX";
  }

  int open_file() {
    if (temporary_.empty()) {
      const int file = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
      if (file < 0) {
        fail("write", path_);
      }
      return file;
    }
    const int file = ::mkostemp(temporary_.data(), O_CLOEXEC);
    if (file < 0) {
      temporary_.clear();
      fail("write", path_);
    }
    ::fchmod(file, access_ == Access::kPrivate ? kPrivateMode : mode_);
    return file;
  }

  std::string path_;
  Access access_;
  std::string target_;
  mode_t mode_ = default_mode();
  std::string temporary_;
  Descriptor file_;
  std::string buffer_;

  static mode_t default_mode() {
    const mode_t mask = ::umask(0);
    ::umask(mask);
    return 0666U & ~mask;
  }
};

class RealFileSystem final : public FileSystem {
 public:
  [[nodiscard]] PathType type(const std::string& path) const override {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      return errno == ENOENT || errno == ENOTDIR ? PathType::kMissing : PathType::kOther;
    }
    if (S_ISDIR(info.st_mode)) {
      return PathType::kDirectory;
    }
    return S_ISREG(info.st_mode) ? PathType::kFile : PathType::kOther;
  }

  [[nodiscard]] std::vector<std::string> list(const std::string& path) const override {
    std::vector<std::string> names;
    std::error_code error;
    std::filesystem::directory_iterator entries(path, error);
    for (const std::filesystem::directory_iterator end; !error && entries != end; entries.increment(error)) {
      names.push_back(entries->path().filename().string());
    }
    if (error) {
      errno = error.value();
      fail("list the directory", path);
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  [[nodiscard]] std::string identity(const std::string& path) const override {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      fail("look at", path);
    }
    return std::to_string(info.st_dev) + ":" + std::to_string(info.st_ino);
  }

  [[nodiscard]] std::uint64_t size(const std::string& path) const override {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      fail("look at", path);
    }
    return S_ISREG(info.st_mode) ? static_cast<std::uint64_t>(info.st_size) : 0;
  }

  [[nodiscard]] std::unique_ptr<base::ByteSource> open(const std::string& path) const override {
    return std::make_unique<FileSource>(path);
  }

  void make_directories(const std::string& path) override {
    std::error_code error;
    std::filesystem::create_directories(path, error);
    if (error) {
      errno = error.value();
      fail("create the directory", path);
    }
  }

  [[nodiscard]] std::unique_ptr<OutputFile> create(const std::string& path, Access access) override {
    return std::make_unique<AtomicFile>(path, access);
  }
};

}  // namespace

std::unique_ptr<FileSystem> real_file_system() { return std::make_unique<RealFileSystem>(); }

}  // namespace nsmkit::io
