#pragma once

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "rules/fold.h"
#include "rules/mention.h"
#include "tests/rules/told.h"
#include "tests/support/catch.h"

// A sentence and the masses, percentages, money and prices that it holds, each as "value unit", a
// range as "low..high unit", joined by "; ", in order; empty where there is none.
struct Bare {
  std::string_view text;
  std::string_view values;
};

inline std::string ShortText(double value) {
  char buffer[40] = {};
  const int size = std::snprintf(buffer, sizeof buffer, "%.14g", value);
  return {buffer, static_cast<std::size_t>(size)};
}

// The text is folded and its own statements of units are heeded, as for a document.
inline std::string BareOf(std::string_view original) {
  const rules::FoldedText folded(original, rules::HanForms::kSimplified);
  const rules::Reading reading = rules::ReadingOf(folded.text(), InJuly2025().published);
  std::string told;
  for (const rules::Mention& mention : rules::Recognise(folded.text(), reading)) {
    const bool printed = mention.type == rules::MentionType::kQuantity ||
                         mention.type == rules::MentionType::kPercent ||
                         mention.type == rules::MentionType::kMoney ||
                         mention.type == rules::MentionType::kPrice;
    if (!printed)
      continue;
    told += (told.empty() ? "" : "; ") + ShortText(mention.amount.value);
    if (mention.upper)
      told += ".." + ShortText(mention.upper->value);
    told += " " + mention.unit;
  }
  return told;
}

inline void CheckBare(const std::vector<Bare>& cases) {
  for (const Bare& c : cases) {
    CAPTURE(c.text);
    CHECK(BareOf(c.text) == c.values);
  }
}
