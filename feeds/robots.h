#pragma once
#include <chrono>
#include <optional>
#include <string_view>
namespace feeds {
class Robots {
 public:
  static Robots Parse(std::string_view, std::string_view) { return {}; }
  static Robots None() { return {}; }
  bool Allows(std::string_view) const { return true; }
  std::optional<std::chrono::seconds> crawl_delay() const { return std::nullopt; }
};
}
