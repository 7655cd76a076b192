#include "daemon/calendar_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/period.h"

namespace lodewatch {
namespace {

using std::chrono::seconds;

constexpr seconds kIntervalLeast{10};

std::vector<std::chrono::local_days> ReadDays(TableReader& reader, const std::string& key,
                                              FaultList& faults) {
  std::vector<std::chrono::local_days> days;
  for (const toml::value<std::string>* node : reader.Strings(key)) {
    const auto period = rules::ParsePeriod(node->get());
    if (period && period->day)
      days.emplace_back(period->first / *period->day);
    else
      faults.AtNode(*node, fmt::format("'{}' is no day: write \"2026-07-14\"", node->get()));
  }
  std::sort(days.begin(), days.end());
  return days;
}

// "10:30".
std::optional<seconds> ParseTimeOfDay(const std::string& text) {
  const auto is_digit = [&text](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !is_digit(0) || !is_digit(1) || !is_digit(3) ||
      !is_digit(4))
    return std::nullopt;
  const int hour = (text[0] - '0') * 10 + text[1] - '0';
  const int minute = (text[3] - '0') * 10 + text[4] - '0';
  if (hour > 23 || minute > 59)
    return std::nullopt;
  return std::chrono::hours(hour) + std::chrono::minutes(minute);
}

}  // namespace

ReleaseCalendar ReadCalendar(const toml::table& table, FaultList& faults) {
  TableReader reader(table, "[source.calendar]", faults);
  ReleaseCalendar calendar;
  calendar.days = ReadDays(reader, "days", faults);
  calendar.holidays = ReadDays(reader, "holidays", faults);
  calendar.day_of_month =
      static_cast<int>(reader.Integer("day_of_month", {.least = 1, .most = 31}).value_or(0));
  calendar.on_working_days = reader.Boolean("working_days").value_or(false);
  if (const auto text = reader.String("time")) {
    const auto time = ParseTimeOfDay(*text);
    if (!time)
      faults.AtNode(*reader.Find("time"), "'time' is an hour and a minute: write \"10:30\"");
    calendar.time_of_day = time.value_or(seconds(0));
  }
  if (const auto zone = reader.String("zone")) {
    if (IsZone(*zone))
      calendar.zone = *zone;
    else
      faults.AtNode(*reader.Find("zone"),
                    fmt::format("no time zone '{}': write one as \"Asia/Shanghai\"", *zone));
  }
  calendar.grace = reader.Interval("grace", seconds(0)).value_or(calendar.grace);
  calendar.interval = reader.Interval("interval", kIntervalLeast).value_or(calendar.interval);
  if (reader.Find("days") == nullptr && reader.Find("day_of_month") == nullptr)
    faults.AtNode(table, "a calendar needs 'days' or 'day_of_month'");
  reader.Finish();
  return calendar;
}

}  // namespace lodewatch
