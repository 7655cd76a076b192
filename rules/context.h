#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/compiled.h"
#include "rules/fact.h"
#include "rules/mask.h"

namespace rules {

// A value with where it was found: "sentence", "title", "previous sentence", "source".
template <class T>
struct Found {
  T value{};
  std::string_view where;
};

// What the text has been about so far: what a sentence leaves out is taken from here.
struct Discourse {
  std::optional<Found<std::string>> subject;
  std::optional<Found<Flow>> flow;
  std::optional<Found<Period>> period;
  std::optional<Found<std::string>> reporter;
  std::optional<Found<std::string>> actor;
  std::optional<Found<Measure>> measure;
  std::optional<Found<Basis>> basis;
  std::optional<Period> publication_month;
};

// A sentence with its recognised things.
struct Scene {
  Span span;
  int paragraph = 0;
  Script script = Script::kEnglish;
  std::vector<Item> items;
};

// Does a comma, semicolon or the like stand in this text between two things of a sentence?
bool CrossesClause(std::string_view between);

enum class PeriodRole { kMain = 1, kBase, kDay };
enum class CountryRole { kHome = 1, kDestination, kOrigin };

// Answers, for an item of a sentence, what the words around it say: the nearest subject, flow,
// period and so on, the sentence first, then what came before. Positions and words decide, nothing
// is learnt.
class SentenceContext {
 public:
  SentenceContext(std::string_view folded, const Scene& scene, const RuleSet& rules,
                  const Discourse& discourse);

  std::string_view folded() const { return folded_; }
  std::optional<Found<std::string>> SubjectOf(std::size_t item) const;
  std::optional<Found<Flow>> FlowOf(std::size_t item) const;
  std::optional<Found<Period>> PeriodOf(std::size_t item, Kind kind) const;
  std::optional<Found<std::string>> ReporterOf(std::size_t item, std::optional<Flow> flow) const;
  std::optional<Found<std::string>> PartnerOf(std::size_t item, std::optional<Flow> flow) const;
  // The first country of the sentence that is not this one.
  std::optional<std::string> OtherCountry(std::string_view id) const;
  std::optional<Found<Measure>> MeasureOf(std::size_t item) const;
  std::optional<Found<Basis>> BasisOf(std::size_t item, std::optional<Period> period) const;
  // The first day or month of the sentence that is no base of comparison.
  std::optional<Found<Period>> DateNear(Span evidence) const;
  // The period that an item stands for; nullopt where it leans on nothing known.
  std::optional<Period> Resolved(std::size_t item) const;
  // Is the number told for comparison: "up from", "compared with"?
  bool IsComparison(std::size_t item) const;

  // What part a country plays for the goods of the sentence; nullopt: the item is no country.
  std::optional<CountryRole> RoleOf(std::size_t item) const { return country_roles_[item]; }
  // The authority that earlier sentences were about.
  std::optional<Found<std::string>> EarlierActor() const { return discourse_.actor; }

  // What the sentence adds to the discourse for those that follow.
  Discourse After(std::string_view where) const;

 private:
  struct PeriodView {
    std::size_t item;
    std::optional<Period> period;
    PeriodRole role;
    bool leans;
    bool of_comparison = false;  // "up from 5,864.6 in May": a base, and that number's own period
  };
  bool FollowsComparison(std::size_t item) const;
  void ReadPeriods();
  void SetRole(PeriodView& view) const;
  void ReadCountries();
  bool Precedes(const Regex& words, std::size_t item) const;
  std::string_view Between(std::size_t left, std::size_t right) const;
  bool NumberBetween(std::size_t left, std::size_t right) const;
  std::optional<std::size_t> NearestWord(std::size_t item, LexiconClass what) const;
  std::optional<std::size_t> Country(std::size_t item, CountryRole role) const;
  std::optional<Period> PeriodAfter(std::size_t item, Kind kind) const;
  std::optional<Period> PeriodBefore(std::size_t item, Kind kind) const;
  std::optional<Period> PriceDay() const;
  std::optional<Measure> MeasureRightAfter(std::size_t item) const;
  std::optional<std::string> HomeOfSentence() const;
  std::optional<Basis> BasisFromPeriod(const PeriodView& view, std::optional<Period> main) const;

  std::string_view folded_;
  const Scene& scene_;
  const RuleSet& rules_;
  const Discourse& discourse_;
  std::vector<PeriodView> periods_;
  std::vector<std::optional<CountryRole>> country_roles_;  // by item
  std::optional<Period> main_period_;
};

}  // namespace rules
