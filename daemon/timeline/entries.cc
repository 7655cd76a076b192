#include "daemon/timeline/entries.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

namespace timeline {
namespace {

constexpr std::int64_t kDay = 86'400;
constexpr std::int64_t kNumberWindow = 14 * kDay;
constexpr std::int64_t kEventWindow = 7 * kDay;
constexpr double kEventDaysMax = 372;    // "2025" contains its days; a week beside it
constexpr double kRelativeSlack = 1e-9;  // decimal fractions are not exact in binary

std::string DayText(std::chrono::year_month_day day) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::string_view WordOf(const auto& enumerator) {
  return enumerator ? rules::ToText(*enumerator) : std::string_view();
}

// Seconds of a day's midnight, UTC.
std::optional<std::int64_t> MidnightOf(const std::string& date) {
  const auto period = rules::ParsePeriod(date);
  if (!period || !period->day)
    return std::nullopt;
  const std::chrono::sys_days day{period->first / *period->day};
  return std::chrono::sys_seconds(day).time_since_epoch().count();
}

bool SameActor(const std::string& one, const std::string& other) {
  return one == other || CountryOf(one) == other || CountryOf(other) == one;
}

bool SameDate(const Telling& one, const Telling& other) {
  if (one.date.empty() || other.date.empty()) {
    const std::int64_t first = MidnightOf(one.date).value_or(one.told_at);
    const std::int64_t second = MidnightOf(other.date).value_or(other.told_at);
    return std::abs(first - second) <= kEventWindow;
  }
  return one.date.starts_with(other.date) || other.date.starts_with(one.date);
}

// Where an entry stands among those of its identity: a number by its value, an event by its day.
double PlaceOf(const Mention& mention) {
  if (mention.telling.value)
    return *mention.telling.value;
  return static_cast<double>(MidnightOf(mention.days.from).value_or(mention.telling.told_at)) /
         static_cast<double>(kDay);
}

bool IsSame(const Mention& mention, const Telling& told) {
  if (mention.keys.kind == "event")
    return SameEvent(mention.telling, told);
  if (mention.keys.period.empty() &&
      std::abs(mention.telling.told_at - told.told_at) > kNumberWindow)
    return false;
  return SameNumber(mention.telling, told);
}

double DistanceOf(const Telling& one, const Telling& other) {
  if (one.value && other.value)
    return std::abs(*one.value - *other.value);
  return one.date == other.date ? 0 : 1;
}

std::optional<std::int64_t> FindEntry(Database& database, const Mention& mention,
                                      const std::string& identity) {
  std::optional<std::int64_t> nearest;
  double distance = std::numeric_limits<double>::infinity();
  const bool is_number = mention.telling.value.has_value();
  const double place = PlaceOf(mention);
  const double reach =
      is_number ? mention.telling.tolerance + 2 * kRelativeSlack * std::abs(place) : kEventDaysMax;
  // What is further away than both roundings cannot be the same; the other one's is at most the
  // coarsest that there is (NULL, so 0, for events).
  for (Query query(database,
                   "WITH reach AS (SELECT ?3 + coalesce(max(tolerance), 0) AS far FROM entry "
                   "WHERE identity = ?1) "
                   "SELECT id, told_at, place, tolerance, actor, date FROM reach CROSS JOIN entry "
                   "WHERE identity = ?1 AND place BETWEEN ?2 - far AND ?2 + far ORDER BY id",
                   identity, place, reach);
       query.Step();) {
    const Telling told{.value = is_number ? query.RealOrNone(2) : std::nullopt,
                       .tolerance = query.Real(3),
                       .actor = query.Text(4),
                       .date = query.Text(5),
                       .told_at = query.Int(1)};
    if (!IsSame(mention, told) || DistanceOf(mention.telling, told) >= distance)
      continue;
    nearest = query.Int(0);
    distance = DistanceOf(mention.telling, told);
  }
  return nearest;
}

std::int64_t InsertEntry(Database& database, const Mention& mention, const std::string& identity) {
  const EntryKeys& keys = mention.keys;
  const Telling& telling = mention.telling;
  const auto tolerance = telling.value ? std::optional(telling.tolerance) : std::nullopt;
  Query(
      database,
      "INSERT INTO entry (identity, kind, unit, subject, flow, period, period_from, period_to, "
      "reporter, partner, measure, basis, type, told_at, place, tolerance, actor, date, is_claim) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
      "?19)",
      identity, keys.kind, OrNull(keys.unit), OrNull(keys.subject), OrNull(keys.flow),
      OrNull(keys.period), OrNull(mention.days.from), OrNull(mention.days.to),
      OrNull(keys.reporter), OrNull(keys.partner), OrNull(keys.measure), OrNull(keys.basis),
      OrNull(keys.type), telling.told_at, PlaceOf(mention), tolerance, OrNull(telling.actor),
      OrNull(telling.date), static_cast<int>(IsClaim(mention)))
      .Run();
  return database.LastInsertId();
}

// An entry is found by its most precise mention.
void KeepMostPrecise(Database& database, std::int64_t entry, const Mention& mention) {
  const Telling& telling = mention.telling;
  if (telling.value) {
    Query(database, "UPDATE entry SET place = ?2, tolerance = ?3 WHERE id = ?1 AND tolerance > ?3",
          entry, *telling.value, telling.tolerance)
        .Run();
    return;
  }
  Query(database,
        "UPDATE entry SET place = iif(length(?3) > coalesce(length(date), 0), ?2, place), "
        "date = iif(length(?3) > coalesce(length(date), 0), ?3, date), "
        "actor = iif(length(?4) > coalesce(length(actor), 0), ?4, actor) WHERE id = ?1 "
        "AND (length(?3) > coalesce(length(date), 0) OR length(?4) > coalesce(length(actor), 0))",
        entry, PlaceOf(mention), telling.date, telling.actor)
      .Run();
}

}  // namespace

std::string CountryOf(const std::string& actor) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const std::size_t dot = actor.find('.');
  if (dot != 2 || !is_upper(actor[0]) || !is_upper(actor[1]))
    return actor;
  return actor.substr(0, dot);
}

