// Whatever the text: the folded text is valid, every mention lies on character borders, in order
// and apart, and leads back to whole bytes of the original.
#include <cassert>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "rules/cursor.h"
#include "rules/fold.h"
#include "rules/mention.h"
#include "tests/fuzz/soundness.h"

namespace {

void CheckMentions(const rules::FoldedText& folded, std::string_view original) {
  const std::string& text = folded.text();
  const std::chrono::sys_seconds published{std::chrono::seconds(1'753'000'000)};
  const rules::Reading reading = rules::ReadingOf(text, published);
  std::size_t last_end = 0;
  for (const rules::Mention& mention : rules::Recognise(text, reading)) {
    const rules::Span span = mention.span;
    assert(span.start >= last_end && span.start < span.end && span.end <= text.size());
    assert(IsOnBorder(text, span.start) && IsOnBorder(text, span.end));
    const rules::Span bytes = folded.ToOriginal(span);
    assert(bytes.start < bytes.end && bytes.end <= original.size());
    if (mention.period) {
      assert(mention.period->first <= mention.period->last);
      assert(rules::ParsePeriod(rules::ToText(*mention.period)) == mention.period);
    }
    assert(!rules::ToText(mention).empty());
    last_end = span.end;
  }
}

void CheckFolded(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const rules::Char c = rules::CharAt(text, at);
    assert(c.length > 0);
    assert(c.code != 0xFFFD || c.length == 3);
    at += c.length;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view original(reinterpret_cast<const char*>(data), size);
  const rules::FoldedText folded(original);
  CheckFolded(folded.text());
  CheckMentions(folded, original);
  return 0;
}
