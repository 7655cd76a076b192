// Whatever a robots.txt says, and of whatever address: its rules, written down again, are read as
// the same rules; their order changes no answer; a plain walk through pattern and path agrees.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "feeds/robots.h"
#include "tests/fuzz/soundness.h"

namespace {

constexpr std::size_t kPatternBytesMax = 2048;
constexpr std::size_t kStepsMax = 1 << 22;

bool IsVisibleAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

// For each pattern its answer, by a table instead of by going back.
bool Matches(std::string_view pattern, std::string_view path) {
  std::vector<bool> reached(path.size() + 1, false);
  reached[0] = true;
  const bool anchored = !pattern.empty() && pattern.back() == '$';
  for (const char c : pattern.substr(0, pattern.size() - (anchored ? 1 : 0))) {
    if (c == '*') {
      const auto first = std::find(reached.begin(), reached.end(), true);
      std::fill(first, reached.end(), true);
      continue;
    }
    for (std::size_t at = path.size(); at > 0; --at) {
      reached[at] = reached[at - 1] && path[at - 1] == c;
    }
    reached[0] = false;
  }
  return anchored ? reached.back()
                  : std::find(reached.begin(), reached.end(), true) != reached.end();
}

bool AllowsByTable(const feeds::Robots& robots, std::string_view path) {
  std::size_t longest = 0;
  bool allowed = true;
  for (const feeds::Robots::Rule& rule : robots.rules) {
    const std::size_t size = rule.pattern.size();
    if (size >= longest && Matches(rule.pattern, path)) {
      allowed = size > longest ? rule.allows : allowed || rule.allows;
      longest = size;
    }
  }
  return allowed;
}

std::string Written(const feeds::Robots& robots) {
  std::string text = "User-Agent: LodeWatch/1.0\r\n";
  for (const feeds::Robots::Rule& rule : robots.rules) {
    text += (rule.allows ? "Allow: " : "Disallow: ") + rule.pattern + "\r\n";
  }
  return text;
}

bool IsSame(const feeds::Robots& one, const feeds::Robots& other) {
  return std::equal(
      one.rules.begin(), one.rules.end(), other.rules.begin(), other.rules.end(),
      [](const auto& a, const auto& b) { return a.allows == b.allows && a.pattern == b.pattern; });
}

void CheckRules(const feeds::Robots& robots) {
  using std::chrono::seconds;
  if (robots.crawl_delay) {
    Require(*robots.crawl_delay >= seconds{0} && *robots.crawl_delay <= seconds{3600});
  }
  bool is_short = true;
  for (const feeds::Robots::Rule& rule : robots.rules) {
    Require(!rule.pattern.empty() && IsVisibleAscii(rule.pattern));
    is_short = is_short && rule.pattern.size() <= kPatternBytesMax;
  }
  Require(!is_short || IsSame(feeds::ParseRobots(Written(robots), "lodewatch"), robots));
}

void CheckAnswer(const feeds::Robots& robots, const std::string& path) {
  const bool allows = feeds::Allows(robots, path);
  Require(feeds::Allows(robots, "https://example.org" + path) == allows);
  Require(feeds::Allows(robots, "/robots.txt"));
  feeds::Robots turned = robots;
  std::reverse(turned.rules.begin(), turned.rules.end());
  Require(feeds::Allows(turned, path) == allows);
  std::size_t steps = 0;
  for (const feeds::Robots::Rule& rule : robots.rules) {
    steps += rule.pattern.size() * path.size();
  }
  // Letters and slashes are what a path and its normal form have in common.
  const bool is_plain = path.find_first_not_of("/abcdefghijklmnopqrstuvwxyz.-_") == path.npos;
  if (is_plain && path != "/robots.txt" && steps < kStepsMax) {
    Require(AllowsByTable(robots, path) == allows);
  }
}

}  // namespace

// The first line is an address.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = BytesOf(data, size);
  if (!input) {
    return 0;
  }
  const std::string_view text = TextOf(data + 1, size - 1);
  const std::string address(text.substr(0, text.find('\n')));
  const std::string file = input->bytes.substr(std::min(address.size(), input->bytes.size()));
  const std::string robots_url = feeds::RobotsUrl(address);
  Require(robots_url.empty() || feeds::RobotsUrl(robots_url) == robots_url);
  const feeds::Robots robots = feeds::ParseRobots(file, "lodewatch");
  CheckRules(robots);
  CheckAnswer(robots, "/" + address);
  feeds::Allows(robots, address);
  return 0;
}
