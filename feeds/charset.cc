#include "feeds/charset.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/charset_convert.h"
#include "feeds/charset_detect.h"
#include "feeds/charset_label.h"
#include "feeds/utf8.h"

namespace feeds {
namespace {

constexpr std::size_t kDeclarationBytesMax = 1024;
// So many well-formed sequences do not arise by chance in another encoding.
constexpr std::size_t kUtf8ProofMin = 4;
// A told charset in which the text looks like this, or better, is not doubted. Chance makes no
// frequent characters of two bytes, but it does make letters.
constexpr double kPlausibleTwoByteMin = 0.3;
constexpr double kPlausibleMin = 0.75;
// Bytes disprove what was told when another charset makes so much more sense of them, and when
// there are enough of them to speak of sense.
constexpr double kProofMargin = 0.3;
constexpr std::size_t kProofCharactersMin = 8;
constexpr std::size_t kWidthBytesMax = 512;
constexpr std::size_t kHeadBytes = 1024;

struct Mark {
  std::string_view bytes;
  const char* name;
};

// The longer ones first: a BOM of UTF-32LE starts with that of UTF-16LE.
constexpr Mark kByteOrderMarks[] = {
    {{"\xEF\xBB\xBF", 3}, "UTF-8"},        {{"\x00\x00\xFE\xFF", 4}, "UTF-32BE"},
    {{"\xFF\xFE\x00\x00", 4}, "UTF-32LE"}, {{"\xFE\xFF", 2}, "UTF-16BE"},
    {{"\xFF\xFE", 2}, "UTF-16LE"},         {{"\x84\x31\x95\x33", 4}, "GB18030"},
};
// XML 1.0, appendix F; JSON starts with { in the same way.
constexpr Mark kFirstCharacters[] = {
    {{"\0\0\0<", 4}, "UTF-32BE"},
    {{"<\0\0\0", 4}, "UTF-32LE"},
    {{"\0\0\0{", 4}, "UTF-32BE"},
    {{"{\0\0\0", 4}, "UTF-32LE"},
};
// Escape sequences that make bytes below 0x80 stand for other characters.
constexpr Mark kEscapes[] = {{"\x1B$B", "ISO-2022-JP"},
                             {"\x1B$@", "ISO-2022-JP"},
                             {"\x1B$)C", "ISO-2022-KR"},
                             {"\x1B$)A", "ISO-2022-CN"}};

template <std::size_t kSize>
const Mark* MarkOf(std::string_view bytes, const Mark (&marks)[kSize]) {
  for (const Mark& mark : marks) {
    if (bytes.substr(0, mark.bytes.size()) == mark.bytes) {
      return &mark;
    }
  }
  return nullptr;
}

// Markup in UTF-16 has a zero in nearly every second byte, wherever the text begins.
std::string_view WidthOf(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kWidthBytesMax);
  if (head.find('\0') == head.npos) {
    return {};
  }
  std::size_t zeros[2] = {0, 0};
  for (std::size_t i = 0; i < head.size(); ++i) {
    zeros[i % 2] += static_cast<std::size_t>(head[i] == '\0');
  }
  const std::size_t pairs = head.size() / 2;
  const auto is_most = [pairs](std::size_t count) { return count * 10 >= pairs * 4 && count > 0; };
  const auto is_few = [pairs](std::size_t count) { return count * 10 <= pairs; };
  if (is_most(zeros[1]) && is_few(zeros[0])) {
    return "UTF-16LE";
  }
  return is_most(zeros[0]) && is_few(zeros[1]) ? "UTF-16BE" : "";
}

DecodedText Finished(std::string text, std::string encoding) {
  const Utf8Scan scan = ScanUtf8(text);
  if (scan.invalid > 0 || scan.illegal > 0 || scan.cut_off) {
    text = CleanUtf8(text);
  }
  if (text.compare(0, 3, "\xEF\xBB\xBF") == 0) {
    text.erase(0, 3);
  }
  return {std::move(text), std::move(encoding)};
}

DecodedText ReadUtf8(std::string_view bytes, const Utf8Scan& scan) {
  const bool is_clean = scan.invalid == 0 && scan.illegal == 0 && !scan.cut_off;
  return {is_clean ? std::string(bytes) : CleanUtf8(bytes), "UTF-8"};
}

bool HasC1Bytes(std::string_view bytes) {
  std::size_t at = SkipAscii(bytes, 0);
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) > 0x9F) {
    at = SkipAscii(bytes, at + 1);
  }
  return at < bytes.size();
}

