#include "rules/repeats.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rules {
namespace {

bool Agree(const std::string& a, const std::string& b) {
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

bool SameEvent(const Event& a, const Event& b) {
  const auto country = [](const std::string& id) { return id.substr(0, id.find('.')); };
  return a.type == b.type && Agree(country(a.actor), country(b.actor)) &&
         Agree(a.target, b.target) && SameDate(a.date, b.date);
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
  if (!Agree(a.subject, b.subject) || !Agree(a.flow, b.flow) || !Agree(a.period, b.period) ||
      !Agree(a.reporter, b.reporter) || a.partner != b.partner) {
    return false;
  }
  if (const auto* event = std::get_if<Event>(&a.what))
    return SameEvent(*event, std::get<Event>(b.what));
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
