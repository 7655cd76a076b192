#include "daemon/cli/table.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <variant>

#include "rules/fact.h"

namespace cli {
namespace {

constexpr int kGap = 2;
constexpr int kColumnLeast = 6;

int WidthOf(UChar32 character) {
  const int category = u_charType(character);
  const bool mark = category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK ||
                    category == U_FORMAT_CHAR || category == U_CONTROL_CHAR;
  if (mark)
    return 0;
  const int wide = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
  return wide == U_EA_WIDE || wide == U_EA_FULLWIDTH ? 2 : 1;
}

// The next character from byte `at` on, which moves past it.
UChar32 NextCharacter(std::string_view utf8, std::size_t& at) {
  auto position = static_cast<int32_t>(at);
  UChar32 character = 0;
  U8_NEXT_OR_FFFD(reinterpret_cast<const uint8_t*>(utf8.data()), position,
                  static_cast<int32_t>(utf8.size()), character);
  at = static_cast<std::size_t>(position);
  return character;
}

bool IsNumber(const timeline::Value& value) {
  return std::holds_alternative<double>(value) || std::holds_alternative<std::int64_t>(value);
}

// As it stands in JSON and CSV: no separators, no needless ".0".
std::string PlainText(const timeline::Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value))
    return std::to_string(*whole);
  if (const auto* number = std::get_if<double>(&value))
    return rules::NumberText(*number);
  if (const auto* text = std::get_if<std::string>(&value))
    return *text;
  return {};
}

// Ids and counts of rows are names rather than amounts.
bool IsName(std::string_view column) {
  return column == "id" || column.ends_with("_id") || column == "entry" || column == "fact";
}

std::string ShownText(const timeline::Value& value, std::string_view column) {
  std::string text = PlainText(value);
  if (IsNumber(value))
    return IsName(column) ? text : rules::Grouped(std::move(text));
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text;
}

struct Column {
  std::string name;
  std::vector<std::string> cells;
  bool numbers = true;
  int width = 0;
};

std::vector<Column> ColumnsOf(const timeline::Table& table) {
  std::vector<Column> out;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    Column column{table.columns[c], {}, true, DisplayWidth(table.columns[c])};
    bool empty = true;
    for (const auto& row : table.rows) {
      std::string text = ShownText(row[c], column.name);
      empty = empty && text.empty();
      column.numbers = column.numbers && (text.empty() || IsNumber(row[c]));
      column.width = std::max(column.width, DisplayWidth(text));
      column.cells.push_back(std::move(text));
    }
    if (!empty || table.rows.empty())
      out.push_back(std::move(column));
  }
  return out;
}

// Takes from the widest text column until the line fits.
void Narrow(std::vector<Column>& columns, int width) {
  int total = -kGap;
  for (const Column& column : columns)
    total += column.width + kGap;
  while (total > width) {
    Column* widest = nullptr;
    for (Column& column : columns)
      if (!column.numbers && (widest == nullptr || column.width > widest->width))
        widest = &column;
    if (widest == nullptr || widest->width <= kColumnLeast)
      return;
    --widest->width;
    --total;
  }
}

std::string Line(const std::vector<Column>& columns, const std::vector<std::string>& cells) {
  std::string out;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const std::string text = Truncated(cells[c], columns[c].width);
    const std::string pad(static_cast<std::size_t>(columns[c].width - DisplayWidth(text)), ' ');
    out += c == 0 ? "" : std::string(kGap, ' ');
    out += columns[c].numbers ? pad + text : text + pad;
  }
  return out.substr(0, out.find_last_not_of(' ') + 1) + '\n';
}

nlohmann::ordered_json RowJson(const timeline::Table& table, std::size_t row) {
  auto object = nlohmann::ordered_json::object();
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const timeline::Value& value = table.rows[row][c];
    const std::string& key = table.columns[c];
    if (const auto* whole = std::get_if<std::int64_t>(&value)) {
      object[key] = *whole;
    } else if (const auto* number = std::get_if<double>(&value)) {
      object[key] = *number;
      const auto integer = static_cast<std::int64_t>(*number);
      if (std::abs(*number) < 9e15 && static_cast<double>(integer) == *number)
        object[key] = integer;
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      object[key] = *text;
    }
  }
  return object;
}

