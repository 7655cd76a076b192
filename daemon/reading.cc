#include "daemon/reading.h"

#include <string>
#include <utility>
#include <variant>

#include "feeds/full_text.h"
#include "rules/extract.h"
#include "rules/release.h"

namespace lodewatch {
namespace {

using std::chrono::steady_clock;
using Documents = std::vector<timeline::ReadDocument>;

constexpr int kGone = 410;

// Adds to `total` what passes until it goes.
class Stopwatch {
 public:
  explicit Stopwatch(std::chrono::nanoseconds& total) : total_(total) {}
  ~Stopwatch() { total_ += steady_clock::now() - start_; }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;
  Stopwatch(Stopwatch&&) = delete;
  Stopwatch& operator=(Stopwatch&&) = delete;

 private:
  std::chrono::nanoseconds& total_;
  steady_clock::time_point start_ = steady_clock::now();
};

// Why an article could not be had, and whether a later poll may have more luck.
struct Miss {
  enum class Lasts { kForNow = 1, kForGood };
  std::string why;
  Lasts lasts = Lasts::kForGood;
};

Miss::Lasts LastsOf(const feeds::FetchError& error) {
  using Kind = feeds::FetchError::Kind;
  const bool is_refusal = error.http_status >= 400 && error.http_status < 500;
  const bool is_for_good =
      is_refusal || error.kind == Kind::kRefused || error.kind == Kind::kTooLarge;
  return is_for_good ? Miss::Lasts::kForGood : Miss::Lasts::kForNow;
}

// Puts an article into its document; gives why it could not be.
std::optional<Miss> FillFrom(const std::optional<feeds::FetchResult>& article,
                             const feeds::Source& source, timeline::ReadDocument& read) {
  if (!article)
    return Miss{"too many articles at once", Miss::Lasts::kForNow};
  if (!*article)
    return Miss{feeds::ToText(article->error()), LastsOf(article->error())};
  const auto* page = std::get_if<feeds::Page>(&**article);
  if (page == nullptr)
    return Miss{"no page", Miss::Lasts::kForGood};
  const auto filled = feeds::Fill(read.document, *page, source.charset);
  if (!filled) {
    const bool is_wall = filled.error().kind == feeds::FillError::Kind::kWall;
    return Miss{filled.error().detail, is_wall ? Miss::Lasts::kForNow : Miss::Lasts::kForGood};
  }
  if (*filled == feeds::Filled::kArticle)
    read.article = *page;
  return std::nullopt;
}

// "3 of 20 articles could not be read: https://example.org/a: HTTP 503, …"
class MissedArticles {
 public:
  void Add(const std::string& url, const std::string& why) {
    if (count_++ < kToldMost)
      told_ += (told_.empty() ? "" : "; ") + url + ": " + why;
  }
  void TellTo(std::vector<std::string>& notes, std::size_t of) const {
    if (count_ > 0)
      notes.push_back(std::to_string(count_) + " of " + std::to_string(of) +
                      " articles could not be read: " + told_ + (count_ > kToldMost ? "; …" : ""));
  }

