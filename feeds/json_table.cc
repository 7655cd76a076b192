#include "feeds/json_table.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "feeds/json_error.h"
#include "feeds/json_mend.h"
#include "feeds/json_stat.h"
#include "feeds/json_tree.h"
#include "feeds/record_table.h"
#include "feeds/sdmx_json.h"

namespace feeds {
namespace {

using Kind = ParseError::Kind;

constexpr std::size_t kFieldNameBytesMax = 1000;  // a longer one is no name, and copies cost

std::string JoinedScalars(const JsonValue& list) {
  std::string joined;
  for (const JsonValue& item : list.items) {
    if (item.IsScalar() && !item.text.empty()) {
      joined.append(joined.empty() ? "" : "; ").append(item.text);
    }
  }
  return joined;
}

void PutFields(const JsonValue& object, const std::string& prefix, RecordTable& table) {
  for (std::size_t i = 0; i < object.items.size(); ++i) {
    const JsonValue& value = object.items[i];
    if (prefix.size() + object.keys[i].size() > kFieldNameBytesMax) {
      continue;
    }
    const std::string name = prefix + object.keys[i];
    if (value.IsScalar()) {
      table.Put(name, value.text);
    } else if (value.IsObject()) {
      PutFields(value, name + ".", table);
    } else if (std::string joined = JoinedScalars(value); !joined.empty()) {
      table.Put(name, joined);
    }
  }
}

TableResult OneTable(tl::expected<Table, ParseError> table) {
  if (!table) {
    return tl::unexpected(std::move(table.error()));
  }
  TableReading reading;
  reading.tables.push_back(*std::move(table));
  return reading;
}

// What an object says beside its list of records, a line each: "count: 52".
std::string LinesBeside(const JsonValue* owner) {
  constexpr std::size_t kLinesMax = 50;
  constexpr std::size_t kLineBytesMax = 300;
  std::string lines;
  std::size_t count = 0;
  for (std::size_t i = 0; owner != nullptr && i < owner->items.size() && count < kLinesMax; ++i) {
    const std::string& name = owner->keys[i];
    const JsonValue& value = owner->items[i];
    if (value.IsScalar() && !value.text.empty() &&
        name.size() + value.text.size() < kLineBytesMax) {
      lines.append(lines.empty() ? "" : "\n").append(name).append(": ").append(value.text);
      ++count;
    }
  }
  return lines;
}

TableResult ReadRecords(const JsonValue& list, const JsonValue* owner) {
  RecordTable table;
  for (const JsonValue& record : list.items) {
    if (record.IsObject() && !table.full()) {
      table.BeginRecord();
      PutFields(record, "", table);
    }
  }
  TableResult reading = OneTable(table.Take());
  if (reading) {
    reading->tables[0].caption = LinesBeside(owner);
  }
  return reading;
}

TableResult ReadRows(const JsonValue& list) {
  Table table;
  std::size_t cells = 0;
  for (const JsonValue& row : list.items) {
    cells += row.items.size();
    if (row.items.size() > kTableColumnsMax || cells > kTableCellsMax) {
      return Fail(Kind::kBroken, "row " + std::to_string(table.rows.size() + 1) +
                                     ": more columns or cells than a table may have");
    }
    std::vector<Cell>& out = table.rows.emplace_back();
    for (const JsonValue& value : row.items) {
      out.push_back(CellOf(value.IsArray() ? JoinedScalars(value) : value.text));
    }
  }
  return OneTable(std::move(table));
}

// A list in which all that is not null has the same kind, and how long it is.
struct Candidate {
  const JsonValue* list = nullptr;
  const JsonValue* owner = nullptr;  // the object that it is a member of; nullptr: none
  std::size_t length = 0;
};

bool HoldsOnly(const JsonValue& list, JsonValue::Kind kind) {
  return std::all_of(list.items.begin(), list.items.end(),
                     [kind](const JsonValue& item) { return item.kind == kind; });
}

// The longest list of records or of rows; an empty list stands until one with records is found.
// Lists within records are not asked.
void FindRecords(const JsonValue& value, const JsonValue* owner, Candidate& best) {
  if (value.IsArray()) {
    const bool fits = HoldsOnly(value, JsonValue::Kind::kObject) ||
                      (value.items.size() > 1 && HoldsOnly(value, JsonValue::Kind::kArray));
    if (fits && (best.list == nullptr || value.items.size() > best.length)) {
      best = {&value, owner, value.items.size()};
    }
  } else if (value.IsObject()) {
    for (const JsonValue& item : value.items) {
      FindRecords(item, &value, best);
    }
  }
}

TableResult ReadTree(const JsonValue& root) {
  if (std::string error = ErrorOf(root); !error.empty()) {
    return Fail(Kind::kErrorAnswer, "an error instead of data: " + error);
  }
  if (auto reading = ReadJsonStat(root)) {
    return *std::move(reading);
  }
  if (auto reading = ReadSdmxJson(root)) {
    return *std::move(reading);
  }
  Candidate best;
  if (root.IsArray() && HoldsOnly(root, JsonValue::Kind::kArray)) {
    best = {&root, nullptr, root.items.size()};  // a header row alone as well
  } else {
    FindRecords(root, nullptr, best);
  }
  if (best.list == nullptr) {
    return Fail(Kind::kNoTable, "JSON without a list of records");
  }
  if (best.length == 0) {
    return TableReading{};
  }
  return best.list->items[0].IsArray() ? ReadRows(*best.list) : ReadRecords(*best.list, best.owner);
}

}  // namespace

TableResult ReadJsonTable(std::string_view text) {
  auto root = ReadJson(text);
  if (!root) {  // the fault that is told is that of the text as it came
    root = ReadJson(MendJson(text)).map_error([&root](const std::string&) { return root.error(); });
  }
  return root ? ReadTree(*root) : TableResult(Fail(Kind::kBroken, "JSON, " + root.error()));
}

}  // namespace feeds
