#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "daemon/timeline/alarm.h"
#include "daemon/timeline/prepare.h"
#include "daemon/timeline/records.h"
#include "daemon/timeline/rows.h"
#include "feeds/http_client.h"
#include "feeds/source.h"

namespace timeline {

// Owns the connection; used by one thread at a time. Other processes may read meanwhile (WAL).
class Store {
 public:
  // Opens or creates and migrates, after a copy `PATH.before-vN` of an older one. ":memory:" is for
  // tests. Throws StoreError, also when the file was made by a newer lodewatch.
  static Store Open(const std::filesystem::path& path);
  // For reading only, as the commands do beside a running daemon; the file must exist.
  static Store OpenReadOnly(const std::filesystem::path& path);

  Store(Store&&) noexcept;
  Store& operator=(Store&&) noexcept;
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;
  ~Store();

  SourceState StateOf(const std::string& source_id) const;
  // All sources that were ever polled, by id.
  std::vector<SourceState> States() const;
  // What of a page is to be added, and what it is (identity.h). For any thread that has a store of
  // its own, OpenReadOnly() too: two queries a page. What is being written for the same source at
  // the time is not seen.
  News NewAmong(const std::string& source_id, std::span<const feeds::Document> documents) const;
  // Documents of the source whose article is to be asked for again by now, oldest first.
  std::vector<WaitingDocument> WaitingForArticles(const std::string& source_id,
                                                  sys_seconds now) const;
  // Deliveries whose next attempt is due, oldest first, at most `limit`.
  std::vector<Due> DueDeliveries(sys_seconds now, int limit) const;
  std::optional<sys_seconds> NextDeliveryAt() const;

  // Each returns rows for people and programs; columns are those of the public views.
  Table Timeline(const TimelineFilter& filter) const;
  Table Series(const SeriesFilter& filter) const;
  Table Events(const EventsFilter& filter) const;
  Table Claims(const ClaimsFilter& filter) const;
  // The view `sources` with `state` in the second column: "ok", "failing", "gone", "silent",
  // "never polled"; the worst first.
  Table Sources() const;
  // Everything about an entry or fact, for `explain`; nullopt: no such id.
  std::optional<Explanation> Explain(std::string_view id) const;
  // Documents with a greater id, by id, at most `limit`; and about how many there are.
  std::vector<KeptDocument> DocumentsAfter(DocumentId after, int limit) const;
  std::int64_t DocumentCount() const;
  Standing Stands() const;
  // One cheap question that fails when the database does (the watchdog asks it).
  void Ping() const;
  // Gives back what SQLite keeps of the file for speed; the next question reads it again.
  void FreeMemory();

 private:
  friend class Transaction;
  struct Connection;
  explicit Store(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

// What one or many polls bring, all or nothing: rolls back unless committed. Throws StoreError.
// Add, Judge, Raise, Record… are called for one source after the other.
class Transaction {
 public:
  Transaction(Store& store, sys_seconds now);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction(Transaction&&) = delete;
  Transaction& operator=(Transaction&&) = delete;

  // One poll among many: unless kept, all that was done since is undone when it goes, and the
  // transaction goes on. One at a time.
  class Part {
   public:
    explicit Part(Transaction& transaction);
    ~Part();
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;
    Part(Part&&) = delete;
    Part& operator=(Part&&) = delete;
    void Keep();

   private:
    struct Before;
    Transaction& transaction_;
    std::unique_ptr<Before> before_;  // none once kept
  };

  // What time it is from now on, for polls that ended at different times.
  void SetNow(sys_seconds now);

  // The page as fetched goes to the archive (zstd, content-addressed), the documents, facts and
  // observations to the timeline. A document that is there already in the same words is left alone;
  // in other words it becomes a version, its old facts are closed, and figures that it tells
  // otherwise or not at all any more become corrections (correction.h). Observations with another
  // value than the known one become a vintage. Dates of new items set the source's rhythm.
  // An edition of which most quantities are others than in that of its month in another currency is
  // refused: nothing of it is written but its bytes, and where an index page linked it, it is owed.
  std::vector<RefusedEdition> Add(const feeds::Source& source, const PreparedPage& page);
  std::vector<RefusedEdition> Add(const feeds::Source& source, const feeds::Page& page,
                                  std::span<const ReadDocument> documents);
  // An article that was asked for again: not to be had for now either (until kArticleTriesMost it
  // is asked for once more, each time twice as long after), or for good. The same of an edition.
  void RecordOwed(const feeds::Source& source, const OwedArticle& article);
  void RecordNoArticle(const OwedArticle& article);
  // Whether an article, or an edition, of the source is to be asked for again.
  bool OwesArticles(const std::string& source_id) const;
  // Checks every claim that was brought, or whose series was changed, since the last call.
  // Returns the entries that are new or got another verdict, by id.
  std::vector<EntryId> Judge();

  // Those of `candidates` that match the SQL condition over the timeline view and that `alert` has
  // not told yet, oldest period first (entries without a period by the day they were told).
  // `where` is one that CheckCondition accepted. One that fails on these rows, or is still running
  // after 5 s, is reported as an error: the transaction goes on, so that no alert can undo a poll.
  tl::expected<std::vector<EntryRow>, ConditionError> Matching(
      const std::string& where, const std::string& alert,
      std::span<const EntryId> candidates) const;
  void Queue(const Message& message);

  // An answer with a page, an answer without (304), none. An answer ends failures and "gone".
  // After the third equal permanent redirect in a row the source is polled at its end, and kMoved
  // is raised.
  void RecordSuccess(const feeds::Source& source, const PollRecord& record);
  void RecordUnchanged(const feeds::Source& source, const PollRecord& record);
  void RecordFailure(const feeds::Source& source, std::string_view kind, std::string_view detail,
                     sys_seconds next_poll_at);
  // HTTP 410: a failure after which the source is not due any more.
  void RecordGone(const feeds::Source& source, std::string_view detail);
  // Not polled for a reason that is not the source's (no network): only when it is due changes.
  void Postpone(const feeds::Source& source, sys_seconds next_poll_at);

  // The last day of the newest period of which the source told an observation; empty: of none.
  std::string LastPeriodOf(const std::string& source_id) const;
  // Whether the newest edition of the source has at least kRepeatedLeast figures of single months,
  // and every one is the figure of the month before.
  bool RepeatsMonthBefore(const std::string& source_id) const;

  // Raises an alarm; true when it is newly open. One of that kind that is open (a momentary one: of
  // the last 24 hours) is only brought up to date: its detail, and how often it was raised.
  bool Raise(const feeds::Source& source, AlarmKind kind, std::string_view detail);
  // Ends the open alarm of that kind; true when there was one.
  bool End(const feeds::Source& source, AlarmKind kind);
  // Whether an alarm of that kind is open that was first raised at that time or later.
  bool IsRaised(const feeds::Source& source, AlarmKind kind, sys_seconds since) const;
  // Alarms that were newly raised, or ended, since the last call: to be mailed.
  std::vector<Alarm> TakeAlarms();

  // Sent: accepted by the channel. Else: tried again at `next_attempt_at`; nullopt: given up.
  void RecordSent(DeliveryId delivery);
  void RecordUndelivered(DeliveryId delivery, std::string_view reason,
                         std::optional<sys_seconds> next_attempt_at);

  void Commit();

 private:
  Store& store_;
  struct State;
  std::unique_ptr<State> state_;
};

// Checks a condition against the schema: one expression over the timeline view, reading only.
tl::expected<void, ConditionError> CheckCondition(const std::string& where);

}  // namespace timeline
