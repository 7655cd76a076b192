#include "rules/table_steps.h"

namespace rules {
namespace {

std::string GoodStep(const RowReading& reading, const KnownRow& row) {
  if (reading.rules.subject.empty())
    return "good: the row '" + row.label + "' is " + row.subject;
  return "partner: the row '" + row.label + "' is " +
         (row.partner.empty() ? "all countries" : row.partner);
}

std::string UnitStep(const RowReading& reading, const KnownRow& row, const FigureColumn& column) {
  if (column.measure != Measure::kMoney)
    return "unit: " + row.unit;
  return "unit: the unit row says " + UnitWords(reading.heading.money);
}

std::string PeriodStep(const RowReading& reading, const FigureColumn& column) {
  return "period: the column '" + column.header + "' under the title '" +
         reading.heading.title.text + "' is " + ToText(column.period);
}

std::string StatusStep(const RowReading& reading, const Figure& figure) {
  if (!figure.status.empty())
    return "status: " + figure.status + ", by the mark in '" + figure.text + "'";
  return reading.rules.status.empty()
             ? std::string()
             : "status: " + reading.rules.status + ", as all of this release";
}

std::string CheckedStep(const RowReading& reading, const KnownRow& row, std::size_t at) {
  std::string step = "checked: the row has a cell for each of the " +
                     std::to_string(reading.columns.width) + " columns";
  if (!reading.heading.title.currency.empty())
    step += "; title and unit row say " + reading.heading.title.currency;
  for (const std::string& held : ChecksHeld(reading.columns, row.figures, at))
    step += "; " + held;
  return step;
}

}  // namespace

std::string PrintedStep(const Figure& figure, std::string_view header, std::size_t table,
                        std::size_t row) {
  return "printed: " + figure.text + " in table " + std::to_string(table + 1) + ", row " +
         std::to_string(row + 1) + ", column '" + std::string(header) + "'";
}

std::string UnitWords(const ScaledUnit& unit) {
  return Grouped(NumberText(unit.scale)) + " " + unit.unit;
}

std::vector<std::string> StepsOf(const RowReading& reading, const KnownRow& row, std::size_t at) {
  const FigureColumn& column = reading.columns.figures[at];
  std::vector<std::string> steps = {
      PrintedStep(row.figures[at], column.header, reading.block.table, row.row),
      GoodStep(reading, row), UnitStep(reading, row, column), PeriodStep(reading, column)};
  if (std::string status = StatusStep(reading, row.figures[at]); !status.empty())
    steps.push_back(std::move(status));
  steps.push_back(CheckedStep(reading, row, at));
  return steps;
}

}  // namespace rules
