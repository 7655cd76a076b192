#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/compiled.h"
#include "rules/discourse.h"
#include "rules/fact.h"
#include "rules/mask.h"

namespace rules {

// A sentence with its recognised things.
struct Scene {
  Span span;
  int paragraph = 0;
  Script script = Script::kEnglish;
  std::vector<Item> items;
};

// Does a comma, semicolon or the like stand in this text between two things of a sentence?
bool CrossesClause(std::string_view between);
// Where the last clause of a Chinese text begins, behind a comma or semicolon; 0: it has but one.
std::size_t HanClauseStart(std::string_view text);

// kReport: when figures came out.
enum class PeriodRole { kMain = 1, kBase, kDay, kReport };
// kPassing: a place in a date line or an address, which has no part in what the sentence tells.
// kPart: "of which Guinea supplied 16 million t": the other side of a trade that was told before.
enum class CountryRole { kHome = 1, kDestination, kOrigin, kPassing, kPart };

// Ids of agencies that lean on the text: "the government", "the ministry". "home/CN.MOFCOM" is that
// body where the text is about its country ("the commerce ministry"), else the other country alone.
constexpr std::string_view kHomeBody = "home";
constexpr std::string_view kSameBody = "same";
constexpr std::string_view kThatCountry = "that";  // 该国: the country named last

inline bool LeansOnText(std::string_view id) {
  return id == kSameBody || id == kThatCountry || id.starts_with(kHomeBody);
}

// kDoneBy: "had been granted by September". kAfter: "stopped after rebels took the town in May".
// kHeld: of talks, behind their verb.
enum class DateUse { kSaid = 1, kInForce, kDoneBy, kAfter, kHeld };

// Which way goods went, whose trade it is, and who is on the other side.
struct Sides {
  std::optional<Found<Flow>> flow;
  std::optional<Found<std::string>> reporter;
  std::optional<Found<std::string>> partner;
};

// " and ", ", the ", 和: what may stand between two of one list.
bool IsListJoint(std::string_view between);

// Answers, for an item of a sentence, what the words around it say: the nearest subject, flow,
// period and so on, the sentence first, then what came before. Positions and words decide, nothing
// is learnt.
class SentenceContext {
 public:
  SentenceContext(std::string_view folded, const Scene& scene, const RuleSet& rules,
                  const Discourse& discourse);

  std::string_view folded() const { return folded_; }
  std::optional<Found<std::string>> SubjectOf(std::size_t item) const;
  // `given`: the flow that the rule says, if any.
  Sides SidesOf(std::size_t item, Kind kind, std::optional<Flow> given) const;
  // Who levies a duty, and on whose goods.
  Sides SidesOfRate(std::size_t item) const;
  std::optional<Found<Period>> PeriodOf(std::size_t item, Kind kind, std::optional<Measure> measure,
                                        std::optional<Flow> flow) const;
  std::optional<Found<Measure>> MeasureOf(std::size_t item) const;
  std::optional<Found<Basis>> BasisOf(std::size_t item, std::optional<Period> period,
                                      std::optional<Measure> measure) const;
  // The day, month or year nearest to an event: when it was said or done, or from when it holds.
  std::optional<Found<Period>> DateNear(Span evidence, DateUse use) const;
  // Does the date from which it holds follow the words at `match` at once?
  bool DateAdjoins(Span match) const;
  // Does the period stand behind words of comparison: "than a month earlier"?
  bool IsBase(std::size_t item) const { return Precedes(rules_.base, item); }
  // The period that an item stands for; nullopt where it leans on nothing known.
  std::optional<Period> Resolved(std::size_t item) const;
  // "Zinc rose 1.2% to $2,810"
  bool IsPriceWithoutMass(std::size_t money) const;
  // Is the number told for comparison: "up from", "compared with"?
  bool IsComparison(std::size_t item) const;

  // Is the subject of the words at `match` an association, a firm or a trader?
  bool IsOfBystander(Span match) const;

  // What part a country plays for the goods of the sentence; nullopt: the item is no country.
  std::optional<CountryRole> RoleOf(std::size_t item) const { return country_roles_[item]; }
  const Discourse& discourse() const { return discourse_; }
  const EventWords& words() const { return rules_.event_words; }

  // What the words of the sentence say for those that follow, whether or not it gave a fact.
  Told Words() const;