DecodedText ReadAs(std::string_view bytes, const Charset& charset) {
  if (charset.name == "UTF-8") {
    return ReadUtf8(bytes, ScanUtf8(bytes));
  }
  // As browsers do: bytes that Latin-1 leaves to control characters are windows-1252.
  if (charset.converter == "ISO-8859-1" && HasC1Bytes(bytes)) {
    return Finished(ConvertToUtf8(bytes, {"windows-1252", "windows-1252"}), "windows-1252");
  }
  return Finished(ConvertToUtf8(bytes, charset), charset.name);
}

bool IsTwoByte(const Charset& charset) {
  return charset.name == "GB18030" || charset.name == "Shift_JIS" ||
         StartsWithFold(charset.name, "Big5") || StartsWithFold(charset.name, "EUC");
}

// Well-formed UTF-8 of which so much is not ASCII that another charset is out of the question.
// Western and Cyrillic texts have no trail byte behind each lead byte, ever; in charsets of two
// bytes a character, short words can be both.
bool IsProvenUtf8(const Utf8Scan& scan, const Charset& told) {
  return scan.multibyte >= kUtf8ProofMin || scan.three_byte > 0 ||
         (!IsTwoByte(told) && scan.multibyte > 0);
}

// UTF-8 with stray bytes. Text of another charset has a sequence of three bytes here and there, and
// one bad byte after the other between them.
bool IsMostlyUtf8(const Utf8Scan& scan) {
  return scan.three_byte >= scan.invalid ||
         (scan.multibyte >= kUtf8ProofMin && scan.multibyte > scan.invalid * 2);
}

// Bytes in which each is well-formed UTF-8.
DecodedText DecideUtf8(std::string_view bytes, const Utf8Scan& scan,
                       const std::vector<Charset>& told) {
  if (told.empty() || told.front().name == "UTF-8" || IsProvenUtf8(scan, told.front())) {
    return ReadUtf8(bytes, scan);
  }
  return ReadAs(bytes, told.front());
}

bool IsDisproved(const Plausibility& told, const Plausibility& other) {
  const bool has_proof = told.bad > 0 || std::max(told.count, other.count) >= kProofCharactersMin;
  return has_proof && other.score >= told.score + kProofMargin;
}

// Bytes that are not UTF-8, or not all of them.
DecodedText DecideOther(std::string_view bytes, const Utf8Scan& scan,
                        const std::vector<Charset>& told) {
  if (IsMostlyUtf8(scan)) {
    return ReadUtf8(bytes, scan);
  }
  const std::string sample = SampleOf(bytes);
  std::optional<Detected> first;
  for (const Charset& charset : told) {
    if (charset.name == "UTF-8") {
      continue;
    }
    const Plausibility plausibility = PlausibilityOf(sample, charset);
    if (plausibility.score >= (IsTwoByte(charset) ? kPlausibleTwoByteMin : kPlausibleMin)) {
      return ReadAs(bytes, charset);
    }
    first = first ? first : std::optional(Detected{charset, plausibility});
  }
  const std::optional<Detected> found = DetectCharset(sample);
  if (first && (!found || !IsDisproved(first->plausibility, found->plausibility))) {
    return ReadAs(bytes, first->charset);
  }
  if (scan.multibyte > scan.invalid && (!found || !IsTwoByte(found->charset))) {
    return ReadUtf8(bytes, scan);
  }
  return ReadAs(bytes, found ? found->charset : Charset{"windows-1252", "windows-1252"});
}

// Where most of the head is not UTF-8, the rest need not be looked at to know that.
Utf8Scan ScanWhatMatters(std::string_view bytes) {
  const Utf8Scan head = ScanUtf8(bytes.substr(0, kHeadBytes));
  const bool is_told = head.invalid >= kUtf8ProofMin && head.invalid > head.multibyte;
  return is_told || bytes.size() <= kHeadBytes ? head : ScanUtf8(bytes);
}

DecodedText Decide(std::string_view bytes, const std::vector<Charset>& told) {
  const Utf8Scan scan = ScanWhatMatters(bytes);
  if (scan.illegal > 0 && scan.multibyte == 0 && scan.invalid == 0) {
    const std::size_t escape = bytes.find("\x1B$");
    const Mark* const mark =
        escape == bytes.npos ? nullptr : MarkOf(bytes.substr(escape), kEscapes);
    if (mark != nullptr) {
      return ReadAs(bytes, FindCharset(mark->name).value());
    }
  }
  return scan.invalid == 0 ? DecideUtf8(bytes, scan, told) : DecideOther(bytes, scan, told);
}

