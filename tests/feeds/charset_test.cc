#include "feeds/charset.h"

#include <string>

#include "tests/support/catch.h"

namespace {

using feeds::ToUtf8;

// 稀土出口 in several encodings; from iconv.
constexpr std::string_view kUtf8 = "稀土出口";
constexpr std::string_view kGbk = "\xCF\xA1\xCD\xC1\xB3\xF6\xBF\xDA";
constexpr std::string_view kBig5 = "\xB5\x7D\xA4\x67\xA5\x58\xA4\x66";
constexpr std::string_view kShiftJis = "\x8A\xF3\x93\x79\x97\x41\x8F\x6F";  // 希土輸出

std::string Xml(std::string_view encoding, std::string_view text) {
  return "<?xml version=\"1.0\" encoding=\"" + std::string(encoding) + "\"?><a>" +
         std::string(text) + "</a>";
}

TEST_CASE("the charset comes from override, BOM, header and declaration in that order",
          "[feeds][charset]") {
  struct Case {
    const char* what;
    std::string bytes;
    std::string_view charset;
    std::string_view content_type;
    std::string_view encoding;
    std::string_view text;  // must be contained
  };
  const std::string gbk(kGbk);
  const Case cases[] = {
      {"declaration", Xml("gb2312", kGbk), "", "", "GB18030", kUtf8},
      {"declaration in single quotes", "<?xml version='1.0' encoding='GBK'?><a>" + gbk + "</a>", "",
       "", "GB18030", kUtf8},
      {"header over declaration", Xml("Shift_JIS", kGbk), "", "text/xml; charset=gbk", "GB18030",
       kUtf8},
      {"quoted header", "<a>" + gbk + "</a>", "", "text/xml; q=1; Charset = \"GB2312\"", "GB18030",
       kUtf8},
      {"override over header", Xml("utf-8", kBig5), "big5", "text/xml; charset=utf-8", "Big5",
       kUtf8},
      {"BOM over header", "\xEF\xBB\xBF<a>é</a>", "", "text/xml; charset=gbk", "UTF-8", "<a>é</a>"},
      {"meta charset", "<html><head><meta charset=gb2312>" + gbk, "", "", "GB18030", kUtf8},
      {"meta http-equiv",
       "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=big5\">" +
           std::string(kBig5),
       "", "", "Big5", kUtf8},
      {"Shift_JIS", Xml("Shift_JIS", kShiftJis), "", "", "Shift_JIS", "希土輸出"},
      {"Latin-1", Xml("ISO-8859-1", "caf\xE9"), "", "", "ISO-8859-1", "café"},
      {"Latin-1 with C1 bytes", Xml("ISO-8859-1", "it\x92s"), "", "", "windows-1252", "it’s"},
      {"Cyrillic", Xml("windows-1251", "\xEC\xE5\xE4\xFC"), "", "", "windows-1251", "медь"},
      {"nothing told, UTF-8", "<a>稀土</a>", "", "", "UTF-8", "<a>稀土</a>"},
      {"nothing told, GBK", "<a>" + gbk + "</a>", "", "", "GB18030", kUtf8},
      {"nothing told, Latin", "na\xEFve caf\xE9", "", "", "windows-1252", "naïve café"},
      {"unknown name", Xml("martian", "é"), "", "text/xml; charset=klingon", "UTF-8", "é"},
      {"ASCII", Xml("us-ascii", "plain"), "", "", "UTF-8", "plain"},
      {"option in the name", Xml("UTF-8,version=1", "é"), "", "", "UTF-8", "é"},
      {"UTF-7 is refused", Xml("utf-7", "+ADw-b+AD4-"), "", "", "UTF-8", "+ADw-b+AD4-"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const auto decoded = ToUtf8(c.bytes, {.charset = c.charset, .content_type = c.content_type});
    REQUIRE(decoded);
    CHECK(decoded->encoding == c.encoding);
    CHECK(decoded->text.find(c.text) != std::string::npos);
  }
}

TEST_CASE("UTF-16 and UTF-32 are known by BOM or by their first characters", "[feeds][charset]") {
  struct Case {
    std::string bytes;
    std::string_view encoding;
  };
  using std::string_literals::operator""s;
  const Case cases[] = {
      {"\xFF\xFE<\0a\0/\0>\0"s, "UTF-16LE"},
      {"\xFE\xFF\0<\0a\0/\0>"s, "UTF-16BE"},
      {"<\0a\0/\0>\0"s, "UTF-16LE"},
      {"\0<\0a\0/\0>"s, "UTF-16BE"},
      {"\xFF\xFE\0\0<\0\0\0a\0\0\0/\0\0\0>\0\0\0"s, "UTF-32LE"},
      {"\0\0\xFE\xFF\0\0\0<\0\0\0a\0\0\0/\0\0\0>"s, "UTF-32BE"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.encoding);
    const auto decoded = ToUtf8(c.bytes, {});
    REQUIRE(decoded);
    CHECK(decoded->encoding == c.encoding);
    CHECK(decoded->text == "<a/>");
  }
}

TEST_CASE("a declaration that the bytes disprove is overruled", "[feeds][charset]") {
  struct Case {
    const char* what;
    std::string bytes;
    std::string_view content_type;
    std::string_view encoding;
    std::string_view text;
  };
  const Case cases[] = {
      {"UTF-8 declared, GBK served", Xml("utf-8", kGbk), "", "GB18030", kUtf8},
      {"UTF-8 declared, Latin served", Xml("utf-8", "caf\xE9 na\xEFve"), "", "windows-1252",
       "café naïve"},
      {"GBK declared, UTF-8 served", Xml("gb2312", kUtf8), "", "UTF-8", kUtf8},
      {"Latin in the header, UTF-8 served", "<a>稀土出口</a>", "text/xml; charset=iso-8859-1",
       "UTF-8", kUtf8},
      {"Latin in the header, GBK declared and served", Xml("gbk", kGbk),
       "text/xml; charset=iso-8859-1", "GB18030", kUtf8},
      {"UTF-16 declared in one-byte characters", Xml("utf-16", "é"), "", "UTF-8", "é"},
      {"one bad byte in UTF-8", Xml("utf-8", "稀土出口\xFF稀土出口"), "", "UTF-8",
       "稀土出口\uFFFD稀土出口"},
      {"UTF-8 cut off within a character", "<a>稀土出口\xE5\x87", "", "UTF-8", "稀土出口\uFFFD"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const auto decoded = ToUtf8(c.bytes, {.charset = {}, .content_type = c.content_type});
    REQUIRE(decoded);
    CHECK(decoded->encoding == c.encoding);
    CHECK(decoded->text.find(c.text) != std::string::npos);
  }
}

TEST_CASE("labels are those of the web", "[feeds][charset]") {
  struct Case {
    const char* label;
    std::string bytes;
    std::string_view encoding;
    std::string_view text;
  };
  const std::string gbk(kGbk);
  const std::string sjis(kShiftJis);
  const Case cases[] = {
      {"x-sjis", sjis, "Shift_JIS", "希土輸出"},
      {" Windows-31J ", sjis, "Shift_JIS", "希土輸出"},
      {"MS_Kanji", sjis, "Shift_JIS", "希土輸出"},
      {"x-gbk", gbk, "GB18030", kUtf8},
      {"GB_2312-80", gbk, "GB18030", kUtf8},
      {"chinese", gbk, "GB18030", kUtf8},
      {"cn-big5", std::string(kBig5), "Big5", kUtf8},
      {"big5-hkscs", "\x9D\xEF", "Big5-HKSCS", "嘅"},
      {"ks_c_5601-1987", "\xC8\xF1\xC5\xE4\xB7\xF9", "EUC-KR", "희토류"},
      {"korean", "\xC8\xF1\xC5\xE4\xB7\xF9", "EUC-KR", "희토류"},
      {"x-euc-jp", "\xB4\xF5\xC5\xDA", "EUC-JP", "希土"},
      {"iso-2022-jp", "\x1B$B4uEZ\x1B(B", "ISO-2022-JP", "希土"},
      {"cp1252", "\x80", "windows-1252", "€"},
      {"x-cp1251", "\xEC\xE5\xE4\xFC", "windows-1251", "медь"},
      {"koi", "\xCD\xC5\xC4\xD8", "KOI8-R", "медь"},
      {"koi8-ru", "\xA4", "KOI8-U", "є"},
      {"latin1", "\xE9", "ISO-8859-1", "é"},
      {"iso8859-1", "\xE9", "ISO-8859-1", "é"},
      {"ISO_8859-1:1987", "\xE9", "ISO-8859-1", "é"},
      {"l2", "\xB1", "ISO-8859-2", "ą"},
      {"iso-8859-9", "\xFE\x80", "ISO-8859-9", "ş€"},
      {"latin-9", "\xA4", "ISO-8859-15", "€"},
      {"iso-8859-16", "\xBA\xDE \xA4\xFF", "ISO-8859-16", "șȚ €ÿ"},
      {"latin10", "caf\xE9", "ISO-8859-16", "café"},
      {"tis-620", "\xA1", "TIS-620", "ก"},
      {"logical", "\xE0", "ISO-8859-8", "א"},
      {"ecma-114", "\xC7", "ISO-8859-6", "ا"},
      {"elot_928", "\xE1", "ISO-8859-7", "α"},
      {"dos-866", "\xAC", "IBM866", "м"},
      {"macintosh", "\x8E", "macintosh", "é"},
      {"utf8", "é", "UTF-8", "é"},
      {"--gbk", "\xCF\xA1", "GB18030", "稀"},
      {"unicode-1-1-utf-8", "é", "UTF-8", "é"},
      {"unicode", std::string("\xE9\0", 2), "UTF-16LE", "é"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.label);
    const auto decoded = ToUtf8(c.bytes, {.charset = c.label, .content_type = {}});
    REQUIRE(decoded);
    CHECK(decoded->encoding == c.encoding);
    CHECK(decoded->text == c.text);
  }
  for (const char* unknown : {"", " ", "klingon", "utf-7", "UTF-8,version=1", "scsu", "x y",
                              "utf--7", "windows-65000", "u.t.f_7", "unicode-1-1-utf-7",
                              "b-o-c-u-1", "a-name-much-too-long-to-be-that-of-any-charset"}) {
    CAPTURE(unknown);
    CHECK((*unknown == '\0' || !ToUtf8("<a/>", {.charset = unknown, .content_type = {}})));
  }
}

TEST_CASE("UTF-16 is known wherever its markup begins, and eight bits are not UTF-16",
          "[feeds][charset]") {
  using std::string_literals::operator""s;
  struct Case {
    const char* what;
    std::string bytes;
    std::string_view content_type;
    std::string_view encoding;
    std::string_view text;
  };
  const Case cases[] = {
      {"blank line first, LE", "\n\0<\0a\0>\0\x3A\x4E<\0/\0a\0>\0"s, "", "UTF-16LE", "\n<a>为</a>"},
      {"blank line first, BE", "\0\n\0<\0a\0>\x4E\x3A\0<\0/\0a\0>"s, "text/xml; charset=utf-8",
       "UTF-16BE", "\n<a>为</a>"},
      {"JSON",
       "{\0\"\0a\0\"\0:\0"
       "1\0}\0"s,
       "", "UTF-16LE", "{\"a\":1}"},
      {"header says UTF-16", "<a>caf\xC3\xA9</a>", "text/xml; charset=utf-16", "UTF-8",
       "<a>café</a>"},
      {"BOM of UTF-16 before eight bits", "\xFF\xFE<a>caf\xC3\xA9</a>", "", "UTF-8", "<a>café</a>"},
      {"BOM of UTF-8 before GBK",
       "\xEF\xBB\xBF<a>" + std::string(kGbk) + std::string(kGbk) + "</a>", "", "GB18030",
       "<a>稀土出口稀土出口</a>"},
      {"odd length", "\xFF\xFE<\0a\0/\0>\0x"s, "", "UTF-16LE", "<a/>\uFFFD"},
      {"lone surrogate", "\xFF\xFE<\0\x3D\xD8>\0"s, "", "UTF-16LE", "<\uFFFD>"},
      {"a zero in ASCII", "<a>b\0c</a>"s, "", "UTF-8", "<a>bc</a>"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const auto decoded = ToUtf8(c.bytes, {.charset = {}, .content_type = c.content_type});
    REQUIRE(decoded);
    CHECK(decoded->encoding == c.encoding);
    CHECK(decoded->text == c.text);
  }
}

TEST_CASE("few bytes decide as little as they can", "[feeds][charset]") {
  struct Case {
    const char* what;
    std::string bytes;
    std::string_view content_type;
    std::string_view encoding;
    std::string_view text;
  };
  const Case cases[] = {
      {"one stray byte among much UTF-8, Latin in the header", "稀土出口\xE9稀土出口",
       "text/xml; charset=iso-8859-1", "UTF-8", "稀土出口\uFFFD稀土出口"},
      {"one letter of UTF-8, Latin in the header", "caf\xC3\xA9", "text/xml; charset=iso-8859-1",
       "UTF-8", "café"},
      {"UTF-8 and a stray byte, one of each", "<a>稀 caf\xE9</a>", "", "UTF-8",
       "<a>稀 caf\uFFFD</a>"},
      {"GBK that is well-formed UTF-8 as well", "\xD2\xBB", "text/xml; charset=gbk", "GB18030",
       "一"},
      {"declared ASCII, Latin served", Xml("us-ascii", "caf\xE9"), "", "windows-1252", "café"},
      {"declared ASCII, Cyrillic served", Xml("us-ascii", "\xEC\xE5\xE4\xFC"), "", "windows-1251",
       "медь"},
      {"ISO-2022-JP without a word", "<a>\x1B$B4uEZ\x1B(B</a>", "", "ISO-2022-JP", "<a>希土</a>"},
      {"ISO-2022-JP, UTF-8 in the header", "<a>\x1B$B4uEZ\x1B(B</a>", "text/xml; charset=utf-8",
       "ISO-2022-JP", "<a>希土</a>"},
      {"text/xml without charset is not ASCII", Xml("windows-1251", "\xEC\xE5\xE4\xFC"), "text/xml",
       "windows-1251", "медь"},
      {"a bad byte in GBK", Xml("gbk", std::string(kGbk) + "\xFF" + std::string(kGbk)), "",
       "GB18030", "稀土出口\uFFFD稀土出口"},
      {"nothing", "", "", "UTF-8", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.what);
    const auto decoded = ToUtf8(c.bytes, {.charset = {}, .content_type = c.content_type});
    REQUIRE(decoded);
    CHECK(decoded->encoding == c.encoding);
    CAPTURE(decoded->text);
    CHECK(decoded->text.find(c.text) != std::string::npos);
  }
}

TEST_CASE("characters that XML forbids are dropped", "[feeds][charset]") {
  const std::string bytes(
      "a\0b\x01"
      "c\x0B\td\n\xEF\xBF\xBE"
      "e",
      13);
  CHECK(ToUtf8(bytes, {})->text == "abc\td\ne");
}

TEST_CASE("an override that is no charset is an error that names it", "[feeds][charset]") {
  const auto decoded = ToUtf8("<a/>", {.charset = "klingon", .content_type = {}});
  REQUIRE_FALSE(decoded);
  CHECK(decoded.error() == "unknown charset \"klingon\"");
}

TEST_CASE("gb18030 beyond two bytes is read whole, over the limits of any buffer",
          "[feeds][charset]") {
  std::string bytes;
  std::string expected;
  for (int i = 0; i < 20000; ++i) {
    bytes += "\x95\x32\x82\x36x";  // U+20000, four bytes, a surrogate pair on the way
    expected += "\U00020000x";
  }
  CHECK(ToUtf8(bytes, {.charset = "gb18030", .content_type = {}})->text == expected);
}

}  // namespace
