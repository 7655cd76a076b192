#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <utility>

#include "rules/fold.h"
#include "rules/release_page.h"
#include "rules/table_cell.h"

namespace rules {
namespace {

using Groups = std::map<std::string, std::string>;
using Day = std::chrono::year_month_day;

// A line of the page with the links in it.
struct Line {
  std::string printed;
  std::string folded;
  std::vector<const feeds::PagePiece*> links;
  bool is_link = false;  // nothing but links
};

std::vector<Line> LinesOf(const feeds::PageOutline& page) {
  std::vector<Line> lines;
  const feeds::PagePiece* before = nullptr;
  for (const feeds::PagePiece& piece : page.pieces) {
    if (before == nullptr || before->line != piece.line) {
      lines.emplace_back();
      lines.back().is_link = true;
    }
    Line& line = lines.back();
    line.printed += piece.text;
    line.is_link = line.is_link && piece.is_link;
    if (piece.is_link)
      line.links.push_back(&piece);
    before = &piece;
  }
  for (Line& line : lines)
    line.folded = FoldCell(line.printed);
  return lines;
}

// The names of a list: "商务部 海关总署", "工业和信息化部、自然资源部".
std::vector<std::string> NamesIn(std::string text) {
  constexpr std::string_view kComma = "、";
  for (std::size_t at = text.find(kComma); at != std::string::npos; at = text.find(kComma, at))
    text.replace(at, kComma.size(), " ");
  std::vector<std::string> names;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find(' ', start), text.size());
    if (end > start)
      names.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return names;
}

bool EndsLabel(const std::string& folded) {
  static constexpr std::array<std::string_view, 3> kEnds = {":", "】", "]"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return folded.ends_with(end); });
}

// A label and its value may stand in two cells; the two are asked as one line too.
std::vector<Line> WithLabels(const std::vector<Line>& lines) {
  std::vector<Line> out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    Line line = lines[i];
    if (EndsLabel(line.folded) && i + 1 < lines.size()) {
      line.printed += " " + lines[i + 1].printed;
      line.folded += " " + lines[i + 1].folded;
    }
    out.push_back(line);
  }
  return out;
}

// 二〇二五 as 2025, 十二 as 12, 二十八 as 28; digits as they are. -1: neither.
int NumberOf(const std::string& text) {
  static constexpr std::array<std::pair<std::string_view, int>, 12> kHan = {{{"〇", 0},
                                                                             {"零", 0},
                                                                             {"一", 1},
                                                                             {"二", 2},
                                                                             {"三", 3},
                                                                             {"四", 4},
                                                                             {"五", 5},
                                                                             {"六", 6},
                                                                             {"七", 7},
                                                                             {"八", 8},
                                                                             {"九", 9},
                                                                             {"○", 0}}};
  constexpr std::string_view kTen = "十";
  constexpr int kNumberMost = 9999;
  int number = 0;
  bool after_ten = false;
  for (std::size_t at = 0; at < text.size();) {
    if (number > kNumberMost)
      return -1;
    const std::string_view rest = std::string_view(text).substr(at);
    if (rest.front() >= '0' && rest.front() <= '9') {
      number = number * 10 + (rest.front() - '0');
      ++at;
      continue;
    }
    if (rest.starts_with(kTen)) {
      number = std::max(number, 1) * 10;
      after_ten = true;
      at += kTen.size();
      continue;
    }
    const auto* const digit = std::find_if(
        kHan.begin(), kHan.end(), [&](const auto& known) { return rest.starts_with(known.first); });
    if (digit == kHan.end())
      return -1;
    number = after_ten ? number + digit->second : number * 10 + digit->second;
    at += digit->first.size();
  }
  return text.empty() ? -1 : number;
}

// The day that a pattern's groups name; a missing year is that of `near`.
std::optional<Day> DayOf(const Groups& groups, std::optional<Day> near) {
  const std::string year = GroupOf(groups, "year");
  const int y = year.empty() && near ? static_cast<int>(near->year()) : NumberOf(year);
  const int m = NumberOf(GroupOf(groups, "month"));
  const int d = NumberOf(GroupOf(groups, "day"));
  if (y < 1949 || y > 2999 || m < 1 || d < 1)
    return std::nullopt;
  const Day day = std::chrono::year(y) / static_cast<int>(m) / static_cast<int>(d);
  return day.ok() ? std::optional(day) : std::nullopt;
}

