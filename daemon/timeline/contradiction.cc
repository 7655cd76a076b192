#include "daemon/timeline/contradiction.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

#include "daemon/timeline/working.h"

namespace timeline {
namespace {

constexpr int kWrongLeast = 2;

// What an edition is of: its newest day, and the currency in which it tells money.
struct About {
  std::string newest_day;
  std::string currency;
};

About AboutOf(const PreparedDocument& edition) {
  About about;
  for (const rules::Observation& observation : edition.observations) {
    about.newest_day = std::max(about.newest_day, DaysOf(observation.period).to);
    const bool is_money = observation.measure == rules::Measure::kMoney;
    if (is_money && (about.currency.empty() || observation.unit < about.currency))
      about.currency = observation.unit;
  }
  return about;
}

// All versions of a document together, see edition.cc.
About AboutOf(Database& database, const std::string& source, const std::string& guid) {
  Query query(database,
              "SELECT max(o.period_to), min(iif(s.measure = 'money', o.unit, NULL)) "
              "FROM document d JOIN fact f ON f.document = d.id "
              "JOIN observation o ON o.id = f.observation JOIN series s ON s.id = o.series "
              "WHERE d.source = ?1 AND d.guid = ?2",
              source, guid);
  return query.Step() ? About{query.Text(0), query.Text(1)} : About{};
}

// Editions beside the new one, by source and guid; asked for once each.
class Editions {
 public:
  Editions(Database& database, About about) : database_(database), about_(std::move(about)) {}

  bool IsOther(const std::string& source, const std::string& guid) {
    const auto [at, is_new] = known_.try_emplace({source, guid});
    if (is_new)
      at->second = AboutOf(database_, source, guid);
    return at->second.newest_day == about_.newest_day && !at->second.currency.empty() &&
           at->second.currency != about_.currency;
  }

 private:
  Database& database_;
  About about_;
  std::map<std::pair<std::string, std::string>, About> known_;
};

// The figure that another edition tells for the cell of this one, of the same vintage.
std::optional<rules::Amount> OtherFigure(Database& database, Editions& editions,
                                         const rules::Observation& cell) {
  for (Query query(database,
                   "SELECT o.value, o.tolerance, d.source, d.guid FROM series s "
                   "JOIN observation o ON o.series = s.id JOIN fact f ON f.observation = o.id "
                   "JOIN document d ON d.id = f.document "
                   "WHERE s.key = ?1 AND o.period = ?2 AND o.unit = ?3 AND o.known_to IS NULL "
                   "AND coalesce(o.status, '') = ?4",
                   SeriesKey(cell), ToText(cell.period), cell.unit, cell.status);
       query.Step();) {
    if (editions.IsOther(query.Text(2), query.Text(3)))
      return rules::Amount{query.Real(0), query.Real(1)};
  }
  return std::nullopt;
}

bool Differ(const rules::Amount& one, const rules::Amount& other) {
  return std::abs(one.value - other.value) >
         std::max(one.tolerance, other.tolerance) * 1.000001 + 1e-9 * std::abs(one.value);
}

}  // namespace

std::string FindContradiction(Database& database, const std::string& source,
                              const PreparedDocument& edition) {
  const About about = AboutOf(edition);
  if (about.currency.empty())
    return {};
  const std::string& guid = edition.seen.item.empty() ? edition.document.guid : edition.seen.item;
  if (AboutOf(database, source, guid).newest_day >= about.newest_day)
    return {};
  Editions editions(database, about);
  std::string first;
  int wrong = 0;
  int all = 0;
  for (const rules::Observation& cell : edition.observations) {
    if (cell.measure != rules::Measure::kQuantity || DaysOf(cell.period).to != about.newest_day)
      continue;
    const auto other = OtherFigure(database, editions, cell);
    if (!other)
      continue;
    ++all;
    if (!Differ(cell.amount, *other))
      continue;
    if (++wrong == 1)
      first = fmt::format("{} {} is {} here and {} there", SeriesKey(cell), ToText(cell.period),
                          AmountText(cell.amount, cell.unit), AmountText(*other, cell.unit));
  }
  if (wrong < kWrongLeast || wrong * 2 <= all)
    return {};
  return fmt::format(
      "{} of {} quantities are not those of the edition in another currency that is on the "
      "timeline: {}",
      wrong, all, first);
}

}  // namespace timeline
