#include "feeds/json_error.h"

#include <algorithm>

#include "feeds/ascii.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

constexpr std::size_t kMessageBytesMax = 300;
constexpr int kDepthMax = 4;

bool IsOneOf(std::string_view key, std::initializer_list<std::string_view> names) {
  return std::any_of(names.begin(), names.end(),
                     [key](std::string_view name) { return EqualsFold(key, name); });
}

// The words of a message, which may be a text, an object or a list of objects.
void Gather(const JsonValue& value, std::string& words) {
  if (words.size() > kMessageBytesMax) {
    return;
  }
  if (value.IsScalar()) {
    const bool said = value.kind != JsonValue::Kind::kBoolean && !Trim(value.text).empty();
    words.append(said && !words.empty() ? ", " : "").append(said ? value.text : "");
  }
  for (const JsonValue& item : value.items) {
    Gather(item, words);
  }
}

std::string WordsOf(const JsonValue& value) {
  std::string words;
  Gather(value, words);
  return CollapseWhiteSpace(words.substr(0, kMessageBytesMax));
}

// The message that stands beside a code.
std::string MessageIn(const JsonValue& object) {
  std::string words;
  for (std::size_t i = 0; i < object.items.size(); ++i) {
    if (IsOneOf(object.keys[i], {"message", "resultMsg", "errMsg", "returnAuthMsg", "ERROR_MSG",
                                 "detail", "title"})) {
      const std::string message = WordsOf(object.items[i]);
      words.append(words.empty() || message.empty() ? "" : ", ").append(message);
    }
  }
  return words;
}

bool IsBadStatus(std::string_view text) {
  return text.size() == 3 && (text[0] == '4' || text[0] == '5') && IsDigit(text[1]) &&
         IsDigit(text[2]);
}

std::string ErrorIn(const JsonValue& object, int depth) {
  for (std::size_t i = 0; i < object.items.size(); ++i) {
    const std::string& key = object.keys[i];
    const JsonValue& value = object.items[i];
    if (IsOneOf(key, {"error", "errors", "Fault"})) {
      if (const std::string words = WordsOf(value); !words.empty() && words != "0") {
        return std::string(key).append(": ").append(words);
      }
    }
    const bool refused =
        (IsOneOf(key, {"resultCode", "returnReasonCode"}) && value.IsScalar() &&
         !value.text.empty() && !IsSuccessCode(value.text)) ||
        (IsOneOf(key, {"statusCode", "status", "code"}) && IsBadStatus(value.text));
    if (refused) {
      const std::string message = MessageIn(object);
      return key + " " + value.text + (message.empty() ? "" : ": " + message);
    }
    if (value.IsObject() && depth < kDepthMax) {
      if (std::string inner = ErrorIn(value, depth + 1); !inner.empty()) {
        return inner;
      }
    }
  }
  return {};
}

}  // namespace

bool IsSuccessCode(std::string_view code) {
  const std::string_view digits = Trim(code);
  return digits == "200" ||
         std::all_of(digits.begin(), digits.end(), [](char c) { return c == '0'; });
}

std::string ErrorOf(const JsonValue& root) {
  return root.IsObject() ? ErrorIn(root, 0) : std::string();
}

}  // namespace feeds
