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
