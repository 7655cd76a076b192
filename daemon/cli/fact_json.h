#pragma once

#include <string>
#include <string_view>

#include "rules/fact.h"
#include "rules/release_page.h"

namespace cli {

// One line of `extract`: keys document, kind, value, unit, subject, flow, period, reporter,
// partner, measure, basis, type, mast, actor, target, date, quote, start, end, rule; a key without
// a value is left out. `start` and `end` count UTF-8 bytes in title + "\n\n" + text.
std::string ToJson(std::string_view document, const rules::Fact& fact);

// One line of `observe`: series, period, value, unit, status, label.
std::string ToJson(const rules::Observation& observation);

// A percentage against the year before: series, period, value, unit, label.
std::string ChangeJson(const rules::Observation& change);

// A link of an index page: table, title, currency, period, url, published.
std::string ToJson(const rules::ReleaseLink& link);

// An announcement: number, issued, effective, issuers, hs, attachments.
std::string ToJson(const rules::Announcement& announcement);

}  // namespace cli
