#include "daemon/answer.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "daemon/alerts/alert.h"
#include "daemon/scheduler.h"

namespace lodewatch {
namespace {

using timeline::AlarmKind;

// A source that has failed for long is told of when it was asked at least so often.
constexpr int kFailuresLeast = 3;
// Our own network is tried again soon: nobody else is troubled by that.
constexpr std::chrono::seconds kOfflineRetry{60};

bool IsRelease(const feeds::Source& source) {
  return source.kind == feeds::SourceKind::kRelease;
}

// One answer on its way into a transaction.
class Writer {
 public:
  Writer(timeline::Transaction& transaction, const Config& config,
         const timeline::SourceState& before, sys_seconds now)
      : transaction_(transaction), config_(config), before_(before), now_(now) {}

  PollReport Add(const feeds::Source& source, const Reading& reading) {
    PollReport report{
        .source = source.id,
        .outcome = reading.documents > 0 ? PollOutcome::kUpdated : PollOutcome::kUnchanged,
        .documents = reading.documents,
        .facts = reading.facts,
        .observations = reading.observations,
        .notes = reading.notes};
    const bool may_be_edition = IsRelease(source) && reading.documents > 0;
    const std::string last_period =
        may_be_edition ? transaction_.LastPeriodOf(source.id) : std::string();
    std::vector<std::string> refused = reading.refused;
    if (reading.documents > 0) {
      for (const timeline::RefusedEdition& edition : transaction_.Add(source, reading.prepared)) {
        if (!reading.is_index)
          return Add(source, Failure{.kind = "release-refused", .detail = edition.why});
        refused.push_back(fmt::format("{}: {}", edition.url, edition.why));
      }
    }
    const bool is_edition = may_be_edition && transaction_.LastPeriodOf(source.id) > last_period;
    for (const timeline::OwedArticle& article : reading.still_owed)
      transaction_.RecordOwed(source, article);
    for (const timeline::OwedArticle& article : reading.given_up)
      transaction_.RecordNoArticle(article);
    const std::vector<timeline::EntryId> touched = transaction_.Judge();
    report.entries = static_cast<int>(touched.size());
    for (const alerts::ConditionFailure& failure :
         alerts::Enqueue(transaction_, config_.alerts, touched, config_.mail, now_))
      report.notes.push_back(fmt::format("alert '{}': {}", failure.alert, failure.reason));
    WatchEditions(source, reading, refused);
    if (reading.unchanged) {
      report.next_poll_at = AddUnchanged(source, *reading.unchanged, {is_edition}).next_poll_at;
      return report;
    }
    if (reading.record.is_gap)
      TellGap(source, reading.record.items, report);
    timeline::PollRecord record = RecordOf(source, reading);
    if (is_edition)
      record.edition_at = EditionAt(source);
    // Editions that an index page linked all along tell nothing of the one that is due.
    WatchCalendar(source, {is_edition, reading.documents > 0 && !reading.is_index});
    record.next_poll_at =
        PollBy(source, record.edition_at ? record.edition_at : before_.last_edition_at,
               record.next_poll_at);
    transaction_.RecordSuccess(source, record);
    EndFailures(source);
    if (!reading.is_index)
      EndBadPages(source);
    WatchSilence(source, reading.documents > reading.completed);
    return report;
  }

  PollReport Add(const feeds::Source& source, const feeds::NotModified& unchanged) {
    return AddUnchanged(source, unchanged, {});
  }

  PollReport Add(const feeds::Source& source, const Failure& failure) {
    PollReport report{.source = source.id,
                      .outcome = PollOutcome::kFailed,
                      .detail = fmt::format("{}: {}", failure.kind, failure.detail)};
    switch (failure.blame) {
      case Failure::Blame::kNobody:
        transaction_.Postpone(source, now_ + std::max(failure.retry_after, kOfflineRetry));
        report.outcome = PollOutcome::kPostponed;
        break;
      case Failure::Blame::kGone:
        transaction_.RecordGone(source, failure.detail);
        transaction_.Raise(source, AlarmKind::kGone, failure.detail);
        break;
      case Failure::Blame::kSource:
        AddFailure(source, failure);
        break;
    }
    return report;
  }

 private:
  // What an answer of a release brought.
  struct Brought {
    bool is_edition = false;
    bool has_changed = false;
  };

