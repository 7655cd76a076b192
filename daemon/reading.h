#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <variant>
#include <vector>

#include "daemon/timeline/store.h"
#include "feeds/http_client.h"
#include "feeds/parse.h"
#include "rules/pack.h"

namespace lodewatch {

// Why a poll came to nothing.
struct Failure {
  // Whose it is: a source that is gone is asked no more; our own network, or a host that asked to
  // be left alone, are not held against the source.
  enum class Blame { kSource = 1, kGone, kNobody };

  std::string kind;    // as it is stored: "timeout", "http-status", "not-a-feed", "no-links", …
  std::string detail;  // one line for people
  std::chrono::seconds retry_after{0};
  Blame blame = Blame::kSource;
};
Failure FailureOf(const feeds::FetchError& error);
Failure FailureOf(const feeds::ParseError& error);

// How long reading a page took, for `lodewatch poll --timings`.
struct ReadTimes {
  std::chrono::nanoseconds parse{0};
  std::chrono::nanoseconds compare{0};  // with what the timeline has
  std::chrono::nanoseconds extract{0};
  std::chrono::nanoseconds prepare{0};  // hashes, compression
};

// A release edition that an index page links.
struct Edition {
  std::string status{};  // its vintage: "preliminary"; empty: the page does not say
};

// A document that is to be read, and its article where items are followed.
struct Fresh {
  feeds::Document document{};
  timeline::Seen seen{};
  std::optional<timeline::OwedArticle> owed{};  // on the timeline already, without its article
  std::optional<Edition> edition{};
  std::optional<feeds::FetchResult> article{};  // or the edition; unset: not asked for
};

// An answer, and what of it the timeline does not have yet.
struct NewsPage {
  std::variant<feeds::Page, feeds::NotModified> answer{};
  timeline::PollRecord record{};  // of a page: all but when and how soon it is polled again
  feeds::Schedule schedule{};     // of a page
  std::vector<Fresh> fresh{};
  bool is_index = false;  // of release editions
  ReadTimes times{};
};

// Whether what a source links is fetched, so that something may be owed when it answers 304: the
// articles of items, the editions of an index page.
bool MayOwe(const feeds::Source& source);
// A local list may name local articles; a page from the web may not.
bool MayFollow(const feeds::Source& source, const std::string& url);
// Whether this document is read at its own address.
bool IsFollowed(const feeds::Source& source, const Fresh& fresh);

// What is to be written of an answer.
struct Reading {
  std::optional<feeds::NotModified> unchanged{};  // a 304; then only articles were read
  timeline::PreparedPage prepared{};
  timeline::PollRecord record{};  // all but when and how soon it is polled again
  std::optional<std::chrono::seconds> fresh_for{};
  feeds::Schedule schedule{};
  // Of documents that the timeline has: articles to be asked for once more, or not any more.
  std::vector<timeline::OwedArticle> still_owed{};
  std::vector<timeline::OwedArticle> given_up{};
  // Of an index page: links of editions that were refused, or of which nothing could be had for
  // good, with the reasons.
  std::vector<std::string> refused{};
  std::vector<std::string> blocked{};
  bool is_index = false;
  int editions = 0;   // of an index page: read
  int documents = 0;  // new, new versions, or completed by their article
  int completed = 0;
  int facts = 0;
  int observations = 0;
  std::vector<std::string> notes{};  // unknown labels, articles that could not be read
  ReadTimes times{};
};

// The two halves of reading, apart because following items to their articles lies between. Both may
// run on any thread; `known` is that thread's own. Where items are followed, documents whose
// article could not be read at an earlier poll, and is to be asked for again by now, are news too.
// So are the editions of an index page, kEditionsMost (editions.h) at a time.
struct Known {
  const timeline::Store& store;
  std::chrono::sys_seconds now;
};
tl::expected<NewsPage, Failure> FindNews(const Known& known, const rules::Pack& pack,
                                         const feeds::Source& source, feeds::Page page);
NewsPage FindNews(const Known& known, const feeds::Source& source, feeds::NotModified unchanged);
tl::expected<Reading, Failure> ReadNews(const rules::Pack& pack, const feeds::Source& source,
                                        NewsPage page);

}  // namespace lodewatch
