#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "rules/mention.h"
#include "rules/number.h"
#include "rules/quantity.h"

namespace rules {

// What speech adds to an amount after its unit: halves and smaller units.

struct Extra {
  std::size_t end = 0;
  double value = 0;  // in the unit that it follows
};

// "two tonnes and a half", "a dollar and a quarter", 两吨半; never "and a half of it", 半年.
std::optional<Extra> HalfAfter(std::string_view text, std::size_t at);
// "8 lb 4 oz", "11 stone 4 pounds", "5公斤200克", 三斤二两; the smaller unit below one of the
// larger.
std::optional<Extra> SmallerMassAfter(std::string_view text, const MassUnit& unit,
                                      const Reading& reading);
// 八两, 五两黄金, "5两": tenths of a jin; 两 is also the numeral two (三两天, 两国), so the end of
// a clause or a good must follow.
std::optional<Mention> LiangAt(std::string_view text, std::size_t at);
// 三块五, 十块五毛五, 五毛钱, 5分钱 after their first number. nullopt: pieces (十块磁铁), shapes
// (三角形).
std::optional<Mention> SpokenYuanAfter(std::string_view text, const Number& number,
                                       const Reading& reading);

}  // namespace rules
