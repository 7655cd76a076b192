#include "feeds/xls_table.h"

#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "feeds/biff_record.h"
#include "feeds/compound_file.h"
#include "feeds/little_endian.h"
#include "feeds/sheet_grid.h"
#include "feeds/sheet_number.h"

namespace feeds {
namespace {

using Kind = ParseError::Kind;

constexpr unsigned kVersion8 = 0x600;
constexpr unsigned kVersion5 = 0x500;

struct Style {
  NumberForm form = NumberForm::kPlain;
  int indent = 0;
};

struct Sheet {
  std::string name;
  std::size_t at = 0;  // of its records
};

double DoubleOf(std::uint64_t bits) {
  double value = 0;
  static_assert(sizeof(value) == sizeof(bits));
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

// A number in 30 bits: an integer or the upper half of a double, perhaps in hundredths.
double NumberOfRk(std::uint32_t rk) {
  const bool is_integer = (rk & 2U) != 0;
  const double value = is_integer ? static_cast<double>(static_cast<std::int32_t>(rk) >> 2)
                                  : DoubleOf(static_cast<std::uint64_t>(rk & ~3U) << 32U);
  return (rk & 1U) != 0 ? value / 100 : value;
}

const char* NameOfError(unsigned code) {
  switch (code) {
    case 0x00:
      return "#NULL!";
    case 0x07:
      return "#DIV/0!";
    case 0x0F:
      return "#VALUE!";
    case 0x17:
      return "#REF!";
    case 0x1D:
      return "#NAME?";
    case 0x24:
      return "#NUM!";
    default:
      return "#N/A";
  }
}

class Workbook {
 public:
  explicit Workbook(std::string stream) : stream_(std::move(stream)) {}

  TableResult Read() {
    if (std::string fault = ReadGlobals(); !fault.empty()) {
      return Fail(Kind::kBroken, "workbook, " + fault);
    }
    std::vector<std::string> names;
    for (const Sheet& sheet : sheets_) {
      names.push_back(sheet.name);
    }
    return ReadAllSheets(names, [this](std::size_t i, SheetGrid& grid) {
      const std::string fault = ReadSheet(sheets_[i], grid);
      return fault.empty() ? fault : "sheet " + sheets_[i].name + ": " + fault;
    });
  }

 private:
  // Why it cannot be read; empty: what holds for all sheets is known.
  std::string ReadGlobals() {
    BiffStream records(stream_);
    const auto begin = records.Next();
    const unsigned version = begin ? U16At(begin->data(), 0) : 0;
    if (!begin || begin->type != BiffType::kBegin ||
        (version != kVersion8 && version != kVersion5)) {
      return "its records do not begin as those of Excel 5.0 or later";
    }
    strings_ = {version == kVersion8, CharsetOfCodePage(1252)};
    std::vector<BiffRecord> named;  // their names wait for the code page
    while (const auto record = records.Next()) {
      if (record->type == BiffType::kEnd) {
        break;
      }
      if (record->type == BiffType::kFilePass) {
        return "it is protected by a password";
      }
      if (record->type == BiffType::kBoundSheet) {
        named.push_back(*record);
      } else {
        ReadGlobal(*record);
      }
    }
    for (const BiffRecord& record : named) {
      const bool shown = (NumberAt(record.data(), 4, 1) & 3U) == 0;
      const bool cells = NumberAt(record.data(), 5, 1) == 0;
      if (shown && cells) {
        sheets_.push_back(
            {BiffText(record, 6).Read(strings_, LengthBytes::kOne), U32At(record.data(), 0)});
      }
    }
    return {};
  }

  void ReadGlobal(const BiffRecord& record) {
    const std::string_view data = record.data();
    switch (record.type) {
      case BiffType::kCodePage:
        strings_.code_page = CharsetOfCodePage(U16At(data, 0));
        break;
      case BiffType::kDateMode:
        zero_ = U16At(data, 0) == 1 ? DayZero::k1904 : DayZero::k1900;
        break;
      case BiffType::kFormat:
        forms_[U16At(data, 0)] = FormOfCode(BiffText(record, 2).Read(
            strings_, strings_.is_wide ? LengthBytes::kTwo : LengthBytes::kOne));
        break;
      case BiffType::kFormatXf:
        ReadStyle(data);
        break;
      case BiffType::kSharedStrings:
        for (BiffText text(record, 8); !text.AtEnd();) {
          shared_.push_back(CellOf(text.Read(strings_, LengthBytes::kTwo)));
        }
        break;
      default:
        break;
    }
  }

  void ReadStyle(std::string_view data) {
    const unsigned format = U16At(data, 2);
    const auto own = forms_.find(format);
    constexpr unsigned kIndent = 0xF;
    const unsigned indent =
        strings_.is_wide ? static_cast<unsigned>(NumberAt(data, 8, 1)) & kIndent : 0;
    styles_.push_back({own == forms_.end() ? FormOfBuiltIn(static_cast<int>(format)) : own->second,
                       static_cast<int>(indent)});
  }

  // Sheets that name each other's records would be read over and over.
  std::string ReadSheet(const Sheet& sheet, SheetGrid& grid) {
    BiffStream records(stream_, sheet.at);
    int depth = 0;  // charts have records of their own within
    while (const auto record = records.Next()) {
      for (const std::string_view part : record->parts) {
        walked_ += part.size() + 4;
      }
      if (walked_ > 2 * stream_.size()) {
        return "its records are those of other sheets";
      }
      if (record->type == BiffType::kBegin) {
        ++depth;
      } else if (depth == 0) {
        return "it has no records where they should be";
      } else if (record->type == BiffType::kEnd && --depth == 0) {
        return {};
      } else if (depth == 1) {
        ReadRecord(*record, grid);
      }
      if (lost_text_) {
        return "a cell names a text that the workbook does not hold";
      }
    }
    return "its records are cut off";
  }

  void ReadRecord(const BiffRecord& record, SheetGrid& grid) {
    const std::string_view data = record.data();
    switch (record.type) {
      case BiffType::kLabelShared:
        if (const std::size_t at = U32At(data, 6); at < shared_.size()) {
          Put(data, shared_[at], grid);
        } else {
          lost_text_ = true;
        }
        break;
      case BiffType::kLabel:
      case BiffType::kRichString:
        Put(data, CellOf(BiffText(record, 6).Read(strings_, LengthBytes::kTwo)), grid);
        break;
      case BiffType::kNumber:
        Put(data, NumberCell(DoubleOf(NumberAt(data, 6, 8)), U16At(data, 4)), grid);
        break;
      case BiffType::kRk:
        Put(data, NumberCell(NumberOfRk(U32At(data, 6)), U16At(data, 4)), grid);
        break;
      case BiffType::kMulRk:
        for (std::size_t at = 4; at + 8 <= data.size(); at += 6) {
          const SheetPlace place{U16At(data, 0), U16At(data, 2) + (at - 4) / 6};
          grid.Put(place, NumberCell(NumberOfRk(U32At(data, at + 2)), U16At(data, at)));
        }
        break;
      case BiffType::kBoolError:
        Put(data,
            CellOf(NumberAt(data, 7, 1) != 0
                       ? NameOfError(static_cast<unsigned>(NumberAt(data, 6, 1)))
                       : TruthOf(data, 6)),
            grid);
        break;
      case BiffType::kFormula:
        ReadFormula(data, grid);
        break;
      case BiffType::kStringResult:
        grid.Put(formula_at_, CellOf(BiffText(record, 0).Read(strings_, LengthBytes::kTwo)));
        break;
      case BiffType::kMergedCells:
        for (std::size_t at = 2; at + 8 <= data.size(); at += 8) {
          grid.Merge({U16At(data, at), U16At(data, at + 4)},
                     {U16At(data, at + 2), U16At(data, at + 6)});
        }
        break;
      default:
        break;
    }
  }

  static const char* TruthOf(std::string_view data, std::size_t at) {
    return NumberAt(data, at, 1) != 0 ? "true" : "false";
  }

  void ReadFormula(std::string_view data, SheetGrid& grid) {
    formula_at_ = {U16At(data, 0), U16At(data, 2)};
    if (U16At(data, 12) != 0xFFFF) {
      Put(data, NumberCell(DoubleOf(NumberAt(data, 6, 8)), U16At(data, 4)), grid);
      return;
    }
    const std::uint64_t kind = NumberAt(data, 6, 1);  // 0: text, in the next record
    if (kind == 1) {
      Put(data, CellOf(TruthOf(data, 8)), grid);
    } else if (kind == 2) {
      Put(data, CellOf(NameOfError(static_cast<unsigned>(NumberAt(data, 8, 1)))), grid);
    }
  }

  Cell NumberCell(double value, std::size_t style) const {
    const NumberForm form = style < styles_.size() ? styles_[style].form : NumberForm::kPlain;
    return CellOf(NumberText(value, form, zero_));
  }

  // A cell of a record that begins with row, column and style.
  void Put(std::string_view data, Cell cell, SheetGrid& grid) const {
    const std::size_t style = U16At(data, 4);
    cell.indent += style < styles_.size() && !cell.text.empty() ? styles_[style].indent : 0;
    grid.Put({U16At(data, 0), U16At(data, 2)}, std::move(cell));
  }

  std::string stream_;
  BiffStrings strings_;
  DayZero zero_ = DayZero::k1900;
  std::map<unsigned, NumberForm> forms_;  // by the number of the format
  std::vector<Style> styles_;
  std::vector<Cell> shared_;
  std::vector<Sheet> sheets_;
  SheetPlace formula_at_;
  std::size_t walked_ = 0;  // bytes of records of sheets
  bool lost_text_ = false;
};

}  // namespace

TableResult ReadXls(std::string_view bytes) {
  const auto file = CompoundFile::Open(bytes);
  if (!file) {
    return Fail(Kind::kBroken, "OLE file: " + file.error());
  }
  if (file->Has("EncryptedPackage")) {
    return Fail(Kind::kBroken, "workbook, it is protected by a password");
  }
  const bool is_new = file->Has("Workbook");
  if (!is_new && !file->Has("Book")) {
    const char* what = file->Has("WordDocument") ? "a Word document" : "an OLE file";
    return Fail(Kind::kNoTable, std::string(what) + ", no workbook (.xls)");
  }
  auto stream = file->Read(is_new ? "Workbook" : "Book");
  if (!stream) {
    return Fail(Kind::kBroken, "workbook, " + stream.error());
  }
  return Workbook(*std::move(stream)).Read();
}

}  // namespace feeds
