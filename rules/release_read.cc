#include <toml++/toml.h>

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "rules/records_read.h"
#include "rules/release.h"
#include "rules/release_pattern.h"
#include "rules/table_cell.h"
#include "rules/table_rules.h"
#include "rules/toml_faults.h"

namespace rules {
namespace {

// Reads the tables of one [[release]]. Every reader method reports what is wrong and goes on, so
// that all faults of a file come in one pass.
class ReleaseReader {
 public:
  explicit ReleaseReader(TomlFaults& faults) : faults_(faults) {}

  ReleaseDefinition Read(const toml::table& table) {
    faults_.CheckKeys(table, {"id", "layout", "reporter", "subject", "status", "unit_row", "skip",
                              "label_prefix", "nil", "title", "month", "currency", "column",
                              "coverage", "unit", "row_unit", "unit_fix", "partner", "mark"});
    auto rules = std::make_shared<TableRules>();
    ReleaseDefinition definition = {
        .id = faults_.Text(table, "id"), .rules = rules, .records = nullptr};
    rules->reporter = faults_.Text(table, "reporter");
    rules->subject = faults_.TextOr(table, "subject", "");
    rules->status = faults_.TextOr(table, "status", "");
    rules->unit_row = OptionalPattern(table, "unit_row", {"unit"});
    rules->skip = OptionalPattern(table, "skip", {});
    rules->label_prefix = OptionalPattern(table, "label_prefix", {});
    for (const std::string& nil : faults_.Texts(table, "nil"))
      rules->nil.push_back(FoldCell(nil));
    ReadTitles(table, *rules);
    ReadColumns(table, *rules);
    ReadUnits(table, *rules);
    ReadRowUnits(table, *rules);
    ReadPartners(table, *rules);
    return definition;
  }

 private:
  std::optional<TablePattern> OptionalPattern(const toml::table& table, std::string_view key,
                                              std::initializer_list<std::string_view> groups) {
    return table.contains(key) ? Pattern(table, key, groups) : std::nullopt;
  }

  // `groups` are the named groups that have a meaning here.
  std::optional<TablePattern> Pattern(const toml::table& table, std::string_view key,
                                      std::initializer_list<std::string_view> groups) {
    return PatternAt(faults_, table, key, groups);
  }

  std::optional<Flow> FlowAt(const toml::table& table) {
    const std::string word = faults_.TextOr(table, "flow", "");
    if (word.empty())
      return std::nullopt;
    const std::optional<Flow> flow = ParseFlow(word);
    if (!flow)
      faults_.Add(*table.get("flow"),
                  "unknown flow '" + word + "'; expected export, import or trade");
    return flow;
  }

  void ReadTitles(const toml::table& release, TableRules& rules) {
    for (const toml::table* title : faults_.Tables(release, "title")) {
      faults_.CheckKeys(*title, {"match", "flow"});
      const std::optional<Flow> flow = FlowAt(*title);
      if (const auto match = Pattern(*title, "match", {}))
        rules.titles.push_back({.match = *match, .flow = flow});
    }
    for (const toml::table* month : faults_.Tables(release, "month")) {
      faults_.CheckKeys(*month, {"match"});
      if (const auto match = Pattern(*month, "match", {"year", "month", "from"}))
        rules.months.push_back(*match);
    }
    for (const toml::table* currency : faults_.Tables(release, "currency")) {
      faults_.CheckKeys(*currency, {"match", "currency"});
      const std::string code = faults_.Text(*currency, "currency");
      if (const auto match = Pattern(*currency, "match", {}))
        rules.currencies.push_back({.match = *match, .currency = code});
    }
    for (const toml::table* mark : faults_.Tables(release, "mark")) {
      faults_.CheckKeys(*mark, {"match", "status"});
      const std::string status = faults_.Text(*mark, "status");
      if (const auto match = Pattern(*mark, "match", {}))
        rules.marks.push_back({.match = *match, .status = status});
    }
    faults_.Require(release, {"title", "month"});
  }

  static bool LeavesFlowOpen(const TableRules& rules) {
    const bool by_title = std::all_of(rules.titles.begin(), rules.titles.end(),
                                      [](const TitleRule& rule) { return rule.flow.has_value(); });
    const bool by_column =
        std::all_of(rules.columns.begin(), rules.columns.end(), [](const ColumnRule& rule) {
          return rule.role == ColumnRole::kLabel || rule.role == ColumnRole::kUnit || rule.flow;
        });
    return !by_title && !by_column;
  }

  void ReadColumns(const toml::table& release, TableRules& rules) {
    for (const toml::table* column : faults_.Tables(release, "column")) {
      faults_.CheckKeys(*column, {"header", "is", "flow"});
      const std::string word = faults_.Text(*column, "is");
      const std::optional<ColumnRole> role = ParseColumnRole(word);
      if (!word.empty() && !role)
        faults_.Add(*column->get("is"),
                    "unknown column '" + word + "'; expected label, unit, quantity or money");
      const std::optional<Flow> flow = FlowAt(*column);
      const auto header = Pattern(*column, "header", {});
      if (header && role)
        rules.columns.push_back({.header = *header, .role = *role, .flow = flow});
    }
    for (const toml::table* coverage : faults_.Tables(release, "coverage")) {
      faults_.CheckKeys(*coverage, {"header", "is", "optional"});
      const std::string word = faults_.Text(*coverage, "is");
      const std::optional<Coverage> is = ParseCoverage(word);
      if (!word.empty() && !is)
        faults_.Add(*coverage->get("is"),
                    "unknown coverage '" + word +
                        "'; expected month, to-date, prior, change or month-change");
      const auto header = Pattern(*coverage, "header", {"month", "year"});
      if (header && is)
        rules.coverages.push_back({.header = *header,
                                   .coverage = *is,
                                   .is_optional = (*coverage)["optional"].value_or(false)});
    }
    faults_.Require(release, {"column", "coverage"});
    if (LeavesFlowOpen(rules))
      faults_.Add(release, "neither every title nor every column of figures says its flow");
  }