std::string Dump(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string CsvField(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos)
    return text;
  std::string out = "\"";
  for (const char c : text)
    out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

}  // namespace

void AddFormatOption(CLI::App& app, Format& format) {
  const std::map<std::string, Format> names = {{"table", Format::kTable},
                                               {"json", Format::kJson},
                                               {"jsonl", Format::kJsonl},
                                               {"csv", Format::kCsv}};
  app.add_option("-f,--format", format, "table (default), json, jsonl or csv")
      ->transform(CLI::CheckedTransformer(names).description(""))
      ->type_name("FORMAT");
}

int DisplayWidth(std::string_view utf8) {
  int width = 0;
  for (std::size_t at = 0; at < utf8.size();)
    width += WidthOf(NextCharacter(utf8, at));
  return width;
}

std::string Truncated(std::string_view utf8, int width) {
  if (DisplayWidth(utf8) <= width)
    return std::string(utf8);
  std::size_t end = 0;
  int used = 1;  // the "…"
  for (std::size_t at = 0; at < utf8.size();) {
    used += WidthOf(NextCharacter(utf8, at));
    if (used > width)
      break;
    end = at;
  }
  return std::string(utf8.substr(0, end)) + "…";
}

std::string ToAligned(const timeline::Table& table, int width) {
  std::vector<Column> columns = ColumnsOf(table);
  if (width > 0)
    Narrow(columns, width);
  std::vector<std::string> cells;
  cells.reserve(columns.size());
  for (const Column& column : columns)
    cells.push_back(column.name);
  std::string out = Line(columns, cells);
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    for (std::size_t c = 0; c < columns.size(); ++c)
      cells[c] = columns[c].cells[row];
    out += Line(columns, cells);
  }
  return out;
}

std::string ToJson(const timeline::Table& table) {
  std::string out = "[";
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    out += (row == 0 ? "\n" : ",\n") + Dump(RowJson(table, row));
  return out + "\n]\n";
}

std::string ToJsonl(const timeline::Table& table) {
  std::string out;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    out += Dump(RowJson(table, row)) + '\n';
  return out;
}

std::string ToCsv(const timeline::Table& table) {
  std::string out;
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    out += (c == 0 ? "" : ",") + CsvField(table.columns[c]);
  out += "\r\n";
  for (const auto& row : table.rows) {
    for (std::size_t c = 0; c < row.size(); ++c)
      out += (c == 0 ? "" : ",") + CsvField(PlainText(row[c]));
    out += "\r\n";
  }
  return out;
}

timeline::Table Select(const timeline::Table& table, const std::vector<std::string>& columns) {
  std::vector<std::size_t> places;
  for (const std::string& name : columns) {
    const auto found = std::find(table.columns.begin(), table.columns.end(), name);
    if (found != table.columns.end())
      places.push_back(static_cast<std::size_t>(found - table.columns.begin()));
  }
  timeline::Table out;
  for (const std::size_t place : places)
    out.columns.push_back(table.columns[place]);
  for (const auto& row : table.rows) {
    std::vector<timeline::Value>& cells = out.rows.emplace_back();
    for (const std::size_t place : places)
      cells.push_back(row[place]);
  }
  return out;
}

int TerminalWidth() {
  winsize size{};
  if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
    return 0;
  return size.ws_col;
}

void Print(const timeline::Table& table, Format format, const std::vector<std::string>& columns) {
  std::string text;
  switch (format) {
    case Format::kTable:
      text = ToAligned(columns.empty() ? table : Select(table, columns), TerminalWidth());
      break;
    case Format::kJson:
      text = ToJson(table);
      break;
    case Format::kJsonl:
      text = ToJsonl(table);
      break;
    case Format::kCsv:
      text = ToCsv(table);
      break;
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
}

}  // namespace cli
