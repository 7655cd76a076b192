#include <algorithm>
#include <iterator>

#include "rules/measure.h"
#include "rules/mention.h"
#include "rules/period_words.h"

namespace rules {
namespace {

bool IsTyped(const Mention& mention) {
  return mention.type != MentionType::kNumber;
}

// Whether `a` is kept where the two overlap: a typed reading before a number, then the longer, then
// the one whose type says more.
bool Beats(const Mention& a, const Mention& b) {
  if (IsTyped(a) != IsTyped(b)) {
    return IsTyped(a);
  }
  const std::size_t size_a = a.span.end - a.span.start;
  const std::size_t size_b = b.span.end - b.span.start;
  return size_a != size_b ? size_a > size_b : a.type < b.type;
}

}  // namespace

std::vector<Mention> Recognise(std::string_view folded, const Reading& reading) {
  std::vector<Mention> measures = FindMeasures(folded, reading);
  std::vector<Mention> periods = FindPeriods(folded, reading);
  std::vector<Mention> all;
  all.reserve(measures.size() + periods.size());
  std::merge(std::make_move_iterator(measures.begin()), std::make_move_iterator(measures.end()),
             std::make_move_iterator(periods.begin()), std::make_move_iterator(periods.end()),
             std::back_inserter(all),
             [](const Mention& a, const Mention& b) { return a.span.start < b.span.start; });
  std::vector<Mention> kept;
  kept.reserve(all.size());
  for (Mention& mention : all) {
    bool wins = true;
    while (wins && !kept.empty() && kept.back().span.end > mention.span.start) {
      wins = Beats(mention, kept.back());
      if (wins) {
        kept.pop_back();
      }
    }
    if (wins) {
      kept.push_back(std::move(mention));
    }
  }
  return kept;
}

}  // namespace rules
