#include "feeds/html_prune.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/furniture.h"
#include "feeds/html_tag.h"

namespace feeds {
namespace {

constexpr std::size_t kAttributesMax = 8;
constexpr std::size_t kValueBytesMax = 2048;

constexpr std::string_view kAttributes[] = {"class",    "colspan", "content",  "href", "http-equiv",
                                            "hidden",   "id",      "itemprop", "lang", "name",
                                            "property", "rel",     "rowspan",  "type", "xml:lang"};
constexpr std::string_view kLayoutAttributes[] = {"aria-hidden", "role", "style", "title"};

class Pruner {
 public:
  Pruner(std::string_view html, Detail detail) : html_(html), detail_(detail) {
    out_.reserve(html.size());
  }

  std::string Run() {
    while (at_ < html_.size()) {
      const std::size_t next = std::min(html_.find('<', at_), html_.size());
      out_.append(html_, at_, next - at_);
      at_ = next;
      if (at_ < html_.size()) {
        Markup();
      }
    }
    return std::move(out_);
  }

 private:
  char Ahead(std::size_t by) const { return at_ + by < html_.size() ? html_[at_ + by] : '\0'; }

  void Markup() {
    if (IsLetter(Ahead(1))) {
      StartTag();
    } else if (Ahead(1) == '/' && IsLetter(Ahead(2))) {
      EndTag();
    } else if (html_.substr(at_, 4) == "<!--") {
      SkipPast("-->", 4);
    } else if (html_.substr(at_, 9) == "<![CDATA[") {
      at_ += 9;  // markup of a feed that was escaped twice: its text counts
    } else if (Ahead(1) == '!' || Ahead(1) == '?' || Ahead(1) == '/') {
      SkipPast(">", 1);
    } else {
      // Written out, since dropped tags may bring a letter next to it.
      out_.append("&lt;");
      ++at_;
    }
  }

  void SkipPast(std::string_view end, std::size_t from) {
    const std::size_t found = html_.find(end, at_ + from);
    at_ = found == html_.npos ? html_.size() : found + end.size();
  }

  // Reads attributes up to the end of the tag; only those of kAttributes are kept.
  void ReadAttributes(std::string_view also) {
    attribute_count_ = 0;
    while (const std::optional<HtmlAttribute> attribute = NextAttribute(html_, at_)) {
      Keep(*attribute, also);
    }
  }

  void Keep(const HtmlAttribute& attribute, std::string_view also) {
    if (attribute_count_ == kAttributesMax || attribute.value.size() > kValueBytesMax) {
      return;
    }
    const auto matches = [&attribute](std::string_view name) {
      return EqualsFold(name, attribute.name);
    };
    const bool layout =
        detail_ == Detail::kLayout &&
        std::any_of(std::begin(kLayoutAttributes), std::end(kLayoutAttributes), matches);
    // Pages style every cell; only that one takes no column counts.
    const bool asked = matches(also) && (also != "style" || IsUnshownStyle(attribute.value));
    if (std::any_of(std::begin(kAttributes), std::end(kAttributes), matches) || asked || layout) {
      attributes_[attribute_count_++] = attribute;
    }
  }

  void AppendAttribute(std::string_view name, std::string_view value) {
    out_.push_back(' ');
    out_.append(name).append("=\"");
    for (const char c : value) {
      if (c == '"') {
        out_.append("&quot;");
      } else {
        out_.push_back(c);
      }
    }
    out_.push_back('"');
  }

  void AppendTag(std::string_view name) {
    if (++tags_ > kHtmlTagsMax) {
      out_.push_back('\n');
      return;
    }
    out_.push_back('<');
    out_.append(name);
    for (std::size_t i = 0; i < attribute_count_; ++i) {
      AppendAttribute(Lowered(attributes_[i].name), attributes_[i].value);
    }
    out_.push_back('>');
  }

  // As AppendTag, with the name that the page gave it.
  void AppendBlock(const HtmlTag& tag) {
    AppendTag(tag.as);
    if (detail_ == Detail::kLayout && tag.as != tag.name && out_.back() == '>') {
      out_.pop_back();
      AppendAttribute("is", tag.name);
      out_.push_back('>');
    }
  }

  bool IsLinkMark(std::string_view name) const {
    return detail_ == Detail::kLayout && (name == "a" || name == "button");
  }