  PollReport AddUnchanged(const feeds::Source& source, const feeds::NotModified& unchanged,
                          const Brought& brought) {
    const Intervals bounds = IntervalsOf(source);
    const auto usual = before_.interval.count() > 0 ? before_.interval : bounds.usual;
    const auto interval = IntervalAfter({usual, std::min(usual, bounds.least), bounds.most},
                                        {.fresh_for = unchanged.fresh_for});
    const auto edition_at = brought.is_edition ? std::optional(EditionAt(source)) : std::nullopt;
    const sys_seconds next = PollBy(source, edition_at ? edition_at : before_.last_edition_at,
                                    NextPollAt(source.id, interval, now_));
    WatchCalendar(source, brought);
    const bool same = unchanged.validators.etag == before_.validators.etag &&
                      unchanged.validators.last_modified == before_.validators.last_modified;
    transaction_.RecordUnchanged(source,
                                 {.validators = same ? feeds::Validators() : unchanged.validators,
                                  .next_poll_at = next,
                                  .interval = before_.interval,
                                  .permanent_url = unchanged.permanent_url,
                                  .edition_at = edition_at});
    EndFailures(source);
    if (before_.failures_in_a_row > 0)
      EndBadPages(source);  // a 304 is the last page that could be read
    WatchSilence(source, false);
    return {.source = source.id, .outcome = PollOutcome::kUnchanged, .next_poll_at = next};
  }

  timeline::PollRecord RecordOf(const feeds::Source& source, const Reading& reading) const {
    timeline::PollRecord record = reading.record;
    Pace pace{
        .fresh_for = reading.fresh_for, .schedule = reading.schedule, .rhythm = before_.rhythm};
    const Intervals bounds = IntervalsOf(source);
    if (record.is_gap)
      pace.gap = before_.interval.count() > 0 ? before_.interval : bounds.usual;
    record.interval = IntervalAfter(bounds, pace);
    const sys_seconds next = NextPollAt(source.id, record.interval, now_);
    record.next_poll_at = OutOfSkipped(reading.schedule, next, std::max(next, now_ + bounds.most));
    return record;
  }

  void AddFailure(const feeds::Source& source, const Failure& failure) {
    const Failing failing{source.id, IntervalsOf(source), before_.failures_in_a_row + 1,
                          failure.retry_after};
    const sys_seconds retry = RetryAt(failing, now_);
    transaction_.RecordFailure(
        source, failure.kind, failure.detail,
        failure.retry_after.count() > 0 ? retry : PollBy(source, before_.last_edition_at, retry));
    if (failure.kind == "no-links" || failure.kind == "error-answer")
      transaction_.Raise(source, AlarmKind::kBlocked, failure.detail);
    if (failure.kind == "release-refused")
      transaction_.Raise(source, AlarmKind::kRefusedRelease, failure.detail);
    WatchCalendar(source, {});
    if (failing.failures_in_a_row >= kFailuresLeast && before_.failing_since &&
        now_ - *before_.failing_since >= config_.alarms.failing_after)
      transaction_.Raise(
          source, AlarmKind::kFailing,
          fmt::format("no good answer since {:%Y-%m-%d %H:%M} UTC ({} tries): {}: {}",
                      *before_.failing_since, failing.failures_in_a_row, failure.kind,
                      failure.detail));
  }

  const ReleaseCalendar* CalendarOf(const feeds::Source& source) const {
    const auto found = config_.calendars.find(source.id);
    return found == config_.calendars.end() ? nullptr : &found->second;
  }

  // When the edition that an answer brought came.
  sys_seconds EditionAt(const feeds::Source& source) const {
    const ReleaseCalendar* calendar = CalendarOf(source);
    const bool is_first = !before_.last_edition_at;
    return is_first && calendar != nullptr ? FirstEditionAt(*calendar, now_) : now_;
  }

  sys_seconds PollBy(const feeds::Source& source, std::optional<sys_seconds> last_edition_at,
                     sys_seconds planned) const {
    const ReleaseCalendar* calendar = CalendarOf(source);
    return calendar == nullptr ? planned : PollAt(*calendar, last_edition_at, planned, now_);
  }

