#include "io/tar_fault.hpp"

#include <array>

namespace nsmkit::io {

namespace {

struct KindInfo {
  TarFaultKind kind;
  TarEffect effect;
  std::string_view words;
};

constexpr std::array kKinds{
    KindInfo{TarFaultKind::kNotGzip, TarEffect::kStop, "is not gzip data"},
    KindInfo{TarFaultKind::kGzipDamaged, TarEffect::kStop, "is damaged gzip data"},
    KindInfo{TarFaultKind::kGzipChecksum, TarEffect::kStop,
             "is damaged: the checksum at the end of the gzip data does not fit the content"},
    KindInfo{TarFaultKind::kGzipCutOff, TarEffect::kStop, "is cut off: the end of the gzip data is missing"},
    KindInfo{TarFaultKind::kGzipTrailing, TarEffect::kNote, "goes on after the end of the gzip data"},
    KindInfo{TarFaultKind::kTooLarge, TarEffect::kStop, "unpacks to more bytes than nsmkit reads"},
    KindInfo{TarFaultKind::kTooDense, TarEffect::kStop,
             "unpacks to so many times its size that it looks like a trap"},
    KindInfo{TarFaultKind::kTooManyEntries, TarEffect::kStop, "has more entries than nsmkit reads"},
    KindInfo{TarFaultKind::kTooManyFaults, TarEffect::kStop, "has so many faults that reading it ended here"},
    KindInfo{TarFaultKind::kCutOff, TarEffect::kStop, "is cut off in the middle of an entry"},
    KindInfo{TarFaultKind::kNoEnd, TarEffect::kStop,
             "ends without the two empty blocks that close a tar archive"},
    KindInfo{TarFaultKind::kDataAfterEnd, TarEffect::kNote,
             "holds data after the end of the tar archive, where no tar program shows it"},
    KindInfo{TarFaultKind::kDisagreement, TarEffect::kStop,
             "is read differently by two tar readers, so what it holds is in doubt"},
    KindInfo{TarFaultKind::kHeaderChecksum, TarEffect::kStop,
             "has a damaged tar header: its checksum does not fit"},
    KindInfo{TarFaultKind::kBadHeader, TarEffect::kStop, "has a tar header that is not well-formed"},
    KindInfo{TarFaultKind::kExtendedHeader, TarEffect::kStop,
             "has an extended (pax) header that is malformed or says something unexpected"},
    KindInfo{TarFaultKind::kGlobalHeader, TarEffect::kStop,
             "has a global (pax) header, which changes how all later entries are read"},
    KindInfo{TarFaultKind::kHiddenBytes, TarEffect::kNote,
             "has bytes where its tar format demands zeros, which no tar program shows"},
    KindInfo{TarFaultKind::kSymbolicLink, TarEffect::kSkip, "is a symbolic link"},
    KindInfo{TarFaultKind::kHardLink, TarEffect::kSkip, "is a hard link"},
    KindInfo{TarFaultKind::kDevice, TarEffect::kSkip, "is a device"},
    KindInfo{TarFaultKind::kFifo, TarEffect::kSkip, "is a named pipe"},
    KindInfo{TarFaultKind::kDirectory, TarEffect::kSkip, "is a directory"},
    KindInfo{TarFaultKind::kSparse, TarEffect::kStop, "is a sparse file"},
    KindInfo{TarFaultKind::kUnknownType, TarEffect::kStop, "is of a type that nsmkit does not read"},
    KindInfo{TarFaultKind::kSpecialMode, TarEffect::kNote, "has a setuid, setgid or sticky bit"},
    KindInfo{TarFaultKind::kEmptyName, TarEffect::kSkip, "has an empty name or an empty part in its name"},
    KindInfo{TarFaultKind::kNameTooLong, TarEffect::kSkip, "has a name that is too long"},
    KindInfo{TarFaultKind::kAbsoluteName, TarEffect::kSkip, "has an absolute name"},
    KindInfo{TarFaultKind::kParentName, TarEffect::kSkip,
             "has '..' in its name, which leads out of the folder"},
    KindInfo{TarFaultKind::kDotName, TarEffect::kSkip, "has '.' as a part of its name"},
    KindInfo{TarFaultKind::kBackslashName, TarEffect::kSkip, "has a backslash in its name"},
    KindInfo{TarFaultKind::kControlName, TarEffect::kSkip,
             "has a control character or another invisible one in its name"},
    KindInfo{TarFaultKind::kInvalidUtf8Name, TarEffect::kSkip, "has a name that is not UTF-8"},
    KindInfo{TarFaultKind::kDuplicateName, TarEffect::kSkip, "has the name of an earlier entry"},
    KindInfo{TarFaultKind::kCaseTwin, TarEffect::kSkip,
             "has the name of an earlier entry but for upper and lower case"},
    KindInfo{TarFaultKind::kFileAsFolder, TarEffect::kSkip,
             "has a name that uses another entry, which is a file, as a folder, or the other way round"},
};

constexpr bool in_order() {
  std::size_t expected = 0;
  for (const KindInfo& info : kKinds) {
    if (static_cast<std::size_t>(info.kind) != expected++) return false;
  }
  return expected == static_cast<std::size_t>(kLastTarFaultKind) + 1;
}
static_assert(in_order());

}  // namespace

TarEffect tar_effect(TarFaultKind kind) { return kKinds.at(static_cast<std::size_t>(kind)).effect; }

std::string_view to_string(TarFaultKind kind) { return kKinds.at(static_cast<std::size_t>(kind)).words; }

}  // namespace nsmkit::io
