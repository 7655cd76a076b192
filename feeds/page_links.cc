#include "feeds/page_links.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "feeds/ascii.h"
#include "feeds/link_date.h"
#include "feeds/page_parts.h"
#include "feeds/page_runs.h"
#include "feeds/url.h"
#include "feeds/utf8.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

constexpr std::size_t kItemLettersMax = 1500;
constexpr std::size_t kItemLevelsMax = 6;
constexpr std::size_t kNearBytesMax = 200;
constexpr std::size_t kNearPartsMax = 60;
constexpr std::size_t kDayTextBytesMax = 24;
constexpr std::size_t kTextBytesMax = 16384;
constexpr std::size_t kTitleBytesMax = 1000;
constexpr std::size_t kWholeTitleBytesMin = 8;

constexpr std::string_view kFurtherPages[] = {
    "next", "previous", "prev",   "first",  "last", "next page", "previous page",
    "»",    "«",        ">",      "<",      ">>",   "<<",        "›",
    "‹",    "next »",   "« prev", "next >", "首页", "上一页",    "下一页",
    "尾页", "末页",     "上页",   "下页",   "更多", "更多>>",    "more>>",
    "more"};

constexpr std::string_view kNoTitles[] = {
    "read more", "read more »", "read more…", "more", "details", "view",    "view details",
    "full text", "download",    "pdf",        "详情", "详细",    "[详细]",  "查看",
    "查看详情",  "更多",        "阅读全文",   "全文", "下载",    "点击查看"};

template <std::size_t N>
bool IsIn(std::string_view word, const std::string_view (&list)[N]) {
  const std::string lowered = Lowered(word);
  return std::any_of(std::begin(list), std::end(list),
                     [&lowered](std::string_view one) { return one == lowered; });
}

bool LeadsToFurtherPage(std::string_view title) {
  const bool number =
      !title.empty() && title.size() <= 6 && std::all_of(title.begin(), title.end(), [](char c) {
        return IsDigit(c) || c == '[' || c == ']' || c == ' ';
      });
  return number || IsIn(title, kFurtherPages);
}

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

bool IsCutOff(std::string_view title) {
  return EndsWith(title, "…") || EndsWith(title, "...") || EndsWith(title, "..");
}

bool ReadsChinese(std::string_view text, std::string_view language) {
  if (!language.empty()) {
    return StartsWithFold(language, "zh");
  }
  bool han = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = NextCodePoint(text, at);
    if (c >= 0x3041 && c <= 0x30FF) {
      return false;
    }
    han = han || (c >= 0x4E00 && c <= 0x9FFF);
  }
  return han;
}

// Blanks and brackets around what is left when a date goes.
std::string TrimmedOfBrackets(std::string_view title) {
  std::string line = CollapseWhiteSpace(title);
  for (const std::string_view end : {"[", "(", "（", "【", "|", "-"}) {
    if (EndsWith(line, end)) {
      line = std::string(Trim(std::string_view(line).substr(0, line.size() - end.size())));
    }
  }
  for (const std::string_view start : {"]", ")", "）", "】", "|", ":"}) {
    if (line.compare(0, start.size(), start) == 0) {
      line = std::string(Trim(std::string_view(line).substr(start.size())));
    }
  }
  return line;
}

// At an end of the title, set off from its words: not that of "2025年7月9日新闻发布会".
bool StandsApart(std::string_view title, const FoundDate& date) {
  const auto is_gap = [&title](std::size_t first) {
    const std::string_view rest = title.substr(first);
    return rest.empty() || IsBlank(rest.front()) || rest.front() == ']' || rest.front() == ')' ||
           rest.substr(0, 3) == "）" || rest.substr(0, 3) == "】" || rest.front() == '|';
  };
  const bool begins = date.first <= 3 && is_gap(date.last);
  const std::string_view before = title.substr(0, date.first);
  const bool ends = date.last + 3 >= title.size() && !before.empty() &&
                    (IsBlank(before.back()) || before.back() == '[' || before.back() == '(' ||
                     EndsWith(before, "（") || EndsWith(before, "【"));
  return begins || ends;
}

class LinkReader {
 public:
  LinkReader(std::string_view html, const std::string& url) : page_(html), base_(url), own_(url) {
    for (std::size_t i = 0; i < page_.size(); ++i) {
      if (page_[i].tag == "base" && HasAttribute(*page_[i].node, "href")) {
        const std::string base = EntryUrl(url, page_.Attribute(i, "href"));
        base_ = base.empty() ? url : base;
        break;
      }
    }
    ReadAnchors();
  }

