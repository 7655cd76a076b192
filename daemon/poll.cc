#include "daemon/poll.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>

#include "daemon/alerts/alarm.h"

namespace lodewatch {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kStepMost{100};
// Answers wait this long for others, so that many share one commit.
constexpr milliseconds kAnswerWaits{50};
constexpr std::size_t kAnswersMost = 512;
// In memory, by stage: pages waiting to be read or being read, and facts waiting to be written.
constexpr std::size_t kPagesToReadMost = 10;
constexpr std::size_t kFactsToWriteMost = 4096;

std::size_t ThreadsToRead() {
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

timeline::Store OpenTimeline(const Config& config) {
  // What keeps a folder from being made, Open() reports.
  std::error_code ignored;
  std::filesystem::create_directory(config.database.parent_path(), ignored);
  return timeline::Store::Open(config.database);
}

Poller::Poller(const Tools& tools, Clock clock, Report report)
    : tools_(tools),
      clock_(std::move(clock)),
      report_(std::move(report)),
      readers_(tools.packs, tools.config.database, ThreadsToRead(), [this] { tools_.http.Wake(); }),
      articles_(tools.http) {
  for (timeline::SourceState& state : tools_.store.States())
    states_.emplace(state.id, std::move(state));
}

Poller::~Poller() {
  Forget();
}

const timeline::SourceState& Poller::StateOf(const feeds::Source& source) {
  const auto [known, is_new] = states_.try_emplace(source.id);
  timeline::SourceState& state = known->second;
  if (is_new)
    state = tools_.store.StateOf(source.id);
  if (state.url != source.url)
    state = AsConfigured(std::move(state), source);
  return state;
}

void Poller::ForgetStates() {
  states_ = {};
}

// The way of a document is four steps: fetch, read, (follow,) write. Each answer ends in
// WriteAnswers(), where all that it brings is one transaction: after a crash it is fetched again,
// and never skipped.
void Poller::Start(const feeds::Source& source) {
  const timeline::SourceState& state = StateOf(source);
  ++under_way_;
  tools_.http.Start(
      {.url = UrlToPoll(state, source),
       .validators = state.validators,
       .access = source.access,
       .expect =
           source.kind == feeds::SourceKind::kFeed ? feeds::Expect::kFeed : feeds::Expect::kPage,
       .delay = source.delay.value_or(milliseconds(0))},
      [this, &source](feeds::FetchResult fetched) { Take(source, std::move(fetched)); });
}

void Poller::Take(const feeds::Source& source, feeds::FetchResult fetched) {
  if (!fetched)
    return Note({&source, FailureOf(fetched.error())});
  if (auto* page = std::get_if<feeds::Page>(&*fetched))
    return readers_.Add({&source, std::move(*page), clock_()});
  auto unchanged = std::get<feeds::NotModified>(*std::move(fetched));
  if (MayOwe(source))
    return readers_.Add({&source, std::move(unchanged), clock_()});
  Note({&source, std::move(unchanged)});
}

void Poller::Take(ReadResult result) {
  if (result.fault)
    std::rethrow_exception(result.fault);
  const feeds::Source& source = *result.source;
  if (auto* failure = std::get_if<Failure>(&result.outcome))
    return Note({&source, std::move(*failure)});
  if (auto* reading = std::get_if<Reading>(&result.outcome))
    return Note({&source, std::move(*reading)});
  if (auto* unchanged = std::get_if<feeds::NotModified>(&result.outcome))
    return Note({&source, std::move(*unchanged)});
  articles_.Fetch(source, std::get<NewsPage>(std::move(result.outcome)),
                  [this, &source](NewsPage page) {
                    readers_.Add({&source, std::move(page), {}});
                  });
}

void Poller::WriteAnswers() {
  const steady_clock::time_point start = steady_clock::now();
  const std::vector<Answer> answers = std::exchange(answers_, {});
  facts_to_write_ = 0;
  std::vector<PollReport> reports;
  reports.reserve(answers.size());
  timeline::Transaction transaction(tools_.store, clock_());
  for (const Answer& answer : answers)
    reports.push_back(WriteOne(transaction, answer));
  alerts::EnqueueAlarms(transaction, tools_.config.mail, tools_.config.alarms.to, clock_());
  transaction.Commit();
  for (std::size_t i = 0; i < answers.size(); ++i)
    Remember(answers[i], reports[i]);
  ++times_.commits;
  times_.write += steady_clock::now() - start;
  under_way_ -= reports.size();
  for (std::size_t i = 0; i < answers.size(); ++i)
    report_(*answers[i].source, reports[i]);
}

// What the next poll of the source depends on. A 304, the usual case, is not asked for again.
void Poller::Remember(const Answer& answer, const PollReport& report) {
  const std::string& id = answer.source->id;
  if (const auto* reading = std::get_if<Reading>(&answer.outcome)) {
    times_.read.parse += reading->times.parse;
    times_.read.compare += reading->times.compare;
    times_.read.extract += reading->times.extract;
    times_.read.prepare += reading->times.prepare;
  }
  timeline::SourceState& state = states_[id];
  const bool is_plain = report.outcome == PollOutcome::kUnchanged && report.next_poll_at &&
                        std::holds_alternative<feeds::NotModified>(answer.outcome) &&
                        state.failures_in_a_row == 0 && state.moved_count == 0;
  if (is_plain)
    state.next_poll_at = report.next_poll_at;
  else
    state = tools_.store.StateOf(id);
}

// A fault of ours on one page must not undo the others: it is its source's failure.
PollReport Poller::WriteOne(timeline::Transaction& transaction, const Answer& answer) {
  const timeline::SourceState& before = StateOf(*answer.source);
  try {
    timeline::Transaction::Part part(transaction);
    PollReport report = Write(transaction, tools_.config, before, answer, clock_());
    part.Keep();
    return report;
  } catch (const timeline::StoreError&) {
    throw;
  } catch (const std::exception& error) {
    const Answer fault{answer.source, Failure{.kind = "fault", .detail = error.what()}};
    return Write(transaction, tools_.config, before, fault, clock_());
  }
}

void Poller::Note(Answer answer) {
  if (answers_.empty())
    oldest_answer_ = steady_clock::now();
  if (const auto* reading = std::get_if<Reading>(&answer.outcome))
    facts_to_write_ += static_cast<std::size_t>(reading->facts + reading->observations);
  answers_.push_back(std::move(answer));
}

// Alone, an answer waits for no other.
bool Poller::ShouldWrite() const {
  return !answers_.empty() && (answers_.size() == under_way_ || answers_.size() >= kAnswersMost ||
                               facts_to_write_ >= kFactsToWriteMost ||
                               steady_clock::now() - oldest_answer_ >= kAnswerWaits);
}

void Poller::Step(milliseconds wait_most) {
  try {
    Move(answers_.empty() ? wait_most : std::min(wait_most, kAnswerWaits));
    for (ReadResult& result : readers_.Take())
      Take(std::move(result));
    if (ShouldWrite())
      WriteAnswers();
  } catch (const timeline::StoreError&) {
    Forget();
    throw;
  }
}

void Poller::Move(milliseconds wait_most) {
  const steady_clock::time_point start = steady_clock::now();
  if (readers_.Pending() < kPagesToReadMost)
    tools_.http.Step(wait_most);
  else
    readers_.WaitFor(wait_most);
  times_.wait += steady_clock::now() - start;
}

void Poller::Forget() {
  tools_.http.Drop();
  articles_.Drop();
  readers_.Drop();
  answers_.clear();
  facts_to_write_ = 0;
  under_way_ = 0;
}

void PollAll(Poller& poller, std::span<const feeds::Source> sources,
             const std::function<bool()>& stop) {
  for (const feeds::Source& source : sources)
    poller.Start(source);
  while (poller.UnderWay() > 0 && !(stop && stop()))
    poller.Step(kStepMost);
}

}  // namespace lodewatch
