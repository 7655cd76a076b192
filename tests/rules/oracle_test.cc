// The fast way of finding words and rules against the slow one: each pattern by RE2 alone, over all
// sentences that the shipped rules bring as samples.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/compiled.h"
#include "rules/finite_pattern.h"
#include "rules/fold.h"
#include "rules/mask.h"
#include "rules/pack.h"
#include "rules/sentence.h"
#include "tests/rules/shipped.h"
#include "tests/support/catch.h"

namespace {

using rules::LexiconEntry;
using rules::LexiconHit;
using rules::Regex;
using rules::RuleSet;
using rules::Span;

std::vector<std::string> Samples() {
  std::vector<std::string> out;
  for (const RuleSet* set : {&Shipped().compiled().english, &Shipped().compiled().chinese}) {
    for (const rules::Rule& rule : set->rules) {
      for (const auto* samples : {&rule.yes, &rule.no}) {
        for (const rules::Sample& sample : *samples) {
          out.push_back(rules::FoldedText(sample.text).text());
        }
      }
    }
  }
  REQUIRE(out.size() > 100);
  return out;
}

std::string PatternOf(const LexiconEntry& entry) {
  std::string out;
  for (const std::string& pattern : entry.en) {
    out += (out.empty() ? "" : "|") + (R"((?i:\b(?:)" + pattern + R"()\b))");
  }
  for (const std::string& pattern : entry.zh) {
    out += (out.empty() ? "" : "|") + pattern;
  }
  return out;
}

// The words of the lexicon, one beside the other.
std::vector<std::string> WordTexts() {
  constexpr std::size_t kWordsOfPattern = 40;
  std::vector<std::string> out;
  for (const LexiconEntry& entry : Shipped().compiled().lexicon.entries()) {
    std::string text;
    for (const auto* patterns : {&entry.en, &entry.zh}) {
      for (const std::string& pattern : *patterns) {
        const auto words = rules::WordsOf(pattern, rules::LetterCase::kExact, 5000);
        for (std::size_t i = 0; words && i < std::min(words->size(), kWordsOfPattern); ++i) {
          text += (*words)[i].text + (i % 3 == 0 ? " " : i % 3 == 1 ? "s, " : "");
        }
      }
    }
    out.push_back(rules::FoldedText(text).text());
  }
  return out;
}

// All patterns as one: RE2 says where, then asks each entry in turn whether it is the one.
class SlowLexicon {
 public:
  explicit SlowLexicon(const std::vector<LexiconEntry>& entries) {
    std::string all;
    for (const LexiconEntry& entry : entries) {
      const std::string pattern = PatternOf(entry);
      all += (all.empty() ? "(?:" : "|(?:") + pattern + ")";
      each_.push_back(*Regex::Compile("^(?:" + pattern + ")$"));
    }
    all_.push_back(*Regex::Compile(all, rules::Longest::kYes));
  }

  std::vector<LexiconHit> Find(const std::string& text) const {
    std::vector<LexiconHit> hits;
    Span span;
    for (std::size_t at = 0; at < text.size() && all_[0].FindSpan(text, at, span); at = span.end) {
      const std::uint32_t owner = OwnerOf(text.substr(span.start, span.end - span.start));
      if (owner != UINT32_MAX) {  // an edge that only the text around the word made
        hits.push_back({span, owner});
      }
    }
    return hits;
  }

 private:
  std::uint32_t OwnerOf(const std::string& word) const {
    Span whole;
    for (std::uint32_t i = 0; i < each_.size(); ++i) {
      if (each_[i].FindSpan(word, 0, whole)) {
        return i;
      }
    }
    return UINT32_MAX;
  }

  std::vector<Regex> all_;
  std::vector<Regex> each_;
};

std::string ToText(const std::vector<LexiconHit>& hits) {
  std::string out;
  for (const LexiconHit& hit : hits) {
    out += std::to_string(hit.entry) + "@" + std::to_string(hit.span.start) + "-" +
           std::to_string(hit.span.end) + " ";
  }
  return out;
}

// Numbers and words as slots; where both want a place, the earlier and then the number has it.
std::vector<rules::Item> ItemsIn(const std::vector<rules::Mention>& mentions,
                                 const std::vector<LexiconHit>& hits) {
  std::vector<rules::Item> items;
  for (const rules::Mention& mention : mentions) {
    items.push_back({mention.span, &mention, nullptr});
  }
  for (const LexiconHit& hit : hits) {
    const bool is_taken = std::any_of(items.begin(), items.end(), [&](const rules::Item& item) {
      return item.span.start < hit.span.end && hit.span.start < item.span.end;
    });
    if (!is_taken) {
      items.push_back({hit.span, nullptr, &Shipped().compiled().lexicon.entries()[hit.entry]});
    }
  }
  std::stable_sort(items.begin(), items.end(),
                   [](const auto& a, const auto& b) { return a.span.start < b.span.start; });
  return items;
}

TEST_CASE("the lexicon finds the words that its patterns match", "[rules][oracle]") {
  const rules::Lexicon& lexicon = Shipped().compiled().lexicon;
  const SlowLexicon slow(lexicon.entries());
  std::size_t words = 0;
  std::vector<std::string> texts = Samples();
  const std::vector<std::string> lists = WordTexts();
  texts.insert(texts.end(), lists.begin(), lists.end());
  for (const std::string& text : texts) {
    CAPTURE(text);
    const std::vector<LexiconHit> hits = lexicon.Find(text);
    CHECK(ToText(hits) == ToText(slow.Find(text)));
    words += hits.size();
  }
  CHECK(words > 2000);
}

TEST_CASE("no rule that matches is filtered out", "[rules][oracle]") {
  std::size_t matches = 0;
  std::size_t candidates = 0;
  std::size_t tried = 0;
  for (const std::string& text : Samples()) {
    CAPTURE(text);
    const std::vector<rules::Mention> mentions =
        rules::Recognise(text, rules::ReadingOf(text, std::nullopt));
    const std::vector<LexiconHit> hits = Shipped().compiled().lexicon.Find(text);
    for (const RuleSet* set : {&Shipped().compiled().english, &Shipped().compiled().chinese}) {
      const rules::MaskedSentence masked =
          rules::Mask(text, {0, text.size()}, ItemsIn(mentions, hits), set->approximation);
      const std::vector<int> may = set->prefilter.Candidates(masked.text);
      CHECK(std::is_sorted(may.begin(), may.end()));
      candidates += may.size();
      tried += set->rules.size();
      for (std::size_t i = 0; i < set->rules.size(); ++i) {
        Span span;
        if (set->rules[i].regex.FindSpan(masked.text, 0, span)) {
          CAPTURE(set->rules[i].id);
          CHECK(std::binary_search(may.begin(), may.end(), static_cast<int>(i)));
          ++matches;
        }
      }
    }
  }
  CHECK(matches > 100);
  CHECK(candidates < tried / 4);
}

}  // namespace
