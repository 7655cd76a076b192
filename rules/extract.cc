#include "rules/extract.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <string>
#include <utility>

#include "rules/claims.h"
#include "rules/compiled.h"
#include "rules/context.h"
#include "rules/cursor.h"
#include "rules/event_date.h"
#include "rules/event_firm.h"
#include "rules/fold.h"
#include "rules/meaning.h"
#include "rules/own_country.h"
#include "rules/repeats.h"
#include "rules/sentence.h"
#include "rules/watch.h"

namespace rules {
namespace {

// A Chinese word has about two characters, an English one five letters: which are there more of?
Script ScriptOf(std::string_view text) {
  std::size_t han = 0;
  std::size_t letters = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // U+4E00–U+9FFF is E4 B8 80 – E9 BF BF in UTF-8.
    han += byte >= 0xE4 && byte <= 0xE9 ? 1 : 0;
    letters += (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ? 1 : 0;
  }
  return han * 5 > letters * 2 ? Script::kChinese : Script::kEnglish;
}

class Extractor {
 public:
  Extractor(const Pack& pack, const feeds::Document& document, const Defaults& defaults,
            Scope scope)
      : rules_(pack.compiled()),
        scope_(scope),
        original_(feeds::FullText(document)),
        folded_(original_, HanForms::kSimplified),
        mentions_(Recognise(folded_.text(), ReadingOf(folded_.text(), document.published_at))),
        hits_(rules_.lexicon.Find(folded_.text())) {
    TakeOwnCountry(rules_, original_, folded_, hits_);
    ReadTopic();
    if (!defaults.subject.empty())
      discourse_.source.subject = defaults.subject;
    if (!defaults.reporter.empty())
      discourse_.source.reporter = defaults.reporter;
    if (document.published_at) {
      const std::chrono::year_month_day day{
          std::chrono::floor<std::chrono::days>(*document.published_at)};
      discourse_.publication_month = MonthPeriod(day.year() / day.month());
      discourse_.published = std::chrono::sys_days(day);
    }
  }

  std::vector<Fact> Run(const Watch& watch = nullptr) {
    watch_ = &watch;
    for (const Sentence& sentence : SplitSentences(folded_.text()))
      ReadSentence(sentence);
    for (Fact& fact : facts_) {
      fact.evidence = folded_.ToOriginal(fact.evidence);
      fact.quote = original_.substr(fact.evidence.start, fact.evidence.end - fact.evidence.start);
    }
    DropHeadlinePrices();
    std::stable_sort(facts_.begin(), facts_.end(), [](const Fact& a, const Fact& b) {
      return a.evidence.start < b.evidence.start;
    });
    return std::move(facts_);
  }

