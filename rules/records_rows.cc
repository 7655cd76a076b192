#include "rules/records_rows.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "rules/records_check.h"
#include "rules/records_place.h"
#include "rules/records_row.h"
#include "rules/records_steps.h"

namespace rules {
namespace {

using Refusal = ReleaseError::Kind;

tl::unexpected<ReleaseError> Refuse(Refusal kind, const std::string& detail) {
  return tl::unexpected(ReleaseError{.kind = kind, .detail = detail});
}

bool IsNumber(const std::string& text) {
  return ReadFigure(text, {}, {}).kind == Figure::Kind::kNumber;
}

// Reads the rows of one table.
class RowReader {
 public:
  RowReader(const RecordRules& rules, const CodeBook& book, const feeds::Table& table,
            const RecordLayout& layout, const RecordPage& page)
      : rules_(rules), book_(book), table_(table), layout_(layout), page_(page) {
    width_ = table.rows[layout.header].size();
    narrowest_ = NarrowestRecord();
  }

  tl::expected<RecordRowsRead, ReleaseError> Read() {
    for (std::size_t i = layout_.header + 1; i < table_.rows.size(); ++i) {
      row_ = i;
      if (const auto read = ReadRow(table_.rows[i]); !read)
        return Refuse(read.error().kind, Where(i) + ": " + read.error().detail);
    }
    return std::move(read_);
  }

 private:
  std::string Where(std::size_t row) const {
    return "table " + std::to_string(layout_.table + 1) + ", row " + std::to_string(row + 1);
  }

  bool RepeatsHeader(const std::vector<feeds::Cell>& cells) const {
    const auto& header = table_.rows[layout_.header];
    return std::equal(cells.begin(), cells.end(), header.begin(), header.end(),
                      [](const feeds::Cell& a, const feeds::Cell& b) { return a.text == b.text; });
  }

  tl::expected<void, ReleaseError> ReadRow(const std::vector<feeds::Cell>& cells) {
    const RecordRow row(rules_, layout_, cells);
    if (cells.empty() || row.IsBlank() || row.IsNote() || RepeatsHeader(cells))
      return {};
    if (auto whole = CheckWidth(cells); !whole)
      return whole;
    if (row.ReadsAsOne(rules_.skip))
      return {};
    if (!row.ReadsAs(rules_.only))
      return cells.size() > narrowest_ ? RefuseWidth(cells) : tl::expected<void, ReleaseError>();
    const auto figures = FiguresOf(row);
    if (!figures)
      return tl::unexpected(figures.error());
    const auto about = AboutOf(row);
    if (!about)
      return tl::unexpected(about.error());
    return *about ? AddCells(row, **about, *figures) : tl::expected<void, ReleaseError>();
  }

  // Cells behind the last column say nothing; one that is lacking may be any of them.
  tl::expected<void, ReleaseError> CheckWidth(const std::vector<feeds::Cell>& cells) const {
    const bool lacks = cells.size() < width_;
    const bool more =
        !lacks && std::any_of(cells.begin() + static_cast<std::ptrdiff_t>(width_), cells.end(),
                              [](const feeds::Cell& cell) { return !FoldCell(cell.text).empty(); });
    if (!lacks && !more)
      return {};
    return RefuseWidth(cells);
  }

  tl::expected<void, ReleaseError> RefuseWidth(const std::vector<feeds::Cell>& cells) const {
    return Refuse(Refusal::kShifted, std::to_string(cells.size()) + " cells under " +
                                         std::to_string(width_) + " columns: '" +
                                         FoldCell(cells.front().text) + "', …");
  }

  // A blank cell behind the last column may be how the file ends its lines. Where other lines have
  // none, an unquoted comma has made it of a longer text, and what a row is left out for may be
  // another column's.
  std::size_t NarrowestRecord() const {
    std::size_t narrowest = std::string::npos;
    for (std::size_t i = layout_.header + 1; i < table_.rows.size(); ++i) {
      if (table_.rows[i].size() >= width_)
        narrowest = std::min(narrowest, table_.rows[i].size());
    }
    return narrowest;
  }

