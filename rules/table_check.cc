#include "rules/table_check.h"

#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace rules {
namespace {

// Figures of one measure and flow within a row; null where the table has no such column.
struct Group {
  const Figure* month = nullptr;
  const Figure* to_date = nullptr;
  const Figure* prior = nullptr;
  const Figure* change = nullptr;
  const Figure* month_change = nullptr;  // its base is not on the page
  std::string to_date_header;
};

using GroupKey = std::pair<Measure, std::optional<Flow>>;

std::map<GroupKey, Group> GroupsOf(const Columns& columns, const std::vector<Figure>& figures) {
  std::map<GroupKey, Group> groups;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const FigureColumn& column = columns.figures[i];
    Group& group = groups[{column.measure, column.flow}];
    switch (column.coverage) {
      case Coverage::kMonth:
        group.month = &figures[i];
        break;
      case Coverage::kToDate:
        group.to_date = &figures[i];
        group.to_date_header = column.header;
        break;
      case Coverage::kPrior:
        group.prior = &figures[i];
        break;
      case Coverage::kChange:
        group.change = &figures[i];
        break;
      case Coverage::kMonthChange:
        group.month_change = &figures[i];
        break;
    }
  }
  return groups;
}

bool IsNumber(const Figure* figure) {
  return figure != nullptr && figure->kind == Figure::Kind::kNumber;
}

// Every ratio that rounds to what is printed, in per cent.
struct Bounds {
  double low = 0;
  double high = 0;
};

Bounds ChangeBounds(const Amount& now, const Amount& before) {
  const double most = before.value - before.tolerance;
  return {.low = ((now.value - now.tolerance) / (before.value + before.tolerance) - 1) * 100,
          .high = most > 0 ? ((now.value + now.tolerance) / most - 1) * 100
                           : std::numeric_limits<double>::infinity()};
}

std::optional<std::string> WrongChange(const Group& group) {
  if (group.to_date == nullptr || group.prior == nullptr || group.change == nullptr)
    return std::nullopt;
  return FindWrongChange(*group.to_date, *group.prior, *group.change);
}

// A row that lost a cell before its last has a blank at its end, where its table has percentages of
// figures that it does not print.
std::optional<std::string> BlankChange(const Group& group) {
  const auto is_blank = [](const Figure* change) {
    return change != nullptr && change->kind == Figure::Kind::kBlank;
  };
  if (group.prior == nullptr && is_blank(group.change) && IsNumber(group.to_date))
    return "no percentage beside " + group.to_date->text + ": a cell is missing";
  if (is_blank(group.month_change) && IsNumber(group.month))
    return "no percentage beside " + group.month->text + ": a cell is missing";
  return std::nullopt;
}

std::optional<std::string> MonthAboveSum(const Group& group) {
  if (!IsNumber(group.month) || !IsNumber(group.to_date))
    return std::nullopt;
  const Amount month = ScaledAmount(*group.month);
  const Amount sum = ScaledAmount(*group.to_date);
  if (month.value - month.tolerance <= sum.value + sum.tolerance)
    return std::nullopt;
  return group.month->text + " in the month is more than " + group.to_date->text + " in '" +
         group.to_date_header + "'";
}

using ObservationKey = std::pair<std::string, std::string>;  // series, period and unit

ObservationKey KeyOf(const Observation& observation, const Period& period) {
  return {SeriesKey(observation), ToText(period) + " " + observation.unit};
}

bool IsRevised(const Observation& observation) {
  return observation.status == "revised";
}

std::string Named(const Observation& observation) {
  return SeriesKey(observation) + " " + ToText(observation.period) + " (" + observation.label + ")";
}

tl::unexpected<ReleaseError> Refuse(const std::string& detail) {
  return tl::unexpected(ReleaseError{.kind = ReleaseError::Kind::kCheck, .detail = detail});
}

// What holding a sum against the one before and the month has shown. Both empty: it cannot be.
struct SumCheck {
  std::string wrong;
  std::string held;
};

SumCheck CheckSum(const std::map<ObservationKey, Observation>& all, const Observation& sum) {
  const Period& period = sum.period;
  if (period.first == period.last || period.first.month() != std::chrono::January ||
      sum.unit == "%")
    return {};
  const auto month = all.find(KeyOf(sum, MonthPeriod(period.last)));
  const auto before =
      all.find(KeyOf(sum, MonthsPeriod(period.first, period.last - std::chrono::months(1))));
  if (month == all.end() || before == all.end() || IsRevised(sum) || IsRevised(month->second) ||
      IsRevised(before->second))
    return {};
  const Amount& a = before->second.amount;
  const Amount& b = month->second.amount;
  const double allowed = sum.amount.tolerance + a.tolerance + b.tolerance;
  const double rounding = 1e-9 * std::abs(sum.amount.value);
  const std::string parts = NumberText(a.value) + " + " + NumberText(b.value);
  const std::string total = NumberText(sum.amount.value);
  if (std::abs(sum.amount.value - a.value - b.value) <= allowed + rounding)
    return {.wrong = {},
            .held = "checked: " + total + " is " + parts + " (" + ToText(before->second.period) +
                    " and " + ToText(month->second.period) + "), within rounding"};
  return {.wrong = Named(sum) + ": " + total + " is not " + parts, .held = {}};
}

}  // namespace

