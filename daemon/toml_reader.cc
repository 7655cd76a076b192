#include "daemon/toml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <tuple>
#include <utility>

namespace lodewatch {
namespace {

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Byte offset of a line and column in a text.
std::size_t OffsetOf(std::string_view text, toml::source_position place) {
  std::size_t at = 0;
  for (toml::source_index line = 1; line < place.line; ++line) {
    const std::size_t end = text.find('\n', at);
    if (end == std::string_view::npos)
      return text.size();
    at = end + 1;
  }
  for (toml::source_index column = 1; column < place.column && at < text.size(); ++column) {
    ++at;
    while (at < text.size() && IsContinuation(text[at]))
      ++at;
  }
  return at;
}

toml::source_position PlaceOf(std::string_view text, std::size_t offset) {
  toml::source_position place{1, 1};
  for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++place.line;
      place.column = 1;
    } else if (!IsContinuation(text[i])) {
      ++place.column;
    }
  }
  return place;
}

// How far an escape reaches in the file, and how many bytes of the value it gives.
struct Escape {
  std::size_t written = 2;
  int bytes = 1;
};

Escape EscapeAt(std::string_view text, std::size_t at) {
  const char letter = at + 1 < text.size() ? text[at + 1] : '\0';
  if (letter == 'u' || letter == 'U') {
    const std::size_t digits = letter == 'u' ? 4 : 8;
    std::uint32_t code = 0;
    const std::string_view hex = text.substr(at + 2, digits);
    std::from_chars(hex.data(), hex.data() + hex.size(), code, 16);
    const int bytes = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    return {2 + digits, bytes};
  }
  if (letter == '\n' || letter == '\r' || letter == ' ' || letter == '\t') {
    // A backslash at the end of a line of """…""" swallows all white space behind it.
    std::size_t end = at + 1;
    while (end < text.size() && std::isspace(static_cast<unsigned char>(text[end])) != 0)
      ++end;
    return {end - at, 0};
  }
  return {};
}

// Where byte `offset` of a string's value stands in the file; `begin` is at its opening quote.
std::size_t OffsetInString(std::string_view text, std::size_t begin, int offset) {
  const char quote = begin < text.size() ? text[begin] : '\0';
  if (quote != '"' && quote != '\'')
    return begin;
  std::size_t at = begin + 1;
  if (text.substr(begin, 3) == std::string(3, quote)) {
    at = begin + 3;
    if (text.substr(at, 2) == "\r\n")
      at += 2;
    else if (at < text.size() && text[at] == '\n')
      ++at;
  }
  for (int value = 0; at < text.size();) {
    const bool escaped = quote == '"' && text[at] == '\\';
    const Escape step = escaped ? EscapeAt(text, at) : Escape{1, 1};
    if (value + step.bytes > offset)
      break;
    value += step.bytes;
    at += step.written;
  }
  return std::min(at, text.size());
}

// Edits (insert, drop, replace, swap neighbours) that make one word of the other.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i)
    cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j)
    cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + replace});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped)
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

struct Scaled {
  std::int64_t count = 0;
  std::string_view unit;
};

// A whole number and what follows it: "15m", "32 MiB".
std::optional<Scaled> ParseScaled(std::string_view text) {
  Scaled out;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out.count);
  if (error != std::errc() || out.count < 0 || out.count > (std::int64_t{1} << 40))
    return std::nullopt;
  out.unit = text.substr(static_cast<std::size_t>(end - text.data()));
  while (!out.unit.empty() && out.unit.front() == ' ')
    out.unit.remove_prefix(1);
  return out;
}

}  // namespace

FaultList::FaultList(std::string file, std::string text)
    : file_(std::move(file)), text_(std::move(text)) {}

void FaultList::At(toml::source_position place, std::string message) {
  const int line = static_cast<int>(place.line);
  faults_.push_back({.file = file_,
                     .line = line,
                     .column = static_cast<int>(place.column),
                     .message = std::move(message),
                     .source = rules::Lines(text_).At(line)});
}

void FaultList::AtNode(const toml::node& node, std::string message) {
  At(node.source().begin, std::move(message));
}

void FaultList::AtKey(const toml::key& key, std::string message) {
  At(key.source().begin, std::move(message));
}

void FaultList::InString(const toml::node& node, int offset, std::string message) {
  const std::size_t begin = OffsetOf(text_, node.source().begin);
  const std::size_t at = offset < 0 ? begin : OffsetInString(text_, begin, offset);
  At(PlaceOf(text_, at), std::move(message));
}

void FaultList::Whole(std::string message) {
  faults_.push_back({.file = file_, .message = std::move(message), .source = {}});
}

std::vector<rules::Fault> FaultList::Take() {
  std::stable_sort(faults_.begin(), faults_.end(),
                   [](const rules::Fault& a, const rules::Fault& b) {
                     return std::tie(a.line, a.column) < std::tie(b.line, b.column);
                   });
  return std::exchange(faults_, {});
}

