#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "rules/regex.h"

namespace rules {

// The word lists of packs that are asked when an event's actor and date are sought.
enum class EventWord : std::size_t {
  kNotActorAfter,  // "in", "accused", 经: who stands after these is not the one who acts
  kWhose,          // "goods", "exporters": "Chinese goods" are no authority
  kOfficial,       // "government", "officials": "China's government" is one
  kPronoun,        // "it": the subject is that of an earlier verb
  kAuxiliary,      // "has", "also": between a name and its verb
  kNoName,         // "The", "Monday": in capitals, and no name
  kNoFirm,         // "Customs", "Production": names alone at the head of a sentence, and no firm
  kPlaceBefore,    // "in", "near": what follows is a place
  kSays,           // "said", "announced": who stands before is the source
  kByOrder,        // 按照 … 公告: the words before the body whose order it was
  kOrder,          // … and after it
  kSameDay,        // "the same day", 当日
  kDayBefore,      // "a day earlier", 前一天
  kDayAfter,       // "the next day", 次日
  kThisWeek,       // "this week", 本周
  kLastWeek,       // "last week", 上周
  kNextWeek,       // "next week", 下周
  kThatWeek,       // "in the same week": that of the passage
  kMonthEnd,       // "by the end of the month"
  kWeeksBefore,    // "weeks after", after a number: so long before the date of the sentence
  kDaysBefore,     // "days after", after a number: likewise
  kDaysLater,      // "days later", after a number: so long after the date told last
  kDaysEarlier,    // "days earlier", after a number: so long before it
  kBy,             // "by": before a day until which something had been done
  kTookEffect,     // "took effect on": the day after it is when that was done
  kFacility,       // "plant", "mine": between a firm's name and its verb
  kFirmHead,       // 3月13日, 刚果（金）…的运营商: before the name of a firm
  kFirmEnd,        // 宣布, 旗下: behind it
  kWill,           // "will", 将: what follows is to come
  kUntilAfter,     // 之前: behind a day on which something ends
  kAside,          // "which", "who": opens an aside between commas
  kRelative,       // "which", "who": behind a comma, says more of the one named right before
  kOfRelative,     // "that it", "which was": what follows is said of another doing
  kPassive,        // "was": before a verb whose subject does not act
  kWished,         // "asked China to": what follows is wished for, and not done
  kDeniedBefore,   // "denied that", "a clause that would have": what follows is not told as done
  kLeaning,        // "It", 该: at the head of a sentence that speaks of the one before
  kDeniedAfter,    // "which it denied", 否认: behind what is denied
  kYearStart,      // 初: behind a year of which its first month is meant
  kYearEnd,        // 底: likewise its last
  kSinceAfter,     // 以来: behind a period from which a change runs
  kTaxed,          // "on", 对: before a country whose goods bear a duty
  kTaxedAfter,     // "goods face", 货: behind it
  kTimesBefore,    // 约为 5月的8倍: before a month of comparison
  kTimesAfter,     // … and after it
  kDatedThing,     // 公布的: behind a date that is said of a thing
  kGoesOn,         // 并: at the head of a clause whose subject is that of the one before
  kSpeaker,        // 我们: in a clause, who speaks for the body that the text is about
  kHoldsFrom,      // 起: behind a day from which something holds
  kRegion,         // 省: at the end of the name of a place that governs
  kDemonym,        // "Russian": names of countries that are adjectives
  kFirmAgain,      // "The company": at the head of a sentence, the firm named last
  kWhen,           // "when": behind a comma after a period, what follows is of that
  kSoFar,          // "so far in": before a year or season that is not over
  kNow,            // "now", 目前: before a price, it is that of the day of publication
  kTaiwanText,     // 新台币: words of texts from Taiwan
  kTaiwanOwn,      // 我国: what such a text says of its own country
  kAnswer,  // "Spokesperson:", "A:": at the head of a paragraph in which an authority answers
};

// kAnywhere: in a text. kEnd, kStart: at its end, at its start. kWhole: the whole of it.
enum class WordPlace { kAnywhere, kEnd, kStart, kWhole };

struct EventWordList {
  std::string_view name;
  WordPlace place;
};

// By EventWord.
inline constexpr auto kEventWordLists = std::to_array<EventWordList>({
    {"not-actor-after", WordPlace::kEnd},
    {"whose", WordPlace::kStart},
    {"official", WordPlace::kStart},
    {"pronoun", WordPlace::kAnywhere},
    {"auxiliary", WordPlace::kEnd},
    {"no-name", WordPlace::kWhole},
    {"no-firm", WordPlace::kWhole},
    {"place-before", WordPlace::kEnd},
    {"says", WordPlace::kAnywhere},
    {"by-order", WordPlace::kEnd},
    {"order", WordPlace::kStart},
    {"same-day", WordPlace::kAnywhere},
    {"day-before", WordPlace::kAnywhere},
    {"day-after", WordPlace::kAnywhere},
    {"this-week", WordPlace::kAnywhere},
    {"last-week", WordPlace::kAnywhere},
    {"next-week", WordPlace::kAnywhere},
    {"that-week", WordPlace::kAnywhere},
    {"month-end", WordPlace::kAnywhere},
    {"weeks-before", WordPlace::kStart},
    {"days-before", WordPlace::kStart},
    {"days-later", WordPlace::kStart},
    {"days-earlier", WordPlace::kStart},
    {"by", WordPlace::kEnd},
    {"took-effect", WordPlace::kEnd},
    {"facility", WordPlace::kEnd},
    {"firm-head", WordPlace::kStart},
    {"firm-end", WordPlace::kAnywhere},
    {"will", WordPlace::kAnywhere},
    {"until-after", WordPlace::kStart},
    {"aside", WordPlace::kStart},
    {"relative", WordPlace::kStart},
    {"of-relative", WordPlace::kAnywhere},
    {"passive", WordPlace::kEnd},
    {"wished", WordPlace::kEnd},
    {"denied-before", WordPlace::kEnd},
    {"leaning", WordPlace::kStart},
    {"denied-after", WordPlace::kAnywhere},
    {"year-start-after", WordPlace::kStart},
    {"year-end-after", WordPlace::kStart},
    {"since-after", WordPlace::kStart},
    {"taxed", WordPlace::kEnd},
    {"taxed-after", WordPlace::kAnywhere},
    {"times-before", WordPlace::kEnd},
    {"times-after", WordPlace::kStart},
    {"dated-thing", WordPlace::kStart},
    {"goes-on", WordPlace::kStart},
    {"speaker", WordPlace::kAnywhere},
    {"holds-from", WordPlace::kStart},
    {"region", WordPlace::kEnd},
    {"demonym", WordPlace::kWhole},
    {"firm-again", WordPlace::kStart},
    {"when", WordPlace::kStart},
    {"so-far", WordPlace::kEnd},
    {"now", WordPlace::kAnywhere},
    {"taiwan-text", WordPlace::kAnywhere},
    {"taiwan-own", WordPlace::kWhole},
    {"answer", WordPlace::kStart},
});
static_assert(kEventWordLists.size() == static_cast<std::size_t>(EventWord::kAnswer) + 1);

class EventWords {
 public:
  void Add(Regex words) { lists_.push_back(std::move(words)); }
  // Does a word of the list stand where it must in this text? `text` is looked at for a short
  // stretch only where it must stand at an end.
  bool Holds(EventWord list, std::string_view text) const;
  // Where: nullopt, none.
  bool Find(EventWord list, std::string_view text, Span& found) const;

 private:
  std::vector<Regex> lists_;  // by EventWord
};

}  // namespace rules
