#include "daemon/reading.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <variant>

#include "daemon/editions.h"
#include "daemon/followed.h"
#include "feeds/full_text.h"
#include "feeds/page_outline.h"
#include "feeds/url.h"
#include "rules/announced.h"
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

using Followed = tl::expected<feeds::Filled, Miss>;

bool IsHttpStatus(const feeds::FetchResult& fetched) {
  return !fetched && fetched.error().kind == feeds::FetchError::Kind::kHttpStatus;
}

// Puts an article into its document.
Followed FillFrom(Fresh& fresh, const std::string& charset) {
  const auto page = PageOf(fresh.article);
  if (!page)
    return tl::unexpected(page.error());
  const auto filled = feeds::Fill(fresh.document, **page, charset);
  if (filled)
    return *filled;
  const bool is_wall = filled.error().kind == feeds::FillError::Kind::kWall;
  return tl::unexpected(
      Miss{filled.error().detail, is_wall ? Miss::Later::kAgain : Miss::Later::kNothing});
}

// Reads an edition into its document. What nothing can be had of is told by an alarm.
Followed TakeEdition(const rules::Pack& pack, const feeds::Source& source, Fresh& fresh,
                     timeline::ReadDocument& read, Reading& out) {
  const std::string url = fresh.document.url;
  const auto page = PageOf(fresh.article);
  if (!page) {
    Miss miss = page.error();
    if (IsHttpStatus(*fresh.article))  // an index is at times ahead of its pages
      miss.later = Miss::Later::kAgain;
    const bool is_last_try = fresh.owed && fresh.owed->tries + 1 >= timeline::kArticleTriesMost;
    if (miss.later == Miss::Later::kNothing || is_last_try)
      out.blocked.push_back(url + ": " + miss.why);
    return tl::unexpected(std::move(miss));
  }
  auto observed = ReadEdition(pack, source, **page, fresh);
  if (!observed) {
    const Refusal& refusal = observed.error();
    (refusal.is_error_answer ? out.blocked : out.refused).push_back(url + ": " + refusal.detail);
    return tl::unexpected(Miss{refusal.detail, Miss::Later::kAgain});
  }
  for (const std::string& label : observed->unknown)
    out.notes.push_back(label);
  read.observations = std::move(observed->observations);
  read.release = std::move(observed->release);
  out.editions += 1;
  return feeds::Filled::kArticle;
}

