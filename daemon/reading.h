#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <tl/expected.hpp>
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

// A page that was served, and what of it the timeline does not have yet.
struct NewsPage {
  feeds::Page page;
  feeds::Parsed parsed;
  timeline::News news;
  // One for each of news.fresh, where items are followed; nullopt: not asked for, since there are
  // too many at once or the item has no link. Empty: nothing is followed.
  std::vector<std::optional<feeds::FetchResult>> articles{};
  ReadTimes times{};
};

// What is to be written of a page.
struct Reading {
  timeline::PreparedPage prepared;
  timeline::PollRecord record;  // all but when and how soon it is polled again
  std::optional<std::chrono::seconds> fresh_for;
  feeds::Schedule schedule;
  int documents = 0;  // new, or new versions
  int facts = 0;
  int observations = 0;
  std::vector<std::string> notes;  // unknown labels, articles that could not be read
  ReadTimes times{};
};

// The two halves of reading, apart because following items to their articles lies between. Both may
// run on any thread; `known` is that thread's own.
tl::expected<NewsPage, Failure> FindNews(const timeline::Store& known, const feeds::Source& source,
                                         feeds::Page page);
tl::expected<Reading, Failure> ReadNews(const rules::Pack& pack, const feeds::Source& source,
                                        NewsPage page);

}  // namespace lodewatch
