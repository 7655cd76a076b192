#include "daemon/alerts/envelope.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "daemon/alerts/mime.h"

namespace alerts {
namespace {

constexpr std::size_t kHostBytesMax = 255;

std::string Page(std::string_view subject, std::string_view html) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n</head>\n"
      "<body style=\"font-family:sans-serif;line-height:1.45;max-width:44em\">\n"
      "{}</body>\n</html>\n",
      Escaped(subject), html);
}

}  // namespace

timeline::Message Sealed(const Envelope& envelope, std::string_view text, std::string_view html,
                         const MailSettings& mail, std::chrono::sys_seconds now) {
  const std::array<std::string, 2> parts{TextPart("text/plain", text),
                                         TextPart("text/html", Page(envelope.subject, html))};
  std::string mime = DateField(now);
  mime += MailboxField("From", std::span(&mail.from, 1));
  mime += envelope.to.empty() ? "" : MailboxField("To", envelope.to);
  mime += fmt::format("Message-ID: <{}>\r\n", envelope.message_id);
  mime += TextField("Subject", envelope.subject);
  mime += fmt::format("List-Id: <{}.lodewatch.{}>\r\n", Label(envelope.list), HostOf(mail.from));
  mime += "Auto-Submitted: auto-generated\r\n";
  for (const std::string& field : envelope.fields) {
    mime += field;
  }
  mime += Alternatives("lodewatch_" + Fingerprint(envelope.message_id), parts);

  timeline::Message message{.alert = envelope.list,
                            .message_id = envelope.message_id,
                            .subject = envelope.subject,
                            .mime = std::move(mime),
                            .channel = mail.host.empty() ? "maildir" : "smtp",
                            .recipients = {},
                            .entries = {}};
  for (const std::string& mailbox : envelope.to) {
    message.recipients.push_back(ParseMailbox(mailbox).address);
  }
  return message;
}

std::string Label(std::string_view name) {
  std::string label;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || upper;
    if (plain) {
      label += upper ? static_cast<char>(c + 32) : c;
    } else if (!label.empty() && label.back() != '-') {
      label += '-';
    }
  }
  label = label.substr(0, 40);
  while (!label.empty() && label.back() == '-') {
    label.pop_back();
  }
  // Two names in Chinese, or alike but for signs, must not become one list.
  return label == name ? label
                       : fmt::format("{}{}{}", label, label.empty() ? "" : "-",
                                     Fingerprint(name).substr(0, 6));
}

std::string HostOf(std::string_view from) {
  const std::string address = ParseMailbox(from).address;
  const std::string host = address.substr(address.rfind('@') + 1);
  const bool plain = std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-';
  });
  return IsMailable(address) && plain && host.size() <= kHostBytesMax ? host : "localhost";
}

std::string Escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string FooterHtml(std::string_view line) {
  return fmt::format("<p style=\"margin-top:1.5em;font-size:.85em;opacity:.75\">{}</p>\n",
                     Escaped(line));
}

}  // namespace alerts
