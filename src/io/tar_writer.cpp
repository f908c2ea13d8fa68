#include "io/tar_writer.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <exception>
#include <string_view>

#include "base/error.hpp"
#include "io/gzip_stream.hpp"
#include "io/tar_locale.hpp"
#include "io/tar_name.hpp"
#include "io/tar_scanner.hpp"

namespace nsmkit::io {

namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10U;

[[noreturn]] void fail(const std::string& message) { throw base::Error(base::ExitStatus::kIo, message); }

[[noreturn]] void fail_for(const TarFile& file, const std::string& reason) {
  fail("cannot put '" + file.name + "' into the archive: " + reason);
}

std::uint64_t size_of(const TarFile& file) {
  const auto* text = std::get_if<std::string>(&file.content);
  return text != nullptr ? text->size() : std::get<TarSource>(file.content).size;
}

/// libarchive's writer, over a gzip stream. libarchive is C: an exception of the sink waits here until its
/// call is over. It is told of no failure, because it forgets some of its memory after one.
class Writer {
 public:
  Writer(std::uint64_t mtime, const ByteSink& sink)
      : mtime_(static_cast<time_t>(mtime)), gzip_(sink), archive_(archive_write_new()) {
    require(archive_write_set_format_pax_restricted(archive_.get()));
    require(archive_write_set_bytes_in_last_block(archive_.get(), 1));
    require(archive_write_open(archive_.get(), this, nullptr, take, nullptr));
  }

  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  ~Writer() { given_up_ = true; }

  void add(const TarFile& file) {
    const std::unique_ptr<archive_entry, Free> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), file.name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), file.mode == TarMode::kScript ? 0755 : 0644);
    archive_entry_set_mtime(entry.get(), mtime_, 0);
    archive_entry_set_size(entry.get(), static_cast<std::int64_t>(size_of(file)));
    require(archive_write_header(archive_.get(), entry.get()));
    if (const auto* text = std::get_if<std::string>(&file.content)) {
      write(*text);
    } else {
      copy(file, std::get<TarSource>(file.content));
    }
    require(archive_write_finish_entry(archive_.get()));
  }

  void finish() {
    require(archive_write_close(archive_.get()));
    gzip_.finish();
  }

 private:
  struct Free {
    void operator()(archive* writer) const { archive_write_free(writer); }
    void operator()(archive_entry* entry) const { archive_entry_free(entry); }
  };

  static la_ssize_t take(archive* /*writer*/, void* self, const void* data, std::size_t size) {
    auto& writer = *static_cast<Writer*>(self);
    if (writer.given_up_) return ARCHIVE_FATAL;
    try {
      if (writer.thrown_ == nullptr) {
        writer.gzip_.write({static_cast<const char*>(data), size});
      }
    } catch (...) {
      writer.thrown_ = std::current_exception();
    }
    return static_cast<la_ssize_t>(size);
  }

  void require(int status) {
    if (thrown_ != nullptr) {
      std::rethrow_exception(thrown_);
    }
    if (status != ARCHIVE_OK) {
      const char* reason = archive_error_string(archive_.get());
      fail(std::string("cannot write the archive: ") + (reason == nullptr ? "libarchive failed" : reason));
    }
  }

  void write(std::string_view bytes) {
    if (!bytes.empty()) {
      const auto written = archive_write_data(archive_.get(), bytes.data(), bytes.size());
      require(written == static_cast<la_ssize_t>(bytes.size()) ? ARCHIVE_OK : ARCHIVE_FATAL);
    }
  }

  void copy(const TarFile& file, const TarSource& content) {
    const auto source = content.open();
    std::uint64_t left = content.size;
    std::size_t count = 0;
    while ((count = source->read(buffer_.data(), buffer_.size())) > 0 && count <= left) {
      write(std::string_view(buffer_).substr(0, count));
      left -= count;
    }
    if (count > left || left > 0) {
      fail_for(file, "it had " + std::to_string(content.size) + " bytes, and has " +
                         (count > left ? "more" : std::to_string(content.size - left)) + " now");
    }
  }

  time_t mtime_;
  GzipWriter gzip_;
  bool given_up_ = false;  // ends what libarchive does at the close, such as filling an entry up with zeros
  std::exception_ptr thrown_;
  std::string buffer_ = std::string(kChunk, '\0');
  std::unique_ptr<archive, Free> archive_;
};

void check(const std::vector<TarFile>& files) {
  const TarLimits limits;
  if (files.size() > limits.max_entries) {
    fail("cannot write the archive: it would have " + std::to_string(files.size()) +
         " files, and nsmkit reads no more than " + std::to_string(limits.max_entries));
  }
  TarNames names;
  for (const TarFile& file : files) {
    if (const auto fault = names.add(file.name)) {
      fail_for(file, "it " + std::string(to_string(*fault)));
    }
  }
}

}  // namespace

void write_tar_gz(const std::vector<TarFile>& files, std::uint64_t mtime, const ByteSink& sink) {
  check(files);
  const Utf8Locale utf8;
  const Utf8Locale::Use use(utf8);
  Writer writer(mtime, sink);
  std::ranges::for_each(files, [&](const TarFile& file) { writer.add(file); });
  writer.finish();
}

}  // namespace nsmkit::io
