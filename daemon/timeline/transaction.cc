#include <cassert>

#include "daemon/timeline/connection.h"
#include "daemon/timeline/store.h"

namespace timeline {

Transaction::Transaction(Store& store, sys_seconds now)
    : store_(store),
      state_(std::make_unique<State>(State{.writing = {.database = store.connection_->database,
                                                       .now = Seconds(now),
                                                       .touched = {}}})) {
  // IMMEDIATE: waits for another writer here, where nothing is lost yet.
  store_.connection_->database.Execute("BEGIN IMMEDIATE");
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

void Transaction::Add(const feeds::Source& source, const feeds::Page& page,
                      std::span<const ReadDocument> documents) {
  Writing& writing = state_->writing;
  KeepSource(writing, source);
  const std::int64_t page_id = ArchivePage(writing, source.id, page);
  for (const ReadDocument& document : documents)
    AddDocument(writing, source.id, page_id, document);
}

std::vector<EntryId> Transaction::Judge() {
  return JudgeTouched(state_->writing);
}

void Transaction::Commit() {
  assert(!state_->is_committed);
  store_.connection_->database.Execute("COMMIT");
  state_->is_committed = true;
}

}  // namespace timeline
