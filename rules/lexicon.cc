#include "rules/lexicon.h"

#include <utility>

namespace rules {
namespace {

std::string Alternatives(const std::vector<std::string>& patterns) {
  std::string out;
  for (const std::string& pattern : patterns)
    out += (out.empty() ? "" : "|") + pattern;
  return out;
}

}  // namespace

std::string PatternOf(const LexiconEntry& entry) {
  std::string out;
  if (!entry.en.empty())
    out = R"((?i:\b(?:)" + Alternatives(entry.en) + R"()\b))";
  if (!entry.zh.empty())
    out += (out.empty() ? "" : "|") + Alternatives(entry.zh);
  return out;
}

Lexicon::Lexicon(std::vector<LexiconEntry> entries, Regex all, RegexSet each)
    : entries_(std::move(entries)), all_(std::move(all)), each_(std::move(each)) {}

tl::expected<Lexicon, RegexError> Lexicon::Compile(std::vector<LexiconEntry> entries) {
  std::string all;
  RegexSet each(Anchoring::kWhole);
  for (const LexiconEntry& entry : entries) {
    const std::string pattern = PatternOf(entry);
    if (auto added = each.Add(pattern); !added)
      return tl::unexpected(added.error());
    all += (all.empty() ? "(?:" : "|(?:") + pattern + ")";
  }
  auto compiled = Regex::Compile(all.empty() ? R"([^\x00-\x{10FFFF}])" : all, Longest::kYes);
  if (!compiled)
    return tl::unexpected(compiled.error());
  if (!each.Compile())
    return tl::unexpected(RegexError{"the lexicon is too large to compile", ""});
  return Lexicon(std::move(entries), std::move(*compiled), std::move(each));
}

std::vector<LexiconHit> Lexicon::Find(std::string_view folded) const {
  std::vector<LexiconHit> hits;
  Span span;
  for (std::size_t at = 0; at < folded.size() && all_.FindSpan(folded, at, span);) {
    if (span.start == span.end)
      break;
    const std::vector<int> which = each_.Match(folded.substr(span.start, span.end - span.start));
    if (!which.empty())
      hits.push_back({span, static_cast<std::uint32_t>(which.front())});
    at = span.end;
  }
  return hits;
}

}  // namespace rules
