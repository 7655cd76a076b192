#include "rules/release.h"

#include <algorithm>
#include <utility>

#include "rules/records.h"
#include "rules/records_rules.h"
#include "rules/release_fit.h"
#include "rules/table_cell.h"
#include "rules/table_check.h"
#include "rules/table_heading.h"
#include "rules/table_layout.h"
#include "rules/table_rows.h"
#include "rules/table_rules.h"

namespace rules {
namespace {

using Refusal = ReleaseError::Kind;

tl::unexpected<ReleaseError> Refuse(Refusal kind, const std::string& detail) {
  return tl::unexpected(ReleaseError{.kind = kind, .detail = detail});
}

tl::unexpected<ReleaseError> RefuseIn(const Block& block, const ReleaseError& error) {
  return Refuse(error.kind, "table " + std::to_string(block.table + 1) + ", row " +
                                std::to_string(block.header + 1) + ": " + error.detail);
}

// Reads the tables of one document by one definition. What a table leaves out - title, unit row,
// header - it has from the one before it, or from the page.
class DocumentReading {
 public:
  DocumentReading(const ReleaseDefinition& definition, const LabelIndex& labels,
                  const feeds::Document& document)
      : rules_(*definition.rules), labels_(labels), document_(document) {
    observed_.release = definition.id;
    page_title_ = {FoldCell(document.title)};
    text_lines_ = FoldedLines(document.text);
  }

  tl::expected<Observed, ReleaseError> Read() {
    for (std::size_t i = 0; i < document_.tables.size(); ++i) {
      if (const auto read = ReadTable(i); !read)
        return tl::unexpected(read.error());
    }
    if (titles_.empty())
      return Refuse(Refusal::kColumns, "the page fits '" + observed_.release +
                                           "', but none of its " +
                                           std::to_string(document_.tables.size()) +
                                           " tables has a row with the header of the labels");
    if (!has_rows_)
      return Refuse(Refusal::kColumns, "the page fits '" + observed_.release +
                                           "', but no row under its header has figures");
    if (const auto agreed = CompareWithPage(); !agreed)
      return tl::unexpected(agreed.error());
    auto reconciled = Reconcile(observed_.observations);
    if (!reconciled)
      return tl::unexpected(reconciled.error());
    observed_.observations = std::move(*reconciled);
    auto changes = Reconcile(observed_.changes);
    if (!changes)
      return tl::unexpected(changes.error());
    observed_.changes = std::move(*changes);
    return observed_;
  }

 private:
  tl::expected<void, ReleaseError> ReadTable(std::size_t index) {
    const feeds::Table& table = document_.tables[index];
    std::vector<Block> blocks = FindBlocks(rules_, table);
    if (blocks.empty() && Continues(table))
      return ReadBlock({.table = index, .end = table.rows.size()}, *columns_);
    for (Block& block : blocks) {
      block.table = index;
      if (const auto headed = ReadHeading(block); !headed)
        return RefuseIn(block, headed.error());
      const auto columns = ReadColumns(rules_, table, block, *heading_);
      if (!columns)
        return tl::unexpected(columns.error());
      if (const auto read = ReadBlock(block, *columns); !read)
        return tl::unexpected(read.error());
      columns_ = *columns;
    }
    return {};
  }

  tl::expected<void, ReleaseError> ReadBlock(const Block& block, const Columns& columns) {
    const auto rows = ReadRows({.rules = rules_,
                                .labels = labels_,
                                .table = document_.tables[block.table],
                                .block = block,
                                .columns = columns,
                                .heading = *heading_});
    if (!rows)
      return tl::unexpected(rows.error());
    has_rows_ = has_rows_ || rows->count > 0;
    observed_.observations.insert(observed_.observations.end(), rows->observations.begin(),
                                  rows->observations.end());
    observed_.changes.insert(observed_.changes.end(), rows->changes.begin(), rows->changes.end());
    observed_.unknown.insert(observed_.unknown.end(), rows->unknown.begin(), rows->unknown.end());
    return {};
  }

  // A table without a header of its own, after a page break: its first row is as wide as the table
  // before it, and has figures where that one has them. Another table's header has words there.
  bool Continues(const feeds::Table& table) const {
    if (!columns_ || table.rows.empty())
      return false;
    const auto& row = table.rows.front();
    if (row.size() != columns_->width)
      return false;
    bool number = false;
    for (const FigureColumn& column : columns_->figures) {
      const Figure::Kind kind = ReadFigure(row[column.index].text, rules_).kind;
      if (kind == Figure::Kind::kOther)
        return false;
      number = number || kind == Figure::Kind::kNumber;
    }
    return number;
  }

  tl::expected<void, ReleaseError> ReadHeading(const Block& block) {
    const std::vector<std::string> own = Preamble(document_.tables[block.table], block);
    const auto title = TitleOf(own);
    if (!title)
      return tl::unexpected(title.error());
    const auto money = MoneyUnitOf(own);
    if (!money)
      return tl::unexpected(money.error());
    const bool is_money = money->unit.size() == 3;
    if (!is_money)
      return Refuse(Refusal::kUnit,
                    "the unit row names '" + money->unit + "', which is no currency");
    if (!title->currency.empty() && title->currency != money->unit)
      return Refuse(Refusal::kCurrency, "the title says " + title->currency + " ('" + title->text +
                                            "'), the unit row " + money->unit);
    heading_ = Heading{.title = *title, .money = *money};
    titles_.push_back(*title);
    return {};
  }