  // Parallel to layout_.figures; blank where the row does not fit the figure's `when`.
  tl::expected<std::vector<Figure>, ReleaseError> FiguresOf(const RecordRow& row) {
    std::vector<Figure> figures;
    for (const RecordFigure& column : layout_.figures) {
      figures.push_back(row.FigureAt(column.column));
      const bool wrong = figures.back().kind == Figure::Kind::kOther;
      if (wrong && !(column.rule->is_change && IsChangeOfNothing(figures)))
        return Refuse(Refusal::kShifted, "'" + figures.back().text + "' in the column '" +
                                             column.header + "' is no number");
      if (!column.rule->is_change && figures.back().digits < 0)
        return Refuse(Refusal::kCheck, figures.back().text + " in the column '" + column.header +
                                           "' is less than nothing");
    }
    if (const std::optional<std::string> wrong = FindWrongRecord(layout_, figures))
      return Refuse(Refusal::kCheck, *wrong);
    return figures;
  }

  // What the row is about; nullopt: it is left out.
  tl::expected<std::optional<RecordCell>, ReleaseError> AboutOf(const RecordRow& row) {
    RecordCell about;
    about.table = layout_.table;
    about.row = row_;
    about.what.label = row.Text(rules_.label_columns);
    const PlaceFound reporter = FindPlace(rules_.reporter, row, layout_, book_);
    const PlaceFound partner = FindPlace(rules_.partner, row, layout_, book_);
    for (const PlaceFound& found : {reporter, partner}) {
      if (found.kind == PlaceFound::Kind::kUnknown)
        Unknown("no country for '" + found.printed + "'");
      if (found.kind != PlaceFound::Kind::kPlace)
        return std::nullopt;
    }
    about.what.reporter = reporter.place;
    about.what.partner = partner.place;
    for (const std::string& part : rules_.parts)
      about.parts += row.Text({part}) + '\t';
    if (const auto coded = ReadCode(row, about); !coded)
      return tl::unexpected(coded.error());
    return about;
  }

  // A text that is no code stands where a row has lost a cell.
  tl::expected<void, ReleaseError> ReadCode(const RecordRow& row, RecordCell& about) {
    about.what.subject = rules_.subject;
    if (!rules_.code)
      return {};
    const std::string printed = row.Text(rules_.code_columns);
    const auto groups = rules_.code->Find(printed);
    if (!groups)
      return Refuse(Refusal::kShifted, "'" + printed + "' is no code of a good");
    about.code = GroupOf(*groups, "code");
    std::erase_if(about.code, [](char c) { return c == '.' || c == ' '; });
    const auto subject = book_.SubjectOf(rules_.classification, about.code, about.what.reporter);
    if (subject)
      about.what.subject = *subject;
    else
      Unknown("no subject for the code '" + about.code + "'" +
              (about.what.label.empty() ? "" : " (" + about.what.label + ")"));
    return {};
  }

  // nullopt: the headers of the figures say it.
  tl::expected<std::optional<Period>, ReleaseError> PeriodOf(const RecordRow& row) const {
    if (rules_.period.forms.empty() && rules_.period.texts.empty())
      return std::nullopt;
    std::string text = row.Text(rules_.period.columns);
    if (!layout_.Find(rules_.period.columns)) {
      for (const std::string& part : rules_.period.parts)
        text += (text.empty() ? "" : "-") + row.Text({part});
    }
    if (text.empty() && page_.period)
      return page_.period;
    for (const TablePattern& form : rules_.period.forms) {
      const auto groups = form.Find(text);
      const auto period = groups ? PeriodOfGroups(*groups, std::nullopt) : std::nullopt;
      if (period)
        return period;
    }
    return Refuse(Refusal::kPeriod,
                  text.empty() ? "nothing names its months" : "'" + text + "' names no months");
  }

