#include "feeds/rss.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "feeds/ascii.h"
#include "feeds/feed_date.h"
#include "feeds/html_text.h"
#include "feeds/url.h"
#include "feeds/white_space.h"
#include "feeds/xml_element.h"

namespace feeds {
namespace {

constexpr int kTtlMinutesMax = 60 * 24 * 366;

struct Context {
  Namespaces namespaces;
  std::string base;
};

template <class T>
void SetOnce(T& field, T value) {
  if (field == T{}) {
    field = std::move(value);
  }
}

// The feed's own date wins over those of other vocabularies, if it can be read.
void SetDate(std::optional<std::chrono::sys_seconds>& field, const std::string& text) {
  const auto moment = ParseFeedDate(text);
  field = moment ? moment : field;
}

void AddOnce(std::vector<std::string>& values, std::string value) {
  if (!value.empty() && std::find(values.begin(), values.end(), value) == values.end()) {
    values.push_back(std::move(value));
  }
}

// "desk@example.org (Jo Miner)", the form that RSS 2.0 prescribes, gives the name.
std::string AuthorName(const std::string& text) {
  const std::size_t open = text.find('(');
  const std::size_t at = text.find('@');
  if (at < open && open != std::string::npos && text.back() == ')') {
    const std::string_view name =
        Trim(std::string_view(text).substr(open + 1, text.size() - open - 2));
    if (!name.empty()) {
      return std::string(name);
    }
  }
  return CollapseWhiteSpace(text);
}

void ReadGuid(pugi::xml_node node, Item& item, const Context& context) {
  SetOnce(item.id, TextOf(node));
  const bool permalink = !EqualsFold(Trim(node.attribute("isPermaLink").value()), "false");
  const std::string scheme = SchemeOf(item.id);
  if (permalink && (scheme == "http" || scheme == "https")) {
    SetOnce(item.link, ResolveUrl(context.base, item.id));
  }
}

void ReadEnclosure(pugi::xml_node node, Item& item, const Context& context) {
  std::string url = ResolveUrl(context.base, node.attribute("url").value());
  if (!url.empty()) {
    item.enclosures.push_back({std::move(url), std::string(Trim(node.attribute("type").value())),
                               LengthOf(node.attribute("length").value())});
  }
}

void ReadPlain(std::string_view name, pugi::xml_node node, Item& item, const Context& context) {
  if (name == "title") {
    SetOnce(item.title, InlineHtmlToText(TextOf(node)));
  } else if (name == "link") {
    const std::string link = ResolveUrl(context.base, TextOf(node));
    item.link = link.empty() ? item.link : link;
  } else if (name == "description") {
    SetOnce(item.summary, MarkupOf(node));
  } else if (name == "guid") {
    ReadGuid(node, item, context);
  } else if (name == "pubDate") {
    SetDate(item.published, TextOf(node));
  } else if (name == "author") {
    AddOnce(item.authors, AuthorName(TextOf(node)));
  } else if (name == "category") {
    AddOnce(item.categories, CollapseWhiteSpace(TextOf(node)));
  } else if (name == "enclosure") {
    ReadEnclosure(node, item, context);
  }
}

void ReadDublinCore(std::string_view name, pugi::xml_node node, Item& item) {
  if (name == "title") {
    SetOnce(item.title, InlineHtmlToText(TextOf(node)));
  } else if (name == "description" || name == "abstract") {
    SetOnce(item.summary, MarkupOf(node));
  } else if (name == "creator") {
    AddOnce(item.authors, CollapseWhiteSpace(TextOf(node)));
  } else if (name == "subject") {
    AddOnce(item.categories, CollapseWhiteSpace(TextOf(node)));
  } else if (name == "date" || name == "issued" || name == "created") {
    SetOnce(item.published, ParseFeedDate(TextOf(node)));
  } else if (name == "modified") {
    SetOnce(item.updated, ParseFeedDate(TextOf(node)));
  } else if (name == "language") {
    SetOnce(item.language, TextOf(node));
  } else if (name == "identifier") {
    SetOnce(item.id, TextOf(node));
  }
}

void ReadAtom(std::string_view name, pugi::xml_node node, Item& item, const Context& context) {
  if (name == "updated") {
    SetDate(item.updated, TextOf(node));
  } else if (name == "published") {
    SetOnce(item.published, ParseFeedDate(TextOf(node)));
  } else if (name == "author") {
    AddOnce(item.authors, CollapseWhiteSpace(node.find_child([](pugi::xml_node child) {
                                                   return LocalName(child) == "name";
                                                 })
                                                 .child_value()));
  } else if (name == "link") {
    const std::string_view rel = node.attribute("rel").value();
    if (rel.empty() || rel == "alternate") {
      SetOnce(item.link, ResolveUrl(context.base, node.attribute("href").value()));
    }
  }
}

Item ReadItem(pugi::xml_node element, const Context& context) {
  Item item;
  for (const pugi::xml_node child : element.children()) {
    const ElementName name = context.namespaces.NameOf(child);
    switch (name.vocabulary) {
      case Vocabulary::kPlain:
        ReadPlain(name.local, child, item, context);
        break;
      case Vocabulary::kDublinCore:
        ReadDublinCore(name.local, child, item);
        break;
      case Vocabulary::kAtom:
        ReadAtom(name.local, child, item, context);
        break;
      case Vocabulary::kContent:
        if (name.local == "encoded") {
          SetOnce(item.content, MarkupOf(child));
        }
        break;
      case Vocabulary::kXhtml:
        if (name.local == "body" || name.local == "div") {
          SetOnce(item.content, MarkupOf(child));
        }
        break;
      case Vocabulary::kOther:
        break;
    }
  }
  SetOnce(item.id, std::string(Trim(element.attribute("rdf:about").value())));
  SetOnce(item.language, std::string(Trim(element.attribute("xml:lang").value())));
  return item;
}

std::optional<std::chrono::seconds> ReadTtl(const std::string& text) {
  int minutes = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), minutes);
  if (error != std::errc() || minutes <= 0 || minutes > kTtlMinutesMax) {
    return std::nullopt;
  }
  return std::chrono::minutes{minutes};
}

