#include <array>
#include <utility>

#include "daemon/timeline/connection.h"

namespace timeline {
namespace {

// A source whose window is too short has a gap at every poll: one alarm a day is enough.
constexpr std::int64_t kMomentaryWindow = 86'400;

// Words are stored.
constexpr std::array<std::pair<AlarmKind, std::string_view>, 14> kWords{{
    {AlarmKind::kWindowGap, "window-gap"},
    {AlarmKind::kGone, "gone"},
    {AlarmKind::kMoved, "moved"},
    {AlarmKind::kFailing, "failing"},
    {AlarmKind::kSilent, "silent"},
    {AlarmKind::kBlocked, "blocked"},
    {AlarmKind::kRefusedRelease, "refused-release"},
    {AlarmKind::kLate, "late"},
    {AlarmKind::kEarly, "early"},
    {AlarmKind::kNoNewPeriod, "no-new-period"},
    {AlarmKind::kRepeatedFigures, "repeated-figures"},
    {AlarmKind::kTotalsDiffer, "totals-differ"},
    {AlarmKind::kEditionsDiffer, "editions-differ"},
    {AlarmKind::kUnlikelyFigure, "unlikely-figure"},
}};

bool IsOpenAlready(const Writing& writing, const feeds::Source& source, AlarmKind kind,
                   std::string_view detail) {
  if (IsMomentary(kind)) {
    Query query(writing.database,
                "UPDATE alarm SET detail = ?3, last_raised_at = ?4, times = times + 1 "
                "WHERE source = ?1 AND kind = ?2 AND raised_at > ?5 RETURNING id",
                source.id, ToText(kind), detail, writing.now, writing.now - kMomentaryWindow);
    return query.Step();
  }
  Query query(writing.database,
              "UPDATE alarm SET detail = ?3, last_raised_at = ?4, times = times + 1 "
              "WHERE source = ?1 AND kind = ?2 AND ended_at IS NULL RETURNING id",
              source.id, ToText(kind), detail, writing.now);
  return query.Step();
}

}  // namespace

std::string_view ToText(AlarmKind kind) {
  for (const auto& [one, word] : kWords) {
    if (one == kind)
      return word;
  }
  return "";
}

std::optional<AlarmKind> ParseAlarmKind(std::string_view word) {
  for (const auto& [kind, one] : kWords) {
    if (one == word)
      return kind;
  }
  return std::nullopt;
}

bool IsMomentary(AlarmKind kind) {
  return kind == AlarmKind::kWindowGap || kind == AlarmKind::kMoved || kind == AlarmKind::kEarly ||
         kind == AlarmKind::kRepeatedFigures || kind == AlarmKind::kTotalsDiffer ||
         kind == AlarmKind::kEditionsDiffer || kind == AlarmKind::kUnlikelyFigure;
}

bool RaiseAlarm(Writing& writing, const feeds::Source& source, AlarmKind kind,
                std::string_view detail) {
  KeepSource(writing, source);
  if (IsOpenAlready(writing, source, kind, detail))
    return false;
  const auto ended_at = IsMomentary(kind) ? std::optional(writing.now) : std::nullopt;
  Query(writing.database,
        "INSERT INTO alarm (source, kind, detail, raised_at, last_raised_at, ended_at) "
        "VALUES (?1, ?2, ?3, ?4, ?4, ?5)",
        source.id, ToText(kind), detail, writing.now, ended_at)
      .Run();
  writing.alarms.push_back({.id = writing.database.LastInsertId(),
                            .source = source.id,
                            .url = source.url,
                            .kind = kind,
                            .detail = std::string(detail),
                            .raised_at = sys_seconds(std::chrono::seconds(writing.now)),
                            .ended_at = TimeOf(ended_at)});
  return true;
}

bool EndAlarm(Writing& writing, const feeds::Source& source, AlarmKind kind) {
  Query query(writing.database,
              "UPDATE alarm SET ended_at = max(?3, raised_at) WHERE source = ?1 AND kind = ?2 AND "
              "ended_at IS NULL RETURNING id, detail, raised_at, ended_at",
              source.id, ToText(kind), writing.now);
  if (!query.Step())
    return false;
  writing.alarms.push_back({.id = query.Int(0),
                            .source = source.id,
                            .url = source.url,
                            .kind = kind,
                            .detail = query.Text(1),
                            .raised_at = sys_seconds(std::chrono::seconds(query.Int(2))),
                            .ended_at = TimeOf(query.IntOrNone(3))});
  return true;
}

bool Transaction::Raise(const feeds::Source& source, AlarmKind kind, std::string_view detail) {
  return RaiseAlarm(state_->writing, source, kind, detail);
}

bool Transaction::End(const feeds::Source& source, AlarmKind kind) {
  return EndAlarm(state_->writing, source, kind);
}

bool Transaction::IsRaised(const feeds::Source& source, AlarmKind kind, sys_seconds since) const {
  return Query(state_->writing.database,
               "SELECT 1 FROM alarm WHERE source = ?1 AND kind = ?2 AND ended_at IS NULL AND "
               "raised_at >= ?3",
               source.id, ToText(kind), Seconds(since))
      .Step();
}

std::vector<Alarm> Transaction::TakeAlarms() {
  return std::exchange(state_->writing.alarms, {});
}

}  // namespace timeline
