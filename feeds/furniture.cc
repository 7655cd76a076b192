#include "feeds/furniture.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

constexpr std::size_t kLineBytesMax = 240;
constexpr std::size_t kHeadingBytesMax = 60;
constexpr std::size_t kWallBytesMax = 6000;

// Names of bodies as content systems write them, words joined by '-'. The Chinese ones: TRS (most
// government sites), 大汉 (zoom), 拓尔思 and the sites of customs and MOFCOM.
constexpr std::string_view kBodyNames[] = {"article-body",
                                           "articlebody",
                                           "article-content",
                                           "articlecontent",
                                           "article-text",
                                           "article-main",
                                           "article-copy",
                                           "art-con",
                                           "art-content",
                                           "atcl-cnt",
                                           "body-content",
                                           "body-copy",
                                           "bodytext",
                                           "blog-content",
                                           "cms-content",
                                           "con-con",
                                           "content-article",
                                           "content-body",
                                           "content-text",
                                           "contenttext",
                                           "custom-union-style",
                                           "detail-content",
                                           "easysite-news-text",
                                           "entry-body",
                                           "entry-content",
                                           "entry-text",
                                           "field-name-body",
                                           "js-article-inner",
                                           "js-content",
                                           "main-text",
                                           "news-body",
                                           "news-con",
                                           "news-content",
                                           "newscontent",
                                           "news-text",
                                           "page-content-text",
                                           "pages-content",
                                           "post-body",
                                           "post-content",
                                           "post-entry",
                                           "press-release-body",
                                           "release-body",
                                           "rich-media-content",
                                           "rich-text",
                                           "single-content",
                                           "story-body",
                                           "story-content",
                                           "story-text",
                                           "storybody",
                                           "text-content",
                                           "trs-editor",
                                           "trs-ueditor",
                                           "ucap-content",
                                           "view-trs-editor",
                                           "wysiwyg",
                                           "xxgk-content",
                                           "zoom",
                                           "zoomcon",
                                           "zw-con",
                                           "zwcontent"};

// Any of these words in a name makes furniture; sorted.
constexpr std::string_view kFurnitureWords[] = {"ad",
                                                "addthis",
                                                "ads",
                                                "adslot",
                                                "advert",
                                                "advertisement",
                                                "advertorial",
                                                "adverts",
                                                "appdownload",
                                                "banner",
                                                "banquan",
                                                "bdshare",
                                                "bdsharebuttonbox",
                                                "bio",
                                                "breadcrumb",
                                                "breadcrumbs",
                                                "bshare",
                                                "byline",
                                                "bylines",
                                                "caption",
                                                "captions",
                                                "carousel",
                                                "ccpa",
                                                "comment",
                                                "commentlist",
                                                "comments",
                                                "consent",
                                                "cookie",
                                                "cookiebar",
                                                "cookies",
                                                "copyright",
                                                "credit",
                                                "credits",
                                                "crumb",
                                                "crumbs",
                                                "daohang",
                                                "descr",
                                                "dfp",
                                                "discussion",
                                                "discussions",
                                                "disqus",
                                                "dqwz",
                                                "erweima",
                                                "ewm",
                                                "fenxiang",
                                                "figcaption",
                                                "followers",
                                                "fontsize",
                                                "foot",
                                                "footer",
                                                "forum",
                                                "gallery",
                                                "gdpr",
                                                "jiathis",
                                                "lightbox",
                                                "login",
                                                "masthead",
                                                "mbx",
                                                "menu",
                                                "menubar",
                                                "mianbaoxie",
                                                "modal",
                                                "mostpopular",
                                                "mostread",
                                                "nav",
                                                "navbar",
                                                "navigation",
                                                "newsletter",
                                                "newsletters",
                                                "noprint",
                                                "outbrain",
                                                "overlay",
                                                "pagebar",
                                                "pager",
                                                "pagination",
                                                "paywall",
                                                "pinglun",
                                                "player",
                                                "popular",
                                                "popup",
                                                "printinfo",
                                                "promo",
                                                "promobox",
                                                "promos",
                                                "promoted",
                                                "promotion",
                                                "pullquote",
                                                "qr",
                                                "qrcode",
                                                "rating",
                                                "ratings",
                                                "rdxw",
                                                "readmore",
                                                "recirc",
                                                "recirculation",
                                                "recommend",
                                                "recommendation",
                                                "recommendations",
                                                "recommended",
                                                "regwall",
                                                "related",
                                                "relatednews",
                                                "relevant",
                                                "replies",
                                                "respond",
                                                "seealso",
                                                "share",
                                                "sharebar",
                                                "sharing",
                                                "sidebar",
                                                "signup",
                                                "skyscraper",
                                                "slideshow",
                                                "sns",
                                                "social",
                                                "sponsor",
                                                "sponsored",
                                                "subscribe",
                                                "subscription",
                                                "suggested",
                                                "taboola",
                                                "tagcloud",
                                                "taglist",
                                                "tags",
                                                "teaser",
                                                "teasers",
                                                "ticker",
                                                "timestamp",
                                                "toolbar",
                                                "tooltip",
                                                "trending",
                                                "tuijian",
                                                "weizhi",
                                                "widget",
                                                "xgbd",
                                                "xglj",
                                                "xgwz",
                                                "xgxw",
                                                "xgyd",
                                                "zrbj"};

