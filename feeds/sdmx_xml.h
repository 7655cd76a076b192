#pragma once

#include <pugixml.hpp>

#include "feeds/table_reading.h"

namespace feeds {

// A data message of SDMX-ML, told by its root: GenericData, StructureSpecificData, CompactData and
// their kin.
bool IsSdmxData(pugi::xml_node root);

// Generic and structure-specific data (2.0, 2.1, 3.0), flat or in series, in long form: row 0 the
// ids of the components with "OBS_VALUE", then a row for every observation. What is said of a
// series stands in the rows of its observations. No observation: no table.
TableResult ReadSdmxXml(pugi::xml_node root);

}  // namespace feeds
