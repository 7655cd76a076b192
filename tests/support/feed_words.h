#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "feeds/feed_json.h"
#include "feeds/parse.h"

// A feed served at https://example.org/f/ in the words of `lodewatch parse`.
namespace tests {

inline nlohmann::ordered_json FeedWords(const std::string& text) {
  const auto feed =
      feeds::ParseFeed(text, {.content_type = {}, .url = "https://example.org/f/", .charset = {}});
  if (!feed) {
    return {{"error", std::string(feeds::ToText(feed.error().kind))},
            {"detail", feed.error().detail}};
  }
  return nlohmann::ordered_json::parse(feeds::ToJson(*feed));
}

// The items alone, on one line: [{"id":"1"}]. A feed that is none: its error.
inline std::string ItemWords(const std::string& text) {
  const nlohmann::ordered_json feed = FeedWords(text);
  return feed.contains("items") ? feed["items"].dump() : feed.dump();
}

// The only item of an RSS channel that holds `fields`, with `declarations` on its root.
inline std::string RssItemWords(const std::string& fields, const std::string& declarations = {}) {
  return ItemWords("<rss version='2.0' " + declarations + "><channel><title>c</title><item>" +
                   fields + "</item></channel></rss>");
}

inline std::string AtomEntryWords(const std::string& fields, const std::string& attributes = {}) {
  return ItemWords("<feed xmlns='http://www.w3.org/2005/Atom'" + attributes + "><entry>" + fields +
                   "</entry></feed>");
}

}  // namespace tests
