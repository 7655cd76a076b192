#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

#include "feeds/ascii.h"

// What the readers of dates share: feed_date.cc, date_iso.cc and date_words.cc.
namespace feeds {

// A moment as written. Nothing in it is checked against the calendar yet.
struct WrittenMoment {
  int year = 0;
  int month = 1;
  int day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
  std::optional<std::chrono::minutes> zone{};  // ahead of UTC
  bool has_time = false;
};

// Reads from the front of a text; each step says whether it found what it wanted.
class DateReader {
 public:
  explicit DateReader(std::string_view text) : rest_(text) {}

  bool AtEnd() const { return rest_.empty(); }
  char Next() const { return rest_.empty() ? '\0' : rest_.front(); }
  // The character `ahead` places behind the next; '\0' beyond the end.
  char Peek(std::size_t ahead) const { return ahead < rest_.size() ? rest_[ahead] : '\0'; }
  std::string_view rest() const { return rest_; }

  bool Take(char c) { return !rest_.empty() && rest_.front() == c && Skip(1); }
  bool TakeAnyOf(std::string_view chars) {
    return !rest_.empty() && chars.find(rest_.front()) != chars.npos && Skip(1);
  }
  bool Take(std::string_view word) {
    return rest_.substr(0, word.size()) == word && Skip(word.size());
  }
  bool Skip(std::size_t count) {
    rest_.remove_prefix(count);
    return true;
  }
  bool SkipBlanks() {
    const std::size_t before = rest_.size();
    while (!rest_.empty() && IsBlank(rest_.front())) {
      rest_.remove_prefix(1);
    }
    return rest_.size() != before;
  }

  std::size_t DigitsAhead() const {
    std::size_t count = 0;
    while (count < rest_.size() && IsDigit(rest_[count])) {
      ++count;
    }
    return count;
  }

  // All of the digits ahead, of which there must be `min` to `max` (at most 9).
  std::optional<int> Number(std::size_t min, std::size_t max) {
    const std::size_t count = DigitsAhead();
    return count < min || count > max ? std::nullopt : FixedNumber(count);
  }

  std::optional<int> FixedNumber(std::size_t count) {
    if (DigitsAhead() < count) {
      return std::nullopt;
    }
    int number = 0;
    for (const char digit : rest_.substr(0, count)) {
      number = number * 10 + (digit - '0');
    }
    rest_.remove_prefix(count);
    return number;
  }

  std::string_view Letters() {
    std::size_t count = 0;
    while (count < rest_.size() && IsLetter(rest_[count])) {
      ++count;
    }
    const std::string_view letters = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return letters;
  }

 private:
  std::string_view rest_;
};

}  // namespace feeds
