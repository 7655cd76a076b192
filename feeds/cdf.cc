#include "feeds/cdf.h"

#include <charconv>
#include <string>

#include "feeds/ascii.h"
#include "feeds/feed_date.h"

namespace feeds {
namespace {

constexpr int kChannelsNestedMax = 8;

// HREF of the element itself or of an <A> in it.
std::string LinkOf(pugi::xml_node element, const XmlContext& context) {
  const std::string_view href = AttributeOf(element, "href");
  if (!href.empty()) {
    return ResolvedAt(element, href, context.base);
  }
  for (const pugi::xml_node child : element.children()) {
    if (LocalName(child) == "a") {
      return ResolvedAt(child, AttributeOf(child, "href"), context.base);
    }
  }
  return {};
}

Item ReadItem(pugi::xml_node element, const XmlContext& context) {
  Item item;
  item.link = LinkOf(element, context);
  const std::string_view lastmod = AttributeOf(element, "lastmod");
  item.updated = ParseFeedDate(lastmod);
  item.is_date_unreadable = !item.updated && !lastmod.empty();
  for (const pugi::xml_node child : element.children()) {
    const std::string_view name = LocalName(child);
    if (name == "title") {
      SetOnce(item.title, LineOfHtml(child, context));
    } else if (name == "abstract" || name == "description") {
      SetOnce(item.summary, HtmlOf(child, context));
    }
  }
  SetOnce(item.title, std::string(AttributeOf(element, "title")));
  return item;
}

int NumberOf(std::string_view text) {
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  constexpr int kNumberMax = 366;
  return number > 0 && number <= kNumberMax ? number : 0;
}

void ReadSchedule(pugi::xml_node schedule, Feed& feed) {
  for (const pugi::xml_node child : schedule.children()) {
    if (LocalName(child) == "intervaltime") {
      const std::chrono::seconds period =
          std::chrono::hours{24 * NumberOf(AttributeOf(child, "day"))} +
          std::chrono::hours{NumberOf(AttributeOf(child, "hour"))} +
          std::chrono::minutes{NumberOf(AttributeOf(child, "min"))};
      if (period.count() > 0) {
        feed.schedule.update_period = period;
      }
    }
  }
}

// NOLINTNEXTLINE(misc-no-recursion): bounded by kChannelsNestedMax
void ReadChannel(pugi::xml_node channel, int depth, const XmlContext& context) {
  Feed& feed = context.reading.feed;
  SetOnce(feed.link, LinkOf(channel, context));
  SetOnce(feed.updated, ParseFeedDate(AttributeOf(channel, "lastmod")));
  for (const pugi::xml_node child : channel.children()) {
    const std::string_view name = LocalName(child);
    if (name == "title") {
      SetOnce(feed.title, LineOfHtml(child, context));
    } else if (name == "abstract" || name == "description") {
      SetOnce(feed.description, HtmlOf(child, context));
    } else if (name == "item") {
      feed.items.push_back(ReadItem(child, context));
    } else if (name == "schedule") {
      ReadSchedule(child, feed);
    } else if (name == "channel" && depth < kChannelsNestedMax) {
      ReadChannel(child, depth + 1, context);
    }
  }
}

}  // namespace

bool IsCdf(pugi::xml_node channel) {
  for (const std::string_view name : {"href", "base", "lastmod", "self"}) {
    if (!AttributeOf(channel, name).empty()) {
      return true;
    }
  }
  for (const pugi::xml_node child : channel.children()) {
    if (LocalName(child) == "item" && !AttributeOf(child, "href").empty()) {
      return true;
    }
  }
  return channel.find_child([](pugi::xml_node child) { return LocalName(child) == "abstract"; });
}

XmlReading ReadCdf(pugi::xml_node root, std::string_view url) {
  XmlReading reading;
  reading.feed.format = "cdf";
  const Namespaces namespaces(root);
  const XmlContext at_url{namespaces, {std::string(url), false}, reading};
  const std::string base = ResolvedAt(root, AttributeOf(root, "base"), at_url.base);
  const XmlContext context{namespaces, {base.empty() ? std::string(url) : base, false}, reading};
  reading.feed.language = AttributeOf(root, "xml:lang");
  ReadChannel(root, 0, context);
  return reading;
}

}  // namespace feeds
