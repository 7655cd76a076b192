#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/fact.h"

namespace rules {

// A fact that one set of rules gives and another does not, or gives otherwise.
struct FactChange {
  std::optional<Fact> before;  // none: gained
  std::optional<Fact> after;   // none: lost
};

// How the facts of a document differ between two sets of rules. Facts are equal when all their keys
// are, whatever rule gave them and wherever else they are told; of the rest, a fact before and one
// after of overlapping words are one change, those that share most first. In the order of the text.
std::vector<FactChange> DiffOf(const std::vector<Fact>& before, const std::vector<Fact>& after);

// A fact's line without its rule: "quantity 40 t subject=gallium flow=export".
std::string KeysText(const Fact& fact);

}  // namespace rules
