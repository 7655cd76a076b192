#pragma once

#include <vector>

#include "feeds/document.h"
#include "rules/fact.h"
#include "rules/pack.h"

namespace rules {

// What a source says of its documents, for what a document leaves out. Empty: nothing.
struct Defaults {
  std::string reporter;
  std::string subject;
};

enum class Scope {
  kFacts,  // what a rule gives a meaning to
  kAll     // also numbers with a unit, money and percentages that no rule claimed
};

// The facts of a document, in the order of their evidence. Pure: no clock, no disk. Never fails; a
// text without facts gives none.
std::vector<Fact> Extract(const Pack& pack, const feeds::Document& document,
                          const Defaults& defaults = {}, Scope scope = Scope::kFacts);

}  // namespace rules
