// Whatever a server gives for an index page: each entry is an address of the web and a line of
// text, no address comes twice, and a page without entries says what it looks like.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "feeds/ascii.h"
#include "feeds/index_page.h"
#include "tests/fuzz/soundness.h"

namespace {

constexpr const char* kTypes[] = {"text/html; charset=utf-8", "", "application/json", "text/xml"};
constexpr const char* kPatterns[] = {"", "/art/", "\\.html?$", "(a+)+b"};

void RequireSoundEntry(const feeds::Document& entry) {
  namespace chr = std::chrono;
  RequireSound(entry);
  Require(entry.guid == entry.url && entry.text.empty() && entry.tables.empty());
  Require(feeds::StartsWithFold(entry.url, "http://") ||
          feeds::StartsWithFold(entry.url, "https://"));
  Require(entry.url.find_first_of("#\\ \t\r\n") == std::string::npos);
  if (entry.published_at) {
    const auto year = chr::year_month_day{chr::floor<chr::days>(*entry.published_at)}.year();
    Require(year >= chr::year{0} && year <= chr::year{10000});
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = BytesOf(data, size);
  if (!input) {
    return 0;
  }
  const feeds::ServedAs served{kTypes[input->choice % 4], "https://m.example/zcfb/index.html", {}};
  const auto entries = feeds::ParseIndexPage(input->bytes, served, kPatterns[input->choice / 4]);
  if (!entries) {
    Require(entries.error().kind == feeds::ParseError::Kind::kNoLinks);
    Require(!entries.error().detail.empty() && IsXmlText(entries.error().detail));
    return 0;
  }
  Require(!entries->empty());
  std::set<std::string> urls;
  for (const feeds::Document& entry : *entries) {
    RequireSoundEntry(entry);
    Require(urls.insert(entry.url).second);
  }
  return 0;
}