 private:
  static constexpr int kToldMost = 3;
  int count_ = 0;
  std::string told_;
};

// The documents that are new, with what is known of their identity and with their articles. An item
// of a feed whose article is not to be had is kept as it was served: it may be gone from the feed
// by the next poll. An entry of an index page, which stays there, has nothing but its title: it is
// left out, and so are the validators, so that the next poll finds it new again.
Documents TakeFresh(const feeds::Source& source, NewsPage& page, Reading& out) {
  Documents fresh;
  fresh.reserve(page.news.fresh.size());
  MissedArticles missed;
  for (std::size_t i = 0; i < page.news.fresh.size(); ++i) {
    timeline::ReadDocument read{.document = std::move(page.parsed.documents[page.news.fresh[i]]),
                                .facts = {},
                                .observations = {},
                                .release = {},
                                .seen = std::move(page.news.seen[page.news.fresh[i]]),
                                .article = std::nullopt};
    std::optional<Miss> miss;
    if (!page.articles.empty())
      miss = FillFrom(page.articles[i], source, read);
    if (miss)
      missed.Add(read.document.url, miss->why);
    if (miss && miss->lasts == Miss::Lasts::kForNow && source.kind == feeds::SourceKind::kPage) {
      out.record.validators = {};
      continue;
    }
    fresh.push_back(std::move(read));
  }
  missed.TellTo(out.notes, page.news.fresh.size());
  return fresh;
}

void ExtractFacts(const rules::Pack& pack, const feeds::Source& source, Documents& documents) {
  const rules::Defaults defaults{source.reporter, source.subject};
  for (timeline::ReadDocument& read : documents)
    read.facts = rules::Extract(pack, read.document, defaults);
}

// Gives the labels that nobody knows.
tl::expected<std::vector<std::string>, Failure> ObserveTables(const rules::Pack& pack,
                                                              Documents& documents) {
  std::vector<std::string> unknown;
  for (timeline::ReadDocument& read : documents) {
    auto observed = rules::Observe(pack.releases(), pack.labels(), read.document);
    if (!observed)
      return tl::unexpected(Failure{.kind = "release-refused", .detail = observed.error().detail});
    for (std::string& label : observed->unknown)
      unknown.push_back(std::move(label));
    read.observations = std::move(observed->observations);
    read.release = std::move(observed->release);
  }
  return unknown;
}

timeline::PollRecord RecordOf(const NewsPage& page) {
  return {.validators = page.page.validators,
          .permanent_url = page.page.permanent_url,
          .format = page.parsed.format,
          .encoding = page.parsed.encoding,
          .items = static_cast<int>(page.parsed.documents.size()),
          .undated = page.parsed.undated,
          .is_gap = page.news.is_gap};
}

}  // namespace

Failure FailureOf(const feeds::FetchError& error) {
  using Kind = feeds::FetchError::Kind;
  Failure failure{std::string(feeds::ToText(error.kind)), feeds::ToText(error), error.retry_after};
  if (error.kind == Kind::kHttpStatus && error.http_status == kGone)
    failure.blame = Failure::Blame::kGone;
  if (error.kind == Kind::kOffline || error.kind == Kind::kHeldBack)
    failure.blame = Failure::Blame::kNobody;
  return failure;
}

Failure FailureOf(const feeds::ParseError& error) {
  return {.kind = std::string(feeds::ToText(error.kind)), .detail = error.detail};
}

tl::expected<NewsPage, Failure> FindNews(const timeline::Store& known, const feeds::Source& source,
                                         feeds::Page page) {
  NewsPage out{.page = std::move(page), .parsed = {}, .news = {}};
  {
    const Stopwatch watch(out.times.parse);
    auto parsed = feeds::Parse(out.page, source);
    if (!parsed)
      return tl::unexpected(FailureOf(parsed.error()));
    out.parsed = *std::move(parsed);
  }
  const Stopwatch watch(out.times.compare);
  out.news = known.NewAmong(source.id, out.parsed.documents);
  return out;
}

tl::expected<Reading, Failure> ReadNews(const rules::Pack& pack, const feeds::Source& source,
                                        NewsPage page) {
  Reading out{.prepared = {},
              .record = RecordOf(page),
              .fresh_for = page.page.fresh_for,
              .schedule = page.parsed.schedule,
              .notes = {},
              .times = page.times};
  Documents documents = TakeFresh(source, page, out);
  {
    const Stopwatch watch(out.times.extract);
    if (source.kind == feeds::SourceKind::kRelease) {
      auto unknown = ObserveTables(pack, documents);
      if (!unknown)
        return tl::unexpected(unknown.error());
      for (std::string& label : *unknown)
        out.notes.push_back(std::move(label));
    } else {
      ExtractFacts(pack, source, documents);
    }
  }
  for (const timeline::ReadDocument& read : documents) {
    out.documents += 1;
    out.facts += static_cast<int>(read.facts.size());
    out.observations += static_cast<int>(read.observations.size());
  }
  const Stopwatch watch(out.times.prepare);
  if (!documents.empty())
    out.prepared = timeline::Prepare(page.page, std::move(documents));
  return out;
}

}  // namespace lodewatch
