#include "rules/records_sum.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "rules/records_steps.h"
#include "rules/table_check.h"

namespace rules {
namespace {

tl::unexpected<ReleaseError> Refuse(const std::string& detail) {
  return tl::unexpected(ReleaseError{.kind = ReleaseError::Kind::kCheck, .detail = detail});
}

std::string Where(const RecordCell& cell) {
  return "table " + std::to_string(cell.table + 1) + ", row " + std::to_string(cell.row + 1);
}

// Everything that a series and a period are told by, but the good. Money may be told in several
// currencies.
std::string SlotOf(const RecordCell& cell) {
  Observation any = cell.what;
  any.subject = "*";
  const bool is_money = any.measure == Measure::kMoney;
  return SeriesKey(any) + " " + ToText(any.period) + (is_money ? " " + any.unit : "");
}

// Amounts in decimal fractions of a tonne add up to one, but for what a double cannot hold.
double Tidy(double value) {
  constexpr double kFraction = 1e6;
  constexpr double kExact = 1e9;
  return std::abs(value) < kExact ? std::round(value * kFraction) / kFraction : value;
}

// One figure from several; missing where one is, or where their units differ.
RecordCell Added(const std::vector<const RecordCell*>& parts) {
  RecordCell sum = *parts.front();
  bool estimated = false;
  sum.what.amount = {};
  for (const RecordCell* part : parts) {
    sum.missing = sum.missing || part->missing || part->what.unit != sum.what.unit;
    sum.what.amount.value += part->what.amount.value;
    sum.what.amount.tolerance += part->what.amount.tolerance;
    estimated = estimated || part->what.status == "estimated";
  }
  sum.what.amount.value = Tidy(sum.what.amount.value);
  if (std::any_of(parts.begin(), parts.end(),
                  [&](const RecordCell* part) { return part->what.status != sum.what.status; }))
    sum.what.status = estimated ? "estimated" : "";
  if (parts.size() > 1)
    sum.what.steps = StepsOfSum(parts, sum);
  return sum;
}

// The lines of one slot by their codes; a line that is part of another is left out.
using Lines = std::map<std::string, RecordCell>;

std::vector<const RecordCell*> WithoutParts(const std::vector<const RecordCell*>& lines) {
  std::vector<const RecordCell*> whole;
  for (const RecordCell* line : lines) {
    const bool is_part = std::any_of(lines.begin(), lines.end(), [&](const RecordCell* other) {
      return other->code.size() < line->code.size() && line->code.starts_with(other->code);
    });
    if (!is_part)
      whole.push_back(line);
  }
  return whole;
}

std::string CodesOf(const std::vector<const RecordCell*>& lines) {
  std::string codes;
  for (const RecordCell* line : lines)
    codes += (codes.empty() ? "" : "+") + line->code;
  return codes;
}

class Summing {
 public:
  explicit Summing(const CodeBook& book) : book_(book) {}

  tl::expected<Observed, ReleaseError> Run(std::vector<RecordCell> cells) {
    for (RecordCell& cell : cells) {
      if (const auto taken = Take(std::move(cell)); !taken)
        return tl::unexpected(taken.error());
    }
    for (const std::string& slot : order_)
      AddUpParts(slot);
    for (const std::string& slot : order_)
      TellGoods(lines_[slot]);
    for (const std::string& slot : order_) {
      for (const CodeSum& sum : book_.sums())
        TellSum(sum, lines_[slot]);
    }
    auto reconciled = Reconcile(observed_.observations);
    if (!reconciled)
      return tl::unexpected(reconciled.error());
    observed_.observations = std::move(*reconciled);
    return std::move(observed_);
  }

 private:
  using LineKey = std::pair<std::string, std::string>;  // code or subject, parts

  // The same line twice must say the same; a revised figure beats one that is not, any a blank.
  tl::expected<void, ReleaseError> Take(RecordCell cell) {
    const std::string slot = SlotOf(cell);
    if (rows_.count(slot) == 0)
      order_.push_back(slot);
    const LineKey key = {cell.code.empty() ? cell.what.subject : cell.code, cell.parts};
    const auto [at, is_new] = rows_[slot].try_emplace(key, std::move(cell));
    if (is_new || cell.missing)
      return {};
    RecordCell& known = at->second;
    const bool same =
        known.what.amount.value == cell.what.amount.value && known.what.unit == cell.what.unit;
    const bool better =
        known.missing || (cell.what.status == "revised" && known.what.status != "revised");
    if (!same && !better && known.what.status == cell.what.status)
      return Refuse(Where(cell) + ": " + SeriesKey(cell.what) + " " + ToText(cell.what.period) +
                    " of '" + key.first + "' is " + NumberText(cell.what.amount.value) + " " +
                    cell.what.unit + ", in row " + std::to_string(known.row + 1) + " " +
                    NumberText(known.what.amount.value) + " " + known.what.unit);
    if (better)
      known = std::move(cell);
    return {};
  }

  void AddUpParts(const std::string& slot) {
    std::map<std::string, std::vector<const RecordCell*>> rows;
    for (const auto& [key, cell] : rows_[slot])
      rows[key.first].push_back(&cell);
    for (const auto& [code, parts] : rows) {
      RecordCell line = Added(parts);
      if (parts.size() > 1)
        line.what.derived = "sum of " + std::to_string(parts.size()) + " rows";
      lines_[slot].emplace(code, std::move(line));
    }
    rows_.erase(slot);
  }

  void TellGoods(const Lines& lines) {
    std::map<std::string, std::vector<const RecordCell*>> goods;
    for (const auto& [code, line] : lines) {
      if (!line.what.subject.empty())
        goods[line.what.subject].push_back(&line);
    }
    for (const auto& [subject, all] : goods) {
      const std::vector<const RecordCell*> whole = WithoutParts(all);
      RecordCell good = Added(whole);
      if (whole.size() > 1)
        good.what.derived = CodesOf(whole);
      if (!good.missing)
        observed_.observations.push_back(good.what);
      else if (whole.size() > 1)
        TellMissing(good, CodesOf(whole));
    }
  }

  void TellSum(const CodeSum& sum, const Lines& lines) {
    std::vector<const RecordCell*> parts;
    for (const std::string& head : sum.heads) {
      const std::size_t before = parts.size();
      for (const auto& [code, line] : lines) {
        if (code.starts_with(head))
          parts.push_back(&line);
      }
      if (parts.size() == before)
        return;
    }
    parts = WithoutParts(parts);
    RecordCell total = Added(parts);
    total.what.subject = sum.subject;
    total.what.label.clear();
    total.what.derived = CodesOf(parts);
    if (total.missing)
      TellMissing(total, total.what.derived);
    else
      observed_.observations.push_back(total.what);
  }

  void TellMissing(const RecordCell& sum, const std::string& codes) {
    observed_.unknown.push_back(SeriesKey(sum.what) + " " + ToText(sum.what.period) +
                                ": no sum of " + codes +
                                ", for a part is missing or in another unit");
  }

  const CodeBook& book_;
  std::map<std::string, std::map<LineKey, RecordCell>> rows_;  // by slot
  std::map<std::string, Lines> lines_;                         // by slot
  std::vector<std::string> order_;                             // of slots
  Observed observed_;
};

}  // namespace

tl::expected<Observed, ReleaseError> SumRecords(const CodeBook& book,
                                                std::vector<RecordCell> cells) {
  return Summing(book).Run(std::move(cells));
}

}  // namespace rules
