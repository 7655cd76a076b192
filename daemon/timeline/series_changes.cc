#include "daemon/timeline/series_changes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "daemon/timeline/working.h"
#include "rules/period.h"

namespace timeline {
namespace {

using std::chrono::January;

constexpr int kPercentDecimals = 2;

double Rounded(double value, int decimals) {
  const double scale = std::pow(10, decimals);
  return std::round(value * scale) / scale;
}

// The rows of one series in one unit.
class Line {
 public:
  Line(const Table& table, std::vector<std::vector<Value>> rows)
      : period_(ColumnOf(table, "period")),
        value_(ColumnOf(table, "value")),
        tolerance_(ColumnOf(table, "tolerance")),
        status_(ColumnOf(table, "status")),
        width_(table.columns.size()),
        rows_(std::move(rows)) {
    account_ = {TextOf(rows_.front()[ColumnOf(table, "series")]),
                TextOf(rows_.front()[ColumnOf(table, "unit")])};
    for (const std::vector<Value>& row : rows_)
      figures_[TextOf(row[period_])] = {NumberOf(row[value_]), NumberOf(row[tolerance_])};
    books_.figure = [this](const std::string&, const std::string&, const rules::Period& period) {
      const auto found = figures_.find(ToText(period));
      return found == figures_.end() ? std::nullopt : std::optional(found->second);
    };
    books_.units = [this](const std::string&) { return std::vector{account_.unit}; };
  }

  // books_ looks into this one.
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  Line(Line&&) = delete;
  Line& operator=(Line&&) = delete;
  ~Line() = default;

  std::vector<std::vector<Value>> Rows(const Table& table) const {
    std::vector<std::vector<Value>> out;
    for (const std::vector<Value>& row : rows_)
      out.push_back(WithChangesOf(row, Value()));
    for (const rules::Period& month : MissingMonths()) {
      const auto figure = FigureOf(books_, account_, month);
      if (!figure)
        continue;
      std::vector<Value> row(width_);
      row[ColumnOf(table, "series")] = account_.series;
      row[ColumnOf(table, "unit")] = account_.unit;
      row[period_] = ToText(month);
      row[value_] = Rounded(figure->amount.value, PrintedDecimals(figure->amount));
      row[tolerance_] = figure->amount.tolerance;
      row[status_] = std::string("derived");
      out.push_back(WithChangesOf(row, figure->working));
    }
    std::stable_sort(out.begin(), out.end(), [this](const auto& one, const auto& other) {
      return TextOf(one[period_]) < TextOf(other[period_]);
    });
    return out;
  }

 private:
  // The last months of totals that are not printed on their own. January and February stay one
  // where they were published as one.
  std::vector<rules::Period> MissingMonths() const {
    std::vector<rules::Period> months;
    for (const auto& [text, amount] : figures_) {
      const auto period = rules::ParsePeriod(text);
      if (!period || period->day || period->first == period->last)
        continue;
      const rules::Period month = rules::MonthPeriod(period->last);
      if (!figures_.contains(ToText(month)))
        months.push_back(month);
    }
    return months;
  }

  std::vector<Value> WithChangesOf(std::vector<Value> row, const Value& working) const {
    const auto period = rules::ParsePeriod(TextOf(row[period_]));
    const auto change = [&](int months) {
      if (!period || period->day)
        return Value();
      const auto ratio = RatioOf(books_, account_, *period, rules::Shifted(*period, -months));
      return ratio ? Value(Rounded(ratio->point, kPercentDecimals)) : Value();
    };
    const bool is_month = period && !period->day && period->first == period->last;
    row.push_back(is_month ? change(1) : Value());
    row.push_back(change(12));
    row.push_back(is_month ? TotalUpTo(period->last) : Value());
    row.push_back(working);
    return row;
  }

  Value TotalUpTo(std::chrono::year_month month) const {
    const auto total =
        FigureOf(books_, account_, rules::MonthsPeriod(month.year() / January, month));
    return total ? Value(Rounded(total->amount.value, PrintedDecimals(total->amount))) : Value();
  }

  std::size_t period_;
  std::size_t value_;
  std::size_t tolerance_;
  std::size_t status_;
  std::size_t width_;
  std::vector<std::vector<Value>> rows_;
  Account account_;
  std::map<std::string, rules::Amount> figures_;  // by period
  Books books_;
};

}  // namespace

Table WithChanges(const Table& rows) {
  Table out{.columns = rows.columns, .rows = {}};
  for (const char* column : {"mom", "yoy", "ytd", "working"})
    out.columns.emplace_back(column);
  const std::size_t series = ColumnOf(rows, "series");
  const std::size_t unit = ColumnOf(rows, "unit");
  for (auto begin = rows.rows.begin(); begin != rows.rows.end();) {
    const auto end = std::find_if(begin, rows.rows.end(), [&](const auto& row) {
      return row[series] != (*begin)[series] || row[unit] != (*begin)[unit];
    });
    const Line line(rows, {begin, end});
    for (std::vector<Value>& row : line.Rows(rows))
      out.rows.push_back(std::move(row));
    begin = end;
  }
  return out;
}

}  // namespace timeline