  // nullopt: a flow that is left out.
  tl::expected<std::optional<Flow>, ReleaseError> FlowOf(const RecordRow& row,
                                                         const FigureRule& figure) const {
    if (figure.flow)
      return figure.flow;
    if (layout_.Find(rules_.flow_columns)) {
      const std::string text = row.Text(rules_.flow_columns);
      for (const FlowRule& rule : rules_.flows) {
        if (rule.match.Matches(text))
          return rule.flow;
      }
      return std::nullopt;
    }
    if (rules_.flow)
      return rules_.flow;
    if (page_.flow)
      return page_.flow;
    return Refuse(Refusal::kColumns,
                  "nothing says whether these are exports or imports: no column, "
                  "no title, not the address");
  }

  // nullopt: the row has no unit for the figure, or one that no series is counted in.
  tl::expected<std::optional<RecordUnit>, ReleaseError> UnitOf(const RecordRow& row,
                                                               const FigureRule& figure) const {
    ScaledUnit unit = figure.unit.value_or(ScaledUnit{});
    std::string from = "the definition";
    if (!figure.unit_columns.empty() && layout_.Find(figure.unit_columns)) {
      const std::string text = row.Text(figure.unit_columns);
      if (text.empty())
        return std::nullopt;
      const auto known = rules_.units.find(CellKey(text));
      if (known == rules_.units.end())
        return IsNumber(text) ? Refuse(Refusal::kShifted, "'" + text + "' in the column of units")
                              : Refuse(Refusal::kUnit, "nobody knows the unit '" + text + "'");
      unit = known->second;
      from = "'" + text + "' in the row";
    } else if (!figure.unit) {
      if (!page_.unit)
        return Refuse(Refusal::kUnit, "nothing says what the figures are in");
      unit = *page_.unit;
      from = "the page";
    }
    if (!figure.scale_columns.empty()) {
      const auto power = PowerOf(row, figure);
      if (!power)
        return tl::unexpected(power.error());
      unit.scale *= *power;
    }
    if (unit.unit.empty())
      return std::nullopt;
    return RecordUnit{.unit = unit, .from = from};
  }

  tl::expected<double, ReleaseError> PowerOf(const RecordRow& row, const FigureRule& figure) const {
    constexpr double kPowerMax = 12;
    const std::string text = row.Text(figure.scale_columns);
    const Figure power = ReadFigure(text, {}, {});
    if (power.kind != Figure::Kind::kNumber || power.decimals > 0 || power.digits < 0 ||
        power.digits > kPowerMax)
      return Refuse(Refusal::kUnit, text.empty() ? "nothing says the scale of the figures"
                                                 : "'" + text + "' is no power of ten");
    return std::pow(10.0, power.digits);
  }

  tl::expected<void, ReleaseError> AddCells(const RecordRow& row, const RecordCell& about,
                                            const std::vector<Figure>& figures) {
    const auto period = PeriodOf(row);
    if (!period)
      return tl::unexpected(period.error());
    std::vector<RecordCell> cells;
    bool fits = false;
    for (std::size_t i = 0; i < figures.size(); ++i) {
      const RecordFigure& column = layout_.figures[i];
      if (column.rule->is_change || column.rule->is_total || !row.ReadsAs(column.rule->when))
        continue;
      fits = true;
      auto cell = CellOf({row, about, *period}, column, figures[i]);
      if (!cell)
        return tl::unexpected(cell.error());
      if (*cell)
        cells.push_back(std::move(**cell));
    }
    if (!fits)
      Unknown("no measure for its figure" + Conditions(row));
    if (rules_.zero_tail_is_missing)
      CutZeroTail(cells);
    read_.cells.insert(read_.cells.end(), cells.begin(), cells.end());
    return {};
  }

  // What the columns say by which the figures of the definition are told apart.
  std::string Conditions(const RecordRow& row) const {
    std::set<std::string> said;
    for (const RecordFigure& column : layout_.figures) {
      for (const CellRule& rule : column.rule->when)
        said.insert(rule.column + " '" + row.Text({rule.column}) + "'");
    }
    std::string list;
    for (const std::string& one : said)
      list += (list.empty() ? ": " : ", ") + one;
    return list;
  }

