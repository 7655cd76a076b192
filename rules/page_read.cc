#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <initializer_list>

#include "rules/release_page.h"
#include "rules/toml_faults.h"

namespace rules {
namespace {

using Names = std::initializer_list<std::string_view>;

// Reads the tables of one [[index]] or [[announcement]]. Every method reports what is wrong and
// goes on, so that all faults of a file come in one pass.
class PageReader {
 public:
  explicit PageReader(TomlFaults& faults) : faults_(faults) {}

  IndexDefinition ReadIndex(const toml::table& table) {
    faults_.CheckKeys(table, {"id", "titles", "joint_month", "number", "cut", "table", "month",
                              "year", "currency", "published", "status"});
    IndexDefinition index = {.id = faults_.Text(table, "id"), .rules = {}};
    IndexRules& rules = index.rules;
    const std::string titles = faults_.TextOr(table, "titles", "links");
    if (titles != "links" && titles != "rows")
      faults_.Add(*table.get("titles"), "titles stand in 'links' or in 'rows'");
    rules.titles_in_rows = titles == "rows";
    rules.joint_month = static_cast<int>(faults_.NumberOr(table, "joint_month", 0));
    rules.number = Optional(table, "number", {"number"});
    rules.published = Optional(table, "published", {"year", "month", "day"});
    rules.cut = Patterns(table, "cut", {});
    rules.months = Patterns(table, "month", {"year", "month", "from"});
    rules.years = Patterns(table, "year", {"year"});
    ReadTables(table, rules);
    for (const toml::table* currency : faults_.Tables(table, "currency")) {
      faults_.CheckKeys(*currency, {"match", "currency"});
      const std::string code = faults_.Text(*currency, "currency");
      if (const auto match = Pattern(*currency, "match", {}))
        rules.currencies.push_back({.match = *match, .currency = code});
    }
    ReadStatuses(table, rules);
    faults_.Require(table, {"table", "month"});
    return index;
  }

  AnnouncementDefinition ReadAnnouncement(const toml::table& table) {
    faults_.CheckKeys(table, {"id", "number", "joint", "issuer", "issued", "effective", "codes",
                              "attachment", "file", "authority", "country", "until", "event"});
    AnnouncementDefinition announcement = {.id = faults_.Text(table, "id"), .rules = {}};
    AnnouncementRules& rules = announcement.rules;
    const Names date = {"year", "month", "day"};
    rules.numbers = Patterns(table, "number", {"number"});
    rules.authority = Optional(table, "authority", {});
    rules.country = faults_.TextOr(table, "country", "");
    rules.file = Optional(table, "file", {});
    rules.joint = Optional(table, "joint", {});
    rules.issuers = Patterns(table, "issuer", {"issuer"});
    rules.issued = Patterns(table, "issued", date);
    rules.codes = Patterns(table, "codes", {"codes"});
    rules.attachments = Patterns(table, "attachment", {});
    for (const toml::table* effect : faults_.Tables(table, "effective")) {
      faults_.CheckKeys(*effect, {"match", "is", "weight"});
      const std::string is = faults_.TextOr(*effect, "is", "");
      const std::string weight = faults_.TextOr(*effect, "weight", "");
      if (!is.empty() && is != "issued")
        faults_.Add(*effect->get("is"), "'issued' is the only word known here");
      if (!weight.empty() && weight != "weak")
        faults_.Add(*effect->get("weight"), "'weak' is the only word known here");
      if (const auto match = Pattern(*effect, "match", date))
        rules.effects.push_back(
            {.match = *match, .is_issued = is == "issued", .is_weak = weight == "weak"});
    }
    rules.untils = Patterns(table, "until", date);
    ReadEvents(table, rules);
    faults_.Require(table, {"number", "issued"});
    return announcement;
  }

 private:
  void ReadEvents(const toml::table& announcement, AnnouncementRules& rules) {
    for (const toml::table* table : faults_.Tables(announcement, "event")) {
      faults_.CheckKeys(*table, {"match", "type", "mast", "plover"});
      const std::string word = faults_.Text(*table, "type");
      const std::optional<EventType> type = ParseEventType(word);
      if (!word.empty() && !type)
        faults_.Add(*table->get("type"), "'" + word + "' is no type of an event");
      const auto match = Pattern(*table, "match", {});
      if (match && type)
        rules.events.push_back({.match = *match,
                                .type = *type,
                                .mast = faults_.TextOr(*table, "mast", ""),
                                .plover = faults_.TextOr(*table, "plover", "")});
    }
  }