  bool IsSpanMark(std::string_view name) const {
    return detail_ == Detail::kLayout && (name == "span" || name == "small" || name == "cite");
  }

  void AppendMark(const HtmlTag& tag) {
    if (IsLinkMark(tag.name)) {
      AppendTag(tag.name == "a" ? "wbr" : "wbr href=\"\"");
    } else if (IsSpanMark(tag.name)) {
      AppendTag("wbr is=\"span\"");
    }
  }

  // Marks where a superscript of a cell begins or ends.
  void AppendSuperscript(const HtmlTag& tag, std::string_view wbr) {
    const std::size_t inside = tag.name == "sup" && detail_ == Detail::kText ? InsideTable() : 0;
    if (inside > 0 && open_[inside - 1].in_cell && tags_ < kHtmlTagsMax) {
      attribute_count_ = 0;
      AppendTag(wbr);
    }
  }

  void AppendDate() {
    for (std::size_t i = 0; i < attribute_count_; ++i) {
      if (EqualsFold(attributes_[i].name, "datetime")) {
        const std::string_view value = attributes_[i].value;
        out_.append("<meta itemprop=\"datePublished\"");
        AppendAttribute("content", value);
        out_.push_back('>');
        ++tags_;
        return;
      }
    }
  }

  // The attribute that only this tag keeps.
  static std::string_view AlsoKeptOf(const HtmlTag& tag) {
    if (tag.name == "time") {
      return "datetime";
    }
    return tag.name == "td" || tag.name == "th" ? "style" : "";
  }

  void StartTag() {
    const HtmlTagName name(html_, at_ + 1);
    const HtmlTag* const tag = FindHtmlTag(name.view());
    at_ = name.end();
    ReadAttributes(tag == nullptr ? "" : AlsoKeptOf(*tag));
    if (tag == nullptr) {
      return;
    }
    switch (tag->role) {
      case TagRole::kDropped:
        AppendMark(*tag);
        if (tag->name == "time" && tags_ < kHtmlTagsMax) {
          AppendDate();
        }
        // Neither a footnote mark nor a correction must grow into the figure that it stands at:
        // 5,814.7<sup>2</sup>, <del>5,000</del><ins>6,000</ins>.
        if ((tag->name == "sup" || tag->name == "ins") && !out_.empty() && out_.back() >= '0' &&
            out_.back() <= '9') {
          out_.push_back(' ');
        }
        AppendSuperscript(*tag, "wbr is=\"sup\"");
        return;
      case TagRole::kRaw:
      case TagRole::kHidden:
        SkipElement(*tag);
        return;
      case TagRole::kTitle:
        CopyTitle();
        return;
      case TagRole::kBlock:
      case TagRole::kHeading:
      case TagRole::kListItem:
        OpenBlock(*tag);
        return;
      case TagRole::kCell:
        OpenCell(*tag);
        return;
      case TagRole::kLoose:
        AppendTag(tag->as);
        return;
    }
  }

  // The name under which a block stands in open_.
  static std::string_view KeyOf(const HtmlTag& tag) {
    return tag.role == TagRole::kHeading ? "h" : tag.as;
  }

  // HTML5, 13.2.6.4.7: what a start tag closes of its own accord.
  void CloseForSibling(const HtmlTag& tag) {
    if (tag.role == TagRole::kHeading && !open_.empty() && open_.back().key == "h") {
      open_.pop_back();
    }
    if (tag.role != TagRole::kListItem) {
      return;
    }
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (open_[i].key == "li") {
        open_.resize(i);
        return;
      }
      if (open_[i].key != "div") {
        return;
      }
    }
  }

  void OpenBlock(const HtmlTag& tag) {
    // A table in a table but outside of its cells would close the outer one.
    const std::size_t inside = InsideTable();
    const bool misplaced = tag.as == "table" && inside > 0 && !open_[inside - 1].in_cell;
    if (misplaced) {
      return;
    }
    CloseForSibling(tag);
    if (open_.size() < kHtmlDepthMax) {
      open_.push_back({KeyOf(tag), false});
      AppendBlock(tag);
    }
  }

  void OpenCell(const HtmlTag& tag) {
    if (const std::size_t inside = InsideTable(); inside > 0) {
      open_.resize(inside);
      open_.back().in_cell = tag.as == "td" || tag.as == "th" || tag.as == "caption";
      AppendTag(tag.as);
    }
  }

