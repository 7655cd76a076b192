#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "rules/fault.h"
#include "rules/release.h"
#include "rules/release_page.h"

namespace rules {

// A pack as text. `name` is what errors and rule ids say: "trade" gives "trade/rule-id".
struct PackFile {
  std::string name;
  std::string path;  // for errors
  std::string toml;
};

// The packs that come with the program, kept inside it: trade, world, policy, rare-earths,
// customs-china, customs-world, customs-codes.
std::vector<PackFile> ShippedPacks();

struct CompiledRules;  // rules/compiled.h

// Which rules are tried on a sentence: those whose literals it holds, or, to prove that no other
// matches, every one.
enum class Filtering { kOn, kOff };

// Lexicon, rules and release definitions of one or more packs, compiled. Immutable; shared by
// threads.
class Pack {
 public:
  // All faults of all files, or the pack. A later file may add to what an earlier one defines.
  static tl::expected<Pack, std::vector<Fault>> Load(const std::vector<PackFile>& files,
                                                     Filtering filtering = Filtering::kOn);

  Pack(const Pack&) = delete;
  Pack& operator=(const Pack&) = delete;
  Pack(Pack&&) noexcept;
  Pack& operator=(Pack&&) noexcept;
  ~Pack();

  // Gives back the samples of the rules, which serve RunSamples and CheckSamples only.
  void ForgetSamples();

  const CompiledRules& compiled() const { return *compiled_; }
  const std::vector<ReleaseDefinition>& releases() const { return releases_; }
  const LabelIndex& labels() const { return labels_; }
  const PageDefinitions& pages() const { return pages_; }

 private:
  Pack();
  std::unique_ptr<CompiledRules> compiled_;
  std::vector<ReleaseDefinition> releases_;
  LabelIndex labels_;
  PageDefinitions pages_;
};

// Runs the samples of every rule: each sentence that must match gives the facts it names, each that
// must not gives none by that rule. Empty: all hold.
std::vector<Fault> CheckSamples(const Pack& pack);

}  // namespace rules
