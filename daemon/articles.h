#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/reading.h"
#include "feeds/http_client.h"
#include "feeds/robots.h"

namespace lodewatch {

// The name under which robots.txt may speak of us.
inline constexpr std::string_view kRobot = "lodewatch";

// Follows the news of a page to the articles that they link: for sources with `full_text`, for
// those of kind "page", and from index pages to release editions. With the credentials and limits
// of the source, at most one request a second to a site (its crawl-delay, or the source's `delay`,
// where that is longer), and not where its robots.txt forbids it. A few sources at a time, the
// others wait.
class ArticleFetcher {
 public:
  explicit ArticleFetcher(feeds::HttpClient& http) : http_(http) {}

  using Done = std::function<void(NewsPage page)>;

  // Fills the articles of page.fresh; `done` is called once, from here or from within
  // HttpClient::Step().
  void Fetch(const feeds::Source& source, NewsPage page, Done done);
  // Forgets all, without a call. The requests are the HttpClient's to drop.
  void Drop();

 private:
  // A source whose articles are fetched.
  struct Round {
    const feeds::Source& source;
    NewsPage page;
    Done done;
    std::size_t left = 0;  // articles
  };
  struct Article {
    std::list<Round>::iterator round;
    std::size_t index = 0;  // in page.fresh
  };
  // What robots.txt of a site says, and the articles that wait for it.
  struct Site {
    std::optional<std::chrono::steady_clock::time_point> asked_at{};  // unset: not known
    feeds::Robots robots{};
    std::vector<Article> waiting{};
  };

  void BeginNext();
  void Begin(std::list<Round>::iterator round);
  void AskSite(const Article& article);
  void TakeRobots(const std::string& name, const feeds::FetchResult& fetched);
  void Ask(const Article& article, const feeds::Robots& robots);
  void Take(const Article& article, feeds::FetchResult fetched);
  void Finish(std::list<Round>::iterator round);
  static const std::string& UrlOf(const Article& article);

  feeds::HttpClient& http_;
  std::list<Round> rounds_;  // under way
  std::deque<Round> waiting_;
  std::unordered_map<std::string, Site> sites_;  // by scheme and authority
};

}  // namespace lodewatch
