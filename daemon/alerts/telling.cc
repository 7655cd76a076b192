#include "daemon/alerts/telling.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string_view>

#include "daemon/alerts/mime.h"
#include "daemon/alerts/names.h"
#include "rules/fact.h"

namespace alerts {
namespace {

using timeline::EntryRow;

constexpr std::size_t kWordsBytesMax = 120;    // a code, a unit, a firm's name
constexpr std::size_t kLineBytesMax = 500;     // a title, a working
constexpr std::size_t kMarkedBytesMax = 1000;  // the words marked
constexpr std::size_t kAroundBytesMax = 600;   // of the sentence, before and after them
constexpr int kDecimalsMax = 6;                // of what a source says
constexpr int kSeriesDecimalsMax = 3;          // of what a series says

std::string Word(std::string_view text) {
  return Clipped(OneLine(text), kWordsBytesMax);
}
std::string Line(std::string_view text) {
  return Clipped(OneLine(text), kLineBytesMax);
}

int DecimalsOf(double value) {
  const std::string text = NumberWords(value, 0, kDecimalsMax);
  const std::size_t point = text.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(text.size() - point) - 1;
}

std::string WithSign(double value, const std::string& number) {
  return (value > 0 ? "+" : "") + number;
}

std::string WithUnit(const std::string& number, std::string_view unit) {
  return unit.empty() ? number : fmt::format("{} {}", number, Word(unit));
}

// The value as the source says it; only changes have a sign.
std::string ClaimWords(const EntryRow& entry) {
  const double value = entry.value.value_or(0);
  const std::string number = NumberWords(value, 0, kDecimalsMax);
  return WithUnit(entry.kind == "change" ? WithSign(value, number) : number, entry.unit);
}

// The value that the series gives: a percentage is computed, so it is rounded like the claim; an
// amount is printed as the series has it.
std::string OfficialWords(const EntryRow& entry) {
  const double value = entry.official.value_or(0);
  if (entry.unit != "%") {
    return WithUnit(NumberWords(value, 0, kSeriesDecimalsMax), entry.unit);
  }
  const int decimals = std::max(1, DecimalsOf(entry.value.value_or(0)));
  const std::string number = NumberWords(value, decimals, decimals);
  return WithUnit(entry.kind == "change" ? WithSign(value, number) : number, entry.unit);
}

std::string Joined(std::initializer_list<std::string> words) {
  std::string out;
  for (const std::string& word : words) {
    out += (out.empty() || word.empty() ? "" : " ") + word;
  }
  return out;
}

// ---- the headline, in the vocabulary ----

std::string EventHeadline(const EntryRow& entry) {
  const std::string target =
      entry.target.empty() ? ""
                           : NounOfEvent(entry.type).target_preposition + " " + Word(entry.target);
  const std::string what = Joined({Word(entry.actor), Word(entry.type), target, Word(entry.date)});
  return entry.subject.empty() ? what : fmt::format("{}, {}", what, Word(entry.subject));
}

std::string ValueHeadline(const EntryRow& entry) {
  const bool role = entry.kind == "share" || entry.kind == "rate";
  const bool by = entry.kind == "change" && (entry.measure == "money" || entry.measure == "price");
  std::string said = Joined({ClaimWords(entry), role ? entry.kind : "", Word(entry.basis),
                             by ? "(" + entry.measure + ")" : ""});
  if (entry.verdict == "differs" && entry.official) {
    return fmt::format("{} claimed, series says {}", said, OfficialWords(entry));
  }
  return said;
}

bool IsCorrection(const EntryRow& entry) {
  return entry.kind == "correction" || entry.kind == "revision";
}

// The two values of a correction; those of a change with their signs.
struct CorrectionWords {
  std::string is;   // empty: withdrawn
  std::string was;  // empty: an event
};

CorrectionWords WordsOfCorrection(const EntryRow& entry) {
  const auto words = [&](const std::optional<double>& value) {
    if (!value) {
      return std::string();
    }
    const std::string number = NumberWords(*value, 0, kDecimalsMax);
    return WithUnit(entry.basis.empty() ? number : WithSign(*value, number), entry.unit);
  };
  return {words(entry.value), words(entry.was)};
}

std::string CorrectionHeadline(const EntryRow& entry) {
  const CorrectionWords words = WordsOfCorrection(entry);
  const std::string said = Word(entry.basis);
  if (!words.is.empty()) {
    return Joined({words.is, said, "(was " + words.was + ")"});
  }
  return Joined({words.was, said, "withdrawn"});
}

std::string Headline(const EntryRow& entry) {
  if (entry.kind == "event") {
    return EventHeadline(entry);
  }
  const std::string partner =
      entry.partner.empty()
          ? ""
          : NounOfFlow(Word(entry.flow)).partner_preposition + " " + Word(entry.partner);
  const std::string key = Joined(
      {Word(entry.reporter), Word(entry.flow), Word(entry.subject), partner, Word(entry.period)});
  const std::string value = IsCorrection(entry) ? CorrectionHeadline(entry) : ValueHeadline(entry);
  return key.empty() ? value : fmt::format("{}: {}", key, value);
}

// ---- the fact, as a sentence ----

std::string Capitalised(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
  return text;
}

// What the number is about: "China's exports of rare earths to Japan", "terbium in China".
std::string Topic(const EntryRow& entry) {
  const std::string reporter = ActorName(Word(entry.reporter));
  const std::string goods = GoodsName(Word(entry.subject));
  const FlowNoun flow = NounOfFlow(Word(entry.flow));
  const std::string partner =
      entry.partner.empty() ? "" : flow.partner_preposition + " " + ActorName(Word(entry.partner));
  if (entry.flow.empty()) {
    return Joined(
        {goods, reporter.empty() || goods.empty() ? reporter : "in " + reporter, partner});
  }
  return Joined({reporter.empty() ? "" : Possessive(reporter), flow.noun,
                 goods.empty() ? "" : "of " + goods, partner});
}

std::string BasisWords(std::string_view basis) {
  if (basis == "yoy") {
    return "year on year";
  }
  if (basis == "mom") {
    return "month on month";
  }
  return basis == "qoq" ? "quarter on quarter" : "";
}

std::string MeasureWords(std::string_view measure) {
  if (measure == "money") {
    return "in value";
  }
  return measure == "quantity" ? "in volume" : "";
}

std::string ChangeFact(const EntryRow& entry) {
  const double value = entry.value.value_or(0);
  const std::string amount = WithUnit(NumberWords(std::abs(value), 0, kDecimalsMax), entry.unit);
  const std::string verb = value > 0   ? "rose " + amount
                           : value < 0 ? "fell " + amount
                                       : "did not change";
  const std::string topic = Topic(entry);
  const std::string price = topic.empty() ? "the price" : "the price of " + topic;
  const std::string subject = entry.measure == "price" ? price : topic;
  return Joined({subject.empty() ? "something" : subject, verb, MeasureWords(entry.measure),
                 BasisWords(entry.basis)});
}

std::string NumberFact(const EntryRow& entry) {
  const std::string topic = Topic(entry);
  const std::string value = ClaimWords(entry);
  if (entry.kind == "change") {
    return ChangeFact(entry);
  }
  if (entry.kind == "price") {
    return fmt::format("{} was {}", topic.empty() ? "the price" : "the price of " + topic, value);
  }
  const bool role = entry.kind == "share" || entry.kind == "rate";
  std::string told = role ? fmt::format("a {} of {}", entry.kind, value) : value;
  if (topic.empty()) {
    return told;
  }
  if (role || entry.flow.empty()) {
    return fmt::format("{}: {}", topic, told);
  }
  return Joined({topic, NounOfFlow(Word(entry.flow)).plural ? "were" : "was",
                 entry.kind == "money" ? "worth" : "", told});
}

std::string EventFact(const EntryRow& entry) {
  const EventNoun event = NounOfEvent(Word(entry.type));
  const std::string actor = ActorName(Word(entry.actor));
  const std::string goods = GoodsName(Word(entry.subject));
  const std::string date = DateWords(Word(entry.date));
  const std::string target =
      entry.target.empty() ? "" : event.target_preposition + " " + ActorName(Word(entry.target));
  return fmt::format("{}{}{}{}", actor.empty() ? "" : actor + ": ", Joined({event.noun, target}),
                     goods.empty() ? "" : " (" + goods + ")", date.empty() ? "" : ", " + date);
}

std::string CorrectionFact(const EntryRow& entry) {
  const CorrectionWords words = WordsOfCorrection(entry);
  const std::string topic = Topic(entry);
  const std::string about =
      Joined({topic.empty() ? "something" : topic, MeasureWords(entry.measure),
              BasisWords(entry.basis), PeriodWords(Word(entry.period))});
  if (words.was.empty()) {
    const std::string actor = ActorName(Word(entry.actor));
    return fmt::format("{}{}: the source has withdrawn what it told",
                       actor.empty() ? "" : actor + ", ", about);
  }
  if (words.is.empty()) {
    return fmt::format("{}: the source has withdrawn {}", about, words.was);
  }
  return fmt::format("{}: the source has changed {} to {}", about, words.was, words.is);
}

// "China's exports of rare earths were 5,919.1 t in May 2025, not 5,864.6 t as published before
// (revised by +0.9 %)".
std::string RevisionFact(const EntryRow& entry) {
  EntryRow figure = entry;
  figure.kind = entry.measure == "money" ? "money" : "quantity";
  const double was = entry.was.value_or(0);
  const double percent = was > 0 ? (entry.value.value_or(0) / was - 1) * 100 : 0;
  const std::string by = NumberWords(percent, 1, std::abs(percent) < 1 ? 2 : 1);
  return fmt::format(
      "{}, not {} as published before{}",
      Joined({NumberFact(figure), PeriodWords(Word(entry.period))}), WordsOfCorrection(entry).was,
      was > 0 ? fmt::format(" (revised by {} %)", WithSign(percent, by)) : std::string());
}

std::string Fact(const EntryRow& entry) {
  if (entry.kind == "event") {
    return Capitalised(EventFact(entry)) + ".";
  }
  if (entry.kind == "revision") {
    return Capitalised(RevisionFact(entry)) + ".";
  }
  if (IsCorrection(entry)) {
    return Capitalised(CorrectionFact(entry)) + ".";
  }
  const std::string told = Joined({NumberFact(entry), PeriodWords(Word(entry.period))});
  if (entry.verdict == "differs" && entry.official) {
    return fmt::format("{}, a source claims; the series says {}.", Capitalised(told),
                       OfficialWords(entry));
  }
  return Capitalised(told) + (entry.verdict == "agrees" ? "; the series agrees." : ".");
}

// ---- the sentence and the rest ----

// The last bytes of a text, cut between characters, with "…" where something was cut.
std::string ClippedFront(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) {
    return std::string(text);
  }
  std::size_t begin = text.size() - bytes_max;
  while (begin < text.size() && (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U) {
    ++begin;
  }
  return "…" + std::string(text.substr(begin));
}

Telling::Passage PassageOf(const EntryRow& entry) {
  const std::string sentence = OneLine(entry.sentence);
  const std::string quote = OneLine(entry.quote);
  const std::size_t at = sentence.find(quote);
  if (sentence.empty() || quote.empty() || at == std::string::npos) {
    return {Clipped(sentence, kAroundBytesMax),
            Clipped(sentence.empty() ? quote : "", kMarkedBytesMax), ""};
  }
  const std::string_view view(sentence);
  return {ClippedFront(view.substr(0, at), kAroundBytesMax), Clipped(quote, kMarkedBytesMax),
          Clipped(view.substr(at + quote.size()), kAroundBytesMax)};
}

// "2025-07-14T03:20:00Z" -> "2025-07-14 03:20 UTC".
std::string TimeWords(std::string_view rfc3339) {
  if (rfc3339.size() < 17 || rfc3339[10] != 'T' || rfc3339.back() != 'Z') {
    return Word(rfc3339);
  }
  return fmt::format("{} {} UTC", Word(rfc3339.substr(0, 10)), Word(rfc3339.substr(11, 5)));
}

std::string SaidBy(const EntryRow& entry) {
  const std::string title = Line(entry.title);
  std::string out;
  for (const std::string& part :
       {Word(entry.source), title.empty() ? "" : "“" + title + "”", TimeWords(entry.published)}) {
    out += (out.empty() || part.empty() ? "" : ", ") + part;
  }
  if (entry.mentions > 1) {
    const std::int64_t others = entry.mentions - 1;
    out += fmt::format("; also in {} other {}", others, others == 1 ? "document" : "documents");
  }
  return out;
}

std::string SeriesWords(const EntryRow& entry) {
  if (!entry.official) {
    return Line(entry.series);
  }
  return entry.series.empty() ? OfficialWords(entry)
                              : fmt::format("{} ({})", OfficialWords(entry), Line(entry.series));
}

// "differs: 7,742 t / 5,865 t − 1 = +32.0 %; the story says +30.8 %".
std::string StoryWords(const EntryRow& entry) {
  return entry.story.empty() ? ""
                             : fmt::format("{}: {}", Word(entry.story), Line(entry.story_working));
}

// "from 2025-10-09 until 2026-11-10"
std::string InForce(const EntryRow& entry) {
  std::string words = entry.effective.empty() ? "" : "from " + Word(entry.effective);
  if (!entry.until.empty())
    words += (words.empty() ? "until " : " until ") + Word(entry.until);
  return words;
}

std::vector<Telling::Line> LinesOf(const EntryRow& entry) {
  const bool checked = !entry.verdict.empty();
  const std::vector<Telling::Line> all = {
      {"Claim", checked && entry.value ? ClaimWords(entry) : ""},
      {"Series", SeriesWords(entry)},
      {"Verdict", Word(entry.verdict)},
      {"Working", Line(entry.working)},
      {"Hint", Line(entry.hint)},
      {"Story", StoryWords(entry)},
      {"Cited by", Line(entry.cited)},
      {"Verdicts", Line(entry.verdicts_changed)},
      {"Measure", entry.mast.empty() ? "" : "MAST " + Word(entry.mast)},
      {"In force", InForce(entry)},
      {"Said by", SaidBy(entry)},
      {std::string(kUrlLabel), Line(entry.url)},
      {"Rule", Word(entry.rule)},
      {"More", fmt::format("lodewatch explain {}", entry.id)},
  };
  std::vector<Telling::Line> lines;
  std::copy_if(all.begin(), all.end(), std::back_inserter(lines),
               [](const Telling::Line& line) { return !line.value.empty(); });
  return lines;
}

}  // namespace

std::string NumberWords(double value, int decimals_min, int decimals_max) {
  std::string digits = fmt::format("{:.{}f}", std::abs(value), decimals_max);
  const std::size_t point = digits.find('.');
  while (point != std::string::npos && digits.back() == '0' &&
         digits.size() - point - 1 > static_cast<std::size_t>(decimals_min)) {
    digits.pop_back();
  }
  if (digits.back() == '.') {
    digits.pop_back();
  }
  digits = rules::Grouped(std::move(digits));
  const bool zero = digits.find_first_of("123456789") == std::string::npos;
  return (value < 0 && !zero ? "-" : "") + digits;
}

Telling Tell(const EntryRow& entry) {
  return {.entry = entry.id,
          .headline = Headline(entry),
          .fact = Fact(entry),
          .passage = PassageOf(entry),
          .lines = LinesOf(entry),
          .url = OneLine(entry.url)};
}

}  // namespace alerts
