#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "rules/pack.h"

namespace cli {

// Packs as they are named on the command line: a shipped one by its name, a file, "-" for stdin, or
// a folder, of which every .toml file counts in the order of their names. Throws Stop (usage) when
// one cannot be read.
std::vector<rules::PackFile> ReadPacks(const std::vector<std::string>& names);

// `base` with `more`: a pack of the same name takes the place of the one in `base`, others follow.
std::vector<rules::PackFile> With(std::vector<rules::PackFile> base,
                                  const std::vector<rules::PackFile>& more);

// For the commands of people who write packs: PACK… on top of --packs (default: all shipped), so
// that a pack of one's own finds the words of the shipped ones, and an edited copy of a shipped one
// takes its place.
struct ChosenPacks {
  std::vector<std::string> base;  // --packs
  std::vector<std::string> mine;  // PACK…
};
void AddBaseOption(CLI::App& app, ChosenPacks& packs);
std::vector<rules::PackFile> FilesOf(const ChosenPacks& packs);
// Names of the packs that the command is about: PACK…, or all when none is named.
std::vector<std::string> NamesOf(const ChosenPacks& packs,
                                 const std::vector<rules::PackFile>& files);

}  // namespace cli
