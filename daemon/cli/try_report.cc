#include "daemon/cli/try_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "daemon/cli/table.h"

namespace cli {
namespace {

using rules::ClaimOutcome;
using rules::Fate;
using rules::RuleMatch;
using rules::SentenceWorkings;
using rules::Thing;

constexpr int kRestMost = 60;  // columns of the text behind the place where a rule stopped

Tint TintOf(const std::string& slot) {
  if (slot == "{commodity}")
    return Tint::kGreen;
  if (slot == "{country}" || slot == "{agency}")
    return Tint::kMagenta;
  if (slot == "{period}")
    return Tint::kBlue;
  return slot.empty() ? Tint::kYellow : Tint::kCyan;
}

// A pattern or a masked sentence with its {slots} in their colours.
std::string Slotted(const std::string& text, Ink ink) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text[at] == '{' ? text.find('}', at) : std::string::npos;
    if (end == std::string::npos) {
      out += text[at++];
      continue;
    }
    const std::string slot = text.substr(at, end + 1 - at);
    out += Tinted(ink, TintOf(slot), slot);
    at = end + 1;
  }
  return out;
}

// Padded by what it takes on a terminal.
std::string Padded(const std::string& text, int width) {
  const int missing = width - DisplayWidth(text);
  return text + std::string(static_cast<std::size_t>(std::max(missing, 0)), ' ');
}

std::string ThingsText(const std::vector<Thing>& things, Ink ink) {
  int width = 0;
  for (const Thing& thing : things)
    width = std::max(width, DisplayWidth(thing.quote));
  std::string out;
  for (const Thing& thing : things)
    out += fmt::format(
        "    {}  {}  {}\n",
        Tinted(ink, TintOf(thing.slot), Padded(thing.slot.empty() ? "-" : thing.slot, 11)),
        Padded(thing.quote, width), Tinted(ink, Tint::kFaint, thing.is));
  return out;
}

std::string NoFactText(const ClaimOutcome& outcome) {
  std::string needs;
  for (const std::string& key : outcome.needs)
    needs += (needs.empty() ? "it needs " : " and ") + key;
  return "won, but gives no fact: " + (needs.empty() ? "" : needs + ", or ") +
         "the same was told before";
}

std::string MatchText(const RuleMatch& match, Ink ink) {
  const bool won = std::any_of(match.outcomes.begin(), match.outcomes.end(),
                               [](const ClaimOutcome& o) { return o.fate == Fate::kWon; });
  std::string out = fmt::format(
      "    {} \"{}\"\n",
      won ? Tinted(ink, Tint::kBold, match.rule->id) : Tinted(ink, Tint::kFaint, match.rule->id),
      match.quote);
  for (const ClaimOutcome& outcome : match.outcomes) {
    const std::string of = outcome.number.empty()
                               ? outcome.what
                               : fmt::format("{} of \"{}\"", outcome.what, outcome.number);
    if (outcome.fate != Fate::kWon)
      out += fmt::format("      {}: {}\n", of,
                         Tinted(ink, Tint::kYellow, FateText(outcome, match.rule->priority)));
    else if (outcome.what == "none")
      out += fmt::format("      {}: claimed, and nothing is made of it\n", of);
    else if (match.facts.empty())
      out += fmt::format("      {}: {}\n", of, Tinted(ink, Tint::kYellow, NoFactText(outcome)));
  }
  if (match.outcomes.empty())
    out += "      nothing: the slot of its number took no part\n";
  for (const std::string& fact : match.facts)
    out += fmt::format("      {} {}\n", Tinted(ink, Tint::kGreen, "gives"), fact);
  return out;
}

bool IsInsideCharacter(const std::string& text, std::size_t at) {
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// A long pattern is cut to what stands around the place.
std::string AlmostText(const rules::NearRule& near, Ink ink) {
  constexpr std::size_t kBeforeMost = 60;
  std::size_t begin = near.stopped > kBeforeMost ? near.stopped - kBeforeMost : 0;
  while (IsInsideCharacter(near.pattern, begin))
    ++begin;
  const std::string before =
      (begin > 0 ? "…" : "") + near.pattern.substr(begin, near.stopped - begin);
  return fmt::format(
      "    {}  {} of {} parts\n      {}{}\n      {}{}\n      after \"{}\" comes \"{}\"\n",
      Tinted(ink, Tint::kBold, near.rule), near.found, near.parts, Slotted(before, ink),
      Slotted(Truncated(near.pattern.substr(near.stopped), kRestMost), ink),
      std::string(static_cast<std::size_t>(DisplayWidth(before)), ' '),
      Tinted(ink, Tint::kRed, "^ not found"), near.matched, Truncated(near.rest, kRestMost));
}

}  // namespace

