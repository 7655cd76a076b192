#include "feeds/schedule_reader.h"

#include <charconv>
#include <string>

#include "feeds/ascii.h"

namespace feeds {
namespace {

constexpr int kTtlMinutesMax = 60 * 24 * 366;

// The number that the text starts with.
std::optional<int> NumberOf(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

std::optional<std::chrono::seconds> PeriodOf(std::string_view text) {
  using std::chrono::hours;
  struct Period {
    std::string_view name;
    hours length;
  };
  constexpr Period kPeriods[] = {{"hourly", hours{1}},
                                 {"daily", hours{24}},
                                 {"weekly", hours{24 * 7}},
                                 {"monthly", hours{24 * 30}},
                                 {"yearly", hours{24 * 365}}};
  for (const Period& period : kPeriods) {
    if (EqualsFold(text, period.name)) {
      return period.length;
    }
  }
  return std::nullopt;
}

void SkipHour(std::string_view text, Schedule& schedule) {
  const std::optional<int> hour = NumberOf(text);
  if (hour && *hour >= 0 && *hour <= 24) {
    schedule.skip_hours.set(static_cast<std::size_t>(*hour % 24));
  }
}

void SkipDay(std::string_view text, Schedule& schedule) {
  constexpr std::string_view kDays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
  for (std::size_t day = 0; day < 7; ++day) {
    if (text.size() >= 3 && StartsWithFold(text, kDays[day])) {
      schedule.skip_days.set(day);
    }
  }
}

}  // namespace

void ScheduleReader::Read(const ElementName& name, pugi::xml_node node) {
  if (name.vocabulary == Vocabulary::kSyndication && name.local == "updateperiod") {
    period_ = PeriodOf(TextOf(node));
  } else if (name.vocabulary == Vocabulary::kSyndication && name.local == "updatefrequency") {
    frequency_ = NumberOf(TextOf(node));
  }
  if (name.vocabulary != Vocabulary::kPlain) {
    return;
  }
  if (name.local == "ttl") {
    const std::optional<int> minutes = NumberOf(TextOf(node));
    if (minutes && *minutes > 0 && *minutes <= kTtlMinutesMax) {
      schedule_.ttl = std::chrono::minutes{*minutes};
    }
  } else if (name.local == "skiphours" || name.local == "skipdays") {
    for (const pugi::xml_node child : node.children()) {
      const std::string_view local = LocalName(child);
      if (local == "hour") {
        SkipHour(TextOf(child), schedule_);
      } else if (local == "day") {
        SkipDay(TextOf(child), schedule_);
      }
    }
  }
}

Schedule ScheduleReader::Result() const {
  Schedule schedule = schedule_;
  const bool counted = frequency_ && *frequency_ > 0;
  if (period_ || counted) {
    schedule.update_period = period_.value_or(std::chrono::hours{24}) / (counted ? *frequency_ : 1);
  }
  return schedule;
}

}  // namespace feeds
