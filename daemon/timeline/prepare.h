#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/timeline/entries.h"
#include "daemon/timeline/records.h"

namespace timeline {

// A page as it goes to the archive.
struct PreparedBody {
  std::string url{};
  std::string content_type{};
  std::string sha256{};   // of the body
  std::int64_t size = 0;  // of the body
  std::string zstd{};     // the body, compressed
};

// A document with everything computed that can be without the database.
struct PreparedDocument {
  feeds::Document document;  // without its tables: they live on in hash and observations
  std::string content_sha256;
  Seen seen;
  std::vector<Mention> mentions;  // of its facts; `document` and `told_at` are filled in by Add
  std::vector<rules::Observation> observations;
  std::string release;
  std::optional<PreparedBody> article;      // where its text came from, if not from the page
  std::optional<OwedArticle> article_owed;  // as in ArticleState
  DocumentId completes = 0;                 // as in ArticleState
};

// A page ready to be written. Of use for Transaction::Add only.
struct PreparedPage {
  std::optional<PreparedBody> body{};  // none of a 304: then each document has its article
  std::vector<PreparedDocument> documents{};
};

// Hashes and compresses the body, hashes documents that NewAmong has not seen, and makes the
// mentions with their sentences. Pure; for any number of threads at once.
PreparedPage Prepare(const feeds::Page& page, std::vector<ReadDocument> documents);
// The same of articles alone, which came when the source itself had nothing new.
PreparedPage PrepareArticles(std::vector<ReadDocument> documents);

}  // namespace timeline
