#include "feeds/table_formats.h"

#include <string>

#include "feeds/appearance.h"
#include "feeds/ascii.h"
#include "feeds/csv_table.h"
#include "feeds/html_prune.h"
#include "feeds/json_table.h"
#include "feeds/pdf_table.h"
#include "feeds/xls_table.h"
#include "feeds/xlsx_table.h"
#include "feeds/xml_table.h"

namespace feeds {
namespace {

// What was said about the format: "text/csv;labels=both", "https://example.org/d61ma.csv?x".
struct Said {
  std::string_view content_type;
  std::string_view url;

  bool Type(std::string_view word) const {
    return FindFold(content_type, word) != content_type.npos;
  }
  bool Ending(std::string_view ending) const {
    const std::string_view path = url.substr(0, url.find_first_of("?#"));
    return path.size() > ending.size() &&
           EqualsFold(path.substr(path.size() - ending.size()), ending);
  }
  bool Csv() const {
    return Type("csv") || Type("tab-separated") || Ending(".csv") || Ending(".tsv");
  }
};

bool IsSaidXml(std::string_view text, const Said& said) {
  return text.substr(0, 5) == "<?xml" || (said.Type("xml") && !said.Type("xhtml"));
}

bool IsXml(std::string_view text, const Said& said) {
  const RootTag root = FindRoot(text);
  if (text.front() != '<' || root.name.empty() || EqualsFold(root.name, "html")) {
    return false;
  }
  return IsSaidXml(text, said) || !HasHtmlTag("<" + root.name + ">");
}

// What cannot be read as the format that it only looks like may be a page of HTML.
std::optional<TableResult> UnlessPage(TableResult reading, std::string_view text) {
  const bool page =
      !reading && reading.error().kind != ParseError::Kind::kErrorAnswer && HasHtmlTag(text);
  return page ? std::nullopt : std::optional(std::move(reading));
}

}  // namespace

std::optional<TableResult> ReadBinaryTables(std::string_view bytes) {
  if (bytes.substr(0, 4) == "PK\x03\x04") {
    return ReadXlsx(bytes);
  }
  if (bytes.substr(0, 8) == "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
    return ReadXls(bytes);
  }
  if (bytes.substr(0, 5) == "%PDF-") {
    return ReadPdf(bytes);
  }
  return std::nullopt;
}

std::optional<TableResult> ReadTextTables(std::string_view text, std::string_view content_type,
                                          std::string_view url) {
  const Said said{content_type, url};
  const std::string_view trimmed = Trim(text);
  if (trimmed.empty()) {
    return TableReading{};
  }
  if (trimmed.front() == '{' || trimmed.front() == '[') {
    // A page may begin with a bracket: "[Notice] <table>…".
    TableResult reading = ReadJsonTable(text);
    return said.Type("json") ? std::optional(std::move(reading))
                             : UnlessPage(std::move(reading), text);
  }
  if (IsXml(trimmed, said)) {
    TableResult reading = ReadXmlTable(std::string(text));
    return IsSaidXml(trimmed, said) ? std::optional(std::move(reading))
                                    : UnlessPage(std::move(reading), text);
  }
  if (trimmed.front() == '<' || (HasHtmlTag(text) && !said.Csv())) {
    return std::nullopt;
  }
  return ReadCsv(text, said.Csv() ? CsvSign::kSaid : CsvSign::kShown);
}

}  // namespace feeds
