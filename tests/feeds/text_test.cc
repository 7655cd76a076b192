#include <algorithm>
#include <iterator>
#include <random>
#include <string>

#include "feeds/ascii.h"
#include "feeds/utf8.h"
#include "feeds/white_space.h"
#include "feeds/xml_mend.h"
#include "tests/support/catch.h"

namespace {

TEST_CASE("ScanUtf8 accepts what Unicode calls well-formed and nothing else", "[feeds][utf8]") {
  for (const std::string_view good :
       {"", "plain", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
        "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBD"}) {
    CAPTURE(good);
    CHECK(feeds::ScanUtf8(good).invalid == 0);
    CHECK_FALSE(feeds::ScanUtf8(good).cut_off);
  }
  for (const std::string_view bad :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC2 ", "\xE4\xB8 "}) {
    CAPTURE(bad);
    CHECK(feeds::ScanUtf8(bad).invalid > 0);
  }
  CHECK(feeds::ScanUtf8("a\xE4\xB8").cut_off);
  CHECK(feeds::ScanUtf8("a\xE4\xB8").invalid == 0);
  CHECK(feeds::ScanUtf8(std::string(200, 'a') + "\x01").illegal == 1);
  CHECK(feeds::ScanUtf8(std::string(130, 'a') + "稀土").multibyte == 2);
}

TEST_CASE("ScanUtf8 counts the same wherever a character stands", "[feeds][utf8]") {
  struct Piece {
    std::string_view bytes;
    std::size_t multibyte = 0;
    std::size_t three_byte = 0;
    std::size_t invalid = 0;
    std::size_t illegal = 0;
  };
  // None of them grows together with the next.
  const Piece pieces[] = {
      {"Exports of rare earths rose, the customs administration said"},
      {"a"},
      {"\r\n\t"},
      {"中国六月出口稀土七千七百吨，同比增长。", 19, 19},
      {"稀", 1, 1},
      {"é", 1},
      {"ÿ", 1},
      {"\xE0\xA4\x85", 1, 1},
      {"\xED\x9F\xBF", 1, 1},
      {"\uFFE5", 1, 1},
      {"\uFFFD", 1, 1},
      {"\xEF\xBF\xBF", 1, 1, 0, 1},
      {"\U00020000", 1, 1},
      {"\x01", 0, 0, 0, 1},
      {"\x7F"},
      {"\xFF", 0, 0, 1},
      {"\xC0", 0, 0, 1},
      {"\xE4\xB8", 0, 0, 2},
      {"\xED\xA0\x80", 0, 0, 3},
  };
  std::mt19937 random(7742);
  for (int round = 0; round < 5000; ++round) {
    std::string text;
    Piece sum;
    const std::size_t kinds = 3 + random() % std::size(pieces);
    for (std::size_t left = random() % 20; left > 0; --left) {
      const Piece& piece = pieces[random() % std::min(kinds, std::size(pieces))];
      text += piece.bytes;
      sum.multibyte += piece.multibyte;
      sum.three_byte += piece.three_byte;
      sum.invalid += piece.invalid;
      sum.illegal += piece.illegal;
    }
    text += '.';
    const feeds::Utf8Scan scan = feeds::ScanUtf8(text);
    const bool same = scan.multibyte == sum.multibyte && scan.three_byte == sum.three_byte &&
                      scan.invalid == sum.invalid && scan.illegal == sum.illegal && !scan.cut_off;
    if (!same) {
      CAPTURE(text);
      CHECK(same);
    }
  }
}

TEST_CASE("ScanUtf8 sees what the end cuts off, wherever that is", "[feeds][utf8]") {
  for (std::size_t before = 0; before < 100; ++before) {
    CAPTURE(before);
    const std::string text = std::string(before, 'a') + "稀土";
    CHECK_FALSE(feeds::ScanUtf8(text).cut_off);
    CHECK(feeds::ScanUtf8(text).multibyte == 2);
    for (const std::size_t bytes : {1U, 2U}) {
      const feeds::Utf8Scan scan = feeds::ScanUtf8(text.substr(0, before + 3 + bytes));
      CHECK(scan.cut_off);
      CHECK(scan.multibyte == 1);
      CHECK(scan.three_byte == 1);
      CHECK(scan.invalid == 0);
    }
  }
}

TEST_CASE("CleanUtf8 keeps what is good", "[feeds][utf8]") {
  CHECK(feeds::CleanUtf8("a\xFF稀\x02\xC2") == "a\uFFFD稀\uFFFD");
}

TEST_CASE("MendXml makes feeds of the wild fit for a parser", "[feeds][xml_mend]") {
  struct Case {
    std::string text;
    std::string_view mended;
  };
  const Case cases[] = {
      {"<a>x</a>", "<a>x</a>"},
      {"<a>&nbsp;&eacute;&Eacute;</a>", "<a>\u00A0éÉ</a>"},
      {"<a>&lt;&gt;&amp;&quot;&apos;&amp;nbsp;</a>", "<a>&lt;&gt;&amp;&quot;&apos;&amp;nbsp;</a>"},
      {"<a>AT&T &unknown; & &; x</a>", "<a>AT&T &unknown; & &; x</a>"},
      {"<a>&#8211;&#x2013;&#65;</a>", "<a>&#8211;&#x2013;&#65;</a>"},
      {"<a>&#150;&#x92;</a>", "<a>–’</a>"},
      {"<a>&#0;&#xD800;&#x110000;&#99999999999;&#1;</a>", "<a>\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD</a>"},
      {"<a>&#00000000000000000000000000000000000055296;</a>", "<a>\uFFFD</a>"},
      {"<a>&#;&#x;&#zz;</a>", "<a>&#;&#x;&#zz;</a>"},
      {"<a><![CDATA[&nbsp;]]>&nbsp;<![CDATA[&nbsp;]]></a>",
       "<a><![CDATA[&nbsp;]]>\u00A0<![CDATA[&nbsp;]]></a>"},
      {"<a><![CDATA[&nbsp;", "<a><![CDATA[&nbsp;"},
      {"<a b=\"<![CDATA[&#x1;&#31;\">&#2;</a>", "<a b=\"<![CDATA[\uFFFD\uFFFD\">\uFFFD</a>"},
      {"<a><!-- <![CDATA[ -->&#x1;&#xFFFE;</a>", "<a><!-- <![CDATA[ -->\uFFFD\uFFFD</a>"},
      {"<a><![CDATA[&#150;&#8211;&#x8;&&#;&#x]]>&#150;</a>",
       "<a><![CDATA[&#150;&#8211;\uFFFD&&#;&#x]]>–</a>"},
      {"<a>&&num;1; &#1&semi; &#x&NewLine;</a>", "<a>&&#35;1; &#1&#59; &#x\n</a>"},
      {"", ""},
  };
  for (Case c : cases) {
    CAPTURE(c.text);
    feeds::MendXml(c.text);
    CHECK(c.text == c.mended);
  }
}

TEST_CASE("CollapseWhiteSpace leaves one line", "[feeds][white_space]") {
  CHECK(feeds::CollapseWhiteSpace(" a\t\n b\u00A0\u3000c ") == "a b c");
  CHECK(feeds::CollapseWhiteSpace("　稀土　") == "稀土");
  CHECK(feeds::CollapseWhiteSpace("\uFEFF") == "");
}

// The rule, a character at a time.
std::string Collapsed(std::string_view text) {
  std::string line;
  char32_t last = 0;
  bool blank = false;
  bool newline = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = feeds::NextCodePoint(text, at);
    const bool fixed = feeds::FixedBlankWidth(c) > 0;
    if (fixed || (c < 0x80 && feeds::IsBlank(static_cast<char>(c)))) {
      newline = !fixed && (newline || c == '\n' || c == '\r');
      blank = true;
    } else if (!feeds::IsInvisible(c) && feeds::IsXmlCharacter(c)) {
      const bool wrapped = newline && feeds::IsWide(last) && feeds::IsWide(c);
      line += blank && last != 0 && !wrapped ? " " : "";
      line += text.substr(start, at - start);
      last = c;
      blank = false;
      newline = false;
    }
  }
  return line;
}

