#include "feeds/json_tree.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "feeds/utf8.h"

namespace feeds {
namespace {

using nlohmann::json;
using Kind = JsonValue::Kind;

constexpr std::size_t kNestingMax = 64;
constexpr std::size_t kValuesMax = 2'000'000;

std::string PlaceOf(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t line_start = before.rfind('\n');
  const std::size_t column = before.size() - (line_start == before.npos ? 0 : line_start + 1) + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": ";
}

// Escapes can name what ToUtf8 leaves out of a text.
std::string Cleaned(std::string& text) {
  return ScanUtf8(text).illegal > 0 ? CleanUtf8(text) : std::move(text);
}

// What nlohmann's parser calls; it gives the digits of a number only here. The names are its own.
class TreeBuilder final : public nlohmann::json_sax<json> {
 public:
  bool null() override { return Add(Kind::kNull, {}); }
  bool boolean(bool value) override { return Add(Kind::kBoolean, value ? "true" : "false"); }
  bool number_integer(std::int64_t value) override {
    return Add(Kind::kNumber, std::to_string(value));
  }
  bool number_unsigned(std::uint64_t value) override {
    return Add(Kind::kNumber, std::to_string(value));
  }
  bool number_float(double /*value*/, const std::string& digits) override {
    return Add(Kind::kNumber, digits);
  }
  bool string(std::string& value) override { return Add(Kind::kString, Cleaned(value)); }
  bool binary(json::binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*size*/) override { return Open(Kind::kObject); }
  bool start_array(std::size_t /*size*/) override { return Open(Kind::kArray); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }
  bool key(std::string& name) override {
    open_.back().keys.push_back(Cleaned(name));
    return true;
  }
  bool parse_error(std::size_t byte, const std::string& /*token*/,
                   const json::exception& error) override {
    // "[json.exception.parse_error.101] parse error at line 3, column 7: reason": the reason is
    // ours to place.
    const std::string what = error.what();
    const std::size_t colon = what.find(": ");
    fault_ = colon == what.npos ? what : what.substr(colon + 2);
    byte_ = byte;
    return false;
  }

  std::string FaultIn(std::string_view text) const {
    return byte_ == 0 ? fault_ : PlaceOf(text, byte_) + fault_;
  }
  JsonValue Take() { return std::move(root_); }

 private:
  bool Add(Kind kind, std::string text) {
    JsonValue value;
    value.kind = kind;
    value.text = std::move(text);
    return Put(std::move(value));
  }

  bool Put(JsonValue value) {
    if (++values_ > kValuesMax) {
      fault_ = "more than " + std::to_string(kValuesMax) + " values";
      return false;
    }
    if (open_.empty()) {
      root_ = std::move(value);
    } else {
      open_.back().items.push_back(std::move(value));
    }
    return true;
  }

  bool Open(Kind kind) {
    if (open_.size() == kNestingMax) {
      fault_ = "nested deeper than " + std::to_string(kNestingMax);
      return false;
    }
    open_.emplace_back().kind = kind;
    return true;
  }

  bool Close() {
    JsonValue value = std::move(open_.back());
    open_.pop_back();
    return Put(std::move(value));
  }

  JsonValue root_;
  std::vector<JsonValue> open_;  // arrays and objects that have not ended, outermost first
  std::size_t values_ = 0;
  std::string fault_;
  std::size_t byte_ = 0;
};

}  // namespace

const JsonValue* JsonValue::Find(std::string_view key) const {
  const auto found = std::find(keys.begin(), keys.end(), key);
  return found == keys.end() ? nullptr : &items[static_cast<std::size_t>(found - keys.begin())];
}

std::string_view JsonValue::TextAt(std::string_view key) const {
  const JsonValue* value = Find(key);
  return value != nullptr && value->IsScalar() ? std::string_view(value->text) : std::string_view();
}

tl::expected<JsonValue, std::string> ReadJson(std::string_view text) {
  TreeBuilder builder;
  if (!json::sax_parse(text, &builder)) {
    return tl::unexpected(builder.FaultIn(text));
  }
  return builder.Take();
}

}  // namespace feeds
