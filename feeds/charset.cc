#include "feeds/charset.h"

#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/code_table.h"
#include "feeds/utf8.h"

namespace feeds {
namespace {

constexpr std::size_t kDeclarationBytesMax = 1024;
constexpr std::size_t kCharsetNameBytesMax = 40;
// So many well-formed sequences do not arise by chance in another encoding.
constexpr std::size_t kUtf8ProofMin = 4;
constexpr std::size_t kGbkPairsMin = 4;
constexpr std::size_t kHeadBytes = 1024;

struct CloseConverter {
  void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

struct Charset {
  std::string name;       // IANA
  std::string converter;  // ICU's name
};

struct KnownCharset {
  std::string_view label;
  const char* name;
  const char* converter;
};

// Labels whose bytes on the web are those of a larger charset (WHATWG Encoding, section 4.2), and
// names that ICU does not know. What is not here goes by ICU's own table of aliases.
constexpr KnownCharset kKnownCharsets[] = {
    {"utf-8", "UTF-8", "UTF-8"},
    {"utf8", "UTF-8", "UTF-8"},
    {"unicode-1-1-utf-8", "UTF-8", "UTF-8"},
    {"gb2312", "GB18030", "gb18030"},
    {"gb_2312-80", "GB18030", "gb18030"},
    {"gb_2312", "GB18030", "gb18030"},
    {"csgb2312", "GB18030", "gb18030"},
    {"euc-cn", "GB18030", "gb18030"},
    {"x-euc-cn", "GB18030", "gb18030"},
    {"chinese", "GB18030", "gb18030"},
    {"gbk", "GB18030", "gb18030"},
    {"x-gbk", "GB18030", "gb18030"},
    {"cp936", "GB18030", "gb18030"},
    {"ms936", "GB18030", "gb18030"},
    {"windows-936", "GB18030", "gb18030"},
    {"gb18030", "GB18030", "gb18030"},
    {"big5", "Big5", "windows-950"},
    {"big5-hkscs", "Big5-HKSCS", "Big5-HKSCS"},
    {"x-x-big5", "Big5", "windows-950"},
    {"cn-big5", "Big5", "windows-950"},
    {"shift_jis", "Shift_JIS", "windows-31j"},
    {"shift-jis", "Shift_JIS", "windows-31j"},
    {"sjis", "Shift_JIS", "windows-31j"},
    {"x-sjis", "Shift_JIS", "windows-31j"},
    {"ms932", "Shift_JIS", "windows-31j"},
    {"cp932", "Shift_JIS", "windows-31j"},
    {"windows-31j", "Shift_JIS", "windows-31j"},
    {"euc-kr", "EUC-KR", "windows-949"},
    {"ks_c_5601-1987", "EUC-KR", "windows-949"},
    {"latin1", "ISO-8859-1", "ISO-8859-1"},
    {"latin-1", "ISO-8859-1", "ISO-8859-1"},
    {"iso-8859-1", "ISO-8859-1", "ISO-8859-1"},
    {"iso8859-1", "ISO-8859-1", "ISO-8859-1"},
    {"us-ascii", "US-ASCII", "ISO-8859-1"},
    {"ascii", "US-ASCII", "ISO-8859-1"},
    {"cp1252", "windows-1252", "windows-1252"},
    {"windows-1252", "windows-1252", "windows-1252"},
};

Converter Open(const Charset& charset) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(charset.converter.c_str(), &status));
  return U_SUCCESS(status) ? std::move(converter) : nullptr;
}

// ICU takes options after a comma and guesses at nonsense; UTF-7 and its kin hide markup from
// whoever looks at the bytes. None of them is a charset of a page.
bool IsPlausible(std::string_view label) {
  if (label.empty() || label.size() > kCharsetNameBytesMax) {
    return false;
  }
  for (const char c : label) {
    if (!IsLetter(c) && !IsDigit(c) && std::string_view("-_.:+()").find(c) == label.npos) {
      return false;
    }
  }
  for (const std::string_view odd : {"utf-7", "utf7", "imap", "scsu", "bocu", "cesu", "lmbcs"}) {
    if (FindFold(label, odd) != std::string_view::npos) {
      return false;
    }
  }
  return true;
}

std::optional<Charset> Find(std::string_view label) {
  label = Trim(label);
  for (const KnownCharset& known : kKnownCharsets) {
    if (EqualsFold(known.label, label)) {
      return Charset{known.name, known.converter};
    }
  }
  if (!IsPlausible(label)) {
    return std::nullopt;
  }
  Charset charset{std::string(label), std::string(label)};
  if (Open(charset) == nullptr) {
    return std::nullopt;
  }
  for (const char* standard : {"MIME", "IANA"}) {
    UErrorCode status = U_ZERO_ERROR;
    const char* name = ucnv_getStandardName(charset.converter.c_str(), standard, &status);
    if (U_SUCCESS(status) && name != nullptr) {
      charset.name = name;
      break;
    }
  }
  return charset;
}

enum class OnBadBytes { kReplace, kFail };

// nullopt: bad bytes under kFail. A sequence that the end of the bytes cuts off is no bad byte.
std::optional<std::string> Convert(std::string_view bytes, const Charset& charset,
                                   OnBadBytes on_bad_bytes) {
  if (std::optional<std::string> text = DecodeByTable(bytes, charset.converter.c_str())) {
    return text;
  }
  UErrorCode status = U_ZERO_ERROR;
  const Converter from = Open(charset);
  const Converter to(ucnv_open("UTF-8", &status));
  if (from == nullptr || to == nullptr) {
    return std::nullopt;
  }
  if (on_bad_bytes == OnBadBytes::kFail) {
    ucnv_setToUCallBack(from.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  }
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 2);
  std::array<char, 16384> chunk{};
  std::array<UChar, 4096> pivot{};
  UChar* pivot_read = pivot.data();
  UChar* pivot_write = pivot.data();
  const char* read = bytes.data();
  bool reset = true;
  do {
    char* write = chunk.data();
    status = U_ZERO_ERROR;
    ucnv_convertEx(to.get(), from.get(), &write, chunk.data() + chunk.size(), &read,
                   bytes.data() + bytes.size(), pivot.data(), &pivot_read, &pivot_write,
                   pivot.data() + pivot.size(), static_cast<UBool>(reset), 1, &status);
    text.append(chunk.data(), write);
    reset = false;
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  if (U_FAILURE(status) && status != U_TRUNCATED_CHAR_FOUND) {
    return std::nullopt;
  }
  return text;
}

// Two-byte characters of GBK are common hanzi of level 1 (B0-D7), and every high byte is in a pair:
// no Western, Cyrillic or Greek text looks like that.
bool LooksLikeGbk(std::string_view bytes) {
  std::size_t pairs = 0;
  std::size_t common = 0;
  std::size_t odd = 0;
  for (std::size_t i = SkipAscii(bytes, 0); i < bytes.size(); i = SkipAscii(bytes, i + 1)) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const auto trail = i + 1 < bytes.size() ? static_cast<unsigned char>(bytes[i + 1]) : 0;
    const bool in_gb2312 = lead >= 0xA1 && lead <= 0xF7 && trail >= 0xA1 && trail <= 0xFE;
    pairs += static_cast<std::size_t>(in_gb2312);
    common += static_cast<std::size_t>(in_gb2312 && lead >= 0xB0 && lead <= 0xD7);
    odd += static_cast<std::size_t>(!in_gb2312);
    i += static_cast<std::size_t>(in_gb2312);
  }
  return pairs >= kGbkPairsMin && common * 2 > pairs && odd * 20 <= pairs;
}

bool HasC1Bytes(std::string_view bytes) {
  std::size_t at = SkipAscii(bytes, 0);
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) > 0x9F) {
    at = SkipAscii(bytes, at + 1);
  }
  return at < bytes.size();
}

