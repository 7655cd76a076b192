#include "feeds/code_table.h"

#include <unicode/ucnv.h>

#include <array>

#include "tests/support/catch.h"

namespace {

using feeds::DecodeByTable;

// What ICU makes of the bytes; a character that they do not have is U+FFFD.
std::string ByIcu(std::string_view bytes, const char* converter) {
  std::string text(bytes.size() * 4 + 4, '\0');
  UErrorCode status = U_ZERO_ERROR;
  const std::int32_t size =
      ucnv_convert("UTF-8", converter, text.data(), static_cast<std::int32_t>(text.size()),
                   bytes.data(), static_cast<std::int32_t>(bytes.size()), &status);
  REQUIRE(U_SUCCESS(status));
  text.resize(static_cast<std::size_t>(size));
  return text;
}

void CheckAgainstIcu(const std::string& bytes, const char* converter) {
  const std::optional<std::string> text = DecodeByTable(bytes, converter);
  const std::string expected = ByIcu(bytes, converter);
  const bool none = expected.find("\uFFFD") != std::string::npos;
  if (text ? *text != expected : !none) {
    CAPTURE(converter, bytes, expected, text.value_or("(none)"));
    CHECK(false);
  }
}

TEST_CASE("Each byte of a single-byte charset is what ICU says", "[feeds][code_table]") {
  for (const char* converter :
       {"ISO-8859-1", "ISO-8859-2", "ISO-8859-5", "ISO-8859-7", "ISO-8859-15", "windows-1250",
        "windows-1251", "windows-1252", "windows-1253", "windows-1254", "KOI8-R"}) {
    CAPTURE(converter);
    REQUIRE(DecodeByTable("plain", converter) == "plain");
    for (int byte = 0; byte < 256; ++byte) {
      const char c = static_cast<char>(byte);
      CheckAgainstIcu({c}, converter);
      CheckAgainstIcu(std::string(20, 'a') + c + std::string(20, 'b') + c, converter);
    }
  }
}

TEST_CASE("Each pair of GB18030 is what ICU says", "[feeds][code_table]") {
  for (int lead = 0x80; lead < 256; ++lead) {
    for (int trail = 0x40; trail < 256; ++trail) {
      const std::string pair{static_cast<char>(lead), static_cast<char>(trail)};
      CheckAgainstIcu(pair, "gb18030");
      CheckAgainstIcu("<p>" + pair + pair + " t</p>", "gb18030");
    }
  }
}

TEST_CASE("What tables do not hold is left to ICU", "[feeds][code_table]") {
  struct Case {
    std::string_view bytes;
    const char* converter;
  };
  const Case cases[] = {
      {"plain", "UTF-8"},
      {"plain", "UTF-16LE"},
      {"plain", "Shift_JIS"},
      {"plain", "Big5"},
      {"plain", "ISO-2022-JP"},
      {"plain", "ibm-37"},  // EBCDIC
      {"plain", "nothing of the kind"},
      {"\x81\x30\x81\x30", "gb18030"},  // U+0080
      {"\xCF\xA1\xCD", "gb18030"},      // cut off
      {"a\xFF", "gb18030"},
      {"a\x80", "gb18030"},
      {"a\x98", "windows-1251"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.converter, c.bytes);
    const std::optional<std::string> text = DecodeByTable(c.bytes, c.converter);
    CHECK((!text || *text == ByIcu(c.bytes, c.converter)));
  }
  CHECK_FALSE(DecodeByTable("\x81\x30\x81\x30", "gb18030"));
  CHECK_FALSE(DecodeByTable("\xCF\xA1\xCD", "gb18030"));
  CHECK_FALSE(DecodeByTable("plain", "ibm-37"));
  CHECK_FALSE(DecodeByTable("plain", "Big5"));
  CHECK(DecodeByTable("", "gb18030") == "");
  CHECK(DecodeByTable("\xCF\xA1\xCD\xC1", "gb18030") == "稀土");
}

}  // namespace
