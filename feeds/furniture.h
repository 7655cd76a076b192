#pragma once

#include <string>
#include <string_view>

namespace feeds {

// What the names that a page gave an element (tag, class, id, role, itemprop) say of it.
enum class NamedRole {
  kPlain,      // nothing
  kBody,       // the text of an article
  kFurniture,  // navigation, sharing, related stories, comments, captions, …
  kNote,       // furniture when it is short: bylines, tools, "meta"
};

struct ElementNames {
  std::string_view tag{};
  std::string_view classes{};
  std::string_view id{};
  std::string_view role{};
  std::string_view itemprop{};
};
NamedRole RoleOf(const ElementNames& names);

// Does the element hide itself: display:none, aria-hidden?
bool IsHiddenStyle(std::string_view style);
// Does it take no room either: display:none?
bool IsUnshownStyle(std::string_view style);

// Does a heading stand over links to other stories, or over comments?
enum class HeadsFurniture {
  kNo,
  kPerhaps,  // "More from our reporters": what follows tells
  kSurely,   // "Related stories", "相关阅读"
};
HeadsFurniture HeadingKind(std::string_view line);

// A line of its own that is no part of an article: "Advertisement", "Share this article",
// "责任编辑：…", "Photo: …". Lines of more than some 240 bytes never are.
bool IsFurnitureLine(std::string_view line);

// A line about the article that stands before its text: "By A. Writer", "Updated 18 July 2025",
// "来源：… 2025-04-04 18:00".
bool IsByline(std::string_view line);

// A line that is a date and no more: "July 20, 2025, 3:15 PM EDT", "2030年4月4日".
bool IsDateLine(std::string_view line);

// What tells of the author behind a text: "Jo Writer is a correspondent who covers mining."
bool IsAuthorNote(std::string_view line);

// The number of a Chinese official document in a line: "第10号", "〕25号"; empty: none.
std::string_view DocumentNumberIn(std::string_view line);

// Does a link lead to a document for an office or a data file: .pdf, .xlsx, .wps, .zip?
bool IsFileLink(std::string_view href);

// Words of a wall before the text: a captcha, a login, a subscription, a page for JavaScript only.
// What it looks like, in words for people; empty: none.
std::string WallOf(std::string_view text);

}  // namespace feeds
