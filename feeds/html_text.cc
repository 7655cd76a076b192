#include "feeds/html_text.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "feeds/html_plain.h"
#include "feeds/text_writer.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

bool IsLeftOut(std::string_view tag) {
  return tag == "nav" || tag == "footer" || tag == "aside" || tag == "head" || tag == "title";
}

bool IsBlock(std::string_view tag) {
  constexpr std::string_view kBlocks[] = {"p",  "div", "li", "ul",  "ol", "h1",      "h2",     "h3",
                                          "h4", "h5",  "h6", "pre", "hr", "article", "caption"};
  return std::find(std::begin(kBlocks), std::end(kBlocks), tag) != std::end(kBlocks);
}

bool IsCell(std::string_view tag) {
  return tag == "td" || tag == "th";
}

bool HoldsTable(const HtmlNode& node) {
  for (const HtmlNode* child : ChildrenOf(node)) {
    if (TagOf(*child) == "table" || HoldsTable(*child)) {
      return true;
    }
  }
  return false;
}

bool HasRowOfCells(const HtmlNode& node) {
  std::size_t cells = 0;
  for (const HtmlNode* child : ChildrenOf(node)) {
    cells += static_cast<std::size_t>(IsCell(TagOf(*child)));
    if (cells > 1 || HasRowOfCells(*child)) {
      return true;
    }
  }
  return false;
}

// A table without tables inside and with rows of several cells holds data; any other lays out a
// page.
bool IsData(const HtmlNode& table) {
  return HasRowOfCells(table) && !HoldsTable(table);
}

void Write(const HtmlNode& node, TextWriter& writer);

void WriteChildren(const HtmlNode& node, TextWriter& writer) {
  for (const HtmlNode* child : ChildrenOf(node)) {
    Write(*child, writer);
  }
}

void AppendInline(const HtmlNode& node, std::string& line) {
  const std::string_view tag = TagOf(node);
  if (IsLeftOut(tag)) {
    return;
  }
  const bool apart = IsBlock(tag) || tag == "br";
  line.append(apart ? " " : "");
  line.append(TextOf(node));
  for (const HtmlNode* child : ChildrenOf(node)) {
    AppendInline(*child, line);
  }
  line.append(apart ? " " : "");
}

// The rows below a table of data, a line each.
void WriteRows(const HtmlNode& node, TextWriter& writer) {
  if (TagOf(node) == "caption") {
    Write(node, writer);
    return;
  }
  std::string line;
  for (const HtmlNode* child : ChildrenOf(node)) {
    if (!IsCell(TagOf(*child))) {
      WriteRows(*child, writer);
      continue;
    }
    std::string cell;
    AppendInline(*child, cell);
    cell = CollapseWhiteSpace(cell);
    if (!cell.empty()) {
      line.append(line.empty() ? "" : " | ").append(cell);
    }
  }
  if (!line.empty()) {
    writer.Separate(Gap::kLine);
    writer.Add(line);
  }
}

void WritePreformatted(const HtmlNode& node, TextWriter& writer) {
  std::string text;
  AppendInline(node, text);
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    writer.Separate(Gap::kLine);
    writer.Add(std::string_view(text).substr(at, end - at));
    at = end + 1;
  }
}

void Write(const HtmlNode& node, TextWriter& writer) {
  const std::string_view tag = TagOf(node);
  if (tag.empty()) {
    writer.Add(TextOf(node));
    return;
  }
  if (IsLeftOut(tag)) {
    return;
  }
  if (tag == "br") {
    writer.LineBreak();
  }
  const bool block = IsBlock(tag) || IsCell(tag) || tag == "table";
  if (block) {
    writer.Separate(Gap::kParagraph);
  }
  if (tag == "table" && IsData(node)) {
    WriteRows(node, writer);
  } else if (tag == "pre") {
    WritePreformatted(node, writer);
  } else {
    WriteChildren(node, writer);
  }
  if (block) {
    writer.Separate(Gap::kParagraph);
  }
}

}  // namespace

std::string TextOfTree(const HtmlNode& node) {
  TextWriter writer;
  WriteChildren(node, writer);
  return writer.Take();
}

std::string HtmlToTextByTree(std::string_view html) {
  return TextOfTree(HtmlTree(html).root());
}

std::string InlineHtmlToTextByTree(std::string_view html) {
  std::string line;
  AppendInline(HtmlTree(html).root(), line);
  return CollapseWhiteSpace(line);
}

std::string HtmlToText(std::string_view html) {
  std::optional<std::string> text = PlainHtmlToText(html);
  return text ? *std::move(text) : HtmlToTextByTree(html);
}

std::string InlineHtmlToText(std::string_view html) {
  std::optional<std::string> line = InlinePlainHtmlToText(html);
  return line ? *std::move(line) : InlineHtmlToTextByTree(html);
}

}  // namespace feeds
