#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "daemon/timeline/entries.h"
#include "daemon/timeline/revision.h"
#include "daemon/timeline/sqlite.h"
#include "daemon/timeline/store.h"

namespace timeline {

// The insides that store.h keeps out of sight; only this folder includes it.
struct Store::Connection {
  Database database;
};

inline std::int64_t Seconds(sys_seconds time) {
  return time.time_since_epoch().count();
}
inline std::optional<std::int64_t> Seconds(const std::optional<sys_seconds>& time) {
  return time ? std::optional(Seconds(*time)) : std::nullopt;
}
inline std::optional<sys_seconds> TimeOf(const std::optional<std::int64_t>& seconds) {
  return seconds ? std::optional(sys_seconds(std::chrono::seconds(*seconds))) : std::nullopt;
}

// A series figure that came or changed: every claim that leans on it is judged again.
struct TouchedSeries {
  std::string reporter;
  std::string flow;
  std::string subject;
  std::string partner;
  Days days;

  bool operator<(const TouchedSeries& other) const {
    const auto key = [](const TouchedSeries& series) {
      return std::tie(series.reporter, series.flow, series.subject, series.partner,
                      series.days.from, series.days.to);
    };
    return key(*this) < key(other);
  }
};

// What a transaction has done so far and Judge() has not looked at yet.
struct Touched {
  std::set<EntryId> made;    // entries that did not exist before
  std::set<EntryId> claims;  // entries whose press mentions came or went
  std::set<TouchedSeries> series;
  std::vector<Revision> revisions;
};

// A transaction under way.
struct Writing {
  Database& database;
  std::int64_t now = 0;
  std::int64_t last_document = 0;  // before this transaction
  Touched touched;
  std::vector<Alarm> alarms;   // raised or ended and not taken yet
  std::set<std::string> kept;  // sources whose row is up to date
};

struct Transaction::State {
  Writing writing;
  bool is_committed = false;
  bool is_broken = false;  // a part could not be undone: must not be committed
};

struct Transaction::Part::Before {
  Touched touched;
  std::vector<Alarm> alarms;
};

// A document row, for the mentions in it.
struct StoredDocument {
  std::int64_t id = 0;
  std::string source;
  std::string guid;
  std::optional<std::int64_t> published_at;
  std::int64_t told_at = 0;     // published, else now
  std::string newest_day = {};  // of what it observes; empty: nothing
};

// archive.cc: the page row; its body goes into the archive unless the same bytes are there.
std::int64_t ArchivePage(const Writing& writing, const std::string& source,
                         const PreparedBody& page);

// news.cc: for each guid of the page the latest version, and for guids that are unknown (or that
// several items of the page have) what has the same link or words.
std::vector<KnownItem> FindKnown(Database& database, const std::string& source,
                                 std::span<const Item> page);

// documents.cc: whether it is an item that the source had not served before.
bool AddDocument(Writing& writing, const std::string& source, std::int64_t page,
                 const PreparedDocument& prepared);
// documents.cc: the version that has its article now, unless it waits for none any more.
void CompleteDocument(Writing& writing, const std::string& source, std::int64_t page,
                      const PreparedDocument& prepared);

// documents.cc: an edition that an index page links and that was refused, to be asked for again.
void OweEdition(Writing& writing, const std::string& source, std::int64_t page,
                const PreparedDocument& prepared);

// articles.cc: the article of a document that is owed came to nothing once more.
void OweArticleAgain(const Writing& writing, DocumentId document);

// articles.cc: the article of a new version is to be asked for again.
void OweArticle(const Writing& writing, const std::string& source, const OwedArticle& article);
// articles.cc: a newer version has another article; those of the older are asked for no more.
void ForgetArticles(const Writing& writing, const std::string& source, const std::string& guid);

// observations.cc
void AddObservation(Writing& writing, const StoredDocument& document, const std::string& release,
                    const rules::Observation& observation);

// sources.cc: makes the row, or brings it up to what the config says now.
void KeepSource(Writing& writing, const feeds::Source& source);
// The rhythm of a source from the times of its new items, in any order.
void KeepRhythm(const Writing& writing, const std::string& source,
                const std::vector<std::int64_t>& times);

// alarms.cc
bool RaiseAlarm(Writing& writing, const feeds::Source& source, AlarmKind kind,
                std::string_view detail);
bool EndAlarm(Writing& writing, const feeds::Source& source, AlarmKind kind);

// judge.cc
std::vector<EntryId> JudgeTouched(Writing& writing);

// rows.cc: the current row of a query over `timeline` columns, in the order of kEntryColumns.
extern const char* const kEntryColumns;
EntryRow EntryRowOf(const Query& query);

}  // namespace timeline
