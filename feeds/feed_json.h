#pragma once

#include <string>

#include "feeds/feed.h"

namespace feeds {

// A feed as one line of JSON, the contract of `lodewatch parse`: keys in the order of Feed and
// Item, what is empty left out (but "format", "encoding" and "items" always there), times RFC 3339
// in UTC, "ttl" in minutes.
std::string ToJson(const Feed& feed);

}  // namespace feeds
