#include "rules/regex.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <numeric>

namespace rules {
namespace {

// Enough for a thousand rules' automata; beyond it RE2 falls back, it never fails silently.
constexpr std::int64_t kMemoryMax = std::int64_t{64} << 20;
constexpr int kGroupsMax = 32;

RE2::Options OptionsOf(Longest longest) {
  RE2::Options options(RE2::Quiet);
  options.set_longest_match(longest == Longest::kYes);
  options.set_max_mem(kMemoryMax);
  return options;
}

Span SpanOf(std::string_view text, const re2::StringPiece& piece) {
  if (piece.data() == nullptr)
    return {std::string::npos, std::string::npos};
  const auto start = static_cast<std::size_t>(piece.data() - text.data());
  return {start, start + piece.size()};
}

}  // namespace

struct Regex::Compiled {
  Compiled(std::string_view pattern, Longest longest)
      : re(re2::StringPiece(pattern.data(), pattern.size()), OptionsOf(longest)) {}
  RE2 re;
};

Regex::Regex(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

tl::expected<Regex, RegexError> Regex::Compile(std::string_view pattern, Longest longest) {
  auto compiled = std::make_unique<Compiled>(pattern, longest);
  const RE2& re = compiled->re;
  if (!re.ok())
    return tl::unexpected(RegexError{re.error(), std::string(re.error_arg())});
  if (re.NumberOfCapturingGroups() >= kGroupsMax) {
    return tl::unexpected(RegexError{"more than 31 slots and groups; use (?:…) for grouping", ""});
  }
  return Regex(std::move(compiled));
}

bool Regex::Find(std::string_view text, std::size_t from, std::vector<Span>& groups) const {
  if (from > text.size())
    return false;
  std::array<re2::StringPiece, kGroupsMax> pieces;
  const int count = 1 + compiled_->re.NumberOfCapturingGroups();
  if (!compiled_->re.Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                           RE2::UNANCHORED, pieces.data(), count)) {
    return false;
  }
  groups.clear();
  for (int i = 0; i < count; ++i)
    groups.push_back(SpanOf(text, pieces[static_cast<std::size_t>(i)]));
  return true;
}

bool Regex::FindSpan(std::string_view text, std::size_t from, Span& span) const {
  if (from > text.size())
    return false;
  re2::StringPiece piece;
  if (!compiled_->re.Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                           RE2::UNANCHORED, &piece, 1)) {
    return false;
  }
  span = SpanOf(text, piece);
  return true;
}

int Regex::group_count() const {
  return compiled_->re.NumberOfCapturingGroups();
}

int Regex::program_size() const {
  return compiled_->re.ProgramSize();
}

struct RegexSet::Compiled {
  RE2::Set set{OptionsOf(Longest::kNo), RE2::ANCHOR_BOTH};
  int size = 0;
};

RegexSet::RegexSet() : compiled_(std::make_unique<Compiled>()) {}
RegexSet::RegexSet(RegexSet&&) noexcept = default;
RegexSet& RegexSet::operator=(RegexSet&&) noexcept = default;
RegexSet::~RegexSet() = default;

tl::expected<int, RegexError> RegexSet::Add(std::string_view pattern) {
  std::string error;
  const int index = compiled_->set.Add(re2::StringPiece(pattern.data(), pattern.size()), &error);
  if (index < 0)
    return tl::unexpected(RegexError{error, ""});
  ++compiled_->size;
  return index;
}

bool RegexSet::Compile() {
  return compiled_->set.Compile();
}

std::vector<int> RegexSet::Match(std::string_view text) const {
  std::vector<int> found;
  if (compiled_->size == 0)
    return found;
  RE2::Set::ErrorInfo error{};
  if (!compiled_->set.Match(re2::StringPiece(text.data(), text.size()), &found, &error) &&
      error.kind == RE2::Set::kOutOfMemory) {
    found.resize(static_cast<std::size_t>(compiled_->size));
    std::iota(found.begin(), found.end(), 0);
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string Quoted(std::string_view text) {
  return RE2::QuoteMeta(re2::StringPiece(text.data(), text.size()));
}

}  // namespace rules
