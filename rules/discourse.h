#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "rules/event_words.h"
#include "rules/fact.h"

namespace rules {

// A value with where it was found: "sentence", "previous sentence", "title or lead", "source".
template <class T>
struct Found {
  T value{};
  std::string_view where;
};

// The last price of a passage: what later sums without a unit of mass go by.
struct PriceTold {
  std::string unit;  // "USD/kg"
  double value = 0;
};

// Of a table told as prose: the month and the year so far that its pairs of numbers are of.
struct ColumnPeriods {
  Period month;
  Period so_far;
};

// What a stretch of text is about.
struct Told {
  std::optional<std::string> subject;
  std::optional<Flow> flow;
  std::optional<Period> period;
  bool has_counted = false;   // the period is one of numbers
  std::optional<Period> day;  // of prices
  std::optional<PriceTold> price;
  std::optional<ColumnPeriods> columns;
  std::optional<std::string> reporter;
  std::optional<std::string> mentioned;  // a country in a title that need not be the reporter
  std::optional<std::string> partner;
  std::optional<Measure> measure;
  std::optional<Basis> basis;
  std::optional<std::string> country;  // the first that the sentence has act or own
  std::optional<std::string> named;    // the country named last, whatever it does
  std::optional<std::string> actor;
  std::optional<std::string> body;  // the authority named last by its own name
  std::optional<std::string> firm;  // named last as who says or does something
  std::optional<std::string> date;  // of what an authority did
  bool of_all_trade = false;        // "the trade surplus", "exports rose to $59bn"
};

// Of persons in office: the last word of the name, and the body or country for which they act.
using People = std::map<std::string, std::string>;

// What the text has been about so far: what a sentence leaves out is taken from here. The sentences
// before it in its paragraph count most, then title and lead, then the paragraphs between.
struct Discourse {
  Told paragraph;
  Told topic;
  Told earlier;
  Told source;
  People people;
  int paragraph_number = -1;
  bool is_answer = false;                   // the paragraph is what an authority says to questions
  bool is_survey = false;                   // of many goods: its lead names no topic
  bool of_all_trade = false;                // a report on a country's trade in all goods
  std::optional<std::string> good_of_firm;  // what the firm of the lead sells, by its name
  std::optional<Period> publication_month;
  std::optional<std::chrono::sys_days> published;

  template <class T>
  std::optional<Found<T>> Inherited(std::optional<T> Told::*key) const {
    if (paragraph.*key)
      return Found<T>{*(paragraph.*key), "previous sentence"};
    if (topic.*key)
      return Found<T>{*(topic.*key), "title or lead"};
    if (earlier.*key)
      return Found<T>{*(earlier.*key), "earlier sentence"};
    if (source.*key)
      return Found<T>{*(source.*key), "source"};
    return std::nullopt;
  }

  // Who answers in a paragraph of answers: the authority that the title or lead names first.
  // nullptr: nobody, or the paragraph is none.
  const std::string* Answerer() const;

  // A sentence begins: a new paragraph forgets the last one, unless the sentence leans on it ("It",
  // 其中): the list `leaning`.
  void Enter(int paragraph_of_sentence, std::string_view sentence, const EventWords& words);
  // A sentence has told this much.
  void Add(const Told& told);
};

}  // namespace rules
