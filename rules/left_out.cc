// Numbers that count nothing: codes, ordinals, times, telephone numbers, list marks, names.
#include <algorithm>
#include <array>

#include "rules/cursor.h"
#include "rules/measure.h"

namespace rules {
namespace {

// Words whose number is a name: "Section 232", "No. 18".
constexpr auto kNaming = std::to_array<std::string_view>(
    {"no",           "nos",      "number",     "section",    "article",    "articles", "chapter",
     "table",        "figure",   "fig",        "page",       "pages",      "phase",    "tier",
     "annex",        "appendix", "clause",     "paragraph",  "route",      "highway",  "flight",
     "room",         "version",  "heading",    "headings",   "subheading", "hs",       "code",
     "codes",        "iso",      "resolution", "regulation", "covid",      "boeing",   "airbus",
     "scope",        "update",   "aged",       "age",        "ages",       "group",    "chapters",
     "announcement", "circular", "decree",     "directive",  "notice",     "stage",    "level",
     "apollo"});
constexpr auto kCalling = std::to_array<std::string_view>(
    {"tel", "telephone", "phone", "call", "dial", "fax", "hotline"});
constexpr auto kHanBefore =
    std::to_array<std::string_view>({"第", "编号", "編號", "税目", "稅目", "子目", "代码", "代碼",
                                     "拨打", "撥打", "电话", "電話", "税号", "稅號", "编码"});
constexpr auto kHanAfter =
    std::to_array<std::string_view>({"号", "號", "热线", "熱線", "举报", "舉報", "版", "届", "屆",
                                     "岁", "歲", "时", "時", "点钟", "分"});

std::size_t DigitsEnd(std::string_view text, std::size_t at) {
  while (at < text.size() && IsDigit(text[at])) {
    ++at;
  }
  return at;
}

std::size_t TokenEnd(std::string_view text, std::size_t at) {
  constexpr std::size_t kBytesMax = 40;
  const std::size_t limit = std::min(text.size(), at + kBytesMax);
  while (at < limit &&
         (IsDigit(text[at]) || IsLetter(text[at]) ||
          ((text[at] == '.' || text[at] == '-' || text[at] == '/' || text[at] == ':') &&
           (IsDigit(ByteAt(text, at + 1)) || IsLetter(ByteAt(text, at + 1)))))) {
    ++at;
  }
  return at;
}

// Groups of digits such as "44 20 7946 0018" or "1-800-555-0199".
std::size_t GroupsEnd(std::string_view text, std::size_t at) {
  constexpr std::size_t kBytesMax = 40;
  std::size_t end = DigitsEnd(text, at);
  while (end < text.size() && end - at < kBytesMax) {
    std::size_t next = end;
    while (next < text.size() && next - end < 2 &&
           (text[next] == ' ' || text[next] == '-' || text[next] == ')' || text[next] == '(')) {
      ++next;
    }
    if (next == end || !IsDigit(ByteAt(text, next))) {
      break;
    }
    end = DigitsEnd(text, next);
  }
  return end;
}

bool IsOrdinal(std::string_view text, std::size_t end) {
  constexpr auto kSuffixes = std::to_array<std::string_view>({"st", "nd", "rd", "th"});
  return IsOneOf(WordAt(text, end), kSuffixes);
}

// "18:30", "3:1"
std::optional<std::size_t> ClockEnd(std::string_view text, std::size_t at) {
  const std::size_t colon = DigitsEnd(text, at);
  const std::size_t end = DigitsEnd(text, colon + 1);
  if (ByteAt(text, colon) != ':' || end == colon + 1 || colon - at > 2 || end - colon > 3) {
    return std::nullopt;
  }
  return DigitsEnd(text, ByteAt(text, end) == ':' ? end + 1 : end);
}

bool StartsLine(std::string_view text, std::size_t at) {
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '(')) {
    --at;
  }
  return at == 0 || text[at - 1] == '\n';
}

// "1. Annual quotas", "2) Ore", "3、"
std::optional<std::size_t> ListMarkEnd(std::string_view text, std::size_t at) {
  const std::size_t end = DigitsEnd(text, at);
  if (end - at > 2 || !StartsLine(text, at)) {
    return std::nullopt;
  }
  const char mark = ByteAt(text, end);
  const bool point = (mark == '.' || mark == ')') && ByteAt(text, end + 1) == ' ';
  return point || HasPrefix(text, end, "、") ? std::optional(end + 1) : std::nullopt;
}