std::string IdentityOf(const EntryKeys& keys) {
  constexpr char kSeparator = '\x1f';  // ASCII's own unit separator: in no key
  std::string out = keys.kind;
  for (const std::string* key :
       {&keys.unit, &keys.subject, &keys.flow, &keys.period, &keys.reporter, &keys.partner,
        &keys.measure, &keys.basis, &keys.type, &keys.country}) {
    out += kSeparator;
    out += *key;
  }
  return out;
}

Days DaysOf(const rules::Period& period) {
  if (period.day) {
    const std::string day = DayText(period.first / *period.day);
    return {day, day};
  }
  using std::chrono::day;
  using std::chrono::last;
  return {DayText(period.first / day{1}), DayText(period.last / last)};
}

bool IsClaim(const Mention& mention) {
  const std::string& kind = mention.keys.kind;
  if (mention.is_official)
    return false;
  const bool has_flow = !mention.keys.flow.empty();
  return kind == "quantity" || kind == "money" || kind == "change" ||
         (kind == "price" && has_flow) ||
         (kind == "share" && has_flow && !mention.keys.partner.empty());
}

EntryKeys KeysOf(const rules::Fact& fact) {
  EntryKeys keys;
  keys.kind = ToText(KindOf(fact));
  keys.subject = fact.subject;
  if (const auto* event = std::get_if<rules::Event>(&fact.what)) {
    keys.type = ToText(event->type);
    keys.country = CountryOf(event->actor);
    return keys;
  }
  keys.unit = UnitOf(fact);
  keys.flow = WordOf(fact.flow);
  keys.period = fact.period ? ToText(*fact.period) : std::string();
  keys.reporter = fact.reporter;
  keys.partner = fact.partner;
  if (const auto* change = std::get_if<rules::Change>(&fact.what)) {
    keys.measure = WordOf(change->measure);
    keys.basis = WordOf(change->basis);
  }
  return keys;
}

