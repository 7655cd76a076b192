#include "daemon/timeline/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "daemon/timeline/books.h"
#include "daemon/timeline/claim.h"

namespace timeline {
namespace {

using rules::Kind;
using rules::Period;

// A price this far off is another price: a quotation beside the average of a shipment.
constexpr double kOtherPrice = 3;
constexpr double kKilograms = 1000;
// A text with more numbers is a listing; all are compared with all.
constexpr std::size_t kMentionsMost = 400;

Claim ClaimOf(const Mention& mention) {
  Claim claim;
  claim.kind = rules::ParseKind(mention.keys.kind).value_or(Kind::kPercent);
  claim.amount = {mention.telling.value.value_or(0), mention.telling.tolerance};
  claim.unit = mention.keys.unit;
  claim.bound = rules::BoundOf(mention.sentence, mention.quote);
  return claim;
}

rules::Amount AmountOf(const Mention& mention) {
  return {mention.telling.value.value_or(0), mention.telling.tolerance};
}

bool SameGoods(const Mention& one, const Mention& other) {
  return one.keys.subject == other.keys.subject && one.keys.flow == other.keys.flow &&
         one.keys.reporter == other.keys.reporter && one.keys.partner == other.keys.partner;
}

using Found = std::vector<const Mention*>;

// The figure that all of them give, the most precise one; nullptr: none, or more than one.
const Mention* OnlyOne(const Found& found) {
  if (found.empty())
    return nullptr;
  const Mention* best =
      *std::min_element(found.begin(), found.end(), [](const Mention* one, const Mention* other) {
        return one->telling.tolerance < other->telling.tolerance;
      });
  const bool is_one = std::all_of(found.begin(), found.end(), [&](const Mention* one) {
    return SameNumber(best->telling, one->telling);
  });
  return is_one ? best : nullptr;
}

constexpr std::string_view kBaseWords[] = {
    "from", "compared with", "compared to", "against", "versus", "vs",
    "vs.",  "than",          "从",          "由",      "較",     "较"};
constexpr std::string_view kFiller[] = {"about", "around", "some", "roughly",
                                        "the",   "just",   "only"};

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

// Whether words such as "from" stand right before the number.
bool IsBase(const Mention& mention) {
  const std::string_view sentence = mention.sentence;
  const std::size_t at = sentence.find(mention.quote);
  if (at == std::string_view::npos)
    return false;
  std::string_view before = Trimmed(sentence.substr(0, at));
  for (const std::string_view word : kFiller) {
    if (before.ends_with(word))
      before = Trimmed(before.substr(0, before.size() - word.size()));
  }
  return std::any_of(std::begin(kBaseWords), std::end(kBaseWords), [&](std::string_view word) {
    return before.ends_with(word) &&
           (before.size() == word.size() || before[before.size() - word.size() - 1] == ' ' ||
            static_cast<unsigned char>(word.front()) >= 0x80);
  });
}

// One document's numbers.
class Story {
 public:
  explicit Story(std::span<const Mention> mentions) : mentions_(mentions) {
    for (const Mention& mention : mentions)
      is_plain_.push_back(mention.telling.value && IsPlain(mention));
  }

  std::optional<StoryCheck> Of(std::size_t index) const {
    const Mention& mention = mentions_[index];
    if (mention.keys.kind == "change")
      return ChangeCheck(index);
    if (mention.keys.kind == "price" && IsAloneInSentence(mention))
      return PriceCheck(index);
    if (mention.keys.kind == "share" && IsAloneInSentence(mention))
      return ShareCheck(index);
    return std::nullopt;
  }

 private:
  // The plain numbers that fit: neither bounds nor ends of a range.
  template <class Fits>
  Found All(const Fits& fits) const {
    Found found;
    for (std::size_t i = 0; i < mentions_.size(); ++i) {
      if (is_plain_[i] && fits(mentions_[i]))
        found.push_back(&mentions_[i]);
    }
    return found;
  }

