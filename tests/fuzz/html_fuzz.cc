// Whatever the HTML: its text is UTF-8 and not much longer, tables stay within their bounds, and
// one line is one line.
#include <cstddef>
#include <cstdint>
#include <string>

#include "feeds/html_page.h"
#include "feeds/html_text.h"
#include "tests/fuzz/soundness.h"

namespace {

// "<td>" becomes " | ", an entity of few letters two characters.
constexpr std::size_t kGrowthMax = 4;
constexpr std::size_t kColumnsMax = 1000;

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string html = feeds::CleanUtf8(TextOf(data, size));
  const std::string text = feeds::HtmlToText(html);
  Require(IsXmlText(text));
  Require(text.size() <= html.size() * kGrowthMax + 64);
  const std::string line = feeds::InlineHtmlToText(html);
  Require(IsXmlText(line));
  Require(line.find('\n') == std::string::npos);
  const feeds::HtmlPage page = feeds::ReadHtmlPage(html);
  Require(IsXmlLine(page.title) && IsXmlText(page.text) && IsXmlText(page.feed_link));
  for (const feeds::Table& table : page.tables) {
    for (const auto& row : table.rows) {
      Require(row.size() <= kColumnsMax);
    }
  }
  return 0;
}