bool IsLatin(const Charset& charset) {
  return charset.converter == "ISO-8859-1" || charset.converter == "windows-1252";
}

bool IsWideUnit(const Charset& charset) {
  return StartsWithFold(charset.name, "UTF-16") || StartsWithFold(charset.name, "UTF-32") ||
         EqualsFold(charset.name, "ISO-10646-UCS-2") || EqualsFold(charset.name, "ISO-10646-UCS-4");
}

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
    {{"\0\0\0<", 4}, "UTF-32BE"}, {{"<\0\0\0", 4}, "UTF-32LE"}, {{"\0<\0", 3}, "UTF-16BE"},
    {{"<\0", 2}, "UTF-16LE"},     {{"\0\0\0{", 4}, "UTF-32BE"}, {{"{\0\0\0", 4}, "UTF-32LE"},
    {{"\0{\0", 3}, "UTF-16BE"},   {{"{\0", 2}, "UTF-16LE"},
};

template <std::size_t kSize>
const Mark* MarkOf(std::string_view bytes, const Mark (&marks)[kSize]) {
  for (const Mark& mark : marks) {
    if (bytes.substr(0, mark.bytes.size()) == mark.bytes) {
      return &mark;
    }
  }
  return nullptr;
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
  const bool clean = scan.invalid == 0 && scan.illegal == 0 && !scan.cut_off;
  return {clean ? std::string(bytes) : CleanUtf8(bytes), "UTF-8"};
}