  // A row with what it says of all its figures.
  struct KnownRow {
    const RecordRow& row;
    const RecordCell& about;
    std::optional<Period> period;
  };

  tl::expected<std::optional<RecordCell>, ReleaseError> CellOf(const KnownRow& known,
                                                               const RecordFigure& column,
                                                               const Figure& figure) const {
    const auto& [row, about, row_period] = known;
    RecordCell cell = about;
    const auto flow = FlowOf(row, *column.rule);
    if (!flow)
      return tl::unexpected(flow.error());
    if (!*flow)
      return std::nullopt;
    cell.what.flow = **flow;
    cell.what.measure = column.rule->measure;
    const auto period = PeriodOfGroups(column.groups, row_period);
    if (!period)
      return Refuse(Refusal::kPeriod, "the column '" + column.header + "' names no months");
    cell.what.period = column.rule->coverage == Coverage::kToDate
                           ? MonthsPeriod(period->last.year() / std::chrono::January, period->last)
                           : *period;
    auto unit = UnitOf(row, *column.rule);
    const bool matters = !about.what.subject.empty() && figure.kind == Figure::Kind::kNumber;
    if (!unit && unit.error().kind == Refusal::kUnit && !matters)
      unit = std::nullopt;
    if (!unit)
      return tl::unexpected(unit.error());
    cell.what.status = figure.status;
    cell.missing = figure.kind != Figure::Kind::kNumber || !*unit;
    ApplyStatus(row, column, cell);
    if (*unit)
      cell.what.unit = (*unit)->unit.unit;
    if (!cell.missing) {
      cell.what.amount = ScaledAmount(figure, (*unit)->unit.scale);
      if (matters)
        cell.what.steps = StepsOf(cell, column, figure, **unit);
    }
    return cell;
  }

  void ApplyStatus(const RecordRow& row, const RecordFigure& column, RecordCell& cell) const {
    for (const StatusRule& rule : rules_.statuses) {
      if (rule.measure && *rule.measure != cell.what.measure)
        continue;
      const std::string text = rule.columns.empty() ? column.header : row.Text(rule.columns);
      if (text.empty() || !rule.match.Matches(text))
        continue;
      cell.missing = cell.missing || rule.status.empty();
      cell.what.status = rule.status;
      return;
    }
  }

  // Months to come are printed as zeros: the last months of the row in which all figures are.
  static void CutZeroTail(std::vector<RecordCell>& cells) {
    std::set<std::pair<std::chrono::year_month, std::chrono::year_month>> periods;
    for (const RecordCell& cell : cells)
      periods.insert({cell.what.period.last, cell.what.period.first});
    for (auto at = periods.rbegin(); at != periods.rend(); ++at) {
      const auto in_period = [&](const RecordCell& cell) {
        return cell.what.period.last == at->first && cell.what.period.first == at->second;
      };
      const bool has_trade = std::any_of(cells.begin(), cells.end(), [&](const RecordCell& cell) {
        return in_period(cell) && cell.what.amount.value != 0;
      });
      if (has_trade)
        return;
      for (RecordCell& cell : cells)
        cell.missing = cell.missing || in_period(cell);
    }
  }

  void Unknown(const std::string& what) {
    if (known_unknown_.insert(what).second)
      read_.unknown.push_back(Where(row_) + ": " + what);
  }

  const RecordRules& rules_;
  const CodeBook& book_;
  const feeds::Table& table_;
  const RecordLayout& layout_;
  const RecordPage& page_;
  std::size_t width_ = 0;      // of the header
  std::size_t narrowest_ = 0;  // of the records that fill it
  std::size_t row_ = 0;
  RecordRowsRead read_;
  std::set<std::string> known_unknown_;
};

}  // namespace

tl::expected<RecordRowsRead, ReleaseError> ReadRecordRows(const RecordRules& rules,
                                                          const CodeBook& book,
                                                          const feeds::Table& table,
                                                          const RecordLayout& layout,
                                                          const RecordPage& page) {
  return RowReader(rules, book, table, layout, page).Read();
}

}  // namespace rules
