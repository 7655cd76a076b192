#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/document.h"

namespace feeds {

// What a whole page of HTML says, in one parse.
struct HtmlPage {
  std::string title;  // <title>, else the first heading
  std::string
      language;      // <html lang>, else zh, ja or ko where their script prevails; empty: not said
  std::string text;  // as HtmlToText: of <article> or <main> where that holds most of the page
  std::vector<Table> tables;
  std::optional<std::chrono::sys_seconds> published_at;
  std::string feed_link;  // href of the first <link rel=alternate> with the type of a feed
};

// The moment of publication is the first of: meta names such as PubDate or article:published_time,
// a line "发布时间：2026-08-07 10:30", an element of a class such as "date" that holds a date and
// no more. Times without zone on a Chinese page are Beijing time (UTC+8); a date alone is midnight
// UTC.
HtmlPage ReadHtmlPage(std::string_view html);

// Does the page end within a table, as one that a transfer cut off does? Neither an end tag of the
// last table follows nor one of the page.
bool EndsInTable(std::string_view html);

}  // namespace feeds