// These names, or names that begin so.
constexpr std::string_view kFurnitureNames[] = {
    "img-desc",       "image-desc",   "image-description", "pic-desc",         "photo-desc",
    "photo-info",     "image-text",   "pic-info",          "also-read",        "author-box",
    "author-card",    "author-info",  "about-author",      "about-the-author", "more-from",
    "more-news",      "more-on",      "more-stories",      "most-popular",     "most-read",
    "newest",         "next-article", "next-post",         "no-print",         "page-nav",
    "post-nav",       "prev-next",    "pull-quote",        "read-more",        "read-next",
    "screen-reader",  "see-also",     "site-header",       "skip-link",        "sr-only",
    "tag-list",       "top-stories",  "up-next",           "visually-hidden",  "you-may",
    "keep-reading",   "latest-news",  "hot-news",          "inline-story",     "story-links",
    "wp-caption-text"};

constexpr std::string_view kNoteWords[] = {
    "author",  "authors", "date", "dateline", "info",  "laiyuan", "meta",    "pubdate",
    "pubtime", "source",  "time", "tool",     "tools", "kicker",  "eyebrow", "editor"};

constexpr std::string_view kRoles[] = {"alert",  "alertdialog", "banner",     "complementary",
                                       "dialog", "contentinfo", "navigation", "search",
                                       "menu",   "menubar",     "toolbar",    "tablist"};

template <std::size_t N>
bool IsIn(std::string_view word, const std::string_view (&list)[N]) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

// "relatedNews" and "related__news" as "related-news".
std::string Normal(std::string_view name) {
  std::string normal;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool letter = IsLetter(c) || IsDigit(c);
    const bool hump =
        i > 0 && c != Lower(c) && IsLetter(name[i - 1]) && name[i - 1] == Lower(name[i - 1]);
    if ((!letter || hump) && !normal.empty() && normal.back() != '-') {
      normal.push_back('-');
    }
    if (letter) {
      normal.push_back(Lower(c));
    }
  }
  return normal;
}

// Does `name` consist of `prefix` or go on behind it with another word?
bool BeginsWith(std::string_view name, std::string_view prefix) {
  return name.substr(0, prefix.size()) == prefix &&
         (name.size() == prefix.size() || name[prefix.size()] == '-');
}

template <std::size_t N>
bool BeginsWithOneOf(std::string_view name, const std::string_view (&list)[N]) {
  return std::any_of(std::begin(list), std::end(list),
                     [name](std::string_view prefix) { return BeginsWith(name, prefix); });
}

// "has-comments", "no-sidebar" say what else is on the page.
bool TellsOfOthers(std::string_view normal) {
  constexpr std::string_view kAbout[] = {"has", "no", "with", "without", "is", "show", "hide"};
  return normal != "no-print" && BeginsWithOneOf(normal, kAbout);
}

