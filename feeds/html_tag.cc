#include "feeds/html_tag.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "feeds/ascii.h"

namespace feeds {
namespace {

// Sorted by name. kBlock names must be "special" elements of HTML5 whose end tag closes all up to
// it, and no formatting element may be left: the depth counted here must not fall behind that of
// the tree.
constexpr HtmlTag kTags[] = {
    {"a", TagRole::kDropped, ""},
    {"abbr", TagRole::kDropped, ""},
    {"address", TagRole::kBlock, "div", TagShape::kParagraph},
    {"article", TagRole::kBlock, "article", TagShape::kParagraph},
    {"aside", TagRole::kBlock, "aside", TagShape::kByTree},
    {"b", TagRole::kDropped, ""},
    {"base", TagRole::kLoose, "base"},
    {"big", TagRole::kDropped, ""},
    {"blockquote", TagRole::kBlock, "div", TagShape::kParagraph},
    {"body", TagRole::kLoose, "body", TagShape::kByTree},
    {"br", TagRole::kLoose, "br", TagShape::kLineBreak},
    {"button", TagRole::kDropped, ""},
    {"caption", TagRole::kCell, "caption"},
    {"center", TagRole::kBlock, "div", TagShape::kParagraph},
    {"cite", TagRole::kDropped, ""},
    {"code", TagRole::kDropped, ""},
    {"dd", TagRole::kLoose, "p", TagShape::kParagraph},
    {"del", TagRole::kDropped, ""},
    {"details", TagRole::kBlock, "div", TagShape::kParagraph},
    {"dialog", TagRole::kBlock, "div", TagShape::kParagraph},
    {"dir", TagRole::kBlock, "ul", TagShape::kParagraph},
    {"div", TagRole::kBlock, "div", TagShape::kParagraph},
    {"dl", TagRole::kBlock, "div", TagShape::kParagraph},
    {"dt", TagRole::kLoose, "p", TagShape::kParagraph},
    {"em", TagRole::kDropped, ""},
    {"fieldset", TagRole::kBlock, "div", TagShape::kParagraph},
    {"figcaption", TagRole::kBlock, "div", TagShape::kParagraph},
    {"figure", TagRole::kBlock, "div", TagShape::kParagraph},
    {"font", TagRole::kDropped, ""},
    {"footer", TagRole::kBlock, "footer", TagShape::kByTree},
    {"form", TagRole::kBlock, "div", TagShape::kParagraph},
    {"h1", TagRole::kHeading, "h1", TagShape::kParagraph},
    {"h2", TagRole::kHeading, "h2", TagShape::kParagraph},
    {"h3", TagRole::kHeading, "h3", TagShape::kParagraph},
    {"h4", TagRole::kHeading, "h4", TagShape::kParagraph},
    {"h5", TagRole::kHeading, "h5", TagShape::kParagraph},
    {"h6", TagRole::kHeading, "h6", TagShape::kParagraph},
    {"head", TagRole::kLoose, "head", TagShape::kByTree},
    {"header", TagRole::kBlock, "div", TagShape::kParagraph},
    {"hgroup", TagRole::kBlock, "div", TagShape::kParagraph},
    {"hr", TagRole::kLoose, "hr", TagShape::kParagraph},
    {"html", TagRole::kLoose, "html", TagShape::kByTree},
    {"i", TagRole::kDropped, ""},
    {"iframe", TagRole::kHidden, ""},
    {"img", TagRole::kDropped, ""},
    {"ins", TagRole::kDropped, ""},
    {"li", TagRole::kListItem, "li", TagShape::kParagraph},
    {"link", TagRole::kLoose, "link"},
    {"main", TagRole::kBlock, "article", TagShape::kParagraph},
    {"math", TagRole::kDropped, ""},
    {"menu", TagRole::kBlock, "ul", TagShape::kParagraph},
    {"meta", TagRole::kLoose, "meta"},
    {"nav", TagRole::kBlock, "nav", TagShape::kByTree},
    {"noembed", TagRole::kHidden, ""},
    {"noframes", TagRole::kHidden, ""},
    {"noscript", TagRole::kHidden, ""},
    {"ol", TagRole::kBlock, "ol", TagShape::kParagraph},
    {"p", TagRole::kLoose, "p", TagShape::kParagraph},
    {"pre", TagRole::kBlock, "pre", TagShape::kByTree},
    {"q", TagRole::kDropped, ""},
    {"s", TagRole::kDropped, ""},
    {"script", TagRole::kRaw, ""},
    {"section", TagRole::kBlock, "div", TagShape::kParagraph},
    {"select", TagRole::kHidden, ""},
    {"small", TagRole::kDropped, ""},
    {"span", TagRole::kDropped, ""},
    {"strike", TagRole::kDropped, ""},
    {"strong", TagRole::kDropped, ""},
    {"style", TagRole::kRaw, ""},
    {"sub", TagRole::kDropped, ""},
    {"summary", TagRole::kBlock, "div", TagShape::kParagraph},
    {"sup", TagRole::kDropped, ""},
    {"svg", TagRole::kHidden, ""},
    {"table", TagRole::kBlock, "table", TagShape::kTable},
    {"tbody", TagRole::kCell, "tbody"},
    {"td", TagRole::kCell, "td"},
    {"template", TagRole::kHidden, ""},
    {"textarea", TagRole::kHidden, ""},
    {"tfoot", TagRole::kCell, "tfoot"},
    {"th", TagRole::kCell, "th"},
    {"thead", TagRole::kCell, "thead"},
    {"time", TagRole::kDropped, ""},
    {"title", TagRole::kTitle, "title", TagShape::kByTree},
    {"tr", TagRole::kCell, "tr"},
    {"tt", TagRole::kDropped, ""},
    {"u", TagRole::kDropped, ""},
    {"ul", TagRole::kBlock, "ul", TagShape::kParagraph},
    {"wbr", TagRole::kDropped, ""},
};

constexpr std::size_t kNameLettersMax = 20;

// Where in kTags the names with each first letter begin; one more for the end of the last.
constexpr std::array<std::size_t, 27> Starts() {
  std::array<std::size_t, 27> starts{};
  std::size_t at = 0;
  for (std::size_t letter = 0; letter < starts.size(); ++letter) {
    while (at < std::size(kTags) &&
           kTags[at].name.front() < static_cast<char>('a' + static_cast<char>(letter))) {
      ++at;
    }
    starts[letter] = at;
  }
  return starts;
}
constexpr std::array<std::size_t, 27> kStarts = Starts();

bool EndsTagName(char c) {
  return IsBlank(c) || c == '>' || c == '/';
}

bool EndsAttributeName(char c) {
  return EndsTagName(c) || c == '=';
}

std::size_t SkipBlanks(std::string_view html, std::size_t at) {
  while (at < html.size() && IsBlank(html[at])) {
    ++at;
  }
  return at;
}

// The value behind the '=' that may stand at `at` after blanks; empty and `at` as it was: none.
std::string_view ReadValue(std::string_view html, std::size_t& at) {
  std::size_t start = SkipBlanks(html, at);
  if (start >= html.size() || html[start] != '=') {
    return {};
  }
  start = SkipBlanks(html, start + 1);
  const bool quoted = start < html.size() && (html[start] == '"' || html[start] == '\'');
  std::size_t end = start;
  if (quoted) {
    end = std::min(html.find(html[start], start + 1), html.size());
    ++start;
  } else {
    while (end < html.size() && !IsBlank(html[end]) && html[end] != '>') {
      ++end;
    }
  }
  at = quoted ? std::min(end + 1, html.size()) : end;
  return html.substr(start, end - start);
}

}  // namespace

std::string HtmlTagName(std::string_view html, std::size_t at) {
  std::string name;
  bool prefixed = false;
  while (at < html.size() && !EndsTagName(html[at]) && name.size() < kNameLettersMax) {
    prefixed = prefixed || html[at] == ':';
    name.push_back(Lower(html[at++]));
  }
  if (!prefixed) {
    return name;
  }
  for (const std::string_view prefix : {"xhtml:", "html:", "h:"}) {
    if (name.compare(0, prefix.size(), prefix) == 0) {
      name.erase(0, prefix.size());
    }
  }
  return name;
}

std::size_t EndOfTagName(std::string_view html, std::size_t at) {
  while (at < html.size() && !EndsTagName(html[at])) {
    ++at;
  }
  return at;
}

std::optional<HtmlAttribute> NextAttribute(std::string_view html, std::size_t& at) {
  while (at < html.size() && (IsBlank(html[at]) || html[at] == '/')) {
    ++at;
  }
  if (at >= html.size() || html[at] == '>') {
    at = std::min(at + 1, html.size());
    return std::nullopt;
  }
  const std::size_t start = at++;
  while (at < html.size() && !EndsAttributeName(html[at])) {
    ++at;
  }
  HtmlAttribute attribute{html.substr(start, at - start), {}};
  attribute.value = ReadValue(html, at);
  return attribute;
}

const HtmlTag* FindHtmlTag(std::string_view lowered) {
  if (lowered.empty() || !IsLetter(lowered.front())) {
    return nullptr;
  }
  const auto letter = static_cast<std::size_t>(Lower(lowered.front()) - 'a');
  for (std::size_t i = kStarts[letter]; i < kStarts[letter + 1]; ++i) {
    if (kTags[i].name == lowered) {
      return &kTags[i];
    }
  }
  return nullptr;
}

}  // namespace feeds
