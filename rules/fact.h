#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/mention.h"
#include "rules/period.h"

namespace rules {

// Enumerators with values are stored in timelines: append, never renumber.
enum class Kind { kQuantity = 1, kMoney, kPrice, kChange, kShare, kRate, kPercent, kEvent };
// kTrade, exports and imports together, occurs in customs tables only.
enum class Flow { kExport = 1, kImport, kProduction, kQuota, kStock, kConsumption, kTrade };
enum class Measure { kQuantity = 1, kMoney, kPrice };
enum class Basis { kYoy = 1, kMom, kQoq, kOther };
enum class EventType {
  kExportControl = 1,
  kExportBan,
  kQuota,
  kLicenseApproval,
  kEasing,
  kTradeDeal,
  kTalks,
  kSupport,
  kTariff,
  kSanction,
  kInvestigation,
  kCrackdown,
  kAccusation,
  kAppeal,
  kThreat,
  kDisruption
};

// What a document says, by kind. Values in base units: tonnes, whole currency units, per cent.
struct Quantity {
  Amount amount;
};
struct Money {
  Amount amount;
  std::string currency;
};  // ISO 4217
struct Price {
  Amount amount;
  std::string unit;
};  // "USD/kg"
struct Change {
  Amount percent;
  std::optional<Measure> measure;
  std::optional<Basis> basis;
};
struct Share {
  Amount percent;
};
struct Rate {
  Amount percent;
};
struct Percent {
  Amount percent;
};  // a percentage without a known role; only where all is asked for
struct Event {
  EventType type = EventType::kExportControl;
  std::string actor;   // "CN.MOFCOM", "US", or a firm's name
  std::string target;  // like actor
  std::string date;    // "2025-04-04", "2025-04" or "2025"; empty: none given
  std::string mast;    // UNCTAD MAST code of export measures, "P33"; empty: none
  // Of what an announcement orders: days, like date; empty: not said, or no announcement.
  std::string effective{};  // from when it holds
  std::string until{};      // the last day on which it holds
  std::string plover{};     // PLOVER event class, "SANCTION"; empty: none
};
using Meaning = std::variant<Quantity, Money, Price, Change, Share, Rate, Percent, Event>;

// Something that a document says, with the words that say it.
struct Fact {
  Meaning what;
  std::string subject;  // an id of the lexicon; empty: none
  std::optional<Flow> flow;
  std::optional<Period> period;
  std::string reporter;            // whose trade or output; ISO 3166-1 alpha-2 or EU; empty: none
  std::string partner;             // the other side; empty: none
  Span evidence;                   // in title + "\n\n" + text, UTF-8 bytes
  std::string quote;               // the bytes of `evidence`
  std::string rule;                // "trade/flow-verb-quantity"
  std::vector<std::string> steps;  // how each key was found, for people
  bool is_loose = false;           // of a title that names goods and actors loosely
};

// "CN" of "CN.MOFCOM".
std::string_view CountryPart(std::string_view actor);

Kind KindOf(const Fact& fact);
// Value and unit of a fact with a number; nullptr and "" for an event.
const Amount* AmountOf(const Fact& fact);
std::string UnitOf(const Fact& fact);

// The words of the vocabulary: "quantity", "export", "yoy", "export-control", …
std::string_view ToText(Kind kind);
std::string_view ToText(Flow flow);
std::string_view ToText(Measure measure);
std::string_view ToText(Basis basis);
std::string_view ToText(EventType type);
// The PLOVER class of a type where its rule says none; "": no dealing of one authority with
// another.
std::string_view PloverOf(EventType type);
bool IsPloverClass(std::string_view word);
std::optional<Kind> ParseKind(std::string_view word);
std::optional<Flow> ParseFlow(std::string_view word);
std::optional<Measure> ParseMeasure(std::string_view word);
std::optional<Basis> ParseBasis(std::string_view word);
std::optional<EventType> ParseEventType(std::string_view word);

// The shortest decimal form that reads back as the same number: 7742.2, 170000000.
std::string NumberText(double value);
// Digits with a comma before each three that are left of the point: "-12345.6" is "-12,345.6". A
// number with an exponent stays as it is.
std::string Grouped(std::string digits);
// One line, absent keys left out:
// "quantity 7742.2 t subject=rare-earths flow=export period=2025-06 reporter=CN [trade/quantity]".
std::string ToText(const Fact& fact);

// A cell of a customs release: official by definition.
struct Observation {
  std::string reporter;
  Flow flow = Flow::kExport;
  std::string subject;
  Measure measure = Measure::kQuantity;
  std::string partner;  // empty: the world
  Period period;
  Amount amount;     // in `unit`; tolerance: half of the last digit printed
  std::string unit;  // "t", "u", "2u", ISO 4217
  std::string
      status;  // "preliminary", "revised", "final", "estimated"; empty: the file does not say
  std::string label;         // the row's label as printed
  std::string derived = {};  // the codes of which the value is the sum; empty: as printed
  std::vector<std::string> steps = {};  // from what is printed to the value, for people
};

// "CN/export/rare-earths/quantity[/PARTNER]".
std::string SeriesKey(const Observation& observation);
// Of its percentage against the year before: "CN/export/rare-earths/quantity-yoy[/PARTNER]".
std::string ChangeKey(const Observation& change);

}  // namespace rules
