#include "feeds/sheet_number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "feeds/ascii.h"

namespace feeds {
namespace {

constexpr int kDigitsShown = 15;      // of a double, by spreadsheets
constexpr double kDaysMax = 2958466;  // 9999-12-31

// The significant digits of a number below 1 as "%.15g" has them, without exponent.
std::string PlainText(double value) {
  std::array<char, 400> text{};
  std::snprintf(text.data(), text.size(), "%.*e", kDigitsShown - 1, value);
  const int exponent = std::atoi(std::find(text.data(), text.data() + text.size(), 'e') + 1);
  const int decimals = std::clamp(kDigitsShown - 1 - exponent, 0, 340);
  const int length = std::snprintf(text.data(), text.size(), "%.*f", decimals, value);
  std::string plain(text.data(), std::min(static_cast<std::size_t>(length), text.size() - 1));
  if (plain.find('.') != plain.npos) {
    plain.erase(plain.find_last_not_of('0') + 1);
    plain.erase(plain.back() == '.' ? plain.size() - 1 : plain.size());
  }
  return plain == "-0" ? "0" : plain;
}

bool IsPlainDecimal(std::string_view text) {
  const auto digits = std::count_if(text.begin(), text.end(), IsDigit);
  return digits > 0 && digits <= kDigitsShown &&
         text.find_first_not_of("0123456789.", text.front() == '-' ? 1 : 0) == text.npos;
}

std::string DateText(double serial, DayZero zero) {
  namespace chr = std::chrono;
  // Day 60 of the 1900 calendar is a 29 February that never was; behind it the count is one more.
  const bool before_leap = zero == DayZero::k1900 && serial < 60;
  const chr::sys_days first = zero == DayZero::k1904 ? chr::sys_days{chr::January / 1 / 1904}
                              : before_leap          ? chr::sys_days{chr::December / 31 / 1899}
                                                     : chr::sys_days{chr::December / 30 / 1899};
  const auto seconds = static_cast<long long>(std::llround(serial * 86400.0));
  const chr::year_month_day date{first + chr::days{seconds / 86400}};
  const long long rest = seconds % 86400;
  std::array<char, 64> text{};
  const int length =
      std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (rest != 0) {
    std::snprintf(text.data() + length, text.size() - static_cast<std::size_t>(length),
                  "T%02lld:%02lld:%02lld", rest / 3600, rest / 60 % 60, rest % 60);
  }
  return text.data();
}

// The code without what is shown as it stands, of its first section (positive numbers).
std::string MeaningOf(std::string_view code) {
  std::string meaning;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '"' || c == '[') {
      const std::size_t end = code.find(c == '"' ? '"' : ']', i + 1);
      i = std::min(end, code.size() - 1);
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else {
      meaning.push_back(Lower(c));
    }
  }
  return meaning;
}

}  // namespace

NumberForm FormOfCode(std::string_view code) {
  const std::string meaning = MeaningOf(code);
  if (meaning.find('%') != meaning.npos) {
    return NumberForm::kPercent;
  }
  // "General" has an e, "0.00E+00" too; neither has these.
  const bool number =
      meaning.find_first_of("0#?") != meaning.npos || meaning.find("general") != meaning.npos;
  return !number && meaning.find_first_of("ymdhs") != meaning.npos ? NumberForm::kDate
                                                                   : NumberForm::kPlain;
}

NumberForm FormOfBuiltIn(int id) {
  if (id == 9 || id == 10) {
    return NumberForm::kPercent;
  }
  const bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
                    (id >= 50 && id <= 58);
  return date ? NumberForm::kDate : NumberForm::kPlain;
}

std::string NumberText(std::string_view stored, NumberForm form, DayZero zero) {
  const std::string_view trimmed = Trim(stored);
  if (trimmed.empty() || (form == NumberForm::kPlain && IsPlainDecimal(trimmed))) {
    return std::string(trimmed);
  }
  double value = 0;
  const auto [end, error] = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), value);
  if (error != std::errc() || end != trimmed.data() + trimmed.size() || !std::isfinite(value)) {
    return std::string(trimmed);
  }
  return NumberText(value, form, zero);
}

std::string NumberText(double value, NumberForm form, DayZero zero) {
  if (!std::isfinite(value)) {
    return {};
  }
  if (form == NumberForm::kPercent) {
    return PlainText(value * 100) + "%";
  }
  return form == NumberForm::kDate && value >= 0 && value < kDaysMax ? DateText(value, zero)
                                                                     : PlainText(value);
}

}  // namespace feeds
