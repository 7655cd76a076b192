#include "daemon/alerts/alarm.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "daemon/alerts/envelope.h"
#include "daemon/alerts/mime.h"

namespace alerts {
namespace {

using timeline::Alarm;
using timeline::AlarmKind;

constexpr std::string_view kList = "sources";
constexpr std::size_t kLineBytesMax = 500;
constexpr std::size_t kListedMax = 200;

// What is said of the source, when the alarm is raised and when it ends, and what it means.
struct Words {
  std::string raised;
  std::string ended;
  std::string meaning;
};

Words WordsOf(AlarmKind kind) {
  switch (kind) {
    case AlarmKind::kWindowGap:
      return {"may have lost items between two polls", "",
              "Nothing on its page was there at the poll before: items may have come and gone in "
              "between. It is polled more often from now on."};
    case AlarmKind::kGone:
      return {"has gone (HTTP 410)", "is back",
              "Its server says that it is gone for good. It is not polled any more until its url "
              "in the config is changed, or it answers a lodewatch poll by hand."};
    case AlarmKind::kMoved:
      return {"has moved", "",
              "Three polls in a row were redirected to the same place for good. It is polled there "
              "from now on; write the new url into the config."};
    case AlarmKind::kFailing:
      return {"does not answer", "answers again",
              "It is tried again later and later, and never given up."};
    case AlarmKind::kSilent:
      return {"has fallen silent", "has news again",
              "It answers, but has had nothing new for much longer than is usual for it."};
    case AlarmKind::kBlocked:
      return {"shows nothing to read", "can be read again",
              "Its page has no item any more where there were some: lodewatch is blocked there, or "
              "the page was rebuilt."};
    case AlarmKind::kRefusedRelease:
      return {
          "published a release that was refused", "publishes releases that can be read again",
          "The tables do not add up, contradict those on the timeline or are laid out otherwise "
          "than defined. Nothing of them was stored; they are asked for again."};
    case AlarmKind::kLate:
      return {"is late with its release", "has published its release",
              "The hour at which its calendar expects a new edition has passed, and the grace "
              "after it. It is asked as often as usual from now on."};
    case AlarmKind::kEarly:
      return {"published before its day", "",
              "A new edition came before its calendar expects one: the calendar may be out of "
              "date."};
    case AlarmKind::kNoNewPeriod:
      return {"changed its page without a new period", "has published its release",
              "A new edition is due. The page is another one, but its newest month is one that "
              "was there before."};
    case AlarmKind::kRepeatedFigures:
      return {"repeats the figures of the month before", "",
              "Every monthly figure of the new edition is that of the month before: the publisher "
              "may have put up the wrong file."};
    case AlarmKind::kTotalsDiffer:
      return {"published totals that do not follow from the month before", "",
              "January to the month is not January to the month before and the month together: "
              "earlier months were revised without being printed, or a figure is wrong. The "
              "figures are on the timeline as printed."};
    case AlarmKind::kEditionsDiffer:
      return {"published unequal quantities in two currencies", "",
              "The editions of one month in yuan and in dollars should have the same quantities: "
              "one of them is wrong or was revised. Both are on the timeline, the later one is "
              "believed."};
    case AlarmKind::kUnlikelyFigure:
      return {"published a figure far from all those before it", "",
              "A month is 500 times as much as any month before it, or as little: a unit or a "
              "decimal point may be wrong. The figure is on the timeline as printed."};
  }
  return {};
}

bool IsEnd(const Alarm& alarm) {
  return alarm.ended_at && !IsMomentary(alarm.kind);
}

std::string OneShortLine(std::string_view text) {
  return Clipped(OneLine(text), kLineBytesMax);
}

std::string TimeWords(sys_seconds time) {
  return fmt::format("{:%Y-%m-%d %H:%M} UTC",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

std::string MeaningOf(const Alarm& alarm) {
  return IsEnd(alarm) ? "" : WordsOf(alarm.kind).meaning;
}

struct Line {
  std::string label;
  std::string value;
};

std::vector<Line> LinesOf(const Alarm& alarm) {
  std::vector<Line> lines{{"Source", OneShortLine(alarm.source)}, {"Url", OneShortLine(alarm.url)}};
  if (!alarm.detail.empty())
    lines.push_back({IsEnd(alarm) ? "Was" : "Reason", OneShortLine(alarm.detail)});
  lines.push_back({"Since", TimeWords(alarm.raised_at)});
  if (IsEnd(alarm))
    lines.push_back({"Until", TimeWords(*alarm.ended_at)});
  return lines;
}

std::string Sentence(const Alarm& alarm) {
  std::string headline = Headline(alarm) + ".";
  headline.front() = 'S';
  return headline;
}

std::string BriefLine(const Alarm& alarm) {
  return fmt::format("{}{}{}", Headline(alarm), alarm.detail.empty() ? "" : ": ",
                     OneShortLine(alarm.detail));
}

std::string FooterOf(std::span<const Alarm> alarms) {
  return alarms.size() == 1 ? fmt::format("lodewatch alarm {}", alarms.front().id)
                            : fmt::format("{} alarms of lodewatch", alarms.size());
}

std::string TextOf(std::span<const Alarm> alarms) {
  std::string out;
  if (alarms.size() == 1) {
    const Alarm& alarm = alarms.front();
    out = Sentence(alarm) + "\n\n";
    const std::string meaning = MeaningOf(alarm);
    out += meaning.empty() ? "" : meaning + "\n\n";
    for (const Line& line : LinesOf(alarm))
      out += fmt::format("{:<8} {}\n", line.label + ":", line.value);
  }
  for (std::size_t i = 0; alarms.size() > 1 && i < alarms.size() && i < kListedMax; ++i)
    out += BriefLine(alarms[i]) + "\n";
  if (alarms.size() > kListedMax)
    out += fmt::format("And {} more: see lodewatch sources.\n", alarms.size() - kListedMax);
  return out + "\n-- \n" + FooterOf(alarms) + "\n";
}

std::string HtmlOf(const Alarm& alarm) {
  std::string out = fmt::format("<p style=\"font-size:1.15em;font-weight:bold;margin:0\">{}</p>\n",
                                Escaped(Sentence(alarm)));
  const std::string meaning = MeaningOf(alarm);
  out += meaning.empty() ? "" : fmt::format("<p>{}</p>\n", Escaped(meaning));
  out += "<table style=\"border-collapse:collapse\">\n";
  for (const Line& line : LinesOf(alarm)) {
    out += fmt::format(
        "<tr><td style=\"padding:.1em 1em .1em 0;vertical-align:top;opacity:.75\">{}</td>"
        "<td style=\"padding:.1em 0\">{}</td></tr>\n",
        Escaped(line.label), Escaped(line.value));
  }
  return out + "</table>\n";
}

std::string HtmlOf(std::span<const Alarm> alarms) {
  if (alarms.size() == 1)
    return HtmlOf(alarms.front()) + FooterHtml(FooterOf(alarms));
  std::string out = "<ul>\n";
  for (std::size_t i = 0; i < alarms.size() && i < kListedMax; ++i)
    out += fmt::format("<li>{}</li>\n", Escaped(BriefLine(alarms[i])));
  out += "</ul>\n";
  if (alarms.size() > kListedMax)
    out += fmt::format("<p>And {} more: see lodewatch sources.</p>\n", alarms.size() - kListedMax);
  return out + FooterHtml(FooterOf(alarms));
}

std::string SubjectOf(std::span<const Alarm> alarms) {
  if (alarms.size() == 1)
    return "lodewatch: " + Headline(alarms.front());
  return fmt::format("lodewatch: {} (and {} more)", Headline(alarms.front()), alarms.size() - 1);
}

// An alarm has two messages, one for its end; ids begin anew when a database does.
std::string MessageId(std::span<const Alarm> alarms, std::string_view host) {
  std::string what;
  for (const Alarm& alarm : alarms) {
    what += fmt::format("{} {} {} {} {}\n", alarm.id, alarm.source, ToText(alarm.kind),
                        alarm.raised_at.time_since_epoch().count(), IsEnd(alarm));
  }
  return fmt::format("lodewatch.{}.{}.{}@{}", Label(alarms.front().source), alarms.front().id,
                     Fingerprint(what), host);
}

}  // namespace

std::string Headline(const Alarm& alarm) {
  const Words words = WordsOf(alarm.kind);
  return fmt::format("source {} {}", OneShortLine(alarm.source),
                     IsEnd(alarm) ? words.ended : words.raised);
}

timeline::Message ComposeAlarms(std::span<const Alarm> alarms, const MailSettings& mail,
                                const std::vector<std::string>& recipients, sys_seconds now) {
  assert(!alarms.empty());
  std::string kinds;
  for (const Alarm& alarm : alarms.first(std::min(alarms.size(), kAlarmsApart)))
    kinds += fmt::format("{}{}", kinds.empty() ? "" : ", ", ToText(alarm.kind));
  const Envelope envelope{.list = std::string(kList),
                          .message_id = MessageId(alarms, HostOf(mail.from)),
                          .subject = SubjectOf(alarms),
                          .to = recipients,
                          .fields = {TextField("X-Lodewatch-Alarm", kinds)}};
  return Sealed(envelope, TextOf(alarms), HtmlOf(alarms), mail, now);
}

void EnqueueAlarms(timeline::Transaction& transaction, const MailSettings& mail,
                   const std::vector<std::string>& recipients, sys_seconds now) {
  const std::vector<Alarm> alarms = transaction.TakeAlarms();
  if (recipients.empty() || alarms.empty())
    return;
  if (alarms.size() > kAlarmsApart) {
    transaction.Queue(ComposeAlarms(alarms, mail, recipients, now));
    return;
  }
  for (const Alarm& alarm : alarms)
    transaction.Queue(ComposeAlarms(std::span(&alarm, 1), mail, recipients, now));
}

}  // namespace alerts