  void ReadStatuses(const toml::table& index, IndexRules& rules) {
    static constexpr std::array<std::string_view, 4> kKnown = {"preliminary", "revised", "final",
                                                               "estimated"};
    for (const toml::table* table : faults_.Tables(index, "status")) {
      faults_.CheckKeys(*table, {"match", "status"});
      const std::string status = faults_.Text(*table, "status");
      if (!status.empty() && std::find(kKnown.begin(), kKnown.end(), status) == kKnown.end())
        faults_.Add(*table->get("status"),
                    "a status is 'preliminary', 'revised', 'final' or 'estimated'");
      if (const auto match = Pattern(*table, "match", {}))
        rules.statuses.push_back({.match = *match, .status = status});
    }
  }

  void ReadTables(const toml::table& index, IndexRules& rules) {
    for (const toml::table* table : faults_.Tables(index, "table")) {
      faults_.CheckKeys(*table, {"match", "table", "follow"});
      const auto match = Pattern(*table, "match", {});
      const int number = static_cast<int>(faults_.NumberOr(*table, "table", 0));
      if (number == 0 && !rules.number)
        faults_.Add(*table, "a table without number needs 'number' of the index");
      if (match)
        rules.tables.push_back(
            {.match = *match, .table = number, .is_followed = IsFollowed(*table)});
    }
  }

  bool IsFollowed(const toml::table& table) {
    const toml::node* follow = table.get("follow");
    if (follow != nullptr && !follow->is_boolean())
      faults_.Add(*follow, "'follow' is true or false");
    return follow == nullptr || follow->value<bool>().value_or(true);
  }

  std::optional<TablePattern> Optional(const toml::table& table, std::string_view key,
                                       Names groups) {
    return table.contains(key) ? Pattern(table, key, groups) : std::nullopt;
  }

  std::optional<TablePattern> Pattern(const toml::table& table, std::string_view key,
                                      Names groups) {
    const std::string text = faults_.Text(table, key);
    return text.empty() ? std::nullopt : Compile(*table.get(key), text, groups);
  }

  std::vector<TablePattern> Patterns(const toml::table& table, std::string_view key, Names groups) {
    std::vector<TablePattern> patterns;
    for (const std::string& text : faults_.Texts(table, key)) {
      if (const auto pattern = Compile(*table.get(key), text, groups))
        patterns.push_back(*pattern);
    }
    return patterns;
  }

  // `groups` are the named groups that have a meaning here.
  std::optional<TablePattern> Compile(const toml::node& node, const std::string& text,
                                      Names groups) {
    const auto compiled = TablePattern::Compile(text);
    if (!compiled) {
      faults_.Add(node, "bad regular expression: " + compiled.error());
      return std::nullopt;
    }
    for (const std::string& name : compiled->group_names()) {
      if (std::find(groups.begin(), groups.end(), name) == groups.end()) {
        faults_.Add(
            node, "the group '" + name + "' has no meaning here; " + ListOf("known here", groups));
        return std::nullopt;
      }
    }
    return *compiled;
  }

  TomlFaults& faults_;
};

template <class Definition>
void Keep(const Definition& definition, const toml::table& table, TomlFaults& file,
          std::vector<Definition>& all) {
  const bool repeated = std::any_of(
      all.begin(), all.end(), [&](const Definition& other) { return other.id == definition.id; });
  if (repeated)
    file.Add(table, "'" + definition.id + "' is defined already");
  else
    all.push_back(definition);
}

}  // namespace

void ReadPageDefinitions(const std::string& path, std::string_view toml, PageDefinitions& pages,
                         std::vector<Fault>& faults) {
  TomlFaults file(path, toml, faults);
  const std::size_t at_start = faults.size();
  const std::optional<toml::table> root = file.Parse();
  if (!root) {
    faults.resize(at_start);
    return;
  }
  PageReader reader(file);
  for (const toml::table* table : file.Tables(*root, "index")) {
    const std::size_t before = faults.size();
    const IndexDefinition index = reader.ReadIndex(*table);
    if (faults.size() == before)
      Keep(index, *table, file, pages.indexes);
  }
  for (const toml::table* table : file.Tables(*root, "announcement")) {
    const std::size_t before = faults.size();
    const AnnouncementDefinition announcement = reader.ReadAnnouncement(*table);
    if (faults.size() == before)
      Keep(announcement, *table, file, pages.announcements);
  }
}

}  // namespace rules
