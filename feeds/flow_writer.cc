#include "feeds/flow_writer.h"

#include "feeds/ascii.h"

namespace feeds {
namespace {

bool IsCellName(std::string_view name) {
  return name == "td" || name == "th";
}

}  // namespace

void FlowWriter::Add(std::string_view text) {
  if (place_ == Place::kText) {
    text_.Add(text);
  } else {
    Expect(place_ == Place::kCell);
    collapser_.Add(text);
  }
}

std::size_t FlowWriter::AddUpToMarkup(std::string_view text, std::size_t at) {
  switch (place_) {
    case Place::kText:
      return text_.AddUpToMarkup(text, at);
    case Place::kCell:
      return collapser_.AddUpToMarkup(text, at);
    case Place::kTable:
    case Place::kRow:
      break;
  }
  while (at < text.size() && IsBlank(text[at])) {
    ++at;
  }
  Expect(at == text.size() || text[at] == '<');
  return at;
}

void FlowWriter::AddBlank() {
  if (place_ == Place::kText) {
    text_.AddBlank();
  } else {
    collapser_.AddBlank();
  }
}

void FlowWriter::Separate(Gap gap) {
  if (place_ == Place::kText) {
    text_.Separate(gap);
  } else {
    Expect(place_ == Place::kCell);
    collapser_.AddBlank();
  }
}

void FlowWriter::LineBreak() {
  if (place_ == Place::kText) {
    text_.LineBreak();
  } else {
    Expect(place_ == Place::kCell);
    collapser_.AddBlank();
  }
}

void FlowWriter::OpenTable() {
  Expect(place_ == Place::kText);
  text_.Separate(Gap::kParagraph);
  place_ = Place::kTable;
  is_data_ = false;
}

void FlowWriter::CloseTable() {
  EndRow();
  Expect(is_data_);
  text_.Separate(Gap::kParagraph);
  place_ = Place::kText;
}

void FlowWriter::OpenPart(std::string_view name) {
  if (place_ == Place::kText) {
    return;
  }
  if (IsCellName(name)) {
    Expect(place_ != Place::kTable);
    EndCell();
    place_ = Place::kCell;
    cell_name_ = name;
    ++cells_;
  } else if (name == "tr") {
    EndRow();
    place_ = Place::kRow;
  } else {
    Expect(place_ == Place::kTable && name != "caption");
  }
}

void FlowWriter::ClosePart(std::string_view name) {
  if (place_ == Place::kText) {
    return;
  }
  if (IsCellName(name)) {
    Expect(place_ == Place::kCell && name == cell_name_);
    EndCell();
    place_ = Place::kRow;
  } else if (name == "tr") {
    Expect(place_ != Place::kTable);
    EndRow();
    place_ = Place::kTable;
  } else {
    Expect(place_ == Place::kTable && name != "caption");
  }
}

void FlowWriter::EndCell() {
  if (!cell_.empty()) {
    row_.append(row_.empty() ? "" : " | ").append(cell_);
  }
  cell_.clear();
  collapser_.Break("");
}

void FlowWriter::EndRow() {
  EndCell();
  is_data_ = is_data_ || cells_ > 1;
  cells_ = 0;
  if (!row_.empty()) {
    text_.Separate(Gap::kLine);
    text_.Add(row_);
    row_.clear();
  }
}

}  // namespace feeds