TEST_CASE("CollapseWhiteSpace is the same as a character at a time", "[feeds][white_space]") {
  constexpr std::string_view kPieces[] = {"Exports of rare earths rose in June",
                                          "7,742.2 t",
                                          "a",
                                          "中国六月出口稀土，",
                                          "稀",
                                          "é",
                                          "、",
                                          "。",
                                          "“好”",
                                          "–",
                                          "𠀀",
                                          "\U0001FFFE",
                                          "￥",
                                          "ﬁ",
                                          "<",
                                          "&",
                                          "<b>",
                                          "\x01",
                                          "\x7F",
                                          "\u0085",
                                          "\uFFFD",
                                          "\xFF",
                                          "\xE3\x80",
                                          "\xC2",
                                          " ",
                                          " ",
                                          "  ",
                                          "\n",
                                          "\r\n",
                                          "\t",
                                          "\f",
                                          "\x0B",
                                          "\u00A0",
                                          "\u3000",
                                          "\u2000",
                                          "\u200A",
                                          "\u200B",
                                          "\u200F",
                                          "\u202F",
                                          "\u205F",
                                          "\u2060",
                                          "\u00AD",
                                          "\uFEFF"};
  std::mt19937 random(5864);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t left = random() % 12; left > 0; --left) {
      text += kPieces[random() % std::size(kPieces)];
    }
    const std::string collapsed = feeds::CollapseWhiteSpace(text);
    if (collapsed != Collapsed(text)) {
      CAPTURE(text, Collapsed(text));
      CHECK(collapsed == Collapsed(text));
    }
  }
}

}  // namespace