  IndexLinks Read() {
    IndexLinks found;
    found.language = CollapseWhiteSpace(AttributeOf(page_.root(), "lang"));
    found.text = page_.LineOf(0, page_.size(), kTextBytesMax);
    zone_ = std::chrono::hours{ReadsChinese(found.text, found.language) ? 8 : 0};
    year_ = OnlyYear(found.text);
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t k = 0; k < anchors_.size(); ++k) {
      IndexLink link = LinkOf(k);
      if (LeadsToFurtherPage(link.title)) {
        continue;
      }
      const auto [place, is_new] = places.try_emplace(link.url, found.links.size());
      if (is_new) {
        found.links.push_back(std::move(link));
      } else {
        Join(found.links[place->second], std::move(link));
      }
    }
    return found;
  }

 private:
  struct Anchor {
    std::string url;
    std::size_t link = 0;   // in page_.links()
    std::size_t place = 0;  // its parts are [place, last)
    std::size_t last = 0;
    bool in_frame = false;
    std::size_t before = 0;  // one behind the last part of the link before that leads elsewhere
    std::size_t after = 0;   // place of the next one that leads elsewhere
  };

  void ReadAnchors() {
    std::vector<std::size_t> lasts(page_.links().size());
    std::vector<bool> framed(page_.size() + 1);
    std::size_t frame_end = 0;
    for (std::size_t i = 0; i < page_.size(); ++i) {
      const std::string_view tag = page_[i].tag;
      if (tag == "nav" || tag == "footer" || tag == "aside" || tag == "header") {
        frame_end = std::max(frame_end, page_[i].end);
      }
      framed[i] = i < frame_end;
      if (page_[i].link > 0) {
        lasts[page_[i].link - 1] = i + 1;
      }
    }
    for (std::size_t k = 0; k < lasts.size(); ++k) {
      const PageLink& link = page_.links()[k];
      std::string url = EntryUrl(base_, link.href);
      if (!url.empty() && url != own_) {
        anchors_.push_back({.url = std::move(url),
                            .link = k,
                            .place = link.place,
                            .last = std::max(lasts[k], link.place),
                            .in_frame = framed[link.place]});
      }
    }
    std::size_t start = 0;  // of the run of links to one address
    for (std::size_t k = 0; k < anchors_.size(); ++k) {
      start = k > 0 && anchors_[k].url == anchors_[k - 1].url ? start : k;
      anchors_[k].before = start == 0 ? 0 : anchors_[start - 1].last;
    }
    std::size_t after = page_.size();
    for (std::size_t k = anchors_.size(); k-- > 0;) {
      const bool same = k + 1 < anchors_.size() && anchors_[k].url == anchors_[k + 1].url;
      after = same || k + 1 == anchors_.size() ? after : anchors_[k + 1].place;
      anchors_[k].after = after;
    }
  }

  // The outermost element around the link that holds no link to elsewhere; its parent otherwise.
  std::size_t ItemOf(const Anchor& anchor) const {
    std::size_t item = anchor.place < page_.size() ? page_[anchor.place].parent : 0;
    for (std::size_t level = 0; level < kItemLevelsMax && item != 0; ++level) {
      const std::size_t outer = page_[item].parent;
      const bool alone = outer >= anchor.before && page_[outer].end <= anchor.after;
      if (!alone || page_[outer].letters > kItemLettersMax || outer == 0 ||
          page_[outer].tag == "body") {
        return item;
      }
      item = outer;
    }
    return item;
  }

  bool IsAlone(std::size_t item, const Anchor& anchor) const {
    return item >= anchor.before && page_[item].end <= anchor.after;
  }

  std::optional<std::chrono::sys_seconds> DateIn(std::string_view text) const {
    if (const auto date = FindDate(text, zone_)) {
      return date->at;
    }
    const bool bare = text.size() <= kDayTextBytesMax;
    const auto day = bare && year_ ? FindDay(text, *year_) : std::nullopt;
    return day ? std::optional(day->at) : std::nullopt;
  }

  std::optional<std::chrono::sys_seconds> DateBetween(std::size_t first, std::size_t last) const {
    return first < last ? DateIn(page_.LineOf(first, std::min(last, first + kNearPartsMax),
                                              kNearBytesMax * 3))
                        : std::nullopt;
  }

  // On the line of the link: up to the next element.
  std::optional<std::chrono::sys_seconds> DateOnLine(const Anchor& anchor) const {
    std::size_t last = anchor.last;
    while (last < anchor.after && last < anchor.last + kNearPartsMax && page_[last].tag.empty()) {
      ++last;
    }
    std::size_t first = anchor.place;
    while (first > anchor.before && first + kNearPartsMax > anchor.place &&
           page_[first - 1].tag.empty()) {
      --first;
    }
    const auto behind = DateBetween(anchor.last, last);
    return behind ? behind : DateBetween(first, anchor.place);
  }

  // Beside the link within an element: behind it, else before it.
  std::optional<std::chrono::sys_seconds> DateBeside(const Anchor& anchor,
                                                     std::size_t element) const {
    const auto behind = DateBetween(anchor.last, page_[element].end);
    return behind ? behind : DateBetween(element, anchor.place);
  }

  std::optional<std::chrono::sys_seconds> DateInRow(const Anchor& anchor) const {
    std::size_t part = anchor.place < page_.size() ? anchor.place : 0;
    for (std::size_t level = 0; level < kItemLevelsMax && part != 0; ++level) {
      part = page_[part].parent;
      if (page_[part].tag == "li" || page_[part].tag == "tr") {
        return page_[part].letters <= kNearBytesMax * 2 ? DateBeside(anchor, part) : std::nullopt;
      }
    }
    return std::nullopt;
  }

  std::optional<std::chrono::sys_seconds> DateOf(const Anchor& anchor) const {
    const std::size_t item = ItemOf(anchor);
    std::optional<std::chrono::sys_seconds> date;
    if (IsAlone(item, anchor)) {
      date = DateBeside(anchor, item);
    }
    if (!date) {
      date = DateOnLine(anchor);
    }
    if (!date) {
      date = DateInRow(anchor);
    }
    if (!date && !HeadingIn(anchor.place, anchor.last).empty()) {  // a card that is all link
      date = DateBetween(anchor.place, anchor.last);
    }
    return date ? date : DayOfUrl(anchor.url);
  }

  std::string HeadingIn(std::size_t first, std::size_t last) const {
    for (std::size_t i = first; i < std::min(last, first + kNearPartsMax); ++i) {
      if (IsHeadingTag(page_[i].tag)) {
        return page_.LineOf(i, page_[i].end);
      }
    }
    return {};
  }

  // The text of the first cell of the link's row, for tables whose links say no more than "Mar.".
  std::string RowHeadOf(const Anchor& anchor) const {
    std::size_t row = anchor.place < page_.size() ? anchor.place : 0;
    for (std::size_t level = 0; level < kItemLevelsMax && row != 0; ++level) {
      row = page_[row].parent;
      if (page_[row].tag != "tr") {
        continue;
      }
      std::size_t cell = row + 1;
      while (cell < page_[row].end && page_[cell].tag.empty()) {
        ++cell;
      }
      const bool apart = cell < page_[row].end && page_[cell].end <= anchor.place;
      return apart && page_[cell].link_letters == 0
                 ? page_.LineOf(cell, page_[cell].end, kTitleBytesMax)
                 : "";
    }
    return {};
  }

  std::string TitleOf(const Anchor& anchor) const {
    const std::string attribute = CollapseWhiteSpace(page_.links()[anchor.link].title);
    std::string title = HeadingIn(anchor.place, anchor.last);
    if (title.empty()) {
      title = page_.LineOf(anchor.place, anchor.last);
    }
    if (title.empty() || IsCutOff(title) || IsIn(title, kNoTitles)) {
      title = attribute.empty() ? title : attribute;
    }
    if (title.empty() || IsIn(title, kNoTitles)) {
      const std::size_t item = ItemOf(anchor);
      const std::string heading = HeadingIn(item, page_[item].end);
      title = heading.empty() || !IsAlone(item, anchor) ? title : heading;
    }
    if (title.size() < kWholeTitleBytesMin) {
      const std::string head = RowHeadOf(anchor);
      title = head.size() < kWholeTitleBytesMin ? title : CollapseWhiteSpace(head + " " + title);
    }
    return title.size() > kTitleBytesMax ? "" : title;
  }

  IndexLink LinkOf(std::size_t k) const {
    const Anchor& anchor = anchors_[k];
    IndexLink link{.url = anchor.url,
                   .title = TitleOf(anchor),
                   .date = DateOf(anchor),
                   .place = anchor.place,
                   .list = page_[ItemOf(anchor)].parent,
                   .in_frame = anchor.in_frame};
    const auto own = FindDate(link.title, zone_);
    if (own && StandsApart(link.title, *own)) {
      std::string rest =
          TrimmedOfBrackets(link.title.substr(0, own->first) + " " + link.title.substr(own->last));
      if (!rest.empty()) {
        link.title = std::move(rest);
        link.date = own->at;
      }
    }
    return link;
  }

  // A picture, a title and "read more" often link the same page.
  static void Join(IndexLink& link, IndexLink again) {
    if (link.title.empty() || IsIn(link.title, kNoTitles)) {
      link.title = std::move(again.title);
    }
    link.date = link.date ? link.date : again.date;
    link.in_frame = link.in_frame && again.in_frame;
  }

  PageParts page_;
  std::string base_;
  std::string own_;
  std::vector<Anchor> anchors_;
  std::chrono::minutes zone_{0};
  std::optional<int> year_;
};

}  // namespace

std::string EntryUrl(const std::string& base, std::string_view href) {
  std::string mended;
  for (const char c : Trim(href)) {
    if (c == '\\') {
      mended.push_back('/');
    } else if (c == ' ') {
      mended.append("%20");
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      constexpr char kHex[] = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(c);
      mended.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    } else if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F) {
      mended.push_back(c);
    }
  }
  if (mended.empty() || mended.front() == '#') {
    return {};
  }
  std::string url = ResolveUrl(base, mended);
  url.resize(std::min(url.find('#'), url.size()));
  const std::string scheme = SchemeOf(url);
  const bool web = scheme == "http" || scheme == "https";
  // A page of the web must not send anyone to files of this machine.
  const bool file = scheme == "file" && SchemeOf(base) == "file";
  return (web && !AuthorityOf(url).empty()) || file ? url : "";
}

IndexLinks ReadIndexLinks(std::string_view html, const std::string& url) {
  return LinkReader(html, url).Read();
}

}  // namespace feeds