std::string TextOf(Day day) {
  return ToText(DayPeriod(day));
}

// The group as it stands in the text as printed.
std::string PrintedGroup(const TablePattern& pattern, const std::string& printed,
                         const std::string& group) {
  const std::optional<Groups> groups = pattern.Find(printed);
  return groups ? GroupOf(*groups, group) : std::string();
}

class AnnouncementReading {
 public:
  AnnouncementReading(const AnnouncementRules& rules, const Lexicon& lexicon,
                      const feeds::PageOutline& page)
      : rules_(rules), lexicon_(lexicon), page_(page), lines_(LinesOf(page)) {
    labelled_ = WithLabels(lines_);
  }

  std::optional<Announcement> Read() {
    Announcement out;
    out.number = Number();
    const std::optional<Day> issued = Issued();
    if (out.number.empty() || !issued)
      return std::nullopt;
    out.issued = TextOf(*issued);
    if (const std::optional<Day> effective = Effective(*issued))
      out.effective = TextOf(*effective);
    if (const std::optional<Day> until = Until(*issued))
      out.until = TextOf(*until);
    out.issuers = Issuers(out.number);
    out.codes = Codes();
    out.attachments = Attachments();
    return out;
  }

 private:
  // Titles first, since a text names other announcements too.
  std::string Number() const {
    std::vector<std::string> titles = {page_.heading, page_.title};
    if (const auto named = page_.meta.find("articletitle"); named != page_.meta.end())
      titles.insert(titles.begin() + 1, named->second);
    for (const TablePattern& pattern : rules_.numbers) {
      for (const std::string& title : titles) {
        if (std::string number = PrintedGroup(pattern, title, "number"); !number.empty())
          return number;
      }
      for (const Line& line : labelled_) {
        if (line.is_link)
          continue;
        if (std::string number = PrintedGroup(pattern, line.printed, "number"); !number.empty())
          return number;
      }
    }
    return {};
  }

  std::optional<Day> Issued() const {
    for (const TablePattern& pattern : rules_.issued) {
      std::optional<Day> found;
      for (const Line& line : labelled_) {
        const auto groups = pattern.Find(line.folded);
        const auto day = groups ? DayOf(*groups, std::nullopt) : std::nullopt;
        found = day ? day : found;
      }
      if (found)
        return found;
    }
    for (const char* name : {"pubdate", "publishdate", "article:published_time"}) {
      const auto meta = page_.meta.find(name);
      if (meta == page_.meta.end())
        continue;
      static const TablePattern date =
          *TablePattern::Compile(R"((?P<year>\d{4})\D(?P<month>\d{1,2})\D(?P<day>\d{1,2}))");
      const auto groups = date.Find(FoldCell(meta->second));
      if (const auto day = groups ? DayOf(*groups, std::nullopt) : std::nullopt)
        return day;
    }
    return std::nullopt;
  }

  // Every day that the rules of one strength find; the first of them that is not before the day of
  // issue counts, since a text also tells when others took effect.
  std::optional<Day> Effective(Day issued) const {
    for (const bool weak : {false, true}) {
      std::optional<Day> first;
      for (const EffectRule& rule : rules_.effects) {
        if (rule.is_weak == weak)
          Take(rule, issued, first);
      }
      if (first)
        return first;
    }
    return std::nullopt;
  }

  std::optional<Day> Until(Day issued) const {
    for (const TablePattern& pattern : rules_.untils) {
      for (const Line& line : lines_) {
        const auto groups = pattern.Find(line.folded);
        const auto day = groups ? DayOf(*groups, issued) : std::nullopt;
        if (day && *day >= issued)
          return day;
      }
    }
    return std::nullopt;
  }

  void Take(const EffectRule& rule, Day issued, std::optional<Day>& first) const {
    for (const Line& line : lines_) {
      std::string rest = line.folded;
      for (auto groups = rule.match.Find(rest); groups; groups = rule.match.Find(rest)) {
        const std::optional<Day> day = rule.is_issued ? issued : DayOf(*groups, issued);
        if (day && *day >= issued && (!first || *day < *first))
          first = day;
        rest = rule.match.Without(rest).value_or("");
      }
    }
  }

