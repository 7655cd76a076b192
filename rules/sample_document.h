#pragma once

#include <chrono>
#include <string>

#include "feeds/document.h"

namespace rules {

// A sample as a document. It is read as if published on 14 July 2025 at 09:00 UTC, so that "last
// month" in it means June 2025.
inline feeds::Document SampleDocument(const std::string& text) {
  feeds::Document document;
  document.text = text;
  document.published_at =
      std::chrono::sys_days{std::chrono::year{2025} / 7 / 14} + std::chrono::hours(9);
  return document;
}

}  // namespace rules
