// Whatever the headers of an answer hold: times lie between nothing and a year, dates are read as
// they are written, a charset is found under its own name, and a redirect leads to a web address or
// nowhere.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>

#include "feeds/ascii.h"
#include "feeds/charset.h"
#include "feeds/charset_label.h"
#include "feeds/freshness.h"
#include "feeds/redirect.h"
#include "feeds/url.h"
#include "tests/fuzz/soundness.h"

namespace {

namespace chr = std::chrono;

constexpr chr::seconds kMost = chr::hours{24 * 366};

std::string HttpDate(chr::sys_seconds moment) {
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = chr::floor<chr::days>(moment);
  const chr::year_month_day date{day};
  const chr::hh_mm_ss time{moment - day};
  char text[64];
  std::snprintf(text, sizeof text, "Sun, %02u %s %04d %02d:%02d:%02d GMT",
                static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                static_cast<int>(date.year()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return text;
}

void CheckDate(const std::string& text) {
  const auto moment = feeds::ParseHttpDate(text);
  Require(feeds::ParseHttpDate(" " + text + "\t") == moment);
  if (moment && *moment < chr::sys_days{chr::year{10000} / 1 / 1}) {
    Require(feeds::ParseHttpDate(HttpDate(*moment)) == moment);
  }
}

void CheckTimes(const feeds::TimeHeaders& times) {
  const chr::sys_seconds now{chr::seconds{1'753'000'000}};
  if (const auto fresh = feeds::FreshFor(times)) {
    Require(*fresh >= chr::seconds{0} && *fresh <= kMost);
  }
  const chr::seconds wait = feeds::RetryAfter(times, now);
  Require(wait >= chr::seconds{0} && wait <= kMost);
  for (const std::string& text : {times.expires, times.date, times.retry_after}) {
    CheckDate(text);
  }
}

void CheckCharset(const std::string& content_type) {
  const std::string label = feeds::CharsetOfHeader(content_type);
  Require(content_type.find(label) != std::string::npos);
  const auto charset = feeds::FindCharset(label);
  if (!charset) {
    return;
  }
  const auto again = feeds::FindCharset(feeds::Lowered(charset->name));
  Require(again && feeds::EqualsFold(again->name, charset->name));
  Require(feeds::FindCharset(" " + feeds::Lowered(label) + " ").has_value());
  Require(feeds::ToUtf8("ore", {.charset = label, .content_type = {}}).has_value());
}

void CheckRedirect(const std::string& location) {
  feeds::RedirectChain chain("https://example.org/a/b?c");
  if (!chain.Follow(301, location, 5)) {
    Require(chain.url() == "https://example.org/a/b?c" && chain.permanent_url().empty());
    return;
  }
  const std::string& url = chain.url();
  const std::string scheme = feeds::SchemeOf(url);
  Require(scheme == "http" || scheme == "https");
  Require(
      std::all_of(url.begin(), url.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '#'; }));
  Require(chain.permanent_url() == url);
  Require(chain.is_at_home() == feeds::IsSameOrigin("https://example.org/", url));
  Require(feeds::TargetOf(url).url == url);
  feeds::HostOf(url);
  feeds::HostNameOf(url);
}

}  // namespace

// A header a line: Cache-Control, Age, Expires, Date, Retry-After, Content-Type, Location.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = TextOf(data, size);
  std::array<std::string, 7> lines;
  for (std::string& line : lines) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  CheckTimes({.cache_control = lines[0],
              .age = lines[1],
              .expires = lines[2],
              .date = lines[3],
              .retry_after = lines[4]});
  CheckCharset(lines[5]);
  CheckRedirect(lines[6]);
  return 0;
}
