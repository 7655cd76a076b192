#include "feeds/page_outline.h"

#include <algorithm>
#include <array>
#include <utility>

#include "feeds/appearance.h"
#include "feeds/ascii.h"
#include "feeds/charset.h"
#include "feeds/furniture.h"
#include "feeds/html_text.h"
#include "feeds/tag_scan.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

constexpr std::size_t kErrorTextMax = 600;  // a page with more to read is more than an error
constexpr std::size_t kBareTextMax = 40;

constexpr std::array<std::string_view, 3> kRowTags = {"tr", "li", "dl"};
constexpr std::array<std::string_view, 21> kLineTags = {
    "p",  "div", "br", "td", "th", "table", "tbody",   "thead",   "ul",     "ol",    "dt",
    "dd", "h1",  "h2", "h3", "h4", "h5",    "section", "article", "header", "footer"};
constexpr std::array<std::string_view, 4> kSilentTags = {"script", "style", "noscript", "template"};

template <class List>
bool IsIn(std::string_view name, const List& list) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

std::string ValueOf(const ScannedTag& tag, std::string_view name) {
  for (const auto& [key, value] : tag.attributes) {
    if (EqualsFold(key, name)) {
      return std::string(value);
    }
  }
  return {};
}

bool Has(const ScannedTag& tag, std::string_view name) {
  return std::any_of(tag.attributes.begin(), tag.attributes.end(),
                     [name](const auto& attribute) { return EqualsFold(attribute.first, name); });
}

// An address keeps all but the references that quotes and ampersands are written with.
std::string HrefOf(const ScannedTag& tag) {
  std::string href(Trim(ValueOf(tag, "href")));
  for (const auto& [reference, character] :
       {std::pair("&amp;", '&'), std::pair("&quot;", '"'), std::pair("&#39;", '\'')}) {
    const std::string_view wanted = reference;
    for (std::size_t at = href.find(wanted); at != href.npos; at = href.find(wanted, at + 1)) {
      href.replace(at, wanted.size(), 1, character);
    }
  }
  return href;
}

class OutlineReader {
 public:
  OutlineReader(std::string_view html, PageOutline& page) : html_(html), page_(page) {}

  void Read() {
    while (at_ < html_.size()) {
      const std::size_t open = std::min(html_.find('<', at_), html_.size());
      text_.append(html_.substr(at_, open - at_));
      at_ = open;
      if (at_ < html_.size()) {
        ReadMarkup();
      }
    }
    EndPiece();
  }

 private:
  void ReadMarkup() {
    if (html_.substr(at_, 4) == "<!--") {
      SkipPast("-->", at_ + 4);
    } else if (html_.substr(at_, 2) == "<!" || html_.substr(at_, 2) == "<?") {
      SkipPast(">", at_);
    } else if (html_.substr(at_, 2) == "</") {
      ReadEnd();
    } else if (const auto tag = ScanTag(html_, at_)) {
      at_ = tag->end;
      ReadStart(*tag);
    } else {
      text_.append("&lt;");
      ++at_;
    }
  }

  void SkipPast(std::string_view mark, std::size_t from) {
    const std::size_t found = html_.find(mark, from);
    at_ = found == html_.npos ? html_.size() : found + mark.size();
  }

  void SkipElement(const std::string& name) {
    const std::size_t end = FindFold(html_, "</" + name, at_);
    at_ = end == html_.npos ? html_.size() : end;
  }

  void ReadStart(const ScannedTag& tag) {
    const std::string name = Lowered(tag.name);
    if (IsIn(name, kSilentTags)) {
      if (!tag.is_empty) {
        SkipElement(name);
      }
      return;
    }
    if (name == "a") {
      EndPiece();
      link_ = {};
      link_.is_link = Has(tag, "href");
      link_.href = HrefOf(tag);
      link_.hint = InlineHtmlToText(ValueOf(tag, "title"));
    } else if (name == "meta") {
      ReadMeta(tag);
    } else if (name == "title" || name == "h1") {
      Break(name);
      catching_ = true;
    } else if (name == "select") {
      EndPiece();
      page_.chosen.emplace_back();
      is_marked_ = false;
    } else if (name == "option") {
      ReadOption(tag);
    } else {
      Break(name);
    }
  }

  void ReadEnd() {
    const std::size_t start = at_ + 2;
    const std::size_t end = std::min(html_.find_first_of("> \t\r\n<", start), html_.size());
    const std::string name = Lowered(html_.substr(start, end - start));
    SkipPast(">", start);
    if (name == "a") {
      EndPiece();
      link_ = {};
    } else if (name == "title" || name == "h1") {
      std::string& target = name == "title" ? page_.title : page_.heading;
      const std::string caught = InlineHtmlToText(text_);
      if (catching_ && target.empty()) {
        target = caught;
      }
      catching_ = false;
      if (name == "title") {
        text_.clear();
      }
      Break("h1");
    } else if (name == "option" || name == "select") {
      EndOption();
    } else {
      Break(name);
    }
  }

