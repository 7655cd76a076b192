#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daemon/timeline/sqlite.h"
#include "rules/fact.h"

namespace timeline {

// First and last day, "2025-06-01" and "2025-06-30"; both empty where there is no period.
struct Days {
  std::string from;
  std::string to;
};
Days DaysOf(const rules::Period& period);

// What makes two mentions the same entry, besides number or date. Empty: the text does not say;
// nothing matches nothing only.
struct EntryKeys {
  std::string kind;
  std::string unit;
  std::string subject;
  std::string flow;
  std::string period;
  std::string reporter;
  std::string partner;
  std::string measure;
  std::string basis;
  std::string type;     // events
  std::string country;  // events: of the actor, or the firm; the entry's actor may say more
};

// The part of a mention that is compared rather than equal.
struct Telling {
  std::optional<double> value;  // events: none
  double tolerance = 0;
  std::string actor;
  std::string date;
  std::int64_t told_at = 0;  // published, else first seen
};

// A mention, ready to be put on the timeline.
struct Mention {
  EntryKeys keys;
  Telling telling;
  Days days;  // of the period, or of the event's date
  std::int64_t document = 0;
  bool is_official = false;  // a cell of a release
  std::optional<std::int64_t> observation;
  std::optional<std::int64_t> correction_of;  // of a correction or revision: the fact that was
  std::optional<double> was;                  // and its value
  std::string mast;
  std::string plover;
  std::string effective;  // of an event that orders something: as of rules::Event
  std::string until;
  std::string target;
  std::string quote;
  std::int64_t start = 0;
  std::int64_t end = 0;
  std::string sentence;
  std::string rule;
  std::string steps = "[]";  // JSON array of texts
  std::string story;         // what its document's other numbers make of it; empty: nothing
  std::string story_working;
};

// May a series check it? A number of the press of a kind that series have.
bool IsClaim(const Mention& mention);

// The keys of a fact. An event has type, country and subject only.
EntryKeys KeysOf(const rules::Fact& fact);
EntryKeys KeysOf(const rules::Observation& observation);

// "CN.MSS" gives CN, "CN" gives CN; a firm ("St. Joe Mining") is its own country.
std::string CountryOf(const std::string& actor);
// All keys as one text.
std::string IdentityOf(const EntryKeys& keys);

// Is a number that one document tells the one that another tells? Yes, where the ranges of their
// rounding overlap (touching is not enough: 30.8 and 30.9 are two numbers).
bool SameNumber(const Telling& one, const Telling& other);
// Is it the same event? One actor is the other or its country; and the dates are equal, or one
// contains the other, or where one is missing the tellings lie within 7 days.
bool SameEvent(const Telling& one, const Telling& other);

struct FoundEntry {
  std::int64_t id = 0;
  bool is_new = false;
};
// The entry that says what the mention says, made when there is none. Where several would do (a
// coarse number between two precise ones), the nearest. Numbers without a period are the same only
// within 14 days of the first telling.
FoundEntry FindOrMakeEntry(Database& database, const Mention& mention);
// An entry of its own, whatever else says the same.
std::int64_t MakeEntry(Database& database, const Mention& mention);
// After mentions were closed: the entry is found again by what is still said of it; where nothing
// is, by what was said last.
void RefreshEntry(Database& database, std::int64_t entry);

// The mention as a row of `fact`, known from `now`. Returns its id.
std::int64_t InsertFact(Database& database, std::int64_t entry, const Mention& mention,
                        std::int64_t now);

// ["a","b"] of texts, and back.
std::string JsonOf(const std::vector<std::string>& texts);

}  // namespace timeline
