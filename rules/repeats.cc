#include "rules/repeats.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rules {
namespace {

bool Agree(std::string_view a, std::string_view b) {
  return a.empty() || b.empty() || a == b;
}

template <class T>
bool Agree(const std::optional<T>& a, const std::optional<T>& b) {
  return !a || !b || *a == *b;
}

// Of 18.7 million a hundred thousand, of 14,000 a thousand.
double OneOfLastDigit(double value) {
  constexpr int kDigitsMax = 12;
  double one = std::pow(10, std::floor(std::log10(std::abs(value))));
  for (int i = 0; i < kDigitsMax; ++i, one /= 10) {
    const double count = value / one;
    if (std::abs(count - std::round(count)) < 1e-9 * std::abs(count))
      return one;
  }
  return one;
}

// "A little over 18.7 million" may be said again as 18.75, but is not 19.1 million.
double Slack(const Amount& amount) {
  return amount.value == 0 ? 0 : std::min(amount.tolerance, OneOfLastDigit(amount.value));
}

bool SameNumber(const Amount& a, const Amount& b) {
  const double slack = std::max(Slack(a), Slack(b)) + 1e-9 * std::abs(a.value);
  return std::abs(a.value - b.value) <= slack;
}

// "2025-04" agrees with "2025-04-04".
bool SameDate(const std::string& a, const std::string& b) {
  return a.starts_with(b) || b.starts_with(a);
}

// 福特探险者 in a title and 福特汽车, Japan and the US against the US and Japan.
bool SameLooseActor(const Event& a, const Event& b) {
  constexpr std::size_t kTwoCharacters = 6;
  const bool both_act = a.type == EventType::kTalks || a.type == EventType::kTradeDeal;
  const std::string_view of_a = CountryPart(a.actor);
  const std::string_view of_b = CountryPart(b.actor);
  return (both_act && (of_a == CountryPart(b.target) || of_b == CountryPart(a.target))) ||
         (of_a.size() >= kTwoCharacters &&
          of_a.compare(0, kTwoCharacters, of_b, 0, kTwoCharacters) == 0);
}

// What is seized and who is held in one operation, told at once: 侦破…案，查扣….
bool SameOperation(const Fact& a, const Fact& b) {
  const auto* event = std::get_if<Event>(&a.what);
  const auto* other = std::get_if<Event>(&b.what);
  constexpr std::size_t kNear = 120;
  return event != nullptr && other != nullptr && event->type == EventType::kCrackdown &&
         other->type == event->type && event->actor == other->actor && event->date == other->date &&
         !event->date.empty() && b.evidence.start >= a.evidence.end &&
         b.evidence.start - a.evidence.end <= kNear;
}

bool SameEvent(const Event& a, const Event& b) {
  return a.type == b.type && Agree(CountryPart(a.actor), CountryPart(b.actor)) &&
         Agree(a.target, b.target) && SameDate(a.date, b.date);
}

bool SameAsTitle(const Event& a, const Event& b) {
  return SameEvent(a, b) || (a.type == b.type && SameLooseActor(a, b));
}

// "Ministry suspends some export controls": a title names goods loosely.
bool IsLooseTitle(const Fact& fact) {
  const auto* event = std::get_if<Event>(&fact.what);
  return fact.is_loose && event != nullptr && event->date.empty();
}

int KeyCount(const Fact& fact) {
  int count = !fact.subject.empty() + fact.flow.has_value() + fact.period.has_value() +
              !fact.reporter.empty() + !fact.partner.empty();
  if (const auto* change = std::get_if<Change>(&fact.what)) {
    count += change->basis.has_value() + change->measure.has_value();
  }
  if (const auto* event = std::get_if<Event>(&fact.what)) {
    // A body tells more than its country.
    count += !event->actor.empty() + (event->actor.find('.') != std::string::npos) +
             !event->target.empty() + static_cast<int>(event->date.size());
  }
  return count;
}

bool TellsMore(const Fact& a, const Fact& b) {
  if (KeyCount(a) != KeyCount(b))
    return KeyCount(a) > KeyCount(b);
  const Amount* of_a = AmountOf(a);
  const Amount* of_b = AmountOf(b);
  return of_a != nullptr && of_b != nullptr && of_a->tolerance < of_b->tolerance;
}

}  // namespace

bool SaysTheSame(const Fact& a, const Fact& b) {
  if (KindOf(a) != KindOf(b) || UnitOf(a) != UnitOf(b))
    return false;
  if (SameOperation(a, b))
    return true;
  const bool is_loose = IsLooseTitle(a) != IsLooseTitle(b);
  if ((!is_loose && !Agree(a.subject, b.subject)) || !Agree(a.flow, b.flow) ||
      !Agree(a.period, b.period) || !Agree(a.reporter, b.reporter) || a.partner != b.partner) {
    return false;
  }
  if (const auto* event = std::get_if<Event>(&a.what))
    return is_loose ? SameAsTitle(*event, std::get<Event>(b.what))
                    : SameEvent(*event, std::get<Event>(b.what));
  if (const auto* change = std::get_if<Change>(&a.what)) {
    const auto& other = std::get<Change>(b.what);
    if (!Agree(change->measure, other.measure) || !Agree(change->basis, other.basis))
      return false;
  }
  return SameNumber(*AmountOf(a), *AmountOf(b));
}

void AddUnlessRepeat(Fact fact, std::vector<Fact>& facts) {
  for (Fact& told : facts) {
    if (!SaysTheSame(told, fact))
      continue;
    // The two ends of a range share their words and are two facts.
    if (told.evidence == fact.evidence && AmountOf(fact) != nullptr &&
        AmountOf(told)->value != AmountOf(fact)->value) {
      continue;
    }
    if (TellsMore(fact, told))
      told = std::move(fact);
    return;
  }
  facts.push_back(std::move(fact));
}

}  // namespace rules