std::string FateText(const ClaimOutcome& outcome, int priority) {
  switch (outcome.fate) {
    case Fate::kWon:
      return "won";
    case Fate::kLostByPriority:
      return fmt::format("lost to {}, which has the higher priority ({} over {})", outcome.to,
                         outcome.priority, priority);
    case Fate::kLostByLength:
      return fmt::format("lost to {}, which matches more of the text", outcome.to);
    case Fate::kLostByOrder:
      return fmt::format("lost to {}, which is as long and comes first", outcome.to);
    case Fate::kNegated:
      return fmt::format("silenced by the negation \"{}\"", outcome.to);
    case Fate::kDropped:
      return outcome.to.empty() ? "left out" : fmt::format("left out beside {}", outcome.to);
  }
  return {};
}

std::string TryText(const std::vector<SentenceWorkings>& sentences, Ink ink) {
  std::string out;
  for (const SentenceWorkings& sentence : sentences) {
    out += fmt::format("{}{}\n  {}  {}\n", out.empty() ? "" : "\n",
                       Tinted(ink, Tint::kBold, sentence.text), Tinted(ink, Tint::kFaint, "sees"),
                       Slotted(sentence.masked, ink));
    if (!sentence.things.empty())
      out += "  things\n" + ThingsText(sentence.things, ink);
    out += sentence.matches.empty() ? "  no rule matches\n" : "  matches\n";
    for (const RuleMatch& match : sentence.matches)
      out += MatchText(match, ink);
    if (!sentence.almost.empty())
      out += "  almost\n";
    for (const rules::NearRule& near : sentence.almost)
      out += AlmostText(near, ink);
  }
  return out;
}

namespace {

using Json = nlohmann::ordered_json;

std::string_view FateWord(Fate fate) {
  switch (fate) {
    case Fate::kWon:
      return "won";
    case Fate::kLostByPriority:
      return "lost-by-priority";
    case Fate::kLostByLength:
      return "lost-by-length";
    case Fate::kLostByOrder:
      return "lost-by-order";
    case Fate::kNegated:
      return "negated";
    case Fate::kDropped:
      return "dropped";
  }
  return {};
}

Json JsonOf(const RuleMatch& match) {
  Json json = {{"rule", match.rule->id},
               {"priority", match.rule->priority},
               {"start", match.span.start},
               {"end", match.span.end},
               {"quote", match.quote}};
  json["claims"] = Json::array();
  for (const ClaimOutcome& outcome : match.outcomes) {
    Json claim = {{"what", outcome.what}, {"fate", FateWord(outcome.fate)}};
    if (!outcome.number.empty())
      claim["number"] = outcome.number;
    if (!outcome.to.empty())
      claim[outcome.fate == Fate::kNegated ? "negation" : "to"] = outcome.to;
    json["claims"].push_back(std::move(claim));
  }
  json["facts"] = match.facts;
  return json;
}

Json JsonOf(const SentenceWorkings& sentence) {
  Json json = {{"start", sentence.span.start},
               {"end", sentence.span.end},
               {"text", sentence.text},
               {"sees", sentence.masked},
               {"script", sentence.script == rules::Script::kChinese ? "zh" : "en"}};
  json["things"] = Json::array();
  for (const Thing& thing : sentence.things)
    json["things"].push_back({{"start", thing.span.start},
                              {"end", thing.span.end},
                              {"quote", thing.quote},
                              {"slot", thing.slot},
                              {"is", thing.is}});
  json["matches"] = Json::array();
  for (const RuleMatch& match : sentence.matches)
    json["matches"].push_back(JsonOf(match));
  json["almost"] = Json::array();
  for (const rules::NearRule& near : sentence.almost)
    json["almost"].push_back({{"rule", near.rule},
                              {"pattern", near.pattern},
                              {"stopped", near.stopped},
                              {"found", near.found},
                              {"parts", near.parts},
                              {"matched", near.matched},
                              {"rest", near.rest}});
  return json;
}

}  // namespace

std::string TryJson(const std::vector<SentenceWorkings>& sentences) {
  Json json;
  json["sentences"] = Json::array();
  for (const SentenceWorkings& sentence : sentences)
    json["sentences"].push_back(JsonOf(sentence));
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace cli
