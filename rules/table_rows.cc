#include "rules/table_rows.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "rules/table_cell.h"
#include "rules/table_check.h"
#include "rules/table_steps.h"

namespace rules {
namespace {

using Row = std::vector<feeds::Cell>;

std::string Place(const RowReading& reading, std::size_t row) {
  return "table " + std::to_string(reading.block.table + 1) + ", row " + std::to_string(row + 1);
}

tl::unexpected<ReleaseError> Refuse(const RowReading& reading, std::size_t row,
                                    ReleaseError::Kind kind, const std::string& reason) {
  const Row& cells = reading.table.rows[row];
  const std::size_t label = reading.columns.label;
  const std::string name = label < cells.size() ? FoldCell(cells[label].text) : std::string();
  return tl::unexpected(
      ReleaseError{.kind = kind, .detail = Place(reading, row) + " (" + name + "): " + reason});
}

const std::string* TextAt(const Row& cells, std::size_t column) {
  return column < cells.size() ? &cells[column].text : nullptr;
}

// A note, a heading within the table or an empty line: nothing stands in its other columns.
bool IsNote(const RowReading& reading, const Row& cells) {
  const std::string* label = TextAt(cells, reading.columns.label);
  if (label != nullptr && reading.rules.skip && reading.rules.skip->Matches(FoldCell(*label)))
    return true;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool spans_row = cells[i].continued && label != nullptr && cells[i].text == *label;
    if (i != reading.columns.label && !spans_row && !cells[i].text.empty())
      return false;
  }
  return true;
}

// A row that lacks a cell or has one too many is not worth guessing at. Blank cells behind the last
// column are how pages pad their rows.
std::optional<std::string> WrongWidth(const RowReading& reading, const Row& cells) {
  const std::size_t width = reading.columns.width;
  if (cells.size() < width)
    return "has " + std::to_string(cells.size()) + " cells, the header has " +
           std::to_string(width);
  for (std::size_t i = width; i < cells.size(); ++i) {
    if (!cells[i].text.empty())
      return "has a cell more than the header: '" + cells[i].text + "'";
  }
  return std::nullopt;
}

// Subject or partner that a row is about; `partner` is set where the labels name partners.
struct RowName {
  std::string subject;
  std::string partner;
};

std::optional<RowName> NameOf(const RowReading& reading, const std::string& printed) {
  std::string label = FoldCell(printed);
  if (reading.rules.label_prefix)
    label = reading.rules.label_prefix->Without(label).value_or(label);
  if (reading.rules.subject.empty()) {
    const std::optional<std::string> subject = reading.labels.Find(label);
    return subject ? std::optional(RowName{.subject = *subject, .partner = {}}) : std::nullopt;
  }
  const auto partner = reading.rules.partners.find(LabelKey(label));
  if (partner == reading.rules.partners.end())
    return std::nullopt;
  return RowName{.subject = reading.rules.subject, .partner = partner->second};
}

bool HasQuantity(const RowReading& reading, const std::vector<Figure>& figures) {
  for (std::size_t i = 0; i < figures.size(); ++i) {
    if (reading.columns.figures[i].measure == Measure::kQuantity &&
        figures[i].kind == Figure::Kind::kNumber)
      return true;
  }
  return false;
}

// The largest quantity of a row, changes aside.
double LargestQuantity(const RowReading& reading, const std::vector<Figure>& figures) {
  double largest = 0;
  for (std::size_t i = 0; i < figures.size(); ++i) {
    const FigureColumn& column = reading.columns.figures[i];
    if (column.measure == Measure::kQuantity && !IsChange(column.coverage) &&
        figures[i].kind == Figure::Kind::kNumber)
      largest = std::max(largest, ScaledAmount(figures[i]).value);
  }
  return largest;
}

struct RowUnit {
  ScaledUnit unit;
  std::string step;  // how it was found: "'Ton' is 1 t"
};

// The unit of a row's quantities; nullopt: the definition does not know the printed one, or none
// for a subject in a table without unit cells.
std::optional<RowUnit> UnitOfRow(const RowReading& reading, const std::string& subject,
                                 const Row& cells, double largest) {
  const TableRules& rules = reading.rules;
  std::string key;
  std::string said = "the table has no units; the definition knows that " + subject + " is in ";
  if (reading.columns.unit) {
    key = CellKey(cells[*reading.columns.unit].text);
    said = "'" + FoldCell(cells[*reading.columns.unit].text) + "' is ";
  } else if (const auto usual = rules.row_units.find(subject); usual != rules.row_units.end()) {
    key = usual->second;
  }
  for (const UnitFix& fix : rules.unit_fixes) {
    const bool printed =
        std::find(fix.printed.begin(), fix.printed.end(), key) != fix.printed.end();
    if (fix.subject == subject && printed && largest < fix.below)
      return RowUnit{fix.right, said + "known to be wrong for figures below " +
                                    Grouped(NumberText(fix.below)) + ": put right to " +
                                    UnitWords(fix.right)};
  }
  const auto unit = rules.units.find(key);
  if (unit == rules.units.end())
    return std::nullopt;
  return RowUnit{unit->second, said + UnitWords(unit->second)};
}

std::optional<std::string> ShiftedUnit(const RowReading& reading, const Row& cells,
                                       const std::vector<Figure>& figures) {
  if (!reading.columns.unit)
    return std::nullopt;
  const Figure unit = ReadFigure(cells[*reading.columns.unit].text, reading.rules);
  if (unit.kind == Figure::Kind::kNumber)
    return "'" + unit.text + "' stands in the unit column";
  if (unit.kind != Figure::Kind::kOther && HasQuantity(reading, figures))
    return "has quantities but no unit";
  return std::nullopt;
}

enum class CellKind { kValue, kChange };

// A row whose place in the table is proven.
struct SoundRow {
  std::size_t row = 0;
  std::string label;
  RowName name;
  std::vector<Figure> figures;  // parallel to Columns::figures
  std::optional<RowUnit> unit;
};

std::vector<std::string> StepsOf(const RowReading& reading, const SoundRow& row, std::size_t at) {
  return StepsOf(reading,
                 {.row = row.row,
                  .label = row.label,
                  .subject = row.name.subject,
                  .partner = row.name.partner,
                  .unit = row.unit ? row.unit->step : std::string(),
                  .figures = row.figures},
                 at);
}

// The observations of a row, or the percentages that its cells print.
std::vector<Observation> FiguresOf(const RowReading& reading, const SoundRow& row,
                                   CellKind wanted) {
  std::vector<Observation> out;
  for (std::size_t i = 0; i < row.figures.size(); ++i) {
    const FigureColumn& column = reading.columns.figures[i];
    const Figure& figure = row.figures[i];
    const bool is_change = IsChange(column.coverage);
    const ScaledUnit percent = {.unit = "%", .scale = 1};
    const std::optional<ScaledUnit> of_row =
        row.unit ? std::optional(row.unit->unit) : std::nullopt;
    const std::optional<ScaledUnit> of_value =
        column.measure == Measure::kMoney ? std::optional(reading.heading.money) : of_row;
    const std::optional<ScaledUnit> unit = is_change ? std::optional(percent) : of_value;
    if (is_change != (wanted == CellKind::kChange) || figure.kind != Figure::Kind::kNumber || !unit)
      continue;
    const std::optional<Flow> flow = column.flow ? column.flow : reading.heading.title.flow;
    out.push_back({.reporter = reading.rules.reporter,
                   .flow = flow.value_or(Flow::kTrade),
                   .subject = row.name.subject,
                   .measure = column.measure,
                   .partner = row.name.partner,
                   .period = column.period,
                   .amount = ScaledAmount(figure, unit->scale),
                   .unit = unit->unit,
                   .status = figure.status.empty() ? reading.rules.status : figure.status,
                   .label = row.label});
    if (!is_change)
      out.back().steps = StepsOf(reading, row, i);
  }
  return out;
}

using Refusal = ReleaseError::Kind;

// Adds a row to `rows`, or says why the table cannot be trusted.
tl::expected<void, ReleaseError> ReadRow(const RowReading& reading, std::size_t row, Rows& rows) {
  const Row& cells = reading.table.rows[row];
  if (const std::optional<std::string> wrong = WrongWidth(reading, cells))
    return Refuse(reading, row, Refusal::kShifted, *wrong);
  std::vector<Figure> figures;
  for (const FigureColumn& column : reading.columns.figures)
    figures.push_back(ReadFigure(cells[column.index].text, reading.rules));
  if (const std::optional<std::string> wrong = ShiftedUnit(reading, cells, figures))
    return Refuse(reading, row, Refusal::kShifted, *wrong);
  const std::string label = FoldCell(cells[reading.columns.label].text);
  if (label.empty())
    return Refuse(reading, row, Refusal::kShifted, "has figures but no label");
  if (const std::optional<std::string> wrong = FindContradiction(reading.columns, figures))
    return Refuse(reading, row, Refusal::kCheck, *wrong);
  const std::optional<RowName> name = NameOf(reading, label);
  if (!name) {
    const std::string what = reading.rules.subject.empty() ? "subject" : "partner";
    rows.unknown.push_back(Place(reading, row) + ": no " + what + " for '" + label + "'");
    return {};
  }
  const std::optional<RowUnit> unit =
      UnitOfRow(reading, name->subject, cells, LargestQuantity(reading, figures));
  if (!unit && HasQuantity(reading, figures)) {
    if (reading.columns.unit)
      return Refuse(reading, row, Refusal::kUnit,
                    "nobody knows the unit '" + FoldCell(cells[*reading.columns.unit].text) + "'");
    // The page prints no unit at all: it is the definition that does not know this one.
    rows.unknown.push_back(Place(reading, row) + " (" + label +
                           "): no unit is known for its quantities");
  }
  const SoundRow sound = {
      .row = row, .label = label, .name = *name, .figures = figures, .unit = unit};
  for (Observation& observation : FiguresOf(reading, sound, CellKind::kValue))
    rows.observations.push_back(std::move(observation));
  for (Observation& change : FiguresOf(reading, sound, CellKind::kChange))
    rows.changes.push_back(std::move(change));
  return {};
}

// April 2025, USD: the header has a unit column, no row has one, and a blank cell at the end keeps
// the width. True when that holds for every row with figures, and for more than one: a single row
// may as well have lost another cell.
bool LacksUnitColumn(const RowReading& reading) {
  const Columns& columns = reading.columns;
  if (!columns.unit || columns.figures.empty())
    return false;
  int numbers = 0;
  for (std::size_t row = reading.block.body; row < reading.block.end; ++row) {
    const Row& cells = reading.table.rows[row];
    if (IsNote(reading, cells))
      continue;
    if (cells.size() + 1 < columns.width || cells.size() <= *columns.unit)
      return false;
    const Figure::Kind unit = ReadFigure(cells[*columns.unit].text, reading.rules).kind;
    if (unit == Figure::Kind::kOther ||
        (cells.size() >= columns.width && !cells.back().text.empty()))
      return false;
    numbers += unit == Figure::Kind::kNumber ? 1 : 0;
  }
  return numbers > 1;
}

Columns WithoutUnitColumn(const Columns& columns) {
  Columns moved = columns;
  for (FigureColumn& figure : moved.figures) {
    if (figure.index > *columns.unit)
      --figure.index;
  }
  if (moved.label > *columns.unit)
    --moved.label;
  --moved.width;
  moved.unit.reset();
  return moved;
}

}  // namespace

tl::expected<Rows, ReleaseError> ReadRows(const RowReading& reading) {
  if (LacksUnitColumn(reading)) {
    const Columns moved = WithoutUnitColumn(reading.columns);
    return ReadRows({.rules = reading.rules,
                     .labels = reading.labels,
                     .table = reading.table,
                     .block = reading.block,
                     .columns = moved,
                     .heading = reading.heading});
  }
  Rows rows;
  for (const std::string& header : reading.columns.unknown)
    rows.unknown.push_back(Place(reading, reading.block.header) + ": no meaning for the column '" +
                           header + "'");
  for (std::size_t row = reading.block.body; row < reading.block.end; ++row) {
    if (IsNote(reading, reading.table.rows[row]))
      continue;
    if (const auto read = ReadRow(reading, row, rows); !read)
      return tl::unexpected(read.error());
    ++rows.count;
  }
  return rows;
}

}  // namespace rules
