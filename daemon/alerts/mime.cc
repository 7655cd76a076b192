#include "daemon/alerts/mime.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace alerts {
namespace {

constexpr std::size_t kLineBytes = 76;     // RFC 2045 section 6.7 and 6.8
constexpr std::size_t kFieldBytes = 76;    // RFC 2047 section 2, for lines with encoded words
constexpr std::size_t kWordBytesMax = 55;  // longer words cannot be folded, so they are encoded
constexpr std::size_t kEncodedBytes = 33;  // with the frame 56: fits beside "X-Lodewatch-Alert:"
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

struct Character {
  char32_t code = 0;
  std::size_t bytes = 0;  // 0: not UTF-8
};

// The character at the start of `text`, which must not be empty (Unicode 15, table 3-7).
Character FirstCharacter(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) {
    return {lead, 1};
  }
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) {
    return {};
  }
  char32_t code = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!IsContinuation(text[i])) {
      return {};
    }
    code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < kSmallest[bytes] || code > 0x10FFFF || surrogate) {
    return {};
  }
  return {code, bytes};
}

bool IsSpaceOrControl(char32_t c) {
  return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029;
}

bool IsDirectionOverride(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Where to cut so that no character is torn apart: at most `bytes_max`.
std::size_t CutBefore(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) {
    return text.size();
  }
  std::size_t cut = bytes_max;
  while (cut > 0 && IsContinuation(text[cut])) {
    --cut;
  }
  return cut;
}

std::string Base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::string_view group = bytes.substr(i, 3);
    std::uint32_t bits = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      bits = (bits << 8U) | (k < group.size() ? static_cast<unsigned char>(group[k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += k <= group.size() ? kDigits[(bits >> (18 - 6 * k)) & 0x3FU] : '=';
    }
  }
  return out;
}

std::string WithCrlf(std::string_view text) {
  std::string out;
  for (const char c : text) {
    out += c == '\n' ? "\r\n" : std::string(1, c);
  }
  return out;
}

std::string Base64Lines(std::string_view text) {
  const std::string digits = Base64(WithCrlf(text));
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += kLineBytes) {
    out += digits.substr(i, kLineBytes) + "\r\n";
  }
  return out;
}

// One line of quoted-printable. "From " is hidden because mbox files take it for a new message.
std::string QuotedLine(std::string_view line) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto c = static_cast<unsigned char>(line[i]);
    const bool last = i + 1 == line.size();
    const bool blank = c == ' ' || c == '\t';
    const bool from = i == 0 && line.substr(0, 5) == "From ";
    const bool plain = ((c > 0x20 && c < 0x7F && c != '=') || (blank && !last)) && !from;
    const std::string piece = plain ? std::string(1, line[i]) : fmt::format("={:02X}", c);
    if (column + piece.size() > kLineBytes - 1) {
      out += "=\r\n";
      column = 0;
    }
    out += piece;
    column += piece.size();
  }
  return out + "\r\n";
}

std::string QuotedPrintable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += QuotedLine(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::vector<std::string> Words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) {
      words.emplace_back(text.substr(0, end));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

bool NeedsEncoding(const std::string& word) {
  return !IsAscii(word) || word.size() > kWordBytesMax || word.find("=?") != std::string::npos;
}

std::vector<std::string> EncodedWords(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t cut = CutBefore(text, kEncodedBytes);
    words.push_back("=?UTF-8?B?" + Base64(text.substr(0, cut)) + "?=");
    text.remove_prefix(cut);
  }
  return words;
}

// The words of a header. Readers drop the space between two encoded words (RFC 2047 section 6.2),
// so everything from the first to the last word that needs it is encoded as one run.
std::vector<std::string> HeaderWords(std::string_view text) {
  std::vector<std::string> words = Words(text);
  const auto first = std::find_if(words.begin(), words.end(), NeedsEncoding);
  if (first == words.end()) {
    return words;
  }
  const auto last = std::find_if(words.rbegin(), words.rend(), NeedsEncoding).base();
  std::string run;
  for (auto word = first; word != last; ++word) {
    run += (run.empty() ? "" : " ") + *word;
  }
  std::vector<std::string> out(words.begin(), first);
  for (std::string& word : EncodedWords(run)) {
    out.push_back(std::move(word));
  }
  out.insert(out.end(), last, words.end());
  return out;
}

