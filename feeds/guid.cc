#include "feeds/guid.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace feeds {
namespace {

// The usual case.
bool AreAllDifferent(const std::vector<Document>& documents) {
  std::vector<std::size_t> hashes;
  hashes.reserve(documents.size());
  for (const Document& document : documents) {
    hashes.push_back(std::hash<std::string>()(document.guid));
  }
  std::sort(hashes.begin(), hashes.end());
  return std::adjacent_find(hashes.begin(), hashes.end()) == hashes.end();
}

// The guids that documents with different URLs share.
std::unordered_set<std::string> SharedGuids(const std::vector<Document>& documents) {
  std::unordered_map<std::string, const std::string*> urls;
  std::unordered_set<std::string> shared;
  for (const Document& document : documents) {
    const auto [known, is_new] = urls.emplace(document.guid, &document.url);
    if (!is_new && *known->second != document.url) {
      shared.insert(document.guid);
    }
  }
  return shared;
}

}  // namespace

void SettleGuids(std::vector<Document>& documents) {
  if (AreAllDifferent(documents)) {
    return;
  }
  const std::unordered_set<std::string> shared = SharedGuids(documents);
  std::unordered_map<std::string, std::size_t> places;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    Document& document = documents[i];
    if (!document.url.empty() && shared.count(document.guid) > 0) {
      document.guid.append(" ").append(document.url);
    }
    const auto [known, is_new] = places.emplace(document.guid, kept);
    const bool repeats = !is_new && documents[known->second].title == document.title &&
                         documents[known->second].text == document.text;
    if (repeats) {
      continue;
    }
    if (kept != i) {
      documents[kept] = std::move(document);
    }
    ++kept;
  }
  documents.resize(kept);
}

}  // namespace feeds
