// Whatever the text: every fact stands on whole characters of it, and its quote is the very bytes
// there.
#include <chrono>
#include <string>
#include <utility>

#include "rules/extract.h"
#include "rules/pack.h"
#include "tests/fuzz/soundness.h"

namespace {

const rules::Pack& Shipped() {
  static const rules::Pack pack = [] {
    auto loaded = rules::Pack::Load(rules::ShippedPacks());
    Require(loaded.has_value());
    return std::move(*loaded);
  }();
  return pack;
}

}  // namespace

// Of the first byte: the lowest bit asks for every number, the next leaves out the day of
// publication. The first line of the rest is the title.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const auto fuzzed = BytesOf(data, size);
  if (!fuzzed)
    return 0;
  feeds::Document document;
  const std::size_t line = fuzzed->bytes.find('\n');
  document.title = fuzzed->bytes.substr(0, line);
  document.text = line == std::string::npos ? "" : fuzzed->bytes.substr(line + 1);
  if ((fuzzed->choice & 2U) == 0)
    document.published_at = std::chrono::sys_seconds{std::chrono::seconds(1'753'000'000)};
  const std::string full = feeds::FullText(document);
  const bool is_text = IsUtf8(full);
  const auto scope = (fuzzed->choice & 1U) != 0 ? rules::Scope::kAll : rules::Scope::kFacts;
  for (const rules::Fact& fact : rules::Extract(Shipped(), document, {}, scope)) {
    const rules::Span span = fact.evidence;
    Require(span.start < span.end && span.end <= full.size());
    Require(full.substr(span.start, span.end - span.start) == fact.quote);
    Require(!is_text || (IsOnBorder(full, span.start) && IsOnBorder(full, span.end)));
    Require(!rules::ToText(fact).empty());
  }
  return 0;
}
