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

}  // namespace
