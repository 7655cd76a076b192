#include "feeds/sdmx_xml.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feeds/record_table.h"

namespace feeds {
namespace {

std::string_view NameOf(pugi::xml_node element) {
  const std::string_view name = element.name();
  return name.substr(name.find(':') + 1);
}

struct Field {
  std::string_view name;
  std::string_view value;
};
using Fields = std::vector<Field>;

std::string_view AttributeOf(pugi::xml_node element, const char* name) {
  return element.attribute(name).value();
}

// <Value id="FREQ" value="M"/>; version 2.0 calls the id a concept.
void ReadValues(pugi::xml_node list, Fields& fields) {
  for (const pugi::xml_node value : list.children()) {
    if (NameOf(value) == "Value") {
      const std::string_view id = AttributeOf(value, "id");
      fields.push_back(
          {id.empty() ? AttributeOf(value, "concept") : id, AttributeOf(value, "value")});
    }
  }
}

// What the parts of a generic series or observation say.
void ReadGenericPart(pugi::xml_node part, Fields& fields) {
  const std::string_view name = NameOf(part);
  if (name == "SeriesKey" || name == "ObsKey" || name == "Attributes") {
    ReadValues(part, fields);
  } else if (name == "ObsDimension") {
    const std::string_view id = AttributeOf(part, "id");
    fields.push_back({id.empty() ? "TIME_PERIOD" : id, AttributeOf(part, "value")});
  } else if (name == "Time") {
    fields.push_back({"TIME_PERIOD", part.child_value()});
  } else if (name == "ObsValue") {
    fields.push_back({"OBS_VALUE", AttributeOf(part, "value")});
  }
}

// Attributes of an element of structure-specific data but those of the XML itself.
void ReadSpecific(pugi::xml_node element, Fields& fields) {
  for (const pugi::xml_attribute attribute : element.attributes()) {
    const std::string_view name = attribute.name();
    if (name.find(':') == name.npos && name != "xmlns") {
      fields.push_back({name, attribute.value()});
    }
  }
}

void ReadElement(pugi::xml_node element, Fields& fields) {
  ReadSpecific(element, fields);
  for (const pugi::xml_node part : element.children()) {
    ReadGenericPart(part, fields);
  }
}

void AddObservation(pugi::xml_node element, const Fields& around, RecordTable& table) {
  if (table.full()) {
    return;
  }
  Fields fields = around;
  ReadElement(element, fields);
  table.BeginRecord();
  for (const Field& field : fields) {
    table.Put(field.name, field.value);
  }
}

// What is wrong with it; empty: its observations are in the table.
std::string AddSeries(pugi::xml_node element, RecordTable& table) {
  Fields series;
  ReadElement(element, series);
  if (series.size() > kTableColumnsMax) {
    return "a series of more than " + std::to_string(kTableColumnsMax) + " fields";
  }
  for (const pugi::xml_node observation : element.children()) {
    if (NameOf(observation) == "Obs") {
      AddObservation(observation, series, table);
    }
  }
  return {};
}

std::string AddDataSet(pugi::xml_node data_set, RecordTable& table) {
  for (const pugi::xml_node element : data_set.children()) {
    if (NameOf(element) == "Obs") {
      AddObservation(element, {}, table);
    } else if (NameOf(element) == "Series") {
      if (std::string fault = AddSeries(element, table); !fault.empty()) {
        return fault;
      }
    }
  }
  return {};
}

}  // namespace

bool IsSdmxData(pugi::xml_node root) {
  constexpr std::string_view kRoots[] = {"GenericData", "GenericTimeSeriesData",
                                         "StructureSpecificData", "StructureSpecificTimeSeriesData",
                                         "CompactData"};
  return std::find(std::begin(kRoots), std::end(kRoots), NameOf(root)) != std::end(kRoots);
}

TableResult ReadSdmxXml(pugi::xml_node root) {
  RecordTable table;
  for (const pugi::xml_node child : root.children()) {
    if (NameOf(child) != "DataSet") {
      continue;
    }
    if (std::string fault = AddDataSet(child, table); !fault.empty()) {
      return Fail(ParseError::Kind::kBroken, "SDMX-ML, " + fault);
    }
  }
  TableReading reading;
  if (table.records() == 0) {
    return reading;
  }
  auto taken = table.Take();
  if (!taken) {
    return tl::unexpected(std::move(taken.error()));
  }
  reading.tables.push_back(*std::move(taken));
  return reading;
}

}  // namespace feeds
