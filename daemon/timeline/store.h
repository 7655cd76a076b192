#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "daemon/timeline/rows.h"
#include "feeds/document.h"
#include "feeds/http_client.h"
#include "feeds/source.h"
#include "rules/fact.h"

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

// A document with what the rules read in it.
struct ReadDocument {
  feeds::Document document;
  std::vector<rules::Fact> facts;
  std::vector<rules::Observation> observations;
  std::string release;  // id of the release definition; empty for news
};

// What a source has been doing.
struct SourceState {
  std::string id;
  feeds::Validators validators;
  std::optional<sys_seconds> last_success_at;
  std::optional<sys_seconds> last_failure_at;
  std::optional<sys_seconds> next_poll_at;
  int failures_in_a_row = 0;
  std::string failure;  // kind and reason of the last failure; empty after a success
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
  // Indices of the documents that are not on the timeline yet, or are there in other words. Where a
  // page gives one guid to several items, each is known once it was a version, so that they do not
  // replace each other at every poll.
  std::vector<std::size_t> NewAmong(const std::string& source_id,
                                    std::span<const feeds::Document> documents) const;
  // Deliveries whose next attempt is due, oldest first, at most `limit`.
  std::vector<Due> DueDeliveries(sys_seconds now, int limit) const;
  std::optional<sys_seconds> NextDeliveryAt() const;

  // Each returns rows for people and programs; columns are those of the public views.
  Table Timeline(const TimelineFilter& filter) const;
  Table Series(const SeriesFilter& filter) const;
  Table Claims(const ClaimsFilter& filter) const;
  // Everything about an entry or fact, for `explain`; nullopt: no such id.
  std::optional<Explanation> Explain(std::string_view id) const;
  // One cheap question that fails when the database does (the watchdog asks it).
  void Ping() const;

 private:
  friend class Transaction;
  struct Connection;
  explicit Store(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

// One poll's worth of writing, all or nothing: rolls back unless committed. Throws StoreError.
class Transaction {
 public:
  Transaction(Store& store, sys_seconds now);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  Transaction(Transaction&&) = delete;
  Transaction& operator=(Transaction&&) = delete;

  // The page as fetched goes to the archive (zstd, content-addressed), the documents, facts and
  // observations to the timeline. A document that is there already in the same words is left alone;
  // in other words it becomes a version and its old facts are closed. Observations with another
  // value than the known one become a vintage.
  void Add(const feeds::Source& source, const feeds::Page& page,
           std::span<const ReadDocument> documents);
  // Checks every claim that this transaction brought or whose series it changed.
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

  void RecordSuccess(const feeds::Source& source, const feeds::Validators& validators,
                     sys_seconds next_poll_at);
  void RecordUnchanged(const feeds::Source& source, sys_seconds next_poll_at);
  void RecordFailure(const feeds::Source& source, std::string_view kind, std::string_view detail,
                     sys_seconds next_poll_at);
  // Sent: accepted by the channel. Failed: tried again at `next_attempt_at`, or given up when
  // nullopt.
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