std::string Nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = word.size() / 3 + 2;
  for (const std::string& candidate : known) {
    const std::size_t distance = Distance(word, candidate);
    if (distance < least && distance < candidate.size()) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

std::string DidYouMean(std::string_view word, const std::vector<std::string>& known) {
  const std::string nearest = Nearest(word, known);
  return nearest.empty() ? "" : fmt::format(" (did you mean '{}'?)", nearest);
}

std::optional<std::chrono::seconds> ParseInterval(std::string_view text) {
  const std::optional<Scaled> scaled = ParseScaled(text);
  if (!scaled)
    return std::nullopt;
  const std::pair<std::string_view, int> units[] = {{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}};
  for (const auto& [unit, seconds] : units)
    if (scaled->unit == unit)
      return std::chrono::seconds(scaled->count * seconds);
  return std::nullopt;
}

std::optional<std::size_t> ParseSize(std::string_view text) {
  const std::optional<Scaled> scaled = ParseScaled(text);
  if (!scaled)
    return std::nullopt;
  const std::pair<std::string_view, int> units[] = {
      {"", 0}, {"B", 0}, {"KiB", 10}, {"MiB", 20}, {"GiB", 30}};
  for (const auto& [unit, shift] : units)
    if (scaled->unit == unit)
      return static_cast<std::size_t>(scaled->count) << shift;
  return std::nullopt;
}

TableReader::TableReader(const toml::table& table, std::string name, FaultList& faults)
    : table_(table), name_(std::move(name)), faults_(faults) {}

const toml::node* TableReader::Find(const std::string& key) {
  asked_.insert(key);
  return table_.get(key);
}

void TableReader::WrongKind(const toml::node& node, const std::string& key,
                            std::string_view expected) {
  faults_.AtNode(node, fmt::format("'{}' must be {}", key, expected));
}

std::optional<std::string> TableReader::String(const std::string& key) {
  const toml::node* node = Find(key);
  if (node == nullptr)
    return std::nullopt;
  if (const auto* text = node->as_string())
    return text->get();
  WrongKind(*node, key, "a string in quotes");
  return std::nullopt;
}

std::string TableReader::StringOr(const std::string& key, std::string fallback) {
  return String(key).value_or(std::move(fallback));
}

std::optional<std::int64_t> TableReader::Integer(const std::string& key, Bounds bounds) {
  const toml::node* node = Find(key);
  if (node == nullptr)
    return std::nullopt;
  const auto* number = node->as_integer();
  if (number != nullptr && number->get() >= bounds.least && number->get() <= bounds.most)
    return number->get();
  WrongKind(*node, key, fmt::format("a whole number from {} to {}", bounds.least, bounds.most));
  return std::nullopt;
}

std::optional<bool> TableReader::Boolean(const std::string& key) {
  const toml::node* node = Find(key);
  if (node == nullptr)
    return std::nullopt;
  if (const auto* truth = node->as_boolean())
    return truth->get();
  WrongKind(*node, key, "true or false");
  return std::nullopt;
}

std::optional<std::chrono::seconds> TableReader::Interval(const std::string& key,
                                                          std::chrono::seconds least) {
  const toml::node* node = Find(key);
  if (node == nullptr)
    return std::nullopt;
  const auto* text = node->as_string();
  const auto interval = text == nullptr ? std::nullopt : ParseInterval(text->get());
  if (interval && *interval >= least)
    return interval;
  WrongKind(*node, key,
            interval ? fmt::format("at least \"{}s\"", least.count())
                     : R"(a time such as "90s", "15m", "2h" or "1d")");
  return std::nullopt;
}

std::optional<std::size_t> TableReader::Size(const std::string& key) {
  const toml::node* node = Find(key);
  if (node == nullptr)
    return std::nullopt;
  const auto* text = node->as_string();
  const auto size = text == nullptr ? std::nullopt : ParseSize(text->get());
  if (size && *size > 0)
    return size;
  WrongKind(*node, key, R"(a size such as "500 KiB" or "32 MiB")");
  return std::nullopt;
}

const toml::table* TableReader::Table(const std::string& key) {
  const toml::node* node = Find(key);
  if (node == nullptr)
    return nullptr;
  if (const auto* table = node->as_table())
    return table;
  WrongKind(*node, key, fmt::format("a table: [{}]", key));
  return nullptr;
}

std::vector<const toml::table*> TableReader::Tables(const std::string& key) {
  const toml::node* node = Find(key);
  if (node == nullptr)
    return {};
  std::vector<const toml::table*> out;
  if (const auto* array = node->as_array()) {
    for (const toml::node& element : *array) {
      if (const auto* table = element.as_table())
        out.push_back(table);
      else
        WrongKind(element, key, fmt::format("a table: [[{}]]", key));
    }
  } else {
    WrongKind(*node, key, fmt::format("written with two brackets: [[{}]]", key));
  }
  return out;
}

std::vector<const toml::value<std::string>*> TableReader::Strings(const std::string& key) {
  const toml::node* node = Find(key);
  if (node == nullptr)
    return {};
  std::vector<const toml::value<std::string>*> out;
  const auto take = [&](const toml::node& element) {
    const auto* text = element.as_string();
    if (text != nullptr && !text->get().empty())
      out.push_back(text);
    else
      WrongKind(element, key, "a string in quotes, or an array of them");
  };
  if (const auto* array = node->as_array()) {
    for (const toml::node& element : *array)
      take(element);
  } else {
    take(*node);
  }
  return out;
}

const toml::value<std::string>* TableReader::Required(const std::string& key,
                                                      std::string_view example) {
  const toml::node* node = Find(key);
  if (node == nullptr) {
    faults_.AtNode(table_, fmt::format("{} has no '{}': write {} = {}", name_, key, key, example));
    return nullptr;
  }
  const auto* text = node->as_string();
  if (text != nullptr && !text->get().empty())
    return text;
  WrongKind(*node, key, fmt::format("a string in quotes, such as {}", example));
  return nullptr;
}

void TableReader::Finish() {
  const std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const auto& [key, node] : table_) {
    const std::string name(key.str());
    if (asked_.count(name) == 0)
      faults_.AtKey(key, fmt::format("{} has no key '{}'{}", name_, name, DidYouMean(name, known)));
  }
}

}  // namespace lodewatch
