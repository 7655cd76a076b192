#pragma once

#include <string>

#include "feeds/table_reading.h"

namespace feeds {

// XML of a statistics office as a table. SDMX-ML data messages (sdmx_xml.h) come in long form. Of
// any other XML the records are taken: the elements of one name and one parent that together have
// the most fields; row 0 their fields in the order of first appearance, then a row a record. A
// field is an attribute or an element without elements; those of an element within a record are
// named "a.b". A document without records, such as an answer of no items, gives no table.
// kErrorAnswer: an error that came as an answer (OpenAPI_ServiceResponse, a resultCode other than
// 00, a SOAP fault, an SDMX error); kBroken: no XML, with the place, or beyond the limits of
// table_reading.h; kNoTable: XML in which nothing could be a record.
TableResult ReadXmlTable(std::string text);

}  // namespace feeds
