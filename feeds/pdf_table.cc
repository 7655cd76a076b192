#include "feeds/pdf_table.h"

#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "feeds/child_process.h"
#include "feeds/pdf_layout.h"
#include "feeds/utf8.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

using Kind = ParseError::Kind;

constexpr const char* kPagesMax = "500";

std::vector<PdfWord> WordsOf(pugi::xml_node page) {
  std::vector<PdfWord> words;
  for (const pugi::xml_node node : page.children("word")) {
    PdfWord word;
    word.text = CollapseWhiteSpace(node.text().get());
    word.left = node.attribute("xMin").as_double();
    word.top = node.attribute("yMin").as_double();
    word.right = node.attribute("xMax").as_double();
    word.bottom = node.attribute("yMax").as_double();
    if (!word.text.empty()) {
      words.push_back(std::move(word));
    }
  }
  return words;
}

}  // namespace

TableResult ReadPdf(std::string_view bytes) {
  auto boxes =
      RunOver(bytes, {.program = "pdftotext",
                      .arguments = {"-bbox", "-l", kPagesMax, "-enc", "UTF-8", "{}", "-"}});
  if (!boxes) {
    return Fail(Kind::kBroken, "a PDF document: " + boxes.error());
  }
  std::string xhtml = CleanUtf8(*std::move(boxes));
  pugi::xml_document document;
  const auto parsed = document.load_buffer_inplace(xhtml.data(), xhtml.size(), pugi::parse_default,
                                                   pugi::encoding_utf8);
  const pugi::xml_node html = document.child("html");
  const pugi::xml_node doc = html.child("body").child("doc");
  if (!parsed && !doc) {
    return Fail(Kind::kBroken, std::string("a PDF document: pdftotext: ") + parsed.description());
  }
  TableReading reading;
  reading.title = CollapseWhiteSpace(html.child("head").child("title").text().get());
  std::size_t cells = 0;
  for (const pugi::xml_node node : doc.children("page")) {
    PdfPage page = LayOut(WordsOf(node));
    reading.text.append(reading.text.empty() || page.text.empty() ? "" : "\n\n").append(page.text);
    for (Table& table : page.tables) {
      cells += table.rows.size() * table.rows[0].size();
      reading.tables.push_back(std::move(table));
    }
    if (cells > kTableCellsMax) {
      return Fail(Kind::kBroken,
                  "a PDF document: more than " + std::to_string(kTableCellsMax) + " cells");
    }
  }
  if (reading.text.empty()) {
    return Fail(Kind::kNoTable, "a PDF document without words, perhaps a scan");
  }
  return reading;
}

}  // namespace feeds