EntryKeys KeysOf(const rules::Observation& observation) {
  const bool is_money = observation.measure == rules::Measure::kMoney;
  EntryKeys keys;
  keys.kind = is_money ? "money" : "quantity";
  keys.unit = observation.unit;
  keys.subject = observation.subject;
  keys.flow = ToText(observation.flow);
  keys.period = ToText(observation.period);
  keys.reporter = observation.reporter;
  keys.partner = observation.partner;
  return keys;
}

bool SameNumber(const Telling& one, const Telling& other) {
  if (!one.value || !other.value)
    return false;
  const double distance = std::abs(*one.value - *other.value);
  const double slack = kRelativeSlack * std::max(std::abs(*one.value), std::abs(*other.value));
  return distance <= slack || distance < one.tolerance + other.tolerance - slack;
}

bool SameEvent(const Telling& one, const Telling& other) {
  return SameActor(one.actor, other.actor) && SameDate(one, other);
}

FoundEntry FindOrMakeEntry(Database& database, const Mention& mention) {
  const std::string identity = IdentityOf(mention.keys);
  const auto found = FindEntry(database, mention, identity);
  if (!found)
    return {InsertEntry(database, mention, identity), true};
  KeepMostPrecise(database, *found, mention);
  return {*found, false};
}

std::int64_t MakeEntry(Database& database, const Mention& mention) {
  return InsertEntry(database, mention, IdentityOf(mention.keys));
}

void RefreshEntry(Database& database, std::int64_t entry) {
  Query(database,
        "UPDATE entry SET (place, tolerance, date, actor) = (SELECT "
        "  iif(entry.kind = 'event', coalesce(unixepoch(f.period_from), f.told_at) / 86400.0,"
        "    f.value),"
        "  f.tolerance, f.date,"
        "  (SELECT actor FROM fact WHERE entry = ?1 ORDER BY known_to IS NOT NULL,"
        "    length(actor) DESC, id LIMIT 1)"
        "  FROM fact f WHERE f.entry = ?1"
        "  ORDER BY f.known_to IS NOT NULL, f.tolerance, length(f.date) DESC, f.id LIMIT 1) "
        "WHERE id = ?1",
        entry)
      .Run();
}

std::int64_t InsertFact(Database& database, std::int64_t entry, const Mention& mention,
                        std::int64_t now) {
  const Telling& telling = mention.telling;
  const auto tolerance = telling.value ? std::optional(telling.tolerance) : std::nullopt;
  Query(database,
        "INSERT INTO fact (entry, document, observation, value, tolerance, period_from, period_to, "
        "mast, actor, target, date, quote, start, \"end\", sentence, rule, steps, told_at, "
        "known_from, correction_of, was, story, story_working, effective, until, plover) VALUES "
        "(?1, ?2, ?3, "
        "?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
        "?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)",
        entry, mention.document, mention.observation, telling.value, tolerance,
        OrNull(mention.days.from), OrNull(mention.days.to), OrNull(mention.mast),
        OrNull(telling.actor), OrNull(mention.target), OrNull(telling.date), mention.quote,
        mention.start, mention.end, mention.sentence, mention.rule, mention.steps, telling.told_at,
        now, mention.correction_of, mention.was, OrNull(mention.story),
        OrNull(mention.story_working), OrNull(mention.effective), OrNull(mention.until),
        OrNull(mention.plover))
      .Run();
  return database.LastInsertId();
}

std::string JsonOf(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) {
    out += out.size() > 1 ? ",\"" : "\"";
    for (const char c : text) {
      if (static_cast<unsigned char>(c) < 0x20) {
        out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        continue;
      }
      if (c == '"' || c == '\\')
        out += '\\';
      out += c;
    }
    out += '"';
  }
  return out + ']';
}

}  // namespace timeline
