#include "feeds/html_page.h"

#include <algorithm>
#include <array>

#include "feeds/ascii.h"
#include "feeds/feed_date.h"
#include "feeds/html_table.h"
#include "feeds/html_text.h"
#include "feeds/html_tree.h"
#include "feeds/utf8.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

using std::chrono::sys_seconds;

constexpr std::size_t kDateBytesMax = 40;
// An <article> that holds less than this part of the page's text is a teaser among others.
constexpr std::size_t kArticlePartMin = 3;

// In the order of trust.
constexpr std::array<std::string_view, 8> kDateNames = {
    "pubdate",      "article:published_time", "publishdate", "datepublished",
    "publish_date", "dc.date.issued",         "dc.date",     "date"};

struct Found {
  std::string title;
  std::string heading;
  std::string language;
  std::string feed_link;
  std::array<std::string, kDateNames.size()> dates;  // by place in kDateNames
  std::string date_element;
  const HtmlNode* article = nullptr;  // the only one
  std::size_t articles = 0;
};

std::string LineOf(const HtmlNode& node) {
  return CollapseWhiteSpace(TextOfTree(node));
}

bool HasClass(const HtmlNode& node, std::string_view wanted) {
  return AttributeOf(node, "class").find(wanted) != std::string_view::npos;
}

bool LooksLikeDate(std::string_view text) {
  return text.size() >= 8 && text.size() <= kDateBytesMax && IsDigit(text.front());
}

void ReadMeta(const HtmlNode& node, Found& found) {
  for (const char* attribute : {"name", "property", "itemprop"}) {
    const std::string name = Lowered(AttributeOf(node, attribute));
    const auto* const place = std::find(kDateNames.begin(), kDateNames.end(), name);
    if (place != kDateNames.end()) {
      std::string& date = found.dates[static_cast<std::size_t>(place - kDateNames.begin())];
      date = date.empty() ? AttributeOf(node, "content") : date;
    }
  }
}

bool IsFeedType(std::string_view type) {
  return EqualsFold(type, "application/rss+xml") || EqualsFold(type, "application/atom+xml") ||
         EqualsFold(type, "application/feed+json") || EqualsFold(type, "application/rdf+xml");
}

void ReadLink(const HtmlNode& node, Found& found) {
  if (found.feed_link.empty() && EqualsFold(AttributeOf(node, "rel"), "alternate") &&
      IsFeedType(AttributeOf(node, "type"))) {
    found.feed_link = CollapseWhiteSpace(AttributeOf(node, "href"));
  }
}

void ReadDateElement(const HtmlNode& node, Found& found) {
  if (!found.date_element.empty() || ChildrenOf(node).size() != 1 ||
      !(HasClass(node, "date") || HasClass(node, "time"))) {
    return;
  }
  std::string text = LineOf(node);
  if (LooksLikeDate(text)) {
    found.date_element = std::move(text);
  }
}

void Look(const HtmlNode& node, Found& found) {
  const std::string_view tag = TagOf(node);
  if (tag == "html") {
    found.language = CollapseWhiteSpace(AttributeOf(node, "lang"));
  } else if (tag == "title" && found.title.empty()) {
    found.title = LineOf(node);
  } else if ((tag == "h1" || HasClass(node, "atcl-ttl")) && found.heading.empty()) {
    found.heading = LineOf(node);
  } else if (tag == "meta") {
    ReadMeta(node, found);
  } else if (tag == "link") {
    ReadLink(node, found);
  } else if (tag == "article") {
    found.article = &node;
    ++found.articles;
  } else {
    ReadDateElement(node, found);
  }
  for (const HtmlNode* child : ChildrenOf(node)) {
    Look(*child, found);
  }
}

// "2026年8月7日 10:30" as "2026-8-7 10:30".
std::string WithoutHanzi(std::string_view date) {
  std::string plain;
  for (std::size_t at = 0; at < date.size();) {
    const std::size_t start = at;
    switch (NextCodePoint(date, at)) {
      case U'年':
      case U'月':
        plain.push_back('-');
        break;
      case U'日':
        plain.push_back(' ');
        break;
      default:
        plain.append(date, start, at - start);
    }
  }
  return CollapseWhiteSpace(plain);
}

// The date behind 发布时间 in the text: digits and what may stand between them.
std::string DateBehindLabel(std::string_view text) {
  constexpr std::string_view kLabel = "发布时间";
  std::size_t at = text.find(kLabel);
  if (at == text.npos) {
    return {};
  }
  at = text.find_first_of("0123456789", at + kLabel.size());
  if (at == text.npos || at > text.find(kLabel) + kLabel.size() + 8) {
    return {};
  }
  const std::string plain = WithoutHanzi(text.substr(at, kDateBytesMax));
  return std::string(Trim(plain.substr(0, plain.find_first_not_of("0123456789-/.: "))));
}

// The language whose script is a good part of the text; empty for all that Latin letters may be.
std::string LanguageByScript(std::string_view text) {
  std::size_t letters = 0;
  std::size_t han = 0;
  std::size_t kana = 0;
  std::size_t hangul = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, at);
    han += static_cast<std::size_t>(c >= 0x4E00 && c <= 0x9FFF);
    kana += static_cast<std::size_t>(c >= 0x3041 && c <= 0x30FF);
    hangul += static_cast<std::size_t>(c >= 0xAC00 && c <= 0xD7A3);
    letters += static_cast<std::size_t>(c < 0x80 && IsLetter(static_cast<char>(c)));
  }
  const std::size_t east = han + kana + hangul;
  if (east == 0 || east * 2 < letters) {
    return {};
  }
  if (hangul * 2 > east) {
    return "ko";
  }
  return kana * 10 > east ? "ja" : "zh";
}

std::optional<sys_seconds> DateOf(const Found& found, const std::string& labelled,
                                  std::chrono::minutes zone) {
  for (const std::string& date : found.dates) {
    if (auto moment = ParseFeedDate(WithoutHanzi(date), zone)) {
      return moment;
    }
  }
  if (auto moment = ParseFeedDate(labelled, zone)) {
    return moment;
  }
  return ParseFeedDate(WithoutHanzi(found.date_element), zone);
}

}  // namespace

HtmlPage ReadHtmlPage(std::string_view html) {
  const HtmlTree tree(html);
  Found found;
  Look(tree.root(), found);
  HtmlPage page;
  page.title = found.title.empty() ? found.heading : found.title;
  page.tables = TablesOf(tree.root());
  page.feed_link = found.feed_link;
  page.text = TextOfTree(tree.root());
  const std::string labelled = DateBehindLabel(page.text);
  const std::string script = LanguageByScript(page.text);
  page.language = found.language.empty() ? script : found.language;
  const bool chinese = StartsWithFold(page.language, "zh");
  page.published_at = DateOf(found, labelled, std::chrono::hours{chinese ? 8 : 0});
  if (found.articles == 1) {
    std::string article = TextOfTree(*found.article);
    if (article.size() * kArticlePartMin >= page.text.size()) {
      page.text = std::move(article);
    }
  }
  return page;
}

bool EndsInTable(std::string_view html) {
  constexpr std::string_view kTable = "<table";
  std::size_t last = std::string_view::npos;
  for (std::size_t at = FindFold(html, kTable); at != std::string_view::npos;
       at = FindFold(html, kTable, at + kTable.size())) {
    last = at;
  }
  const auto follows = [&](std::string_view tag) {
    return FindFold(html, tag, last) != std::string_view::npos;
  };
  return last != std::string_view::npos && !follows("</table") && !follows("</body") &&
         !follows("</html");
}

}  // namespace feeds
