#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "feeds/schedule.h"

namespace feeds {

struct Enclosure {
  std::string url;
  std::string type;                     // media type; empty when absent
  std::optional<std::uint64_t> length;  // bytes
};

// What a text of an item is: Atom and JSON Feed say so, RSS is always HTML.
enum class TextKind { kHtml, kPlain };

// An item as its feed tells it. Strings are UTF-8; an empty string means absent.
struct Item {
  std::string id;       // guid, atom:id, JSON Feed id
  std::string link;     // absolute where the feed allows it
  std::string title;    // plain text
  std::string summary;  // as served: may hold HTML
  std::string content;  // as served: may hold HTML
  TextKind summary_kind = TextKind::kHtml;
  TextKind content_kind = TextKind::kHtml;
  std::optional<std::chrono::sys_seconds> published;
  std::optional<std::chrono::sys_seconds> updated;
  std::vector<std::string> authors;
  std::vector<std::string> categories;
  std::vector<Enclosure> enclosures;
  std::string language;
  bool is_date_unreadable = false;  // a date was given that nobody can read
};

// A feed of any format; the names of `lodewatch parse`.
struct Feed {
  std::string format =
      "unknown";         // rss-2.0, rss-1.0, rss-0.9x, atom-1.0, atom-0.3, json-feed-1.0, …
  std::string encoding;  // what the bytes were read as, IANA name
  std::string title;
  std::string link;
  std::string description;
  std::string language;
  std::optional<std::chrono::sys_seconds> updated;
  Schedule schedule;
  std::vector<Item> items;
};

}  // namespace feeds
