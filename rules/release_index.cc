#include <algorithm>
#include <chrono>
#include <map>

#include "rules/release_page.h"
#include "rules/table_cell.h"
#include "rules/table_heading.h"

namespace rules {
namespace {

using feeds::PagePiece;
using Groups = std::map<std::string, std::string>;

struct Months {
  std::optional<std::chrono::year> year;
  std::optional<unsigned> first;
  unsigned last = 0;
};

std::optional<Months> MonthsIn(const IndexRules& rules, const std::string& text) {
  for (const TablePattern& pattern : rules.months) {
    const std::optional<Groups> groups = pattern.Find(text);
    if (!groups)
      continue;
    const std::optional<unsigned> last = ParseMonth(GroupOf(*groups, "month"));
    const std::optional<unsigned> first = ParseMonth(GroupOf(*groups, "from"));
    if (last && first.value_or(0) <= *last)
      return Months{.year = ParseYear(GroupOf(*groups, "year")), .first = first, .last = *last};
  }
  return std::nullopt;
}

std::string Two(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

// A link keeps "2024-01/2024-12" as it is printed, where an observation has "2024".
std::string PeriodText(std::chrono::year year, unsigned first, unsigned last) {
  const std::string start = std::to_string(static_cast<int>(year)) + "-";
  return first == last ? start + Two(last) : start + Two(first) + "/" + start + Two(last);
}

std::optional<std::chrono::year> YearOf(const IndexRules& rules, const feeds::PageOutline& page) {
  std::vector<std::string> texts = page.chosen;
  texts.push_back(page.heading);
  texts.push_back(page.title);
  texts.push_back(page.url);
  for (const std::string& text : texts) {
    for (const TablePattern& pattern : rules.years) {
      const std::optional<Groups> groups = pattern.Find(FoldCell(text));
      if (const auto year = groups ? ParseYear(GroupOf(*groups, "year")) : std::nullopt)
        return year;
    }
  }
  return std::nullopt;
}

// What a title says.
struct Titled {
  int table = 0;
  std::string title;
  std::string currency;
  std::string status;
  bool is_followed = true;
};

std::string StatusIn(const IndexRules& rules, const std::string& text) {
  const std::string folded = FoldCell(text);
  for (const IndexStatusRule& rule : rules.statuses) {
    if (rule.match.Matches(folded))
      return rule.status;
  }
  return {};
}

std::optional<Titled> TitleIn(const IndexRules& rules, const std::string& printed) {
  const std::string folded = FoldCell(printed);
  for (const IndexTableRule& rule : rules.tables) {
    if (!rule.match.Matches(folded))
      continue;
    Titled titled = {.table = rule.table,
                     .title = printed,
                     .currency = {},
                     .status = StatusIn(rules, printed),
                     .is_followed = rule.is_followed};
    if (rule.table == 0) {
      const std::optional<Groups> groups = rules.number ? rules.number->Find(folded) : std::nullopt;
      const std::string number = groups ? GroupOf(*groups, "number") : std::string();
      if (number.empty() || number.size() > 2)
        return std::nullopt;
      titled.table = std::stoi(number);
    }
    for (const TablePattern& cut : rules.cut)
      titled.title = cut.Without(titled.title).value_or(titled.title);
    for (const IndexCurrencyRule& currency : rules.currencies) {
      if (titled.currency.empty() && currency.match.Matches(folded))
        titled.currency = currency.currency;
    }
    return titled;
  }
  return std::nullopt;
}

std::string DateIn(const IndexRules& rules, const std::string& text) {
  const std::optional<Groups> groups =
      rules.published ? rules.published->Find(FoldCell(text)) : std::nullopt;
  if (!groups)
    return {};
  const auto year = ParseYear(GroupOf(*groups, "year"));
  const auto month = ParseMonth(GroupOf(*groups, "month"));
  const std::string day = GroupOf(*groups, "day");
  if (!year || !month || day.empty())
    return {};
  return PeriodText(*year, *month, *month) + "-" + Two(static_cast<unsigned>(std::stoi(day)));
}

using Pieces = std::vector<PagePiece>;

ReleaseLink LinkOf(const Titled& titled, const std::string& period, const PagePiece& piece) {
  return {.table = titled.table,
          .title = titled.title,
          .currency = titled.currency,
          .period = period,
          .url = piece.href,
          .published = {},
          .status = titled.status,
          .is_followed = titled.is_followed};
}

// Links that each have a title of their own, and a date behind them or before.
class TitledLinks {
 public:
  TitledLinks(const IndexRules& rules, const feeds::PageOutline& page)
      : rules_(rules), pieces_(page.pieces) {}

  std::vector<ReleaseLink> Read() {
    std::vector<ReleaseLink> links;
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      const std::optional<Titled> titled = Named(pieces_[i]);
      if (!titled)
        continue;
      ++titles_;
      const std::string named = titled->title;
      const std::optional<Months> months = MonthsIn(rules_, FoldCell(named));
      if (!pieces_[i].is_link || pieces_[i].href.empty() || !months || !months->year)
        continue;
      links.push_back(LinkOf(
          *titled, PeriodText(*months->year, months->first.value_or(months->last), months->last),
          pieces_[i]));
      links.back().published = DateNear(i);
    }
    return links;
  }

  int titles() const { return titles_; }

 private:
  // The title attribute says all where the text is cut off.
  std::optional<Titled> Named(const PagePiece& piece) const {
    for (const std::string& text : {piece.hint, piece.text}) {
      if (auto titled = TitleIn(rules_, text); titled && MonthsIn(rules_, FoldCell(text)))
        return titled;
    }
    return std::nullopt;
  }

  std::string DateNear(std::size_t at) const {
    for (std::size_t i = at + 1; i < pieces_.size() && SameRow(i, at) && !pieces_[i].is_link; ++i) {
      if (std::string date = DateIn(rules_, pieces_[i].text); !date.empty())
        return date;
    }
    for (std::size_t i = at; i-- > 0 && SameRow(i, at) && !pieces_[i].is_link;) {
      if (std::string date = DateIn(rules_, pieces_[i].text); !date.empty())
        return date;
    }
    return {};
  }

  bool SameRow(std::size_t a, std::size_t b) const { return pieces_[a].row == pieces_[b].row; }

  const IndexRules& rules_;
  const Pieces& pieces_;
  int titles_ = 0;
};

// Rows that begin with a title and go on with links named by months.
class TitledRows {
 public:
  TitledRows(const IndexRules& rules, const feeds::PageOutline& page)
      : rules_(rules), pieces_(page.pieces), year_(YearOf(rules, page)) {}

