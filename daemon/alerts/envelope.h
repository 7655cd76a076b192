#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/alerts/alert.h"

namespace alerts {

// What every message has beside its words.
struct Envelope {
  std::string list;                 // what raised it: an alert's name; names the List-Id
  std::string message_id;           // without <>
  std::string subject;              // one line
  std::vector<std::string> to;      // mailboxes
  std::vector<std::string> fields;  // further header fields with their line ends
};

// The message as it is queued: header, text and HTML part, channel and recipients. `html` is what
// stands in the body element. No colours but the reader's own, light or dark.
timeline::Message Sealed(const Envelope& envelope, std::string_view text, std::string_view html,
                         const MailSettings& mail, std::chrono::sys_seconds now);

// A name as a label of letters, digits and hyphens, for List-Id and Message-ID. Names that differ
// have different labels.
std::string Label(std::string_view name);
// The host part of the sender, or "localhost" where that cannot stand in a Message-ID.
std::string HostOf(std::string_view from);
// Text for HTML, inside elements and quoted attributes.
std::string Escaped(std::string_view text);
// The small line at a message's end, in HTML.
std::string FooterHtml(std::string_view line);

}  // namespace alerts