  // A title within a page is text without tags.
  void CopyTitle() {
    const std::size_t end = FindEnd("title");
    if (end == std::string_view::npos) {
      return;
    }
    attribute_count_ = 0;
    AppendTag("title");
    for (const char c : html_.substr(at_, end - at_)) {
      if (c == '<') {
        out_.append("&lt;");
      } else {
        out_.push_back(c);
      }
    }
    AppendTag("/title");
    at_ = end;
    SkipPast(">", 0);
  }

  // Where the end tag of `name` begins. One that is not ahead of one start tag is not ahead of the
  // next: looked for once.
  std::size_t FindEnd(std::string_view name) {
    if (std::find(endless_.begin(), endless_.end(), name) != endless_.end()) {
      return std::string_view::npos;
    }
    const std::size_t end = FindFold(html_, "</" + std::string(name), at_);
    if (end == std::string_view::npos) {
      endless_.push_back(name);
    }
    return end;
  }

  void SkipElement(const HtmlTag& tag) {
    const bool self_closed = at_ >= 2 && html_[at_ - 1] == '>' && html_[at_ - 2] == '/';
    if (self_closed && tag.role == TagRole::kHidden) {
      return;
    }
    const std::size_t end = FindEnd(tag.name);
    if (end != std::string_view::npos) {
      at_ = end;
      SkipPast(">", 0);
    } else if (tag.role == TagRole::kRaw) {
      at_ = html_.size();
    }
  }

  // One behind the innermost table in open_; 0: none.
  std::size_t InsideTable() const {
    std::size_t inside = open_.size();
    while (inside > 0 && open_[inside - 1].key != "table") {
      --inside;
    }
    return inside;
  }

  // An end tag does not reach out of the innermost table, nor that of an item out of its list.
  bool CloseBlock(const HtmlTag& tag) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      const std::string_view key = open_[i].key;
      if (key == KeyOf(tag)) {
        open_.resize(i);
        return true;
      }
      const bool list = key == "ul" || key == "ol";
      if (key == "table" || (list && tag.role == TagRole::kListItem)) {
        return false;
      }
    }
    return false;
  }

  void EndTag() {
    const HtmlTag* const tag = FindHtmlTag(HtmlTagName(html_, at_ + 2).view());
    SkipPast(">", 0);
    attribute_count_ = 0;
    if (tag != nullptr && IsLinkMark(tag->name)) {
      AppendTag("wbr");
    } else if (tag != nullptr && IsSpanMark(tag->name)) {
      AppendTag("wbr is=\"/span\"");
    } else if (tag != nullptr) {
      AppendSuperscript(*tag, "wbr");
    }
    if (tag == nullptr || tag->as.empty() || tag->role == TagRole::kTitle) {
      return;
    }
    if (tag->role == TagRole::kCell) {
      const std::size_t inside = InsideTable();
      if (inside == 0) {
        return;
      }
      open_[inside - 1].in_cell = false;
    } else if (tag->role != TagRole::kLoose && !CloseBlock(*tag)) {
      return;
    }
    AppendTag("/" + std::string(tag->as));
  }

  struct Open {
    std::string_view key;
    bool in_cell;  // of a table: its last cell is open
  };

  std::string_view html_;
  Detail detail_;
  std::string out_;
  std::size_t at_ = 0;
  std::size_t tags_ = 0;
  std::vector<Open> open_;                 // blocks, the innermost last
  std::vector<std::string_view> endless_;  // names without an end tag ahead
  std::array<HtmlAttribute, kAttributesMax> attributes_{};
  std::size_t attribute_count_ = 0;
};

}  // namespace

std::string PruneHtml(std::string_view html, Detail detail) {
  return Pruner(html, detail).Run();
}

bool HasHtmlTag(std::string_view text) {
  // Longer than any name with its prefix; to read on would be quadratic in "<<<<".
  constexpr std::size_t kNameBytesMax = 32;
  for (std::size_t at = text.find('<'); at != text.npos; at = text.find('<', at + 1)) {
    const std::size_t name = at + 1 < text.size() && text[at + 1] == '/' ? at + 2 : at + 1;
    if (FindHtmlTag(HtmlTagName(text.substr(name, kNameBytesMax), 0).view()) != nullptr ||
        StartsWithFold(text.substr(at), "<!doctype html")) {
      return true;
    }
  }
  return false;
}

}  // namespace feeds
