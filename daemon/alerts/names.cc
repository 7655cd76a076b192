#include "daemon/alerts/names.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <span>

#include "rules/fact.h"

namespace alerts {
namespace {

struct Name {
  std::string_view code;
  std::string_view words;
};

constexpr std::array kCountries = {
    Name{"AR", "Argentina"},
    Name{"AU", "Australia"},
    Name{"BO", "Bolivia"},
    Name{"BR", "Brazil"},
    Name{"CA", "Canada"},
    Name{"CD", "the DR Congo"},
    Name{"CL", "Chile"},
    Name{"CN", "China"},
    Name{"DE", "Germany"},
    Name{"EE", "Estonia"},
    Name{"ES", "Spain"},
    Name{"EU", "the European Union"},
    Name{"FR", "France"},
    Name{"GB", "the United Kingdom"},
    Name{"GN", "Guinea"},
    Name{"HK", "Hong Kong"},
    Name{"ID", "Indonesia"},
    Name{"IN", "India"},
    Name{"IT", "Italy"},
    Name{"JP", "Japan"},
    Name{"KR", "South Korea"},
    Name{"KZ", "Kazakhstan"},
    Name{"LA", "Laos"},
    Name{"MM", "Myanmar"},
    Name{"MN", "Mongolia"},
    Name{"MX", "Mexico"},
    Name{"MY", "Malaysia"},
    Name{"NL", "the Netherlands"},
    Name{"NO", "Norway"},
    Name{"PE", "Peru"},
    Name{"PH", "the Philippines"},
    Name{"PL", "Poland"},
    Name{"RU", "Russia"},
    Name{"SA", "Saudi Arabia"},
    Name{"SE", "Sweden"},
    Name{"TH", "Thailand"},
    Name{"TR", "Turkey"},
    Name{"TW", "Taiwan"},
    Name{"UA", "Ukraine"},
    Name{"US", "the United States"},
    Name{"VN", "Vietnam"},
    Name{"ZA", "South Africa"},
};

constexpr std::array kAgencies = {
    Name{"CN.GACC", "China's General Administration of Customs"},
    Name{"CN.MFA", "China's Ministry of Foreign Affairs"},
    Name{"CN.MIIT", "China's Ministry of Industry and Information Technology"},
    Name{"CN.MNR", "China's Ministry of Natural Resources"},
    Name{"CN.MOFCOM", "China's Ministry of Commerce"},
    Name{"CN.MSS", "China's Ministry of State Security"},
    Name{"CN.NDRC", "China's National Development and Reform Commission"},
    Name{"CN.SAMR", "China's State Administration for Market Regulation"},
    Name{"CN.SC", "China's State Council"},
    Name{"EU.COM", "the European Commission"},
    Name{"JP.METI", "Japan's Ministry of Economy, Trade and Industry"},
    Name{"US.DOC", "the US Department of Commerce"},
    Name{"US.DOD", "the US Department of Defense"},
    Name{"US.TREASURY", "the US Treasury"},
    Name{"US.USTR", "the US Trade Representative"},
    Name{"US.WH", "the White House"},
};

// No default: the compiler names what is missing here when the vocabulary grows.
FlowNoun NounOf(rules::Flow flow) {
  switch (flow) {
    case rules::Flow::kExport:
      return {"exports", true, "to"};
    case rules::Flow::kImport:
      return {"imports", true, "from"};
    case rules::Flow::kProduction:
      return {"production", false, "with"};
    case rules::Flow::kQuota:
      return {"quota", false, "with"};
    case rules::Flow::kStock:
      return {"stocks", true, "with"};
    case rules::Flow::kConsumption:
      return {"consumption", false, "with"};
    case rules::Flow::kTrade:
      return {"exports and imports", true, "with"};
  }
  return {};
}

EventNoun NounOf(rules::EventType type) {
  switch (type) {
    case rules::EventType::kExportControl:
      return {"export control", "on"};
    case rules::EventType::kExportBan:
      return {"export ban", "on"};
    case rules::EventType::kQuota:
      return {"quota", "for"};
    case rules::EventType::kLicenseApproval:
      return {"licence approval", "for"};
    case rules::EventType::kEasing:
      return {"easing of restrictions", "for"};
    case rules::EventType::kTradeDeal:
      return {"trade deal", "with"};
    case rules::EventType::kTalks:
      return {"talks", "with"};
    case rules::EventType::kSupport:
      return {"support", "for"};
    case rules::EventType::kTariff:
      return {"tariff", "on"};
    case rules::EventType::kSanction:
      return {"sanction", "on"};
    case rules::EventType::kInvestigation:
      return {"investigation", "of"};
    case rules::EventType::kCrackdown:
      return {"crackdown", "on"};
    case rules::EventType::kAccusation:
      return {"accusation", "against"};
    case rules::EventType::kAppeal:
      return {"appeal", "to"};
    case rules::EventType::kThreat:
      return {"threat", "against"};
    case rules::EventType::kDisruption:
      return {"disruption", "for"};
  }
  return {};
}

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string NameIn(std::span<const Name> names, std::string_view code) {
  const auto* const found = std::find_if(names.data(), names.data() + names.size(),
                                         [&](const Name& name) { return name.code == code; });
  return found == names.data() + names.size() ? std::string() : std::string(found->words);
}

std::optional<int> ParseNumber(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || digits.empty()) {
    return std::nullopt;
  }
  return number;
}

// A day, month or year of the vocabulary; what is not given is 0.
struct Date {
  int year = 0;
  int month = 0;
  int day = 0;
};

std::optional<Date> ParseDate(std::string_view text) {
  const bool dashes = (text.size() < 5 || text[4] == '-') && (text.size() < 8 || text[7] == '-');
  if ((text.size() != 4 && text.size() != 7 && text.size() != 10) || !dashes) {
    return std::nullopt;
  }
  const std::optional<int> year = ParseNumber(text.substr(0, 4));
  const std::optional<int> month = text.size() < 7 ? 0 : ParseNumber(text.substr(5, 2));
  const std::optional<int> day = text.size() < 10 ? 0 : ParseNumber(text.substr(8, 2));
  if (!year || !month || !day || *month < 0 || *month > 12 || (*month == 0 && text.size() > 4)) {
    return std::nullopt;
  }
  return Date{*year, *month, *day};
}

std::string MonthName(int month) {
  return std::string(kMonths.at(static_cast<std::size_t>(month) - 1));
}

std::string Words(const Date& date) {
  if (date.month == 0) {
    return fmt::format("{}", date.year);
  }
  const std::string month = fmt::format("{} {}", MonthName(date.month), date.year);
  return date.day == 0 ? month : fmt::format("{} {}", date.day, month);
}

}  // namespace

