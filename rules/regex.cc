#include "rules/regex.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "rules/regex_options.h"

namespace rules {
namespace {

constexpr int kGroupsMax = 32;

Span SpanOf(std::string_view text, const re2::StringPiece& piece) {
  if (piece.data() == nullptr)
    return {std::string::npos, std::string::npos};
  const auto start = static_cast<std::size_t>(piece.data() - text.data());
  return {start, start + piece.size()};
}

}  // namespace

Regex::Regex(std::shared_ptr<const re2::RE2> compiled) : compiled_(std::move(compiled)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

tl::expected<Regex, RegexError> Regex::Compile(std::string_view pattern, Longest longest) {
  auto compiled = Of(std::make_shared<const RE2>(WithAsciiCase(pattern), RegexOptions(longest)));
  if (compiled)
    return compiled;
  // What is wrong is told of the pattern as it was written.
  return Of(std::make_shared<const RE2>(re2::StringPiece(pattern.data(), pattern.size()),
                                        RegexOptions(longest)));
}

tl::expected<Regex, RegexError> Regex::Of(std::shared_ptr<const re2::RE2> compiled) {
  if (!compiled->ok())
    return tl::unexpected(RegexError{compiled->error(), std::string(compiled->error_arg())});
  if (compiled->NumberOfCapturingGroups() >= kGroupsMax) {
    return tl::unexpected(RegexError{"more than 31 slots and groups; use (?:…) for grouping", ""});
  }
  return Regex(std::move(compiled));
}

bool Regex::Find(std::string_view text, std::size_t from, std::vector<Span>& groups) const {
  if (from > text.size())
    return false;
  std::array<re2::StringPiece, kGroupsMax> pieces;
  const int count = 1 + compiled_->NumberOfCapturingGroups();
  if (!compiled_->Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
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
  if (!compiled_->Match(re2::StringPiece(text.data(), text.size()), from, text.size(),
                        RE2::UNANCHORED, &piece, 1)) {
    return false;
  }
  span = SpanOf(text, piece);
  return true;
}

int Regex::group_count() const {
  return compiled_->NumberOfCapturingGroups();
}

int Regex::program_size() const {
  return compiled_->ProgramSize();
}

struct RegexSet::Compiled {
  RE2::Set set{RegexOptions(Longest::kNo), RE2::ANCHOR_BOTH};
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
