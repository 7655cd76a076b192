#include "feeds/index_page.h"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "feeds/appearance.h"
#include "feeds/ascii.h"
#include "feeds/charset.h"
#include "feeds/furniture.h"
#include "feeds/html_prune.h"
#include "feeds/link_pattern.h"
#include "feeds/page_links.h"
#include "feeds/utf8.h"

namespace feeds {
namespace {

constexpr std::size_t kTitleLettersMin = 8;
constexpr std::size_t kLongTitleLettersMin = 15;
constexpr std::size_t kUndatedGroupMin = 3;
constexpr std::size_t kHexRunMin = 16;

std::size_t LengthOf(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size(); ++length) {
    NextCodePoint(text, at);
  }
  return length;
}

bool IsHex(char c) {
  return IsDigit(c) || (Lower(c) >= 'a' && Lower(c) <= 'f');
}

// A segment of a path with what differs from entry to entry as '#': digits, long hexadecimal runs.
std::string ShapeOfSegment(std::string_view segment) {
  std::string shape;
  for (std::size_t i = 0; i < segment.size();) {
    std::size_t hex = i;
    std::size_t digits = i;
    while (hex < segment.size() && IsHex(segment[hex])) {
      ++hex;
    }
    while (digits < segment.size() && IsDigit(segment[digits])) {
      ++digits;
    }
    const std::size_t end = hex - i >= kHexRunMin ? hex : digits;
    if (end > i) {
      shape.append(shape.empty() || shape.back() != '#' ? "#" : "");
      i = end;
    } else {
      shape.push_back(segment[i++]);
    }
  }
  return shape;
}

// "https://h/art/2025/art_0f….html" as "https://h/art/#/art_#.html"; a last segment of many words
// is "*" with its ending; of a query only the names count.
std::string ShapeOf(std::string_view url) {
  const std::string_view path = url.substr(0, url.find('?'));
  const std::size_t name = std::min(path.rfind('/'), path.size() - 1) + 1;
  const std::string_view last = path.substr(name);
  const std::string_view ending =
      last.find('.') == last.npos ? std::string_view() : last.substr(last.rfind('.'));
  std::string shape = ShapeOfSegment(path.substr(0, name));
  std::string file = ShapeOfSegment(last.substr(0, last.size() - ending.size()));
  const std::size_t mark = file.find('#');
  const auto hyphens = std::count(last.begin(), last.end(), '-') +
                       std::count(last.begin(), last.end(), '_') +
                       std::count(last.begin(), last.end(), '%');
  if (hyphens >= 2) {
    file = "*";
  } else if (mark != file.npos) {
    file.resize(mark + 1);
  }
  shape.append(file).append(ending);
  for (std::size_t at = path.size(); at < url.size();) {
    const std::size_t equals = std::min(url.find('=', at), url.size());
    shape.append(url.substr(at, equals - at)).append("=");
    at = std::min(url.find('&', equals), url.size());
  }
  return shape;
}

struct Group {
  std::string shape;
  std::size_t dated = 0;
  std::size_t size = 0;
  std::set<std::size_t> lists{};
};

bool MayBeEntry(const IndexLink& link) {
  const std::size_t length = LengthOf(link.title);
  return length >= kTitleLettersMin &&
         (link.date || (!link.in_frame && length >= kLongTitleLettersMin));
}

// The largest group of links of one shape, dated ones before others; the one first on the page of
// two as large. Without a shape when there is none.
Group LargestGroup(const std::vector<IndexLink>& links) {
  std::map<std::string, Group> groups;
  std::vector<const Group*> in_order;
  for (const IndexLink& link : links) {
    if (MayBeEntry(link)) {
      const std::string shape = ShapeOf(link.url);
      const auto [group, is_new] = groups.try_emplace(shape);
      if (is_new) {
        group->second.shape = shape;
        in_order.push_back(&group->second);
      }
      ++group->second.size;
      group->second.dated += link.date ? 1 : 0;
      group->second.lists.insert(link.list);
    }
  }
  const auto best =
      std::max_element(in_order.begin(), in_order.end(), [](const Group* a, const Group* b) {
        return std::pair(a->dated, a->size) < std::pair(b->dated, b->size);
      });
  const bool none =
      best == in_order.end() || ((*best)->dated == 0 && (*best)->size < kUndatedGroupMin);
  return none ? Group{} : **best;
}

// With what stands in the same lists and is dated too: files, entries on other hosts.
std::vector<IndexLink> ByShape(const std::vector<IndexLink>& links) {
  const Group group = LargestGroup(links);
  std::vector<IndexLink> chosen;
  std::copy_if(
      links.begin(), links.end(), std::back_inserter(chosen), [&group](const IndexLink& link) {
        if (group.shape.empty() || !MayBeEntry(link)) {
          return false;
        }
        const bool same = ShapeOf(link.url) == group.shape;
        return same ? group.dated == 0 || link.date : link.date && group.lists.count(link.list) > 0;
      });
  return chosen;
}

std::vector<IndexLink> Matching(const std::vector<IndexLink>& links, const std::string& pattern) {
  const LinkPattern wanted(pattern);
  std::vector<IndexLink> chosen;
  std::copy_if(links.begin(), links.end(), std::back_inserter(chosen),
               [&wanted](const IndexLink& link) { return wanted.Finds(link.url); });
  return chosen;
}

IndexLinks ReadLinks(const std::string& text, const std::string& url) {
  IndexLinks json = ReadJsonLinks(text, url);
  if (!json.links.empty()) {
    return json;
  }
  IndexLinks html = ReadIndexLinks(text, url);
  const std::string root = FindRoot(text).name;
  const bool xml = html.links.empty() && root != "html" && !root.empty();
  return xml ? ReadXmlLinks(text, url) : html;
}

// Scripts make most of it, and hardly anything is left to read.
bool IsScriptOnly(const std::string& text, const IndexLinks& found) {
  return found.text.size() < 200 && FindFold(text, "<script") != text.npos;
}

ParseError NoLinks(const std::string& text, const IndexLinks& found, const std::string& pattern,
                   const std::string& url) {
  std::string looks = WallOf(found.text.empty() ? text : found.text);
  if (looks.empty()) {
    looks = IsScriptOnly(text, found) ? "a page for JavaScript only, perhaps a bot wall"
                                      : TextAppearance(text, url);
  }
  std::string detail = "blocked or changed: " + std::to_string(found.links.size()) +
                       (found.links.size() == 1 ? " link" : " links") + " on the page, none ";
  detail += pattern.empty() ? "in a list of dated titles" : "matches '" + pattern + "'";
  return {ParseError::Kind::kNoLinks, detail + "; it looks like " + looks};
}

}  // namespace

