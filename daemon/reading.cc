#include "daemon/reading.h"

#include <set>
#include <string>
#include <utility>
#include <variant>

#include "feeds/full_text.h"
#include "feeds/url.h"
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

// Why an article could not be had, and what a later poll may do about it.
struct Miss {
  enum class Later { kNothing = 1, kAgain, kAgainUncounted };  // uncounted: nothing was asked
  std::string why;
  Later later = Later::kNothing;
};

Miss::Later LaterOf(const feeds::FetchError& error) {
  using Kind = feeds::FetchError::Kind;
  constexpr int kRequestTimeout = 408;
  constexpr int kTooManyRequests = 429;
  if (error.kind == Kind::kHeldBack || error.kind == Kind::kOffline)
    return Miss::Later::kAgainUncounted;
  const int status = error.http_status;
  const bool is_answer =
      status >= 400 && status < 500 && status != kRequestTimeout && status != kTooManyRequests;
  const bool is_for_good =
      is_answer || error.kind == Kind::kRefused || error.kind == Kind::kTooLarge;
  return is_for_good ? Miss::Later::kNothing : Miss::Later::kAgain;
}

using Followed = tl::expected<feeds::Filled, Miss>;

// Puts an article into its document.
Followed FillFrom(Fresh& fresh, const std::string& charset) {
  const std::optional<feeds::FetchResult>& article = fresh.article;
  if (!article)
    return tl::unexpected(Miss{"too many articles at once", Miss::Later::kAgainUncounted});
  if (!*article)
    return tl::unexpected(Miss{feeds::ToText(article->error()), LaterOf(article->error())});
  const auto* page = std::get_if<feeds::Page>(&**article);
  if (page == nullptr)
    return tl::unexpected(Miss{"no page"});
  const auto filled = feeds::Fill(fresh.document, *page, charset);
  if (filled)
    return *filled;
  const bool is_wall = filled.error().kind == feeds::FillError::Kind::kWall;
  return tl::unexpected(
      Miss{filled.error().detail, is_wall ? Miss::Later::kAgain : Miss::Later::kNothing});
}