  std::vector<ReleaseLink> Read() {
    for (std::size_t start = 0; start < pieces_.size();) {
      std::size_t end = start;
      while (end < pieces_.size() && pieces_[end].row == pieces_[start].row)
        ++end;
      ReadRow(start, end);
      start = end;
    }
    return links_;
  }

  int titles() const { return titles_; }
  bool lacks_year() const { return lacks_year_; }

 private:
  std::optional<Titled> TitleOf(std::size_t start, std::size_t end) const {
    std::string all;
    for (std::size_t i = start; i < end && !pieces_[i].is_link; ++i) {
      if (auto titled = TitleIn(rules_, pieces_[i].text))
        return titled;
      all += (all.empty() ? "" : " ") + pieces_[i].text;
    }
    return TitleIn(rules_, all);
  }

  void ReadRow(std::size_t start, std::size_t end) {
    const std::optional<Titled> titled = TitleOf(start, end);
    if (!titled)
      return;
    ++titles_;
    bool january = false;
    for (std::size_t i = start; i < end; ++i) {
      const std::optional<Months> months = MonthsIn(rules_, FoldCell(pieces_[i].text));
      if (!pieces_[i].is_link || pieces_[i].href.empty() || !months)
        continue;
      const std::optional<std::chrono::year> year = months->year ? months->year : year_;
      lacks_year_ = lacks_year_ || !year;
      january = january || months->last == 1;
      const bool joint =
          !months->first && !january && static_cast<int>(months->last) == rules_.joint_month;
      const unsigned first = joint ? 1 : months->first.value_or(months->last);
      if (year)
        links_.push_back(LinkOf(*titled, PeriodText(*year, first, months->last), pieces_[i]));
    }
  }

  const IndexRules& rules_;
  const Pieces& pieces_;
  std::optional<std::chrono::year> year_;
  std::vector<ReleaseLink> links_;
  int titles_ = 0;
  bool lacks_year_ = false;
};

tl::expected<std::vector<ReleaseLink>, ReleaseError> Checked(std::vector<ReleaseLink> links,
                                                             int titles, bool lacks_year) {
  if (lacks_year)
    return tl::unexpected(
        ReleaseError{.kind = ReleaseError::Kind::kPeriod,
                     .detail = "neither the links of the index page nor the page itself names the "
                               "year of its months"});
  if (links.empty() && titles > 0)
    return tl::unexpected(
        ReleaseError{.kind = ReleaseError::Kind::kNoLinks,
                     .detail = "blocked or changed: " + std::to_string(titles) +
                               (titles == 1 ? " title" : " titles") +
                               " of releases on the index page, and none has a link"});
  return links;
}

// What the links do not say of their vintage, the page may: "Preliminary releases".
void AddStatus(const IndexRules& rules, const feeds::PageOutline& page,
               std::vector<ReleaseLink>& links) {
  std::string status;
  for (const std::string* text : {&page.heading, &page.title, &page.url}) {
    if (status.empty())
      status = StatusIn(rules, *text);
  }
  for (ReleaseLink& link : links) {
    if (link.status.empty())
      link.status = status;
  }
}

}  // namespace

tl::expected<std::vector<ReleaseLink>, ReleaseError> ReadIndex(const IndexRules& rules,
                                                               const feeds::PageOutline& page) {
  if (rules.titles_in_rows) {
    TitledRows rows(rules, page);
    std::vector<ReleaseLink> links = rows.Read();
    AddStatus(rules, page, links);
    return Checked(std::move(links), rows.titles(), rows.lacks_year());
  }
  TitledLinks titled(rules, page);
  std::vector<ReleaseLink> links = titled.Read();
  AddStatus(rules, page, links);
  return Checked(std::move(links), titled.titles(), false);
}

}  // namespace rules
