#include "daemon/timeline/prepare.h"

#include <openssl/evp.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "daemon/timeline/sqlite.h"
#include "daemon/timeline/story.h"
#include "rules/fold.h"
#include "rules/sentence.h"

namespace timeline {
namespace {

// Bodies are text of some 100 kB.
constexpr int kZstdLevel = 3;

void FreeContext(ZSTD_CCtx* context) {
  ZSTD_freeCCtx(context);
}

std::string Compressed(std::string_view bytes) {
  // Making a context costs more than compressing a small page.
  thread_local const std::unique_ptr<ZSTD_CCtx, Closer<FreeContext>> context(ZSTD_createCCtx());
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size = ZSTD_compressCCtx(context.get(), out.data(), out.size(), bytes.data(),
                                             bytes.size(), kZstdLevel);
  if (ZSTD_isError(size) != 0)
    throw StoreError(std::string("cannot compress a page: ") + ZSTD_getErrorName(size));
  out.resize(size);
  return out;
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

Mention MentionOf(const rules::Fact& fact, const SentenceFinder& sentences) {
  Mention mention;
  mention.keys = KeysOf(fact);
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
    mention.plover = event->plover;
    mention.effective = event->effective;
    mention.until = event->until;
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

PreparedBody BodyOf(const feeds::Page& page) {
  return {.url = page.url,
          .content_type = page.content_type,
          .sha256 = Sha256(page.body),
          .size = static_cast<std::int64_t>(page.body.size()),
          .zstd = Compressed(page.body)};
}

PreparedDocument Prepared(ReadDocument read) {
  PreparedDocument out{.document = std::move(read.document),
                       .content_sha256 = std::move(read.seen.content_sha256),
                       .seen = {read.seen.identity, std::move(read.seen.item), {}},
                       .mentions = {},
                       .observations = std::move(read.observations),
                       .release = std::move(read.release),
                       .article = std::nullopt,
                       .article_owed = read.article.owed,
                       .completes = read.article.completes};
  if (read.article.page)
    out.article = BodyOf(*read.article.page);
  if (out.content_sha256.empty())
    out.content_sha256 = ContentHash(out.document);
  out.document.tables.clear();
  if (read.facts.empty())
    return out;
  const SentenceFinder sentences(out.document);
  out.mentions.reserve(read.facts.size());
  for (const rules::Fact& fact : read.facts)
    out.mentions.push_back(MentionOf(fact, sentences));
  for (StoryCheck& check : CheckStory(out.mentions)) {
    Mention& mention = out.mentions[check.mention];
    mention.story = check.agrees ? "agrees" : "differs";
    mention.story_working = std::move(check.working);
  }
  return out;
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw StoreError("cannot compute a SHA-256");
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += kHex[digest.at(i) >> 4];
    out += kHex[digest.at(i) & 0xF];
  }
  return out;
}

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

PreparedPage Prepare(const feeds::Page& page, std::vector<ReadDocument> documents) {
  PreparedPage out = PrepareArticles(std::move(documents));
  out.body = BodyOf(page);
  return out;
}

PreparedPage PrepareArticles(std::vector<ReadDocument> documents) {
  PreparedPage out;
  out.documents.reserve(documents.size());
  for (ReadDocument& read : documents)
    out.documents.push_back(Prepared(std::move(read)));
  return out;
}

}  // namespace timeline
