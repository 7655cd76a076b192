#include "daemon/poll.h"

#include <fmt/format.h>

#include <exception>
#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

#include "daemon/alerts/alert.h"
#include "daemon/scheduler.h"
#include "feeds/parse.h"
#include "rules/extract.h"
#include "rules/release.h"

namespace lodewatch {
namespace {

// Why a poll came to nothing, as it is stored for the source.
struct Failure {
  std::string kind;
  std::string detail;
  std::chrono::seconds retry_after{0};
};

Failure FailureOf(const feeds::FetchError& error) {
  return {std::string(feeds::ToText(error.kind)), feeds::ToText(error), error.retry_after};
}

Failure FailureOf(const feeds::ParseError& error) {
  return {std::string(feeds::ToText(error.kind)), error.detail, {}};
}

// What was read on a page: only what the timeline does not have yet.
struct Reading {
  std::vector<timeline::ReadDocument> documents;
  std::vector<std::string> notes;
};

tl::expected<Reading, Failure> ReadFeed(const Poller& poller, const feeds::Source& source,
                                        const feeds::Page& page) {
  auto parsed = feeds::Parse(page, source);
  if (!parsed)
    return tl::unexpected(FailureOf(parsed.error()));
  const rules::Defaults defaults{source.reporter, source.subject};
  timeline::News news = poller.store.NewAmong(source.id, parsed->documents);
  Reading out;
  for (const std::size_t i : news.fresh) {
    feeds::Document& document = parsed->documents[i];
    std::vector<rules::Fact> facts = rules::Extract(poller.pack, document, defaults);
    out.documents.push_back(
        {std::move(document), std::move(facts), {}, {}, std::move(news.seen[i])});
  }
  return out;
}

tl::expected<Reading, Failure> ReadRelease(const Poller& poller, const feeds::Source& source,
                                           const feeds::Page& page) {
  auto parsed = feeds::Parse(page, source);
  if (!parsed)
    return tl::unexpected(FailureOf(parsed.error()));
  timeline::News news = poller.store.NewAmong(source.id, parsed->documents);
  Reading out;
  for (const std::size_t i : news.fresh) {
    feeds::Document& document = parsed->documents[i];
    auto observed = rules::Observe(poller.pack.releases(), poller.pack.labels(), document);
    if (!observed)
      return tl::unexpected(Failure{"release-refused", observed.error().detail, {}});
    for (std::string& unknown : observed->unknown)
      out.notes.push_back(std::move(unknown));
    out.documents.push_back({std::move(document),
                             {},
                             std::move(observed->observations),
                             std::move(observed->release),
                             std::move(news.seen[i])});
  }
  return out;
}

PollReport Failed(const Poller& poller, const feeds::Source& source, const Failure& failure,
                  sys_seconds now) {
  const int failures = poller.store.StateOf(source.id).failures_in_a_row + 1;
  timeline::Transaction transaction(poller.store, now);
  transaction.RecordFailure(
      source, failure.kind, failure.detail,
      RetryAt({source.id, IntervalsOf(source), failures, failure.retry_after}, now));
  transaction.Commit();
  return {.source = source.id,
          .outcome = PollOutcome::kFailed,
          .detail = fmt::format("{}: {}", failure.kind, failure.detail),
          .notes = {}};
}

sys_seconds NextAfterSuccess(const feeds::Source& source, sys_seconds now) {
  return NextPollAt(source.id, IntervalAfter(IntervalsOf(source), {}), now);
}

PollReport Unchanged(const Poller& poller, const feeds::Source& source, sys_seconds now) {
  timeline::Transaction transaction(poller.store, now);
  transaction.RecordUnchanged(source, {.next_poll_at = NextAfterSuccess(source, now)});
  transaction.Commit();
  return {.source = source.id, .outcome = PollOutcome::kUnchanged, .detail = {}, .notes = {}};
}

PollReport ReportOf(const feeds::Source& source, Reading reading, std::size_t entries) {
  PollReport report{
      .source = source.id,
      .outcome = reading.documents.empty() ? PollOutcome::kUnchanged : PollOutcome::kUpdated,
      .documents = static_cast<int>(reading.documents.size()),
      .entries = static_cast<int>(entries),
      .detail = {},
      .notes = std::move(reading.notes)};
  for (const timeline::ReadDocument& read : reading.documents) {
    report.facts += static_cast<int>(read.facts.size());
    report.observations += static_cast<int>(read.observations.size());
  }
  return report;
}

// The way of a document. Everything that a page brings is one transaction: a crash fetches it
// again, and never skips it.
PollReport WalkPage(const Poller& poller, const feeds::Source& source,
                    const feeds::FetchResult& fetched, sys_seconds now) {
  if (!fetched)
    return Failed(poller, source, FailureOf(fetched.error()), now);
  const auto* page = std::get_if<feeds::Page>(&*fetched);
  if (page == nullptr)
    return Unchanged(poller, source, now);
  auto reading = source.kind == feeds::SourceKind::kRelease ? ReadRelease(poller, source, *page)
                                                            : ReadFeed(poller, source, *page);
  if (!reading)
    return Failed(poller, source, reading.error(), now);

  timeline::Transaction transaction(poller.store, now);
  if (!reading->documents.empty())
    transaction.Add(source, *page, reading->documents);
  const std::vector<timeline::EntryId> touched = transaction.Judge();
  const Config& config = poller.config;
  for (const alerts::ConditionFailure& failure :
       alerts::Enqueue(transaction, config.alerts, touched, config.mail, now))
    reading->notes.push_back(fmt::format("alert '{}': {}", failure.alert, failure.reason));
  transaction.RecordSuccess(
      source, {.validators = page->validators, .next_poll_at = NextAfterSuccess(source, now)});
  transaction.Commit();
  return ReportOf(source, std::move(*reading), touched.size());
}

// One page that trips a fault of ours must not stop the others: it is its source's failure.
PollReport WalkSafely(const Poller& poller, const feeds::Source& source,
                      const feeds::FetchResult& fetched, sys_seconds now) {
  try {
    return WalkPage(poller, source, fetched, now);
  } catch (const timeline::StoreError&) {
    throw;
  } catch (const std::exception& error) {
    return Failed(poller, source, {"fault", error.what(), {}}, now);
  }
}

}  // namespace

timeline::Store OpenTimeline(const Config& config) {
  // What keeps a folder from being made, Open() reports.
  std::error_code ignored;
  std::filesystem::create_directory(config.database.parent_path(), ignored);
  return timeline::Store::Open(config.database);
}

void Poll(const Poller& poller, std::span<const feeds::Source> sources,
          const std::function<sys_seconds()>& clock,
          const std::function<void(const PollReport&)>& report, const std::function<bool()>& stop) {
  std::vector<feeds::FetchRequest> requests;
  requests.reserve(sources.size());
  for (const feeds::Source& source : sources)
    requests.push_back({source.url, poller.store.StateOf(source.id).validators, source.access});
  const auto done = [&](std::size_t index, const feeds::FetchResult& fetched) {
    report(WalkSafely(poller, sources[index], fetched, clock()));
  };
  poller.http.FetchAll(requests, done, stop);
}

}  // namespace lodewatch
