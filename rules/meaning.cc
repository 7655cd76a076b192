#include "rules/meaning.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace rules {
namespace {

std::string Step(std::string_view key, std::string_view value, std::string_view where) {
  return std::string(key) + " = " + std::string(value) + " (" + std::string(where) + ")";
}

// What a template's key says: its words, or the id of the item that its slot caught.
std::string TextOf(const Given& given, const Claim& claim, const Scene& scene) {
  if (given.group == 0)
    return given.text;
  const std::int32_t item = claim.groups[static_cast<std::size_t>(given.group)];
  if (item < 0)
    return {};
  const Item& caught = scene.items[static_cast<std::size_t>(item)];
  return caught.word != nullptr ? caught.word->id : std::string{};
}

std::optional<Period> PeriodOf(const Given& given, const Claim& claim,
                               const SentenceContext& context) {
  if (given.group == 0)
    return ParsePeriod(given.text);
  const std::int32_t item = claim.groups[static_cast<std::size_t>(given.group)];
  if (item < 0)
    return std::nullopt;
  return context.Resolved(static_cast<std::size_t>(item));
}

Amount Signed(Amount amount, const Mention& mention, int sign) {
  if (mention.is_change || sign == 0)
    return amount;
  amount.value = sign * std::abs(amount.value);
  return amount;
}

bool Has(const Fact& fact, std::string_view key) {
  const auto* change = std::get_if<Change>(&fact.what);
  if (key == "subject")
    return !fact.subject.empty();
  if (key == "flow")
    return fact.flow.has_value();
  if (key == "period")
    return fact.period.has_value();
  if (key == "reporter")
    return !fact.reporter.empty();
  if (key == "partner")
    return !fact.partner.empty();
  if (key == "basis")
    return change != nullptr && change->basis.has_value();
  if (key == "measure")
    return change != nullptr && change->measure.has_value();
  return false;
}

// Fills the keys of a fact from its template and the context, noting how each was found.
class Filler {
 public:
  Filler(const Claim& claim, const Scene& scene, const SentenceContext& context)
      : claim_(claim), scene_(scene), context_(context), gives_(*claim.gives) {}

  void Subject(Fact& fact) const {
    Take("subject", fact.subject, gives_.subject, context_.SubjectOf(claim_.item), fact);
  }

  void FlowAndSides(Fact& fact) const {
    const Kind kind = KindOf(fact);
    const Sides sides = kind == Kind::kRate ? context_.SidesOfRate(claim_.item)
                                            : context_.SidesOf(claim_.item, kind, gives_.flow);
    if (sides.flow && !gives_.no_flow && kind != Kind::kRate && kind != Kind::kPrice) {
      fact.flow = sides.flow->value;
      fact.steps.push_back(Step("flow", ToText(*fact.flow), sides.flow->where));
    }
    Take("reporter", fact.reporter, gives_.reporter, sides.reporter, fact);
    const bool has_side = kind != Kind::kShare && kind != Kind::kPrice;
    Take("partner", fact.partner, gives_.partner,
         has_side ? sides.partner : std::optional<Found<std::string>>(), fact);
    if (fact.partner == fact.reporter)
      fact.partner.clear();
  }

  void When(Fact& fact, Kind kind, std::optional<Measure> measure) const {
    std::string_view where = "rule";
    if (!gives_.period.empty())
      fact.period = rules::PeriodOf(gives_.period, claim_, context_);
    if (!fact.period) {
      if (const auto found = context_.PeriodOf(claim_.item, kind, measure, fact.flow)) {
        fact.period = found->value;
        where = found->where;
      }
    }
    if (fact.period)
      fact.steps.push_back(Step("period", ToText(*fact.period), where));
  }

  void MeasureOf(Fact& fact, Change& change) const {
    change.measure = gives_.measure;
    if (change.measure)
      return;
    if (const auto found = context_.MeasureOf(claim_.item)) {
      change.measure = found->value;
      fact.steps.push_back(Step("measure", ToText(found->value), found->where));
    }
  }

  void BasisOf(Fact& fact, Change& change) const {
    change.basis = gives_.basis;
    if (change.basis)
      return;
    if (const auto found = context_.BasisOf(claim_.item, fact.period, change.measure)) {
      change.basis = found->value;
      fact.steps.push_back(Step("basis", ToText(found->value), found->where));
    }
  }