std::optional<std::size_t> TelephoneEnd(std::string_view text, std::size_t at) {
  const std::size_t end = GroupsEnd(text, at);
  const bool zero = text[at] == '0' && end > at + 1 && IsDigit(ByteAt(text, at + 1));
  const bool plus = at > 0 && text[at - 1] == '+' && end > DigitsEnd(text, at);
  const std::string_view before = text.substr(0, at);
  const bool called =
      IsOneOf(WordBefore(text, at > 0 && before.back() == '+' ? at - 1 : at), kCalling);
  std::size_t dashes = 0;
  for (std::size_t i = at; i < end; ++i) {
    dashes += text[i] == '-' ? 1 : 0;
  }
  return zero || plus || called || dashes >= 2 ? std::optional(end) : std::nullopt;
}

// "1C902.a", "8505.11.10", "24/7", "2023/1115"
std::optional<std::size_t> CodeEnd(std::string_view text, std::size_t at) {
  const std::size_t token = TokenEnd(text, at);
  const std::size_t first = DigitsEnd(text, at);
  const bool letters_inside = IsUpper(ByteAt(text, first)) && IsDigit(ByteAt(text, first + 1));
  std::size_t points = 0;
  bool only_digits = true;
  for (std::size_t i = at; i < token; ++i) {
    points += text[i] == '.' ? 1 : 0;
    only_digits = only_digits && (IsDigit(text[i]) || text[i] == '.');
  }
  const bool dotted = only_digits && points >= 2 && !NumberAt(text, at);
  const bool slashed = ByteAt(text, first) == '/' && IsDigit(ByteAt(text, first + 1));
  if (slashed) {
    std::size_t end = first;
    while (ByteAt(text, end) == '/' && IsDigit(ByteAt(text, end + 1))) {
      end = DigitsEnd(text, end + 1);
    }
    return end;
  }
  return letters_inside || dotted ? std::optional(token) : std::nullopt;
}

}  // namespace

std::optional<std::size_t> LeftOutEnd(std::string_view text, std::size_t at) {
  const std::size_t digits = DigitsEnd(text, at);
  if (IsOrdinal(text, digits)) {
    return digits + 2;
  }
  for (const auto& end :
       {ClockEnd(text, at), ListMarkEnd(text, at), TelephoneEnd(text, at), CodeEnd(text, at)}) {
    if (end) {
      return end;
    }
  }
  return std::nullopt;
}

bool IsNamed(std::string_view text, const Number& number) {
  const std::size_t start = number.span.start;
  const std::size_t end = number.span.end;
  if (number.form == Number::Form::kDigits && !number.has_sign) {
    const char before = ByteAt(text, start - 1);
    const bool joined = start > 0 && (IsLetter(before) || before == '#' || before == '_' ||
                                      (before == '-' && start > 1 && IsLetter(text[start - 2])));
    // Units that are no mass (km, MW, nm) and names such as 3M and 10X.
    const char next = ByteAt(text, end);
    const bool thousands = (next == 'k' || next == 'K') && EndsWord(text, end + 1);
    if (joined || (IsLetter(next) && !thousands)) {
      return true;
    }
  }
  std::size_t word_end = SkipSpacesBack(text, start);
  word_end -= word_end > 0 && text[word_end - 1] == '.' ? 1 : 0;
  if (IsOneOf(WordBefore(text, word_end), kNaming)) {
    return true;
  }
  for (const std::string_view word : kHanBefore) {
    if (HasSuffix(text, start, word)) {
      return true;
    }
  }
  for (const std::string_view word : kHanAfter) {
    if (HasPrefix(text, end, word)) {
      return true;
    }
  }
  const bool old = HasPrefix(text, end, "-year-old") || HasPrefix(text, end, " years old");
  const bool between_commas =
      number.form == Number::Form::kDigits && number.exponent == 0 && number.mantissa >= 10 &&
      number.mantissa <= 110 && HasSuffix(text, start, ", ") && start > 2 &&
      IsLetter(text[start - 3]) && (ByteAt(text, end) == ',' || ByteAt(text, end) == '.') &&
      !IsDigit(ByteAt(text, SkipSpaces(text, end + 1)));
  return old || between_commas;
}

}  // namespace rules
