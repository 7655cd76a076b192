#include "rules/records_read.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "rules/release_pattern.h"
#include "rules/table_cell.h"

namespace rules {
namespace {

using Groups = std::initializer_list<std::string_view>;

// "hsCd|hsCode": two names of one column.
ColumnKeys Alternatives(const std::string& names) {
  ColumnKeys keys;
  for (std::size_t start = 0; start <= names.size();) {
    const std::size_t end = std::min(names.find('|', start), names.size());
    keys.push_back(CellKey(names.substr(start, end - start)));
    start = end + 1;
  }
  return keys;
}

// Reads one [[release]] of layout "records". Every reader method reports what is wrong and goes on.
class RecordReader {
 public:
  RecordReader(const toml::table& release, TomlFaults& faults)
      : release_(release), faults_(faults) {}

  RecordRules Read() {
    faults_.CheckKeys(release_, {"id",   "layout", "needs",     "cell",    "reporter",  "partner",
                                 "flow", "flows",  "page_flow", "subject", "code",      "label",
                                 "only", "skip",   "parts",     "period",  "figure",    "page_unit",
                                 "unit", "status", "nil",       "mark",    "zero_tail", "cut_off"});
    for (const std::string& needed : faults_.Texts(release_, "needs"))
      rules_.needs.push_back(Alternatives(needed));
    faults_.Require(release_, {"needs", "reporter", "figure"});
    rules_.cell = Pattern(release_, "cell", {"text", "label"});
    rules_.reporter = PlaceAt("reporter");
    rules_.partner = PlaceAt("partner");
    ReadFlows();
    ReadSubject();
    rules_.label_columns = Keys(release_, "label");
    rules_.only = CellsAt(release_, "only");
    rules_.skip = CellsAt(release_, "skip");
    rules_.parts = Keys(release_, "parts");
    ReadPeriod();
    ReadUnits();
    ReadFigures();
    ReadStatuses();
    if (rules_.zero_tail_is_missing = release_.contains("zero_tail"); rules_.zero_tail_is_missing)
      OneOf(release_, "zero_tail", {"missing"});
    ReadCutOff();
    return std::move(rules_);
  }

 private:
  ColumnKeys Keys(const toml::table& table, std::string_view key) {
    ColumnKeys keys;
    for (const std::string& name : faults_.Texts(table, key))
      keys.push_back(CellKey(name));
    return keys;
  }

  // The table at a key; nullptr when there is none.
  const toml::table* TableAt(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node != nullptr && node->as_table() == nullptr)
      faults_.Add(*node, "'" + std::string(key) + "' must be a table");
    return node == nullptr ? nullptr : node->as_table();
  }

  std::optional<TablePattern> Pattern(const toml::table& table, std::string_view key,
                                      Groups groups) {
    return table.contains(key) ? PatternAt(faults_, table, key, groups) : std::nullopt;
  }

  std::vector<TablePattern> Patterns(const toml::table& table, std::string_view key,
                                     Groups groups) {
    std::vector<TablePattern> patterns;
    const toml::node* node = table.get(key);
    if (node == nullptr || faults_.Texts(table, key).empty())
      return patterns;
    for (const toml::node& element : *node->as_array()) {
      if (auto pattern = PatternOf(faults_, element, groups))
        patterns.push_back(*pattern);
    }
    return patterns;
  }

  std::string OneOf(const toml::table& table, std::string_view key, Groups words) {
    std::string word = faults_.Text(table, key);
    if (!word.empty() && std::find(words.begin(), words.end(), word) == words.end())
      faults_.Add(*table.get(key), "unknown " + std::string(key) + " '" + word + "'; " +
                                       ListOf("known here", words));
    return word;
  }

  std::optional<Flow> FlowAt(const toml::table& table) {
    if (!table.contains("flow"))
      return std::nullopt;
    return ParseFlow(OneOf(table, "flow", {"export", "import", "trade"}));
  }

  // { column = 'pattern', ... }
  std::vector<CellRule> CellsAt(const toml::table& table, std::string_view key) {
    std::vector<CellRule> cells;
    const toml::table* columns = TableAt(table, key);
    if (columns == nullptr)
      return cells;
    for (const auto& [name, node] : *columns) {
      if (auto match = PatternOf(faults_, node, {}))
        cells.push_back({.column = CellKey(name.str()), .match = *match});
    }
    return cells;
  }

