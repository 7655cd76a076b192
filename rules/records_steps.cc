#include "rules/records_steps.h"

#include <algorithm>

#include "rules/table_steps.h"

namespace rules {
namespace {

constexpr std::size_t kPartsTold = 20;

std::string PartyStep(const RecordCell& cell) {
  const Observation& what = cell.what;
  std::string step = what.reporter + ", " + std::string(ToText(what.flow)) + "s";
  step += what.partner.empty() ? ", all countries" : ", partner " + what.partner;
  return "of: " + step;
}

}  // namespace

std::vector<std::string> StepsOf(const RecordCell& cell, const RecordFigure& column,
                                 const Figure& figure, const RecordUnit& unit) {
  std::vector<std::string> steps = {PrintedStep(figure, column.header, cell.table, cell.row)};
  if (!cell.code.empty())
    steps.push_back("good: the code " + cell.code +
                    (cell.what.label.empty() ? "" : " (" + cell.what.label + ")") + " is " +
                    cell.what.subject);
  steps.push_back(PartyStep(cell));
  steps.push_back("unit: " + unit.from + " says " + UnitWords(unit.unit));
  steps.push_back("period: " + ToText(cell.what.period));
  if (!cell.what.status.empty())
    steps.push_back("status: " + cell.what.status);
  return steps;
}

std::vector<std::string> StepsOfSum(const std::vector<const RecordCell*>& parts,
                                    const RecordCell& sum) {
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < std::min(parts.size(), kPartsTold); ++i) {
    const RecordCell& part = *parts[i];
    steps.push_back("part: " + (part.code.empty() ? part.what.subject : part.code) + " " +
                    Grouped(NumberText(part.what.amount.value)) + " " + part.what.unit +
                    " in table " + std::to_string(part.table + 1) + ", row " +
                    std::to_string(part.row + 1));
  }
  if (parts.size() > kPartsTold)
    steps.push_back("part: and " + std::to_string(parts.size() - kPartsTold) + " more");
  steps.push_back("sum: " + Grouped(NumberText(sum.what.amount.value)) + " " + sum.what.unit +
                  " is " + std::to_string(parts.size()) + " parts together");
  return steps;
}

}  // namespace rules