 private:
  struct PeriodView {
    std::size_t item;
    std::optional<Period> period;
    PeriodRole role;
    bool leans;
    bool is_shifted = false;     // "a year earlier", at the head of a sentence
    bool of_comparison = false;  // "up from 5,864.6 in May": a base, and that number's own period
    bool is_labelled = false;    // "(July: 38.2%)"
  };
  struct BasisView {
    Basis basis;
    std::size_t item;
  };
  std::vector<BasisView> BasesFor(std::optional<Period> period) const;
  std::size_t BasisCost(std::size_t item, std::size_t base) const;
  Basis AsChained(const BasisView& view, std::optional<Period> period) const;
  Period AsTold(const PeriodView& view) const;
  // "last week", 本周: the month, where the week lies within one.
  std::optional<Period> MonthOfWeek() const;
  bool IsHeadBy(const PeriodView& view) const;
  bool CrossesVerb(Span stretch) const;
  bool EndsStretch(const PeriodView& view) const;
  std::string_view ClauseUpTo(std::size_t at) const;
  Period InYearOfPassage(const PeriodView& view) const;
  bool IsDateOf(const PeriodView& view, Span evidence, DateUse use) const;
  const PeriodView* SaidBefore(const PeriodView& start, Span evidence) const;
  bool IsDateOfThing(Span date, Span evidence) const;
  std::optional<std::size_t> DateCost(const PeriodView& view, Span evidence, DateUse use) const;
  const LexiconEntry* FirstWord(LexiconClass what) const;
  bool SetsTime() const;
  bool SetsTimeOfLead() const;
  std::optional<std::string> FirstDay() const;
  Found<std::string> Named(std::size_t item) const;
  std::optional<Found<Flow>> FlowOf(std::optional<std::size_t> word,
                                    std::optional<Flow> given) const;
  std::optional<Flow> FlowOfWords() const;
  bool IsOfWorld(std::size_t item) const;
  std::size_t FirstHome(std::size_t home) const;
  std::optional<Found<std::string>> ReporterOf(std::size_t item, Kind kind,
                                               std::optional<Flow> flow) const;
  void TurnFlow(std::size_t item, std::size_t word, Sides& sides) const;
  // Are its goods those on which the duty of the sentence lies?
  bool PaysRate(std::size_t item) const;
  bool IsMarket(std::size_t item) const;
  std::optional<Found<std::string>> OtherSide(const std::string& levies) const;
  // Whose duty a rate is: the item of who levies it and of who pays.
  struct RateItems {
    std::optional<std::size_t> levies;
    std::optional<std::size_t> pays;
  };
  RateItems ItemsOfRate(std::size_t item) const;
  std::optional<Found<std::string>> LevierOfRate(const RateItems& items) const;
  Found<std::string> CountryOfBody(std::size_t item) const;
  std::size_t RateClause(std::size_t item) const;
  bool FollowsComparison(std::size_t item) const;
  void ReadPeriods();
  bool NamesContract(std::size_t item) const;
  void Narrow(PeriodView& view) const;
  bool IsAdjacent(const PeriodView& view, std::size_t item) const;
  bool HeadsClause(const PeriodView& view, std::size_t item) const;
  bool IsDayOf(const PeriodView& view, std::size_t item) const;
  std::optional<Period> AntecedentOf(std::size_t item) const;
  void Lean(PeriodView& view, const Period& antecedent) const;
  bool IsUpToNow() const;
  bool IsOfStatistics(std::size_t item) const;
  bool FollowsTonnage(std::size_t item) const;
  std::optional<Period> DayOfFind(std::size_t item) const;
  std::optional<Period> DayRightBefore(std::size_t item) const;
  bool IsOfMarket(std::size_t item) const;
  bool ComparesAlone() const;
  bool IsOfNow(std::size_t item) const;
  bool NamesDay() const;
  std::optional<Found<Period>> PeriodOfPriceMove(std::size_t item) const;
  bool NamesLaterMonths(const PeriodView& day, std::size_t item) const;
  bool MainIsOfLaterClause(std::size_t item) const;
  std::optional<Found<Period>> PeriodOfStock() const;
  std::optional<Found<Period>> PeriodOfMarket() const;
  std::optional<Found<Period>> PeriodOfPromise() const;
  bool LeadsTo(std::size_t first, std::size_t last) const;
  bool IsOfCause(std::size_t item) const;
  std::optional<Period> YearOfDay() const;
  bool IsFromTo(std::size_t item) const;
  std::optional<Period> MonthsAgo(std::size_t item) const;
  void SetRole(PeriodView& view) const;
  // "as of Nov. 1", "until May": the day from or to which something holds.
  bool HoldsFrom(const PeriodView& view) const;
  void ReadCountries();
  CountryRole RoleBefore(std::size_t item) const;
  bool ContinuesPart(std::size_t item) const;
  bool Supplies(std::size_t item) const;
  bool IsIndirectObject(std::size_t item) const;
  bool IsSideOfAnother(std::size_t side, std::size_t item) const;
  std::optional<std::size_t> FlowWordOf(std::size_t item) const;
  std::optional<std::size_t> PartnerOf(std::size_t item, std::optional<Flow> flow) const;
  void TellHome(Told& told) const;
  std::optional<Measure> MeasureBefore(std::size_t item) const;
  int FiscalShift(const PeriodView& view) const;
  std::optional<ColumnPeriods> ColumnsTold() const;
  std::optional<Period> ColumnOf(std::size_t item, Kind kind) const;
  bool IsGoodsOfOrigin(std::size_t item) const;
  bool IsOriginOfImports(std::size_t item) const;
  std::optional<std::size_t> PlaceOf(std::size_t item) const;
  bool TurnsToPart(std::size_t item, Sides& sides) const;
  void Reconcile(Sides& sides) const;
  std::optional<std::string> HeadCountry() const;
  bool IsDateline(std::size_t item) const;
  bool Precedes(const Regex& words, std::size_t item) const;
  bool EndsAt(const Regex& words, std::size_t end) const;
  std::string_view TextOf(std::size_t item) const;
  std::string_view Between(std::size_t left, std::size_t right) const;
  bool NumberBetween(std::size_t left, std::size_t right) const;
  bool IsAnaphoric() const;
  bool KeepsPartner() const;
  struct Listed {
    std::size_t index = 0;
    std::size_t count = 1;
  };
  Listed ListOf(std::size_t item) const;
  template <class Belongs>
  std::optional<std::size_t> Respective(std::size_t item, const Belongs& belongs) const;
  std::optional<std::size_t> RespectiveWord(std::size_t item, LexiconClass what) const;
  std::optional<std::size_t> RespectiveCountry(std::size_t item, CountryRole role) const;
  std::optional<std::size_t> RespectivePeriod(std::size_t item) const;
  std::optional<std::size_t> NearestWord(std::size_t item, LexiconClass what) const;
  std::optional<std::size_t> HomeOf(std::size_t item) const;
  bool HasOwn(std::size_t item, CountryRole role) const;
  std::optional<std::size_t> SideOf(std::size_t item, CountryRole role) const;
  std::optional<std::string> CountryOfAgency() const;
  bool TurnsToTopic(std::size_t item, std::size_t home, std::optional<std::size_t> flow_word,
                    Sides& sides) const;
  std::optional<Period> PeriodAfter(std::size_t item, Kind kind) const;
  bool OpensWhen(const PeriodView& view, std::size_t item) const;
  bool IsOfNumberBefore(const PeriodView& view) const;
  std::optional<Period> SinceThen(std::size_t item, Kind kind) const;
  std::optional<Found<Period>> InheritedPeriod() const;
  std::optional<Period> PeriodBefore(std::size_t item, Kind kind) const;
  const PeriodView* OwnOfComparison(std::size_t item) const;
  std::optional<Found<Period>> PeriodOfPrice(std::size_t item) const;
  std::optional<Found<Period>> PeriodOfComparison(std::size_t item) const;
  std::optional<Found<Period>> PeriodUntold(Kind kind, std::optional<Flow> flow) const;
  std::optional<Measure> MeasureRightAfter(std::size_t item) const;
  // kTrades: whose trade or output it tells. kNamed: any country that it tells of.
  // kOwns: "China's permits".
  enum class HomeUse { kTrades, kOwns, kNamed };
  std::optional<std::string> HomeOfSentence(HomeUse use) const;
  bool TellsAllTrade() const;
  std::optional<std::size_t> BareTrade(std::size_t item) const;
  bool StandsBare(std::size_t word) const;
  bool IsOfAllTrade(std::size_t item) const;
  bool TellsBalance(std::size_t money) const;
  bool IsBalanceOfAll(std::size_t money) const;
  bool IsGoodThatMoves(std::size_t item) const;
  bool IsPerUnit(std::size_t money) const;
  bool MovesToPrice(std::size_t item, std::size_t money) const;
  std::optional<Flow> OtherWay(std::size_t begin, std::size_t end, std::size_t flow_word) const;
  bool TurnsToTaker(std::size_t item, std::size_t home, std::optional<std::size_t> flow_word,
                    Sides& sides) const;
  std::optional<std::size_t> WholeOfShare(std::size_t item) const;
  std::optional<Found<std::string>> AnotherThan(const std::string& country) const;
  std::optional<Period> OwnRightBefore(std::size_t item) const;
  std::optional<std::size_t> PastAside(std::size_t item) const;
  bool IsOfPlan(std::size_t item) const;
  std::optional<Basis> BasisFromPeriod(const PeriodView& view, std::optional<Period> main) const;

  std::string_view folded_;
  const Scene& scene_;
  const RuleSet& rules_;
  const Discourse& discourse_;
  std::vector<PeriodView> periods_;
  std::vector<std::optional<CountryRole>> country_roles_;  // by item
  std::optional<Period> main_period_;
  std::size_t main_item_ = 0;   // that tells it
  bool is_respective_ = false;  // "respectively", 分别: two lists go together
};

}  // namespace rules