 private:
  void Take(std::string_view key, std::string& out, const Given& given,
            const std::optional<Found<std::string>>& found, Fact& fact) const {
    out = TextOf(given, claim_, scene_);
    std::string_view where = "rule";
    if (out.empty() && given.empty() && found) {
      out = found->value;
      where = found->where;
    }
    if (out == "topic") {
      const auto topic = context_.discourse().Inherited(&Told::reporter);
      out = topic ? topic->value : "none";
    }
    if (out == "none")
      out.clear();
    if (!out.empty())
      fact.steps.push_back(Step(key, out, where));
  }

  const Claim& claim_;
  const Scene& scene_;
  const SentenceContext& context_;
  const FactTemplate& gives_;
};

std::optional<Meaning> MeaningOf(Kind kind, const Amount& amount, const std::string& unit) {
  switch (kind) {
    case Kind::kQuantity:
      return Quantity{amount};
    case Kind::kMoney:
      return Money{amount, unit};
    case Kind::kPrice:
      return Price{amount, unit};
    case Kind::kChange:
      return Change{amount, std::nullopt, std::nullopt};
    case Kind::kShare:
      return Share{amount};
    case Kind::kRate:
      return Rate{amount};
    case Kind::kPercent:
      return Percent{amount};
    case Kind::kEvent:
      break;
  }
  return std::nullopt;
}

// The unit of the amount of this type nearest before the claimed number, else of the first.
std::string UnitNear(const Claim& claim, const Scene& scene, MentionType type) {
  std::string unit;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    if (scene.items[i].Is(type) && (i < claim.item || unit.empty()))
      unit = scene.items[i].mention->unit;
  }
  return unit;
}

// "$57 a kg, compared with $48", "4.7 billion reais from 6 billion": what the number leaves out of
// its unit is that of the one before it.
std::string UnitOf(Kind kind, const Claim& claim, const Scene& scene) {
  const std::string& own = scene.items[claim.item].mention->unit;
  if (kind == Kind::kMoney && own.empty())
    return UnitNear(claim, scene, MentionType::kMoney);
  if (kind != Kind::kPrice || own.find('/') != std::string::npos)
    return own;
  const std::string unit = UnitNear(claim, scene, MentionType::kPrice);
  return own.empty() ? unit : own + unit.substr(std::min(unit.find('/'), unit.size()));
}

// By how much the digits of an amount are multiplied: 10⁶ in "2.3 million tonnes".
double ScaleOf(const Mention& mention, std::string_view folded) {
  std::string digits;
  for (std::size_t i = mention.span.start; i < mention.span.end; ++i) {
    const char c = folded[i];
    if ((c >= '0' && c <= '9') || c == '.')
      digits += c;
    else if (c != ',' && !digits.empty())
      break;
  }
  const double printed = digits.empty() ? 0 : std::strtod(digits.c_str(), nullptr);
  return printed == 0 ? 1 : std::abs(mention.amount.value) / printed;
}

// "2.3 million tonnes, ahead of Malaysia (0.9)", "4,100 kg and Japan 850": the unit of the quantity
// before it counts for the number, and its "million" where the number is as short.
Amount AsQuantity(const Claim& claim, const Scene& scene, std::string_view folded, Amount amount) {
  const Mention& mention = *scene.items[claim.item].mention;
  if (mention.type != MentionType::kNumber)
    return amount;
  const Mention* near = nullptr;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    const bool counts =
        scene.items[i].Is(MentionType::kQuantity) && scene.items[i].mention->amount.value != 0;
    if (counts && (i < claim.item || near == nullptr))
      near = scene.items[i].mention;
  }
  if (near == nullptr)
    return amount;
  constexpr double kShort = 1000;
  const double scale = ScaleOf(*near, folded);
  const bool has_own = ScaleOf(mention, folded) > 1.5;
  const bool is_short = std::abs(amount.value) < kShort && near->amount.value / scale < kShort;
  if (scale < 1 || (scale > 1.5 && !has_own && is_short))
    return {amount.value * scale, amount.tolerance * scale};
  return amount;
}

// "It had touched $106 in January", in a paragraph on prices a pound: a sum of the same currency
// and of like size, told without a scale.
std::string UnitOfPriceBefore(const Claim& claim, const Scene& scene,
                              const SentenceContext& context) {
  const Mention& mention = *scene.items[claim.item].mention;
  if (mention.type != MentionType::kMoney || mention.is_rate ||
      ScaleOf(mention, context.folded()) > 1.5)
    return {};
  std::optional<PriceTold> told = context.discourse().paragraph.price;
  for (std::size_t i = 0; i < claim.item; ++i) {
    const Mention* other = scene.items[i].mention;
    if (scene.items[i].Is(MentionType::kPrice))
      told = PriceTold{other->unit, other->amount.value};
  }
  constexpr double kLike = 30;
  const double ratio = told ? mention.amount.value / told->value : 0;
  const bool is_like = ratio < kLike && ratio > 1 / kLike;
  const bool is_same = told && told->unit.starts_with(mention.unit + "/");
  return is_like && is_same ? told->unit : std::string{};
}

