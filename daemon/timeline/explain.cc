#include <fmt/format.h>

#include <charconv>

#include "daemon/timeline/connection.h"
#include "daemon/timeline/views.h"

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
  strftime('%Y-%m-%dT%H:%M:%SZ', f.known_to, 'unixepoch'), b.sha256, b.size
FROM fact f
JOIN document d ON d.id = f.document
JOIN page p ON p.id = d.page
JOIN body b ON b.sha256 = p.body
WHERE f.entry = ?1 AND (?2 = 0 OR f.id = ?2)
ORDER BY f.told_at, f.id
)sql";

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
