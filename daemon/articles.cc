#include "daemon/articles.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "feeds/robots.h"
#include "feeds/url.h"

namespace lodewatch {
namespace {

using std::chrono::steady_clock;
using Kind = feeds::FetchError::Kind;

constexpr std::size_t kRoundsMost = 4;
constexpr std::size_t kArticlesMost = 200;  // of one page
constexpr std::size_t kArticleBytesMost = std::size_t{8} << 20;
constexpr std::size_t kRobotsBytesMost = std::size_t{4} << 20;  // 500 KiB of them are read
constexpr std::chrono::hours kRobotsLast{24};                   // RFC 9309, section 2.4
constexpr std::chrono::seconds kDelayUsual{1};
constexpr std::chrono::seconds kCrawlDelayMost{60};
constexpr std::size_t kSitesMost = 10000;

std::string SiteOf(const std::string& url) {
  return feeds::SchemeOf(url) + "://" + feeds::AuthorityOf(url);
}

bool IsWeb(const std::string& url) {
  const std::string scheme = feeds::SchemeOf(url);
  return scheme == "http" || scheme == "https";
}

feeds::FetchRequest RequestOf(const feeds::Source& source, const std::string& url) {
  feeds::FetchRequest request{.url = url, .access = source.access, .expect = feeds::Expect::kPage};
  // What opens the door of the source's site is not shown to others.
  if (SiteOf(url) != SiteOf(source.url)) {
    request.access =
        std::make_shared<const feeds::Access>(feeds::Access{.addresses = source.access->addresses,
                                                            .proxy = source.access->proxy,
                                                            .ca_file = source.access->ca_file});
  }
  return request;
}

feeds::FetchResult NotAsked(Kind kind, std::string why) {
  return tl::unexpected(feeds::FetchError{.kind = kind, .detail = std::move(why)});
}

}  // namespace

void ArticleFetcher::Fetch(const feeds::Source& source, NewsPage page, Done done) {
  waiting_.push_back({source, std::move(page), std::move(done)});
  BeginNext();
}

void ArticleFetcher::Drop() {
  rounds_.clear();
  waiting_.clear();
  for (auto& [name, site] : sites_)
    site.waiting.clear();
  std::erase_if(sites_, [](const auto& site) { return !site.second.asked_at; });
}

void ArticleFetcher::BeginNext() {
  while (rounds_.size() < kRoundsMost && !waiting_.empty()) {
    rounds_.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
    Begin(std::prev(rounds_.end()));
  }
}

void ArticleFetcher::Begin(std::list<Round>::iterator round) {
  const NewsPage& page = round->page;
  std::vector<std::size_t> wanted;
  for (std::size_t i = 0; i < page.fresh.size() && wanted.size() < kArticlesMost; ++i)
    if (IsFollowed(round->source, page.fresh[i]))
      wanted.push_back(i);
  round->left = wanted.size();
  for (const std::size_t i : wanted)
    AskSite({round, i});
  if (wanted.empty())
    Finish(round);
}

void ArticleFetcher::AskSite(const Article& article) {
  const std::string& url = UrlOf(article);
  if (!IsWeb(url))
    return Ask(article, {});
  if (sites_.size() >= kSitesMost)
    std::erase_if(sites_, [](const auto& site) { return site.second.waiting.empty(); });
  Site& site = sites_[SiteOf(url)];
  if (site.asked_at && steady_clock::now() - *site.asked_at < kRobotsLast)
    return Ask(article, site.robots);
  site.waiting.push_back(article);
  if (site.waiting.size() > 1)
    return;  // asked already
  feeds::FetchRequest request = RequestOf(article.round->source, feeds::RobotsUrl(url));
  request.body_bytes_max = kRobotsBytesMost;
  http_.Start(std::move(request), [this, name = SiteOf(url)](const feeds::FetchResult& fetched) {
    TakeRobots(name, fetched);
  });
}

void ArticleFetcher::TakeRobots(const std::string& name, const feeds::FetchResult& fetched) {
  Site& site = sites_[name];
  const auto* page = fetched ? std::get_if<feeds::Page>(&*fetched) : nullptr;
  const auto answer = page != nullptr ? feeds::RobotsAnswer::kFile
                                      : feeds::AnswerOf(fetched ? 0 : fetched.error().http_status);
  site.asked_at = steady_clock::now();
  site.robots = page != nullptr ? feeds::ParseRobots(page->body, kRobot) : feeds::Robots();
  std::optional<feeds::Robots> robots = site.robots;
  if (answer == feeds::RobotsAnswer::kForbidAll) {
    site.asked_at.reset();
    robots.reset();
  }
  for (const Article& article : std::exchange(site.waiting, {})) {
    if (robots)
      Ask(article, *robots);
    else
      Take(article, NotAsked(Kind::kHeldBack, "robots.txt cannot be read for " + UrlOf(article)));
  }
}

void ArticleFetcher::Ask(const Article& article, const feeds::Robots& robots) {
  const std::string& url = UrlOf(article);
  if (IsWeb(url) && !feeds::Allows(robots, url))
    return Take(article, NotAsked(Kind::kRefused, "robots.txt does not allow " + url));
  feeds::FetchRequest request = RequestOf(article.round->source, url);
  if (article.round->source.kind != feeds::SourceKind::kRelease)
    request.body_bytes_max = kArticleBytesMost;
  const auto asked =
      std::min(robots.crawl_delay.value_or(std::chrono::seconds(0)), kCrawlDelayMost);
  request.delay =
      std::max<std::chrono::milliseconds>(article.round->source.delay.value_or(kDelayUsual), asked);
  http_.Start(std::move(request),
              [this, article](feeds::FetchResult fetched) { Take(article, std::move(fetched)); });
}

void ArticleFetcher::Take(const Article& article, feeds::FetchResult fetched) {
  Round& round = *article.round;
  round.page.fresh[article.index].article = std::move(fetched);
  if (--round.left == 0)
    Finish(article.round);
}

void ArticleFetcher::Finish(std::list<Round>::iterator round) {
  Round ended = std::move(*round);
  rounds_.erase(round);
  ended.done(std::move(ended.page));
  BeginNext();
}

const std::string& ArticleFetcher::UrlOf(const Article& article) {
  return article.round->page.fresh[article.index].document.url;
}

}  // namespace lodewatch
