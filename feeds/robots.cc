#include "feeds/robots.h"

#include <algorithm>
#include <array>

#include "feeds/ascii.h"
#include "feeds/url.h"

namespace feeds {
namespace {

constexpr std::size_t kBytesMax = std::size_t{500} << 10;
constexpr std::size_t kRulesMax = 10'000;
constexpr std::size_t kPatternBytesMax = 2048;
constexpr std::size_t kPathBytesMax = 8192;
constexpr long kDelayMax = 3600;

int HexValue(char c) {
  if (IsDigit(c)) {
    return c - '0';
  }
  const char low = Lower(c);
  return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

bool IsUnreserved(unsigned char c) {
  const char plain = static_cast<char>(c);
  return IsLetter(plain) || IsDigit(plain) || plain == '-' || plain == '.' || plain == '_' ||
         plain == '~';
}

void AppendEscaped(std::string& out, unsigned char c) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  out.append({'%', kHex[c >> 4], kHex[c & 15]});
}

enum class Normalise { kPattern, kPath };

bool IsLiteral(std::string_view path, std::size_t i, Normalise as) {
  return as == Normalise::kPath ? path[i] == '*' || path[i] == '$'
                                : path[i] == '$' && i + 1 < path.size();
}

// Section 2.2.2: unreserved characters plain, all beyond ASCII as escapes in capitals, escapes of
// reserved characters kept apart from the characters. What patterns give a meaning, '*' and '$',
// is an escape in a path (section 2.2.3), and so is a '%' that escapes nothing.
std::string Normalised(std::string_view path, Normalise as) {
  std::string normal;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const auto c = static_cast<unsigned char>(path[i]);
    const int high = i + 2 < path.size() && c == '%' ? HexValue(path[i + 1]) : -1;
    const int low = high >= 0 ? HexValue(path[i + 2]) : -1;
    if (low >= 0) {
      const auto byte = static_cast<unsigned char>(high * 16 + low);
      if (IsUnreserved(byte)) {
        normal.push_back(static_cast<char>(byte));
      } else {
        AppendEscaped(normal, byte);
      }
      i += 2;
    } else if (c >= 0x7F || c <= 0x20 || c == '%' || IsLiteral(path, i, as)) {
      AppendEscaped(normal, c);
    } else {
      normal.push_back(static_cast<char>(c));
    }
  }
  return normal;
}

// Does the pattern match from the start of the path on? At most pattern x path steps.
bool Matches(std::string_view pattern, std::string_view path) {
  const bool anchored = !pattern.empty() && pattern.back() == '$';
  if (anchored) {
    pattern.remove_suffix(1);
  }
  std::size_t at = 0;
  std::size_t star = std::string_view::npos;  // behind the last '*' met
  std::size_t retry = 0;
  std::size_t i = 0;
  while (true) {
    if (i == pattern.size()) {
      if (!anchored || at == path.size()) {
        return true;
      }
    } else if (pattern[i] == '*') {
      star = ++i;
      retry = at;
      continue;
    } else if (at < path.size() && pattern[i] == path[at]) {
      ++i;
      ++at;
      continue;
    }
    if (star == std::string_view::npos || retry >= path.size()) {
      return false;
    }
    at = ++retry;
    i = star;
  }
}

// The product token that a User-agent line names: "*" or its leading letters, '-' and '_'.
std::string ProductOf(std::string_view value) {
  if (value.substr(0, 1) == "*") {
    return "*";
  }
  std::string product;
  for (const char c : value) {
    if (!IsLetter(c) && c != '-' && c != '_') {
      break;
    }
    product.push_back(Lower(c));
  }
  return product;
}

std::optional<std::chrono::seconds> DelayOf(std::string_view value) {
  long seconds = 0;
  std::size_t i = 0;
  for (; i < value.size() && IsDigit(value[i]); ++i) {
    seconds = std::min(seconds * 10 + (value[i] - '0'), kDelayMax);
  }
  bool fraction = false;
  if (i < value.size() && value[i] == '.') {
    fraction = value.find_first_of("123456789", i) != value.npos;
  } else if (i == 0) {
    return std::nullopt;
  }
  return std::chrono::seconds{std::min(seconds + (fraction ? 1 : 0), kDelayMax)};
}

struct Line {
  std::string key;  // lower case
  std::string_view value;
};

// Keys as crawlers read them, misspellings and all.
Line SplitLine(std::string_view line) {
  line = Trim(line.substr(0, line.find('#')));
  std::size_t split = line.find(':');
  if (split == line.npos) {
    split = line.find_first_of(" \t");  // "Disallow /a"
  }
  if (split == line.npos) {
    return {};
  }
  std::string key = Lowered(Trim(line.substr(0, split)));
  if (key == "useragent" || key == "user agent") {
    key = "user-agent";
  }
  return {std::move(key), Trim(line.substr(split + 1))};
}

class Reader {
 public:
  explicit Reader(std::string_view product) : product_(ProductOf(product)) {}

