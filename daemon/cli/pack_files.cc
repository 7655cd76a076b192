#include "daemon/cli/pack_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "daemon/cli/commands.h"
#include "daemon/cli/setup.h"

namespace cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> FilesIn(const std::string& folder) {
  std::vector<std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".toml")
      files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  if (files.empty())
    throw Stop(kUsage, fmt::format("{}: there is no .toml file in this folder", folder));
  return files;
}

}  // namespace

std::vector<rules::PackFile> ReadPacks(const std::vector<std::string>& names) {
  const std::vector<rules::PackFile> shipped = rules::ShippedPacks();
  std::vector<rules::PackFile> files;
  for (const std::string& name : names) {
    const auto named = std::find_if(shipped.begin(), shipped.end(),
                                    [&](const rules::PackFile& pack) { return pack.name == name; });
    std::error_code ignored;
    if (named != shipped.end()) {
      files.push_back(*named);
    } else if (fs::is_directory(name, ignored)) {
      for (const std::string& file : FilesIn(name))
        files.push_back({fs::path(file).stem().string(), file, ReadInput(file)});
    } else {
      files.push_back({fs::path(name).stem().string(), name, ReadInput(name)});
    }
  }
  return files;
}

std::vector<rules::PackFile> With(std::vector<rules::PackFile> base,
                                  const std::vector<rules::PackFile>& more) {
  for (const rules::PackFile& file : more) {
    const auto same = std::find_if(base.begin(), base.end(), [&](const rules::PackFile& pack) {
      return pack.name == file.name;
    });
    if (same != base.end())
      *same = file;
    else
      base.push_back(file);
  }
  return base;
}

void AddBaseOption(CLI::App& app, ChosenPacks& packs) {
  app.add_option("--packs", packs.base,
                 "packs beneath: shipped names, files or folders (default: all shipped)")
      ->type_name("PACK,…")
      ->delimiter(',')
      ->allow_extra_args(false);
}

std::vector<rules::PackFile> FilesOf(const ChosenPacks& packs) {
  return With(packs.base.empty() ? rules::ShippedPacks() : ReadPacks(packs.base),
              ReadPacks(packs.mine));
}

std::vector<std::string> NamesOf(const ChosenPacks& packs,
                                 const std::vector<rules::PackFile>& files) {
  std::vector<std::string> names;
  for (const rules::PackFile& file : packs.mine.empty() ? files : ReadPacks(packs.mine))
    names.push_back(file.name);
  return names;
}

}  // namespace cli
