#include "feeds/link_pattern.h"

#include <unicode/regex.h>
#include <unicode/unistr.h>

#include <cassert>

namespace feeds {
namespace {

// ICU's unit is about a thousand steps of its engine.
constexpr std::int32_t kTimeLimit = 200;
constexpr std::size_t kPatternBytesMax = 4096;

icu::UnicodeString ToUnicode(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

}  // namespace

struct LinkPattern::Compiled {
  std::unique_ptr<icu::RegexPattern> pattern;
};

LinkPattern::LinkPattern(std::string_view pattern) : compiled_(std::make_unique<Compiled>()) {
  UParseError where{};
  UErrorCode status = U_ZERO_ERROR;
  compiled_->pattern.reset(icu::RegexPattern::compile(ToUnicode(pattern), 0, where, status));
  assert(U_SUCCESS(status));
}

LinkPattern::~LinkPattern() = default;

bool LinkPattern::Finds(std::string_view url) const {
  const icu::UnicodeString text = ToUnicode(url);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::RegexMatcher> matcher(compiled_->pattern->matcher(text, status));
  if (U_FAILURE(status)) {
    return false;
  }
  matcher->setTimeLimit(kTimeLimit, status);
  return matcher->find(status) != 0 && U_SUCCESS(status);
}

std::optional<std::string> FaultOfPattern(const std::string& pattern) {
  if (pattern.size() > kPatternBytesMax) {
    return "longer than " + std::to_string(kPatternBytesMax) + " bytes";
  }
  UParseError where{};
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::RegexPattern> compiled(
      icu::RegexPattern::compile(ToUnicode(pattern), 0, where, status));
  if (U_SUCCESS(status) || pattern.empty()) {
    return std::nullopt;
  }
  const std::string reason = [status]() -> std::string {
    switch (status) {
      case U_REGEX_MISMATCHED_PAREN:
        return "a parenthesis without its partner";
      case U_REGEX_MISSING_CLOSE_BRACKET:
        return "a '[' without its ']'";
      case U_REGEX_BAD_ESCAPE_SEQUENCE:
        return "a '\\' before what it cannot escape";
      case U_REGEX_RULE_SYNTAX:
        return "not a regular expression";
      case U_REGEX_BAD_INTERVAL:
      case U_REGEX_MAX_LT_MIN:
      case U_REGEX_NUMBER_TOO_BIG:
        return "a bad count in '{}'";
      case U_REGEX_LOOK_BEHIND_LIMIT:
        return "a look-behind of unlimited length";
      default:
        return u_errorName(status);
    }
  }();
  return "at character " + std::to_string(where.offset < 0 ? 0 : where.offset) + ": " + reason;
}

}  // namespace feeds
