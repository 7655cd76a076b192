#pragma once

#include <string>
#include <string_view>

namespace feeds {

// How a cell of a workbook shows its number.
enum class NumberForm { kPlain, kPercent, kDate };

// What a format code means: "#,##0.0" is plain, "0.0%" a percentage, "yyyy/m/d" a date. Text in
// quotes, escaped characters and [Red] say nothing.
NumberForm FormOfCode(std::string_view code);
// The same for the formats that have a number and no code.
NumberForm FormOfBuiltIn(int id);

// The days that a workbook counts dates from.
enum class DayZero { k1900, k1904 };

// A number as a workbook stores it, a double, perhaps written in up to 17 digits, as people see it:
// 15 digits, no exponent, all decimals ("7742.2" for "7742.1999999999998"); a percentage times 100
// with its sign; a date as ISO 8601, with its time when it has one. What is no number, or no day
// that the calendar has, is given back as it is.
std::string NumberText(double value, NumberForm form, DayZero zero);
std::string NumberText(std::string_view stored, NumberForm form, DayZero zero);

}  // namespace feeds
