#include <cassert>

#include "daemon/timeline/connection.h"
#include "daemon/timeline/contradiction.h"
#include "daemon/timeline/edition.h"
#include "daemon/timeline/store.h"

namespace timeline {
namespace {

std::int64_t LastDocument(Database& database) {
  Query query(database, "SELECT coalesce(max(id), 0) FROM document");
  return query.Step() ? query.Int(0) : 0;
}

// All at once at the end: a savepoint makes FTS5 write what it has gathered, and many small pieces
// have to be merged again.
void IndexDocuments(const Writing& writing) {
  Query(writing.database,
        "INSERT INTO document_fts (rowid, title, text) "
        "SELECT id, title, text FROM document WHERE id > ?1",
        writing.last_document)
      .Run();
}

}  // namespace

Transaction::Transaction(Store& store, sys_seconds now)
    : store_(store),
      state_(std::make_unique<State>(State{.writing = {.database = store.connection_->database,
                                                       .now = Seconds(now),
                                                       .last_document = 0,
                                                       .touched = {},
                                                       .alarms = {},
                                                       .kept = {}}})) {
  // IMMEDIATE: waits for another writer here, where nothing is lost yet.
  store_.connection_->database.Execute("BEGIN IMMEDIATE");
  state_->writing.last_document = LastDocument(state_->writing.database);
}

Transaction::~Transaction() {
  Database& database = store_.connection_->database;
  if (state_->is_committed || !database.InTransaction())
    return;
  try {
    database.Execute("ROLLBACK");
  } catch (const StoreError&) {
    // What made the rollback fail undoes the transaction too: at the latest when the file is opened
    // again, its journal is not replayed without the commit.
    return;
  }
}

Transaction::Part::Part(Transaction& transaction) : transaction_(transaction) {
  const Writing& writing = transaction.state_->writing;
  Query(writing.database, "SAVEPOINT part").Run();
  before_ = std::make_unique<Before>(Before{writing.touched, writing.alarms});
}

Transaction::Part::~Part() {
  Writing& writing = transaction_.state_->writing;
  // A full disk may have rolled back all of the transaction; Commit() then says so.
  if (before_ == nullptr || !writing.database.InTransaction())
    return;
  writing.touched = std::move(before_->touched);
  writing.alarms = std::move(before_->alarms);
  writing.kept.clear();
  try {
    writing.database.Execute("ROLLBACK TO part; RELEASE part");
  } catch (const StoreError&) {
    transaction_.state_->is_broken = true;
  }
}

void Transaction::Part::Keep() {
  Query(transaction_.state_->writing.database, "RELEASE part").Run();
  before_.reset();
}

void Transaction::SetNow(sys_seconds now) {
  state_->writing.now = Seconds(now);
}

std::vector<RefusedEdition> Transaction::Add(const feeds::Source& source,
                                             const PreparedPage& page) {
  Writing& writing = state_->writing;
  KeepSource(writing, source);
  const std::int64_t page_id = page.body ? ArchivePage(writing, source.id, *page.body) : 0;
  std::vector<std::int64_t> times;
  const std::int64_t last_document = LastDocument(writing.database);
  bool is_release = false;
  std::vector<RefusedEdition> refused;
  for (const PreparedDocument& document : page.documents) {
    const std::int64_t told_by =
        document.article ? ArchivePage(writing, source.id, *document.article) : page_id;
    if (std::string why = FindContradiction(writing.database, source.id, document); !why.empty()) {
      refused.push_back({document.document.url, std::move(why)});
      if (document.article)
        OweEdition(writing, source.id, told_by, document);
      continue;
    }
    is_release |= !document.observations.empty();
    if (document.completes != 0)
      CompleteDocument(writing, source.id, told_by, document);
    else if (AddDocument(writing, source.id, told_by, document))
      times.push_back(Seconds(document.document.published_at).value_or(writing.now));
  }
  KeepRhythm(writing, source.id, times);
  if (is_release)
    WatchEdition(writing, source, last_document);
  return refused;
}

std::vector<RefusedEdition> Transaction::Add(const feeds::Source& source, const feeds::Page& page,
                                             std::span<const ReadDocument> documents) {
  return Add(source, Prepare(page, {documents.begin(), documents.end()}));
}

std::vector<EntryId> Transaction::Judge() {
  return JudgeTouched(state_->writing);
}

void Transaction::Commit() {
  assert(!state_->is_committed);
  IndexDocuments(state_->writing);
  if (state_->is_broken)
    throw StoreError(store_.connection_->database.name() + ": a poll could not be undone");
  store_.connection_->database.Execute("COMMIT");
  state_->is_committed = true;
}

}  // namespace timeline
