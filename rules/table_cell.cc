#include "rules/table_cell.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "rules/fold.h"

namespace rules {
namespace {

constexpr std::size_t kDigitsMax = 15;  // what a double holds exactly

std::string WithColons(std::string_view text) {
  constexpr std::string_view kRatio = "\u2236";
  std::string out;
  for (std::size_t at = text.find(kRatio); at != std::string_view::npos; at = text.find(kRatio)) {
    out.append(text.substr(0, at)).append(":");
    text.remove_prefix(at + kRatio.size());
  }
  return out.append(text);
}

bool CutSuffix(std::string& text, std::string_view suffix) {
  if (!text.ends_with(suffix))
    return false;
  text.resize(text.size() - suffix.size());
  return true;
}

bool CutSymbol(std::string& text) {
  static constexpr std::array<std::string_view, 17> kSymbols = {
      "*", "†", "‡", "§", "#", "¹", "²", "³", "⁰", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁾", "⁽"};
  for (const std::string_view symbol : kSymbols) {
    if (CutSuffix(text, symbol))
      return true;
  }
  const std::size_t size = text.size();
  // U+2460 to U+2473, the circled numbers 1 to 20: E2 91 A0 to E2 91 B3.
  const bool circled = size >= 3 && text[size - 3] == '\xE2' && text[size - 2] == '\x91' &&
                       text[size - 1] >= '\xA0' && text[size - 1] <= '\xB3';
  if (circled)
    text.resize(size - 3);
  return circled;
}

// "[3]", "(2)" and " 1)" behind something; a bare "1)" needs the space, or it could be a digit.
bool CutBracketed(std::string& text) {
  static const re2::RE2 bracketed(R"(^(.*\S) ?(?:\[\d{1,2}\]|\(\d{1,2}\)| \d{1,2}\))$)");
  std::string rest;
  if (!re2::RE2::FullMatch(text, bracketed, &rest))
    return false;
  text = rest;
  return true;
}

std::string WithoutFootnotes(std::string text) {
  bool cut = true;
  while (cut) {
    while (CutSuffix(text, " ")) {
    }
    cut = CutSymbol(text) || CutBracketed(text);
  }
  return text;
}

// "(a)" behind a number, which no mark of the definition knows.
bool CutLetter(std::string& text) {
  const std::size_t size = text.size();
  const bool found = size > 3 && text[size - 3] == '(' && text[size - 1] == ')' &&
                     ((text[size - 2] >= 'a' && text[size - 2] <= 'z') ||
                      (text[size - 2] >= 'A' && text[size - 2] <= 'Z'));
  if (found)
    text.resize(size - 3);
  return found;
}

// The full-width comma, which pages in Chinese type within "10,000 Tons" too.
std::string WithCommas(std::string text) {
  constexpr std::string_view kWide = "\uff0c";
  for (std::size_t at = text.find(kWide); at != std::string::npos; at = text.find(kWide, at))
    text.replace(at, kWide.size(), ",");
  return text;
}

// "(21.6)" is -21.6 in the way of accountants; "(2)" may be a footnote.
std::string WithSign(const std::string& text) {
  static const re2::RE2 bracketed(R"(\(([\d,. ]{3,}%?)\))");
  std::string inside;
  return re2::RE2::FullMatch(text, bracketed, &inside) ? "-" + inside : text;
}

std::string WithoutSpaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

std::string Lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

void ReadNumber(const std::string& text, Figure& figure) {
  static const re2::RE2 number(R"(([-+]?)(\d{1,3}(?:[ ,]\d{3})+|\d+)(?:\.(\d+))?)");
  std::string sign;
  std::string whole;
  std::string decimals;
  if (!re2::RE2::FullMatch(text, number, &sign, &whole, &decimals))
    return;
  std::string digits = whole + decimals;
  std::erase_if(digits, [](char c) { return c == ',' || c == ' '; });
  if (digits.size() > kDigitsMax)
    return;
  figure.kind = Figure::Kind::kNumber;
  figure.digits = static_cast<double>(std::stoll(sign + digits));
  figure.decimals = static_cast<int>(decimals.size());
}

}  // namespace

std::string FoldCell(std::string_view text) {
  const std::string folded = WithColons(FoldedText(text).text());
  std::string out;
  for (const char c : folded) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  CutSuffix(out, " ");
  return out;
}

std::vector<std::string> FoldedLines(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    if (end > start)
      lines.push_back(FoldCell(text.substr(start, end - start)));
    start = end + 1;
  }
  return lines;
}

std::string CellKey(std::string_view text) {
  return Lower(WithoutSpaces(WithCommas(FoldCell(text))));
}

std::string LabelKey(std::string_view label) {
  std::string text = WithoutFootnotes(WithCommas(FoldCell(label)));
  std::erase_if(text, [](char c) { return c == '*' || c == '-'; });
  return Lower(WithoutSpaces(WithoutFootnotes(text)));
}

Figure ReadFigure(std::string_view text, const TableRules& rules) {
  return ReadFigure(text, rules.nil, rules.marks);
}

Figure ReadFigure(std::string_view text, const std::vector<std::string>& nils,
                  const std::vector<MarkRule>& marks) {
  Figure figure;
  figure.text = FoldCell(text);
  if (figure.text.empty())
    return figure;
  std::string rest = figure.text;
  for (const MarkRule& mark : marks) {
    if (const std::optional<std::string> without = mark.match.Without(rest)) {
      rest = *without;
      figure.status = mark.status;
    }
  }
  rest = WithoutFootnotes(rest);
  if (CutLetter(rest))
    rest = WithoutFootnotes(rest);
  rest.erase(0, rest.find_first_not_of("* "));
  const bool nil = std::find(nils.begin(), nils.end(), rest) != nils.end();
  figure.kind = nil ? Figure::Kind::kNil : Figure::Kind::kOther;
  rest = WithSign(rest);
  CutSuffix(rest, "%");
  if (!nil)
    ReadNumber(rest, figure);
  return figure;
}

Amount ScaledAmount(const Figure& figure, double scale) {
  const double unit = std::pow(10.0, figure.decimals);
  if (scale >= unit)
    return {.value = figure.digits * (scale / unit), .tolerance = 0.5 * (scale / unit)};
  return {.value = figure.digits / (unit / scale), .tolerance = 0.5 / (unit / scale)};
}

}  // namespace rules