  bool IsPlain(const Mention& mention) const {
    const bool is_range =
        std::any_of(mentions_.begin(), mentions_.end(), [&](const Mention& other) {
          return &other != &mention && other.start == mention.start && other.end == mention.end &&
                 other.keys.kind == mention.keys.kind;
        });
    return !is_range && rules::BoundOf(mention.sentence, mention.quote) == rules::Bound::kNone;
  }

  bool IsAloneInSentence(const Mention& mention) const {
    return std::count_if(mentions_.begin(), mentions_.end(), [&](const Mention& other) {
             return other.keys.kind == mention.keys.kind && other.sentence == mention.sentence;
           }) == 1;
  }

  // The same stretch of the story, told in this unit.
  const Mention* FigureFor(const Mention& change, std::string_view kind, const std::string& unit,
                           const Period& period) const {
    return OnlyOne(All([&](const Mention& mention) {
      return mention.keys.kind == kind && mention.keys.unit == unit && SameGoods(mention, change) &&
             mention.keys.period == ToText(period);
    }));
  }

  struct Pair {
    const Mention* value = nullptr;
    const Mention* base = nullptr;
  };

  std::optional<Pair> PairByPeriod(const Mention& change, std::string_view kind) const {
    const auto period = rules::ParsePeriod(change.keys.period);
    const auto basis = rules::ParseBasis(change.keys.basis);
    const auto base = period && basis ? BaseOf(*period, *basis) : std::nullopt;
    if (!base)
      return std::nullopt;
    for (const Mention* first : All([&](const Mention& mention) {
           return mention.keys.kind == kind && mention.keys.period == change.keys.period;
         })) {
      const Pair pair{FigureFor(change, kind, first->keys.unit, *period),
                      FigureFor(change, kind, first->keys.unit, *base)};
      if (pair.value != nullptr && pair.base != nullptr)
        return pair;
    }
    return std::nullopt;
  }

  std::optional<Pair> PairInSentence(const Mention& change, std::string_view kind) const {
    const Found found = All([&](const Mention& mention) {
      return mention.keys.kind == kind && mention.sentence == change.sentence;
    });
    const bool is_pair = found.size() == 2 && found[0]->keys.unit == found[1]->keys.unit &&
                         found[0]->keys.subject == found[1]->keys.subject &&
                         found[0]->keys.subject == change.keys.subject &&
                         IsBase(*found[0]) != IsBase(*found[1]);
    const auto changes =
        std::count_if(mentions_.begin(), mentions_.end(), [&](const Mention& mention) {
          return mention.keys.kind == "change" && mention.sentence == change.sentence;
        });
    if (!is_pair || changes != 1)
      return std::nullopt;
    return IsBase(*found[0]) ? Pair{found[1], found[0]} : Pair{found[0], found[1]};
  }

  std::optional<StoryCheck> ChangeCheck(std::size_t index) const {
    const Mention& change = mentions_[index];
    if (change.keys.unit != "%" || change.keys.measure == "price")
      return std::nullopt;
    const std::string_view kind = change.keys.measure == "money" ? "money" : "quantity";
    auto pair = PairByPeriod(change, kind);
    if (!pair)
      pair = PairInSentence(change, kind);
    if (!pair)
      return std::nullopt;
    // Any two months will do: the figures are what counts.
    const Period now = rules::MonthPeriod(std::chrono::year(2001) / std::chrono::January);
    const Period then = rules::Shifted(now, -1);
    const std::string& unit = pair->value->keys.unit;
    const Books none{.figure = [](const auto&, const auto&, const auto&) { return std::nullopt; },
                     .units = [](const auto&) { return std::vector<std::string>(); }};
    const Books books = With(With(none, {{}, unit, ToText(now)}, AmountOf(*pair->value)),
                             {{}, unit, ToText(then)}, AmountOf(*pair->base));
    const auto ratio = RatioOf(books, {{}, unit}, now, then);
    return ratio ? std::optional(Held(index, *ratio)) : std::nullopt;
  }

