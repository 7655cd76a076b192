#include <map>
#include <set>

#include "daemon/timeline/connection.h"

namespace timeline {
namespace {

// More items with the same words than this tell nothing new.
constexpr int kSameWordsMax = 8;

KnownItem KnownItemOf(const Query& query) {
  return {.guid = query.Text(0),
          .version = query.Int(1),
          .url = query.Text(2),
          .content = query.Text(3),
          .published_at = query.IntOrNone(4),
          .is_latest = query.Int(5) != 0};
}

constexpr const char* kLatestOfGuids = R"sql(
SELECT d.guid, d.version, d.url, d.content_sha256, d.published_at, 1
FROM json_each(?2) AS wanted
JOIN document d ON d.id = (SELECT id FROM document WHERE source = ?1 AND guid = wanted.value
  ORDER BY version DESC LIMIT 1)
)sql";

constexpr const char* kLatestAtLink = R"sql(
SELECT d.guid, d.version, d.url, d.content_sha256, d.published_at, 1
FROM (SELECT DISTINCT guid FROM document WHERE source = ?1 AND url = ?2 LIMIT 2) AS found
JOIN document d ON d.id = (SELECT id FROM document WHERE source = ?1 AND guid = found.guid
  ORDER BY version DESC LIMIT 1)
)sql";

constexpr const char* kWithWords = R"sql(
SELECT d.guid, d.version, d.url, d.content_sha256, d.published_at,
  NOT EXISTS (SELECT 1 FROM document n WHERE n.source = d.source AND n.guid = d.guid
    AND n.version > d.version)
FROM document d WHERE d.source = ?1 AND d.content_sha256 = ?2 LIMIT ?3
)sql";

bool HasDocuments(Database& database, const std::string& source) {
  return Query(database, "SELECT 1 FROM document WHERE source = ?1 LIMIT 1", source).Step();
}

// The link of one item, which the latest version may have changed: found under the one asked for.
void CollectAtLink(Database& database, const std::string& source, const std::string& url,
                   std::vector<KnownItem>& out) {
  for (Query query(database, kLatestAtLink, source, url); query.Step();) {
    out.push_back(KnownItemOf(query));
    out.back().url = url;
  }
}

std::vector<Item> ItemsOf(std::span<const feeds::Document> documents) {
  std::vector<Item> items;
  items.reserve(documents.size());
  for (const feeds::Document& document : documents) {
    items.push_back({.guid = document.guid,
                     .url = document.url,
                     .content = ContentHash(document),
                     .published_at = Seconds(document.published_at),
                     .text_bytes = document.title.size() + document.text.size()});
  }
  return items;
}

// A feed that shows one item at a time shares none with its last page whenever it has news; a
// release page is one document.
bool ShowsMany(Database& database, const std::string& source, std::size_t items) {
  Query query(database, "SELECT kind, items FROM source WHERE id = ?1", source);
  return query.Step() && query.Text(0) != "release" && (items > 1 || query.Int(1) > 1);
}

}  // namespace

std::vector<KnownItem> FindKnown(Database& database, const std::string& source,
                                 std::span<const Item> page) {
  std::map<std::string, int> times;
  std::vector<std::string> guids;
  for (const Item& item : page) {
    if (++times[item.guid] == 1)
      guids.push_back(item.guid);
  }
  std::vector<KnownItem> known;
  for (Query query(database, kLatestOfGuids, source, JsonOf(guids)); query.Step();)
    known.push_back(KnownItemOf(query));
  std::set<std::string> known_guids;
  for (const KnownItem& item : known)
    known_guids.insert(item.guid);
  for (const Item& item : page) {
    const bool is_unknown = !known_guids.contains(item.guid);
    if (is_unknown && !item.url.empty())
      CollectAtLink(database, source, item.url, known);
    if (!is_unknown && times[item.guid] == 1)
      continue;
    for (Query query(database, kWithWords, source, item.content, kSameWordsMax); query.Step();)
      known.push_back(KnownItemOf(query));
  }
  return known;
}

News Store::NewAmong(const std::string& source_id,
                     std::span<const feeds::Document> documents) const {
  Database& database = connection_->database;
  const std::vector<Item> page = ItemsOf(documents);
  const bool was_served = !page.empty() && HasDocuments(database, source_id);
  const std::vector<KnownItem> known =
      was_served ? FindKnown(database, source_id, page) : std::vector<KnownItem>();
  News news{.seen = Identify(page, known), .fresh = {}};
  bool shares_some = false;
  for (std::size_t i = 0; i < news.seen.size(); ++i) {
    const Identity identity = news.seen[i].identity;
    if (IsFresh(identity))
      news.fresh.push_back(i);
    shares_some = shares_some || (identity != Identity::kNew && identity != Identity::kNewBeside);
  }
  news.is_gap = was_served && !shares_some && ShowsMany(database, source_id, page.size());
  return news;
}

}  // namespace timeline
