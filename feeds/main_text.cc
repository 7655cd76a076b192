#include "feeds/main_text.h"

#include <algorithm>

#include "feeds/article_meta.h"
#include "feeds/ascii.h"
#include "feeds/body_cleaner.h"
#include "feeds/body_finder.h"
#include "feeds/feed_date.h"
#include "feeds/html_table.h"
#include "feeds/html_text.h"
#include "feeds/link_date.h"
#include "feeds/page_runs.h"

namespace feeds {
namespace {

constexpr std::size_t kDateLineBytesMax = 150;
constexpr std::ptrdiff_t kRunsBesideHeadingMax = 8;

struct Heading {
  std::string text{};
  std::size_t part = 0;
};

// Where the prose of the body begins.
std::size_t BeginOf(const PageParts& page, const MarkedParts& marked, const BodyFound& body) {
  for (const PageRun& run : RunsOf(page, marked.left_out)) {
    if (!body.roots.empty() && run.first >= body.roots.front() && MayBeProse(run)) {
      return run.first;
    }
  }
  return page.size();
}

// The last h1 before the prose, since the first may be the name of the site; else the last lower
// heading there that the page's title begins with.
Heading HeadingOf(const PageParts& page, const std::vector<bool>& left_out, std::size_t begin,
                  std::string_view page_title) {
  Heading heading;
  Heading lower;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (left_out[i]) {
      i = page[i].end - 1;
      continue;
    }
    const bool first = page[i].tag == "h1" || page.Attribute(i, "class") == "atcl-ttl";
    if ((!first && !IsHeadingTag(page[i].tag)) || (i > begin && !heading.text.empty())) {
      continue;
    }
    std::string line = page.LineOf(i, page[i].end);
    if (first && !line.empty()) {
      heading = {std::move(line), i};
    } else if (!line.empty() && i < begin && StartsWithFold(page_title, line)) {
      lower = {std::move(line), i};
    }
  }
  return heading.text.empty() ? lower : heading;
}

// The date on a short line below the heading, else above it; what is left out counts, since dates
// stand among notes.
std::optional<std::chrono::sys_seconds> DateNear(const PageParts& page, std::size_t heading,
                                                 std::size_t begin, std::chrono::minutes zone) {
  const std::vector<PageRun> runs = RunsOf(page, std::vector<bool>(page.size()));
  const auto date_of = [&](const PageRun& run) {
    const bool line =
        !run.is_table && run.text.size() <= kDateLineBytesMax && !IsHeadingTag(page[run.owner].tag);
    return line ? FindDate(run.text, zone) : std::nullopt;
  };
  const auto below = std::find_if(runs.begin(), runs.end(),
                                  [heading](const PageRun& run) { return run.first > heading; });
  for (auto run = below; run != runs.end() && run->first < begin; ++run) {
    if (run - below > kRunsBesideHeadingMax) {
      break;
    }
    if (const auto date = date_of(*run)) {
      return date->at;
    }
  }
  for (auto run = below; run != runs.begin() && below - run < kRunsBesideHeadingMax;) {
    if (const auto date = date_of(*--run)) {
      return date->at;
    }
  }
  return std::nullopt;
}

bool Contains(std::string_view text, std::string_view part) {
  return !part.empty() && FindFold(text, part) != text.npos;
}

// What readers see counts most, when what machines are told bears it out; a lone h1 may be the name
// of the site.
std::string TitleOf(const ArticleMeta& meta, const std::string& heading) {
  const bool is_site = EqualsFold(heading, meta.site_name) ||
                       (EqualsFold(heading, meta.page_title) && !meta.headline.empty() &&
                        !Contains(meta.headline, heading));
  const bool borne_out = Contains(meta.page_title, heading) || Contains(meta.headline, heading);
  if (borne_out && !is_site) {
    return heading;
  }
  if (!meta.headline.empty()) {
    return WithoutSite(meta.headline, meta.site_name, {});
  }
  const std::string title = WithoutSite(meta.page_title, meta.site_name, heading);
  return title.empty() ? heading : title;
}

std::chrono::minutes ZoneOf(const HtmlPage& page) {
  return std::chrono::hours{StartsWithFold(page.language, "zh") ? 8 : 0};
}

// The text of the roots; empty when nothing of them is left.
void ReadBody(const PageParts& page, const MarkedParts& marked, const BodyFound& body,
              MainText& main) {
  const std::vector<bool> left_out = CleanBody(page, marked.left_out, body.roots, main.page.title);
  const std::string html = HtmlOf(page, left_out, body.roots);
  std::string text = HtmlToText(html);
  if (!text.empty()) {
    main.page.text = std::move(text);
    main.page.tables = HtmlTables(html);
    main.stands_out = true;
  }
}

}  // namespace

MainText ReadMainText(std::string_view html) {
  MainText main{.page = ReadHtmlPage(html)};
  const PageParts page(html);
  const ArticleMeta meta = ReadArticleMeta(html, page);
  const MarkedParts marked = MarkFurniture(page);
  const BodyFound body = FindBody(page, marked);
  const std::size_t begin = BeginOf(page, marked, body);
  const Heading heading = HeadingOf(page, marked.left_out, begin, meta.page_title);
  main.page.title = TitleOf(meta, heading.text);
  main.is_for_subscribers = meta.is_for_subscribers;
  if (const auto published = ParseFeedDate(meta.published, ZoneOf(main.page))) {
    main.page.published_at = published;
  }
  if (!main.page.published_at && heading.part > 0) {
    main.page.published_at = DateNear(page, heading.part, begin, ZoneOf(main.page));
  }
  if (body.by != BodyFound::By::kNothing) {
    ReadBody(page, marked, body, main);
  }
  if (meta.body.size() > (main.stands_out ? main.page.text.size() * 2 : 0)) {
    main.page.text = meta.body;
    main.stands_out = true;
  }
  return main;
}

}  // namespace feeds
