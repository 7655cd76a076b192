#include "feeds/xlsx_table.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/sheet_grid.h"
#include "feeds/sheet_number.h"
#include "feeds/utf8.h"
#include "feeds/zip_archive.h"

namespace feeds {
namespace {

using Kind = ParseError::Kind;

std::string_view NameOf(pugi::xml_node element) {
  const std::string_view name = element.name();
  return name.substr(name.find(':') + 1);
}

pugi::xml_node ChildOf(pugi::xml_node parent, std::string_view name) {
  return parent.find_child([name](pugi::xml_node child) { return NameOf(child) == name; });
}

std::size_t NumberOf(std::string_view text, std::size_t fallback) {
  std::size_t number = fallback;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

// "BC12" as a place. nullopt: it is none.
std::optional<SheetPlace> PlaceOf(std::string_view reference) {
  SheetPlace place;
  std::size_t at = 0;
  for (; at < reference.size() && IsLetter(reference[at]) && at < 4; ++at) {
    place.column = place.column * 26 + static_cast<std::size_t>(Lower(reference[at]) - 'a') + 1;
  }
  const std::size_t row = NumberOf(reference.substr(at), 0);
  if (at == 0 || row == 0) {
    return std::nullopt;
  }
  return SheetPlace{row - 1, place.column - 1};
}

// Characters that XML cannot hold are written "_x000D_".
std::string Unescaped(std::string text) {
  for (std::size_t at = text.find("_x"); at != text.npos; at = text.find("_x", at + 1)) {
    unsigned code = 0;
    const char* digits = text.data() + at + 2;
    if (text.size() - at < 7 || text[at + 6] != '_' ||
        std::from_chars(digits, digits + 4, code, 16).ptr != digits + 4) {
      continue;
    }
    std::string character;
    AppendUtf8(character, code < 0x20 ? U' ' : static_cast<char32_t>(code));
    text.replace(at, 7, character);
  }
  return text;
}

// The text of <si> or <is>: its own or that of its runs; readings of ideographs are left out.
std::string TextOf(pugi::xml_node item) {
  std::string text;
  for (const pugi::xml_node child : item.children()) {
    if (NameOf(child) == "t") {
      text.append(child.text().get());
    } else if (NameOf(child) == "r") {
      text.append(ChildOf(child, "t").text().get());
    }
  }
  return text.find("_x") == text.npos ? text : Unescaped(std::move(text));
}

// A part of the workbook, parsed.
struct Part {
  std::string text;  // the nodes point into it
  pugi::xml_document document;
};

struct Style {
  NumberForm form = NumberForm::kPlain;
  int indent = 0;
};

struct Sheet {
  std::string name;
  std::string path;
};

class Workbook {
 public:
  explicit Workbook(ZipArchive archive) : archive_(std::move(archive)) {}

  TableResult Read() {
    for (const auto step : {&Workbook::ReadSheets, &Workbook::ReadStrings, &Workbook::ReadStyles}) {
      if (std::string fault = (this->*step)(); !fault.empty()) {
        return Fail(Kind::kBroken, "workbook, " + fault);
      }
    }
    std::vector<std::string> names;
    for (const Sheet& sheet : sheets_) {
      names.push_back(sheet.name);
    }
    return ReadAllSheets(
        names, [this](std::size_t i, SheetGrid& grid) { return ReadSheet(sheets_[i].path, grid); });
  }

 private:
  // Why it cannot be had; empty: it is in `part`.
  std::string Open(const std::string& path, Part& part) {
    auto content = archive_.Read(path);
    if (!content) {
      return content.error();
    }
    part.text = CleanUtf8(*std::move(content));
    const auto result = part.document.load_buffer_inplace(
        part.text.data(), part.text.size(), pugi::parse_default | pugi::parse_ws_pcdata_single,
        pugi::encoding_utf8);
    return result ? std::string()
                  : path + ", byte " + std::to_string(result.offset) + ": " +
                        Lowered(result.description());
  }

  std::string ReadSheets() {
    Part book;
    Part relations;
    std::string fault = Open("xl/workbook.xml", book);
    fault = fault.empty() ? Open("xl/_rels/workbook.xml.rels", relations) : fault;
    if (!fault.empty()) {
      return fault;
    }
    std::map<std::string, std::string> paths;
    for (const pugi::xml_node relation : relations.document.document_element().children()) {
      std::string target = relation.attribute("Target").value();
      if (target.substr(0, 1) == "/") {
        target.erase(0, 1);
      } else {
        target.insert(0, "xl/");
      }
      const std::string_view type = relation.attribute("Type").value();
      const std::string_view kind = type.substr(type.rfind('/') + 1);
      if (kind == "worksheet") {
        paths[relation.attribute("Id").value()] = std::move(target);
      } else if (kind == "sharedStrings") {
        strings_path_ = std::move(target);
      } else if (kind == "styles") {
        styles_path_ = std::move(target);
      }
    }
    const pugi::xml_node root = book.document.document_element();
    zero_ = ChildOf(root, "workbookPr").attribute("date1904").as_bool() ? DayZero::k1904
                                                                        : DayZero::k1900;
    for (const pugi::xml_node sheet : ChildOf(root, "sheets").children()) {
      const std::string_view state = sheet.attribute("state").value();
      const auto path = paths.find(IdOf(sheet));
      if (path != paths.end() && (state.empty() || state == "visible")) {
        sheets_.push_back({sheet.attribute("name").value(), path->second});
      }
    }
    return {};
  }

  // r:id, whatever the prefix.
  static std::string IdOf(pugi::xml_node sheet) {
    for (const pugi::xml_attribute attribute : sheet.attributes()) {
      const std::string_view name = attribute.name();
      if (name.size() > 3 && name.substr(name.size() - 3) == ":id") {
        return attribute.value();
      }
    }
    return {};
  }

  std::string ReadStrings() {
    // Writers name the part also where no cell has a text in it, and then leave it out.
    if (strings_path_.empty() || !archive_.Has(strings_path_)) {
      return {};
    }
    Part part;
    std::string fault = Open(strings_path_, part);
    for (const pugi::xml_node item : part.document.document_element().children()) {
      if (NameOf(item) == "si") {
        strings_.push_back(CellOf(TextOf(item)));
      }
    }
    return fault;
  }

  std::string ReadStyles() {
    if (styles_path_.empty()) {
      return {};
    }
    Part part;
    std::string fault = Open(styles_path_, part);
    const pugi::xml_node root = part.document.document_element();
    std::map<int, NumberForm> forms;
    for (const pugi::xml_node format : ChildOf(root, "numFmts").children()) {
      forms[format.attribute("numFmtId").as_int()] =
          FormOfCode(format.attribute("formatCode").value());
    }
    for (const pugi::xml_node format : ChildOf(root, "cellXfs").children()) {
      const int id = format.attribute("numFmtId").as_int();
      const auto own = forms.find(id);
      constexpr unsigned kIndentMax = 250;  // of Excel
      const unsigned indent = ChildOf(format, "alignment").attribute("indent").as_uint();
      styles_.push_back({own == forms.end() ? FormOfBuiltIn(id) : own->second,
                         static_cast<int>(std::min(indent, kIndentMax))});
    }
    return fault;
  }

  bool NamesLostText(pugi::xml_node node) const {
    const std::string_view value = Trim(ChildOf(node, "v").text().get());
    return std::string_view(node.attribute("t").value()) == "s" && !value.empty() &&
           NumberOf(value, strings_.size()) >= strings_.size();
  }

  Cell ReadCell(pugi::xml_node node) const {
    const std::string_view type = node.attribute("t").value();
    const std::size_t style_at = node.attribute("s").as_uint();
    const Style style = style_at < styles_.size() ? styles_[style_at] : Style();
    const char* value = ChildOf(node, "v").text().get();
    Cell cell;
    if (type == "s") {
      const std::size_t at = NumberOf(Trim(value), strings_.size());
      cell = at < strings_.size() ? strings_[at] : Cell();
    } else if (type == "inlineStr") {
      cell = CellOf(TextOf(ChildOf(node, "is")));
    } else if (type == "b") {
      cell = CellOf(Trim(value) == "1" ? "true" : "false");
    } else if (type.empty() || type == "n") {
      cell = CellOf(NumberText(value, style.form, zero_));
    } else {  // text of a formula, an error such as #N/A, a date in ISO 8601
      cell = CellOf(value);
    }
    cell.indent += cell.text.empty() ? 0 : style.indent;
    return cell;
  }

  std::string ReadSheet(const std::string& path, SheetGrid& grid) {
    Part part;
    if (std::string fault = Open(path, part); !fault.empty()) {
      return fault;
    }
    const pugi::xml_node root = part.document.document_element();
    SheetPlace place;
    for (const pugi::xml_node row : ChildOf(root, "sheetData").children()) {
      const std::size_t number = NumberOf(row.attribute("r").value(), place.row + 1);
      place = {number == 0 ? 0 : number - 1, 0};
      for (const pugi::xml_node node : row.children()) {
        if (NameOf(node) != "c") {
          continue;
        }
        place.column = PlaceOf(node.attribute("r").value()).value_or(place).column;
        if (NamesLostText(node)) {
          return path + ", cell " + node.attribute("r").value() +
                 ": it names a text that the workbook does not hold";
        }
        grid.Put(place, ReadCell(node));
        ++place.column;
      }
      ++place.row;
    }
    for (const pugi::xml_node merge : ChildOf(root, "mergeCells").children()) {
      const std::string_view range = merge.attribute("ref").value();
      const std::size_t colon = range.find(':');
      const auto first = PlaceOf(range.substr(0, colon));
      const auto last = colon == range.npos ? first : PlaceOf(range.substr(colon + 1));
      if (first && last) {
        grid.Merge(*first, *last);
      }
    }
    return {};
  }

  ZipArchive archive_;
  std::string strings_path_;
  std::string styles_path_;
  std::vector<Sheet> sheets_;
  std::vector<Cell> strings_;
  std::vector<Style> styles_;
  DayZero zero_ = DayZero::k1900;
};

}  // namespace

TableResult ReadXlsx(std::string_view bytes) {
  auto archive = ZipArchive::Open(bytes);
  if (!archive) {
    return Fail(Kind::kBroken, "zip archive: " + Lowered(archive.error()));
  }
  if (archive->Has("xl/workbook.xml")) {
    return Workbook(*std::move(archive)).Read();
  }
  const char* what = archive->Has("xl/workbook.bin")     ? "a binary workbook (.xlsb)"
                     : archive->Has("content.xml")       ? "an OpenDocument file"
                     : archive->Has("word/document.xml") ? "a Word document"
                                                         : "a zip archive";
  return Fail(Kind::kNoTable, std::string(what) + ", no workbook that can be read (.xlsx)");
}

}  // namespace feeds
