#include "rules/entities.h"

#include <algorithm>
#include <array>

#include "rules/cursor.h"

namespace rules {
namespace {

constexpr std::size_t kEntityBytesMax = 12;

struct Name {
  std::string_view name;
  char32_t code;
};

constexpr auto kNames = std::to_array<Name>({
    {"nbsp", 0xA0},     {"amp", '&'},       {"lt", '<'},        {"gt", '>'},
    {"quot", '"'},      {"apos", '\''},     {"ndash", 0x2013},  {"mdash", 0x2014},
    {"lsquo", 0x2018},  {"rsquo", 0x2019},  {"sbquo", 0x201A},  {"ldquo", 0x201C},
    {"rdquo", 0x201D},  {"bdquo", 0x201E},  {"hellip", 0x2026}, {"thinsp", 0x2009},
    {"ensp", 0x2002},   {"emsp", 0x2003},   {"numsp", 0x2007},  {"puncsp", 0x2008},
    {"hairsp", 0x200A}, {"zwnj", 0x200C},   {"zwj", 0x200D},    {"shy", 0xAD},
    {"lrm", 0x200E},    {"rlm", 0x200F},    {"euro", 0x20AC},   {"pound", 0xA3},
    {"yen", 0xA5},      {"cent", 0xA2},     {"curren", 0xA4},   {"minus", 0x2212},
    {"times", 0xD7},    {"divide", 0xF7},   {"plusmn", 0xB1},   {"permil", 0x2030},
    {"percnt", '%'},    {"dollar", '$'},    {"num", '#'},       {"plus", '+'},
    {"period", '.'},    {"comma", ','},     {"colon", ':'},     {"semi", ';'},
    {"lpar", '('},      {"rpar", ')'},      {"sol", '/'},       {"hyphen", 0x2010},
    {"dash", 0x2010},   {"frac12", 0xBD},   {"half", 0xBD},     {"frac14", 0xBC},
    {"frac34", 0xBE},   {"frac13", 0x2153}, {"frac23", 0x2154}, {"deg", 0xB0},
    {"middot", 0xB7},   {"bull", 0x2022},   {"sect", 0xA7},     {"para", 0xB6},
    {"copy", 0xA9},     {"reg", 0xAE},      {"trade", 0x2122},  {"laquo", 0xAB},
    {"raquo", 0xBB},    {"lsaquo", 0x2039}, {"rsaquo", 0x203A}, {"prime", 0x2032},
    {"Prime", 0x2033},  {"asymp", 0x2248},  {"le", 0x2264},     {"ge", 0x2265},
    {"rarr", 0x2192},   {"larr", 0x2190},   {"sup2", 0xB2},     {"sup3", 0xB3},
    {"agrave", 0xE0},   {"aacute", 0xE1},   {"acirc", 0xE2},    {"atilde", 0xE3},
    {"auml", 0xE4},     {"aring", 0xE5},    {"aelig", 0xE6},    {"ccedil", 0xE7},
    {"egrave", 0xE8},   {"eacute", 0xE9},   {"ecirc", 0xEA},    {"euml", 0xEB},
    {"iacute", 0xED},   {"icirc", 0xEE},    {"iuml", 0xEF},     {"ntilde", 0xF1},
    {"oacute", 0xF3},   {"ocirc", 0xF4},    {"otilde", 0xF5},   {"ouml", 0xF6},
    {"oslash", 0xF8},   {"uacute", 0xFA},   {"ucirc", 0xFB},    {"uuml", 0xFC},
    {"szlig", 0xDF},    {"Auml", 0xC4},     {"Ouml", 0xD6},     {"Uuml", 0xDC},
    {"Eacute", 0xC9},   {"scaron", 0x161},  {"Scaron", 0x160},
});

constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

std::optional<unsigned> HexDigit(char c) {
  if (IsDigit(c)) {
    return static_cast<unsigned>(c - '0');
  }
  const char lower = Lower(c);
  if (lower >= 'a' && lower <= 'f') {
    return static_cast<unsigned>(lower - 'a') + 10;
  }
  return std::nullopt;
}

std::optional<char32_t> NumericCode(std::string_view digits) {
  const unsigned base = !digits.empty() && Lower(digits.front()) == 'x' ? 16 : 10;
  digits.remove_prefix(base == 16 ? 1 : 0);
  if (digits.empty()) {
    return std::nullopt;
  }
  char32_t code = 0;
  for (const char c : digits) {
    const std::optional<unsigned> digit = HexDigit(c);
    if (!digit || *digit >= base) {
      return std::nullopt;
    }
    code = code * base + *digit;
    if (code > 0x10FFFF) {
      return std::nullopt;
    }
  }
  if (code >= 0x80 && code < 0xA0) {
    return kWindows1252[code - 0x80];
  }
  return code == 0 || (code >= 0xD800 && code < 0xE000) ? std::nullopt : std::optional(code);
}

}  // namespace

std::optional<Entity> EntityAt(std::string_view text, std::size_t at) {
  const std::string_view window = text.substr(at, kEntityBytesMax);
  const std::size_t end = window.find(';');
  if (end == std::string_view::npos || end < 3) {
    return std::nullopt;
  }
  const std::string_view name = window.substr(1, end - 1);
  if (name.front() == '#') {
    const std::optional<char32_t> code = NumericCode(name.substr(1));
    return code ? std::optional(Entity{*code, end + 1}) : std::nullopt;
  }
  const auto* row = std::find_if(kNames.begin(), kNames.end(),
                                 [&](const Name& each) { return each.name == name; });
  return row == kNames.end() ? std::nullopt : std::optional(Entity{row->code, end + 1});
}

}  // namespace rules
