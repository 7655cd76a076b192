#include "daemon/reading.h"

#include <utility>

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

// The documents that are new, with what is known of their identity.
Documents TakeFresh(NewsPage& page) {
  Documents fresh;
  fresh.reserve(page.news.fresh.size());
  for (const std::size_t i : page.news.fresh)
    fresh.push_back({.document = std::move(page.parsed.documents[i]),
                     .facts = {},
                     .observations = {},
                     .release = {},
                     .seen = std::move(page.news.seen[i])});
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
  Documents documents = TakeFresh(page);
  {
    const Stopwatch watch(out.times.extract);
    if (source.kind == feeds::SourceKind::kRelease) {
      auto unknown = ObserveTables(pack, documents);
      if (!unknown)
        return tl::unexpected(unknown.error());
      out.notes = *std::move(unknown);
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
