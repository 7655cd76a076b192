#include "rules/lexicon.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace rules {
namespace {

constexpr std::size_t kWordsOfPatternMax = 4096;

// A pattern that is no list of words, with the edges that words of its language have.
struct Other {
  std::string pattern;
  std::uint32_t owner = 0;
};

struct Sorted {
  WordIndex words;
  std::vector<Other> others;

  void Add(const std::string& pattern, WordEdges edges, std::uint32_t owner) {
    const bool is_english = edges == WordEdges::kWhole;
    const auto words_of =
        WordsOf(pattern, is_english ? LetterCase::kEither : LetterCase::kExact, kWordsOfPatternMax);
    if (!words_of) {
      others.push_back({is_english ? R"((?i:\b(?:)" + pattern + R"()\b))" : pattern, owner});
      return;
    }
    for (const FiniteWord& word : *words_of) {
      words.Add(word, edges, owner);
    }
  }
};

bool IsBetter(const LexiconHit& hit, const LexiconHit& than) {
  return std::tuple(hit.span.start, than.span.end, hit.entry) <
         std::tuple(than.span.start, hit.span.end, than.entry);
}

}  // namespace

Lexicon::Lexicon(std::vector<LexiconEntry> entries, WordIndex words, std::optional<Others> others)
    : entries_(std::move(entries)), words_(std::move(words)), others_(std::move(others)) {}

tl::expected<Lexicon, RegexError> Lexicon::Compile(std::vector<LexiconEntry> entries) {
  Sorted sorted;
  for (std::uint32_t i = 0; i < entries.size(); ++i) {
    for (const std::string& pattern : entries[i].en)
      sorted.Add(pattern, WordEdges::kWhole, i);
    for (const std::string& pattern : entries[i].zh)
      sorted.Add(pattern, WordEdges::kAnywhere, i);
  }
  if (sorted.others.empty())
    return Lexicon(std::move(entries), std::move(sorted.words), std::nullopt);
  std::string all;
  RegexSet each;
  std::vector<std::uint32_t> owners;
  for (const Other& other : sorted.others) {
    if (auto added = each.Add(other.pattern); !added)
      return tl::unexpected(added.error());
    all += (all.empty() ? "(?:" : "|(?:") + other.pattern + ")";
    owners.push_back(other.owner);
  }
  auto compiled = Regex::Compile(all, Longest::kYes);
  if (!compiled)
    return tl::unexpected(compiled.error());
  if (!each.Compile())
    return tl::unexpected(RegexError{"the lexicon is too large to compile", ""});
  return Lexicon(std::move(entries), std::move(sorted.words),
                 Others{std::move(*compiled), std::move(each), std::move(owners)});
}

std::optional<LexiconHit> Lexicon::FindOther(std::string_view folded, std::size_t from) const {
  Span span;
  for (; others_ && others_->all.FindSpan(folded, from, span); from = span.end) {
    if (span.start == span.end)
      return std::nullopt;
    const std::vector<int> which =
        others_->each.Match(folded.substr(span.start, span.end - span.start));
    // None, where a letter with an accent made an edge that the word alone has not.
    if (!which.empty())
      return LexiconHit{span, others_->owner[static_cast<std::size_t>(which.front())]};
  }
  return std::nullopt;
}

std::vector<LexiconHit> Lexicon::Find(std::string_view folded) const {
  std::vector<LexiconHit> hits;
  std::size_t at = 0;
  std::optional<LexiconHit> other = FindOther(folded, at);
  while (true) {
    std::optional<LexiconHit> best = other;
    if (const auto word = words_.Find(folded, at)) {
      const LexiconHit hit{word->span, word->owner};
      best = best && IsBetter(*best, hit) ? best : hit;
    }
    if (!best)
      return hits;
    hits.push_back(*best);
    at = best->span.end;
    if (other && other->span.start < at)
      other = FindOther(folded, at);
  }
}

}  // namespace rules
