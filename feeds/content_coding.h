#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "feeds/fetch.h"

namespace feeds {

// What Accept-Encoding offers.
inline constexpr std::string_view kContentCodings = "gzip, deflate, br, zstd";

// Removes the codings that Content-Encoding lists ("gzip", "br", "deflate, gzip", x-gzip, zstd).
// A word that is no coding, such as the charset some servers send there, stands for none, and so
// does gzip over bytes that are not. kTooLarge: more than `bytes_max` come out at any stage, so
// that a bomb costs no more than that; kProtocol: damaged or cut off (libcurl does not tell the
// latter), more than five codings. What follows the end of the compressed data is ignored.
tl::expected<std::string, FetchError> RemoveContentCodings(std::string_view content_encoding,
                                                           std::string body, std::size_t bytes_max);

}  // namespace feeds
