#include "feeds/full_text.h"

#include <algorithm>

#include "feeds/appearance.h"
#include "feeds/ascii.h"
#include "feeds/charset.h"
#include "feeds/furniture.h"
#include "feeds/html_prune.h"
#include "feeds/main_text.h"
#include "feeds/parse.h"

namespace feeds {
namespace {

// Less than this beside the words of a wall is the wall's own text.
constexpr std::size_t kWallTextBytesMax = 400;

using Kind = FillError::Kind;
using Main = tl::expected<MainText, FillError>;

tl::unexpected<FillError> Fail(Kind kind, std::string detail) {
  return tl::unexpected(FillError{kind, std::move(detail)});
}

// Behind the host: "" and "/" are a front page.
std::string_view PathOf(std::string_view url) {
  const std::size_t host = url.find("://");
  const std::size_t path = host == url.npos ? host : url.find_first_of("/?", host + 3);
  return path == url.npos ? std::string_view() : url.substr(path);
}

bool IsFrontPage(std::string_view url) {
  const std::string_view path = PathOf(url);
  return path.empty() || path == "/";
}

Main ReadPlain(const Page& article, const std::string& charset) {
  Document plain = ParseArticle(
      article.body, {.content_type = article.content_type, .url = article.url, .charset = charset});
  MainText main;
  main.page.text = std::move(plain.text);
  main.stands_out = !main.page.text.empty();
  return main.stands_out ? Main(std::move(main)) : Fail(Kind::kNoArticle, "empty");
}

Main ReadHtml(const std::string& html) {
  MainText main = ReadMainText(html);
  const bool doubtful = !main.stands_out || main.page.text.size() < kWallTextBytesMax;
  const std::string wall = doubtful ? WallOf(main.page.title + "\n" + main.page.text) : "";
  if (!wall.empty()) {
    return Fail(Kind::kWall, wall);
  }
  if (!main.stands_out) {
    return Fail(Kind::kNoArticle, "a page without main text");
  }
  return main;
}

Main Read(const Page& article, const std::string& charset) {
  if (std::string binary = BinaryAppearance(article.body); !binary.empty()) {
    return Fail(Kind::kNotText, std::move(binary));
  }
  if (StartsWithFold(Trim(article.content_type), "text/plain")) {
    return ReadPlain(article, charset);
  }
  const auto decoded =
      ToUtf8(article.body, {.charset = charset, .content_type = article.content_type});
  if (!decoded) {
    return Fail(Kind::kNotText, decoded.error());
  }
  if (!HasHtmlTag(decoded->text)) {
    return Fail(Kind::kNotText, TextAppearance(decoded->text, article.url));
  }
  return ReadHtml(decoded->text);
}

// The title with its end, when the document's breaks off: "Ore exports rise as…".
void MendTitle(std::string& title, std::string&& whole) {
  std::string_view begin = title;
  for (const std::string_view mark : {"…", "...", ".."}) {
    if (begin.size() > mark.size() && begin.substr(begin.size() - mark.size()) == mark) {
      begin = Trim(begin.substr(0, begin.size() - mark.size()));
      break;
    }
  }
  const bool goes_on = begin.size() < title.size() && whole.size() > begin.size() &&
                       std::string_view(whole).substr(0, begin.size()) == begin;
  if (title.empty() || goes_on) {
    title = std::move(whole);
  }
}

}  // namespace

tl::expected<Filled, FillError> Fill(Document& document, const Page& article,
                                     const std::string& charset) {
  if (IsFrontPage(article.url) && !IsFrontPage(document.url)) {
    return Fail(Kind::kWall, "the site's front page");
  }
  Main main = Read(article, charset);
  if (!main) {
    return tl::unexpected(std::move(main.error()));
  }
  HtmlPage& page = main->page;
  MendTitle(document.title, std::move(page.title));
  if (document.language.empty()) {
    document.language = std::move(page.language);
  }
  if (!document.published_at) {
    document.published_at = page.published_at;
  }
  if (page.text.size() < document.text.size()) {
    return Filled::kAsServed;
  }
  document.text = std::move(page.text);
  document.tables = std::move(page.tables);
  return Filled::kArticle;
}

}  // namespace feeds