// "3 of 20 articles could not be read: https://example.org/a: HTTP 503; …"
class MissedArticles {
 public:
  void Add(const std::string& url, const Miss& miss) {
    if (count_++ < kToldMost)
      told_ += (told_.empty() ? "" : "; ") + url + ": " + miss.why;
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

// Where the article of a document stands after it was asked for.
// Nothing: the document, which the timeline has already, gains nothing.
std::optional<timeline::ArticleState> StateAfter(const Fresh& fresh, const Followed& followed,
                                                 Reading& out) {
  timeline::ArticleState state;
  timeline::OwedArticle owed = fresh.owed.value_or(timeline::OwedArticle());
  if (followed && *followed == feeds::Filled::kArticle) {
    state.page = std::get<feeds::Page>(**fresh.article);
    state.completes = owed.document;
    return state;
  }
  const auto later = followed ? Miss::Later::kNothing : followed.error().later;
  owed.tries += later == Miss::Later::kAgain ? 1 : 0;
  if (!fresh.owed) {
    if (later != Miss::Later::kNothing)
      state.owed = owed.tries;
    return state;
  }
  if (later == Miss::Later::kNothing)
    out.given_up.push_back(owed);
  else
    out.still_owed.push_back(owed);
  return std::nullopt;
}

// The documents that are to be written, with what is known of their identity and with their
// articles. One whose article is not to be had is kept as it was served, for it may be gone from
// the source by the next poll; where a later poll may have more luck, its article is owed.
Documents TakeFresh(const feeds::Source& source, NewsPage& page, Reading& out) {
  Documents documents;
  documents.reserve(page.fresh.size());
  MissedArticles missed;
  for (Fresh& fresh : page.fresh) {
    std::optional<timeline::ArticleState> article = timeline::ArticleState();
    if (FollowsItems(source) && MayFollow(source, fresh.document.url)) {
      const Followed followed = FillFrom(fresh, source.charset);
      if (!followed)
        missed.Add(fresh.document.url, followed.error());
      article = StateAfter(fresh, followed, out);
    }
    if (!article)
      continue;
    out.completed += article->completes != 0 ? 1 : 0;
    documents.push_back({.document = std::move(fresh.document),
                         .facts = {},
                         .observations = {},
                         .release = {},
                         .seen = std::move(fresh.seen),
                         .article = *std::move(article)});
  }
  missed.TellTo(out.notes, page.fresh.size());
  return documents;
}

// Those that wait for their article and are not on the page in other words.
void AddWaiting(const Known& known, const feeds::Source& source, std::vector<Fresh>& fresh) {
  if (!FollowsItems(source))
    return;
  std::set<std::string> edited;
  for (const Fresh& one : fresh)
    edited.insert(one.seen.item.empty() ? one.document.guid : one.seen.item);
  for (timeline::WaitingDocument& waiting : known.store.WaitingForArticles(source.id, known.now)) {
    if (edited.count(waiting.document.guid) == 0)
      fresh.push_back({.document = std::move(waiting.document),
                       .seen = std::move(waiting.seen),
                       .owed = waiting.owed});
  }
}

void ExtractFacts(const rules::Pack& pack, const feeds::Source& source, Documents& documents) {
  const rules::Defaults defaults{source.reporter, source.subject};
  for (timeline::ReadDocument& read : documents)
    read.facts = rules::Extract(pack, read.document, defaults);
}

// Gives the labels that nobody knows. An answer without data, as offices give for months to come,
// is no edition: it must not stand in the place of one that was read before.
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
  std::erase_if(documents, [](const timeline::ReadDocument& read) { return read.release.empty(); });
  return unknown;
}

timeline::PollRecord RecordOf(const feeds::Page& page, const feeds::Parsed& parsed,
                              const timeline::News& news) {
  return {.validators = page.validators,
          .permanent_url = page.permanent_url,
          .format = parsed.format,
          .encoding = parsed.encoding,
          .items = static_cast<int>(parsed.documents.size()),
          .undated = parsed.undated,
          .is_gap = news.is_gap};
}

timeline::PreparedPage PreparedOf(const NewsPage& page, Documents documents) {
  if (documents.empty())
    return {};
  if (const auto* served = std::get_if<feeds::Page>(&page.answer))
    return timeline::Prepare(*served, std::move(documents));
  return timeline::PrepareArticles(std::move(documents));
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

bool FollowsItems(const feeds::Source& source) {
  return source.kind == feeds::SourceKind::kPage || source.articles == feeds::Articles::kFollowed;
}

bool MayFollow(const feeds::Source& source, const std::string& url) {
  const std::string scheme = feeds::SchemeOf(url);
  return scheme == "http" || scheme == "https" ||
         (scheme == "file" && feeds::SchemeOf(source.url) == "file");
}

tl::expected<NewsPage, Failure> FindNews(const Known& known, const feeds::Source& source,
                                         feeds::Page page) {
  NewsPage out;
  feeds::Parsed parsed;
  {
    const Stopwatch watch(out.times.parse);
    auto read = feeds::Parse(page, source);
    if (!read)
      return tl::unexpected(FailureOf(read.error()));
    parsed = *std::move(read);
  }
  const Stopwatch watch(out.times.compare);
  timeline::News news = known.store.NewAmong(source.id, parsed.documents);
  out.record = RecordOf(page, parsed, news);
  out.schedule = parsed.schedule;
  out.fresh.reserve(news.fresh.size());
  for (const std::size_t i : news.fresh)
    out.fresh.push_back({std::move(parsed.documents[i]), std::move(news.seen[i])});
  AddWaiting(known, source, out.fresh);
  out.answer = std::move(page);
  return out;
}

NewsPage FindNews(const Known& known, const feeds::Source& source, feeds::NotModified unchanged) {
  NewsPage out;
  out.answer = std::move(unchanged);
  const Stopwatch watch(out.times.compare);
  AddWaiting(known, source, out.fresh);
  return out;
}

tl::expected<Reading, Failure> ReadNews(const rules::Pack& pack, const feeds::Source& source,
                                        NewsPage page) {
  Reading out{.record = page.record, .schedule = page.schedule, .times = page.times};
  if (const auto* served = std::get_if<feeds::Page>(&page.answer))
    out.fresh_for = served->fresh_for;
  else
    out.unchanged = std::get<feeds::NotModified>(page.answer);
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
  out.prepared = PreparedOf(page, std::move(documents));
  return out;
}

}  // namespace lodewatch
