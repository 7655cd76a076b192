// Chinese numerals: 七千七百四十二, 两万, 二〇二五, 壹佰, 三四百, and 万, 亿 after digits.
#include <algorithm>
#include <array>
#include <cmath>

#include "rules/cursor.h"
#include "rules/number.h"

namespace rules {
namespace {

constexpr int kNumeralsMax = 40;

struct Numeral {
  char32_t code;
  int digit;  // 0..9, or 20 and 30 for 廿 and 卅; -1 for a unit
  int power;  // 十 1, 百 2, 千 3, 万 4, 亿 8, 兆 12; 0 for a digit
};

// In the order of the code points.
constexpr auto kNumerals = std::to_array<Numeral>({
    {U'○', 0, 0},  {U'〇', 0, 0},  {U'一', 1, 0},  {U'七', 7, 0},   {U'万', -1, 4}, {U'三', 3, 0},
    {U'两', 2, 0}, {U'九', 9, 0},  {U'二', 2, 0},  {U'五', 5, 0},   {U'亿', -1, 8}, {U'仟', -1, 3},
    {U'伍', 5, 0}, {U'佰', -1, 2}, {U'億', -1, 8}, {U'兆', -1, 12}, {U'兩', 2, 0},  {U'八', 8, 0},
    {U'六', 6, 0}, {U'十', -1, 1}, {U'千', -1, 3}, {U'卅', 30, 0},  {U'叁', 3, 0},  {U'參', 3, 0},
    {U'叄', 3, 0}, {U'四', 4, 0},  {U'壹', 1, 0},  {U'廿', 20, 0},  {U'弐', 2, 0},  {U'拾', -1, 1},
    {U'捌', 8, 0}, {U'柒', 7, 0},  {U'玖', 9, 0},  {U'百', -1, 2},  {U'肆', 4, 0},  {U'萬', -1, 4},
    {U'貳', 2, 0}, {U'贰', 2, 0},  {U'陆', 6, 0},  {U'陸', 6, 0},   {U'零', 0, 0},
});
static_assert(std::is_sorted(kNumerals.begin(), kNumerals.end(),
                             [](const Numeral& a, const Numeral& b) { return a.code < b.code; }));

struct Found {
  const Numeral* numeral = nullptr;
  std::size_t end = 0;
};

Found NumeralAt(std::string_view text, std::size_t at) {
  if (static_cast<unsigned char>(ByteAt(text, at)) < 0xE2) {
    return {};
  }
  const Char c = CharAt(text, at);
  const auto* row =
      std::lower_bound(kNumerals.begin(), kNumerals.end(), c.code,
                       [](const Numeral& each, char32_t code) { return each.code < code; });
  return row != kNumerals.end() && row->code == c.code ? Found{row, at + c.length} : Found{};
}

std::size_t PastAny(std::string_view text, std::size_t at,
                    std::span<const std::string_view> phrases) {
  for (const std::string_view phrase : phrases) {
    if (HasPrefix(text, at, phrase)) {
      return at + phrase.size();
    }
  }
  return at;
}

constexpr auto kMore = std::to_array<std::string_view>({"多", "余", "餘", "几", "幾"});
constexpr auto kNoMore = std::to_array<std::string_view>(
    {"几乎", "几经", "几何", "几内亚", "多米尼加", "幾乎", "多元化", "多边", "多邊", "余下", "餘下",
     "余额", "餘額", "多达", "多達"});
constexpr auto kPoint = std::to_array<std::string_view>({"点", "點"});
constexpr auto kMeasure = std::to_array<std::string_view>(
    {"吨", "噸", "公斤", "公吨", "公噸", "千克", "斤", "克", "磅", "个百分点", "個百分點"});
constexpr auto kBeforeImplied = std::to_array<std::string_view>(
    {"超", "近", "逾", "破", "达", "達", "过", "過", "约", "約", "上", "成", "以"});
// Units that begin with a numeral: 3千克 is three kilograms, not three thousand grams.
constexpr auto kNoScale = std::to_array<std::string_view>(
    {"千克", "千瓦", "千米", "千卡", "千赫", "千伏", "千兆", "千帕", "千焦", "百分", "百货", "百度",
     "十分", "万科", "万达", "万一", "千方", "百姓", "百慕", "兆瓦", "兆赫", "兆帕", "兆丰"});

// 三百万科威特第纳尔: Kuwait begins like the name of a company.
constexpr auto kScaleAfterAll = std::to_array<std::string_view>({"万科威特", "万科摩罗"});

bool IsNoScale(std::string_view text, std::size_t at) {
  return PastAny(text, at, kNoScale) != at && PastAny(text, at, kScaleAfterAll) == at;
}

std::size_t PastMore(std::string_view text, std::size_t at) {
  return PastAny(text, at, kNoMore) == at ? PastAny(text, at, kMore) : at;
}

// Reads one numeral after another; see the grammar at HanNumberAt.
class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), start_(at), end_(at) {}

