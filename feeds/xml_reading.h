#pragma once

#include <cstdint>
#include <limits>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "feeds/feed.h"
#include "feeds/xml_element.h"

// What the readers of RSS, Atom and CDF share.
namespace feeds {

// A feed as read from a tree, and what of it makes another tree of the same text worth while.
struct XmlReading {
  Feed feed;
  bool has_markup = false;       // elements within text: their blanks matter
  bool has_nested_item = false;  // an item within an item: some end tag is missing
};

// Where a reader stands in the tree. `reading` outlives it.
struct XmlContext {
  const Namespaces& namespaces;
  Base base;
  XmlReading& reading;
};

// How near to the format's own the element is that a field was taken from: 0 is its own.
struct Rank {
  int held = std::numeric_limits<int>::max();
};

// Takes what `read` gives when nothing of the same or a better rank is held yet; an empty element
// hides nothing.
template <class T, class Read>
void Offer(T& field, Rank& rank, int offered, Read read) {
  if (offered >= rank.held) {
    return;
  }
  if (T value = read(); value != T{}) {
    field = std::move(value);
    rank.held = offered;
  }
}

template <class T>
void SetOnce(T& field, T value) {
  if (field == T{}) {
    field = std::move(value);
  }
}

// Up to 500 values; an empty one is none.
void AddOnce(std::vector<std::string>& values, std::string value);

// A date of an item; `item` learns that one was given which nobody can read.
std::optional<std::chrono::sys_seconds> ReadDate(pugi::xml_node node, Item& item);
// An item is of no date known only when no other date of it could be read.
void SettleDates(Item& item);

// A reference resolved on the element's own xml:base and `around`, without line breaks and tabs;
// empty for a script.
std::string ResolvedAt(pugi::xml_node element, std::string_view reference, const Base& around);

// HTML of an element: its text, or the elements in it as markup.
std::string HtmlOf(pugi::xml_node element, const XmlContext& context);
// The same as a line of plain text.
std::string LineOfHtml(pugi::xml_node element, const XmlContext& context);

// Adds an enclosure with the URL as resolved, once.
void AddEnclosure(std::vector<Enclosure>& enclosures, Enclosure enclosure);

// What Media RSS tells of an item: spare parts, for whoever lacks them.
struct MediaParts {
  std::string title;
  std::string description;
  std::vector<Enclosure> contents;
};
// Reads one element of the media vocabulary, groups and contents with all they hold.
void ReadMedia(std::string_view name, pugi::xml_node node, MediaParts& parts,
               const XmlContext& context);

}  // namespace feeds
