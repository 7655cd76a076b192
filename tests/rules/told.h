#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "rules/fold.h"
#include "rules/mention.h"

// A sentence and what the recognisers must find in it, each as "[words] type value unit", joined by
// "; ", in order; empty where nothing may be found.
struct Told {
  std::string_view text;
  std::string_view mentions;
};

inline rules::Reading ReadingAt(std::chrono::year_month_day published) {
  rules::Reading reading;
  reading.published = std::chrono::sys_days(published) + std::chrono::hours(12);
  return reading;
}

// Most tables are read on Sunday, 20 July 2025.
inline rules::Reading InJuly2025() {
  using namespace std::chrono_literals;
  return ReadingAt(2025y / std::chrono::July / 20);
}

inline std::string MentionsOf(std::string_view original, const rules::Reading& reading) {
  const rules::FoldedText folded(original);
  const std::string& text = folded.text();
  std::string told;
  for (const rules::Mention& mention : rules::Recognise(text, reading)) {
    const rules::Span span = mention.span;
    told += told.empty() ? "" : "; ";
    told += "[" + text.substr(span.start, span.end - span.start) + "] " + rules::ToText(mention);
  }
  return told;
}