  std::optional<StoryCheck> PriceCheck(std::size_t index) const {
    const Mention& price = mentions_[index];
    const std::string currency = price.keys.unit.substr(0, price.keys.unit.find('/'));
    const bool is_kilo = price.keys.unit == currency + "/kg";
    if (!is_kilo && price.keys.unit != currency + "/t")
      return std::nullopt;
    const auto only = [&](std::string_view kind, std::string_view unit) {
      const Found found = All([&](const Mention& mention) {
        return mention.keys.kind == kind && mention.sentence == price.sentence;
      });
      return found.size() == 1 && found[0]->keys.unit == unit ? found[0] : nullptr;
    };
    const Mention* money = only("money", currency);
    const Mention* quantity = only("quantity", "t");
    if (money == nullptr || quantity == nullptr || !SameGoods(*money, *quantity) ||
        price.keys.subject != quantity->keys.subject || *quantity->telling.value <= 0)
      return std::nullopt;
    const Ratio ratio = Quotient(*money, *quantity, {is_kilo ? 1 / kKilograms : 1, &price});
    const double times = ratio.point / *price.telling.value;
    if (!(times < kOtherPrice && times > 1 / kOtherPrice))
      return std::nullopt;
    return Held(index, ratio);
  }

  std::optional<StoryCheck> ShareCheck(std::size_t index) const {
    const Mention& share = mentions_[index];
    const Found found = All([&](const Mention& mention) {
      return (mention.keys.kind == "quantity" || mention.keys.kind == "money") &&
             mention.sentence == share.sentence;
    });
    if (found.size() != 2 || found[0]->keys.unit != found[1]->keys.unit ||
        found[0]->keys.subject != found[1]->keys.subject ||
        found[0]->keys.partner.empty() == found[1]->keys.partner.empty())
      return std::nullopt;
    const bool is_first = !found[0]->keys.partner.empty();
    const Mention& part = *found[is_first ? 0 : 1];
    const Mention& whole = *found[is_first ? 1 : 0];
    const bool is_other = !share.keys.partner.empty() && share.keys.partner != part.keys.partner;
    if (is_other || *whole.telling.value <= 0)
      return std::nullopt;
    return Held(index, Quotient(part, whole, {100, &share}));
  }

  struct Scale {
    double factor = 1;
    const Mention* said = nullptr;
  };
  static Ratio Quotient(const Mention& above, const Mention& below, const Scale& scale) {
    const auto [top, top_width] = AmountOf(above);
    const auto [bottom, bottom_width] = AmountOf(below);
    const double least = std::max(bottom - bottom_width, bottom / 2);
    Ratio ratio{.point = scale.factor * top / bottom,
                .low = scale.factor * (top - top_width) / (bottom + bottom_width),
                .high = scale.factor * (top + top_width) / least,
                .working = {}};
    ratio.working = fmt::format(
        "{} / {} = {}", AmountText(AmountOf(above), above.keys.unit),
        AmountText(AmountOf(below), below.keys.unit),
        AmountText({ratio.point, scale.said->telling.tolerance}, scale.said->keys.unit));
    return ratio;
  }

  StoryCheck Held(std::size_t index, const Ratio& ratio) const {
    const Claim claim = ClaimOf(mentions_[index]);
    StoryCheck check{
        .mention = index,
        .agrees = Meets(RangeOf(claim), ratio.low, ratio.high),
        .working = fmt::format("{}; the story says {}", ratio.working, WordsOf(claim))};
    if (!check.agrees)
      check.working += fmt::format(" ({})", DifferenceWords(claim, ratio.point));
    return check;
  }

  std::span<const Mention> mentions_;
  std::vector<bool> is_plain_;  // parallel to mentions_
};

}  // namespace

std::vector<StoryCheck> CheckStory(std::span<const Mention> mentions) {
  if (mentions.size() > kMentionsMost)
    return {};
  const Story story(mentions);
  std::vector<StoryCheck> checks;
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    if (auto check = story.Of(i))
      checks.push_back(std::move(*check));
  }
  return checks;
}

}  // namespace timeline