// Where the article of a document stands after it was asked for.
// Nothing: the document, which the timeline has already, gains nothing.
std::optional<timeline::ArticleState> StateAfter(const Fresh& fresh, const Followed& followed,
                                                 Reading& out) {
  timeline::ArticleState state;
  timeline::OwedArticle owed = fresh.owed.value_or(timeline::OwedArticle());
  if (fresh.edition)
    owed.status = fresh.edition->status;
  if (followed && *followed == feeds::Filled::kArticle) {
    state.page = std::get<feeds::Page>(**fresh.article);
    state.completes = owed.document;
    return state;
  }
  const auto later = followed ? Miss::Later::kNothing : followed.error().later;
  owed.tries += later == Miss::Later::kAgain ? 1 : 0;
  if (!fresh.owed) {
    if (later != Miss::Later::kNothing)
      state.owed = owed;
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
Documents TakeFresh(const rules::Pack& pack, const feeds::Source& source, NewsPage& page,
                    Reading& out) {
  Documents documents;
  documents.reserve(page.fresh.size());
  Missed missed;
  for (Fresh& fresh : page.fresh) {
    timeline::ReadDocument read;
    if (IsFollowed(source, fresh)) {
      const Followed followed = fresh.edition ? TakeEdition(pack, source, fresh, read, out)
                                              : FillFrom(fresh, source.about->charset);
      if (!followed)
        missed.Add(fresh.document.url, followed.error());
      std::optional<timeline::ArticleState> state = StateAfter(fresh, followed, out);
      if (!state)
        continue;
      read.article = *std::move(state);
    }
    out.completed += read.article.completes != 0 ? 1 : 0;
    read.document = std::move(fresh.document);
    read.seen = std::move(fresh.seen);
    documents.push_back(std::move(read));
  }
  missed.TellTo(out.notes, page.fresh.size(), page.is_index ? "editions" : "articles");
  return documents;
}

// The last day that an edition tells of; empty: it could not be read.
std::string LastDayOf(const timeline::ReadDocument& edition) {
  std::string last;
  for (const rules::Observation& observation : edition.observations)
    last = std::max(last, timeline::DaysOf(observation.period).to);
  return last;
}

// Later editions revise earlier ones, so they are written behind them.
void PutOldestFirst(Documents& editions) {
  std::vector<std::pair<std::string, std::size_t>> order;
  for (std::size_t i = 0; i < editions.size(); ++i)
    order.emplace_back(LastDayOf(editions[i]), i);
  std::sort(order.begin(), order.end());
  Documents sorted;
  sorted.reserve(editions.size());
  for (const auto& [day, i] : order)
    sorted.push_back(std::move(editions[i]));
  editions = std::move(sorted);
}

// Those that wait for their article and are not on the page in other words.
void AddWaiting(const Known& known, const feeds::Source& source, NewsPage& page) {
  if (!MayOwe(source))
    return;
  std::set<std::string> edited;
  for (const Fresh& one : page.fresh)
    edited.insert(one.seen.item.empty() ? one.document.guid : one.seen.item);
  for (timeline::WaitingDocument& waiting : known.store.WaitingForArticles(source.id, known.now)) {
    if (page.is_index && page.fresh.size() >= kEditionsMost)
      break;
    if (edited.count(waiting.document.guid) != 0)
      continue;
    Fresh& fresh = page.fresh.emplace_back();
    fresh.document = std::move(waiting.document);
    fresh.seen = std::move(waiting.seen);
    if (page.is_index)
      fresh.edition = Edition{waiting.owed.status};
    fresh.owed = std::move(waiting.owed);
  }
}

// Those of an index page that are too many for one poll are found on it again at the next, which
// must then not be answered with 304.
void AddEditions(const timeline::News& news, PageRead index, NewsPage& page) {
  for (const std::size_t i : news.fresh) {
    if (page.fresh.size() >= kEditionsMost) {
      page.record.validators = {};
      return;
    }
    Fresh& fresh = page.fresh.emplace_back();
    fresh.document = std::move(index.parsed.documents[i]);
    fresh.seen = news.seen[i];
    fresh.edition = Edition{index.statuses[i]};
  }
}

void ExtractFacts(const rules::Pack& pack, const feeds::Source& source, Documents& documents) {
  const rules::Defaults defaults{source.about->reporter, source.about->subject};
  for (timeline::ReadDocument& read : documents) {
    read.facts = rules::Extract(pack, read.document, defaults);
    if (!read.article.page)
      continue;
    const feeds::Page& page = *read.article.page;
    const auto outline =
        feeds::ReadPageOutline(page.body, {page.content_type, page.url, source.about->charset});
    if (!outline)
      continue;
    if (const auto announced = rules::FindAnnouncement(pack, *outline, read.document))
      rules::AddAnnounced(pack, *announced, read.document, read.facts);
  }
}

// Gives what is to be told of them: labels that nobody knows. An answer without data, as offices
// give for months to come, is no edition: it must not stand in the place of one that was read
// before.
tl::expected<std::vector<std::string>, Failure> ObserveTables(const rules::Pack& pack,
                                                              Documents& documents) {
  std::vector<std::string> unknown;
  for (timeline::ReadDocument& read : documents) {
    auto observed = rules::Observe(pack.releases(), pack.labels(), read.document);
    if (!observed)
      return tl::unexpected(Failure{.kind = "release-refused", .detail = observed.error().detail});
    if (observed->release.empty())
      unknown.emplace_back("no data: an answer without a single figure");
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

bool MayOwe(const feeds::Source& source) {
  return source.kind != feeds::SourceKind::kFeed || source.articles == feeds::Articles::kFollowed;
}

bool MayFollow(const feeds::Source& source, const std::string& url) {
  const std::string scheme = feeds::SchemeOf(url);
  return scheme == "http" || scheme == "https" ||
         (scheme == "file" && feeds::SchemeOf(source.url) == "file");
}

bool IsFollowed(const feeds::Source& source, const Fresh& fresh) {
  const bool is_link =
      source.kind == feeds::SourceKind::kRelease ? fresh.edition.has_value() : MayOwe(source);
  return is_link && MayFollow(source, fresh.document.url);
}

tl::expected<NewsPage, Failure> FindNews(const Known& known, const rules::Pack& pack,
                                         const feeds::Source& source, feeds::Page page) {
  NewsPage out;
  PageRead read;
  {
    const Stopwatch watch(out.times.parse);
    auto parsed =
        ParsePage(pack, source, page, {known.store.StateOf(source.id).format == kIndexFormat});
    if (!parsed)
      return tl::unexpected(parsed.error());
    read = *std::move(parsed);
  }
  const Stopwatch watch(out.times.compare);
  timeline::News news = known.store.NewAmong(source.id, read.parsed.documents);
  out.record = RecordOf(page, read.parsed, news);
  out.schedule = read.parsed.schedule;
  out.is_index = read.is_index;
  if (read.is_index) {
    AddEditions(news, std::move(read), out);
  } else {
    out.fresh.reserve(news.fresh.size());
    for (const std::size_t i : news.fresh) {
      Fresh& fresh = out.fresh.emplace_back();
      fresh.document = std::move(read.parsed.documents[i]);
      fresh.seen = std::move(news.seen[i]);
    }
  }
  if (source.kind != feeds::SourceKind::kRelease || out.is_index)
    AddWaiting(known, source, out);
  out.answer = std::move(page);
  return out;
}

NewsPage FindNews(const Known& known, const feeds::Source& source, feeds::NotModified unchanged) {
  NewsPage out;
  out.answer = std::move(unchanged);
  out.is_index = source.kind == feeds::SourceKind::kRelease;
  const Stopwatch watch(out.times.compare);
  AddWaiting(known, source, out);
  return out;
}

tl::expected<Reading, Failure> ReadNews(const rules::Pack& pack, const feeds::Source& source,
                                        NewsPage page) {
  Reading out{.record = page.record,
              .schedule = page.schedule,
              .is_index = page.is_index,
              .times = page.times};
  if (const auto* served = std::get_if<feeds::Page>(&page.answer))
    out.fresh_for = served->fresh_for;
  else
    out.unchanged = std::get<feeds::NotModified>(page.answer);
  Documents documents = TakeFresh(pack, source, page, out);
  if (page.is_index)
    PutOldestFirst(documents);
  {
    const Stopwatch watch(out.times.extract);
    if (source.kind == feeds::SourceKind::kRelease && !page.is_index) {
      auto unknown = ObserveTables(pack, documents);
      if (!unknown)
        return tl::unexpected(unknown.error());
      for (std::string& label : *unknown)
        out.notes.push_back(std::move(label));
    } else if (!page.is_index) {
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