// The quoted or bare word that begins at `at`, blanks before it skipped.
std::string WordAt(std::string_view text, std::size_t at) {
  while (at < text.size() && IsBlank(text[at])) {
    ++at;
  }
  if (at >= text.size()) {
    return {};
  }
  const bool quoted = text[at] == '"' || text[at] == '\'';
  const std::size_t start = quoted ? at + 1 : at;
  const std::size_t end =
      quoted ? text.find(text[at], start) : text.find_first_of(" \t\r\n;,>\"'/", start);
  return std::string(Trim(text.substr(start, end == text.npos ? end : end - start)));
}

// The word behind `name`, blanks and '='.
std::string ValueOf(std::string_view text, std::string_view name) {
  std::size_t at = FindFold(text, name);
  while (at != std::string_view::npos) {
    at += name.size();
    std::size_t equals = at;
    while (equals < text.size() && IsBlank(text[equals])) {
      ++equals;
    }
    if (equals < text.size() && text[equals] == '=') {
      return WordAt(text, equals + 1);
    }
    at = FindFold(text, name, at);
  }
  return {};
}

}  // namespace

std::string CharsetOfHeader(std::string_view content_type) {
  const std::size_t semicolon = content_type.find(';');
  return semicolon == std::string_view::npos ? std::string()
                                             : ValueOf(content_type.substr(semicolon), "charset");
}

std::string DeclaredCharset(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, kDeclarationBytesMax);
  if (const std::size_t xml = head.find("<?xml"); xml != std::string_view::npos) {
    const std::size_t end = head.find("?>", xml);
    std::string encoding =
        ValueOf(head.substr(xml, end == head.npos ? end : end - xml), "encoding");
    if (!encoding.empty()) {
      return encoding;
    }
  }
  for (std::size_t at = FindFold(head, "<meta"); at != std::string_view::npos;
       at = FindFold(head, "<meta", at + 1)) {
    const std::size_t end = head.find('>', at);
    std::string charset = ValueOf(head.substr(at, end == head.npos ? end : end - at), "charset");
    if (!charset.empty()) {
      return charset;
    }
  }
  return {};
}

namespace {

// Charsets that the header and the bytes name, in that order; those that cannot be true left out:
// two bytes a character would have shown before, ASCII is UTF-8, and so are the bytes beyond it on
// most pages that say ASCII.
std::vector<Charset> ToldCharsets(std::string_view bytes, std::string_view content_type) {
  std::vector<Charset> told;
  for (const std::string& label : {CharsetOfHeader(content_type), DeclaredCharset(bytes)}) {
    std::optional<Charset> charset = FindCharset(label);
    if (charset && !IsWide(*charset) && charset->name != "US-ASCII") {
      told.push_back(*std::move(charset));
    }
  }
  return told;
}

// A BOM of two bytes before one-byte characters is a slip of an editor.
bool IsTrueMark(const Mark& mark, std::string_view rest) {
  const std::string_view head = rest.substr(0, kWidthBytesMax);
  return !IsWide({mark.name, mark.name}) || head.find('\0') != head.npos || head.find('<') > 1;
}

}  // namespace

tl::expected<DecodedText, std::string> ToUtf8(std::string_view bytes, const CharsetHints& hints) {
  if (!hints.charset.empty()) {
    const std::optional<Charset> charset = FindCharset(hints.charset);
    if (!charset) {
      return tl::unexpected("unknown charset \"" + std::string(hints.charset) + "\"");
    }
    return Finished(ReadAs(bytes, *charset).text, charset->name);
  }
  if (const Mark* mark = MarkOf(bytes, kByteOrderMarks)) {
    const std::string_view rest = bytes.substr(mark->bytes.size());
    const Charset charset = FindCharset(mark->name).value();
    if (charset.name == "UTF-8" || !IsTrueMark(*mark, rest)) {
      std::vector<Charset> told = ToldCharsets(rest, hints.content_type);
      told.insert(told.begin(), Charset{"UTF-8", "UTF-8"});
      return Decide(rest, told);
    }
    return ReadAs(rest, charset);
  }
  if (const Mark* mark = MarkOf(bytes, kFirstCharacters)) {
    return ReadAs(bytes, {mark->name, mark->name});
  }
  if (const std::string_view width = WidthOf(bytes); !width.empty()) {
    return ReadAs(bytes, {std::string(width), std::string(width)});
  }
  return Decide(bytes, ToldCharsets(bytes, hints.content_type));
}

}  // namespace feeds
