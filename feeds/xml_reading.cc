#include "feeds/xml_reading.h"

#include <algorithm>

#include "feeds/ascii.h"
#include "feeds/feed_date.h"
#include "feeds/html_text.h"
#include "feeds/url.h"
#include "feeds/white_space.h"
#include "feeds/xml_markup.h"

namespace feeds {
namespace {

bool IsBreak(char c) {
  return c == '\n' || c == '\r' || c == '\t';
}

// A URL that was wrapped is the same URL (WHATWG URL, 4.4).
std::string WithoutBreaks(std::string_view reference) {
  std::string url;
  std::remove_copy_if(reference.begin(), reference.end(), std::back_inserter(url), IsBreak);
  return url;
}

void ReadMediaContent(pugi::xml_node node, MediaParts& parts, const XmlContext& context) {
  AddEnclosure(parts.contents,
               {ResolvedAt(node, AttributeOf(node, "url"), context.base),
                std::string(AttributeOf(node, "type")), LengthOf(AttributeOf(node, "filesize"))});
}

}  // namespace

void AddOnce(std::vector<std::string>& values, std::string value) {
  constexpr std::size_t kValuesMax = 500;
  if (!value.empty() && values.size() < kValuesMax &&
      std::find(values.begin(), values.end(), value) == values.end()) {
    values.push_back(std::move(value));
  }
}

std::optional<std::chrono::sys_seconds> ReadDate(pugi::xml_node node, Item& item) {
  const std::string text = TextOf(node);
  const auto moment = ParseFeedDate(text);
  item.is_date_unreadable = item.is_date_unreadable || (!moment && !text.empty());
  return moment;
}

void SettleDates(Item& item) {
  item.is_date_unreadable = item.is_date_unreadable && !item.published;
}

std::string ResolvedAt(pugi::xml_node element, std::string_view reference, const Base& around) {
  reference = Trim(reference);
  if (std::any_of(reference.begin(), reference.end(), IsBreak)) {
    return ResolvedAt(element, WithoutBreaks(reference), around);
  }
  if (IsScriptUrl(reference)) {
    return {};
  }
  return element.attribute("xml:base") ? ResolveUrl(BaseWithin(element, around).url, reference)
                                       : ResolveUrl(around.url, reference);
}

std::string HtmlOf(pugi::xml_node element, const XmlContext& context) {
  const bool has_base = static_cast<bool>(element.attribute("xml:base"));
  if (HasElements(element)) {
    context.reading.has_markup = true;
    return MarkupBelow(element, context.namespaces, BaseWithin(element, context.base));
  }
  if (has_base || context.base.is_declared) {
    return ResolveLinks(TextOf(element), BaseWithin(element, context.base).url);
  }
  return TextOf(element);
}

std::string LineOfHtml(pugi::xml_node element, const XmlContext& context) {
  if (HasElements(element)) {
    context.reading.has_markup = true;
    return InlineHtmlToText(MarkupBelow(element, context.namespaces, context.base));
  }
  return InlineHtmlToText(TextOf(element));
}

void AddEnclosure(std::vector<Enclosure>& enclosures, Enclosure enclosure) {
  const bool known = std::any_of(enclosures.begin(), enclosures.end(), [&](const Enclosure& other) {
    return other.url == enclosure.url;
  });
  constexpr std::size_t kEnclosuresMax = 256;
  if (!enclosure.url.empty() && !known && enclosures.size() < kEnclosuresMax) {
    enclosures.push_back(std::move(enclosure));
  }
}

void ReadMedia(std::string_view name, pugi::xml_node node, MediaParts& parts,
               const XmlContext& context) {
  if (name == "title" && parts.title.empty()) {
    parts.title = LineOfHtml(node, context);
  } else if (name == "description" && parts.description.empty()) {
    parts.description = HtmlOf(node, context);
  } else if (name == "content") {
    ReadMediaContent(node, parts, context);
  }
  if (name != "group" && name != "content") {
    return;
  }
  for (const pugi::xml_node child : node.children()) {
    const ElementName inner = context.namespaces.NameOf(child);
    if (inner.vocabulary != Vocabulary::kMedia) {
      continue;
    }
    if (inner.local == "content" && name == "group") {
      ReadMediaContent(child, parts, context);
    } else if (inner.local == "title" || inner.local == "description") {
      ReadMedia(inner.local, child, parts, context);
    }
  }
}

}  // namespace feeds