  void ReadMeta(const ScannedTag& tag) {
    for (const std::string_view key : {"name", "property", "itemprop"}) {
      const std::string name = Lowered(ValueOf(tag, key));
      if (!name.empty()) {
        page_.meta.emplace(name, InlineHtmlToText(ValueOf(tag, "content")));
      }
    }
  }

  void ReadOption(const ScannedTag& tag) {
    EndOption();
    if (page_.chosen.empty()) {
      return;
    }
    in_option_ = true;
    keep_option_ = page_.chosen.back().empty() || (Has(tag, "selected") && !is_marked_);
    is_marked_ = is_marked_ || Has(tag, "selected");
  }

  void EndOption() {
    if (in_option_ && keep_option_) {
      page_.chosen.back() = InlineHtmlToText(text_);
    }
    if (in_option_) {
      text_.clear();
    }
    in_option_ = false;
  }

  void Break(std::string_view name) {
    const bool row = IsIn(name, kRowTags);
    if (!row && !IsIn(name, kLineTags)) {
      return;
    }
    EndPiece();
    ++line_;
    row_ += row ? 1 : 0;
  }

  void EndPiece() {
    PagePiece piece = link_;
    piece.text = InlineHtmlToText(text_);
    text_.clear();
    // The text of a link that holds blocks comes in several pieces; an image is a link too.
    if (!piece.text.empty() || (piece.is_link && !piece.hint.empty())) {
      piece.row = row_;
      piece.line = line_;
      page_.pieces.push_back(std::move(piece));
    }
  }

  std::string_view html_;
  PageOutline& page_;
  std::size_t at_ = 0;
  std::string text_;  // of the piece, as HTML
  PagePiece link_;    // what every piece of the open link has; is_link is false outside of one
  std::size_t row_ = 0;
  std::size_t line_ = 0;
  bool catching_ = false;  // a title or heading
  bool in_option_ = false;
  bool keep_option_ = false;
  bool is_marked_ = false;
};

std::string TextOf(const PageOutline& page) {
  std::string text = page.title;
  for (const PagePiece& piece : page.pieces) {
    text.append(text.empty() ? "" : "\n").append(piece.text);
  }
  return text;
}

}  // namespace

tl::expected<PageOutline, ParseError> ReadPageOutline(std::string_view bytes,
                                                      const ServedAs& served) {
  if (std::string binary = BinaryAppearance(bytes); !binary.empty()) {
    return tl::unexpected(ParseError{ParseError::Kind::kNoLinks, std::move(binary)});
  }
  const auto decoded =
      ToUtf8(bytes, {.charset = served.charset, .content_type = served.content_type});
  if (!decoded) {
    return tl::unexpected(ParseError{ParseError::Kind::kEncoding, decoded.error()});
  }
  PageOutline page;
  page.url = served.url;
  OutlineReader(decoded->text, page).Read();
  return page;
}

std::string ErrorPageAppearance(std::string_view bytes, const ServedAs& served) {
  const auto page = ReadPageOutline(bytes, served);
  if (!page || Trim(bytes).empty()) {
    return {};
  }
  const std::string text = TextOf(*page);
  const bool has_script = FindFold(bytes, "<script") != bytes.npos;
  if (has_script && bytes.find("$_ts") != bytes.npos && text.size() <= kErrorTextMax) {
    return "a bot wall: a script ($_ts) in place of the page";
  }
  if (text.size() > kErrorTextMax) {
    return {};
  }
  if (std::string wall = WallOf(text); !wall.empty()) {
    return wall + " ('" + text.substr(0, text.find('\n')) + "')";
  }
  static constexpr std::array<std::string_view, 12> kErrors = {"403 forbidden",
                                                               "bad gateway",
                                                               "service unavailable",
                                                               "gateway time",
                                                               "internal server error",
                                                               "request rejected",
                                                               "too many requests",
                                                               "forbidden",
                                                               "precondition failed",
                                                               "访问受限",
                                                               "系统繁忙",
                                                               "请求被拒绝"};
  for (const std::string_view error : kErrors) {
    if (FindFold(text, error) != text.npos) {
      return "an error page ('" + text.substr(0, text.find('\n')) + "')";
    }
  }
  if (has_script && text.size() <= kBareTextMax) {
    return "a bot wall: scripts and no text";
  }
  return {};
}

}  // namespace feeds