std::string ActorName(std::string_view code) {
  std::string name = NameIn(kCountries, code);
  if (name.empty()) {
    name = NameIn(kAgencies, code);
  }
  return name.empty() ? std::string(code) : name;
}

std::string Possessive(std::string_view name) {
  return fmt::format("{}{}", name, name.ends_with('s') ? "'" : "'s");
}

std::string GoodsName(std::string_view subject) {
  std::string words(subject == "goods" ? "all goods" : subject);
  std::replace(words.begin(), words.end(), '-', ' ');
  return words;
}

FlowNoun NounOfFlow(std::string_view flow) {
  const std::optional<rules::Flow> known = rules::ParseFlow(flow);
  return known ? NounOf(*known) : FlowNoun{std::string(flow), false, "with"};
}

EventNoun NounOfEvent(std::string_view type) {
  const std::optional<rules::EventType> known = rules::ParseEventType(type);
  return known ? NounOf(*known) : EventNoun{std::string(type), "for"};
}

std::string PeriodWords(std::string_view period) {
  if (period.empty()) {
    return "";
  }
  const std::size_t slash = period.find('/');
  const std::optional<Date> first = ParseDate(period.substr(0, slash));
  const std::optional<Date> last =
      slash == std::string_view::npos ? first : ParseDate(period.substr(slash + 1));
  if (!first || !last) {
    return fmt::format("({})", period);
  }
  if (slash == std::string_view::npos) {
    return fmt::format("{} {}", first->day == 0 ? "in" : "on", Words(*first));
  }
  const bool same_year = first->year == last->year && first->month != 0 && first->day == 0;
  return fmt::format("from {} to {}", same_year ? MonthName(first->month) : Words(*first),
                     Words(*last));
}

std::string DateWords(std::string_view date) {
  const std::optional<Date> parsed = ParseDate(date);
  return parsed ? Words(*parsed) : std::string(date);
}

}  // namespace alerts
