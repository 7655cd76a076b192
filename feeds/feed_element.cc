#include "feeds/feed_element.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "feeds/ascii.h"

namespace feeds {
namespace {

template <std::size_t kSize>
bool IsOneOf(const std::string_view (&names)[kSize], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

constexpr std::string_view kBoxes[] = {
    "author",      "contributor",  "source",      "image",          "textinput",
    "skiphours",   "skipdays",     "items",       "media:group",    "media:content",
    "rdf:seq",     "rdf:bag",      "rdf:li",      "itunes:owner",   "atom:author",
    "atom:source", "media:credit", "media:embed", "itunes:category"};

constexpr std::string_view kRich[] = {
    "description",  "summary",           "content",        "content:encoded",
    "encoded",      "subtitle",          "tagline",        "abstract",
    "info",         "fulltext",          "body",           "xhtml:body",
    "xhtml:div",    "dc:description",    "itunes:summary", "atom:summary",
    "atom:content", "media:description", "fullitem",       "rights",
    "copyright",    "content:item"};

constexpr std::string_view kLines[] = {"title",
                                       "link",
                                       "guid",
                                       "pubdate",
                                       "id",
                                       "updated",
                                       "published",
                                       "modified",
                                       "issued",
                                       "created",
                                       "category",
                                       "comments",
                                       "enclosure",
                                       "language",
                                       "ttl",
                                       "lastbuilddate",
                                       "managingeditor",
                                       "webmaster",
                                       "generator",
                                       "docs",
                                       "rating",
                                       "url",
                                       "width",
                                       "height",
                                       "name",
                                       "email",
                                       "uri",
                                       "day",
                                       "hour",
                                       "cloud",
                                       "icon",
                                       "logo",
                                       "date",
                                       "creator",
                                       "expirationdate"};

}  // namespace

ElementRole RoleOf(std::string_view written) {
  const std::string name = Lowered(written);
  const std::size_t colon = name.find(':');
  const std::string_view local = std::string_view(name).substr(colon + 1);
  const std::string_view prefix =
      colon == name.npos ? std::string_view() : std::string_view(name).substr(0, colon);
  const bool own = prefix.empty() || prefix == "rss" || prefix == "atom" || prefix == "a";
  if (name == "rdf:rdf" || name == "rdf" || (own && (local == "rss" || local == "feed"))) {
    return ElementRole::kRoot;
  }
  if (own && local == "channel") {
    return ElementRole::kChannel;
  }
  if (own && (local == "item" || local == "entry")) {
    return ElementRole::kItem;
  }
  if (IsOneOf(kBoxes, own ? local : std::string_view(name))) {
    return ElementRole::kBox;
  }
  if (IsOneOf(kRich, own ? local : std::string_view(name)) || IsOneOf(kRich, name)) {
    return ElementRole::kRich;
  }
  if ((own && IsOneOf(kLines, local)) || (!prefix.empty() && prefix != "xhtml")) {
    return ElementRole::kLine;
  }
  return ElementRole::kMarkup;
}

bool IsHtmlToo(std::string_view name) {
  constexpr std::string_view kBoth[] = {"title", "link", "source", "summary",
                                        "image", "body", "content"};
  return IsOneOf(kBoth, Lowered(name));
}

bool IsVoidElement(std::string_view name) {
  constexpr std::string_view kVoid[] = {"br",  "img",   "hr",   "input", "area", "base",
                                        "col", "embed", "meta", "track", "wbr",  "param"};
  return IsOneOf(kVoid, Lowered(name));
}

bool MayBeIn(std::string_view box, std::string_view name) {
  constexpr std::string_view kPeople[] = {"author", "contributor", "atom:author", "itunes:owner"};
  constexpr std::string_view kOfPeople[] = {"name", "uri", "url", "email", "homepage"};
  constexpr std::string_view kOfItems[] = {"guid",     "pubdate",         "enclosure",
                                           "comments", "content:encoded", "dc:date"};
  const std::string element = Lowered(name);
  if (StartsWithFold(box, "media:")) {
    return element.compare(0, 6, "media:") == 0;
  }
  if (StartsWithFold(box, "skip")) {
    return element == "hour" || element == "day";
  }
  if (IsOneOf(kPeople, Lowered(box))) {
    const std::size_t colon = element.find(':');
    return IsOneOf(kOfPeople, std::string_view(element).substr(colon + 1)) ||
           RoleOf(name) == ElementRole::kMarkup;
  }
  return !IsOneOf(kOfItems, element);
}

}  // namespace feeds
