#include "tests/bundle/bundle_fixture.hpp"

#include "bundle/contents.hpp"
#include "bundle/reader.hpp"
#include "bundle/standard_files.hpp"
#include "bundle/sums.hpp"
#include "bundle/writer.hpp"
#include "io/digest.hpp"
#include "io/memory_file_system.hpp"
#include "io/tar_writer.hpp"

namespace nsmkit::bundle {

Json split_object(const std::string& space, const std::string& name, int weight) {
  return {{"apiVersion", "split.smi-spec.io/v1alpha3"},
          {"kind", "TrafficSplit"},
          {"metadata", {{"name", name}, {"namespace", space}}},
          {"spec",
           {{"service", name},
            {"backends",
             {{{"service", name + "-v1"}, {"weight", weight}},
              {{"service", name + "-v2"}, {"weight", 100 - weight}}}}}}};
}

Json tcp_route(const std::string& space, const std::string& name) {
  return {{"apiVersion", "specs.smi-spec.io/v1alpha3"},
          {"kind", "TCPRoute"},
          {"metadata", {{"name", name}, {"namespace", space}}},
          {"spec", Json::object()}};
}

Restorable restorable(Json object, std::uint32_t item, std::string owner) {
  return {std::move(object),
          {"backup/all.yaml", {item + 3, 3}, 0, item},
          {"/metadata/uid"},
          Conversion::kNone,
          std::move(owner)};
}

std::string small_bundle(const std::string& private_key) {
  Contents contents;
  Manifest manifest;
  manifest.to = "2.0.0";
  manifest.platform = "kubernetes";
  manifest.installer = "helm";
  manifest.sources = {{"backup/all.yaml", io::sha256("x"), 1, {}}};
  add_resources({restorable(split_object("shop", "cart"), 0),
                 restorable(split_object("shop", "catalog"), 1, "Canary catalog"),
                 restorable(tcp_route("pay", "ledger"), 2)},
                contents, manifest);
  add_standard_files(contents, manifest);
  io::MemoryFileSystem files;
  const auto output = files.create("b.tar.gz", io::Access::kUsual);
  write_bundle(std::move(contents), manifest, {0, private_key}, files, *output);
  output->commit();
  return files.files.at("b.tar.gz");
}

Files unpack(std::string_view archive) {
  base::TextSource source(archive);
  Files files;
  for (const auto& [path, file] : read_bundle(source, "b.tar.gz").files) {
    files[path] = file.content;
  }
  return files;
}

std::string pack(Files files, Sums sums) {
  if (sums == Sums::kAnew) {
    files.erase(std::string(kSumsPath));
    std::string text;
    for (const auto& [path, content] : files) {
      if (path != kSignaturePath) {
        text += sums_line({path, io::sha256(content), content.size()});
      }
    }
    files[std::string(kSumsPath)] = text;
  }
  std::vector<io::TarFile> entries;
  for (const auto& [path, content] : files) {
    entries.push_back({path, content, io::TarMode::kFile});
  }
  std::string archive;
  io::write_tar_gz(entries, 0, [&archive](std::string_view bytes) { archive += bytes; });
  return archive;
}

std::string changed(const std::function<void(Files&)>& change, Sums sums) {
  Files files = unpack(small_bundle());
  change(files);
  return pack(std::move(files), sums);
}

}  // namespace nsmkit::bundle
