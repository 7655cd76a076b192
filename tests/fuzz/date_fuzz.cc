// Whatever the text: a date lies in the years that have four digits, blanks around it change
// nothing, the zone of the source moves it by that zone or not at all, and written as RFC 3339 it
// is read as the same moment.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>

#include "feeds/feed_date.h"
#include "tests/fuzz/soundness.h"

namespace {

namespace chr = std::chrono;

std::string Rfc3339(chr::sys_seconds moment) {
  const auto day = chr::floor<chr::days>(moment);
  const chr::year_month_day date{day};
  const chr::hh_mm_ss time{moment - day};
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(TextOf(data, size));
  const auto moment = feeds::ParseFeedDate(text);
  Require(feeds::ParseFeedDate(" \n" + text + "\t ") == moment);
  const auto in_beijing = feeds::ParseFeedDate(text, chr::hours{8});
  Require(in_beijing.has_value() == moment.has_value());
  if (!moment) {
    return 0;
  }
  Require(*in_beijing == *moment || *in_beijing == *moment - chr::hours{8});
  const auto first = chr::sys_days{chr::year{1} / 12 / 31};
  const auto last = chr::sys_days{chr::year{10000} / 1 / 3};
  Require(*moment >= first && *moment < last);
  const auto year = chr::year_month_day{chr::floor<chr::days>(*moment)}.year();
  if (year > chr::year{1} && year < chr::year{10000}) {
    Require(feeds::ParseFeedDate(Rfc3339(*moment)) == moment);
  }
  return 0;
}
