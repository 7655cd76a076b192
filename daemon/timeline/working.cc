#include "daemon/timeline/working.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace timeline {
namespace {

using std::chrono::January;
using std::chrono::months;
using std::chrono::year_month;

constexpr std::string_view kMinus = "−";  // U+2212
constexpr int kDecimalsMax = 6;

// Decimals of which the last is still meant: half a unit of it is no less than the tolerance.
int DecimalsOf(double tolerance) {
  int decimals = 0;
  for (double half = 0.5; decimals < kDecimalsMax && half > tolerance * 1.000001; half /= 10)
    ++decimals;
  return decimals;
}

std::string WithCommas(double value, int decimals) {
  const std::string text = rules::Grouped(fmt::format("{:.{}f}", std::abs(value), decimals));
  return value < 0 ? std::string(kMinus) + text : text;
}

Figure Published(const rules::Amount& amount, const std::string& unit) {
  return {.amount = amount, .working = AmountText(amount, unit)};
}

std::optional<Figure> Direct(const Books& books, const Account& account,
                             const rules::Period& period) {
  const auto amount = books.figure(account.series, account.unit, period);
  return amount ? std::optional(Published(*amount, account.unit)) : std::nullopt;
}

std::optional<Figure> Combined(const std::optional<Figure>& left, std::string_view sign,
                               const std::optional<Figure>& right) {
  if (!left || !right)
    return std::nullopt;
  const double factor = sign == "+" ? 1 : -1;
  return Figure{.amount = {.value = left->amount.value + factor * right->amount.value,
                           .tolerance = left->amount.tolerance + right->amount.tolerance},
                .working = fmt::format("{} {} {}", left->working, sign, right->working),
                .is_derived = true};
}

std::optional<Figure> SumOfMonths(const Books& books, const Account& account, year_month first,
                                  year_month last) {
  std::optional<Figure> sum;
  for (year_month month = first; month <= last; month += months{1}) {
    const auto figure = Direct(books, account, rules::MonthPeriod(month));
    sum = sum ? Combined(sum, "+", figure) : figure;
    if (!sum)
      return std::nullopt;
  }
  return sum;
}

// January up to `last` of the same year.
std::optional<Figure> YearToDate(const Books& books, const Account& account, year_month last) {
  const year_month january = last.year() / January;
  for (year_month upto = last; upto >= january; upto -= months{1}) {
    auto total = Direct(books, account, rules::MonthsPeriod(january, upto));
    if (!total)
      continue;
    if (upto == last)
      return total;
    return Combined(total, "+", SumOfMonths(books, account, upto + months{1}, last));
  }
  return std::nullopt;
}

// Totals run from January, or from the month in which a fiscal year begins: April (India, Japan),
// July (Australia), October.
std::optional<Figure> Difference(const Books& books, const Account& account,
                                 const rules::Period& period) {
  constexpr int kQuarter = 3;
  constexpr int kYear = 12;
  for (int back = 1; back < kYear; ++back) {
    const year_month start = period.first - months{back};
    const bool may_begin = static_cast<unsigned>(start.month()) % kQuarter == 1;
    if (!may_begin || period.last >= start + months{kYear})
      continue;
    const auto whole = Direct(books, account, rules::MonthsPeriod(start, period.last));
    if (!whole)
      continue;
    const auto before =
        Direct(books, account, rules::MonthsPeriod(start, period.first - months{1}));
    if (auto difference = Combined(whole, kMinus, before))
      return difference;
  }
  return std::nullopt;
}

std::string Bracketed(const Figure& figure) {
  return figure.is_derived ? '(' + figure.working + ')' : figure.working;
}

}  // namespace

int PrintedDecimals(const rules::Amount& amount) {
  constexpr int kTypedMax = 3;  // nobody prints more; a computed value has them by accident
  const std::string text = rules::NumberText(amount.value);
  const std::size_t point = text.find('.');
  const int typed = point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1);
  const int meant = amount.tolerance > 0 ? DecimalsOf(amount.tolerance) : 0;
  return std::max(meant, typed > kTypedMax ? 0 : typed);
}

std::string PercentText(double percent, int decimals) {
  const std::string digits = fmt::format("{:.{}f}", std::abs(percent), decimals);
  const bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
  const std::string_view sign = is_zero ? "" : percent < 0 ? kMinus : "+";
  return fmt::format("{}{} %", sign, digits);
}

std::string AmountText(const rules::Amount& amount, std::string_view unit) {
  struct Scale {
    double factor;
    std::string_view word;
  };
  constexpr Scale kScales[] = {{1e12, " trillion"}, {1e9, " billion"}, {1e6, " million"}};
  const bool is_money = unit.size() == 3;
  for (const Scale& scale : kScales) {
    if (!is_money || std::abs(amount.value) < scale.factor)
      continue;
    const rules::Amount scaled{amount.value / scale.factor, amount.tolerance / scale.factor};
    return fmt::format("{}{} {}", WithCommas(scaled.value, PrintedDecimals(scaled)), scale.word,
                       unit);
  }
  return fmt::format("{} {}", WithCommas(amount.value, PrintedDecimals(amount)), unit);
}

std::optional<Figure> FigureOf(const Books& books, const Account& account,
                               const rules::Period& period) {
  if (auto direct = Direct(books, account, period); direct || period.day)
    return direct;
  if (auto difference = Difference(books, account, period))
    return difference;
  if (period.first == period.last)
    return std::nullopt;
  if (period.first.month() == January && period.first.year() == period.last.year()) {
    if (auto total = YearToDate(books, account, period.last))
      return total;
  }
  return SumOfMonths(books, account, period.first, period.last);
}

std::optional<Ratio> RatioOf(const Books& books, const Account& account,
                             const rules::Period& period, const rules::Period& base) {
  const auto above = FigureOf(books, account, period);
  const auto below = FigureOf(books, account, base);
  if (!above || !below || below->amount.value - below->amount.tolerance <= 0)
    return std::nullopt;
  const auto [top, top_width] = above->amount;
  const auto [bottom, bottom_width] = below->amount;
  Ratio ratio{.point = 100 * (top / bottom - 1),
              .low = 100 * ((top - top_width) / (bottom + bottom_width) - 1),
              .high = 100 * ((top + top_width) / (bottom - bottom_width) - 1),
              .working = {}};
  ratio.working = fmt::format("{} / {} {} 1 = {}", Bracketed(*above), Bracketed(*below), kMinus,
                              PercentText(ratio.point, 1));
  if (ratio.high - ratio.low > 0.1) {
    ratio.working += fmt::format(", by rounding {} to {}", PercentText(ratio.low, 1),
                                 PercentText(ratio.high, 1));
  }
  return ratio;
}

}  // namespace timeline