  std::vector<std::string> AgenciesIn(const std::string& text) const {
    const std::string folded = FoldedText(text).text();
    std::vector<std::string> found;
    for (const LexiconHit& hit : lexicon_.Find(folded)) {
      const LexiconEntry& entry = lexicon_.entries()[hit.entry];
      const bool is_new = std::find(found.begin(), found.end(), entry.id) == found.end();
      if (entry.what == LexiconClass::kAgency && is_new)
        found.push_back(entry.id);
    }
    return found;
  }

  // Each name in the text; what the lexicon does not know is of its country alone.
  std::vector<std::string> IssuersIn(const std::string& text) const {
    std::vector<std::string> issuers;
    for (const std::string& name : NamesIn(FoldCell(text))) {
      std::vector<std::string> known = AgenciesIn(name);
      const bool is_other = known.empty() && !rules_.country.empty() && rules_.authority &&
                            rules_.authority->Matches(name);
      if (is_other)
        known.push_back(rules_.country);
      for (std::string& id : known) {
        if (std::find(issuers.begin(), issuers.end(), id) == issuers.end())
          issuers.push_back(std::move(id));
      }
    }
    return issuers;
  }

  std::vector<std::string> Issuers(const std::string& number) const {
    std::vector<std::string> issuers = IssuersIn(number);
    const bool is_joint = rules_.joint && rules_.joint->Matches(FoldCell(number));
    if (!issuers.empty() && !is_joint)
      return issuers;
    for (const TablePattern& pattern : rules_.issuers) {
      std::vector<std::string> named;
      for (const Line& line : labelled_) {
        const auto groups = pattern.Find(line.folded);
        if (!groups)
          continue;
        for (std::string& agency : IssuersIn(GroupOf(*groups, "issuer"))) {
          if (std::find(named.begin(), named.end(), agency) == named.end())
            named.push_back(std::move(agency));
        }
      }
      if (named.size() > (is_joint ? 1U : 0U))
        return named;
    }
    return issuers.empty() ? AgenciesIn(page_.heading + " " + page_.title) : issuers;
  }

  std::vector<std::string> Codes() const {
    std::vector<std::string> codes;
    for (const TablePattern& pattern : rules_.codes) {
      for (const Line& line : labelled_) {
        std::string rest = line.folded;
        for (auto groups = pattern.Find(rest); groups; groups = pattern.Find(rest)) {
          AddCodes(GroupOf(*groups, "codes"), codes);
          rest = pattern.Without(rest).value_or("");
        }
      }
      if (!codes.empty())
        break;
    }
    return codes;
  }

  // Runs of 4 to 10 digits, with points in them or without.
  static void AddCodes(const std::string& text, std::vector<std::string>& codes) {
    std::string code;
    for (const char c : text + " ") {
      const bool is_digit = c >= '0' && c <= '9';
      if (is_digit)
        code += c;
      if (is_digit || (c == '.' && !code.empty()))
        continue;
      const bool fits = code.size() >= 4 && code.size() <= 10 && code.size() % 2 == 0;
      if (fits && std::find(codes.begin(), codes.end(), code) == codes.end())
        codes.push_back(code);
      code.clear();
    }
  }

  std::vector<std::string> Attachments() const {
    std::vector<std::string> hrefs;
    for (const Line& line : lines_) {
      const bool labelled =
          std::any_of(rules_.attachments.begin(), rules_.attachments.end(),
                      [&](const TablePattern& pattern) { return pattern.Matches(line.folded); });
      for (const feeds::PagePiece* link : line.links) {
        const bool is_page = link->href.empty() || link->href.starts_with("#") ||
                             link->href.starts_with("javascript:");
        const bool is_new = std::find(hrefs.begin(), hrefs.end(), link->href) == hrefs.end();
        if (!is_page && is_new && (labelled || IsFile(link->href)))
          hrefs.push_back(link->href);
      }
    }
    return hrefs;
  }

  bool IsFile(const std::string& href) const { return rules_.file && rules_.file->Matches(href); }

  const AnnouncementRules& rules_;
  const Lexicon& lexicon_;
  const feeds::PageOutline& page_;
  std::vector<Line> lines_;
  std::vector<Line> labelled_;
};

}  // namespace

std::optional<Announcement> ReadAnnouncement(const AnnouncementRules& rules, const Lexicon& lexicon,
                                             const feeds::PageOutline& page) {
  return AnnouncementReading(rules, lexicon, page).Read();
}

}  // namespace rules
