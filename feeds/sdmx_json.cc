#include "feeds/sdmx_json.h"

#include <charconv>
#include <string>
#include <vector>

#include "feeds/record_table.h"

namespace feeds {
namespace {

// A dimension or an attribute: its id and those of its values, in the order that messages count.
struct Component {
  std::string id;
  std::vector<std::string> values;
};

std::vector<Component> ComponentsOf(const JsonValue* structure, const char* group,
                                    const char* level) {
  const JsonValue* found = structure == nullptr ? nullptr : structure->Find(group);
  found = found == nullptr ? nullptr : found->Find(level);
  std::vector<Component> components;
  for (std::size_t i = 0; found != nullptr && i < found->items.size(); ++i) {
    const JsonValue& source = found->items[i];
    Component& component = components.emplace_back();
    component.id = source.TextAt("id");
    if (const JsonValue* values = source.Find("values")) {
      for (const JsonValue& value : values->items) {
        const bool coded = value.Find("id") != nullptr;
        component.values.emplace_back(value.IsScalar() ? std::string_view(value.text)
                                                       : value.TextAt(coded ? "id" : "name"));
      }
    }
  }
  return components;
}

struct Field {
  std::string_view name;
  std::string_view value;
};
using Fields = std::vector<Field>;

class Message {
 public:
  explicit Message(const JsonValue* structure)
      : whole_(ComponentsOf(structure, "dimensions", "dataSet")),
        series_(ComponentsOf(structure, "dimensions", "series")),
        observation_(ComponentsOf(structure, "dimensions", "observation")),
        series_attributes_(ComponentsOf(structure, "attributes", "series")),
        attributes_(ComponentsOf(structure, "attributes", "observation")) {
    for (const auto* components : {&whole_, &series_, &observation_}) {
      AddColumns(*components);
    }
    table_.AddColumn("OBS_VALUE");
    AddColumns(series_attributes_);
    AddColumns(attributes_);
  }

  // What is wrong with it; empty: its observations are in the table.
  std::string Add(const JsonValue& data_set) {
    for (const auto* components :
         {&whole_, &series_, &observation_, &series_attributes_, &attributes_}) {
      if (components->size() > kTableColumnsMax) {
        return "more than " + std::to_string(kTableColumnsMax) + " components";
      }
    }
    Fields around;
    for (const Component& component : whole_) {
      if (component.values.size() == 1) {
        around.push_back({component.id, component.values[0]});
      }
    }
    if (const JsonValue* series = data_set.Find("series")) {
      for (std::size_t i = 0; i < series->items.size(); ++i) {
        if (std::string fault = AddSeries(series->keys, series->items, i, around); !fault.empty()) {
          return fault;
        }
      }
    }
    const JsonValue* observations = data_set.Find("observations");
    return observations == nullptr ? std::string() : AddObservations(*observations, around);
  }

  tl::expected<Table, ParseError> Take() { return table_.Take(); }

 private:
  void AddColumns(const std::vector<Component>& components) {
    for (const Component& component : components) {
      table_.AddColumn(component.id);
    }
  }

  // A key such as "0:3:1": places of values of the components, in their order.
  static std::string ReadKey(std::string_view key, const std::vector<Component>& components,
                             Fields& fields) {
    std::string_view rest = key;
    for (const Component& component : components) {
      std::size_t place = component.values.size();
      const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), place);
      if (error != std::errc() || place >= component.values.size()) {
        return "key " + std::string(key) + ": no such value of " + component.id;
      }
      fields.push_back({component.id, component.values[place]});
      rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
      rest.remove_prefix(!rest.empty() && rest[0] == ':' ? 1 : 0);
    }
    return rest.empty() ? std::string()
                        : "key " + std::string(key) + ": more parts than dimensions";
  }

  // Attributes are given by the place of their value, or by the value itself.
  static void ReadAttributes(const JsonValue* list, std::size_t first,
                             const std::vector<Component>& components, Fields& fields) {
    for (std::size_t i = 0; list != nullptr && i < components.size(); ++i) {
      if (first + i >= list->items.size()) {
        return;
      }
      const JsonValue& given = list->items[first + i];
      const std::string_view text = given.text;
      std::size_t place = components[i].values.size();
      std::from_chars(text.data(), text.data() + text.size(), place);
      const bool counted =
          given.kind == JsonValue::Kind::kNumber && place < components[i].values.size();
      fields.push_back({components[i].id, counted ? components[i].values[place] : text});
    }
  }

  std::string AddSeries(const std::vector<std::string>& keys, const std::vector<JsonValue>& all,
                        std::size_t at, Fields around) {
    if (at >= keys.size()) {
      return "series is a list";
    }
    if (std::string fault = ReadKey(keys[at], series_, around); !fault.empty()) {
      return fault;
    }
    ReadAttributes(all[at].Find("attributes"), 0, series_attributes_, around);
    const JsonValue* observations = all[at].Find("observations");
    return observations == nullptr ? std::string() : AddObservations(*observations, around);
  }

  std::string AddObservations(const JsonValue& observations, const Fields& around) {
    if (!observations.IsObject()) {
      return "observations are no object";
    }
    for (std::size_t i = 0; i < observations.items.size() && !table_.full(); ++i) {
      Fields fields = around;
      if (std::string fault = ReadKey(observations.keys[i], observation_, fields); !fault.empty()) {
        return fault;
      }
      const JsonValue& given = observations.items[i];
      const JsonValue* value = given.items.empty() ? nullptr : given.items.data();
      ReadAttributes(&given, 1, attributes_, fields);
      table_.BeginRecord();
      for (const Field& field : fields) {
        table_.Put(field.name, field.value);
      }
      table_.Put("OBS_VALUE", value == nullptr ? std::string_view(given.text) : value->text);
    }
    return {};
  }

  std::vector<Component> whole_;
  std::vector<Component> series_;
  std::vector<Component> observation_;
  std::vector<Component> series_attributes_;
  std::vector<Component> attributes_;
  RecordTable table_;
};

// SDMX-JSON 2.0 has a list of structures, 1.0 has one.
const JsonValue* StructureOf(const JsonValue& body) {
  const JsonValue* list = body.Find("structures");
  if (list != nullptr && !list->items.empty()) {
    return list->items.data();
  }
  return body.Find("structure");
}

}  // namespace

std::optional<TableResult> ReadSdmxJson(const JsonValue& root) {
  const JsonValue* inner = root.Find("data");
  const JsonValue& body = inner != nullptr && inner->IsObject() ? *inner : root;
  const JsonValue* data_sets = body.Find("dataSets");
  const JsonValue* structure = StructureOf(body);
  structure = structure == nullptr ? StructureOf(root) : structure;
  if (data_sets == nullptr || !data_sets->IsArray() || structure == nullptr) {
    return std::nullopt;
  }
  Message message(structure);
  for (const JsonValue& data_set : data_sets->items) {
    if (std::string fault = message.Add(data_set); !fault.empty()) {
      return TableResult(Fail(ParseError::Kind::kBroken, "SDMX-JSON, " + fault));
    }
  }
  auto table = message.Take();
  if (!table) {
    return TableResult(tl::unexpected(std::move(table.error())));
  }
  TableReading reading;
  if (table->rows.size() > 1) {
    reading.tables.push_back(*std::move(table));
  }
  return TableResult(std::move(reading));
}

}  // namespace feeds