NamedRole RoleOfName(std::string_view name) {
  const std::string normal = Normal(name);
  if (BeginsWithOneOf(normal, kFurnitureNames)) {
    return NamedRole::kFurniture;
  }
  if (TellsOfOthers(normal)) {
    return NamedRole::kPlain;
  }
  bool note = false;
  for (std::size_t at = 0; at < normal.size();) {
    const std::size_t end = std::min(normal.find('-', at), normal.size());
    const std::string_view word = std::string_view(normal).substr(at, end - at);
    if (std::binary_search(std::begin(kFurnitureWords), std::end(kFurnitureWords), word)) {
      return NamedRole::kFurniture;
    }
    note = note || IsIn(word, kNoteWords);
    at = end + 1;
  }
  if (BeginsWithOneOf(normal, kBodyNames)) {
    return NamedRole::kBody;
  }
  return note ? NamedRole::kNote : NamedRole::kPlain;
}

NamedRole RoleOfNames(std::string_view names) {
  NamedRole role = NamedRole::kPlain;
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n\f", at), names.size());
    const NamedRole one = RoleOfName(names.substr(at, end - at));
    if (one == NamedRole::kFurniture) {
      return one;
    }
    role = role == NamedRole::kBody || one == NamedRole::kPlain ? role : one;
    at = end + 1;
  }
  return role;
}

constexpr std::string_view kHeadings[] = {"related",
                                          "more from",
                                          "more on",
                                          "more stories",
                                          "more news",
                                          "read more",
                                          "read next",
                                          "read also",
                                          "also read",
                                          "also in",
                                          "see also",
                                          "you may also",
                                          "you might",
                                          "most read",
                                          "most popular",
                                          "most viewed",
                                          "trending",
                                          "popular",
                                          "recommended",
                                          "recommendations",
                                          "latest news",
                                          "latest stories",
                                          "latest from",
                                          "top stories",
                                          "editor's picks",
                                          "editors' picks",
                                          "editor’s picks",
                                          "editors’ picks",
                                          "comments",
                                          "leave a",
                                          "join the",
                                          "share this",
                                          "about the author",
                                          "newsletter",
                                          "sign up",
                                          "subscribe",
                                          "follow us",
                                          "up next",
                                          "keep reading",
                                          "further reading",
                                          "what to read",
                                          "in other news",
                                          "elsewhere on",
                                          "sponsored",
                                          "from our partners",
                                          "相关阅读",
                                          "相关新闻",
                                          "相关报道",
                                          "相关文章",
                                          "相关链接",
                                          "相关稿件",
                                          "相关推荐",
                                          "延伸阅读",
                                          "推荐阅读",
                                          "热门",
                                          "热点新闻",
                                          "更多新闻",
                                          "更多阅读",
                                          "最新消息",
                                          "最新新闻",
                                          "猜你喜欢",
                                          "网友评论",
                                          "评论",
                                          "编辑推荐",
                                          "精彩推荐",
                                          "您可能",
                                          "往期回顾",
                                          "扫一扫",
                                          "分享到",
                                          "上一篇",
                                          "下一篇"};

constexpr std::string_view kSureHeadings[] = {"related",
                                              "related stories",
                                              "related articles",
                                              "related news",
                                              "related coverage",
                                              "related content",
                                              "related posts",
                                              "related reading",
                                              "related topics",
                                              "related links",
                                              "related items",
                                              "more stories",
                                              "more news",
                                              "read more",
                                              "read next",
                                              "see also",
                                              "you may also like",
                                              "you might also like",
                                              "most read",
                                              "most popular",
                                              "most viewed",
                                              "trending",
                                              "trending now",
                                              "popular",
                                              "recommended",
                                              "recommended for you",
                                              "recommended stories",
                                              "recommendations",
                                              "latest news",
                                              "latest stories",
                                              "top stories",
                                              "editor's picks",
                                              "editors' picks",
                                              "editor’s picks",
                                              "editors’ picks",
                                              "comments",
                                              "join the conversation",
                                              "leave a comment",
                                              "leave a reply",
                                              "share this article",
                                              "share this story",
                                              "about the author",
                                              "newsletter",
                                              "up next",
                                              "keep reading",
                                              "in other news",
                                              "sponsored content",
                                              "from our partners",
                                              "more on this story",
                                              "more on this",
                                              "more on this topic",
                                              "相关阅读",
                                              "相关新闻",
                                              "相关报道",
                                              "相关文章",
                                              "相关链接",
                                              "相关稿件",
                                              "相关推荐",
                                              "延伸阅读",
                                              "推荐阅读",
                                              "热门新闻",
                                              "热门文章",
                                              "热门推荐",
                                              "热点新闻",
                                              "更多新闻",
                                              "更多阅读",
                                              "最新消息",
                                              "最新新闻",
                                              "猜你喜欢",
                                              "网友评论",
                                              "编辑推荐",
                                              "精彩推荐",
                                              "往期回顾"};

