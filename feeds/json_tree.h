#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace feeds {

// JSON with the order of its keys and the digits of its numbers as written.
struct JsonValue {
  enum class Kind { kNull, kBoolean, kNumber, kString, kArray, kObject };

  Kind kind = Kind::kNull;
  std::string text{};               // of a scalar: "true", "2411.0", the string; null: empty
  std::vector<std::string> keys{};  // of an object, one for each of `items`
  std::vector<JsonValue> items{};

  bool IsScalar() const { return kind < Kind::kArray; }
  bool IsArray() const { return kind == Kind::kArray; }
  bool IsObject() const { return kind == Kind::kObject; }
  // The member of that name of an object; nullptr: none.
  const JsonValue* Find(std::string_view key) const;
  // The text of the scalar member of that name; empty: none.
  std::string_view TextAt(std::string_view key) const;
};

// Reads JSON text (RFC 8259), nested at most 64 deep and of at most two million values. Error:
// place and reason, "line 3, column 7: reason".
tl::expected<JsonValue, std::string> ReadJson(std::string_view text);

}  // namespace feeds
