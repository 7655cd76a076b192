#include <fmt/format.h>

#include <algorithm>
#include <cassert>

#include "daemon/alerts/alert.h"
#include "daemon/alerts/envelope.h"
#include "daemon/alerts/mime.h"
#include "daemon/alerts/telling.h"

namespace alerts {
namespace {

// A first poll can match thousands of entries; what does not fit is counted and stays on the
// timeline.
constexpr std::size_t kInFullMax = 20;
constexpr std::size_t kInBriefMax = 200;
constexpr std::size_t kAlertNameBytesMax = 80;
constexpr std::size_t kUrlBytesMax = 2000;

struct Digest {
  std::string alert;
  std::string where;
  std::vector<Telling> tellings;  // at least one, at most kInFullMax + kInBriefMax
  std::size_t entries = 0;        // all of them
};

std::span<const Telling> InFull(const Digest& digest) {
  return std::span(digest.tellings).first(std::min(digest.tellings.size(), kInFullMax));
}

std::span<const Telling> InBrief(const Digest& digest) {
  return std::span(digest.tellings).subspan(InFull(digest).size());
}

std::string MoreLine(const Digest& digest) {
  const std::size_t more = digest.entries - digest.tellings.size();
  return more == 0 ? "" : fmt::format("And {} more: see lodewatch timeline.", more);
}

std::string WhyLine(const Digest& digest) {
  return fmt::format("lodewatch alert “{}”: {}", digest.alert, digest.where);
}

std::string Subject(const Digest& digest) {
  const std::string more =
      digest.entries > 1 ? fmt::format(" (and {} more)", digest.entries - 1) : "";
  return fmt::format("{}{} [{}]", digest.tellings.front().headline, more, digest.alert);
}

// ---- text ----

std::string TextOf(const Telling& telling) {
  std::string out = telling.fact + "\n\n";
  const Telling::Passage& passage = telling.passage;
  if (!passage.marked.empty()) {
    out += fmt::format("    {}»{}«{}\n\n", passage.before, passage.marked, passage.after);
  } else if (!passage.before.empty()) {
    out += fmt::format("    {}\n\n", passage.before);
  }
  for (const Telling::Line& line : telling.lines) {
    out += fmt::format("{:<8} {}\n", line.label + ":", line.value);
  }
  return out;
}

std::string TextOf(const Digest& digest) {
  std::string out;
  for (const Telling& telling : InFull(digest)) {
    out += (out.empty() ? "" : "\n----------\n\n") + TextOf(telling);
  }
  for (const Telling& telling : InBrief(digest)) {
    out += fmt::format("{}{} (lodewatch explain {})\n",
                       &telling == InBrief(digest).data() ? "\n----------\n\n" : "",
                       telling.headline, telling.entry);
  }
  const std::string more = MoreLine(digest);
  return out + (more.empty() ? "" : more + "\n") + "\n-- \n" + WhyLine(digest) + "\n";
}

// ---- HTML ----

// Anything else than http and https could run a script or open a file when clicked.
bool IsWebLink(std::string_view url) {
  std::string scheme(url.substr(0, url.find(':')));
  std::transform(scheme.begin(), scheme.end(), scheme.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return (scheme == "http" || scheme == "https") && url.substr(scheme.size()).starts_with("://") &&
         url.find(' ') == std::string_view::npos && url.size() <= kUrlBytesMax;
}

std::string HtmlOf(const Telling::Passage& passage) {
  if (passage.before.empty() && passage.marked.empty()) {
    return "";
  }
  const std::string marked =
      passage.marked.empty()
          ? ""
          : fmt::format(
                "<mark style=\"background:#ffe08a;color:#1a1a1a;padding:0 .15em\">{}</mark>",
                Escaped(passage.marked));
  return fmt::format(
      "<blockquote style=\"margin:.8em 0;padding:.2em 0 .2em 1em;border-left:3px solid #9a9a9a\">"
      "{}{}{}</blockquote>\n",
      Escaped(passage.before), marked, Escaped(passage.after));
}

std::string HtmlOf(const Telling& telling) {
  std::string out = fmt::format("<p style=\"font-size:1.15em;font-weight:bold;margin:0\">{}</p>\n",
                                Escaped(telling.fact));
  out += HtmlOf(telling.passage);
  out += "<table style=\"border-collapse:collapse\">\n";
  for (const Telling::Line& line : telling.lines) {
    const bool link = line.label == kUrlLabel && IsWebLink(telling.url);
    const std::string value =
        link ? fmt::format("<a href=\"{}\">{}</a>", Escaped(telling.url), Escaped(line.value))
             : Escaped(line.value);
    out += fmt::format(
        "<tr><td style=\"padding:.1em 1em .1em 0;vertical-align:top;opacity:.75\">{}</td>"
        "<td style=\"padding:.1em 0\">{}</td></tr>\n",
        Escaped(line.label), value);
  }
  return out + "</table>\n";
}

std::string HtmlOf(const Digest& digest) {
  std::string out;
  const std::string line = "<hr style=\"border:0;border-top:1px solid #9a9a9a;margin:1.2em 0\">\n";
  for (const Telling& telling : InFull(digest)) {
    out += (&telling == digest.tellings.data() ? "" : line) + HtmlOf(telling);
  }
  if (!InBrief(digest).empty()) {
    out += line + "<ul>\n";
    for (const Telling& telling : InBrief(digest)) {
      out += fmt::format("<li>{} (lodewatch explain {})</li>\n", Escaped(telling.headline),
                         telling.entry);
    }
    out += "</ul>\n";
  }
  const std::string more = MoreLine(digest);
  out += more.empty() ? "" : fmt::format("<p>{}</p>\n", Escaped(more));
  return out + FooterHtml(WhyLine(digest));
}

// ---- the header ----

// Besides the ids the text goes in: ids begin anew when a database does, and a mail must not be
// taken for one that an older database sent.
std::string MessageId(const Alert& alert, std::span<const timeline::EntryRow> entries,
                      std::string_view text, std::string_view host) {
  std::string what = fmt::format("{}\n{}\n", alert.name, text);
  for (const timeline::EntryRow& entry : entries) {
    what += fmt::format("{} ", entry.id);
  }
  return fmt::format("lodewatch.{}.{}.{}@{}", Label(alert.name), entries.front().id,
                     Fingerprint(what), host);
}

std::string EntryIds(std::span<const timeline::EntryRow> entries) {
  std::string ids;
  for (const timeline::EntryRow& entry : entries) {
    ids += fmt::format("{}{}", ids.empty() ? "" : ", ", entry.id);
  }
  return ids;
}

Digest DigestOf(const Alert& alert, std::span<const timeline::EntryRow> entries) {
  Digest digest{.alert = Clipped(OneLine(alert.name), kAlertNameBytesMax),
                .where = OneLine(alert.where),
                .tellings = {},
                .entries = entries.size()};
  for (const timeline::EntryRow& entry :
       entries.first(std::min(entries.size(), kInFullMax + kInBriefMax))) {
    digest.tellings.push_back(Tell(entry));
  }
  return digest;
}

}  // namespace

timeline::Message Compose(const Alert& alert, std::span<const timeline::EntryRow> entries,
                          const MailSettings& mail, sys_seconds now) {
  assert(!entries.empty());
  const Digest digest = DigestOf(alert, entries);
  const std::string text = TextOf(digest);
  const Envelope envelope{.list = alert.name,
                          .message_id = MessageId(alert, entries, text, HostOf(mail.from)),
                          .subject = Subject(digest),
                          .to = alert.to,
                          .fields = {TextField("X-Lodewatch-Alert", digest.alert),
                                     TextField("X-Lodewatch-Entry", EntryIds(entries))}};
  timeline::Message message = Sealed(envelope, text, HtmlOf(digest), mail, now);
  for (const timeline::EntryRow& entry : entries) {
    message.entries.push_back(entry.id);
  }
  return message;
}

}  // namespace alerts