std::optional<std::string> FindWrongChange(const Figure& now, const Figure& before,
                                           const Figure& change) {
  if (!IsNumber(&now) || !IsNumber(&before))
    return std::nullopt;
  const Amount prior = ScaledAmount(before);
  if (prior.value <= 0)
    return std::nullopt;
  const std::string of = now.text + " on " + before.text;
  if (change.kind == Figure::Kind::kBlank)
    return "no percentage of " + of + ": a cell is missing";
  if (change.kind != Figure::Kind::kNumber)
    return std::nullopt;
  const Amount percent = ScaledAmount(change);
  const Bounds bounds = ChangeBounds(ScaledAmount(now), prior);
  constexpr double kRounding = 1e-9;
  if (percent.value + percent.tolerance >= bounds.low - kRounding &&
      percent.value - percent.tolerance <= bounds.high + kRounding)
    return std::nullopt;
  return change.text + " % is not the change of " + of;
}

std::optional<std::string> FindContradiction(const Columns& columns,
                                             const std::vector<Figure>& figures) {
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (figures[i].kind == Figure::Kind::kOther)
      return "'" + figures[i].text + "' in the column '" + columns.figures[i].header +
             "' is no number";
    if (!IsChange(columns.figures[i].coverage) && figures[i].digits < 0)
      return figures[i].text + " in the column '" + columns.figures[i].header +
             "' is less than nothing";
  }
  for (const auto& [key, group] : GroupsOf(columns, figures)) {
    if (std::optional<std::string> wrong = WrongChange(group))
      return wrong;
    if (std::optional<std::string> wrong = BlankChange(group))
      return wrong;
    if (std::optional<std::string> wrong = MonthAboveSum(group))
      return wrong;
  }
  return std::nullopt;
}

std::vector<std::string> ChecksHeld(const Columns& columns, const std::vector<Figure>& figures,
                                    std::size_t at) {
  const FigureColumn& column = columns.figures[at];
  const Group group = GroupsOf(columns, figures)[{column.measure, column.flow}];
  const Figure* figure = &figures[at];
  std::vector<std::string> held;
  const bool is_ratio = IsNumber(group.to_date) && IsNumber(group.prior) &&
                        IsNumber(group.change) && ScaledAmount(*group.prior).value > 0;
  if (is_ratio && (figure == group.to_date || figure == group.prior))
    held.push_back(group.change->text + " % is the change of " + group.to_date->text + " on " +
                   group.prior->text);
  if (IsNumber(group.month) && IsNumber(group.to_date) &&
      (figure == group.month || figure == group.to_date))
    held.push_back(group.month->text + " in the month is no more than " + group.to_date->text +
                   " in '" + group.to_date_header + "'");
  return held;
}

tl::expected<std::vector<Observation>, ReleaseError> Reconcile(
    const std::vector<Observation>& observations) {
  std::map<ObservationKey, Observation> all;
  std::vector<ObservationKey> order;
  for (const Observation& observation : observations) {
    const ObservationKey key = KeyOf(observation, observation.period);
    const auto [at, is_new] = all.emplace(key, observation);
    if (is_new) {
      order.push_back(key);
      continue;
    }
    const Amount& a = at->second.amount;
    const Amount& b = observation.amount;
    const bool agree = std::abs(a.value - b.value) <= (a.tolerance + b.tolerance) * (1 + 1e-9);
    if (!agree && IsRevised(at->second) == IsRevised(observation))
      return Refuse(Named(observation) + " is " + NumberText(a.value) + " and " +
                    NumberText(b.value));
    if (!agree && IsRevised(observation))
      at->second = observation;
  }
  std::vector<Observation> out;
  for (const ObservationKey& key : order) {
    const Observation& observation = all.at(key);
    SumCheck check = CheckSum(all, observation);
    if (!check.wrong.empty())
      return Refuse(check.wrong);
    out.push_back(observation);
    if (!check.held.empty())
      out.back().steps.push_back(std::move(check.held));
  }
  return out;
}

}  // namespace rules
