#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/timeline/rows.h"

namespace cli {

enum class Format { kTable = 1, kJson, kJsonl, kCsv };

void AddFormatOption(CLI::App& app, Format& format);

// Columns that a character takes on a terminal, summed: 2 for East Asian wide ones, 0 for marks
// that combine.
int DisplayWidth(std::string_view utf8);
// At most `width` columns of a text; a cut one ends in "…".
std::string Truncated(std::string_view utf8, int width);

// Aligned columns for people, numbers to the right and with thousands separators. No line is wider
// than `width` as long as every column keeps 6; 0: no bound. Columns without any value are left
// out.
std::string ToAligned(const timeline::Table& table, int width);
std::string ToJson(const timeline::Table& table);   // an array of objects; absent keys mean NULL
std::string ToJsonl(const timeline::Table& table);  // an object a line
std::string ToCsv(const timeline::Table& table);    // RFC 4180 with a header line

// Only these columns, in this order; names that the table lacks are passed over.
timeline::Table Select(const timeline::Table& table, const std::vector<std::string>& columns);

// Width of the terminal behind stdout; 0: it is none.
int TerminalWidth();

// Prints to stdout. The aligned form shows `columns` only (empty: all), the others everything.
void Print(const timeline::Table& table, Format format,
           const std::vector<std::string>& columns = {});

}  // namespace cli
