#pragma once

#include <cstddef>

#include "feeds/fetch.h"

namespace feeds {

// Reads the regular file of a file:// URL (no host, or localhost; %XX decoded). Its etag is made of
// the time of modification and the size, so that an unchanged file is NotModified. kRead: missing,
// not permitted, not a regular file; kTooLarge: more than `body_bytes_max`; kRefused: another host.
FetchResult ReadLocalFile(const FetchRequest& request, std::size_t body_bytes_max);

}  // namespace feeds
