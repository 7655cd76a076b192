#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace feeds {

// Rewrites a feed that an XML parser refuses into well-formed XML, knowing what the elements of
// feeds hold: an item ends where the next one begins or its channel ends; a title, a date or
// another line of text ends where the next element of the feed begins; HTML in a description ends
// with it. End tags that close nothing go, values get their quotes, '<' in text is escaped.
//
// What the end of the text cut off is left out: the whole items before it count. Where no item has
// an end tag, the last one counts if it has elements, none of them is open and the text
// does not end within a tag. nullopt: the text ends before
// its first whole item. Linear in time; elements nested deeper than 250 are dropped, their text
// stays.
std::optional<std::string> RecoverXml(std::string_view text);

}  // namespace feeds
