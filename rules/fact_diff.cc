#include "rules/fact_diff.h"

#include <algorithm>
#include <map>
#include <utility>

namespace rules {
namespace {

// Facts of `facts` that `others` does not have; of equal ones only as many as are too many.
std::vector<const Fact*> Missing(const std::vector<Fact>& facts, const std::vector<Fact>& others) {
  std::map<std::string, int> known;
  for (const Fact& fact : others)
    ++known[KeysText(fact)];
  std::vector<const Fact*> out;
  for (const Fact& fact : facts) {
    if (--known[KeysText(fact)] < 0)
      out.push_back(&fact);
  }
  return out;
}

// How much two facts of the same place have in common; 0: they are not of the same place, or one is
// of a number and the other an event.
int Likeness(const Fact& a, const Fact& b) {
  const bool overlap = a.evidence.start < b.evidence.end && b.evidence.start < a.evidence.end;
  const Amount* left = AmountOf(a);
  const Amount* right = AmountOf(b);
  if (!overlap || (left == nullptr) != (right == nullptr))
    return 0;
  int likeness = 1;
  likeness += KindOf(a) == KindOf(b) ? 2 : 0;
  likeness += left != nullptr && left->value == right->value ? 4 : 0;
  likeness += a.evidence == b.evidence ? 1 : 0;
  likeness += a.subject == b.subject ? 1 : 0;
  // Two numbers of one clause are two facts.
  const bool is_same_number = left == nullptr || left->value == right->value ||
                              left->value == -right->value || a.evidence == b.evidence;
  return is_same_number ? likeness : 0;
}

struct Pair {
  int likeness;
  std::size_t lost;
  std::size_t gained;
};

std::size_t StartOf(const FactChange& change) {
  return (change.after ? change.after : change.before)->evidence.start;
}

}  // namespace

std::string KeysText(const Fact& fact) {
  const std::string line = ToText(fact);
  return line.substr(0, line.rfind(" ["));
}

std::vector<FactChange> DiffOf(const std::vector<Fact>& before, const std::vector<Fact>& after) {
  const std::vector<const Fact*> lost = Missing(before, after);
  const std::vector<const Fact*> gained = Missing(after, before);
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < lost.size(); ++i) {
    for (std::size_t j = 0; j < gained.size(); ++j) {
      if (const int likeness = Likeness(*lost[i], *gained[j]); likeness > 0)
        pairs.push_back({likeness, i, j});
    }
  }
  std::stable_sort(pairs.begin(), pairs.end(),
                   [](const Pair& a, const Pair& b) { return a.likeness > b.likeness; });
  std::vector<bool> lost_taken(lost.size(), false);
  std::vector<bool> gained_taken(gained.size(), false);
  std::vector<FactChange> out;
  for (const Pair& pair : pairs) {
    if (lost_taken[pair.lost] || gained_taken[pair.gained])
      continue;
    lost_taken[pair.lost] = gained_taken[pair.gained] = true;
    out.push_back({*lost[pair.lost], *gained[pair.gained]});
  }
  for (std::size_t i = 0; i < lost.size(); ++i) {
    if (!lost_taken[i])
      out.push_back({*lost[i], std::nullopt});
  }
  for (std::size_t j = 0; j < gained.size(); ++j) {
    if (!gained_taken[j])
      out.push_back({std::nullopt, *gained[j]});
  }
  std::stable_sort(out.begin(), out.end(), [](const FactChange& a, const FactChange& b) {
    return StartOf(a) < StartOf(b);
  });
  return out;
}

}  // namespace rules
