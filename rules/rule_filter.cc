#include "rules/rule_filter.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <string>

#include "rules/literal_scan.h"
#include "rules/regex_options.h"

namespace rules {
namespace {

// The filter's atoms are in small letters, which a text's letters beyond ASCII are not made here.
bool HasLettersBeyondAscii(std::string_view pattern) {
  return std::any_of(pattern.begin(), pattern.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xC3 && byte <= 0xE1;  // U+00C0 to U+1FFF
  });
}

}  // namespace

struct RuleFilter::Compiled {
  std::shared_ptr<re2::FilteredRE2> patterns = std::make_shared<re2::FilteredRE2>(1);
  std::vector<int> always;  // numbers of patterns that are not filtered
  std::optional<LiteralScan> literals;
};

RuleFilter::RuleFilter() : compiled_(std::make_unique<Compiled>()) {}
RuleFilter::RuleFilter(RuleFilter&&) noexcept = default;
RuleFilter& RuleFilter::operator=(RuleFilter&&) noexcept = default;
RuleFilter::~RuleFilter() = default;

tl::expected<Regex, RegexError> RuleFilter::Add(std::string_view pattern) {
  const std::shared_ptr<re2::FilteredRE2>& patterns = compiled_->patterns;
  int id = 0;
  if (patterns->Add(WithAsciiCase(pattern), RegexOptions(Longest::kNo), &id) != RE2::NoError)
    return Regex::Compile(pattern);  // which says what is wrong
  if (HasLettersBeyondAscii(pattern))
    compiled_->always.push_back(id);
  return Regex::Of(std::shared_ptr<const RE2>(patterns, &patterns->GetRE2(id)));
}

void RuleFilter::Compile() {
  std::vector<std::string> literals;
  if (compiled_->patterns->NumRegexps() > 0)
    compiled_->patterns->Compile(&literals);
  compiled_->literals.emplace(literals);
}

void RuleFilter::PassAll() {
  compiled_->literals.reset();
}

std::vector<int> RuleFilter::Candidates(std::string_view text) const {
  std::vector<int> candidates;
  if (!compiled_->literals) {
    candidates.resize(static_cast<std::size_t>(compiled_->patterns->NumRegexps()));
    std::iota(candidates.begin(), candidates.end(), 0);
    return candidates;
  }
  if (compiled_->patterns->NumRegexps() == 0)
    return candidates;
  compiled_->patterns->AllPotentials(compiled_->literals->Find(text), &candidates);
  candidates.insert(candidates.end(), compiled_->always.begin(), compiled_->always.end());
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  return candidates;
}

}  // namespace rules
