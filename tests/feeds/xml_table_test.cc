#include <string>

#include "tests/feeds/grid.h"
#include "tests/support/catch.h"

namespace {

struct Case {
  const char* what;
  std::string_view bytes;
  std::string_view tables;
};

void CheckAll(const Case* begin, const Case* end) {
  for (const Case* c = begin; c != end; ++c) {
    CAPTURE(c->what);
    CHECK(TablesOf(c->bytes) == c->tables);
  }
}

TEST_CASE("records of XML are a table", "[feeds][xml_table]") {
  const Case cases[] = {
      {"items of an answer",
       "<?xml version=\"1.0\"?><response><header><resultCode>00</resultCode>"
       "<resultMsg>fine</resultMsg></header><body><items>"
       "<item><year>2025.06</year><hsCd>2846</hsCd><expWgt/></item>"
       "<item><hsCd>2805</hsCd><year>2025.06</year><impWgt>12</impWgt></item>"
       "</items></body></response>",
       "year|hsCd|expWgt|impWgt|\n2025.06|2846|||\n2025.06|2805||12|\n"},
      {"a single item",
       "<response><header><resultCode>00</resultCode><resultMsg>fine</resultMsg></header>"
       "<body><items><item><year>2025.06</year><hsCd>2846</hsCd><q>1</q></item></items></body>"
       "</response>",
       "year|hsCd|q|\n2025.06|2846|1|\n"},
      {"no item",
       "<response><header><resultCode>00</resultCode></header><body><items/></body></response>",
       ""},
      {"attributes", "<rows><row code='2846' q='1.50'/><row code='2805'/></rows>",
       "code|q|\n2846|1.50|\n2805||\n"},
      {"elements within",
       "<d:list xmlns:d='urn:x'><d:r><d:p><d:id>CN</d:id></d:p><d:q>1</d:q></d:r>"
       "<d:r><d:p><d:id>VN</d:id></d:p><d:q>2</d:q></d:r></d:list>",
       "p.id|q|\nCN|1|\nVN|2|\n"},
      {"a name twice in one record", "<l><r><c>a</c><c>b</c></r><r><c>d</c></r></l>",
       "c|\na; b|\nd|\n"},
      {"no records", "<urlset><url>a</url><url>b</url></urlset>",
       "no-table: an XML document <urlset> without records"},
  };
  CheckAll(std::begin(cases), std::end(cases));
}

TEST_CASE("an error in XML that came as a success is no data", "[feeds][xml_table]") {
  const Case cases[] = {
      {"gateway",
       "<OpenAPI_ServiceResponse><cmmMsgHeader><errMsg>SERVICE ERROR</errMsg>"
       "<returnAuthMsg>KEY_EXPIRED</returnAuthMsg><returnReasonCode>31</returnReasonCode>"
       "</cmmMsgHeader></OpenAPI_ServiceResponse>",
       "error-answer: an error instead of data: OpenAPI_ServiceResponse: SERVICE ERROR, "
       "KEY_EXPIRED, 31"},
      {"result code",
       "<response><header><resultCode>99</resultCode><resultMsg>no months</resultMsg></header>"
       "<body><items><item><a>1</a><b>2</b><c>3</c></item></items></body></response>",
       "error-answer: an error instead of data: resultCode 99: 99, no months"},
      {"SOAP fault",
       "<?xml version='1.0'?><S:Envelope "
       "xmlns:S='urn:s'><S:Body><S:Fault><faultcode>413</faultcode>"
       "<faultstring>EXTRACTION_TOO_BIG</faultstring></S:Fault></S:Body></S:Envelope>",
       "error-answer: an error instead of data: Fault: 413, EXTRACTION_TOO_BIG"},
      {"broken", "<?xml version='1.0'?>\n<rows><row><a>1</row></rows>",
       "broken: XML, line 2, column 18: start-end tags mismatch"},
  };
  CheckAll(std::begin(cases), std::end(cases));
}

TEST_CASE("SDMX-ML comes in long form", "[feeds][xml_table]") {
  const Case cases[] = {
      {"structure-specific, in series",
       "<m:StructureSpecificData xmlns:m='urn:m' xmlns:xsi='urn:x'><m:Header><m:ID>1</m:ID>"
       "</m:Header><m:DataSet><Series FREQ='M' product='2846'>"
       "<Obs TIME_PERIOD='2025-05' OBS_VALUE='14.50'/>"
       "<Obs TIME_PERIOD='2025-06' OBS_VALUE='2' OBS_FLAG='e'/></Series></m:DataSet>"
       "</m:StructureSpecificData>",
       "FREQ|product|TIME_PERIOD|OBS_VALUE|OBS_FLAG|\nM|2846|2025-05|14.50||\n"
       "M|2846|2025-06|2|e|\n"},
      {"structure-specific, flat",
       "<StructureSpecificData><DataSet><Obs a='x' OBS_VALUE='1'/></DataSet>"
       "</StructureSpecificData>",
       "a|OBS_VALUE|\nx|1|\n"},
      {"generic 2.1",
       "<m:GenericData xmlns:m='urn:m' xmlns:g='urn:g'><m:DataSet><g:Series><g:SeriesKey>"
       "<g:Value id='FREQ' value='M'/></g:SeriesKey><g:Attributes><g:Value id='UNIT_MULT' "
       "value='3'/></g:Attributes><g:Obs><g:ObsDimension value='2025-06'/><g:ObsValue value='7'/>"
       "</g:Obs></g:Series></m:DataSet></m:GenericData>",
       "FREQ|UNIT_MULT|TIME_PERIOD|OBS_VALUE|\nM|3|2025-06|7|\n"},
      {"generic 2.0",
       "<GenericData><DataSet><Series><SeriesKey><Value concept='FREQ' value='M'/></SeriesKey>"
       "<Obs><Time>2025-06</Time><ObsValue value='7'/></Obs></Series></DataSet></GenericData>",
       "FREQ|TIME_PERIOD|OBS_VALUE|\nM|2025-06|7|\n"},
      {"generic, flat",
       "<GenericData><DataSet><Obs><ObsKey><Value id='A' value='x'/></ObsKey>"
       "<ObsValue value='7'/></Obs></DataSet></GenericData>",
       "A|OBS_VALUE|\nx|7|\n"},
      {"no observation", "<GenericData><DataSet/></GenericData>", ""},
  };
  CheckAll(std::begin(cases), std::end(cases));
}

}  // namespace
