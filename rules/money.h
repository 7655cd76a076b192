#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "rules/amounts.h"
#include "rules/mention.h"

namespace rules {

// The sum that starts at a currency sign or code: "$4.48bn", "US$800-850", "Rs 16,300 crore".
// The mention ends before any "/kg"; see PriceOf.
std::optional<Mention> MoneyAtSign(std::string_view text, std::size_t at, const Reading& reading);
// The sum of these numbers when a currency follows them: "170 million yuan", 12亿澳元.
std::optional<Mention> MoneyAfter(std::string_view text, const Amounts& amounts,
                                  const Reading& reading);
// The sum of the number when the name of a currency stands before it: "Danish kroner 12".
std::optional<Mention> MoneyNamedBefore(std::string_view text, const Number& number,
                                        const Reading& reading);
// 每吨1.2万元: the unit before the amount.
std::optional<Mention> HanPriceAt(std::string_view text, std::size_t at, const Reading& reading);

// The money as a price when "/kg", "a tonne", "per barrel", /吨 follows it; as a rate when a
// stretch of time does; else as it is.
Mention PriceOf(std::string_view text, Mention money);

}  // namespace rules
