#include "daemon/cli/fact_json.h"

#include <cmath>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <variant>

namespace cli {
namespace {

using Json = nlohmann::ordered_json;

// Whole numbers without ".0", others in the shortest form that reads back as the same number.
Json NumberJson(double value) {
  constexpr double kExactMost = 9007199254740992.0;  // 2^53
  if (std::abs(value) <= kExactMost && std::trunc(value) == value)
    return static_cast<std::int64_t>(value);
  return value;
}

void Put(Json& json, const char* key, std::string_view text) {
  if (!text.empty())
    json[key] = std::string(text);
}

template <typename Enum>
void Put(Json& json, const char* key, const std::optional<Enum>& word) {
  if (word)
    json[key] = std::string(rules::ToText(*word));
}

std::string Line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string ToJson(std::string_view document, const rules::Fact& fact) {
  Json json;
  Put(json, "document", document);
  Put(json, "kind", rules::ToText(rules::KindOf(fact)));
  if (const rules::Amount* amount = rules::AmountOf(fact))
    json["value"] = NumberJson(amount->value);
  Put(json, "unit", rules::UnitOf(fact));
  Put(json, "subject", fact.subject);
  Put(json, "flow", fact.flow);
  if (fact.period)
    Put(json, "period", rules::ToText(*fact.period));
  Put(json, "reporter", fact.reporter);
  Put(json, "partner", fact.partner);
  if (const auto* change = std::get_if<rules::Change>(&fact.what)) {
    Put(json, "measure", change->measure);
    Put(json, "basis", change->basis);
  }
  if (const auto* event = std::get_if<rules::Event>(&fact.what)) {
    Put(json, "type", rules::ToText(event->type));
    Put(json, "actor", event->actor);
    Put(json, "target", event->target);
    Put(json, "date", event->date);
  }
  Put(json, "quote", fact.quote);
  json["start"] = fact.evidence.start;
  json["end"] = fact.evidence.end;
  Put(json, "rule", fact.rule);
  return Line(json);
}

std::string ToJson(const rules::Observation& observation) {
  Json json;
  Put(json, "series", rules::SeriesKey(observation));
  Put(json, "period", rules::ToText(observation.period));
  json["value"] = NumberJson(observation.amount.value);
  Put(json, "unit", observation.unit);
  Put(json, "status", observation.status);
  Put(json, "label", observation.label);
  Put(json, "derived", observation.derived);
  return Line(json);
}

std::string ChangeJson(const rules::Observation& change) {
  Json json;
  Put(json, "series", rules::ChangeKey(change));
  Put(json, "period", rules::ToText(change.period));
  json["value"] = NumberJson(change.amount.value);
  Put(json, "unit", change.unit);
  Put(json, "status", change.status);
  Put(json, "label", change.label);
  return Line(json);
}

std::string ToJson(const rules::ReleaseLink& link) {
  Json json;
  json["table"] = link.table;
  Put(json, "title", link.title);
  Put(json, "currency", link.currency);
  Put(json, "period", link.period);
  Put(json, "url", link.url);
  Put(json, "published", link.published);
  return Line(json);
}

std::string ToJson(const rules::Announcement& announcement) {
  Json json;
  Put(json, "number", announcement.number);
  Put(json, "issued", announcement.issued);
  Put(json, "effective", announcement.effective);
  json["issuers"] = announcement.issuers;
  json["hs"] = announcement.codes;
  json["attachments"] = announcement.attachments;
  return Line(json);
}

}  // namespace cli
