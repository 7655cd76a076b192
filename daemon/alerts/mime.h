#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace alerts {

// The parts of a mail (RFC 5322, 2045, 2047), written by hand because a message is stored as bytes
// before it is sent and must have the same bytes whenever it is composed from the same entries;
// libcurl's MIME builder chooses random boundaries and writes only while it sends.

// Text from outside on one line: controls, line ends and runs of white space become one space,
// broken UTF-8 becomes U+FFFD, direction overrides (which can make a subject read backwards) go.
// Nothing that went through here can end a header or an SMTP command.
std::string OneLine(std::string_view text);
// The first `bytes_max` bytes, cut between characters, with "…" where something was cut.
std::string Clipped(std::string_view text, std::size_t bytes_max);

// "lodewatch@example.org" or "Name <lodewatch@example.org>".
struct Mailbox {
  std::string name;     // empty: none
  std::string address;  // without <>
};
Mailbox ParseMailbox(std::string_view text);
// Whether an address can be put into an SMTP command as it is: one "@" with something on either
// side, printable ASCII, no spaces and no angle brackets. Others would need SMTPUTF8.
bool IsMailable(std::string_view address);

// Header fields, each with its line ends: folded at spaces to 76 bytes where there are spaces,
// other than ASCII in encoded words.
std::string TextField(std::string_view name, std::string_view text);
std::string MailboxField(std::string_view name, std::span<const std::string> mailboxes);
std::string DateField(std::chrono::sys_seconds time);

// A body part with its header: UTF-8 text with "\n" line ends in whichever of quoted-printable and
// base64 is shorter.
std::string TextPart(std::string_view media_type, std::string_view text);

// multipart/alternative from the header field on. `mark` makes the boundary; the boundary begins
// with "=_", which neither encoding can produce.
std::string Alternatives(std::string_view mark, std::span<const std::string> parts);

// FNV-1a, 64 bits as 16 hexadecimal digits: the same on every machine and in every release, as
// names of messages must be.
std::string Fingerprint(std::string_view bytes);

}  // namespace alerts