 private:
  // The good that the text names most often, its title counting more, is what it is about. Whose
  // trade it reports is the country of its currency where it never says.
  void ReadTopic() {
    constexpr int kTitleWeight = 3;
    const std::size_t title_end = folded_.text().find('\n');
    std::map<std::string_view, int> counts;
    int all = 0;
    bool titled = false;
    for (const LexiconHit& hit : hits_) {
      const LexiconEntry& entry = rules_.lexicon.entries()[hit.entry];
      if (entry.what != LexiconClass::kCommodity)
        continue;
      const bool in_title = hit.span.start < title_end;
      titled = titled || in_title;
      ++all;
      counts[entry.id] += in_title ? kTitleWeight : 1;
    }
    const auto most =
        std::max_element(counts.begin(), counts.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    // Of a survey of many goods none is the topic: what was told last counts.
    const bool is_survey = most != counts.end() && !titled && most->second * 2 < all;
    if (most != counts.end() && !is_survey)
      discourse_.topic.subject = most->first;
    discourse_.is_survey = is_survey;
    ReadTopicFlow();
    ReadGoodOfFirm();
    for (const Mention& mention : mentions_) {
      const bool national = mention.type == MentionType::kMoney && mention.unit != "USD" &&
                            mention.unit != "EUR" && mention.unit.size() == 3 &&
                            !mention.unit.starts_with("X");
      if (!national)
        continue;
      discourse_.source.reporter = mention.unit.substr(0, 2);
      return;
    }
    if (ScriptOf(folded_.text()) == Script::kChinese)
      discourse_.source.reporter = "CN";
  }

  // "Lynas Rare Earths has lifted revenue": a firm whose name in the lead says what it sells.
  void ReadGoodOfFirm() {
    const std::string_view text = folded_.text();
    const std::size_t lead = text.find_first_not_of('\n', std::min(text.find('\n'), text.size()));
    const std::size_t end = text.find('\n', lead);
    for (std::size_t i = 0; i < hits_.size() && !discourse_.good_of_firm; ++i) {
      const LexiconHit& hit = hits_[i];
      if (lead == std::string_view::npos || hit.span.start < lead || hit.span.start >= end)
        continue;
      if (ClassOf(hit) == LexiconClass::kPlace)
        discourse_.good_of_firm = GoodWithin(hit.span);
      // "South African Lithium" is no name.
      const bool follows = i > 0 && hits_[i - 1].span.end + 1 == hit.span.start;
      const bool is_bare = !follows || ClassOf(hits_[i - 1]) == LexiconClass::kName ||
                           ClassOf(hits_[i - 1]) == LexiconClass::kPlace;
      if (ClassOf(hit) == LexiconClass::kCommodity && is_bare && IsPartOfName(text, hit.span))
        discourse_.good_of_firm = rules_.lexicon.entries()[hit.entry].id;
    }
  }

  LexiconClass ClassOf(const LexiconHit& hit) const {
    return rules_.lexicon.entries()[hit.entry].what;
  }

  // The good in a name that the lexicon has as a whole.
  std::optional<std::string> GoodWithin(Span name) const {
    const std::string_view words =
        std::string_view(folded_.text()).substr(name.start, name.end - name.start);
    const std::size_t second = words.find(' ');
    if (second == std::string_view::npos)
      return std::nullopt;
    for (const LexiconHit& hit : rules_.lexicon.Find(words.substr(second + 1))) {
      if (ClassOf(hit) == LexiconClass::kCommodity)
        return rules_.lexicon.entries()[hit.entry].id;
    }
    return std::nullopt;
  }

  // "Lynas Rare Earths": in capitals like the word before it, while the text goes on in small ones.
  static bool IsPartOfName(std::string_view text, Span span) {
    const std::string_view before = WordBefore(text, span.start);
    const std::size_t next = SkipSpaces(text, span.end);
    const bool goes_on = next < text.size() && !IsUpper(text[next]);
    return !before.empty() && IsUpper(before.front()) && text[span.start - 1] == ' ' &&
           IsUpper(text[span.start]) && goes_on &&
           !std::all_of(before.begin(), before.end(), IsUpper);
  }

  // "Antimony at $53,000": an amount in the headline that the text has as a price.
  void DropHeadlinePrices() {
    const std::size_t title_end = original_.find('\n');
    std::vector<Price> prices;
    for (const Fact& fact : facts_) {
      if (const auto* price = std::get_if<Price>(&fact.what))
        prices.push_back(*price);
    }
    constexpr double kRounding = 0.02;
    std::erase_if(facts_, [&](const Fact& fact) {
      const auto* money = std::get_if<Money>(&fact.what);
      return money != nullptr && fact.evidence.start < title_end &&
             std::any_of(prices.begin(), prices.end(), [&](const Price& price) {
               return price.unit.starts_with(money->currency) &&
                      std::abs(price.amount.value - money->amount.value) <=
                          kRounding * price.amount.value;
             });
    });
  }

  // Where nothing nearer says which way goods went, it is the way that the text names most often.
  void ReadTopicFlow() {
    std::map<std::string_view, int> counts;
    for (const LexiconHit& hit : hits_) {
      const LexiconEntry& entry = rules_.lexicon.entries()[hit.entry];
      if (entry.what == LexiconClass::kFlow)
        ++counts[entry.id];
    }
    const auto most =
        std::max_element(counts.begin(), counts.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most != counts.end())
      discourse_.source.flow = ParseFlow(most->first);
  }

  void ReadSentence(const Sentence& sentence) {
    Scene scene;
    scene.span = sentence.span;
    scene.paragraph = sentence.paragraph;
    scene.script = ScriptOf(Text(sentence.span));
    scene.items = ItemsIn(sentence.span);
    const RuleSet& rules = rules_.Of(scene.script);
    discourse_.Enter(sentence.paragraph, Text(sentence.span), rules.event_words);
    const Claims claims = FindClaims(rules, folded_.text(), scene);
    if (*watch_)
      (*watch_)({folded_, scene, rules, claims});
    const SentenceContext context(folded_.text(), scene, rules, discourse_);
    Told told = context.Words();
    const std::vector<bool> claimed = ReadNumbers(claims, scene, context, told);
    for (const Claim& claim : claims.events) {
      if (auto fact = EventFact(claim, scene, context)) {
        const auto& event = std::get<Event>(fact->what);
        if (event.type == EventType::kDisruption)
          told.firm = event.actor.empty() ? told.firm : event.actor;
        else if (!event.actor.empty())
          told.actor = event.actor;
        if (const auto said = DateSaid(scene, context, claim.match))
          told.date = said->value;
        AddUnlessRepeat(std::move(*fact), facts_);
      }
    }
    if (scope_ == Scope::kAll)
      AddUnclaimed(scene, claimed);
    LearnPeople(scene, context, discourse_.people);
    if (!told.firm)
      told.firm = FirmThatSays(scene, context);
    discourse_.Add(told);
  }

  // Which items of the sentence a fact was made of.
  std::vector<bool> ReadNumbers(const Claims& claims, const Scene& scene,
                                const SentenceContext& context, Told& told) {
    std::vector<bool> claimed(scene.items.size(), false);
    bool is_first = true;
    const Claim* ruled = nullptr;  // the last whose rule says which way the goods went
    for (const Claim& claim : claims.numbers) {
      if (claim.gives->flow)
        ruled = &claim;
      for (Fact& fact : NumberFacts(claim, scene, context)) {
        claimed[claim.item] = true;
        if (ruled != nullptr && GoesOn(*ruled, claim, scene) && fact.flow)
          fact.flow = ruled->gives->flow;
        Learn(claim, fact, context, is_first, told);
        AddUnlessRepeat(std::move(fact), facts_);
      }
    }
    return claimed;
  }

  // "Capped exports at 7,976 t, down 72% from 28,417 t": what follows compares with it.
  static bool GoesOn(const Claim& ruled, const Claim& claim, const Scene& scene) {
    if (claim.gives->flow || claim.gives->no_flow || claim.item <= ruled.item)
      return false;
    const auto between = scene.items.begin();
    return std::none_of(between + static_cast<std::ptrdiff_t>(ruled.item),
                        between + static_cast<std::ptrdiff_t>(claim.item),
                        [](const Item& item) { return item.Is(LexiconClass::kFlow); });
  }

  // What a fact says, later sentences may leave out; of several in a sentence, what the first says
  // that is not told for comparison.
  static void Learn(const Claim& claim, const Fact& fact, const SentenceContext& context,
                    bool& is_first, Told& told) {
    const Kind kind = KindOf(fact);
    const auto* change = std::get_if<Change>(&fact.what);
    const bool of_price =
        kind == Kind::kPrice || (change != nullptr && change->measure == Measure::kPrice);
    if (of_price && fact.period && fact.period->day && !context.IsComparison(claim.item))
      told.day = fact.period;
    if (const auto* price = std::get_if<Price>(&fact.what))
      told.price = PriceTold{price->unit, price->amount.value};
    if (change != nullptr && change->measure != Measure::kPrice && change->basis &&
        change->basis != Basis::kOther)
      told.basis = change->basis;
    const bool trades = kind == Kind::kQuantity || kind == Kind::kMoney ||
                        (change != nullptr && change->measure != Measure::kPrice);
    if (!trades || !is_first || context.IsComparison(claim.item))
      return;
    is_first = false;
    if (fact.period && !fact.period->day) {
      told.period = fact.period;
      told.has_counted = true;
    }
    if (fact.flow)
      told.flow = fact.flow;
    if (!fact.subject.empty())
      told.subject = fact.subject;
    if (!fact.reporter.empty())
      told.reporter = fact.reporter;
    if (!fact.partner.empty())
      told.partner = fact.partner;
  }

  void AddUnclaimed(const Scene& scene, const std::vector<bool>& claimed) {
    for (std::size_t i = 0; i < scene.items.size(); ++i) {
      if (claimed[i])
        continue;
      for (Fact& fact : UnclaimedFacts(scene.items[i]))
        facts_.push_back(std::move(fact));
    }
    for (const Item& item : bare_) {
      for (Fact& fact : UnclaimedFacts(item))
        facts_.push_back(std::move(fact));
    }
  }

  std::string_view Text(Span span) const {
    return std::string_view(folded_.text()).substr(span.start, span.end - span.start);
  }

  // Sentences come in order, so both lists are walked once over the document.
  std::vector<Item> ItemsIn(Span sentence) {
    std::vector<Item> items;
    bare_.clear();
    for (; next_mention_ < mentions_.size() && mentions_[next_mention_].span.start < sentence.end;
         ++next_mention_) {
      const Mention& mention = mentions_[next_mention_];
      if (mention.span.start < sentence.start || mention.span.end > sentence.end)
        continue;
      if (mention.is_bare)
        bare_.push_back({mention.span, &mention, nullptr});
      else
        items.push_back({mention.span, &mention, nullptr});
    }
    const std::size_t numbers = items.size();
    for (; next_hit_ < hits_.size() && hits_[next_hit_].span.start < sentence.end; ++next_hit_) {
      const LexiconHit& hit = hits_[next_hit_];
      if (hit.span.start < sentence.start || hit.span.end > sentence.end)
        continue;
      const LexiconEntry& entry = rules_.lexicon.entries()[hit.entry];
      if (entry.what == LexiconClass::kName)
        continue;
      const bool is_masked = entry.what == LexiconClass::kCommodity ||
                             entry.what == LexiconClass::kAgency ||
                             entry.what == LexiconClass::kCountry;
      // "US$5 million" is money before it is a country.
      // The numbers are in order and apart: the first that ends after the name begins decides.
      const auto last = items.begin() + static_cast<std::ptrdiff_t>(numbers);
      const auto near =
          std::lower_bound(items.begin(), last, hit.span.start,
                           [](const Item& item, std::size_t at) { return item.span.end <= at; });
      const bool is_taken = is_masked && near != last && near->span.start < hit.span.end;
      if (!is_taken)
        items.push_back({hit.span, nullptr, &entry});
    }
    std::stable_sort(items.begin(), items.end(),
                     [](const Item& a, const Item& b) { return a.span.start < b.span.start; });
    return items;
  }

  const CompiledRules& rules_;
  Scope scope_;
  std::string original_;
  FoldedText folded_;
  std::vector<Mention> mentions_;
  std::vector<LexiconHit> hits_;
  std::vector<Item> bare_;  // of this sentence, kept from the rules
  std::size_t next_mention_ = 0;
  std::size_t next_hit_ = 0;
  Discourse discourse_;
  std::vector<Fact> facts_;
  const Watch* watch_ = nullptr;
};

}  // namespace

std::vector<Fact> Extract(const Pack& pack, const feeds::Document& document,
                          const Defaults& defaults, Scope scope) {
  return Extractor(pack, document, defaults, scope).Run();
}

std::vector<Fact> ExtractWatched(const Pack& pack, const feeds::Document& document,
                                 const Watch& watch) {
  return Extractor(pack, document, {}, Scope::kFacts).Run(watch);
}

}  // namespace rules