void ReadChannelField(const ElementName& name, pugi::xml_node node, Feed& feed,
                      const Context& context) {
  const bool plain = name.vocabulary == Vocabulary::kPlain;
  const bool dublin_core = name.vocabulary == Vocabulary::kDublinCore;
  if (plain && name.local == "title") {
    SetOnce(feed.title, InlineHtmlToText(TextOf(node)));
  } else if (plain && name.local == "link") {
    SetOnce(feed.link, ResolveUrl(context.base, TextOf(node)));
  } else if (plain && name.local == "description") {
    SetOnce(feed.description, MarkupOf(node));
  } else if (name.local == "language" && (plain || dublin_core)) {
    SetOnce(feed.language, TextOf(node));
  } else if (plain && name.local == "ttl") {
    feed.schedule.ttl = ReadTtl(TextOf(node));
  } else if (plain && name.local == "lastBuildDate") {
    SetDate(feed.updated, TextOf(node));
  } else if ((plain && name.local == "pubDate") || (dublin_core && name.local == "date")) {
    SetOnce(feed.updated, ParseFeedDate(TextOf(node)));
  } else if (plain && name.local == "item") {
    feed.items.push_back(ReadItem(node, context));
  }
}

std::string FormatOf(pugi::xml_node root) {
  const bool rdf = LocalName(root) == "RDF";
  for (const pugi::xml_attribute attribute : root.attributes()) {
    const std::string_view value = attribute.value();
    if (rdf && value.find("/rdf/simple/0.9/") != value.npos) {
      return "rss-0.9x";
    }
  }
  if (rdf) {
    return "rss-1.0";
  }
  const std::string_view version = Trim(root.attribute("version").value());
  if (version.substr(0, 2) == "0.") {
    return "rss-0.9x";
  }
  return version.substr(0, 2) == "1." ? "rss-1.0" : "rss-2.0";
}

}  // namespace

Feed ReadRss(pugi::xml_node root, std::string_view url) {
  Feed feed;
  feed.format = FormatOf(root);
  const Context context{Namespaces(root), BaseOf(root, url)};
  for (const pugi::xml_node child : root.children()) {
    const ElementName name = context.namespaces.NameOf(child);
    if (name.vocabulary != Vocabulary::kPlain) {
      continue;
    }
    if (name.local == "channel") {
      const Context inner{context.namespaces, BaseOf(child, url)};
      for (const pugi::xml_node field : child.children()) {
        ReadChannelField(inner.namespaces.NameOf(field), field, feed, inner);
      }
    } else if (name.local == "item") {
      feed.items.push_back(ReadItem(child, context));
    }
  }
  return feed;
}

}  // namespace feeds
