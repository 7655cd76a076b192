#include <fmt/format.h>

#include <charconv>

#include "daemon/timeline/connection.h"
#include "daemon/timeline/views.h"
#include "daemon/timeline/working.h"

namespace timeline {
namespace {

struct Wanted {
  EntryId entry = 0;
  std::int64_t fact = 0;  // 0: all
};

std::optional<std::int64_t> NumberOf(std::string_view text) {
  std::int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end || number <= 0)
    return std::nullopt;
  return number;
}

std::optional<Wanted> WantedBy(Database& database, std::string_view id) {
  const bool is_fact = id.starts_with('f');
  const auto number = NumberOf(is_fact ? id.substr(1) : id);
  if (!number)
    return std::nullopt;
  if (!is_fact)
    return Wanted{.entry = *number};
  Query query(database, "SELECT entry FROM fact WHERE id = ?1", *number);
  if (!query.Step())
    return std::nullopt;
  return Wanted{.entry = query.Int(0), .fact = *number};
}

std::optional<EntryRow> EntryOf(Database& database, EntryId entry, const std::string& with) {
  Query query(database, fmt::format("{}SELECT {} FROM timeline WHERE id = ?1", with, kEntryColumns),
              entry);
  return query.Step() ? std::optional(EntryRowOf(query)) : std::nullopt;
}

std::vector<std::string> TextsOf(Database& database, const std::string& json) {
  std::vector<std::string> texts;
  for (Query query(database, "SELECT value FROM json_each(?1)", json); query.Step();)
    texts.push_back(query.Text(0));
  return texts;
}

constexpr const char* kMentions = R"sql(
SELECT iif(f.observation IS NULL, f.id, 0), d.source, d.title, d.url,
  strftime('%Y-%m-%dT%H:%M:%SZ', d.published_at, 'unixepoch'),
  strftime('%Y-%m-%dT%H:%M:%SZ', d.first_seen_at, 'unixepoch'),
  f.quote, f.sentence, f.rule, f.start, f."end", f.steps,
  strftime('%Y-%m-%dT%H:%M:%SZ', f.known_from, 'unixepoch'),
  strftime('%Y-%m-%dT%H:%M:%SZ', f.known_to, 'unixepoch'), b.sha256, b.size, f.observation
FROM fact f
JOIN document d ON d.id = f.document
JOIN page p ON p.id = d.page
JOIN body b ON b.sha256 = p.body
WHERE f.entry = ?1 AND (?2 = 0 OR f.id = ?2)
ORDER BY f.told_at, f.id
)sql";

// A figure read from an older page than the one believed, whose vintage is lower, was never held
// true: known_to is its known_from. So it is where the next came within the second.
constexpr const char* kVintages = R"sql(
SELECT v.vintage, v.value, v.tolerance, v.unit, v.status, d.source,
  strftime('%Y-%m-%dT%H:%M:%SZ', v.known_from, 'unixepoch'),
  strftime('%Y-%m-%dT%H:%M:%SZ', v.known_to, 'unixepoch'), v.known_to = v.known_from AND EXISTS (
    SELECT 1 FROM observation w
    WHERE w.series = v.series AND w.period = v.period AND w.unit = v.unit AND w.vintage < v.vintage
      AND (w.known_to IS NULL OR w.known_to > v.known_from))
FROM observation o
JOIN observation v ON v.series = o.series AND v.period = o.period AND v.unit = o.unit
JOIN document d ON d.id = v.document
WHERE o.id = ?1
ORDER BY v.known_from, v.vintage
)sql";

std::vector<std::string> VintagesOf(Database& database, std::int64_t observation) {
  std::vector<std::string> vintages;
  for (Query query(database, kVintages, observation); query.Step();) {
    std::string text = fmt::format("vintage {}: {}", query.Int(0),
                                   AmountText({query.Real(1), query.Real(2)}, query.Text(3)));
    if (const std::string status = query.Text(4); !status.empty())
      text += ", " + status;
    text += fmt::format(", from {}, ", query.Text(5));
    const std::string known_to = query.Text(7);
    if (known_to.empty())
      text += "stands since " + query.Text(6);
    else if (query.Int(8) != 0)
      text += "read " + query.Text(6) + ", older than what stood";
    else
      text += "known from " + query.Text(6) + " to " + known_to;
    vintages.push_back(std::move(text));
  }
  return vintages;
}

Explanation::MentionRow MentionRowOf(Database& database, const Query& query) {
  return {.fact = query.Int(0),
          .source = query.Text(1),
          .title = query.Text(2),
          .url = query.Text(3),
          .published = query.Text(4),
          .first_seen = query.Text(5),
          .quote = query.Text(6),
          .sentence = query.Text(7),
          .rule = query.Text(8),
          .start = query.Int(9),
          .end = query.Int(10),
          .steps = TextsOf(database, query.Text(11)),
          .vintages = query.IntOrNone(16) ? VintagesOf(database, query.Int(16))
                                          : std::vector<std::string>(),
          .known_from = query.Text(12),
          .known_to = query.Text(13),
          .body_sha256 = query.Text(14),
          .body_bytes = query.Int(15)};
}

}  // namespace

std::optional<Explanation> Store::Explain(std::string_view id) const {
  Database& database = connection_->database;
  const auto wanted = WantedBy(database, id);
  if (!wanted)
    return std::nullopt;
  auto entry = EntryOf(database, wanted->entry, {});
  if (!entry) {
    // Superseded: nobody says it any more, but it was said.
    entry = EntryOf(database, wanted->entry,
                    fmt::format("WITH timeline AS ({})\n", TimelineSelect(Moment::kEver)));
  }
  if (!entry)
    return std::nullopt;
  Explanation explanation{.entry = std::move(*entry), .mentions = {}};
  for (Query query(database, kMentions, wanted->entry, wanted->fact); query.Step();)
    explanation.mentions.push_back(MentionRowOf(database, query));
  return explanation;
}

}  // namespace timeline