  std::optional<Number> Read() {
    std::size_t at = start_;
    for (int i = 0; i < kNumeralsMax; ++i) {
      const Found found = NumeralAt(text_, at);
      const bool fraction = HasPrefix(text_, at, "十分之");
      if (found.numeral == nullptr || (!fraction && IsNoScale(text_, at))) {
        break;
      }
      if (!Take(*found.numeral)) {
        return std::nullopt;
      }
      at = found.end;
      end_ = at;
      ++count_;
      if (found.numeral->power > 0) {
        const std::size_t more = PastMore(text_, at);
        is_open_ = is_open_ || more != at;
        at = more;
        end_ = more;
      }
    }
    return count_ == 0 ? std::nullopt : Finish();
  }

 private:
  bool Take(const Numeral& numeral) {
    if (numeral.digit >= 0) {
      return TakeDigit(numeral.digit);
    }
    return numeral.power < 4 ? TakeSmallUnit(numeral.power) : TakeBigUnit(numeral.power);
  }

  bool TakeDigit(int digit) {
    if (digit == 0 && run_ == 0 && last_unit_ > 0) {
      after_zero_ = true;
      place_ = 0;
      return true;
    }
    const bool twenty = digit >= 20;
    if (twenty && run_ > 0) {
      return false;
    }
    step_ = run_ == 1 && digit == digits_ + 1 && digits_ > 0;
    digits_ = digits_ * 10 + digit;
    run_ = twenty ? 0 : run_ + 1;
    if (twenty) {
      section_ += digit;
      digits_ = 0;
      last_power_ = 1;
    }
    place_ = 0;
    return run_ <= 16;
  }

  // 三四百: both digits are meant, as in 三四吨.
  double Multiplied(int power) {
    double digits = digits_;
    if (run_ == 2 && step_) {
      spread_ = true;
      digits = std::fmod(digits_, 10) - 1;
    }
    spread_power_ += spread_ ? power : 0;
    return digits * std::pow(10, power);
  }

  bool TakeSmallUnit(int power) {
    if (run_ == 0) {
      // 十 alone is ten, also after a hundred; 百 and 千 are one only at the start.
      if (power != 1 && count_ > 0 && !after_zero_) {
        return false;
      }
      implied_ = implied_ || (count_ == 0 && power != 1);
      digits_ = 1;
    }
    if (run_ > 2 || (last_power_ != 0 && power >= last_power_ && section_ > 0)) {
      return false;
    }
    section_ += Multiplied(power);
    Close(power);
    return true;
  }

  bool TakeBigUnit(int power) {
    const bool empty = run_ == 0 && section_ == 0;
    if (empty && total_ > 0) {
      // 万亿: the unit multiplies the whole.
      total_ *= std::pow(10, power);
      place_ += power;
      spread_power_ += spread_ ? power : 0;
      return true;
    }
    implied_ = implied_ || empty;
    if (run_ > 0) {
      section_ += Multiplied(0);
    } else if (empty) {
      section_ = 1;
    }
    spread_power_ += spread_ ? power : 0;
    const double scale = std::pow(10, power);
    total_ =
        power > last_big_ && total_ > 0 ? (total_ + section_) * scale : total_ + section_ * scale;
    place_ = power + (run_ > 0 || empty ? 0 : last_power_);
    last_big_ = power;
    section_ = 0;
    digits_ = 0;
    run_ = 0;
    last_power_ = 0;
    after_zero_ = false;
    last_unit_ = power;
    return true;
  }

  void Close(int power) {
    digits_ = 0;
    run_ = 0;
    last_power_ = power;
    last_unit_ = power;
    place_ = power;
    after_zero_ = false;
  }

  std::optional<Number> Finish() {
    double value = total_ + section_ + digits_;
    if (run_ > 1 && section_ > 0) {
      return std::nullopt;  // 十四五 is the name of a plan
    }
    if (run_ > 0) {
      place_ = 0;
      // 一百五, 两万五: the last digit counts tens below the unit before it.
      if (run_ == 1 && last_unit_ >= 2 && !after_zero_) {
        place_ = last_unit_ - 1;
        value = total_ + section_ + digits_ * std::pow(10, place_);
      }
    }
    const bool pair = run_ == 2 && step_ && count_ == 2;
    if (pair) {
      value = std::fmod(digits_, 10) - 1;
    }
    if (implied_ && count_ == 1 && !IsImpliedBefore()) {
      return std::nullopt;
    }
    Number number{.span = {start_, end_},
                  .mantissa = value / std::pow(10, place_),
                  .exponent = place_,
                  .form = Number::Form::kHan,
                  .is_open = is_open_};
    if (spread_ && total_ + section_ > 0) {
      number.upper_mantissa = (value + std::pow(10, spread_power_)) / std::pow(10, place_);
    }
    if (pair) {
      number.upper_mantissa = value + 1;
    }
    ReadDecimals(number);
    return number;
  }

  bool IsImpliedBefore() const {
    for (const std::string_view word : kBeforeImplied) {
      if (HasSuffix(text_, start_, word)) {
        return true;
      }
    }
    return false;
  }