  ScaledUnit UnitAt(const toml::table& table) {
    ScaledUnit unit = {.unit = faults_.Text(table, "unit"),
                       .scale = faults_.NumberOr(table, "scale", 1)};
    if (!(unit.scale > 0))
      faults_.Add(*table.get("scale"), "the scale must be greater than 0");
    return unit;
  }

  void ReadUnits(const toml::table& release, TableRules& rules) {
    for (const toml::table* unit : faults_.Tables(release, "unit")) {
      faults_.CheckKeys(*unit, {"names", "unit", "scale"});
      const ScaledUnit scaled = UnitAt(*unit);
      for (const std::string& name : faults_.Texts(*unit, "names")) {
        const auto [at, is_new] = rules.units.emplace(CellKey(name), scaled);
        if (!is_new && at->second != scaled)
          faults_.Add(*unit->get("names"), "the unit '" + name + "' has another meaning above");
      }
      faults_.Require(*unit, {"names"});
    }
    for (const toml::table* fix : faults_.Tables(release, "unit_fix")) {
      faults_.CheckKeys(*fix, {"subject", "printed", "below", "unit", "scale"});
      UnitFix read = {.subject = faults_.Text(*fix, "subject"),
                      .printed = {},
                      .below = faults_.NumberOr(*fix, "below", 0),
                      .right = UnitAt(*fix)};
      for (const std::string& printed : faults_.Texts(*fix, "printed"))
        read.printed.push_back(CellKey(printed));
      faults_.Require(*fix, {"printed", "below"});
      rules.unit_fixes.push_back(read);
    }
    faults_.Require(release, {"unit"});
  }

  void ReadRowUnits(const toml::table& release, TableRules& rules) {
    for (const toml::table* row_unit : faults_.Tables(release, "row_unit")) {
      faults_.CheckKeys(*row_unit, {"unit", "subjects"});
      const std::string unit = faults_.Text(*row_unit, "unit");
      if (!unit.empty() && rules.units.count(CellKey(unit)) == 0)
        faults_.Add(*row_unit->get("unit"), "no [[release.unit]] has the name '" + unit + "'");
      for (const std::string& subject : faults_.Texts(*row_unit, "subjects"))
        rules.row_units[subject] = CellKey(unit);
      faults_.Require(*row_unit, {"subjects"});
    }
  }

  void ReadPartners(const toml::table& release, TableRules& rules) {
    for (const toml::table* partner : faults_.Tables(release, "partner")) {
      faults_.CheckKeys(*partner, {"code", "names"});
      const std::string code = faults_.TextOr(*partner, "code", "");
      for (const std::string& name : faults_.Texts(*partner, "names")) {
        const auto [at, is_new] = rules.partners.emplace(LabelKey(name), code);
        if (!is_new && at->second != code)
          faults_.Add(*partner->get("names"), "'" + name + "' is '" + at->second + "' above");
      }
      faults_.Require(*partner, {"code", "names"});
    }
    if (rules.subject.empty() && !rules.partners.empty())
      faults_.Add(release, "a release with partners needs the subject of its rows");
  }

  TomlFaults& faults_;
};

// The layout says how the tables are read: "grid", the months in header rows, or "records".
ReleaseDefinition ReadDefinition(const toml::table& release, TomlFaults& faults) {
  const std::string layout = faults.TextOr(release, "layout", "grid");
  if (layout == "records")
    return {.id = faults.Text(release, "id"),
            .rules = nullptr,
            .records = std::make_shared<const RecordRules>(ReadRecordRules(release, faults))};
  if (layout != "grid")
    faults.Add(*release.get("layout"), "unknown layout '" + layout + "'; expected grid or records");
  return ReleaseReader(faults).Read(release);
}

void ReadLabel(const toml::table& label, TomlFaults& faults, LabelIndex& labels) {
  faults.CheckKeys(label, {"subject", "names"});
  const std::string subject = faults.Text(label, "subject");
  for (const std::string& name : faults.Texts(label, "names")) {
    const std::optional<std::string> known = labels.Find(name);
    if (known && *known != subject)
      faults.Add(*label.get("names"), "the label '" + name + "' is '" + *known + "' already");
    else if (!subject.empty())
      labels.Add(name, subject);
  }
  faults.Require(label, {"names"});
}

}  // namespace

void ReadReleases(const std::string& path, std::string_view toml,
                  std::vector<ReleaseDefinition>& releases, LabelIndex& labels,
                  std::vector<Fault>& faults) {
  TomlFaults file(path, toml, faults);
  const std::optional<toml::table> root = file.Parse();
  if (!root)
    return;
  for (const toml::table* release : file.Tables(*root, "release")) {
    const std::size_t before = faults.size();
    const ReleaseDefinition definition = ReadDefinition(*release, file);
    const bool repeated =
        std::any_of(releases.begin(), releases.end(),
                    [&](const ReleaseDefinition& other) { return other.id == definition.id; });
    if (repeated)
      file.Add(*release, "a release '" + definition.id + "' is defined already");
    if (faults.size() == before)
      releases.push_back(definition);
  }
  for (const toml::table* label : file.Tables(*root, "label"))
    ReadLabel(*label, file, labels);
  ReadCodes(*root, file, labels.codes());
}

}  // namespace rules