  void WatchCalendar(const feeds::Source& source, const Brought& brought) {
    const auto [is_edition, has_changed] = brought;
    if (is_edition && transaction_.RepeatsMonthBefore(source.id))
      transaction_.Raise(source, AlarmKind::kRepeatedFigures, "");
    const ReleaseCalendar* calendar = CalendarOf(source);
    if (calendar == nullptr)
      return;
    if (is_edition) {
      if (before_.last_edition_at && IsEarly(*calendar, before_.last_edition_at, now_))
        transaction_.Raise(
            source, AlarmKind::kEarly,
            fmt::format("expected {:%Y-%m-%d %H:%M} UTC", *NextExpected(*calendar, now_)));
      transaction_.End(source, AlarmKind::kLate);
      transaction_.End(source, AlarmKind::kNoNewPeriod);
      return;
    }
    const Expectation expectation = ExpectationAt(*calendar, before_.last_edition_at, now_);
    if (expectation == Expectation::kNothing)
      return;
    const std::string expected =
        fmt::format("expected {:%Y-%m-%d %H:%M} UTC", *LastExpected(*calendar, now_));
    if (has_changed)
      transaction_.Raise(source, AlarmKind::kNoNewPeriod, expected);
    // One that has come and was refused is told of already.
    const sys_seconds since = *LastExpected(*calendar, now_) - kEarlyMost;
    if (expectation == Expectation::kLate &&
        !transaction_.IsRaised(source, AlarmKind::kRefusedRelease, since))
      transaction_.Raise(source, AlarmKind::kLate, expected);
  }

  void EndFailures(const feeds::Source& source) {
    if (before_.failures_in_a_row > 0)
      transaction_.End(source, AlarmKind::kFailing);
    if (before_.gone_at)
      transaction_.End(source, AlarmKind::kGone);
  }

  void EndBadPages(const feeds::Source& source) {
    transaction_.End(source, AlarmKind::kBlocked);
    if (IsRelease(source) && transaction_.OwesArticles(source.id))
      return;  // of an edition, see WatchEditions
    transaction_.End(source, AlarmKind::kRefusedRelease);
  }

  // An alarm of editions lasts until one can be read and none is owed.
  void WatchEditions(const feeds::Source& source, const Reading& reading,
                     const std::vector<std::string>& refused) {
    if (!reading.is_index)
      return;
    const bool are_well = reading.editions > 0 && !transaction_.OwesArticles(source.id);
    if (!refused.empty())
      transaction_.Raise(source, AlarmKind::kRefusedRelease,
                         fmt::format("{}", fmt::join(refused, "; ")));
    else if (are_well)
      transaction_.End(source, AlarmKind::kRefusedRelease);
    if (!reading.blocked.empty())
      transaction_.Raise(source, AlarmKind::kBlocked,
                         fmt::format("{}", fmt::join(reading.blocked, "; ")));
    else if (are_well || before_.failures_in_a_row > 0)
      transaction_.End(source, AlarmKind::kBlocked);
  }

  void TellGap(const feeds::Source& source, int items, PollReport& report) {
    const std::string since =
        before_.last_success_at
            ? fmt::format(" since the poll of {:%Y-%m-%d %H:%M} UTC", *before_.last_success_at)
            : "";
    const std::string detail =
        fmt::format("none of the {} items was there before{}: some may have come and gone between",
                    items, since);
    transaction_.Raise(source, AlarmKind::kWindowGap, detail);
    report.notes.push_back("window gap: " + detail);
  }

  // Whether a calendar says when the source has news; one of days that are all over does not.
  bool HasExpectation(const feeds::Source& source) const {
    const ReleaseCalendar* calendar = CalendarOf(source);
    return calendar != nullptr &&
           (NextExpected(*calendar, now_) ||
            ExpectationAt(*calendar, before_.last_edition_at, now_) != Expectation::kNothing);
  }

  // A source that has answered for long without anything new may have been abandoned. Of one with a
  // calendar kLate tells when something is missing.
  void WatchSilence(const feeds::Source& source, bool has_news) {
    if (has_news || HasExpectation(source)) {
      transaction_.End(source, AlarmKind::kSilent);
      return;
    }
    if (before_.last_item_at && now_ - *before_.last_item_at >= config_.alarms.silent_after)
      transaction_.Raise(
          source, AlarmKind::kSilent,
          fmt::format("answers, but has had nothing new since {:%Y-%m-%d}", *before_.last_item_at));
  }

  timeline::Transaction& transaction_;
  const Config& config_;
  const timeline::SourceState& before_;
  sys_seconds now_;
};

}  // namespace

std::string_view ToText(PollOutcome outcome) {
  switch (outcome) {
    case PollOutcome::kUpdated:
      return "updated";
    case PollOutcome::kUnchanged:
      return "unchanged";
    case PollOutcome::kPostponed:
      return "postponed";
    case PollOutcome::kFailed:
      return "failed";
  }
  return "";
}

PollReport Write(timeline::Transaction& transaction, const Config& config,
                 const timeline::SourceState& before, const Answer& answer, sys_seconds now) {
  Writer writer(transaction, config, before, now);
  return std::visit([&](const auto& outcome) { return writer.Add(*answer.source, outcome); },
                    answer.outcome);
}

}  // namespace lodewatch
