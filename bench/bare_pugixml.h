#pragma once

#include <cstddef>

#include "bench/corpus.h"

namespace bench {

// The least that any reader of feeds does, as the yardstick: a copy of the bytes, parsed in place;
// GBK through iconv, Latin-1 through pugixml's own decoder. Throws std::runtime_error when the file
// cannot be read so. Returns the bytes of the tree's root name, for the optimiser's sake.
std::size_t ParseBare(const FeedFile& file);

// The same, and title, link, id, date and body of each item copied out. Returns the items.
std::size_t ParseBareAndCopy(const FeedFile& file);

}  // namespace bench