  // 五千九百九十四點三, 一点二亿
  void ReadDecimals(Number& number) const {
    const std::size_t point = PastAny(text_, number.span.end, kPoint);
    Found found = NumeralAt(text_, point);
    if (point == number.span.end || found.numeral == nullptr || number.exponent != 0) {
      return;
    }
    int count = 0;
    while (found.numeral != nullptr && found.numeral->digit >= 0 && found.numeral->digit < 10 &&
           count < 8) {
      number.mantissa = number.mantissa * 10 + found.numeral->digit;
      --number.exponent;
      ++count;
      number.span.end = found.end;
      found = NumeralAt(text_, found.end);
    }
    for (int i = 0; i < 2 && count > 0; ++i) {
      if (found.numeral == nullptr || found.numeral->power < 3 ||
          IsNoScale(text_, number.span.end)) {
        break;
      }
      number.exponent += found.numeral->power;
      number.scale += found.numeral->power;
      number.span.end = found.end;
      found = NumeralAt(text_, found.end);
    }
  }

  std::string_view text_;
  std::size_t start_;
  std::size_t end_;
  double total_ = 0;    // whole 万 and 亿
  double section_ = 0;  // below the next 万 or 亿
  double digits_ = 0;   // digits that no unit has followed yet
  int run_ = 0;         // how many
  int count_ = 0;
  int place_ = 0;
  int last_power_ = 0;
  int last_unit_ = 0;
  int last_big_ = 0;
  int spread_power_ = 0;
  bool step_ = false;
  bool spread_ = false;
  bool after_zero_ = false;
  bool implied_ = false;
  bool is_open_ = false;
};

// 半吨, 半公斤: only before a unit of measure.
std::optional<Number> HalfAt(std::string_view text, std::size_t at) {
  const std::size_t end = at + std::string_view("半").size();
  if (!HasPrefix(text, at, "半") || PastAny(text, end, kMeasure) == end ||
      HasPrefix(text, at, "半斤八两")) {
    return std::nullopt;
  }
  return Number{.span = {at, end}, .mantissa = 5, .exponent = -1, .form = Number::Form::kHan};
}

void AddLower(Number& number, double mantissa, int exponent, std::size_t end) {
  number.mantissa = number.mantissa * std::pow(10, number.exponent - exponent) + mantissa;
  number.exponent = exponent;
  number.span.end = end;
}

// 1亿2000万, 3万5千, 3万5000
void AddLowerDigits(std::string_view text, Number& number, int power) {
  std::size_t end = number.span.end;
  double value = 0;
  while (end < text.size() && IsDigit(text[end]) && end - number.span.end < 5) {
    value = value * 10 + (text[end] - '0');
    ++end;
  }
  const std::size_t count = end - number.span.end;
  if (count == 0 || count > 4 || number.exponent < power) {
    return;
  }
  Found unit = NumeralAt(text, end);
  const bool scaled = unit.numeral != nullptr && unit.numeral->power >= 2 &&
                      unit.numeral->power < power && !IsNoScale(text, end);
  if (scaled) {
    // 1亿2千万
    const Found second = NumeralAt(text, unit.end);
    const bool twice =
        second.numeral != nullptr && second.numeral->power == 4 && unit.numeral->power + 4 < power;
    const int lower = unit.numeral->power + (twice ? 4 : 0);
    AddLower(number, value, lower, twice ? second.end : unit.end);
  } else if (count == 4 && power == 4 && PastAny(text, end, kMeasure) != end) {
    AddLower(number, value, 0, end);
  }
}

}  // namespace

bool IsHanNumeral(char32_t code) {
  static const CharSet numerals = [] {
    std::u32string codes;
    for (const Numeral& row : kNumerals) {
      codes += row.code;
    }
    return CharSet(codes);
  }();
  return numerals.Has(code);
}

std::optional<Number> HanNumberAt(std::string_view text, std::size_t at) {
  if (std::optional<Number> half = HalfAt(text, at)) {
    return half;
  }
  if (NumeralAt(text, at).numeral == nullptr) {
    return std::nullopt;
  }
  for (const std::string_view some : {"数", "數", "几", "幾"}) {
    if (HasSuffix(text, at, some)) {
      return std::nullopt;  // 数十万: no number is told
    }
  }
  return Reader(text, at).Read();
}

Number WithHanScale(std::string_view text, Number digits) {
  std::size_t at = PastMore(text, digits.span.end);
  digits.is_open = digits.is_open || at != digits.span.end;
  digits.span.end = at;
  int last = 0;
  for (int i = 0; i < 3; ++i) {
    const std::size_t spaced = i == 0 && ByteAt(text, at) == ' ' ? at + 1 : at;
    const Found found = NumeralAt(text, spaced);
    if (found.numeral == nullptr || found.numeral->power < 2 ||
        (spaced != at && found.numeral->power < 3) || (i > 0 && found.numeral->power < 4) ||
        IsNoScale(text, spaced)) {
      break;
    }
    last = found.numeral->power;
    digits.exponent += last;
    digits.scale += last;
    at = PastMore(text, found.end);
    digits.is_open = digits.is_open || at != found.end;
    digits.span.end = at;
  }
  if (digits.scale >= 3 && !digits.is_open && !digits.has_sign) {
    AddLowerDigits(text, digits, digits.scale);
  }
  return digits;
}

}  // namespace rules
