#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "rules/compiled.h"
#include "rules/fault.h"
#include "rules/pack.h"

namespace rules {

// A string of a pack with the place where its text begins.
struct PlacedText {
  std::string text;
  Fault place;  // message empty
};

struct DraftTemplate {
  std::map<std::string, PlacedText> keys;  // kind, sign, value, measure, … as written
  std::vector<std::string> needs;
  Fault place;
};

// A rule as its pack writes it.
struct DraftRule {
  std::string id;
  Script script = Script::kEnglish;
  PlacedText match;
  int priority = 0;
  bool denies = false;
  std::vector<DraftTemplate> gives;
  std::vector<Sample> yes;
  std::vector<Sample> no;
  Fault place;
};

// An entry of the lexicon; its patterns may use <words>.
struct DraftEntry {
  LexiconClass what = LexiconClass::kCommodity;
  std::string id;
  std::vector<PlacedText> en;
  std::vector<PlacedText> zh;
};

// Packs as text, before anything is compiled; later packs add to earlier ones.
struct PackDraft {
  std::vector<DraftEntry> lexicon;
  std::vector<DraftRule> rules;
  // [words.en] and [words.zh]: name -> patterns.
  std::map<std::pair<Script, std::string>, std::vector<PlacedText>> words;
};

// Reads one file into the draft. Every fault found is appended; what is sound is kept.
void ReadPack(const PackFile& file, PackDraft& draft, std::vector<Fault>& faults);

}  // namespace rules