std::string Folded(std::string_view name, std::span<const std::string> words) {
  std::string out = std::string(name) + ":";
  std::size_t column = out.size();
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool fold = i > 0 && column + 1 + words[i].size() > kFieldBytes;
    out += fold ? "\r\n " : " ";
    column = (fold ? 0 : column) + 1 + words[i].size();
    out += words[i];
  }
  return out + "\r\n";
}

// A display name as RFC 5322 wants it: quoted, or in encoded words.
std::vector<std::string> NameWords(const std::string& name) {
  if (!IsAscii(name) || name.size() > kWordBytesMax || name.find("=?") != std::string::npos) {
    return EncodedWords(name);
  }
  std::string quoted = "\"";
  for (const char c : name) {
    quoted += (c == '"' || c == '\\') ? std::string{'\\', c} : std::string(1, c);
  }
  return {quoted + "\""};
}

}  // namespace

std::string OneLine(std::string_view text) {
  std::string out;
  bool gap = false;
  while (!text.empty()) {
    const Character next = FirstCharacter(text);
    const std::string_view bytes =
        next.bytes == 0 ? kReplacement : std::string_view(text.substr(0, next.bytes));
    text.remove_prefix(std::max<std::size_t>(next.bytes, 1));
    if (next.bytes != 0 && IsSpaceOrControl(next.code)) {
      gap = true;
    } else if (!IsDirectionOverride(next.code)) {
      out += (gap && !out.empty()) ? " " : "";
      out += bytes;
      gap = false;
    }
  }
  return out;
}

std::string Clipped(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) {
    return std::string(text);
  }
  return std::string(text.substr(0, CutBefore(text, bytes_max))) + "…";
}

Mailbox ParseMailbox(std::string_view text) {
  const std::string line = OneLine(text);
  const std::size_t open = line.rfind('<');
  const std::size_t close = line.rfind('>');
  if (open == std::string::npos || close == std::string::npos || close < open) {
    return {"", line};
  }
  std::string name = OneLine(std::string_view(line).substr(0, open));
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') {
    name = name.substr(1, name.size() - 2);
  }
  return {name, OneLine(std::string_view(line).substr(open + 1, close - open - 1))};
}

bool IsMailable(std::string_view address) {
  const std::size_t at = address.rfind('@');
  const bool printable = std::all_of(address.begin(), address.end(), [](char c) {
    return c > 0x20 && c < 0x7F && c != '<' && c != '>';
  });
  return printable && at != std::string_view::npos && at > 0 && at + 1 < address.size();
}

std::string TextField(std::string_view name, std::string_view text) {
  return Folded(name, HeaderWords(OneLine(text)));
}

std::string MailboxField(std::string_view name, std::span<const std::string> mailboxes) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < mailboxes.size(); ++i) {
    const Mailbox mailbox = ParseMailbox(mailboxes[i]);
    const char* const comma = i + 1 < mailboxes.size() ? "," : "";
    if (mailbox.name.empty()) {
      words.push_back(mailbox.address + comma);
      continue;
    }
    for (std::string& word : NameWords(mailbox.name)) {
      words.push_back(std::move(word));
    }
    words.push_back(fmt::format("<{}>{}", mailbox.address, comma));
  }
  return Folded(name, words);
}

std::string DateField(std::chrono::sys_seconds time) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  return fmt::format(
      "Date: {}, {:02} {} {:04} {:02}:{:02}:{:02} +0000\r\n",
      kDays.at(std::chrono::weekday(midnight).c_encoding()), static_cast<unsigned>(date.day()),
      kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
      clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string TextPart(std::string_view media_type, std::string_view text) {
  const std::string quoted = QuotedPrintable(text);
  const std::string base64 = Base64Lines(text);
  const bool use_quoted = quoted.size() <= base64.size();
  return fmt::format("Content-Type: {}; charset=utf-8\r\nContent-Transfer-Encoding: {}\r\n\r\n{}",
                     media_type, use_quoted ? "quoted-printable" : "base64",
                     use_quoted ? quoted : base64);
}

std::string Alternatives(std::string_view mark, std::span<const std::string> parts) {
  const std::string boundary = fmt::format("=_{}", mark);
  std::string out = fmt::format(
      "MIME-Version: 1.0\r\nContent-Type: multipart/alternative;\r\n boundary=\"{}\"\r\n\r\n",
      boundary);
  for (const std::string& part : parts) {
    out += fmt::format("--{}\r\n{}", boundary, part);
  }
  return out + fmt::format("--{}--\r\n", boundary);
}

std::string Fingerprint(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : bytes) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  }
  return fmt::format("{:016x}", hash);
}

}  // namespace alerts
