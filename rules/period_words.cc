#include "rules/period_words.h"

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
  if (!StartsWord(dated.text, at)) {
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

}  // namespace

Mention PeriodMention(Span span, const Period& period) {
  return Mention{.type = MentionType::kPeriod, .span = span, .period = period};
}

Mention LeaningMention(Span span, const PeriodShift& shift) {
  return Mention{.type = MentionType::kPeriod, .span = span, .shift = shift};
}

std::vector<Mention> FindPeriods(std::string_view folded, const Reading& reading) {
  const Calendar calendar(reading);
  const DatedText dated{folded, calendar};
  std::vector<Mention> found;
  std::size_t at = 0;
  while (at < folded.size()) {
    const char c = folded[at];
    const bool wide = static_cast<unsigned char>(c) >= 0x80;
    if (!IsDigit(c) && !IsLetter(c) && !wide) {
      ++at;
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
      at += WordAt(folded, at).size();
    } else {
      while (at < folded.size() && IsDigit(folded[at])) {
        ++at;
      }
    }
  }
  return found;
}

}  // namespace rules