DecodedText ReadAs(std::string_view bytes, const Charset& charset) {
  if (charset.name == "UTF-8") {
    return ReadUtf8(bytes, ScanUtf8(bytes));
  }
  return Finished(Convert(bytes, charset, OnBadBytes::kReplace).value_or(""), charset.name);
}

// Latin-1 as browsers read it: bytes that Latin-1 leaves to control characters are windows-1252.
DecodedText ReadLatin(std::string_view bytes, const Charset& charset) {
  if (charset.name == "ISO-8859-1" && !HasC1Bytes(bytes)) {
    return ReadAs(bytes, charset);
  }
  return ReadAs(bytes, {"windows-1252", "windows-1252"});
}

// Bytes that are not UTF-8, after no charset told of them held.
DecodedText Guess(std::string_view bytes, const Utf8Scan& scan, const std::vector<Charset>& told) {
  if (scan.multibyte > scan.invalid * 2) {
    return ReadUtf8(bytes, scan);
  }
  if (LooksLikeGbk(bytes)) {
    return ReadAs(bytes, {"GB18030", "gb18030"});
  }
  for (const Charset& charset : told) {
    if (charset.name != "UTF-8") {
      return ReadAs(bytes, charset);
    }
  }
  return ReadLatin(bytes, {"windows-1252", "windows-1252"});
}

DecodedText Decide(std::string_view bytes, const std::vector<Charset>& told) {
  // Where the first of it is not UTF-8, the rest need not be looked at to know that.
  Utf8Scan scan = ScanUtf8(bytes.substr(0, kHeadBytes));
  scan = scan.invalid > 0 ? scan : ScanUtf8(bytes);
  const bool is_utf8 = scan.invalid == 0;
  if (is_utf8 && (told.empty() || scan.multibyte >= kUtf8ProofMin)) {
    return ReadUtf8(bytes, scan);
  }
  for (const Charset& charset : told) {
    if (charset.name == "UTF-8") {
      if (is_utf8) {
        return ReadUtf8(bytes, scan);
      }
    } else if (IsLatin(charset)) {
      return LooksLikeGbk(bytes) ? ReadAs(bytes, {"GB18030", "gb18030"})
                                 : ReadLatin(bytes, charset);
    } else if (auto text = Convert(bytes, charset, OnBadBytes::kFail)) {
      return Finished(*std::move(text), charset.name);
    }
  }
  return Guess(bytes, ScanUtf8(bytes), told);
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

tl::expected<DecodedText, std::string> ToUtf8(std::string_view bytes, const CharsetHints& hints) {
  if (!hints.charset.empty()) {
    const std::optional<Charset> charset = Find(hints.charset);
    if (!charset) {
      return tl::unexpected("unknown charset \"" + std::string(hints.charset) + "\"");
    }
    return Finished(ReadAs(bytes, *charset).text, charset->name);
  }
  if (const Mark* mark = MarkOf(bytes, kByteOrderMarks)) {
    return ReadAs(bytes.substr(mark->bytes.size()), {mark->name, mark->name});
  }
  if (const Mark* mark = MarkOf(bytes, kFirstCharacters)) {
    return ReadAs(bytes, {mark->name, mark->name});
  }
  std::vector<Charset> told;
  for (const std::string& label : {CharsetOfHeader(hints.content_type), DeclaredCharset(bytes)}) {
    std::optional<Charset> charset = Find(label);
    // Two bytes a character would have shown in the first of them; ASCII is UTF-8, and so are the
    // bytes beyond it on most pages that say ASCII.
    if (charset && !IsWideUnit(*charset) && charset->name != "US-ASCII") {
      told.push_back(*std::move(charset));
    }
  }
  return Decide(bytes, told);
}

}  // namespace feeds
