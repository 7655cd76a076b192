#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "daemon/timeline/entries.h"
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
};

// A transaction under way.
struct Writing {
  Database& database;
  std::int64_t now = 0;
  Touched touched;
};

struct Transaction::State {
  Writing writing;
  bool is_committed = false;
};

// A document row, for the mentions in it.
struct StoredDocument {
  std::int64_t id = 0;
  std::string source;
  std::string guid;
  std::optional<std::int64_t> published_at;
  std::int64_t told_at = 0;  // published, else now
};

// archive.cc: the page row; its body goes into the archive unless the same bytes are there.
std::int64_t ArchivePage(const Writing& writing, const std::string& source,
                         const feeds::Page& page);
std::string Sha256(std::string_view bytes);

// documents.cc: a version of a document is known by the hash of its words and cells.
std::string ContentHash(const feeds::Document& document);
enum class Versions { kLatest, kAny };
bool IsKnown(Database& database, const std::string& source, const feeds::Document& document,
             Versions among);
void AddDocument(Writing& writing, const std::string& source, std::int64_t page,
                 const ReadDocument& read);

// observations.cc
void AddObservation(Writing& writing, const StoredDocument& document, const std::string& release,
                    const rules::Observation& observation);

// sources.cc: makes the row, or brings it up to what the config says now.
void KeepSource(const Writing& writing, const feeds::Source& source);

// judge.cc
std::vector<EntryId> JudgeTouched(Writing& writing);

// rows.cc: the current row of a query over `timeline` columns, in the order of kEntryColumns.
extern const char* const kEntryColumns;
EntryRow EntryRowOf(const Query& query);

}  // namespace timeline
