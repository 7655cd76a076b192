#include "feeds/page_marks.h"

#include <algorithm>
#include <array>

#include "feeds/ascii.h"
#include "feeds/page_runs.h"
#include "feeds/part_count.h"

namespace feeds {
namespace {

constexpr std::size_t kNoteLettersMax = 150;
constexpr std::size_t kArticleLettersMin = 300;

ElementNames NamesOf(const PageParts& page, std::size_t index) {
  return {.tag = page[index].tag,
          .classes = page.Attribute(index, "class"),
          .id = page.Attribute(index, "id"),
          .role = page.Attribute(index, "role"),
          .itemprop = page.Attribute(index, "itemprop")};
}

std::size_t PlainLetters(const PagePart& part) {
  return part.letters - part.link_letters;
}

class FurnitureMarker {
 public:
  explicit FurnitureMarker(const PageParts& page)
      : page_(page),
        roles_(page.size()),
        bodies_(page.size()),
        headings_(page.size()),
        solids_(page.size()),
        left_out_(page.size()) {}

  MarkedParts Mark() {
    for (std::size_t i = 0; i < page_.size(); ++i) {
      if (!page_[i].tag.empty()) {
        roles_[i] = RoleOf(NamesOf(page_, i));
        bodies_.Add(i, roles_[i] == NamedRole::kBody ? 1 : 0);
        headings_.Add(i, page_[i].tag == "h1" ? 1 : 0);
        solids_.Add(i, IsSolid(page_[i].tag) ? 1 : 0);
      }
    }
    bodies_.Finish();
    headings_.Finish();
    solids_.Finish();
    MarkSpans();
    std::size_t body_end = 0;     // of the named body around the part
    std::size_t article_end = 0;  // of the article or main around it
    for (std::size_t i = 1; i < page_.size();) {
      const PagePart& part = page_[i];
      if (part.tag.empty()) {
        left_out_[i] = IsInFurnitureSpan(part);
        ++i;
        continue;
      }
      if (IsFurniture(i, i < body_end, i < article_end)) {
        left_out_[i] = true;
        i = part.end;
        continue;
      }
      body_end = roles_[i] == NamedRole::kBody ? std::max(body_end, part.end) : body_end;
      article_end = IsArticle(part.tag) ? std::max(article_end, part.end) : article_end;
      ++i;
    }
    return {.roles = std::move(roles_), .left_out = std::move(left_out_)};
  }

 private:
  static bool IsArticle(std::string_view tag) { return tag == "article" || tag == "main"; }

  // A span is furniture by its own class or that of one around it.
  void MarkSpans() {
    for (const PageSpan& span : page_.spans()) {
      const bool own =
          !span.classes.empty() && RoleOf({.classes = span.classes}) == NamedRole::kFurniture;
      spans_.push_back(own || (span.outer > 0 && spans_[span.outer - 1]));
    }
  }

  bool IsInFurnitureSpan(const PagePart& part) const {
    return part.span > 0 && spans_[part.span - 1] &&
           PlainLetters(part) * 5 < PlainLetters(page_[0]) * 3;
  }

  // What a figure may hold beside a picture and its caption.
  static bool IsSolid(std::string_view tag) {
    return tag == "table" || tag == "blockquote" || tag == "pre";
  }

  bool IsProtected(std::size_t i) const {
    const PagePart& part = page_[i];
    constexpr std::array<std::string_view, 11> kTags = {
        "html", "head", "body", "article", "main", "h1", "td", "th", "tr", "tbody", "table"};
    if (std::find(kTags.begin(), kTags.end(), part.tag) != kTags.end()) {
      return part.tag != "table" || PlainLetters(part) * 5 > PlainLetters(page_[0]);
    }
    // Comments may well be longer than the article, but then that has its heading outside of them.
    const std::size_t outside = PlainLetters(page_[0]) - PlainLetters(part);
    const bool most = PlainLetters(part) * 5 > PlainLetters(page_[0]) * 3 &&
                      (headings_.In(0, page_.size()) == 0 || outside < kArticleLettersMin);
    return most || headings_.In(i + 1, part.end) > 0 || bodies_.In(i + 1, part.end) > 0;
  }

  bool IsByTag(std::size_t i, bool in_article) const {
    const PagePart& part = page_[i];
    if (part.tag == "figure") {
      return solids_.In(i, part.end) == 0;
    }
    if (part.tag == "header") {
      return !in_article;
    }
    return part.tag == "form" && PlainLetters(part) * 3 < PlainLetters(page_[0]);
  }

  bool IsHidden(std::size_t i) const {
    return HasAttribute(*page_[i].node, "hidden") ||
           EqualsFold(page_.Attribute(i, "aria-hidden"), "true") ||
           IsHiddenStyle(page_.Attribute(i, "style"));
  }

  bool IsFurniture(std::size_t i, bool in_body, bool in_article) const {
    const PagePart& part = page_[i];
    if (IsHidden(i) && part.tag != "html" && part.tag != "body") {
      return true;
    }
    const bool asserted = roles_[i] == NamedRole::kFurniture || IsByTag(i, in_article);
    if (asserted) {
      return !IsProtected(i);
    }
    return roles_[i] == NamedRole::kNote && !in_body && part.letters < kNoteLettersMax &&
           !IsProtected(i) && !IsHeadingTag(part.tag);
  }

  const PageParts& page_;
  std::vector<NamedRole> roles_;
  PartCount bodies_;
  PartCount headings_;
  PartCount solids_;
  std::vector<bool> spans_;  // by their place in spans()
  std::vector<bool> left_out_;
};

}  // namespace

MarkedParts MarkFurniture(const PageParts& page) {
  return FurnitureMarker(page).Mark();
}

}  // namespace feeds
