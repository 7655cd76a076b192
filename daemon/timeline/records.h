#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "daemon/timeline/identity.h"
#include "feeds/document.h"
#include "feeds/http_client.h"
#include "rules/fact.h"

// What goes into the timeline and comes out of it, as plain data.
namespace timeline {

using std::chrono::sys_seconds;

// The database cannot be used: full, corrupt, locked for too long, made by a newer lodewatch.
// what() names the file and SQLite's reason.
class StoreError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

using DocumentId = std::int64_t;
using EntryId = std::int64_t;
using MessageId = std::int64_t;
using DeliveryId = std::int64_t;

// An article that could not be read for now: the document is kept as its source served it, and the
// article is asked for again at a later poll.
struct OwedArticle {
  DocumentId document = 0;  // the version that waits for it
  int tries = 0;            // requests that came to nothing
  std::string status{};     // of a release edition: the vintage that its link told; or empty
};

// Where the article of a document that is read stands.
struct ArticleState {
  std::optional<feeds::Page> page{};  // where its text came from, if not from the served page
  // Not to be had for now; its document is the one that it stands in.
  std::optional<OwedArticle> owed{};
  DocumentId completes = 0;  // the version that waited for this article; 0: none
};

// A document with what the rules read in it.
struct ReadDocument {
  feeds::Document document;
  std::vector<rules::Fact> facts;
  std::vector<rules::Observation> observations;
  std::string release;  // id of the release definition; empty for news
  Seen seen{};          // what NewAmong said of it; left out: identified by its guid alone
  ArticleState article{};
};

// An edition of a release that was not written, for it contradicts what is on the timeline.
struct RefusedEdition {
  std::string url;
  std::string why;
};

// A document, as it was served, that waits for its article.
struct WaitingDocument {
  OwedArticle owed{};
  feeds::Document document{};  // without tables
  Seen seen{};
};

// A document of the press in its latest words, without editions of releases.
struct KeptDocument {
  DocumentId id = 0;
  std::string source;
  feeds::Document document;  // without tables
};

// How much the timeline holds and owes.
struct Standing {
  std::int64_t documents = 0;
  std::int64_t entries = 0;
  std::int64_t bytes = 0;               // of the database file, without its log
  std::int64_t deliveries_waiting = 0;  // neither sent nor given up
  std::optional<sys_seconds> next_delivery_at{};
};

// An article is asked for so often, the first time with its document; after the first miss again
// after ten minutes, then after twice as long each time: a day in all.
inline constexpr int kArticleTriesMost = 8;

// What NewAmong says of a page.
struct News {
  std::vector<Seen> seen;          // one for each document, in order
  std::vector<std::size_t> fresh;  // indices of those to be added: new, or in other words
  // Nothing on the page was there before, although the source has served items: some may have come
  // and gone between two polls. Never for releases, nor for a feed that shows one item at a time.
  bool is_gap = false;
};

// What a source has been doing.
struct SourceState {
  std::string id{};
  std::string url{};        // the config's, when it was last polled
  std::string fetch_url{};  // where three equal permanent redirects led; empty: nowhere else
  std::string moved_to{};   // where the last answers redirected to for good; empty: nowhere
  int moved_count = 0;      // how many in a row
  feeds::Validators validators{};
  std::optional<sys_seconds> last_success_at{};
  std::optional<sys_seconds> last_change_at{};  // of an answer with a page
  std::optional<sys_seconds> last_failure_at{};
  std::optional<sys_seconds> next_poll_at{};
  std::chrono::seconds interval{0};              // as adapted; 0: not yet
  std::optional<sys_seconds> gone_at{};          // HTTP 410: not polled any more
  std::optional<sys_seconds> failing_since{};    // first of the failures in a row
  std::optional<sys_seconds> last_gap_at{};      // window gap
  std::optional<sys_seconds> last_edition_at{};  // a release's last new period
  std::optional<sys_seconds> last_item_at{};  // newest publication of an item, never in the future
  std::optional<std::chrono::seconds> rhythm{};  // mean time between new items, the latest most
  int failures_in_a_row = 0;
  std::string failure{};  // kind and reason of the last failure; empty after a success
  std::string format{};   // of the last page: "rss-2.0"
  std::string encoding{};
  int items = 0;    // documents on the last page
  int undated = 0;  // those of them whose date nobody could read
};

// What of a state holds for the source as the config has it now: under another url the validators,
// the redirects and "gone" are void, and the source is due.
SourceState AsConfigured(SourceState state, const feeds::Source& source);
// Where the source is polled: its url, or where that has moved to.
std::string UrlToPoll(const SourceState& state, const feeds::Source& source);

// What an answer brought, for RecordSuccess and RecordUnchanged.
struct PollRecord {
  feeds::Validators validators{};  // of a 304: only those it repeats; the others are kept
  sys_seconds next_poll_at{};
  std::chrono::seconds interval{0};  // as adapted; 0: unknown
  // Where this answer's redirects led, if all of them were permanent (301, 308); empty: nowhere.
  std::string permanent_url{};
  std::optional<sys_seconds> edition_at{};  // when a release brought a new period
  // Of a page; not looked at for a 304:
  std::string format{};
  std::string encoding{};
  int items = 0;    // documents on the page
  int undated = 0;  // dates that nobody could read
  bool is_gap = false;
};

// A message to be mailed: the same bytes to each recipient, one delivery each.
struct Message {
  std::string alert;       // name of the alert that raised it
  std::string message_id;  // RFC 5322, without <>; fixed for good
  std::string subject;
  std::string mime;     // RFC 5322 text with CRLF line ends
  std::string channel;  // "smtp" or "maildir"
  std::vector<std::string> recipients;
  std::vector<EntryId> entries;  // what it tells
};

// A delivery that is due.
struct Due {
  DeliveryId id = 0;
  MessageId message = 0;
  std::string message_id;
  std::string channel;
  std::string recipient;
  std::string mime;
  int attempts = 0;
};

// Why SQL that a person wrote was refused. `offset`: byte in the text, -1 when unknown.
struct ConditionError {
  std::string message;
  int offset = -1;
};

}  // namespace timeline
