#include "feeds/rss.h"

#include <string>

#include "feeds/ascii.h"
#include "feeds/feed_date.h"
#include "feeds/rss_item.h"
#include "feeds/schedule_reader.h"

namespace feeds {
namespace {

// A channel in the making, and how well its fields are known.
struct Draft {
  Rank title, link, description, language, updated;
  ScheduleReader schedule;
};

std::optional<std::chrono::sys_seconds> MomentOf(pugi::xml_node node) {
  return ParseFeedDate(TextOf(node));
}

void ReadPlain(std::string_view name, pugi::xml_node node, Draft& draft,
               const XmlContext& context) {
  Feed& feed = context.reading.feed;
  if (name == "item") {
    feed.items.push_back(ReadRssItem(node, context));
  } else if (name == "title") {
    Offer(feed.title, draft.title, 0, [&] { return LineOfHtml(node, context); });
  } else if (name == "link") {
    Offer(feed.link, draft.link, 0, [&] { return ResolvedAt(node, TextOf(node), context.base); });
    if (const std::string_view rel = AttributeOf(node, "rel"); rel.empty() || rel == "alternate") {
      Offer(feed.link, draft.link, 1,
            [&] { return ResolvedAt(node, AttributeOf(node, "href"), context.base); });
    }
  } else if (name == "description") {
    Offer(feed.description, draft.description, 0, [&] { return HtmlOf(node, context); });
  } else if (name == "tagline" || name == "subtitle" || name == "summary") {
    Offer(feed.description, draft.description, 1, [&] { return HtmlOf(node, context); });
  } else if (name == "language") {
    Offer(feed.language, draft.language, 0, [&] { return TextOf(node); });
  } else if (name == "lastbuilddate") {
    Offer(feed.updated, draft.updated, 0, [&] { return MomentOf(node); });
  } else if (name == "pubdate") {
    Offer(feed.updated, draft.updated, 1, [&] { return MomentOf(node); });
  } else if (name == "items") {  // RSS 1.1 and its like; the <items> of 1.0 hold references only
    for (const pugi::xml_node item : node.children()) {
      if (LocalName(item) == "item") {
        feed.items.push_back(ReadRssItem(item, context));
      }
    }
  }
}

void ReadDublinCore(std::string_view name, pugi::xml_node node, Draft& draft,
                    const XmlContext& context) {
  Feed& feed = context.reading.feed;
  if (name == "title") {
    Offer(feed.title, draft.title, 2, [&] { return LineOfHtml(node, context); });
  } else if (name == "description") {
    Offer(feed.description, draft.description, 2, [&] { return HtmlOf(node, context); });
  } else if (name == "language") {
    Offer(feed.language, draft.language, 1, [&] { return TextOf(node); });
  } else if (name == "date" || name == "modified") {
    Offer(feed.updated, draft.updated, 3, [&] { return MomentOf(node); });
  }
}

void ReadAtom(std::string_view name, pugi::xml_node node, Draft& draft, const XmlContext& context) {
  Feed& feed = context.reading.feed;
  if (name == "title") {
    Offer(feed.title, draft.title, 1, [&] { return LineOfHtml(node, context); });
  } else if (name == "subtitle") {
    Offer(feed.description, draft.description, 1, [&] { return HtmlOf(node, context); });
  } else if (name == "updated") {
    Offer(feed.updated, draft.updated, 2, [&] { return MomentOf(node); });
  } else if (name == "link") {
    const std::string_view rel = AttributeOf(node, "rel");
    if (rel.empty() || rel == "alternate") {
      Offer(feed.link, draft.link, 1,
            [&] { return ResolvedAt(node, AttributeOf(node, "href"), context.base); });
    }
  }
}

void ReadItunes(std::string_view name, pugi::xml_node node, Draft& draft,
                const XmlContext& context) {
  Feed& feed = context.reading.feed;
  if (name == "summary" || name == "subtitle") {
    const int rank = name == "summary" ? 3 : 4;
    Offer(feed.description, draft.description, rank, [&] { return HtmlOf(node, context); });
  }
}

void ReadField(pugi::xml_node node, Draft& draft, const XmlContext& context) {
  const ElementName name = context.namespaces.NameOf(node);
  draft.schedule.Read(name, node);
  switch (name.vocabulary) {
    case Vocabulary::kPlain:
      ReadPlain(name.local, node, draft, context);
      break;
    case Vocabulary::kDublinCore:
      ReadDublinCore(name.local, node, draft, context);
      break;
    case Vocabulary::kAtom:
      ReadAtom(name.local, node, draft, context);
      break;
    case Vocabulary::kItunes:
      ReadItunes(name.local, node, draft, context);
      break;
    case Vocabulary::kContent:
    case Vocabulary::kMedia:
    case Vocabulary::kSyndication:
    case Vocabulary::kRdf:
    case Vocabulary::kXhtml:
    case Vocabulary::kOther:
      break;
  }
}

std::string FormatOf(pugi::xml_node root) {
  const bool rdf = LocalName(root) == "rdf";
  for (const pugi::xml_attribute attribute : root.attributes()) {
    const std::string_view value = attribute.value();
    if (rdf && value.find("netscape.com/rdf/simple/0.9") != value.npos) {
      return "rss-0.9x";
    }
  }
  if (rdf) {
    return "rss-1.0";
  }
  const std::string_view version = AttributeOf(root, "version");
  if (version.substr(0, 2) == "0.") {
    return "rss-0.9x";
  }
  return version.substr(0, 2) == "1." ? "rss-1.0" : "rss-2.0";
}

void ReadChannel(pugi::xml_node channel, Draft& draft, const XmlContext& around) {
  const XmlContext context{around.namespaces, BaseWithin(channel, around.base), around.reading};
  for (const pugi::xml_node field : channel.children()) {
    if (field.type() == pugi::node_element) {
      ReadField(field, draft, context);
    }
  }
  Offer(around.reading.feed.language, draft.language, 2,
        [&] { return std::string(AttributeOf(channel, "xml:lang")); });
  if (const std::string_view about = AboutOf(channel); !about.empty()) {
    Offer(around.reading.feed.link, draft.link, 2,
          [&] { return ResolvedAt(channel, about, around.base); });
  }
}

}  // namespace

XmlReading ReadRss(pugi::xml_node root, std::string_view url) {
  XmlReading reading;
  reading.feed.format = FormatOf(root);
  const Namespaces namespaces(root);
  const XmlContext context{namespaces, BaseWithin(root, {std::string(url), false}), reading};
  Draft draft;
  // A feed may lack its root: then its channel or its items stand side by side.
  const bool bare = LocalName(root) == "channel" || LocalName(root) == "item";
  for (const pugi::xml_node child : (bare ? root.parent() : root).children()) {
    if (child.type() != pugi::node_element) {
      continue;
    }
    const ElementName name = namespaces.NameOf(child);
    if (name.vocabulary == Vocabulary::kPlain && name.local == "channel") {
      ReadChannel(child, draft, context);
    } else {
      ReadField(child, draft, context);
    }
  }
  Offer(reading.feed.language, draft.language, 3,
        [&] { return std::string(AttributeOf(root, "xml:lang")); });
  reading.feed.schedule = draft.schedule.Result();
  return reading;
}

}  // namespace feeds