// What a line of furniture begins with.
constexpr std::string_view kLineStarts[] = {"【纠错",
                                            "our standards:",
                                            "资料图",
                                            "图片说明",
                                            "图说：",
                                            "海量资讯",
                                            "copyright (c)",
                                            "copyright 1",
                                            "copyright 2",
                                            "reporting by",
                                            "(reporting by",
                                            "editing by",
                                            "additional reporting by",
                                            "advertisement",
                                            "sponsored content",
                                            "share this",
                                            "share on",
                                            "share:",
                                            "share via",
                                            "read more:",
                                            "read more",
                                            "read also:",
                                            "also read:",
                                            "read next:",
                                            "see also:",
                                            "related:",
                                            "more:",
                                            "sign up for",
                                            "sign up to",
                                            "subscribe to",
                                            "subscribe now",
                                            "subscribe for",
                                            "follow us",
                                            "follow our",
                                            "click here to",
                                            "copyright ©",
                                            "© ",
                                            "©",
                                            "all rights reserved",
                                            "print this",
                                            "email this",
                                            "photo:",
                                            "photo by",
                                            "photograph:",
                                            "photographer:",
                                            "image:",
                                            "image credit",
                                            "picture:",
                                            "file photo",
                                            "getty images",
                                            "skip to",
                                            "continue reading",
                                            "story continues",
                                            "article continues",
                                            "this article is for subscribers",
                                            "already a subscriber",
                                            "already have an account",
                                            "log in to",
                                            "to continue reading",
                                            "we use cookies",
                                            "this site uses cookies",
                                            "back to top",
                                            "posted in",
                                            "filed under",
                                            "tags:",
                                            "tagged:",
                                            "topics:",
                                            "listen to this",
                                            "watch:",
                                            "video:",
                                            "download our app",
                                            "get the app",
                                            "get our",
                                            "minute read",
                                            "accept all",
                                            "manage cookies",
                                            "(photo",
                                            "[photo",
                                            "credit:",
                                            "source image",
                                            "图为",
                                            "图片来源",
                                            "图源",
                                            "责任编辑",
                                            "责编",
                                            "编辑：",
                                            "编辑:",
                                            "（责任编辑",
                                            "(责任编辑",
                                            "[责任编辑",
                                            "【责任编辑",
                                            "扫一扫",
                                            "扫描二维码",
                                            "分享到",
                                            "分享：",
                                            "【打印",
                                            "打印本页",
                                            "【关闭",
                                            "关闭窗口",
                                            "【字体",
                                            "字体：",
                                            "字号：",
                                            "上一篇",
                                            "下一篇",
                                            "版权所有",
                                            "版权声明",
                                            "网站标识码",
                                            "京icp备",
                                            "京公网安备",
                                            "您的位置",
                                            "您现在的位置",
                                            "当前位置",
                                            "浏览次数",
                                            "点击数",
                                            "阅读次数",
                                            "微信扫码",
                                            "更多精彩",
                                            "原标题",
                                            "（编辑",
                                            "(编辑",
                                            "延伸阅读：",
                                            "相关阅读：",
                                            "推荐阅读："};

// Of sign-ups and of the credits that end captions.
constexpr std::string_view kLineParts[] = {
    "newsletter",   " your inbox", " photo: ", " photograph: ",
    " photo by ",   "(photo by",   " image: ", " picture: ",
    "getty images", "reuters/",    "afp/",     "ap photo",
    "shutterstock", "供图",        "视觉中国", "新华社发（",
    "摄影：",       "摄影报道",    "©"};

constexpr std::string_view kWholeLines[] = {
    "share",  "print",        "email",     "save",     "comment",    "comments", "advertisement",
    "ad",     "tweet",        "like",      "facebook", "twitter",    "linkedin", "whatsapp",
    "reddit", "copy link",    "sponsored", "menu",     "home",       "close",    "subscribe",
    "listen", "gift article", "分享",      "loading…", "loading...", "打印",     "关闭",
    "收藏",   "返回顶部",     "返回",      "广告",     "x",          "next",     "previous"};