  tl::expected<Title, ReleaseError> TitleOf(const std::vector<std::string>& own) const {
    const auto found = FindTitle(rules_, own);
    if (!found)
      return tl::unexpected(found.error());
    if (*found)
      return **found;
    if (heading_)
      return heading_->title;
    for (const std::vector<std::string>& texts : {page_title_, text_lines_}) {
      const auto of_page = FindTitle(rules_, texts);
      if (!of_page)
        return tl::unexpected(of_page.error());
      if (*of_page)
        return **of_page;
    }
    return Refuse(Refusal::kPeriod, "no title above the table names its months");
  }

  tl::expected<ScaledUnit, ReleaseError> MoneyUnitOf(const std::vector<std::string>& own) const {
    const auto found = FindMoneyUnit(rules_, own);
    if (!found)
      return tl::unexpected(found.error());
    if (*found)
      return **found;
    if (heading_)
      return heading_->money;
    const auto of_page = FindMoneyUnit(rules_, text_lines_);
    if (!of_page)
      return tl::unexpected(of_page.error());
    if (!*of_page)
      return Refuse(Refusal::kUnit, "no unit row says what the money is in");
    return **of_page;
  }

  // The page's title must be that of one of its tables: another month's table under it would be
  // stored under the wrong one.
  tl::expected<void, ReleaseError> CompareWithPage() const {
    const auto page = FindTitle(rules_, page_title_);
    if (!page || !*page)
      return {};
    const Title& of_page = **page;
    const auto same_months = [&](const Title& title) {
      return title.first == of_page.first && title.last == of_page.last &&
             title.flow == of_page.flow;
    };
    const auto same_currency = [&](const Title& title) {
      return of_page.currency.empty() || title.currency.empty() ||
             title.currency == of_page.currency;
    };
    if (std::none_of(titles_.begin(), titles_.end(), same_months))
      return Refuse(Refusal::kPeriod,
                    "the page is '" + of_page.text + "', its table '" + titles_.front().text + "'");
    if (std::none_of(titles_.begin(), titles_.end(), same_currency))
      return Refuse(Refusal::kCurrency,
                    "the page is '" + of_page.text + "', its table '" + titles_.front().text + "'");
    return {};
  }

  const TableRules& rules_;
  const LabelIndex& labels_;
  const feeds::Document& document_;
  std::vector<std::string> page_title_;  // one text
  std::vector<std::string> text_lines_;
  std::optional<Heading> heading_;  // of the last block
  std::optional<Columns> columns_;  // of the last block
  std::vector<Title> titles_;
  Observed observed_;
  bool has_rows_ = false;
};

bool HoldsNothing(const feeds::Document& document) {
  return document.tables.empty() && document.title.empty() && document.text.empty();
}

tl::expected<Observed, ReleaseError> Read(const ReleaseDefinition& definition,
                                          const LabelIndex& labels,
                                          const feeds::Document& document) {
  if (definition.records == nullptr)
    return DocumentReading(definition, labels, document).Read();
  if (!HoldsRecords(*definition.records, document))
    return Observed{};
  auto observed = ObserveRecords(*definition.records, labels.codes(), document);
  if (observed)
    observed->release = definition.id;
  return observed;
}

}  // namespace

void CheckReferences(const std::vector<ReleaseDefinition>& releases, const LabelIndex& labels,
                     std::vector<Fault>& faults) {
  for (const ReleaseDefinition& definition : releases) {
    if (definition.records == nullptr)
      continue;
    for (const auto& [id, fault] : definition.records->references) {
      if (!labels.codes().HasPlaces(id))
        faults.push_back(fault);
    }
  }
}

tl::expected<Observed, ReleaseError> Observe(const std::vector<ReleaseDefinition>& releases,
                                             const LabelIndex& labels,
                                             const feeds::Document& document,
                                             std::string_view release_id) {
  if (HoldsNothing(document))
    return Observed{};
  if (!release_id.empty()) {
    for (const ReleaseDefinition& definition : releases) {
      if (definition.id == release_id)
        return Read(definition, labels, document);
    }
    return Refuse(Refusal::kNoDefinition,
                  "no pack defines the release '" + std::string(release_id) + "'");
  }
  const std::vector<ReleaseFit> fits = FindFits(releases, document);
  if (fits.empty())
    return Refuse(Refusal::kNoDefinition,
                  "no release definition knows " +
                      (document.title.empty()
                           ? std::string("its columns")
                           : "the page '" + document.title + "' or a title in its tables") +
                      NearestFit(releases, document));
  if (fits.size() > 1)
    return Refuse(Refusal::kAmbiguous, ToText(fits) + "; name one of them");
  return Read(*fits.front().definition, labels, document);
}

}  // namespace rules
