#include "feeds/html_tag.h"

#include <algorithm>
#include <iterator>

namespace feeds {
namespace {

// Sorted by name. kBlock names must be "special" elements of HTML5 whose end tag closes all up to
// it, and no formatting element may be left: the depth counted here must not fall behind that of
// the tree.
constexpr HtmlTag kTags[] = {
    {"a", TagRole::kDropped, ""},           {"abbr", TagRole::kDropped, ""},
    {"address", TagRole::kBlock, "div"},    {"article", TagRole::kBlock, "article"},
    {"aside", TagRole::kBlock, "aside"},    {"b", TagRole::kDropped, ""},
    {"base", TagRole::kLoose, "base"},      {"big", TagRole::kDropped, ""},
    {"blockquote", TagRole::kBlock, "div"}, {"body", TagRole::kLoose, "body"},
    {"br", TagRole::kLoose, "br"},          {"button", TagRole::kDropped, ""},
    {"caption", TagRole::kCell, "caption"}, {"center", TagRole::kBlock, "div"},
    {"cite", TagRole::kDropped, ""},        {"code", TagRole::kDropped, ""},
    {"dd", TagRole::kLoose, "p"},           {"del", TagRole::kDropped, ""},
    {"details", TagRole::kBlock, "div"},    {"dialog", TagRole::kBlock, "div"},
    {"dir", TagRole::kBlock, "ul"},         {"div", TagRole::kBlock, "div"},
    {"dl", TagRole::kBlock, "div"},         {"dt", TagRole::kLoose, "p"},
    {"em", TagRole::kDropped, ""},          {"fieldset", TagRole::kBlock, "div"},
    {"figcaption", TagRole::kBlock, "div"}, {"figure", TagRole::kBlock, "div"},
    {"font", TagRole::kDropped, ""},        {"footer", TagRole::kBlock, "footer"},
    {"form", TagRole::kBlock, "div"},       {"h1", TagRole::kHeading, "h1"},
    {"h2", TagRole::kHeading, "h2"},        {"h3", TagRole::kHeading, "h3"},
    {"h4", TagRole::kHeading, "h4"},        {"h5", TagRole::kHeading, "h5"},
    {"h6", TagRole::kHeading, "h6"},        {"head", TagRole::kLoose, "head"},
    {"header", TagRole::kBlock, "div"},     {"hgroup", TagRole::kBlock, "div"},
    {"hr", TagRole::kLoose, "hr"},          {"html", TagRole::kLoose, "html"},
    {"i", TagRole::kDropped, ""},           {"iframe", TagRole::kHidden, ""},
    {"img", TagRole::kDropped, ""},         {"ins", TagRole::kDropped, ""},
    {"li", TagRole::kListItem, "li"},       {"link", TagRole::kLoose, "link"},
    {"main", TagRole::kBlock, "article"},   {"math", TagRole::kDropped, ""},
    {"menu", TagRole::kBlock, "ul"},        {"meta", TagRole::kLoose, "meta"},
    {"nav", TagRole::kBlock, "nav"},        {"noembed", TagRole::kHidden, ""},
    {"noframes", TagRole::kHidden, ""},     {"noscript", TagRole::kHidden, ""},
    {"ol", TagRole::kBlock, "ol"},          {"p", TagRole::kLoose, "p"},
    {"pre", TagRole::kBlock, "pre"},        {"q", TagRole::kDropped, ""},
    {"s", TagRole::kDropped, ""},           {"script", TagRole::kRaw, ""},
    {"section", TagRole::kBlock, "div"},    {"select", TagRole::kHidden, ""},
    {"small", TagRole::kDropped, ""},       {"span", TagRole::kDropped, ""},
    {"strike", TagRole::kDropped, ""},      {"strong", TagRole::kDropped, ""},
    {"style", TagRole::kRaw, ""},           {"sub", TagRole::kDropped, ""},
    {"summary", TagRole::kBlock, "div"},    {"sup", TagRole::kDropped, ""},
    {"svg", TagRole::kHidden, ""},          {"table", TagRole::kBlock, "table"},
    {"tbody", TagRole::kCell, "tbody"},     {"td", TagRole::kCell, "td"},
    {"template", TagRole::kHidden, ""},     {"textarea", TagRole::kHidden, ""},
    {"tfoot", TagRole::kCell, "tfoot"},     {"th", TagRole::kCell, "th"},
    {"thead", TagRole::kCell, "thead"},     {"time", TagRole::kDropped, ""},
    {"title", TagRole::kTitle, "title"},    {"tr", TagRole::kCell, "tr"},
    {"tt", TagRole::kDropped, ""},          {"u", TagRole::kDropped, ""},
    {"ul", TagRole::kBlock, "ul"},          {"wbr", TagRole::kDropped, ""},
};

}  // namespace

const HtmlTag* FindHtmlTag(std::string_view lowered) {
  const auto* const found =
      std::lower_bound(std::begin(kTags), std::end(kTags), lowered,
                       [](const HtmlTag& tag, std::string_view name) { return tag.name < name; });
  return found != std::end(kTags) && found->name == lowered ? found : nullptr;
}

}  // namespace feeds
