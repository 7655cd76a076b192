// Whatever page an item links: the item stays itself, its text never gets shorter, what comes in
// is sound, and with an error nothing has changed.
#include <cstddef>
#include <cstdint>
#include <string>

#include "feeds/full_text.h"
#include "feeds/main_text.h"
#include "tests/fuzz/soundness.h"

namespace {

constexpr const char* kTypes[] = {"text/html; charset=utf-8", "", "text/plain", "text/html"};
constexpr const char* kTitles[] = {"Ore exports rise as…", "", "Ore exports rise", "O..."};
// An entity of few letters is two characters; a cell is set apart.
constexpr std::size_t kGrowthMax = 4;

feeds::Document Item(unsigned choice) {
  feeds::Document item;
  item.guid = "g";
  item.url = "https://example.org/news/1?from=feed";
  item.title = kTitles[choice];
  item.text = choice == 0 ? "" : "A summary.";
  return item;
}

void RequireKept(const feeds::Document& item, const feeds::Document& before) {
  Require(item.title == before.title && item.text == before.text && item.language.empty());
  Require(item.tables.empty() && !item.published_at && !item.updated_at);
}

void CheckMainText(const std::string& bytes) {
  const std::string html = feeds::CleanUtf8(bytes);
  const feeds::MainText main = feeds::ReadMainText(html);
  Require(IsXmlLine(main.page.title) && IsXmlText(main.page.text));
  Require(main.page.text.size() <= html.size() * kGrowthMax + 64);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto input = BytesOf(data, size);
  if (!input) {
    return 0;
  }
  CheckMainText(input->bytes);
  feeds::Page page;
  page.url = "https://example.org/news/1";
  page.content_type = kTypes[input->choice % 4];
  page.body = std::move(input->bytes);
  const feeds::Document before = Item(input->choice / 4);
  feeds::Document item = before;
  const auto filled = feeds::Fill(item, page, {});
  RequireSound(item);
  Require(item.guid == before.guid && item.url == before.url);
  if (!filled) {
    RequireKept(item, before);
    Require(!filled.error().detail.empty() && IsXmlText(filled.error().detail));
    return 0;
  }
  Require(item.text.size() >= before.text.size());
  Require(*filled == feeds::Filled::kArticle || item.text == before.text);
  Require(item.title.size() + 3 >= before.title.size());
  return 0;
}
