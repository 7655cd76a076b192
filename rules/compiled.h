#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/event_words.h"
#include "rules/fact.h"
#include "rules/fault.h"
#include "rules/lexicon.h"
#include "rules/regex.h"
#include "rules/rule_filter.h"

namespace rules {

enum class Script { kEnglish = 1, kChinese };

// A key of a fact as a rule gives it: words that stand as they are, or a slot that the match fills.
struct Given {
  std::string text;
  int group = 0;  // > 0: the item that this group of the match caught

  bool empty() const { return text.empty() && group == 0; }
};

// One fact that a rule gives for each match.
struct FactTemplate {
  std::optional<Kind> kind;  // nullopt: none, the number is claimed and means nothing
  int value_group = 0;       // the number's group; 0 for events
  int sign = 0;              // +1, -1; 0: as the number says
  std::optional<Measure> measure;
  std::optional<Basis> basis;
  std::optional<Flow> flow;
  bool no_flow = false;  // flow = "none": not even an inherited one
  std::optional<EventType> type;
  std::string mast;
  std::string plover;  // empty: that of the type
  Given subject, period, reporter, partner, actor, target, date;
  std::vector<std::string> needs;  // keys without which there is no fact
};

struct Sample {
  std::string text;
  std::vector<std::string>
      facts;    // one-line facts that must come; empty for a sample that must not match
  Fault place;  // where it stands, for the report
};

struct Rule {
  std::string id;  // "trade/change-rose"
  Script script = Script::kEnglish;
  Regex regex;
  int priority = 0;     // the higher wins a number that two rules claim; then the longer match
  bool denies = false;  // words of negation in its match are part of what it says: 不予许可
  std::vector<FactTemplate> gives;
  std::vector<Sample> yes;
  std::vector<Sample> no;
};

// The rules of one script with their prefilter.
struct RuleSet {
  std::vector<Rule> rules;
  RuleFilter prefilter;  // numbered as `rules`
  Regex approximation;   // matches the words of approximation at the end of a text
  Regex negation;        // "has not", "denied", 未
  Regex base;        // matches at the end of the text before a period of comparison: "than in", 比
  Regex comparison;  // matches at the end of the text before a number of comparison: "up from"
  Regex destination;  // … before a country that goods go to: "to the", 对
  Regex until;        // … before a day on which something ends: "until", 至
  Regex origin;       // … before a country that goods come from: "from", 自
  Regex bystander;    // who accuses and asks, and is no authority: "association", 协会
  Regex part;         // … before a country that has a part of what was told: "of which", 其中
  Regex supplier;  // … at the start of the text after such a country: "was the source of", 仍是来源
  Regex site;        // … before a place where something is made: "at", 在
  Regex year_start;  // … before a year of which its first month is meant: "at the start of"
  Regex year_end;
  Regex world;     // "global", 全球
  Regex closing;   // what markets did at the end of a day: "closed", 收盘
  Regex contract;  // matches at the start of the text after a month that names a contract
  Regex average;   // prices of statistics: "average", 进口均价
  Regex since;     // … before a period from which a change runs up to now: "since", 自
  Regex balance;   // of all trade: "surplus", "deficit"
  Regex turnover;  // what a firm takes in: "revenue", 营收
  Regex cause;     // "because of", after which a period is not the number's
  Regex reported;  // … before a period in which figures came out: "reported in"
  EventWords event_words;
};

struct CompiledRules {
  Lexicon lexicon;
  RuleSet english;
  RuleSet chinese;

  const RuleSet& Of(Script script) const { return script == Script::kChinese ? chinese : english; }
};

}  // namespace rules