tl::expected<std::vector<Document>, ParseError> ParseIndexPage(std::string_view bytes,
                                                               const ServedAs& served,
                                                               const std::string& link_pattern) {
  assert(!FaultOfPattern(link_pattern));
  if (const std::string binary = BinaryAppearance(bytes); !binary.empty()) {
    return tl::unexpected(
        ParseError{ParseError::Kind::kNoLinks, "blocked or changed: it looks like " + binary});
  }
  const auto decoded =
      ToUtf8(bytes, {.charset = served.charset, .content_type = served.content_type});
  if (!decoded) {
    return tl::unexpected(ParseError{ParseError::Kind::kEncoding, decoded.error()});
  }
  const IndexLinks found = ReadLinks(decoded->text, served.url);
  const std::vector<IndexLink> chosen =
      link_pattern.empty() ? ByShape(found.links) : Matching(found.links, link_pattern);
  if (chosen.empty()) {
    return tl::unexpected(NoLinks(decoded->text, found, link_pattern, served.url));
  }
  std::vector<Document> documents;
  documents.reserve(chosen.size());
  for (const IndexLink& link : chosen) {
    Document& document = documents.emplace_back();
    document.guid = link.url;
    document.url = link.url;
    document.title = link.title;
    document.language = found.language;
    document.published_at = link.date;
  }
  return documents;
}

}  // namespace feeds
