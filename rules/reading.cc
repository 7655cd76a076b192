// What a document says of the units that it uses without naming them.
#include <array>

#include "rules/cursor.h"
#include "rules/declared_units.h"
#include "rules/mention.h"

namespace rules {
namespace {

struct Dollar {
  std::string_view words;
  std::string_view code;
};

constexpr auto kDollars = std::to_array<Dollar>({{"australian dollars", "AUD"},
                                                 {"canadian dollars", "CAD"},
                                                 {"new zealand dollars", "NZD"},
                                                 {"hong kong dollars", "HKD"},
                                                 {"singapore dollars", "SGD"},
                                                 {"a$", "AUD"},
                                                 {"c$", "CAD"},
                                                 {"nz$", "NZD"},
                                                 {"aud", "AUD"},
                                                 {"cad", "CAD"}});

bool Holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool HoldsAny(std::string_view text, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) {
    if (Holds(text, part)) {
      return true;
    }
  }
  return false;
}

std::string Lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = Lower(c);
  }
  return lower;
}

// "All figures are in Australian dollars", "amounts in C$ unless stated": a statement about sums.
std::string DollarOf(std::string_view lower) {
  constexpr std::size_t kBefore = 60;
  for (const Dollar& dollar : kDollars) {
    for (std::size_t at = lower.find(dollar.words); at != std::string_view::npos;
         at = lower.find(dollar.words, at + 1)) {
      const std::size_t from = at > kBefore ? at - kBefore : 0;
      const std::string_view before = lower.substr(from, at - from);
      const bool in = HasSuffix(before, before.size(), " in ");
      const bool sums =
          HoldsAny(before, {"figures", "amounts", "values", "prices", "sums", "dollar"});
      if (in && sums && StartsWord(lower, at)) {
        return std::string(dollar.code);
      }
    }
  }
  return "USD";
}

std::string YuanOf(std::string_view text) {
  if (HoldsAny(text, {"人民币", "人民幣", "中国", "国务院"})) {
    return "CNY";
  }
  if (HoldsAny(text, {"新台币", "新台幣", "新臺幣"})) {
    return "TWD";
  }
  return HoldsAny(text, {"港元", "港币", "港幣"}) ? "HKD" : "CNY";
}

std::string YenOf(std::string_view text, std::string_view lower) {
  const bool china = HoldsAny(lower, {"yuan", "renminbi", "rmb", "cny"}) || Holds(text, "人民币");
  const bool japan = HoldsAny(lower, {" yen", "jpy", "japan", "tokyo"}) || Holds(text, "日元");
  // A text that writes "yuan" in words means the yen by its sign.
  const bool contrasts = HoldsAny(lower, {"yuan", "renminbi"}) && !HoldsAny(lower, {" yen", "rmb"});
  return japan && (!china || contrasts) ? "JPY" : "CNY";
}

std::string PoundsOf(std::string_view text, std::string_view lower) {
  return Holds(text, "£") || HoldsAny(lower, {"sterling", "gbp", " pence"}) ? "GBP" : "lb";
}

// "196.13 million tonnes (MT)" says that MT is the million; "(MTPA)" after metric tons does not.
bool IsMtMillion(std::string_view lower) {
  return HoldsAny(lower, {"million tonnes (mt)", "million tons (mt)", "million tonne (mt)",
                          "million metric tons (mt)", "million metric tonnes (mt)", "mt: million",
                          "mt = million", "mt (million"});
}

}  // namespace

Reading ReadingOf(std::string_view folded_document,
                  std::optional<std::chrono::sys_seconds> published) {
  const std::string lower = Lowered(folded_document);
  Reading reading;
  reading.published = published;
  reading.dollar = DollarOf(lower);
  reading.yuan = YuanOf(folded_document);
  reading.yen = YenOf(folded_document, lower);
  reading.pounds = PoundsOf(folded_document, lower);
  reading.mt_is_million = IsMtMillion(lower);
  ReadDeclaredUnits(folded_document, lower, reading);
  return reading;
}

}  // namespace rules
