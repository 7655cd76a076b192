#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace timeline {

using Value = std::variant<std::monostate, std::int64_t, double, std::string>;

// Rows as a view gives them. Every row has as many values as there are columns.
struct Table {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> rows;
};

// Where a column stands; the number of columns when there is none of that name.
std::size_t ColumnOf(const Table& table, std::string_view name);
// 0 and "" for what is no number or no text.
double NumberOf(const Value& value);
std::string TextOf(const Value& value);

struct TimelineFilter {
  std::string kind;                               // empty: every kind
  std::string subject;                            // GLOB: "rare-earth*"; empty: all
  std::string where;                              // SQL condition over the view; empty: none
  std::string since;                              // day, "2025-06-01": told on or after; empty: all
  std::optional<std::chrono::sys_seconds> as_of;  // what was known then
  int limit = 0;                                  // 0: all
};

struct SeriesFilter {
  std::string key;  // GLOB: "CN/export/rare-earths/*"; empty: a row a series, with its range
  std::optional<std::chrono::sys_seconds> as_of;
  bool vintages = false;  // every vintage, not only the latest
};

struct EventsFilter {
  std::string type;     // "export-control"; empty: every type
  std::string actor;    // GLOB: "CN*" is the country and its authorities; empty: all
  std::string target;   // GLOB
  std::string subject;  // GLOB
  std::string since;    // day: told on or after; empty: all
  std::optional<std::chrono::sys_seconds> as_of;  // what was known then
  int limit = 0;                                  // 0: all
};

struct ClaimsFilter {
  std::string subject;  // GLOB
  std::string verdict;  // "agrees", "differs", "unchecked"; empty: all
};

// One row of the timeline as the mail tells it. Strings are empty and optionals unset where the
// view has NULL.
struct EntryRow {
  std::int64_t id = 0;
  std::string kind;  // "quantity", …, "event", "correction", "revision"
  std::optional<double> value;
  std::string unit;
  std::string subject;
  std::string flow;
  std::string period;
  std::string reporter;
  std::string partner;
  std::string measure;
  std::string basis;
  std::string type;  // event type; of a correction "changed" or "withdrawn"
  std::string mast;
  std::string plover;
  std::string actor;
  std::string target;
  std::string date;
  std::string verdict;             // "agrees", "differs", "unchecked"; empty: nothing to check
  std::optional<double> official;  // what the series says, in `unit`
  std::string series;              // the series asked
  std::string working;             // "7,742.2 t / 5,864.6 t = +32.0 %; the claim says 30.8 %"
  std::string hint;  // what it would agree with: "30.8 % is the rise in value"; empty: nothing
  std::int64_t mentions = 0;
  // The first document that told it:
  std::string source;
  std::string title;
  std::string url;
  std::string published;  // RFC 3339 UTC
  std::string sentence;   // the sentence around the quote
  std::string quote;
  std::string rule;
  std::optional<double> was;  // of a correction or revision: the value before
  std::string story;          // "agrees", "differs": what its document's other numbers make of it
  std::string story_working;  // "7,742 t / 5,865 t − 1 = +32.0 %; the story says +30.8 %"
  std::string cited;          // of a revision: who told the old figure
  std::string verdicts_changed;  // of a revision: "wire +30.8 % mom 2025-06: differs → agrees"
  std::string effective;         // what an announcement orders: the first day on which it holds
  std::string until;             // and the last
};

// All that is known of one fact: for `explain`.
struct Explanation {
  EntryRow entry;
  struct MentionRow {
    std::int64_t fact = 0;  // 0 for an observation
    std::string source, title, url, published, first_seen, quote, sentence, rule;
    std::int64_t start = 0;
    std::int64_t end = 0;
    std::vector<std::string> steps;
    // Of an observation: what was published for its cell, in the order in which it became known:
    // "vintage 1: 5,864.6 t from customs, known from 2025-06-09T04:00:00Z".
    std::vector<std::string> vintages;
    std::string known_from, known_to;  // known_to empty: still
    std::string body_sha256;           // of the archived bytes
    std::int64_t body_bytes = 0;
  };
  std::vector<MentionRow> mentions;
};

}  // namespace timeline
