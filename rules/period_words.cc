#include "rules/period_words.h"

#include <algorithm>
#include <array>

#include "rules/cursor.h"
#include "rules/period_parts.h"

namespace rules {
namespace {

std::optional<Mention> PeriodAt(const DatedText& dated, std::size_t at) {
  const char c = dated.text[at];
  if (static_cast<unsigned char>(c) >= 0x80) {
    return HanPeriodAt(dated, at);
  }
  const bool in_date = at >= 2 && IsDigit(c) && IsDigit(dated.text[at - 2]) &&
                       (dated.text[at - 1] == '/' || dated.text[at - 1] == '.');
  if (!StartsWord(dated.text, at) || in_date) {
    return std::nullopt;
  }
  using Reader = std::optional<Mention> (*)(const DatedText&, std::size_t);
  constexpr std::array<Reader, 5> kDigits = {HanPeriodAt, EnglishDayAt, EnglishPartAt, FiguresAt,
                                             EnglishLeaningAt};
  constexpr std::array<Reader, 5> kLetters = {EnglishMonthAt, EnglishPartAt, EnglishLeaningAt,
                                              EnglishDayAt, FiguresAt};
  for (const Reader read : IsDigit(c) ? kDigits : kLetters) {
    if (std::optional<Mention> found = read(dated, at)) {
      return found;
    }
  }
  return std::nullopt;
}

bool MayStartWith(std::string_view word) {
  static const StartWords starts = [] {
    StartWords words;
    AddMonthStarts(words);
    AddPartStarts(words);
    AddLeaningStarts(words);
    AddFiscalStarts(words);
    return words;
  }();
  return starts.MayBegin(word);
}

bool HasHan(std::string_view text) {
  // The first byte of every character from U+3000 on.
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0xE3; });
}

bool IsRun(const Mention& mention) {
  return mention.period && mention.period->first != mention.period->last;
}

// "1-6月累计" and "累计来看，1至6月份" say twice what the months say already.
void DropIdleCumulative(std::string_view text, std::vector<Mention>& found) {
  constexpr std::size_t kBytesApart = 24;
  const auto near = [&](const Mention& a, const Mention& b) {
    const std::string_view gap = text.substr(a.span.end, b.span.start - a.span.end);
    return gap.size() <= kBytesApart && gap.find("。") == std::string_view::npos;
  };
  std::vector<Mention> kept;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const bool before = i > 0 && IsRun(found[i - 1]) && near(found[i - 1], found[i]);
    const bool after = i + 1 < found.size() && IsRun(found[i + 1]) && near(found[i], found[i + 1]);
    if (!found[i].shift.year_to_date || (!before && !after)) {
      kept.push_back(found[i]);
    }
  }
  found = std::move(kept);
}

}  // namespace

Mention PeriodMention(Span span, const Period& period) {
  return Mention{.type = MentionType::kPeriod, .span = span, .period = period};
}

Mention LeaningMention(Span span, const PeriodShift& shift) {
  return Mention{.type = MentionType::kPeriod, .span = span, .shift = shift};
}

std::vector<Mention> FindPeriods(std::string_view folded, const Reading& reading) {
  const Calendar calendar(reading);
  const DatedText dated{folded, calendar, HasHan(folded)};
  std::vector<Mention> found;
  std::size_t at = 0;
  while (at < folded.size()) {
    const char c = folded[at];
    const bool wide = static_cast<unsigned char>(c) >= 0x80;
    if (!IsDigit(c) && !IsLetter(c) && !wide) {
      ++at;
      continue;
    }
    const std::string_view word = WordAt(folded, at);
    if (!word.empty() && !MayStartWith(word)) {
      at += word.size();
      continue;
    }
    if (std::optional<Mention> mention = PeriodAt(dated, at)) {
      at = mention->span.end;
      if (mention->period) {
        const Span span = mention->span;
        mention->steps.push_back("\"" +
                                 std::string(folded.substr(span.start, span.end - span.start)) +
                                 "\" = " + ToText(*mention->period));
      }
      found.push_back(*std::move(mention));
      continue;
    }
    if (wide) {
      at += CharAt(folded, at).length;
    } else if (IsLetter(c)) {
      at += word.size();
    } else {
      while (at < folded.size() && IsDigit(folded[at])) {
        ++at;
      }
    }
  }
  DropIdleCumulative(folded, found);
  return found;
}

}  // namespace rules