// "tpa", "MTPA": units of capacity, which hold their year.
bool IsPerYearUnit(std::string_view folded, const Mention& mention) {
  const std::string_view text =
      folded.substr(mention.span.start, mention.span.end - mention.span.start);
  return mention.is_rate && (text.ends_with("tpa") || text.ends_with("TPA"));
}

std::optional<Fact> NumberFact(const Claim& claim, const Scene& scene,
                               const SentenceContext& context, const Amount& amount) {
  Kind kind = *claim.gives->kind;
  const Mention& mention = *scene.items[claim.item].mention;
  Amount value = amount;
  if (kind == Kind::kChange)
    value = Signed(amount, mention, claim.gives->sign);
  if (kind == Kind::kQuantity)
    value = AsQuantity(claim, scene, context.folded(), amount);
  std::string unit = UnitOf(kind, claim, scene);
  const std::string price_unit = kind == Kind::kMoney && !claim.gives->no_flow
                                     ? UnitOfPriceBefore(claim, scene, context)
                                     : std::string{};
  if (!price_unit.empty()) {
    kind = Kind::kPrice;
    unit = price_unit;
  }
  const bool per_mass = unit.find('/') != std::string::npos && !unit.ends_with("/bbl");
  if (kind == Kind::kPrice && !per_mass)
    return std::nullopt;
  // "Zinc rose 1.2% to $2,810": a price of which the mass is left out.
  if (kind == Kind::kMoney && context.IsPriceWithoutMass(claim.item))
    return std::nullopt;
  std::optional<Meaning> what = MeaningOf(kind, value, unit);
  if (!what)
    return std::nullopt;
  // "a 3,000 tpa magnet factory" tells what could be made, unless a rule says that it was.
  if (IsPerYearUnit(context.folded(), mention) && !claim.gives->flow)
    return std::nullopt;
  Fact fact;
  fact.what = std::move(*what);
  fact.steps = mention.steps;
  const Filler filler(claim, scene, context);
  filler.Subject(fact);
  filler.FlowAndSides(fact);
  auto* change = std::get_if<Change>(&fact.what);
  if (change != nullptr)
    filler.MeasureOf(fact, *change);
  // "15 t a month" is of no period.
  if (!mention.is_rate || !claim.gives->period.empty())
    filler.When(fact, kind, change != nullptr ? change->measure : std::nullopt);
  if (change != nullptr)
    filler.BasisOf(fact, *change);
  for (const std::string& need : claim.gives->needs) {
    if (!Has(fact, need))
      return std::nullopt;
  }
  fact.evidence = claim.match;
  fact.rule = claim.rule->id;
  return fact;
}

}  // namespace

std::vector<Fact> NumberFacts(const Claim& claim, const Scene& scene,
                              const SentenceContext& context) {
  std::vector<Fact> out;
  if (!claim.gives->kind)
    return out;
  const Mention& mention = *scene.items[claim.item].mention;
  if (auto fact = NumberFact(claim, scene, context, mention.amount))
    out.push_back(std::move(*fact));
  if (!mention.upper)
    return out;
  if (auto fact = NumberFact(claim, scene, context, *mention.upper))
    out.push_back(std::move(*fact));
  return out;
}

std::vector<Fact> UnclaimedFacts(const Item& item) {
  std::vector<Fact> out;
  if (item.mention == nullptr)
    return out;
  const Mention& mention = *item.mention;
  std::optional<Kind> kind;
  if (mention.type == MentionType::kQuantity)
    kind = Kind::kQuantity;
  if (mention.type == MentionType::kMoney)
    kind = Kind::kMoney;
  if (mention.type == MentionType::kPrice)
    kind = Kind::kPrice;
  if (mention.type == MentionType::kPercent)
    kind = Kind::kPercent;
  if (!kind)
    return out;
  for (const std::optional<Amount>& amount : {std::optional(mention.amount), mention.upper}) {
    if (!amount)
      continue;
    Fact fact;
    fact.what = *MeaningOf(*kind, *amount, mention.unit);
    fact.evidence = item.span;
    fact.rule = "recognised";
    fact.steps = mention.steps;
    out.push_back(std::move(fact));
  }
  return out;
}

}  // namespace rules
