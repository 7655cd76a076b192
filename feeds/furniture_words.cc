#include "feeds/furniture_words.h"

#include <algorithm>

#include "feeds/ascii.h"

namespace feeds {

PhraseList::PhraseList(std::string_view phrases) {
  for (std::size_t at = 0; at < phrases.size();) {
    const std::size_t end = std::min(phrases.find('|', at), phrases.size());
    std::string_view phrase = phrases.substr(at, end - at);
    while (!phrase.empty() && phrase.front() == '\n') {
      phrase.remove_prefix(1);
    }
    while (!phrase.empty() && phrase.back() == '\n') {
      phrase.remove_suffix(1);
    }
    phrases_.emplace_back(phrase);
    at = end + 1;
  }
  std::sort(phrases_.begin(), phrases_.end());
}

bool PhraseList::Has(std::string_view text) const {
  return std::binary_search(phrases_.begin(), phrases_.end(), Lowered(text));
}

bool PhraseList::HasStartOf(std::string_view text) const {
  return std::any_of(phrases_.begin(), phrases_.end(),
                     [text](const std::string& phrase) { return StartsWithFold(text, phrase); });
}

bool PhraseList::HasEndOf(std::string_view text) const {
  return std::any_of(phrases_.begin(), phrases_.end(), [text](const std::string& phrase) {
    return text.size() >= phrase.size() &&
           EqualsFold(text.substr(text.size() - phrase.size()), phrase);
  });
}

bool PhraseList::HasPartOf(std::string_view text) const {
  return std::any_of(phrases_.begin(), phrases_.end(), [text](const std::string& phrase) {
    return FindFold(text, phrase) != text.npos;
  });
}

const PhraseList& BodyNames() {
  static const PhraseList list(R"(
article-body|articlebody|article-content|articlecontent|article-text|article-main|article-copy|
art-con|art-content|atcl-cnt|body-content|body-copy|bodytext|blog-content|cms-content|con-con|
content-article|content-body|content-text|contenttext|custom-union-style|detail-content|
easysite-news-text|entry-body|entry-content|entry-text|field-name-body|js-article-inner|
js-content|main-text|news-body|news-con|news-content|newscontent|news-text|page-content-text|
pages-content|post-body|post-content|post-entry|press-release-body|release-body|
rich-media-content|rich-text|single-content|story-body|story-content|story-text|storybody|
text-content|trs-editor|trs-preappend|trs-pre-append|trs-ueditor|ucap-content|view-trs-editor|wysiwyg|xxgk-content|zoom|
zoomcon|zw-con|zwcontent
)");
  return list;
}

const PhraseList& FurnitureWords() {
  static const PhraseList list(R"(
ad|addthis|ads|adslot|advert|advertisement|advertorial|adverts|appdownload|banner|banquan|
bdshare|bdsharebuttonbox|bio|breadcrumb|breadcrumbs|bshare|byline|bylines|caption|captions|
carousel|ccpa|comment|commentlist|comments|consent|cookie|cookiebar|cookies|copyright|credit|
credits|crumb|crumbs|daohang|descr|dfp|discussion|discussions|disqus|dqwz|erweima|ewm|fenxiang|
figcaption|followers|fontsize|foot|footer|forum|gallery|gdpr|jiathis|lightbox|login|masthead|mbx|
menu|menubar|mianbaoxie|modal|mostpopular|mostread|nav|navbar|navigation|newsletter|newsletters|
noprint|outbrain|overlay|pagebar|pager|pagination|paywall|pinglun|player|popular|popup|printinfo|
promo|promobox|promos|promoted|promotion|pullquote|qr|qrcode|rating|ratings|rdxw|readmore|recirc|
recirculation|recommend|recommendation|recommendations|recommended|regwall|related|relatednews|
relevant|replies|respond|seealso|share|sharebar|sharing|sidebar|signup|skyscraper|slideshow|sns|
social|sponsor|sponsored|subscribe|subscription|suggested|taboola|tagcloud|taglist|tags|teaser|
teasers|ticker|timestamp|toolbar|tooltip|trending|tuijian|weizhi|widget|xgbd|xglj|xgwz|xgxw|xgyd|
zrbj
)");
  return list;
}

const PhraseList& FurnitureNames() {
  static const PhraseList list(R"(
img-desc|image-desc|image-description|pic-desc|photo-desc|photo-info|image-text|pic-info|
also-read|author-box|author-card|author-info|about-author|about-the-author|more-from|more-news|
more-on|more-stories|most-popular|most-read|newest|next-article|next-post|no-print|page-nav|
post-nav|prev-next|pull-quote|read-more|read-next|screen-reader|see-also|site-header|skip-link|
sr-only|tag-list|top-stories|up-next|visually-hidden|you-may|keep-reading|latest-news|hot-news|
inline-story|story-links|wp-caption-text
)");
  return list;
}

const PhraseList& NoteWords() {
  static const PhraseList list(R"(
author|authors|date|dateline|info|laiyuan|meta|pubdate|pubtime|source|time|tool|tools|kicker|
eyebrow|editor
)");
  return list;
}

const PhraseList& FurnitureRoles() {
  static const PhraseList list(R"(
alert|alertdialog|banner|complementary|dialog|contentinfo|navigation|search|menu|menubar|toolbar|
tablist
)");
  return list;
}

const PhraseList& BoxHeadings() {
  static const PhraseList list(R"(
related|more from|more on|more stories|more news|read more|read next|read also|also read|also in|
see also|you may also|you might|most read|most popular|most viewed|trending|popular|recommended|
recommendations|latest news|latest stories|latest from|top stories|editor's picks|editors' picks|
editor’s picks|editors’ picks|comments|leave a|join the|share this|about the author|newsletter|
sign up|subscribe|follow us|up next|keep reading|further reading|what to read|in other news|
elsewhere on|sponsored|from our partners|相关阅读|相关新闻|相关报道|相关文章|相关链接|相关稿件|
相关推荐|延伸阅读|推荐阅读|热门|热点新闻|更多新闻|更多阅读|最新消息|最新新闻|猜你喜欢|网友评论|
评论|编辑推荐|精彩推荐|您可能|往期回顾|扫一扫|分享到|上一篇|下一篇
)");
  return list;
}

const PhraseList& SureBoxHeadings() {
  static const PhraseList list(R"(
related|related stories|related articles|related news|related coverage|related content|
related posts|related reading|related topics|related links|related items|more stories|more news|
read more|read next|see also|you may also like|you might also like|most read|most popular|
most viewed|trending|trending now|popular|recommended|recommended for you|recommended stories|
recommendations|latest news|latest stories|top stories|editor's picks|editors' picks|
editor’s picks|editors’ picks|comments|join the conversation|leave a comment|leave a reply|
share this article|share this story|about the author|newsletter|up next|keep reading|
in other news|sponsored content|from our partners|more on this story|more on this|
more on this topic|相关阅读|相关新闻|相关报道|相关文章|相关链接|相关稿件|相关推荐|延伸阅读|
推荐阅读|热门新闻|热门文章|热门推荐|热点新闻|更多新闻|更多阅读|最新消息|最新新闻|猜你喜欢|
网友评论|编辑推荐|精彩推荐|往期回顾
)");
  return list;
}

const PhraseList& LineStarts() {
  static const PhraseList list(R"(
【纠错|our standards:|资料图|图片说明|图说：|海量资讯|copyright (c)|copyright 1|copyright 2|
reporting by|(reporting by|editing by|additional reporting by|advertisement|sponsored content|
share this|share on|share:|share via|read more:|read more|read also:|also read:|read next:|
see also:|related:|more:|sign up for|sign up to|subscribe to|subscribe now|subscribe for|
follow us|follow our|click here to|copyright ©|© |©|all rights reserved|print this|email this|
photo:|photo by|photograph:|photographer:|image:|image credit|picture:|file photo|getty images|
skip to|continue reading|story continues|article continues|this article is for subscribers|
already a subscriber|already have an account|log in to|to continue reading|we use cookies|
this site uses cookies|back to top|posted in|filed under|tags:|tagged:|topics:|listen to this|
watch:|video:|download our app|get the app|get our|minute read|accept all|manage cookies|(photo|
[photo|credit:|source image|图为|图片来源|图源|责任编辑|责编|编辑：|编辑:|（责任编辑|(责任编辑|
[责任编辑|【责任编辑|扫一扫|扫描二维码|分享到|分享：|【打印|打印本页|【关闭|关闭窗口|【字体|
字体：|字号：|上一篇|下一篇|版权所有|版权声明|网站标识码|京icp备|京公网安备|您的位置|
您现在的位置|当前位置|浏览次数|点击数|阅读次数|微信扫码|更多精彩|原标题|（编辑|(编辑|延伸阅读：|
相关阅读：|推荐阅读：
)");
  return list;
}

const PhraseList& LineParts() {
  static const PhraseList list(R"(
newsletter| your inbox| photo: | photograph: | photo by |(photo by| image: | picture: |
getty images|reuters/|afp/|ap photo|shutterstock|供图|视觉中国|新华社发（|摄影：|摄影报道|©
)");
  return list;
}

const PhraseList& WholeLines() {
  static const PhraseList list(R"(
share|print|email|save|comment|comments|advertisement|ad|tweet|like|facebook|twitter|linkedin|
whatsapp|reddit|copy link|sponsored|menu|home|close|subscribe|listen|gift article|分享|loading…|
loading...|打印|关闭|收藏|返回顶部|返回|广告|x|next|previous
)");
  return list;
}

const PhraseList& LineEnds() {
  static const PhraseList list(R"(
/getty images|/ getty images|min read|minute read|minutes read| 摄|摄）|摄)|/reuters|/afp|
all rights reserved.
)");
  return list;
}

const PhraseList& DateWords() {
  static const PhraseList list(R"(
a|am|at|p|pm|et|edt|est|th|st|nd|rd|gmt|utc|t|z|on|bst|cet|hkt|sgt|cst|ist|m
)");
  return list;
}

const PhraseList& DateStems() {
  static const PhraseList list(R"(
jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun
)");
  return list;
}

const PhraseList& DateHanzi() {
  static const PhraseList list(R"(
年|月|日|时|分|：
)");
  return list;
}

const PhraseList& Trades() {
  static const PhraseList list(R"(
reporter|correspondent|editor|journalist|columnist|writer|covers |covered |covering |contributor
)");
  return list;
}

const PhraseList& BylineStarts() {
  static const PhraseList list(R"(
by |published|updated|last updated|posted|first published|date:|author:|source:|来源：|来源:|
信息来源|文章来源|发布时间|发布日期|时间：|日期：|作者：|字体|类型：|分类：|记者：|稿源：
)");
  return list;
}

}  // namespace feeds