  PlaceRule PlaceAt(std::string_view key) {
    PlaceRule place;
    const toml::node* node = release_.get(key);
    if (node == nullptr)
      return place;
    if (node->is_string()) {
      place.fixed = faults_.Text(release_, key);
      return place;
    }
    const toml::table* table = TableAt(release_, key);
    if (table == nullptr)
      return place;
    faults_.CheckKeys(*table, {"columns", "places", "world", "skip"});
    faults_.Require(*table, {"columns", "places"});
    place.columns = Keys(*table, "columns");
    place.tables = faults_.Texts(*table, "places");
    place.world = Keys(*table, "world");
    place.skip = Pattern(*table, "skip", {});
    for (const std::string& id : place.tables)
      rules_.references.emplace_back(
          id, faults_.At(*table->get("places"), "no pack has [[places]] with the id '" + id + "'"));
    return place;
  }

  void ReadFlows() {
    rules_.flow = FlowAt(release_);
    if (const toml::table* flows = TableAt(release_, "flows")) {
      faults_.CheckKeys(*flows, {"columns", "export", "import"});
      faults_.Require(*flows, {"columns"});
      rules_.flow_columns = Keys(*flows, "columns");
      for (const auto& [key, flow] :
           {std::pair("export", Flow::kExport), std::pair("import", Flow::kImport)}) {
        if (auto match = Pattern(*flows, key, {}))
          rules_.flows.push_back({.match = *match, .flow = flow});
      }
    }
    for (const toml::table* page : faults_.Tables(release_, "page_flow")) {
      faults_.CheckKeys(*page, {"match", "flow"});
      faults_.Require(*page, {"match", "flow"});
      const std::optional<Flow> flow = FlowAt(*page);
      const auto match = Pattern(*page, "match", {});
      if (flow && match)
        rules_.page_flows.push_back({.match = *match, .flow = *flow});
    }
  }

  void ReadSubject() {
    rules_.subject = faults_.TextOr(release_, "subject", "");
    if (const toml::table* code = TableAt(release_, "code")) {
      faults_.CheckKeys(*code, {"columns", "match", "of"});
      faults_.Require(*code, {"columns", "match", "of"});
      rules_.code_columns = Keys(*code, "columns");
      rules_.code = Pattern(*code, "match", {"code"});
      rules_.classification = code->contains("of") ? OneOf(*code, "of", {"hs", "sitc"}) : "";
    } else if (rules_.subject.empty()) {
      faults_.Add(release_, "neither 'code' nor 'subject' says what the rows are about");
    }
  }

  void ReadPeriod() {
    const toml::table* period = TableAt(release_, "period");
    if (period == nullptr)
      return;
    faults_.CheckKeys(*period, {"columns", "parts", "forms", "texts"});
    rules_.period.columns = Keys(*period, "columns");
    rules_.period.parts = Keys(*period, "parts");
    rules_.period.forms = Patterns(*period, "forms", {"year", "month", "quarter", "from"});
    rules_.period.texts = Patterns(*period, "texts", {"year", "month", "quarter", "from"});
    if (rules_.period.columns.empty() && rules_.period.texts.empty())
      faults_.Add(*period, "neither 'columns' nor 'texts' says where the period is");
    if (!rules_.period.columns.empty())
      faults_.Require(*period, {"forms"});
  }

  void ReadCutOff() {
    const toml::table* cut_off = TableAt(release_, "cut_off");
    if (cut_off == nullptr)
      return;
    faults_.CheckKeys(*cut_off, {"at", "count"});
    rules_.count = Pattern(*cut_off, "count", {"count"});
    const toml::node* at = cut_off->get("at");
    const toml::array* numbers = at == nullptr ? nullptr : at->as_array();
    if (at != nullptr && numbers == nullptr)
      faults_.Add(*at, "'at' must be a list of numbers of records");
    for (std::size_t i = 0; numbers != nullptr && i < numbers->size(); ++i) {
      const auto number = (*numbers)[i].value_exact<std::int64_t>();
      if (number && *number > 0)
        rules_.cut_off_at.push_back(static_cast<std::size_t>(*number));
      else
        faults_.Add((*numbers)[i], "a number of records must be whole and greater than 0");
    }
  }

  ScaledUnit UnitAt(const toml::table& table) {
    ScaledUnit unit = {.unit = faults_.TextOr(table, "unit", ""),
                       .scale = faults_.NumberOr(table, "scale", 1)};
    if (!(unit.scale > 0))
      faults_.Add(*table.get("scale"), "the scale must be greater than 0");
    return unit;
  }

