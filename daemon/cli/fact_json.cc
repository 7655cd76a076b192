#include "daemon/cli/fact_json.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
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

// An object written as it is told. Facts come by the ten thousand, and a tree of each took longer
// than finding half of them; what needs escapes or care is left to the library.
class JsonLine {
 public:
  void Put(std::string_view key, std::string_view text) {
    if (text.empty())
      return;
    Begin(key);
    if (std::all_of(text.begin(), text.end(), IsPlain))
      out_.append(1, '"').append(text).append(1, '"');
    else
      out_ += Line(Json(text));
  }
  template <typename Enum>
  void Put(std::string_view key, const std::optional<Enum>& word) {
    if (word)
      Put(key, rules::ToText(*word));
  }
  void Put(std::string_view key, double value) {
    Begin(key);
    out_ += Line(NumberJson(value));
  }
  void Put(std::string_view key, std::size_t value) {
    Begin(key);
    out_ += std::to_string(value);
  }
  std::string Finish() && { return std::move(out_) + '}'; }

 private:
  static bool IsPlain(char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; }
  void Begin(std::string_view key) {
    out_.append(1, out_.empty() ? '{' : ',').append(1, '"').append(key).append("\":");
  }

  std::string out_;
};

}  // namespace

std::string ToJson(std::string_view document, const rules::Fact& fact) {
  JsonLine json;
  json.Put("document", document);
  json.Put("kind", rules::ToText(rules::KindOf(fact)));
  if (const rules::Amount* amount = rules::AmountOf(fact))
    json.Put("value", amount->value);
  json.Put("unit", rules::UnitOf(fact));
  json.Put("subject", fact.subject);
  json.Put("flow", fact.flow);
  if (fact.period)
    json.Put("period", rules::ToText(*fact.period));
  json.Put("reporter", fact.reporter);
  json.Put("partner", fact.partner);
  if (const auto* change = std::get_if<rules::Change>(&fact.what)) {
    json.Put("measure", change->measure);
    json.Put("basis", change->basis);
  }
  if (const auto* event = std::get_if<rules::Event>(&fact.what)) {
    json.Put("type", rules::ToText(event->type));
    json.Put("actor", event->actor);
    json.Put("target", event->target);
    json.Put("date", event->date);
  }
  json.Put("quote", fact.quote);
  json.Put("start", fact.evidence.start);
  json.Put("end", fact.evidence.end);
  json.Put("rule", fact.rule);
  return std::move(json).Finish();
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
