#include "feeds/pdf_layout.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "feeds/table_reading.h"

namespace feeds {
namespace {

constexpr double kWordGap = 0.5;           // in heights of a line; wider ones separate pieces
constexpr std::size_t kLooseLinesMax = 1;  // of one piece within a table
constexpr std::size_t kCaptionLinesMax = 5;

struct Piece {
  std::string text;
  double left = 0;
  double right = 0;
};

struct Line {
  std::vector<Piece> pieces;  // from left to right
  double middle = 0;
  double height = 0;
};

struct Column {
  double left = 0;
  double right = 0;
};

double MiddleOf(const PdfWord& word) {
  return (word.top + word.bottom) / 2;
}

Line LineOf(std::vector<PdfWord> words) {
  std::sort(words.begin(), words.end(),
            [](const PdfWord& a, const PdfWord& b) { return a.left < b.left; });
  Line line;
  for (const PdfWord& word : words) {
    line.height = std::max(line.height, word.bottom - word.top);
  }
  for (PdfWord& word : words) {
    const bool joined =
        !line.pieces.empty() && word.left - line.pieces.back().right < kWordGap * line.height;
    if (joined) {
      Piece& piece = line.pieces.back();
      piece.text.append(" ").append(word.text);
      piece.right = std::max(piece.right, word.right);
    } else {
      line.pieces.push_back({std::move(word.text), word.left, word.right});
    }
  }
  return line;
}

std::vector<Line> LinesOf(std::vector<PdfWord> words) {
  std::sort(words.begin(), words.end(),
            [](const PdfWord& a, const PdfWord& b) { return MiddleOf(a) < MiddleOf(b); });
  std::vector<Line> lines;
  for (std::size_t first = 0; first < words.size();) {
    const double reach = MiddleOf(words[first]) + (words[first].bottom - words[first].top) / 2;
    std::size_t end = first + 1;
    while (end < words.size() && MiddleOf(words[end]) < reach) {
      ++end;
    }
    lines.push_back(
        LineOf({std::make_move_iterator(words.begin() + static_cast<std::ptrdiff_t>(first)),
                std::make_move_iterator(words.begin() + static_cast<std::ptrdiff_t>(end))}));
    first = end;
  }
  return lines;
}

bool Overlap(const Column& column, const Piece& piece) {
  return piece.left < column.right && column.left < piece.right;
}

// Columns as the lines with most pieces have them, then those of pieces that lie in none.
std::vector<Column> ColumnsOf(const Line* begin, const Line* end) {
  std::size_t most = 0;
  for (const Line* line = begin; line != end; ++line) {
    most = std::max(most, std::min(line->pieces.size(), kTableColumnsMax));
  }
  std::vector<Column> columns;
  for (const Line* line = begin; line != end; ++line) {
    for (std::size_t i = 0; line->pieces.size() == most && i < most; ++i) {
      const Piece& piece = line->pieces[i];
      if (columns.size() <= i) {
        columns.push_back({piece.left, piece.right});
      } else if (Overlap(columns[i], piece)) {
        columns[i].left = std::min(columns[i].left, piece.left);
        columns[i].right = std::max(columns[i].right, piece.right);
      }
    }
  }
  for (const Line* line = begin; line != end; ++line) {
    for (const Piece& piece : line->pieces) {
      const auto behind =
          std::find_if(columns.begin(), columns.end(),
                       [&piece](const Column& column) { return column.right > piece.left; });
      const bool is_alone = behind == columns.end() || !Overlap(*behind, piece);
      if (is_alone && columns.size() < kTableColumnsMax) {
        columns.insert(behind, {piece.left, piece.right});
      }
    }
  }
  return columns;
}

std::vector<Cell> RowOf(const Line& line, const std::vector<Column>& columns) {
  std::vector<Cell> row(columns.size());
  for (const Piece& piece : line.pieces) {
    bool continued = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!Overlap(columns[i], piece)) {
        continue;
      }
      const Cell cell = CellOf(piece.text);
      const bool free = row[i].text.empty() || row[i].continued;
      row[i].text = free ? cell.text : row[i].text + " " + cell.text;
      row[i].continued = continued;
      if (i == 0 && line.height > 0) {
        row[i].indent = static_cast<int>(
            std::clamp((piece.left - columns[0].left) / (line.height / 2), 0.0, 100.0));
      }
      continued = true;
    }
  }
  return row;
}

std::string TextOf(const Line& line) {
  std::string text;
  for (const Piece& piece : line.pieces) {
    text.append(text.empty() ? "" : " ").append(piece.text);
  }
  return text;
}

// Behind the lines of the table that begins at `first`; `first` when none does.
std::size_t EndOfTable(const std::vector<Line>& lines, std::size_t first) {
  std::size_t end = first;
  std::size_t rows = 0;
  for (std::size_t at = first; at < lines.size() && at - end <= kLooseLinesMax; ++at) {
    if (lines[at].pieces.size() > 1) {
      end = at + 1;
      ++rows;
    }
  }
  return rows > 1 && lines[first].pieces.size() > 1 ? end : first;
}

std::string CaptionAbove(const std::vector<Line>& lines, std::size_t first, std::size_t start) {
  std::size_t from = start;
  while (from > first && start - from < kCaptionLinesMax && lines[from - 1].pieces.size() == 1) {
    --from;
  }
  std::string caption;
  for (; from < start; ++from) {
    caption.append(caption.empty() ? "" : "\n").append(TextOf(lines[from]));
  }
  return caption;
}

}  // namespace

PdfPage LayOut(std::vector<PdfWord> words) {
  const std::vector<Line> lines = LinesOf(std::move(words));
  PdfPage page;
  for (const Line& line : lines) {
    page.text.append(page.text.empty() ? "" : "\n").append(TextOf(line));
  }
  std::size_t behind = 0;  // the last table
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = EndOfTable(lines, at);
    if (end == at) {
      ++at;
      continue;
    }
    Table table;
    table.caption = CaptionAbove(lines, behind, at);
    const std::vector<Column> columns = ColumnsOf(lines.data() + at, lines.data() + end);
    for (; at < end; ++at) {
      table.rows.push_back(RowOf(lines[at], columns));
    }
    behind = end;
    page.tables.push_back(std::move(table));
  }
  return page;
}

}  // namespace feeds
