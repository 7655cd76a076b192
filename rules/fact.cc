#include "rules/fact.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <type_traits>
#include <utility>

namespace rules {
namespace {

template <class Enum, std::size_t N>
struct Words {
  std::array<std::pair<Enum, std::string_view>, N> rows;

  std::string_view Of(Enum value) const {
    for (const auto& [key, word] : rows) {
      if (key == value)
        return word;
    }
    return {};
  }
  std::optional<Enum> Find(std::string_view text) const {
    for (const auto& [key, word] : rows) {
      if (word == text)
        return key;
    }
    return std::nullopt;
  }
};

constexpr Words<Kind, 8> kKinds{{{{Kind::kQuantity, "quantity"},
                                  {Kind::kMoney, "money"},
                                  {Kind::kPrice, "price"},
                                  {Kind::kChange, "change"},
                                  {Kind::kShare, "share"},
                                  {Kind::kRate, "rate"},
                                  {Kind::kPercent, "percent"},
                                  {Kind::kEvent, "event"}}}};

constexpr Words<Flow, 7> kFlows{{{{Flow::kExport, "export"},
                                  {Flow::kImport, "import"},
                                  {Flow::kProduction, "production"},
                                  {Flow::kQuota, "quota"},
                                  {Flow::kStock, "stock"},
                                  {Flow::kConsumption, "consumption"},
                                  {Flow::kTrade, "trade"}}}};

constexpr Words<Measure, 3> kMeasures{
    {{{Measure::kQuantity, "quantity"}, {Measure::kMoney, "money"}, {Measure::kPrice, "price"}}}};

constexpr Words<Basis, 4> kBases{
    {{{Basis::kYoy, "yoy"}, {Basis::kMom, "mom"}, {Basis::kQoq, "qoq"}, {Basis::kOther, "other"}}}};

constexpr Words<EventType, 16> kEventTypes{{{{EventType::kExportControl, "export-control"},
                                             {EventType::kExportBan, "export-ban"},
                                             {EventType::kQuota, "quota"},
                                             {EventType::kLicenseApproval, "license-approval"},
                                             {EventType::kEasing, "easing"},
                                             {EventType::kTradeDeal, "trade-deal"},
                                             {EventType::kTalks, "talks"},
                                             {EventType::kSupport, "support"},
                                             {EventType::kTariff, "tariff"},
                                             {EventType::kSanction, "sanction"},
                                             {EventType::kInvestigation, "investigation"},
                                             {EventType::kCrackdown, "crackdown"},
                                             {EventType::kAccusation, "accusation"},
                                             {EventType::kAppeal, "appeal"},
                                             {EventType::kThreat, "threat"},
                                             {EventType::kDisruption, "disruption"}}}};

struct KindVisitor {
  Kind operator()(const Quantity&) const { return Kind::kQuantity; }
  Kind operator()(const Money&) const { return Kind::kMoney; }
  Kind operator()(const Price&) const { return Kind::kPrice; }
  Kind operator()(const Change&) const { return Kind::kChange; }
  Kind operator()(const Share&) const { return Kind::kShare; }
  Kind operator()(const Rate&) const { return Kind::kRate; }
  Kind operator()(const Percent&) const { return Kind::kPercent; }
  Kind operator()(const Event&) const { return Kind::kEvent; }
};

struct AmountVisitor {
  const Amount* operator()(const Quantity& what) const { return &what.amount; }
  const Amount* operator()(const Money& what) const { return &what.amount; }
  const Amount* operator()(const Price& what) const { return &what.amount; }
  const Amount* operator()(const Change& what) const { return &what.percent; }
  const Amount* operator()(const Share& what) const { return &what.percent; }
  const Amount* operator()(const Rate& what) const { return &what.percent; }
  const Amount* operator()(const Percent& what) const { return &what.percent; }
  const Amount* operator()(const Event&) const { return nullptr; }
};

struct UnitVisitor {
  std::string operator()(const Quantity&) const { return "t"; }
  std::string operator()(const Money& what) const { return what.currency; }
  std::string operator()(const Price& what) const { return what.unit; }
  std::string operator()(const Change&) const { return "%"; }
  std::string operator()(const Share&) const { return "%"; }
  std::string operator()(const Rate&) const { return "%"; }
  std::string operator()(const Percent&) const { return "%"; }
  std::string operator()(const Event&) const { return ""; }
};

void AppendKey(std::string& out, std::string_view key, std::string_view value) {
  if (value.empty())
    return;
  out += ' ';
  out += key;
  out += '=';
  out += value;
}

std::string KeyWith(const Observation& observation, const std::string& measure) {
  std::string key = observation.reporter;
  for (const std::string_view part :
       {ToText(observation.flow), std::string_view(observation.subject),
        std::string_view(measure)}) {
    key += '/';
    key += part;
  }
  return observation.partner.empty() ? key : key + '/' + observation.partner;
}

}  // namespace

std::string_view CountryPart(std::string_view actor) {
  return actor.substr(0, actor.find('.'));
}

Kind KindOf(const Fact& fact) {
  return std::visit(KindVisitor{}, fact.what);
}
const Amount* AmountOf(const Fact& fact) {
  return std::visit(AmountVisitor{}, fact.what);
}
std::string UnitOf(const Fact& fact) {
  return std::visit(UnitVisitor{}, fact.what);
}

std::string_view ToText(Kind kind) {
  return kKinds.Of(kind);
}
std::string_view ToText(Flow flow) {
  return kFlows.Of(flow);
}
std::string_view ToText(Measure measure) {
  return kMeasures.Of(measure);
}
std::string_view ToText(Basis basis) {
  return kBases.Of(basis);
}
std::string_view ToText(EventType type) {
  return kEventTypes.Of(type);
}
std::optional<Kind> ParseKind(std::string_view word) {
  return kKinds.Find(word);
}
std::optional<Flow> ParseFlow(std::string_view word) {
  return kFlows.Find(word);
}
std::optional<Measure> ParseMeasure(std::string_view word) {
  return kMeasures.Find(word);
}
std::optional<Basis> ParseBasis(std::string_view word) {
  return kBases.Find(word);
}
std::optional<EventType> ParseEventType(std::string_view word) {
  return kEventTypes.Find(word);
}

std::string NumberText(double value) {
  if (value == 0)
    return "0";  // also for -0
  std::array<char, 400> buffer{};
  // Scientific only where the plain form would be absurd: a timeline has no 1e+300 tonnes.
  const auto format = std::abs(value) < 1e18 && std::abs(value) > 1e-12
                          ? std::chars_format::fixed
                          : std::chars_format::general;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
  return std::string(buffer.data(), end);
}

std::string Grouped(std::string digits) {
  if (digits.find('e') != std::string::npos)
    return digits;
  const std::size_t begin = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = std::min(digits.find('.'), digits.size()); at > begin + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

std::string_view PloverOf(EventType type) {
  switch (type) {
    case EventType::kExportControl:
    case EventType::kExportBan:
    case EventType::kTariff:
    case EventType::kSanction:
      return "SANCTION";
    case EventType::kLicenseApproval:
    case EventType::kEasing:
      return "YIELD";
    case EventType::kTradeDeal:
      return "AGREE";
    case EventType::kTalks:
      return "CONSULT";
    case EventType::kSupport:
      return "AID";
    case EventType::kInvestigation:
    case EventType::kAccusation:
      return "ACCUSE";
    case EventType::kCrackdown:
      return "COERCE";
    case EventType::kAppeal:
      return "REQUEST";
    case EventType::kThreat:
      return "THREATEN";
    case EventType::kQuota:
    case EventType::kDisruption:
      return "";
  }
  return "";
}

bool IsPloverClass(std::string_view word) {
  constexpr auto kClasses = std::to_array<std::string_view>(
      {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT",
       "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"});
  return std::find(kClasses.begin(), kClasses.end(), word) != kClasses.end();
}

std::string ToText(const Fact& fact) {
  std::string out(ToText(KindOf(fact)));
  if (const Amount* amount = AmountOf(fact)) {
    out += ' ' + NumberText(amount->value) + ' ' + UnitOf(fact);
  }
  if (const auto* event = std::get_if<Event>(&fact.what)) {
    out += ' ';
    out += ToText(event->type);
    AppendKey(out, "actor", event->actor);
    AppendKey(out, "target", event->target);
    AppendKey(out, "date", event->date);
    AppendKey(out, "mast", event->mast);
    // That of the type goes without saying.
    if (event->plover != PloverOf(event->type))
      AppendKey(out, "plover", event->plover);
  }
  if (const auto* change = std::get_if<Change>(&fact.what)) {
    if (change->measure)
      AppendKey(out, "measure", ToText(*change->measure));
    if (change->basis)
      AppendKey(out, "basis", ToText(*change->basis));
  }
  AppendKey(out, "subject", fact.subject);
  if (fact.flow)
    AppendKey(out, "flow", ToText(*fact.flow));
  if (fact.period)
    AppendKey(out, "period", ToText(*fact.period));
  AppendKey(out, "reporter", fact.reporter);
  AppendKey(out, "partner", fact.partner);
  return out + " [" + fact.rule + "]";
}

std::string SeriesKey(const Observation& observation) {
  return KeyWith(observation, std::string(ToText(observation.measure)));
}

std::string ChangeKey(const Observation& change) {
  return KeyWith(change, std::string(ToText(change.measure)) + "-yoy");
}

}  // namespace rules