constexpr std::string_view kLineEnds[] = {"/getty images",
                                          "/ getty images",
                                          "min read",
                                          "minute read",
                                          "minutes read",
                                          " 摄",
                                          "摄）",
                                          "摄)",
                                          "/reuters",
                                          "/afp",
                                          "all rights reserved."};

constexpr std::string_view kDateWords[] = {"a",  "am",  "at",  "p",   "pm",  "et",  "edt", "est",
                                           "th", "st",  "nd",  "rd",  "gmt", "utc", "t",   "z",
                                           "on", "bst", "cet", "hkt", "sgt", "cst", "ist", "m"};
constexpr std::string_view kDateStems[] = {"jan", "feb", "mar", "apr", "may", "jun", "jul",
                                           "aug", "sep", "oct", "nov", "dec", "mon", "tue",
                                           "wed", "thu", "fri", "sat", "sun"};
constexpr std::string_view kDateHanzi[] = {"年", "月", "日", "时", "分", "：", "　"};

struct Wall {
  std::string_view words;
  const char* appearance;
};

constexpr Wall kWalls[] = {
    {"captcha", "a captcha"},
    {"verify you are human", "a check for humans"},
    {"verifying you are human", "a check for humans"},
    {"are you a robot", "a check for humans"},
    {"unusual traffic", "a bot wall"},
    {"just a moment", "a bot wall"},
    {"checking your browser", "a bot wall"},
    {"attention required", "a bot wall"},
    {"access denied", "an access refusal"},
    {"request blocked", "an access refusal"},
    {"you have been blocked", "an access refusal"},
    {"验证码", "a captcha"},
    {"安全验证", "a check for humans"},
    {"访问过于频繁", "a bot wall"},
    {"访问被拒绝", "an access refusal"},
    {"enable javascript", "a page for JavaScript only"},
    {"requires javascript", "a page for JavaScript only"},
    {"javascript is disabled", "a page for JavaScript only"},
    {"启用javascript", "a page for JavaScript only"},
    {"page not found", "a page that says the address is unknown"},
    {"404 not found", "a page that says the address is unknown"},
    {"页面不存在", "a page that says the address is unknown"},
    {"log in to continue", "a login"},
    {"sign in to continue", "a login"},
    {"please log in", "a login"},
    {"please sign in", "a login"},
    {"请登录", "a login"},
    {"用户登录", "a login"},
    {"under maintenance", "a page about maintenance"},
    {"系统维护", "a page about maintenance"},
};

template <std::size_t N>
bool StartsWithOneOf(std::string_view line, const std::string_view (&list)[N]) {
  return std::any_of(std::begin(list), std::end(list),
                     [line](std::string_view start) { return StartsWithFold(line, start); });
}

bool EndsWithFold(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && EqualsFold(text.substr(text.size() - end.size()), end);
}

}  // namespace

NamedRole RoleOf(const ElementNames& names) {
  if (EqualsFold(names.itemprop, "articleBody")) {
    return NamedRole::kBody;
  }
  if (IsIn(Lowered(names.role), kRoles)) {
    return NamedRole::kFurniture;
  }
  const std::string_view tag = names.tag;
  if (tag == "nav" || tag == "footer" || tag == "aside" || tag == "figcaption" || tag == "dialog") {
    return NamedRole::kFurniture;
  }
  const NamedRole by_class = RoleOfNames(names.classes);
  return by_class == NamedRole::kFurniture || by_class == NamedRole::kBody
             ? by_class
             : std::max(by_class, RoleOfNames(names.id), [](NamedRole a, NamedRole b) {
                 return a == NamedRole::kPlain && b != NamedRole::kPlain;
               });
}

bool IsHiddenStyle(std::string_view style) {
  std::string plain;
  std::copy_if(style.begin(), style.end(), std::back_inserter(plain),
               [](char c) { return !IsBlank(c); });
  return FindFold(plain, "display:none") != plain.npos ||
         FindFold(plain, "visibility:hidden") != plain.npos;
}

