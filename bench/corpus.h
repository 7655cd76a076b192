#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "feeds/http_client.h"

namespace bench {

// A feed as a poll would have fetched it; the body is the bytes as served.
struct FeedFile {
  std::string format;    // rss2, atom, rdf, json
  std::string encoding;  // as declared: utf-8, gbk, iso-8859-1
  feeds::Page page;
};

// The feeds that FOLDER/feeds.tsv lists, one a line: path, format, encoding, items, bytes; those
// beyond `count` are left out. Throws std::runtime_error when one cannot be read.
std::vector<FeedFile> ReadCorpus(const std::filesystem::path& folder, std::size_t count);

}  // namespace bench
