#include <algorithm>

#include "daemon/timeline/connection.h"

namespace timeline {
namespace {

constexpr std::int64_t kWaitLeast = 600;  // seconds
constexpr int kDoublings = kArticleTriesMost - 2;

std::int64_t WaitAfter(int tries) {
  return kWaitLeast << std::clamp(tries - 1, 0, kDoublings);
}

void Forget(Database& database, DocumentId document) {
  Query(database, "DELETE FROM article_owed WHERE document = ?1", document).Run();
}

}  // namespace

void OweArticle(const Writing& writing, const std::string& source, const OwedArticle& article) {
  Query(writing.database,
        "INSERT INTO article_owed (document, source, tries, next_try_at, status) "
        "VALUES (?1, ?2, ?3, ?4, ?5)",
        article.document, source, article.tries, writing.now + WaitAfter(article.tries),
        OrNull(article.status))
      .Run();
}

void OweArticleAgain(const Writing& writing, DocumentId document) {
  Query query(writing.database, "SELECT tries FROM article_owed WHERE document = ?1", document);
  const int tries = query.Step() ? static_cast<int>(query.Int(0)) + 1 : kArticleTriesMost;
  if (tries >= kArticleTriesMost)
    return Forget(writing.database, document);
  Query(writing.database,
        "UPDATE article_owed SET tries = ?2, next_try_at = ?3 WHERE document = ?1", document, tries,
        writing.now + WaitAfter(tries))
      .Run();
}

void ForgetArticles(const Writing& writing, const std::string& source, const std::string& guid) {
  Query(writing.database,
        "DELETE FROM article_owed WHERE document IN "
        "(SELECT id FROM document WHERE source = ?1 AND guid = ?2)",
        source, guid)
      .Run();
}

std::vector<WaitingDocument> Store::WaitingForArticles(const std::string& source_id,
                                                       sys_seconds now) const {
  std::vector<WaitingDocument> waiting;
  for (Query query(connection_->database,
                   "SELECT d.id, o.tries, d.guid, d.url, d.title, d.text, d.language, "
                   "d.content_sha256, o.status, d.published_at, d.updated_at "
                   "FROM article_owed o JOIN document d ON d.id = o.document "
                   "WHERE o.source = ?1 AND o.next_try_at <= ?2 ORDER BY d.id",
                   source_id, Seconds(now));
       query.Step();) {
    int column = 0;
    WaitingDocument& one = waiting.emplace_back();
    one.owed.document = query.Int(column++);
    one.owed.tries = static_cast<int>(query.Int(column++));
    feeds::Document& document = one.document;
    for (std::string* field : {&document.guid, &document.url, &document.title, &document.text,
                               &document.language, &one.seen.content_sha256, &one.owed.status})
      *field = query.Text(column++);
    document.published_at = TimeOf(query.IntOrNone(column++));
    document.updated_at = TimeOf(query.IntOrNone(column++));
    one.seen.identity = Identity::kKnown;
  }
  return waiting;
}

void Transaction::RecordOwed(const feeds::Source& source, const OwedArticle& article) {
  const Writing& writing = state_->writing;
  if (article.tries >= kArticleTriesMost)
    return Forget(writing.database, article.document);
  Query(writing.database,
        "UPDATE article_owed SET tries = ?2, next_try_at = ?3 WHERE document = ?1 AND source = ?4",
        article.document, article.tries, writing.now + WaitAfter(article.tries), source.id)
      .Run();
}

bool Transaction::OwesArticles(const std::string& source_id) const {
  return Query(state_->writing.database, "SELECT 1 FROM article_owed WHERE source = ?1 LIMIT 1",
               source_id)
      .Step();
}

void Transaction::RecordNoArticle(const OwedArticle& article) {
  Forget(state_->writing.database, article.document);
}

}  // namespace timeline
