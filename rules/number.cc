#include "rules/number.h"

#include <array>
#include <cmath>

#include "rules/cursor.h"

namespace rules {
namespace {

// Longer runs of digits are codes, not numbers, and no double holds them.
constexpr std::size_t kDigitsMax = 18;

double TimesPowerOfTen(double mantissa, int exponent) {
  // Division by an exact power rounds once, so 26037 × 10⁻³ is the double nearest to 26.037.
  return exponent < 0 ? mantissa / std::pow(10.0, -exponent) : mantissa * std::pow(10.0, exponent);
}

std::size_t DigitsEnd(std::string_view text, std::size_t at) {
  while (at < text.size() && IsDigit(text[at])) {
    ++at;
  }
  return at;
}

// The end of groups such as ",742" or " 250" that follow the first one to three digits.
// Groups of two (1,23,456) are Indian and come before a last group of three.
std::size_t GroupsEnd(std::string_view text, std::size_t at, char mark, bool allow_pairs) {
  constexpr std::size_t kBytesMax = 32;
  std::size_t end = at;
  std::size_t pending = at;
  while (ByteAt(text, pending) == mark && pending - at < kBytesMax) {
    const std::size_t group_end = DigitsEnd(text, pending + 1);
    const std::size_t size = group_end - pending - 1;
    if (size == 3) {
      end = group_end;
    } else if (size != 2 || !allow_pairs) {
      break;
    }
    pending = group_end;
  }
  return pending == end ? end : at;
}

bool EndsCleanly(std::string_view text, std::size_t at) {
  const char next = ByteAt(text, at);
  return !IsDigit(next) && !((next == '.' || next == ',') && IsDigit(ByteAt(text, at + 1)));
}

constexpr std::array<std::string_view, 27> kBeforeSeparateNumber = {
    "january", "february", "march",    "april", "may", "june", "july",    "august",  "september",
    "october", "november", "december", "jan",   "feb", "mar",  "apr",     "jun",     "jul",
    "aug",     "sep",      "sept",     "oct",   "nov", "dec",  "section", "chapter", "table"};

// A space groups thousands (7 250) only where nothing says that two numbers stand side by side.
std::size_t SpacedGroupsEnd(std::string_view text, std::size_t start, std::size_t first_end) {
  if (text[start] == '0' || first_end - start > 3) {
    return first_end;
  }
  const std::size_t end = GroupsEnd(text, first_end, ' ', false);
  if (end == first_end || !EndsCleanly(text, end) || IsLetter(ByteAt(text, end)) ||
      (ByteAt(text, end) == ' ' && IsDigit(ByteAt(text, end + 1)))) {
    return first_end;
  }
  const char before = ByteAt(text, start - 1);
  const std::size_t word_end = SkipSpacesBack(text, start);
  const bool number_before = word_end > 0 && word_end < start && IsDigit(text[word_end - 1]);
  if (before == '+' || number_before || IsOneOf(WordBefore(text, start), kBeforeSeparateNumber)) {
    return first_end;
  }
  return end;
}

struct Digits {
  std::size_t end = 0;
  std::string_view grouping;  // the marks to leave out of the digits
  std::size_t point = std::string_view::npos;
};

std::optional<Digits> DecimalsAfter(std::string_view text, std::size_t at, Digits whole,
                                    char mark) {
  if (ByteAt(text, at) == mark && IsDigit(ByteAt(text, at + 1))) {
    whole.point = at;
    whole.end = DigitsEnd(text, at + 1);
    const char next = ByteAt(text, whole.end);
    if ((next == '.' || next == mark) && IsDigit(ByteAt(text, whole.end + 1))) {
      return std::nullopt;
    }
    return whole;
  }
  whole.end = at;
  return whole;
}

// 1.234.567 and 1.234,56: points group, a comma marks the decimals.
std::optional<Digits> PointGrouped(std::string_view text, std::size_t first_end) {
  const std::size_t end = GroupsEnd(text, first_end, '.', false);
  const std::size_t groups = (end - first_end) / 4;
  const std::size_t decimals = DigitsEnd(text, end + 1) - (end + 1);
  const bool comma = ByteAt(text, end) == ',' && decimals >= 1 && decimals <= 2 &&
                     EndsCleanly(text, end + 1 + decimals);
  if (groups >= 2 || (groups == 1 && comma)) {
    return comma ? DecimalsAfter(text, end, {.grouping = "."}, ',')
                 : std::optional(Digits{.end = end, .grouping = "."});
  }
  return std::nullopt;
}

std::optional<Digits> ReadDigits(std::string_view text, std::size_t at) {
  const std::size_t first_end = DigitsEnd(text, at);
  const std::size_t first = first_end - at;
  if (first == 0) {
    return DecimalsAfter(text, at, {}, '.');
  }
  if (first <= 3) {
    if (const std::optional<Digits> european = PointGrouped(text, first_end)) {
      return european;
    }
    const std::size_t commas = GroupsEnd(text, first_end, ',', first <= 2);
    if (commas != first_end && !IsDigit(ByteAt(text, commas))) {
      return DecimalsAfter(text, commas, {.grouping = ","}, '.');
    }
    const std::size_t quotes = GroupsEnd(text, first_end, '\'', false);
    if (quotes != first_end) {
      return DecimalsAfter(text, quotes, {.grouping = "'"}, '.');
    }
    const std::size_t spaces = SpacedGroupsEnd(text, at, first_end);
    if (spaces != first_end) {
      return DecimalsAfter(text, spaces, {.grouping = " "}, '.');
    }
  }
  // 12,5: a decimal comma, since lists have a space.
  const std::size_t decimals = DigitsEnd(text, first_end + 1) - (first_end + 1);
  const bool comma = ByteAt(text, first_end) == ',' && decimals >= 1 && decimals <= 2;
  return DecimalsAfter(text, first_end, {}, comma ? ',' : '.');
}

std::optional<Number> FromDigits(std::string_view text, std::size_t at, const Digits& digits) {
  Number number{.span = {at, digits.end}};
  std::size_t count = 0;
  for (std::size_t i = at; i < digits.end; ++i) {
    if (!IsDigit(text[i])) {
      continue;
    }
    number.mantissa = number.mantissa * 10 + (text[i] - '0');
    number.exponent -= digits.point != std::string_view::npos && i > digits.point ? 1 : 0;
    ++count;
  }
  return count <= kDigitsMax ? std::optional(number) : std::nullopt;
}

// 1.2e6
void ReadPowerOfTen(std::string_view text, Number& number) {
  std::size_t at = number.span.end;
  if (Lower(ByteAt(text, at)) != 'e') {
    return;
  }
  ++at;
  const char sign = ByteAt(text, at);
  at += sign == '+' || sign == '-' ? 1 : 0;
  const std::size_t end = DigitsEnd(text, at);
  if (end == at || end - at > 2 || !EndsWord(text, end)) {
    return;
  }
  int power = text[at] - '0';
  power = end - at == 2 ? power * 10 + (text[at + 1] - '0') : power;
  power = sign == '-' ? -power : power;
  number.exponent += power;
  number.scale = power;
  number.span.end = end;
}

struct Vulgar {
  char32_t code;
  double mantissa;
  int exponent;
};

constexpr auto kVulgar = std::to_array<Vulgar>({
    {0xBD, 5, -1},
    {0xBC, 25, -2},
    {0xBE, 75, -2},
    {0x2150, 1429, -4},
    {0x2151, 1111, -4},
    {0x2152, 1, -1},
    {0x2153, 3333, -4},
    {0x2154, 6667, -4},
    {0x2155, 2, -1},
    {0x2156, 4, -1},
    {0x2157, 6, -1},
    {0x2158, 8, -1},
    {0x2159, 1667, -4},
    {0x215A, 8333, -4},
    {0x215B, 125, -3},
    {0x215C, 375, -3},
    {0x215D, 625, -3},
    {0x215E, 875, -3},
});

// "½" alone, or "2½" after digits.
std::optional<Number> VulgarAt(std::string_view text, std::size_t at) {
  const Char c = CharAt(text, at);
  for (const Vulgar& row : kVulgar) {
    if (row.code == c.code) {
      return Number{
          .span = {at, at + c.length}, .mantissa = row.mantissa, .exponent = row.exponent};
    }
  }
  return std::nullopt;
}

// "2½", "2 ½", "2 3/4"
void AddVulgar(std::string_view text, Number& number) {
  if (number.exponent != 0) {
    return;
  }
  const std::size_t at = number.span.end;
  const bool joined = ByteAt(text, at) == ' ' || ByteAt(text, at) == '-';
  const std::size_t spaced = joined ? at + 1 : at;
  std::optional<Number> part = VulgarAt(text, spaced);
  part = part || spaced == at ? part : FiguredPartAt(text, spaced);
  if (!part) {
    return;
  }
  number.mantissa = TimesPowerOfTen(number.mantissa, -part->exponent) + part->mantissa;
  number.exponent = part->exponent;
  number.span.end = part->span.end;
}

// Whether the '+' or '-' at this position is a sign, and not a hyphen or the middle of a range.
bool IsSign(std::string_view text, std::size_t at) {
  const char c = ByteAt(text, at);
  if (c != '+' && c != '-') {
    return false;
  }
  const char before = ByteAt(text, at - 1);
  if (at == 0 || before == ' ' || before == '\n' || before == '(' || before == '[' ||
      before == ':' || before == '"' || before == '|' || before == ';' || before == '$') {
    return true;
  }
  // A dash directly after a Chinese character or its punctuation stands for a sign: 增幅-3%.
  return static_cast<unsigned char>(before) >= 0x80 && !IsAlphabetic(CharBefore(text, at).code);
}

// Not in the middle of a longer number: the 300 of "2025,300" is none.
bool StartsDigits(std::string_view text, std::size_t at) {
  const char c = ByteAt(text, at);
  if (at >= 2 && (text[at - 1] == ',' || text[at - 1] == '.') && IsDigit(text[at - 2])) {
    return false;
  }
  return IsDigit(c) || (c == '.' && IsDigit(ByteAt(text, at + 1)));
}

// "100,000+", "100-odd", "50-plus"
void ReadOpenEnd(std::string_view text, Number& number) {
  const std::size_t at = number.span.end;
  std::size_t end = at;
  if (ByteAt(text, at) == '+' && !IsDigit(ByteAt(text, at + 1))) {
    end = at + 1;
  } else if (ByteAt(text, at) == '-') {
    const std::string_view word = WordAt(text, at + 1);
    end = SameLetters(word, "odd") || SameLetters(word, "plus") ? at + 1 + word.size() : at;
  }
  number.is_open = number.is_open || end != at;
  number.span.end = end;
}

std::optional<Number> DigitNumberAt(std::string_view text, std::size_t at) {
  const bool has_sign = !StartsDigits(text, at);
  const std::size_t start = has_sign ? at + 1 : at;
  if (const std::optional<Number> part = FiguredPartOfUnitAt(text, start); part && !has_sign) {
    return WithWordScale(text, *part);
  }
  if (ByteAt(text, start + 1) == ' ' && !has_sign) {
    if (std::optional<Number> tenths = PartOfUnitAt(text, start)) {
      return tenths;
    }
  }
  const std::optional<Digits> digits = ReadDigits(text, start);
  std::optional<Number> number = digits ? FromDigits(text, start, *digits) : std::nullopt;
  if (!number) {
    return std::nullopt;
  }
  number->span.start = at;
  number->has_sign = has_sign;
  number->mantissa = has_sign && text[at] == '-' ? -number->mantissa : number->mantissa;
  if (!has_sign) {
    AddVulgar(text, *number);
  }
  ReadPowerOfTen(text, *number);
  const Number scaled = WithHanScale(text, *number);
  number = scaled.span.end != number->span.end ? scaled : WithWordScale(text, *number);
  ReadOpenEnd(text, *number);
  return number;
}

}  // namespace

double Number::Value(int power) const {
  return TimesPowerOfTen(mantissa, exponent - power);
}

double Number::Tolerance(int power) const {
  return TimesPowerOfTen(5, exponent - power - 1);
}

std::optional<Number> NumberAt(std::string_view text, std::size_t at) {
  const char c = ByteAt(text, at);
  if (StartsDigits(text, at) || (IsSign(text, at) && StartsDigits(text, at + 1))) {
    return DigitNumberAt(text, at);
  }
  if (IsLetter(c)) {
    std::optional<Number> spelled = WordNumberAt(text, at);
    if (spelled) {
      ReadOpenEnd(text, *spelled);
    }
    return spelled;
  }
  if (static_cast<unsigned char>(c) < 0x80) {
    return std::nullopt;
  }
  if (const std::optional<Number> part = VulgarAt(text, at)) {
    return WithWordScale(text, *part);
  }
  return HanNumberAt(text, at);
}

std::optional<Number> WithLetterScale(std::string_view text, const Number& number) {
  if (number.scale != 0 || number.form != Number::Form::kDigits) {
    return std::nullopt;
  }
  const std::size_t spaced = SkipSpaces(text, number.span.end);
  const char c = ByteAt(text, spaced);
  std::size_t end = spaced + 1;
  if (IsLetter(ByteAt(text, end))) {
    const std::string_view word = WordAt(text, spaced);
    const bool million = word == "MM" || SameLetters(word, "mil") || SameLetters(word, "mill");
    if ((!million && word != "grand") || !EndsWord(text, spaced + word.size())) {
      return std::nullopt;
    }
    end = spaced + word.size();
  }
  int power = 0;
  if (c == 'k' || c == 'K' || (c == 'g' && end > spaced + 1)) {
    power = 3;
  } else if (c == 'm' || c == 'M') {
    power = 6;
  } else if (c == 'b' || c == 'B') {
    power = 9;
  } else if (c == 't' || c == 'T') {
    power = 12;
  } else {
    return std::nullopt;
  }
  Number scaled = number;
  scaled.exponent += power;
  scaled.scale = power;
  scaled.span.end = end;
  return scaled;
}

}  // namespace rules
