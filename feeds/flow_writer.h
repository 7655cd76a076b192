#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "feeds/text_writer.h"
#include "feeds/white_space.h"

namespace feeds {

// A TextWriter that takes the rows of a table of data too, as they come: a line each, with its
// cells parted by " | ". Tables that a tree would read otherwise (nested, laying out a page, with
// text outside of their cells or end tags out of place) leave it unsound: its text is worth nothing
// then.
class FlowWriter {
 public:
  explicit FlowWriter(std::size_t bytes_expected) : text_(bytes_expected) {}

  void Add(std::string_view text);
  std::size_t AddUpToMarkup(std::string_view text, std::size_t at);
  void AddBlank();
  void Separate(Gap gap);
  void LineBreak();

  // The tags of tables; those of cells, rows and sections outside of a table are nothing.
  void OpenTable();
  void CloseTable();
  void OpenPart(std::string_view name);
  void ClosePart(std::string_view name);
  bool is_in_table() const { return place_ != Place::kText; }

  bool is_sound() const { return is_sound_; }
  std::string Take() { return text_.Take(); }

 private:
  enum class Place { kText, kTable, kRow, kCell };

  void Expect(bool holds) { is_sound_ = is_sound_ && holds; }
  void EndCell();
  void EndRow();

  TextWriter text_;
  Place place_ = Place::kText;
  bool is_sound_ = true;
  bool is_data_ = false;  // a row of the table has had several cells
  std::size_t cells_ = 0;
  std::string_view cell_name_;
  std::string row_;
  std::string cell_;
  Collapser collapser_{cell_};
};

}  // namespace feeds