  void ReadUnits() {
    for (const toml::table* unit : faults_.Tables(release_, "unit")) {
      faults_.CheckKeys(*unit, {"names", "unit", "scale"});
      faults_.Require(*unit, {"names", "unit"});
      const ScaledUnit scaled = UnitAt(*unit);
      for (const std::string& name : faults_.Texts(*unit, "names")) {
        const auto [at, is_new] = rules_.units.emplace(CellKey(name), scaled);
        if (!is_new && at->second != scaled)
          faults_.Add(*unit->get("names"), "the unit '" + name + "' has another meaning above");
      }
    }
    for (const toml::table* unit : faults_.Tables(release_, "page_unit")) {
      faults_.CheckKeys(*unit, {"match", "unit", "scale"});
      faults_.Require(*unit, {"match", "unit"});
      const ScaledUnit scaled = UnitAt(*unit);
      if (const auto match = Pattern(*unit, "match", {}))
        rules_.page_units.push_back({.match = *match, .unit = scaled});
    }
  }

  void ReadFigures() {
    for (const toml::table* figure : faults_.Tables(release_, "figure")) {
      faults_.CheckKeys(*figure, {"header", "is", "when", "flow", "covers", "unit", "scale",
                                  "unit_columns", "scale_columns"});
      const auto header = PatternAt(faults_, *figure, "header", {"month", "from", "year"});
      const std::string is = OneOf(*figure, "is", {"quantity", "money", "change"});
      const std::string covers =
          figure->contains("covers") ? OneOf(*figure, "covers", {"month", "to-date", "year"}) : "";
      const bool to_date = covers == "to-date";
      if (!header)
        continue;
      rules_.figures.push_back(
          {.header = *header,
           .when = CellsAt(*figure, "when"),
           .is_change = is == "change",
           .is_total = covers == "year",
           .measure = is == "money" ? Measure::kMoney : Measure::kQuantity,
           .flow = FlowAt(*figure),
           .coverage = to_date ? Coverage::kToDate : Coverage::kMonth,
           .unit = figure->contains("unit") ? std::optional(UnitAt(*figure)) : std::nullopt,
           .unit_columns = Keys(*figure, "unit_columns"),
           .scale_columns = Keys(*figure, "scale_columns")});
      CheckFigure(*figure, rules_.figures.back());
    }
  }

  void CheckFigure(const toml::table& table, const FigureRule& figure) {
    if (figure.is_change || figure.is_total)
      return;
    const std::vector<std::string> groups = figure.header.group_names();
    const bool has_year = std::find(groups.begin(), groups.end(), "year") != groups.end();
    if (!has_year && !release_.contains("period"))
      faults_.Add(table, "nothing says the period: a group 'year' or [release.period]");
    if (figure.unit)
      return;
    if (figure.unit_columns.empty() && rules_.page_units.empty())
      faults_.Add(table, "nothing says the unit: 'unit', 'unit_columns' or [[release.page_unit]]");
    if (!figure.unit_columns.empty() && rules_.units.empty())
      faults_.Add(*table.get("unit_columns"), "no [[release.unit]] says what the units are");
  }

  void ReadStatuses() {
    for (const toml::table* status : faults_.Tables(release_, "status")) {
      faults_.CheckKeys(*status, {"columns", "of", "match", "is"});
      const std::string is = faults_.Text(*status, "is");
      const std::string of =
          status->contains("of") ? OneOf(*status, "of", {"quantity", "money"}) : "";
      if (const auto match = PatternAt(faults_, *status, "match", {}))
        rules_.statuses.push_back({.columns = Keys(*status, "columns"),
                                   .measure = ParseMeasure(of),
                                   .match = *match,
                                   .status = is == "missing" ? "" : is});
    }
    for (const toml::table* mark : faults_.Tables(release_, "mark")) {
      faults_.CheckKeys(*mark, {"match", "status"});
      const std::string status = faults_.Text(*mark, "status");
      if (const auto match = PatternAt(faults_, *mark, "match", {}))
        rules_.marks.push_back({.match = *match, .status = status});
    }
    for (const std::string& nil : faults_.Texts(release_, "nil"))
      rules_.nil.push_back(FoldCell(nil));
  }

  const toml::table& release_;
  TomlFaults& faults_;
  RecordRules rules_;
};

}  // namespace

RecordRules ReadRecordRules(const toml::table& release, TomlFaults& faults) {
  return RecordReader(release, faults).Read();
}

}  // namespace rules
