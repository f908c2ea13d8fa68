#include "io/tar_scanner.hpp"

#include <algorithm>
#include <utility>

namespace nsmkit::io {

namespace {

constexpr std::size_t kMaxFaults = 1000;
constexpr std::uint64_t kMaxExtension = std::uint64_t{64} << 10U;
constexpr std::uint32_t kPermissions = 0777U;

bool all_zeros(std::string_view bytes) { return bytes.find_first_not_of('\0') == std::string_view::npos; }

std::uint64_t padding_after(std::uint64_t size) { return (kTarBlock - size % kTarBlock) % kTarBlock; }

/// The types that carry no content and that nsmkit never unpacks.
std::optional<TarFaultKind> contentless(char type) {
  switch (type) {
    case '1':
      return TarFaultKind::kHardLink;
    case '2':
      return TarFaultKind::kSymbolicLink;
    case '3':
    case '4':
      return TarFaultKind::kDevice;
    case '5':
      return TarFaultKind::kDirectory;
    case '6':
      return TarFaultKind::kFifo;
    default:
      return std::nullopt;
  }
}

}  // namespace

void TarScanner::add_fault(TarFaultKind kind, std::string_view name, std::uint64_t offset) {
  faults_.push_back({kind, std::string(name.substr(0, kMaxTarName)), offset});
  stopped_ = stopped_ || tar_effect(kind) == TarEffect::kStop;
  if (!stopped_ && faults_.size() >= kMaxFaults) {
    add_fault(TarFaultKind::kTooManyFaults, {}, offset);
  }
}

std::size_t TarScanner::push(std::string_view bytes) {
  std::size_t taken = 0;
  while (taken < bytes.size() && !stopped_) {
    const std::size_t count = step(bytes.substr(taken));
    if (stopped_) {
      break;
    }
    taken += count;
    offset_ += count;
  }
  return taken;
}

/// Deals with some bytes and gives how many; `offset_` still stands at their beginning.
std::size_t TarScanner::step(std::string_view bytes) {
  if (state_ == State::kAfterEnd) {
    check_zeros(bytes, TarFaultKind::kDataAfterEnd, {}, offset_);
    return bytes.size();
  }
  if (state_ == State::kHeader || state_ == State::kSecondZero) {
    const auto piece = bytes.substr(0, kTarBlock - partial_.size());
    if (piece.size() == kTarBlock) {
      block(piece);
    } else {
      partial_.append(piece);
      if (partial_.size() == kTarBlock) {
        block(partial_);
        partial_.clear();
      }
    }
    return piece.size();
  }
  const auto piece = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
  left_ -= piece.size();
  if (state_ == State::kExtension) {
    extension_.append(piece);
  } else if (state_ == State::kPadding) {
    check_zeros(piece, TarFaultKind::kHiddenBytes, name_, begin_);
  }
  while (left_ == 0 && !stopped_ && state_ != State::kHeader) {
    if (state_ == State::kPadding) {
      state_ = State::kHeader;
    } else {
      if (state_ == State::kExtension) {
        end_extension();
      }
      state_ = State::kPadding;
      left_ = padding_;
      tail_reported_ = false;
    }
  }
  return piece.size();
}

void TarScanner::check_zeros(std::string_view bytes, TarFaultKind kind, std::string_view name,
                             std::uint64_t at) {
  if (!tail_reported_ && !all_zeros(bytes)) {
    tail_reported_ = true;
    add_fault(kind, name, at);
  }
}

void TarScanner::block(std::string_view bytes) {
  const std::uint64_t at = offset_ / kTarBlock * kTarBlock;
  if (state_ == State::kSecondZero || all_zeros(bytes)) {
    if (pax_) {
      add_fault(TarFaultKind::kExtendedHeader, {}, begin_);
      return;
    }
    tail_reported_ = false;
    if (state_ == State::kSecondZero) {
      check_zeros(bytes, TarFaultKind::kDataAfterEnd, {}, at);
    }
    state_ = state_ == State::kSecondZero ? State::kAfterEnd : State::kSecondZero;
    return;
  }
  if (!pax_) {
    begin_ = at;
  }
  auto parsed = parse_tar_header(bytes);
  if (const auto* fault = std::get_if<TarFaultKind>(&parsed)) {
    add_fault(*fault, {}, begin_);
  } else {
    header(std::get<TarHeader>(std::move(parsed)));
  }
}

void TarScanner::header(TarHeader header) {
  if (pax_ && pax_->path) {
    header.name = *pax_->path;
  }
  if (pax_ && pax_->size) {
    header.size = *pax_->size;
  }
  name_ = header.name;
  if (header.hidden_bytes) {
    add_fault(TarFaultKind::kHiddenBytes, name_, begin_);
  }
  if (header.type == 'g') {
    add_fault(TarFaultKind::kGlobalHeader, {}, begin_);
  } else if (header.type == 'x') {
    begin_extension(header);
  } else if (++entries_ > limits_.max_entries) {
    add_fault(TarFaultKind::kTooManyEntries, {}, begin_);
  } else if (header.type == '0' || header.type == '\0') {
    // Old programs mark a directory by its name alone, and libarchive still takes it for one.
    name_.ends_with('/') ? other(TarFaultKind::kDirectory, header) : file(header);
  } else if (const auto kind = contentless(header.type)) {
    other(*kind, header);
  } else {
    add_fault(header.type == 'S' ? TarFaultKind::kSparse : TarFaultKind::kUnknownType, name_, begin_);
  }
}

void TarScanner::file(const TarHeader& header) {
  if (pax_ && pax_->link) {
    add_fault(TarFaultKind::kExtendedHeader, name_, begin_);
    return;
  }
  if ((header.mode & ~kPermissions) != 0) {
    add_fault(TarFaultKind::kSpecialMode, name_, begin_);
  }
  const auto bad_name = names_.add(name_);
  if (bad_name) {
    add_fault(*bad_name, name_, begin_);
  }
  scanned_.push_back(
      {{bad_name ? std::string() : name_, header.size, header.mode & kPermissions, begin_}, !bad_name});
  pax_.reset();
  begin_content(header.size, State::kContent);
}

void TarScanner::other(TarFaultKind kind, const TarHeader& header) {
  if (header.size != 0) {
    add_fault(TarFaultKind::kBadHeader, name_, begin_);
    return;
  }
  add_fault(kind, name_, begin_);
  if (kind != TarFaultKind::kDirectory) {
    // A later file of that name is a second fault; that this one has a bad name is not.
    static_cast<void>(names_.add(name_));
  }
  scanned_.push_back({});
  pax_.reset();
}

void TarScanner::begin_extension(const TarHeader& header) {
  if (pax_ || header.size > kMaxExtension) {
    add_fault(TarFaultKind::kExtendedHeader, {}, begin_);
    return;
  }
  extension_.clear();
  name_.clear();
  begin_content(header.size, State::kExtension);
}

void TarScanner::end_extension() {
  auto parsed = parse_pax_records(extension_);
  if (const auto* fault = std::get_if<TarFaultKind>(&parsed)) {
    add_fault(*fault, {}, begin_);
  } else {
    pax_ = std::get<PaxRecords>(std::move(parsed));
  }
}

void TarScanner::begin_content(std::uint64_t size, State state) {
  const std::uint64_t from = (offset_ / kTarBlock + 1) * kTarBlock;
  if (from > limits_.max_bytes || size > limits_.max_bytes - from) {
    add_fault(TarFaultKind::kTooLarge, state == State::kContent ? name_ : std::string(), begin_);
    return;
  }
  left_ = size;
  padding_ = padding_after(size);
  if (size > 0) {
    state_ = state;
  } else if (state == State::kExtension) {
    end_extension();
  }
}

void TarScanner::finish() {
  if (stopped_) return;
  if (state_ == State::kAfterEnd) {
    ended_ = true;
  } else if (state_ == State::kSecondZero || (state_ == State::kHeader && partial_.empty() && !pax_)) {
    add_fault(TarFaultKind::kNoEnd, {}, offset_);
  } else if (state_ == State::kHeader) {
    add_fault(TarFaultKind::kCutOff, {}, pax_ ? begin_ : offset_ / kTarBlock * kTarBlock);
  } else {
    add_fault(TarFaultKind::kCutOff, name_, begin_);
  }
}

std::optional<TarScanner::Scanned> TarScanner::take() {
  if (scanned_.empty()) return std::nullopt;
  Scanned first = std::move(scanned_.front());
  scanned_.pop_front();
  return first;
}

}  // namespace nsmkit::io
