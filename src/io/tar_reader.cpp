#include "io/tar_reader.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>

#include "base/error.hpp"
#include "io/gzip_stream.hpp"
#include "io/tar_locale.hpp"

namespace nsmkit::io {

namespace {

constexpr std::size_t kChunk = kTarBlock * 128;
constexpr std::uint32_t kPermissions = 0777U;

TarFaultKind tar_kind(GzipFault fault) {
  switch (fault) {
    case GzipFault::kNotGzip:
      return TarFaultKind::kNotGzip;
    case GzipFault::kDamaged:
      return TarFaultKind::kGzipDamaged;
    case GzipFault::kBadChecksum:
      return TarFaultKind::kGzipChecksum;
    case GzipFault::kCutOff:
      return TarFaultKind::kGzipCutOff;
    case GzipFault::kTrailing:
      return TarFaultKind::kGzipTrailing;
    case GzipFault::kTooLarge:
      return TarFaultKind::kTooLarge;
    case GzipFault::kTooDense:
      return TarFaultKind::kTooDense;
  }
  return TarFaultKind::kGzipDamaged;
}

/// Whether libarchive reads an entry as TarScanner did.
bool agrees(archive_entry* theirs, const TarEntry& ours) {
  const char* name = archive_entry_pathname(theirs);
  return name != nullptr && ours.name == name && archive_entry_filetype(theirs) == AE_IFREG &&
         archive_entry_size_is_set(theirs) != 0 &&
         archive_entry_size(theirs) == static_cast<std::int64_t>(ours.size) &&
         (archive_entry_perm(theirs) & kPermissions) == ours.mode &&
         archive_entry_hardlink(theirs) == nullptr && archive_entry_symlink(theirs) == nullptr &&
         archive_entry_sparse_count(theirs) == 0;
}

}  // namespace

struct TarReader::State {
  struct Free {
    void operator()(archive* made) const { archive_read_free(made); }
  };

  State(base::ByteSource& gzipped, const TarLimits& limits)
      : gunzip(gzipped, {limits.max_bytes, limits.max_ratio, limits.ratio_from}),
        scanner(limits),
        reader(archive_read_new()) {
    if (reader == nullptr || archive_read_support_format_tar(reader.get()) != ARCHIVE_OK) {
      throw base::Error(base::ExitStatus::kIo, "cannot read an archive: out of memory");
    }
  }

  GunzipSource gunzip;
  TarScanner scanner;
  Utf8Locale utf8;
  std::unique_ptr<archive, Free> reader;
  std::string chunk = std::string(kChunk, '\0');
  std::uint64_t unpacked = 0;
  std::uint64_t left = 0;  // of the entry's content
  bool has_entry = false;
  bool opened = false;
  bool at_end = false;
  bool done = false;
  std::exception_ptr thrown;

  /// The next whole chunk, as far as the scanner lets it through; empty at the end and after a stop.
  std::string_view pull() {
    if (at_end || scanner.stopped()) return {};
    std::size_t size = 0;
    for (std::size_t count = 1; count > 0 && size < chunk.size(); size += count) {
      count = gunzip.read(chunk.data() + size, chunk.size() - size);
    }
    unpacked += size;
    const std::size_t good = scanner.push(std::string_view(chunk).substr(0, size));
    if (size < chunk.size()) {
      end_of_data();
    }
    return std::string_view(chunk).substr(0, good);
  }

  void end_of_data() {
    at_end = true;
    if (scanner.stopped()) return;
    const auto fault = gunzip.fault();
    if (fault && *fault != GzipFault::kTrailing) {
      const bool of_tar = *fault == GzipFault::kTooLarge || *fault == GzipFault::kTooDense;
      scanner.add_fault(tar_kind(*fault), {}, of_tar ? unpacked : gunzip.packed_bytes());
      return;
    }
    scanner.finish();
    if (fault && !scanner.stopped()) {
      scanner.add_fault(tar_kind(*fault), {}, gunzip.packed_bytes());
    }
  }

  // libarchive is C: an exception waits here until its call is over.
  static la_ssize_t give(archive* /*reader*/, void* self, const void** data) {
    auto& state = *static_cast<State*>(self);
    try {
      const auto bytes = state.pull();
      *data = bytes.data();
      return static_cast<la_ssize_t>(bytes.size());
    } catch (...) {
      state.thrown = std::current_exception();
      return ARCHIVE_FATAL;
    }
  }

  void rethrow() {
    if (thrown != nullptr) {
      done = true;
      std::rethrow_exception(std::exchange(thrown, nullptr));
    }
  }

  int next_header(archive_entry*& entry) {
    if (!opened) {
      opened = true;
      const int status = archive_read_open(reader.get(), this, nullptr, give, nullptr);
      if (status != ARCHIVE_OK) {
        return status;
      }
    }
    return archive_read_next_header(reader.get(), &entry);
  }

  void disagree(std::string_view name, std::uint64_t offset) {
    done = true;
    if (!scanner.stopped()) {
      scanner.add_fault(TarFaultKind::kDisagreement, name, offset);
    }
  }

  std::optional<TarEntry> next() {
    const Utf8Locale::Use use(utf8);
    while (!done) {
      archive_entry* theirs = nullptr;
      const int status = next_header(theirs);
      rethrow();
      auto ours = scanner.take();
      if (status != ARCHIVE_OK && status != ARCHIVE_WARN) {
        end(status, ours);
      } else if (!ours) {
        disagree({}, unpacked);
      } else if (ours->given) {
        if (agrees(theirs, ours->entry)) {
          left = ours->entry.size;
          has_entry = true;
          return std::move(ours->entry);
        }
        disagree(ours->entry.name, ours->entry.offset);
      }
    }
    return std::nullopt;
  }

  /// libarchive is at its end: what follows is looked at, too.
  void end(int status, const std::optional<TarScanner::Scanned>& ours) {
    done = true;
    if (scanner.stopped()) return;
    if (status != ARCHIVE_EOF || ours) {
      disagree({}, unpacked);
      return;
    }
    while (!pull().empty()) {
    }
  }

  std::size_t read(char* buffer, std::size_t size) {
    if (done || left == 0 || size == 0) return 0;
    const auto count = archive_read_data(reader.get(), buffer, size);
    rethrow();
    if (count <= 0 || static_cast<std::uint64_t>(count) > left) {
      disagree({}, unpacked);
      return 0;
    }
    left -= static_cast<std::uint64_t>(count);
    return static_cast<std::size_t>(count);
  }
};

TarReader::TarReader(base::ByteSource& gzipped, const TarLimits& limits)
    : state_(std::make_unique<State>(gzipped, limits)) {}

TarReader::~TarReader() = default;

std::optional<TarEntry> TarReader::next() {
  state_->left = 0;
  state_->has_entry = false;
  return state_->next();
}

std::size_t TarReader::read(char* buffer, std::size_t size) { return state_->read(buffer, size); }

std::optional<std::string> TarReader::content(std::uint64_t limit) {
  if (!state_->has_entry || state_->left > limit) return std::nullopt;
  std::string text;
  std::string buffer(static_cast<std::size_t>(std::min<std::uint64_t>(state_->left, kChunk)), '\0');
  for (std::size_t count = 0; (count = read(buffer.data(), buffer.size())) > 0;) {
    text.append(buffer, 0, count);
  }
  return state_->left == 0 ? std::optional(std::move(text)) : std::nullopt;
}

const std::vector<TarFault>& TarReader::faults() const { return state_->scanner.faults(); }

bool TarReader::complete() const {
  return state_->done && state_->scanner.ended() && !state_->scanner.stopped();
}

}  // namespace nsmkit::io
