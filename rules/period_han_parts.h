#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

#include "rules/mention.h"
#include "rules/period_parts.h"

namespace rules {

// The parts that Chinese dates are made of.

// How the year of a Chinese date is told: 2024年, 去年, 今年度.
struct HanYear {
  std::size_t end = 0;  // where it begins, if none is told
  std::optional<std::chrono::year> number;
  bool is_relative = false;  // 去年, not 2024年
  bool told = false;
};
HanYear HanYearAt(const DatedText& dated, std::size_t at);

// Past 月, 月份 at `at`; `at` where no month is meant: 月球.
std::size_t PastHanMonth(std::string_view text, std::size_t at);

// Months that more words than one date tell: 2025年10月至2026年9月, 12月1日至明年5月31日,
// 2025/26榨季, 2025年最后三个月, 截至9月30日的六个月. `start`: where the mention begins; `y`: the
// year there.
std::optional<Mention> HanSpanAt(const DatedText& dated, const HanYear& y, std::size_t start);

// The months of a stretch that ends with the month before `end`: 6月季度, 截至9月底的六个月; 1 and
// `end` where no stretch is told.
struct HanStretch {
  int months = 1;
  std::size_t end = 0;
};
HanStretch HanStretchAt(std::string_view text, std::size_t start, std::size_t end);

}  // namespace rules
