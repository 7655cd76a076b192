#pragma once

#include <string>
#include <string_view>

namespace alerts {

// The codes of the vocabulary in English words. A code without a name here is shown as it is, so
// that a new country or agency in a rule pack costs no change.

// "US" -> "the United States", "CN.MSS" -> "China's Ministry of State Security", "Lynas" ->
// "Lynas".
std::string ActorName(std::string_view code);
// "China's", "the United States'".
std::string Possessive(std::string_view name);
// "rare-earths" -> "rare earths".
std::string GoodsName(std::string_view subject);

// What the flow is called as a noun: "export" -> {"exports", true, "to"}.
struct FlowNoun {
  std::string noun;
  bool plural = false;
  std::string partner_preposition;
};
FlowNoun NounOfFlow(std::string_view flow);

// "trade-deal" -> {"trade deal", "with"}: before the target.
struct EventNoun {
  std::string noun;
  std::string target_preposition;
};
EventNoun NounOfEvent(std::string_view type);

// "2025-06" -> "in June 2025", "2025-07-18" -> "on 18 July 2025", "2025-01/2025-06" -> "from
// January to June 2025"; empty stays empty, another form is put in brackets.
std::string PeriodWords(std::string_view period);
// "2025-07-18" -> "18 July 2025", "2025-07" -> "July 2025"; another form as it is.
std::string DateWords(std::string_view date);

}  // namespace alerts
