#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/document.h"

namespace timeline {

// Is a document of a page one that its source has served before? With the reason.
enum class Identity {
  kNew = 1,         // never seen
  kNewVersion,      // an item that is known, in other words
  kNewBeside,       // another item under a guid that the page gives to several: takes nothing back
  kKnown,           // guid and words are known
  kKnownByLink,     // a new guid, but link and words are known
  kKnownByContent,  // new guid and link, but the words are known
};
// "new", "new version", "new beside", "known", "known by link", "known by content".
std::string_view ToText(Identity identity);
constexpr bool IsFresh(Identity identity) {
  return identity == Identity::kNew || identity == Identity::kNewVersion ||
         identity == Identity::kNewBeside;
}

// What is known of one document of a page.
struct Seen {
  Identity identity = Identity::kNew;
  // The guid under which the timeline has the item; empty: the document's own. It differs where a
  // source has given the item a new guid.
  std::string item{};
  std::string content_sha256{};  // of its words and cells; empty: not computed yet
};

// SHA-256 in hexadecimal of title, text and cells: a version of a document is known by it.
std::string ContentHash(const feeds::Document& document);
std::string Sha256(std::string_view bytes);

// What decides of a document on a page.
struct Item {
  std::string guid;
  std::string url;      // empty: none
  std::string content;  // ContentHash
  std::optional<std::int64_t> published_at;
  std::size_t text_bytes = 0;  // of title and text
};

// A version of an item that the source has served before.
struct KnownItem {
  std::string guid;
  std::int64_t version = 0;
  std::string url;
  std::string content;
  std::optional<std::int64_t> published_at;
  bool is_latest = false;
};

// Decides for every document of a page, given what is known (FindKnown in connection.h):
// 1. A known guid: known when the latest version has these words (where the page gives the guid to
//    several items: when any version has), else a new version (a new item beside the others).
// 2. An unknown guid, but a link that one item of the page and one of the past have, and the guid
//    of the one in the past has gone from the page: the same item.
// 3. Unknown guid and link, but known words whose guid has gone from the page: the same item where
//    both have the same date, or neither has one and the text is longer than kTrivialBytes. Where
//    at least half, and at least three, of the unknown documents of a page are known by their
//    words, the source makes up guids, links or dates at each poll, and the words alone decide.
// 4. What stands twice on one page with the same words, link and date is one item.
std::vector<Seen> Identify(std::span<const Item> page, std::span<const KnownItem> known);

// Shorter texts ("Market closed") are written again on other days.
inline constexpr std::size_t kTrivialBytes = 120;

}  // namespace timeline