  void Read(const Line& line) {
    if (line.key == "user-agent") {
      ReadAgent(ProductOf(line.value));
      return;
    }
    const bool rule = line.key == "allow" || line.key == "disallow";
    if (!rule && line.key != "crawl-delay") {
      return;  // sitemap and the like belong to no group
    }
    in_agents_ = false;
    for (Robots* group : {for_us_ ? &ours_ : nullptr, for_all_ ? &all_ : nullptr}) {
      if (group != nullptr) {
        Add(line, rule, *group);
      }
    }
  }

  Robots Take() { return has_ours_ ? std::move(ours_) : std::move(all_); }

 private:
  void ReadAgent(const std::string& agent) {
    if (!in_agents_) {
      for_us_ = false;
      for_all_ = false;
    }
    in_agents_ = true;
    for_us_ = for_us_ || (agent == product_ && !agent.empty());
    for_all_ = for_all_ || agent == "*";
    has_ours_ = has_ours_ || for_us_;
  }

  static void Add(const Line& line, bool rule, Robots& group) {
    if (!rule) {
      group.crawl_delay = group.crawl_delay ? group.crawl_delay : DelayOf(line.value);
      return;
    }
    // An empty rule matches nothing (section 2.2.2).
    if (!line.value.empty() && line.value.size() <= kPatternBytesMax &&
        group.rules.size() < kRulesMax) {
      group.rules.push_back({line.key == "allow", Normalised(line.value, Normalise::kPattern)});
    }
  }

  std::string product_;
  Robots ours_;
  Robots all_;
  bool has_ours_ = false;
  bool in_agents_ = false;  // the line before named an agent
  bool for_us_ = false;
  bool for_all_ = false;
};

// Path and query of a URL; "/" when it has none.
std::string_view PathOf(std::string_view url) {
  const std::size_t scheme = SchemeOf(url).size();
  if (scheme > 0 && url.substr(scheme, 3) == "://") {
    url.remove_prefix(std::min(url.find_first_of("/?#", scheme + 3), url.size()));
  }
  url = url.substr(0, url.find('#'));
  return url.empty() ? "/" : url;
}

}  // namespace

RobotsAnswer AnswerOf(int http_status) {
  if (http_status >= 200 && http_status < 300) {
    return RobotsAnswer::kFile;
  }
  // 429 asks to come back later, as 5xx does.
  const bool unavailable = http_status >= 400 && http_status < 500 && http_status != 429;
  return unavailable ? RobotsAnswer::kAllowAll : RobotsAnswer::kForbidAll;
}

std::string RobotsUrl(std::string_view url) {
  const std::string scheme = SchemeOf(url);
  const std::string authority = AuthorityOf(url);
  const bool web = (scheme == "http" || scheme == "https") && !authority.empty();
  return web ? scheme + "://" + authority + "/robots.txt" : "";
}

Robots ParseRobots(std::string_view bytes, std::string_view product) {
  if (bytes.size() > kBytesMax) {  // half a rule would forbid more than the whole one
    bytes = bytes.substr(0, kBytesMax);
    bytes = bytes.substr(0, bytes.find_last_of("\r\n") + 1);
  }
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") {
    bytes.remove_prefix(3);
  }
  Reader reader(product);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n", at), bytes.size());
    reader.Read(SplitLine(bytes.substr(at, end - at)));
    at = end + 1;
  }
  return reader.Take();
}

bool Allows(const Robots& robots, std::string_view url) {
  std::string path = Normalised(PathOf(url).substr(0, kPathBytesMax), Normalise::kPath);
  if (path.front() == '?') {
    path.insert(path.begin(), '/');
  }
  if (path == "/robots.txt") {
    return true;
  }
  const Robots::Rule* best = nullptr;
  for (const Robots::Rule& rule : robots.rules) {
    const bool longer =
        best == nullptr || rule.pattern.size() > best->pattern.size() ||
        (rule.pattern.size() == best->pattern.size() && rule.allows && !best->allows);
    if (longer && Matches(rule.pattern, path)) {
      best = &rule;
    }
  }
  return best == nullptr || best->allows;
}

}  // namespace feeds