HeadsFurniture HeadingKind(std::string_view line) {
  if (line.size() > kHeadingBytesMax || !StartsWithOneOf(line, kHeadings)) {
    return HeadsFurniture::kNo;
  }
  std::string bare = Lowered(line);
  for (const std::string_view end : {":", "：", " »", " >", "…"}) {
    if (EndsWithFold(bare, end)) {
      bare.resize(bare.size() - end.size());
    }
  }
  return IsIn(bare, kSureHeadings) ? HeadsFurniture::kSurely : HeadsFurniture::kPerhaps;
}

bool IsFurnitureLine(std::string_view line) {
  if (line.size() > kLineBytesMax) {
    return false;
  }
  const bool ends = std::any_of(std::begin(kLineEnds), std::end(kLineEnds),
                                [line](std::string_view end) { return EndsWithFold(line, end); });
  const bool names =
      std::any_of(std::begin(kLineParts), std::end(kLineParts),
                  [line](std::string_view part) { return FindFold(line, part) != line.npos; });
  return ends || names || IsIn(Lowered(line), kWholeLines) || StartsWithOneOf(line, kLineStarts);
}

bool IsAuthorNote(std::string_view line) {
  constexpr std::size_t kNoteBytesMax = 300;
  constexpr std::string_view kTrades[] = {"reporter",  "correspondent", "editor",  "journalist",
                                          "columnist", "writer",        "covers ", "contributor",
                                          "covered ",  "covering "};
  const std::size_t is = std::min({line.find(" is a"), line.find(" is the"), line.find(" covers "),
                                   line.find(" has covered "), line.find(" writes ")});
  return line.size() <= kNoteBytesMax && is <= 40 &&
         std::any_of(std::begin(kTrades), std::end(kTrades),
                     [line](std::string_view trade) { return FindFold(line, trade) != line.npos; });
}

bool IsDateLine(std::string_view line) {
  constexpr std::size_t kDateLineBytesMax = 60;
  std::size_t digits = 0;
  if (line.size() > kDateLineBytesMax) {
    return false;
  }
  for (std::size_t at = 0; at < line.size();) {
    std::size_t end = at;
    while (end < line.size() && IsLetter(line[end])) {
      ++end;
    }
    const std::string word = Lowered(line.substr(at, end - at));
    if (!word.empty() && !IsIn(word, kDateWords) &&
        !IsIn(std::string_view(word).substr(0, 3), kDateStems)) {
      return false;
    }
    at = end;
    while (at < line.size() && !IsLetter(line[at])) {
      digits += IsDigit(line[at]) ? 1 : 0;
      at += StartsWithOneOf(line.substr(at), kDateHanzi) ? 3 : 1;
      if (static_cast<unsigned char>(line[at - 1]) >= 0x80 &&
          !StartsWithOneOf(line.substr(at - std::min<std::size_t>(at, 3)), kDateHanzi)) {
        return false;
      }
    }
  }
  return digits >= 5;
}

bool IsByline(std::string_view line) {
  if (line.size() > kLineBytesMax) {
    return false;
  }
  constexpr std::string_view kStarts[] = {
      "by ",      "published", "updated",  "last updated", "posted", "first published",
      "date:",    "author:",   "source:",  "来源：",       "来源:",  "信息来源",
      "文章来源", "发布时间",  "发布日期", "时间：",       "日期：", "作者：",
      "字体",     "类型：",    "分类：",   "记者：",       "稿源："};
  const bool short_enough = line.size() < 120 || line.find("：") != line.npos;
  return short_enough && StartsWithOneOf(line, kStarts);
}

bool IsFileLink(std::string_view href) {
  constexpr std::string_view kEnds[] = {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".csv",
                                        ".wps", ".et",  ".ofd",  ".zip", ".rar",  ".ppt"};
  href = href.substr(0, href.find_first_of("?#"));
  return std::any_of(std::begin(kEnds), std::end(kEnds), [href](std::string_view end) {
    return href.size() > end.size() && EndsWithFold(href, end);
  });
}

std::string WallOf(std::string_view text) {
  if (text.size() > kWallBytesMax) {
    return {};
  }
  const auto* const wall = std::find_if(
      std::begin(kWalls), std::end(kWalls),
      [text](const Wall& candidate) { return FindFold(text, candidate.words) != text.npos; });
  return wall == std::end(kWalls) ? "" : wall->appearance;
}

}  // namespace feeds
