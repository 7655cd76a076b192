#include "feeds/html_tag.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "feeds/ascii.h"

namespace feeds {
namespace {

// kBlock names must be "special" elements of HTML5 whose end tag closes all up to
// it, and no formatting element may be left: the depth counted here must not fall behind that of
// the tree.
constexpr HtmlTag kTags[] = {
    {"a", "", TagRole::kDropped},
    {"abbr", "", TagRole::kDropped},
    {"address", "div", TagRole::kBlock, TagShape::kParagraph},
    {"article", "article", TagRole::kBlock, TagShape::kParagraph},
    {"aside", "aside", TagRole::kBlock, TagShape::kByTree},
    {"b", "", TagRole::kDropped},
    {"base", "base", TagRole::kLoose},
    {"big", "", TagRole::kDropped},
    {"blockquote", "div", TagRole::kBlock, TagShape::kParagraph},
    {"body", "body", TagRole::kLoose, TagShape::kByTree},
    {"br", "br", TagRole::kLoose, TagShape::kLineBreak},
    {"button", "", TagRole::kDropped},
    {"caption", "caption", TagRole::kCell},
    {"center", "div", TagRole::kBlock, TagShape::kParagraph},
    {"cite", "", TagRole::kDropped},
    {"code", "", TagRole::kDropped},
    {"dd", "p", TagRole::kLoose, TagShape::kParagraph},
    {"del", "", TagRole::kDropped},
    {"details", "div", TagRole::kBlock, TagShape::kParagraph},
    {"dialog", "div", TagRole::kBlock, TagShape::kParagraph},
    {"dir", "ul", TagRole::kBlock, TagShape::kParagraph},
    {"div", "div", TagRole::kBlock, TagShape::kParagraph},
    {"dl", "div", TagRole::kBlock, TagShape::kParagraph},
    {"dt", "p", TagRole::kLoose, TagShape::kParagraph},
    {"em", "", TagRole::kDropped},
    {"fieldset", "div", TagRole::kBlock, TagShape::kParagraph},
    {"figcaption", "div", TagRole::kBlock, TagShape::kParagraph},
    {"figure", "div", TagRole::kBlock, TagShape::kParagraph},
    {"font", "", TagRole::kDropped},
    {"footer", "footer", TagRole::kBlock, TagShape::kByTree},
    {"form", "div", TagRole::kBlock, TagShape::kParagraph},
    {"h1", "h1", TagRole::kHeading, TagShape::kParagraph},
    {"h2", "h2", TagRole::kHeading, TagShape::kParagraph},
    {"h3", "h3", TagRole::kHeading, TagShape::kParagraph},
    {"h4", "h4", TagRole::kHeading, TagShape::kParagraph},
    {"h5", "h5", TagRole::kHeading, TagShape::kParagraph},
    {"h6", "h6", TagRole::kHeading, TagShape::kParagraph},
    {"head", "head", TagRole::kLoose, TagShape::kByTree},
    {"header", "div", TagRole::kBlock, TagShape::kParagraph},
    {"hgroup", "div", TagRole::kBlock, TagShape::kParagraph},
    {"hr", "hr", TagRole::kLoose, TagShape::kParagraph},
    {"html", "html", TagRole::kLoose, TagShape::kByTree},
    {"i", "", TagRole::kDropped},
    {"iframe", "", TagRole::kHidden},
    {"img", "", TagRole::kDropped},
    {"ins", "", TagRole::kDropped},
    {"li", "li", TagRole::kListItem, TagShape::kParagraph},
    {"link", "link", TagRole::kLoose},
    {"main", "article", TagRole::kBlock, TagShape::kParagraph},
    {"math", "", TagRole::kDropped},
    {"menu", "ul", TagRole::kBlock, TagShape::kParagraph},
    {"meta", "meta", TagRole::kLoose},
    {"nav", "nav", TagRole::kBlock, TagShape::kByTree},
    {"noembed", "", TagRole::kHidden},
    {"noframes", "", TagRole::kHidden},
    {"noscript", "", TagRole::kHidden},
    {"ol", "ol", TagRole::kBlock, TagShape::kParagraph},
    {"p", "p", TagRole::kLoose, TagShape::kParagraph},
    {"pre", "pre", TagRole::kBlock, TagShape::kByTree},
    {"q", "", TagRole::kDropped},
    {"s", "", TagRole::kDropped},
    {"script", "", TagRole::kRaw},
    {"section", "div", TagRole::kBlock, TagShape::kParagraph},
    {"select", "", TagRole::kHidden},
    {"small", "", TagRole::kDropped},
    {"span", "", TagRole::kDropped},
    {"strike", "", TagRole::kDropped},
    {"strong", "", TagRole::kDropped},
    {"style", "", TagRole::kRaw},
    {"sub", "", TagRole::kDropped},
    {"summary", "div", TagRole::kBlock, TagShape::kParagraph},
    {"sup", "", TagRole::kDropped},
    {"svg", "", TagRole::kHidden},
    {"table", "table", TagRole::kBlock, TagShape::kTable},
    {"tbody", "tbody", TagRole::kCell},
    {"td", "td", TagRole::kCell},
    {"template", "", TagRole::kHidden},
    {"textarea", "", TagRole::kHidden},
    {"tfoot", "tfoot", TagRole::kCell},
    {"th", "th", TagRole::kCell},
    {"thead", "thead", TagRole::kCell},
    {"time", "", TagRole::kDropped},
    {"title", "title", TagRole::kTitle, TagShape::kByTree},
    {"tr", "tr", TagRole::kCell},
    {"tt", "", TagRole::kDropped},
    {"u", "", TagRole::kDropped},
    {"ul", "ul", TagRole::kBlock, TagShape::kParagraph},
    {"wbr", "", TagRole::kDropped},
};

// A slot of its own for each name; the factors were found by trying. No name is empty.
constexpr std::size_t kSlots = 512;
constexpr std::size_t SlotOf(std::string_view name) {
  const auto letter = [name](std::size_t i) { return static_cast<unsigned char>(name[i]); };
  return (18U * letter(0) + 24U * letter(name.size() - 1) + letter(name.size() / 2) +
          2U * name.size()) %
         kSlots;
}

// By slot: one more than the place in kTags; 0: no name.
constexpr std::array<unsigned char, kSlots> Places() {
  std::array<unsigned char, kSlots> places{};
  for (std::size_t i = 0; i < std::size(kTags); ++i) {
    places[SlotOf(kTags[i].name)] = static_cast<unsigned char>(i + 1);
  }
  return places;
}
constexpr std::array<unsigned char, kSlots> kPlaces = Places();

constexpr bool HasEachItsSlot() {
  for (std::size_t i = 0; i < std::size(kTags); ++i) {
    if (kPlaces[SlotOf(kTags[i].name)] != i + 1) {
      return false;
    }
  }
  return true;
}
static_assert(HasEachItsSlot(), "two names share a slot: try other factors in SlotOf");

// Names are too short for a call of memcmp, and those under one letter differ in their last more
// often than in their first.
bool IsSame(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) {
    return false;
  }
  std::size_t at = a.size();
  while (at > 0 && a[at - 1] == b[at - 1]) {
    --at;
  }
  return at == 0;
}

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

HtmlTagName::HtmlTagName(std::string_view html, std::size_t at) : end_(at) {
  bool prefixed = false;
  for (; end_ < html.size() && !EndsTagName(html[end_]); ++end_) {
    prefixed = prefixed || html[end_] == ':';
    if (size_ < letters_.size()) {
      letters_[size_++] = Lower(html[end_]);
    }
  }
  if (!prefixed) {
    return;
  }
  for (const std::string_view prefix : {"xhtml:", "html:", "h:"}) {
    if (view().substr(0, prefix.size()) == prefix) {
      first_ += prefix.size();
    }
  }
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
  const std::size_t place = lowered.empty() ? 0 : kPlaces[SlotOf(lowered)];
  return place > 0 && IsSame(kTags[place - 1].name, lowered) ? &kTags[place - 1] : nullptr;
}

}  // namespace feeds
