#include <algorithm>

#include "daemon/timeline/connection.h"
#include "rules/fold.h"
#include "rules/sentence.h"

namespace timeline {
namespace {

struct Version {
  std::int64_t number = 0;
  std::string content;
};

Version LatestVersion(Database& database, const std::string& source, const std::string& guid) {
  Query query(database,
              "SELECT version, content_sha256 FROM document WHERE source = ?1 AND guid = ?2 "
              "ORDER BY version DESC LIMIT 1",
              source, guid);
  return query.Step() ? Version{query.Int(0), query.Text(1)} : Version{};
}

std::int64_t InsertDocument(const Writing& writing, std::int64_t page, const ReadDocument& read,
                            const std::string& source, const Version& version) {
  const feeds::Document& document = read.document;
  Query(writing.database,
        "INSERT INTO document (source, guid, version, url, title, text, language, release, "
        "published_at, updated_at, first_seen_at, page, content_sha256) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        source, document.guid, version.number, OrNull(document.url), document.title, document.text,
        OrNull(document.language), OrNull(read.release), Seconds(document.published_at),
        Seconds(document.updated_at), writing.now, page, version.content)
      .Run();
  return writing.database.LastInsertId();
}

// The words of the version before are no longer said. Cells stay: a page that stops printing a
// month has not taken the month back.
void CloseFacts(Writing& writing, const std::string& source, const std::string& guid) {
  for (Query query(writing.database,
                   "UPDATE fact SET known_to = max(?3, known_from) WHERE known_to IS NULL AND "
                   "observation IS NULL AND document IN (SELECT id FROM document WHERE "
                   "source = ?1 AND guid = ?2) RETURNING entry",
                   source, guid, writing.now);
       query.Step();)
    writing.touched.claims.insert(query.Int(0));
}

// The sentences of a document, to be asked for the one around a span of its full text.
class SentenceFinder {
 public:
  explicit SentenceFinder(const feeds::Document& document) : full_(FullText(document)) {
    const rules::FoldedText folded(full_);
    for (const rules::Sentence& sentence : rules::SplitSentences(folded.text()))
      spans_.push_back(folded.ToOriginal(sentence.span));
  }

  std::string Around(const rules::Span& evidence) const {
    std::size_t start = evidence.start;
    std::size_t end = evidence.end;
    for (const rules::Span& span : spans_) {
      if (span.end <= evidence.start || span.start >= evidence.end)
        continue;
      start = std::min(start, span.start);
      end = std::max(end, span.end);
    }
    start = std::min(start, full_.size());
    return full_.substr(start, std::min(end, full_.size()) - start);
  }

 private:
  std::string full_;
  std::vector<rules::Span> spans_;
};

Mention MentionOf(const rules::Fact& fact, const StoredDocument& document,
                  const SentenceFinder& sentences) {
  Mention mention;
  mention.keys = KeysOf(fact);
  mention.document = document.id;
  mention.telling.told_at = document.told_at;
  if (const rules::Amount* amount = AmountOf(fact)) {
    mention.telling.value = amount->value;
    mention.telling.tolerance = amount->tolerance;
  }
  std::optional<rules::Period> when = fact.period;
  if (const auto* event = std::get_if<rules::Event>(&fact.what)) {
    mention.telling.actor = event->actor;
    mention.telling.date = event->date;
    mention.target = event->target;
    mention.mast = event->mast;
    when = rules::ParsePeriod(event->date);
  }
  if (when)
    mention.days = DaysOf(*when);
  mention.quote = fact.quote;
  mention.start = static_cast<std::int64_t>(fact.evidence.start);
  mention.end = static_cast<std::int64_t>(fact.evidence.end);
  mention.sentence = sentences.Around(fact.evidence);
  mention.rule = fact.rule;
  mention.steps = JsonOf(fact.steps);
  return mention;
}

void AddFact(Writing& writing, const Mention& mention) {
  const FoundEntry entry = FindOrMakeEntry(writing.database, mention);
  InsertFact(writing.database, entry.id, mention, writing.now);
  if (entry.is_new)
    writing.touched.made.insert(entry.id);
  const std::string& kind = mention.keys.kind;
  if (kind != "quantity" && kind != "money" && kind != "change")
    return;
  writing.touched.claims.insert(entry.id);
  Query(writing.database, "UPDATE entry SET is_claim = 1 WHERE id = ?1 AND is_claim = 0", entry.id)
      .Run();
}

}  // namespace

std::string ContentHash(const feeds::Document& document) {
  // Separators that occur in no text keep "a" + "bc" and "ab" + "c" apart.
  std::string content = document.title + '\0' + document.text;
  for (const feeds::Table& table : document.tables) {
    content += '\1' + table.caption;
    for (const auto& row : table.rows) {
      content += '\2';
      for (const feeds::Cell& cell : row)
        content += '\3' + cell.text;
    }
  }
  return Sha256(content);
}

bool IsKnown(Database& database, const std::string& source, const feeds::Document& document,
             Versions among) {
  const std::string content = ContentHash(document);
  if (among == Versions::kLatest) {
    const Version latest = LatestVersion(database, source, document.guid);
    return latest.number > 0 && latest.content == content;
  }
  return Query(database,
               "SELECT 1 FROM document WHERE source = ?1 AND guid = ?2 AND content_sha256 = ?3",
               source, document.guid, content)
      .Step();
}

void AddDocument(Writing& writing, const std::string& source, std::int64_t page,
                 const ReadDocument& read) {
  const feeds::Document& document = read.document;
  Version version = LatestVersion(writing.database, source, document.guid);
  std::string content = ContentHash(document);
  if (version.number > 0 && version.content == content)
    return;
  if (version.number > 0)
    CloseFacts(writing, source, document.guid);
  version = {version.number + 1, std::move(content)};
  const auto published_at = Seconds(document.published_at);
  const StoredDocument stored{.id = InsertDocument(writing, page, read, source, version),
                              .source = source,
                              .guid = document.guid,
                              .published_at = published_at,
                              .told_at = published_at.value_or(writing.now)};
  if (!read.facts.empty()) {
    const SentenceFinder sentences(document);
    for (const rules::Fact& fact : read.facts)
      AddFact(writing, MentionOf(fact, stored, sentences));
  }
  for (const rules::Observation& observation : read.observations)
    AddObservation(writing, stored, read.release, observation);
}

}  // namespace timeline
