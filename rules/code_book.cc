#include "rules/code_book.h"

#include "rules/table_cell.h"

namespace rules {
namespace {

template <class Map, class Key>
std::optional<std::string> Take(Map& map, const Key& key, std::string_view value) {
  const auto [at, is_new] = map.emplace(key, std::string(value));
  return is_new || at->second == value ? std::nullopt : std::optional(at->second);
}

template <class Map, class Key>
std::optional<std::string> Find(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? std::nullopt : std::optional<std::string>(found->second);
}

}  // namespace

std::optional<std::string> CodeBook::AddPrefix(std::string_view scope, std::string_view digits,
                                               std::string_view subject) {
  return Take(prefixes_, std::pair(std::string(scope), std::string(digits)), subject);
}

std::optional<std::string> CodeBook::AddExact(std::string_view classification,
                                              std::string_view code, std::string_view subject) {
  return Take(exact_, std::pair(std::string(classification), std::string(code)), subject);
}

void CodeBook::AddMember(std::string_view member, std::string_view scope) {
  unions_[std::string(member)] = scope;
}

std::optional<std::string> CodeBook::AddPlace(std::string_view table, std::string_view name,
                                              std::string_view place) {
  return Take(places_[std::string(table)], LabelKey(name), place);
}

std::optional<std::string> CodeBook::SubjectOf(std::string_view classification,
                                               std::string_view code,
                                               std::string_view reporter) const {
  if (classification != "hs")
    return Find(exact_, std::pair(std::string(classification), std::string(code)));
  std::vector<std::string> scopes = {std::string(reporter), ""};
  if (const auto scope = Find(unions_, std::string(reporter)))
    scopes.push_back(*scope);
  for (std::size_t size = code.size(); size > 0; --size) {
    for (const std::string& scope : scopes) {
      if (auto subject = Find(prefixes_, std::pair(scope, std::string(code.substr(0, size)))))
        return subject;
    }
  }
  return std::nullopt;
}

std::optional<std::string> CodeBook::PlaceOf(std::string_view table, std::string_view name) const {
  const auto names = places_.find(std::string(table));
  return names == places_.end() ? std::nullopt : Find(names->second, LabelKey(name));
}

bool CodeBook::HasPlaces(std::string_view table) const {
  return places_.count(std::string(table)) > 0;
}

}  // namespace rules
