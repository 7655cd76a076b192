#include "feeds/body_finder.h"

#include <algorithm>
#include <array>

#include "feeds/ascii.h"
#include "feeds/furniture.h"
#include "feeds/page_runs.h"
#include "feeds/part_count.h"

namespace feeds {
namespace {

constexpr std::size_t kAnnexLettersMax = 150;
constexpr std::size_t kNumberLinesMax = 5;

// Readability's measure: a paragraph speaks for the elements around it, less for the outer ones.
class BodyFinder {
 public:
  BodyFinder(const PageParts& page, const MarkedParts& marked)
      : page_(page),
        roles_(marked.roles),
        left_out_(marked.left_out),
        runs_(RunsOf(page, marked.left_out)),
        prose_(page.size()),
        links_(page.size()),
        letters_(page.size()),
        scores_(page.size()) {
    for (const PageRun& run : runs_) {
      const bool strong = IsProse(run);
      prose_.Add(run.first, strong || MayBeProse(run) ? run.letters - run.link_letters : 0);
      letters_.Add(run.first, run.letters);
      links_.Add(run.first, run.link_letters);
    }
    prose_.Finish();
    letters_.Finish();
    links_.Finish();
  }

  BodyFound Find() {
    if (ProseOf(0) == 0) {
      return {};
    }
    BodyFound found = ByName();
    if (found.roots.empty()) {
      found = ByArticle();
    }
    if (found.roots.empty()) {
      found = ByScore(AroundHeading(0));
    }
    AddStandfirst(found.roots);
    AddNumberLine(found.roots);
    AddAnnexes(found.roots);
    return found;
  }

 private:
  std::size_t ProseOf(std::size_t i) const { return prose_.In(i, page_[i].end); }
  std::size_t LettersOf(std::size_t i) const { return letters_.In(i, page_[i].end); }
  std::size_t LinksOf(std::size_t i) const { return links_.In(i, page_[i].end); }

  // The elements that `wanted` picks and that are in no other such.
  template <class Wanted>
  std::vector<std::size_t> Outermost(std::size_t scope, Wanted wanted) const {
    std::vector<std::size_t> found;
    for (std::size_t i = scope; i < page_[scope].end;) {
      const bool out = left_out_[i];
      const bool picked = !out && !page_[i].tag.empty() && wanted(i);
      if (picked) {
        found.push_back(i);
      }
      i = out || picked ? page_[i].end : i + 1;
    }
    return found;
  }

  std::size_t ProseOf(const std::vector<std::size_t>& roots) const {
    std::size_t prose = 0;
    for (const std::size_t root : roots) {
      prose += ProseOf(root);
    }
    return prose;
  }

  bool IsNamedBody(std::size_t i) const { return roles_[i] == NamedRole::kBody; }

  // Bodies within a body replace it when they hold nearly all of its text.
  std::vector<std::size_t> Narrowed(std::size_t body) const {
    std::vector<std::size_t> inner;
    for (std::size_t i = body + 1; i < page_[body].end;) {
      const bool picked = !left_out_[i] && !page_[i].tag.empty() && IsNamedBody(i);
      if (picked) {
        inner.push_back(i);
      }
      i = left_out_[i] || picked ? page_[i].end : i + 1;
    }
    const bool same = ProseOf(inner) * 10 >= ProseOf(body) * 9;
    return !inner.empty() && same ? inner : std::vector<std::size_t>{body};
  }

  BodyFound ByName() const {
    const auto named = Outermost(0, [this](std::size_t i) { return IsNamedBody(i); });
    std::size_t most = 0;
    for (const std::size_t body : named) {
      most = std::max(most, ProseOf(body));
    }
    // A name that holds next to nothing of the page is a card's or a box's.
    if (most == 0 || most * 5 < ProseOf(0)) {
      return {};
    }
    BodyFound found{.by = BodyFound::By::kName};
    for (const std::size_t body : named) {
      const bool box = ProseOf(body) == 0 || LinksOf(body) * 3 > LettersOf(body);
      if (!box || ProseOf(body) == most) {
        const std::vector<std::size_t> inner = Narrowed(body);
        found.roots.insert(found.roots.end(), inner.begin(), inner.end());
      }
    }
    return found;
  }

  bool IsTag(std::size_t i, std::string_view tag) const { return page_[i].tag == tag; }

  BodyFound ByArticle() {
    const auto articles = Outermost(0, [this](std::size_t i) { return IsTag(i, "article"); });
    for (const std::size_t article : articles) {
      // More than half of the page, and with prose of its own beside articles within it.
      if (ProseOf(article) * 2 > ProseOf(0) ||
          (articles.size() == 1 && ProseOf(article) * 5 > ProseOf(0))) {
        return {.by = BodyFound::By::kArticle, .roots = {article}};
      }
    }
    const auto mains = Outermost(0, [this](std::size_t i) {
      return IsTag(i, "main") || EqualsFold(page_.Attribute(i, "role"), "main");
    });
    for (const std::size_t main : mains) {
      if (ProseOf(main) * 5 > ProseOf(0) * 2) {
        return ByScore(AroundHeading(main));
      }
    }
    return {};
  }

  // The first h1 in the scope; its end when there is none.
  std::size_t HeadingIn(std::size_t scope) const {
    std::size_t i = scope;
    while (i < page_[scope].end && (left_out_[i] || !IsTag(i, "h1"))) {
      i = left_out_[i] ? page_[i].end : i + 1;
    }
    return i;
  }

  // The smallest element around the heading that holds a good part of the prose: what follows it,
  // be it longer, is comments and other stories.
  std::size_t AroundHeading(std::size_t scope) const {
    const std::size_t heading = HeadingIn(scope);
    if (heading == page_[scope].end) {
      return scope;
    }
    for (std::size_t i = page_[heading].parent; i != scope && i != 0; i = page_[i].parent) {
      if (ProseOf(i) * 5 >= ProseOf(scope) * 2 && ProseOf(i) >= 150) {
        return i;
      }
    }
    return scope;
  }

  bool IsStandfirst(const PageRun& run) const {
    const bool paragraph = IsTag(run.owner, "p") || IsTag(run.owner, "h2");
    return run.link_letters == 0 && (run.is_sentence || (paragraph && run.letters >= 30));
  }

  // "…公告2030年第10号 …" above the body, where neither the body nor a heading tells the number.
  void AddNumberLine(std::vector<std::size_t>& roots) const {
    std::size_t tries = kNumberLinesMax;
    for (const PageRun& run : runs_) {
      if (roots.empty() || run.first >= roots.front() || tries == 0) {
        return;
      }
      const std::string_view number = DocumentNumberIn(run.text);
      const bool line = !number.empty() && run.letters < kAnnexLettersMax &&
                        run.link_letters == 0 && !IsHeadingTag(page_[run.owner].tag);
      tries -= line ? 1 : 0;
      if (line && !IsToldAgain(run, number, page_[roots.back()].end)) {
        roots.insert(roots.begin(), LettersOf(run.owner) == run.letters ? run.owner : run.first);
        return;
      }
    }
  }

  // Do a heading or a run before `end` other than this one tell the number?
  bool IsToldAgain(const PageRun& line, std::string_view number, std::size_t end) const {
    return std::any_of(runs_.begin(), runs_.end(), [&](const PageRun& run) {
      return run.first != line.first && run.first < end &&
             run.text.find(number) != std::string::npos;
    });
  }

  // "附件：表.xls" behind the body, which ministries' sites put in a box of its own.
  void AddAnnexes(std::vector<std::size_t>& roots) const {
    if (roots.empty()) {
      return;
    }
    const std::size_t end = page_[roots.back()].end;
    for (const PageRun& run : runs_) {
      const bool annex = StartsWithFold(run.text, "附件") || StartsWithFold(run.text, "annex") ||
                         StartsWithFold(run.text, "attachment");
      if (run.first >= end && annex && run.letters < kAnnexLettersMax && HoldsFile(run)) {
        roots.push_back(LettersOf(run.owner) == run.letters ? run.owner : run.first);
      }
    }
  }

  bool HoldsFile(const PageRun& run) const {
    return std::any_of(page_.parts().begin() + static_cast<std::ptrdiff_t>(run.first),
                       page_.parts().begin() + static_cast<std::ptrdiff_t>(run.last),
                       [this](const PagePart& part) {
                         return part.link > 0 && IsFileLink(page_.links()[part.link - 1].href);
                       });
  }

  // Sentences between the heading and the body, which sites put outside of it.
  void AddStandfirst(std::vector<std::size_t>& roots) const {
    const std::size_t heading = HeadingIn(0);
    if (roots.empty() || heading >= roots.front()) {
      return;
    }
    std::vector<std::size_t> before;
    for (const PageRun& run : runs_) {
      const bool between = run.first >= page_[heading].end && run.first < roots.front() &&
                           page_[roots.front()].parent != run.owner;
      if (between && IsStandfirst(run) && MayBeProse(run) && LettersOf(run.owner) == run.letters &&
          !(IsTag(run.owner, "li") || IsTag(run.owner, "td")) && before.size() < 3) {
        before.push_back(run.owner);
      }
    }
    roots.insert(roots.begin(), before.begin(), before.end());
  }

  void ScoreRun(const PageRun& run) {
    const auto commas =
        std::count(run.text.begin(), run.text.end(), ',') +
        static_cast<std::ptrdiff_t>(CountOf(run.text, "，") + CountOf(run.text, "、"));
    const double length = std::min(static_cast<double>(run.letters) / 100.0, 3.0);
    double score = 1.0 + std::min(static_cast<double>(commas), 5.0) + length;
    score *= 1.0 - static_cast<double>(run.link_letters) / static_cast<double>(run.letters);
    constexpr std::array<double, 6> kDivisors = {1, 2, 6, 9, 12, 15};
    std::size_t element = ContainerOf(run);
    for (const double divisor : kDivisors) {
      scores_[element] += score / divisor;
      if (element == 0) {
        break;
      }
      element = page_[element].parent;
    }
  }

  static std::size_t CountOf(std::string_view text, std::string_view mark) {
    std::size_t count = 0;
    for (std::size_t at = text.find(mark); at != text.npos; at = text.find(mark, at + 1)) {
      ++count;
    }
    return count;
  }

  // The element whose paragraph the run is: the owner itself when it holds more than the run.
  std::size_t ContainerOf(const PageRun& run) const {
    const bool whole = LettersOf(run.owner) == run.letters;
    return whole ? page_[run.owner].parent : run.owner;
  }

  BodyFound ByScore(std::size_t scope) {
    std::fill(scores_.begin(), scores_.end(), 0.0);
    for (const PageRun& run : runs_) {
      if (run.first >= scope && run.first < page_[scope].end && MayBeProse(run)) {
        ScoreRun(run);
      }
    }
    std::size_t top = scope;
    double best = 0;
    for (std::size_t i = scope; i < page_[scope].end; ++i) {
      if (scores_[i] > 0) {
        const double density = static_cast<double>(LinksOf(i)) /
                               static_cast<double>(std::max<std::size_t>(LettersOf(i), 1));
        const double score = scores_[i] * (1.0 - density);
        if (score > best) {
          best = score;
          top = i;
        }
      }
    }
    return {.by = BodyFound::By::kScore, .roots = Widened(top, scope)};
  }

  bool IsLikeBody(std::size_t i) const {
    return !left_out_[i] && ProseOf(i) * 5 >= (LettersOf(i) - LinksOf(i)) * 3 &&
           ProseOf(i) >= 100 && LinksOf(i) * 5 < LettersOf(i);
  }

  // A lone sentence or two without a link beside the body.
  bool IsParagraph(std::size_t i) const {
    return IsTag(i, "p") && ProseOf(i) > 0 && LinksOf(i) == 0;
  }

  // Of the same make as the body, as the posts of a live blog are.
  bool IsTwin(std::size_t i, std::size_t body) const {
    const std::string_view name = page_.Attribute(i, "class");
    return !name.empty() && name == page_.Attribute(body, "class") &&
           page_[i].tag == page_[body].tag && ProseOf(i) > 0 && LinksOf(i) * 5 < LettersOf(i);
  }

  // With the siblings that read like the body, and those of its parents: bodies cut into sections.
  std::vector<std::size_t> Widened(std::size_t top, std::size_t scope) const {
    std::vector<std::size_t> roots = {top};
    std::size_t prose = ProseOf(top);
    for (std::size_t inner = top; inner != scope && inner != 0; inner = page_[inner].parent) {
      const std::size_t outer = page_[inner].parent;
      const std::vector<std::size_t> level = LevelOf(inner, outer);
      const std::size_t more = ProseOf(level) - ProseOf(inner);
      if (more * 10 >= prose || more >= 600) {
        const auto at = std::find(level.begin(), level.end(), inner);
        std::vector<std::size_t> wider(level.begin(), at);
        wider.insert(wider.end(), roots.begin(), roots.end());
        wider.insert(wider.end(), at + 1, level.end());
        roots = std::move(wider);
        prose += more;
      }
    }
    return roots;
  }

  // The children of `outer` that belong to the body within `inner`, and what stands between them.
  std::vector<std::size_t> LevelOf(std::size_t inner, std::size_t outer) const {
    std::vector<std::size_t> level;
    std::vector<std::size_t> between;
    for (std::size_t i = outer + 1; i < page_[outer].end; i = page_[i].end) {
      if (i == inner || IsKept(i, inner)) {
        level.insert(level.end(), between.begin(), between.end());
        between.clear();
        level.push_back(i);
      } else if (!level.empty() && !left_out_[i] && LinksOf(i) * 3 <= LettersOf(i)) {
        between.push_back(i);
      }
    }
    return level;
  }

  // A sibling that belongs to the body: like it, or a heading or table of data among such.
  bool IsKept(std::size_t i, std::size_t body) const {
    if (left_out_[i]) {
      return false;
    }
    if (page_[i].tag.empty()) {
      return ProseOf(i) > 0 && page_[page_[i].parent].tag != "body";
    }
    return IsLikeBody(i) || IsParagraph(i) || IsTwin(i, body) || IsHeadingTag(page_[i].tag) ||
           (IsTag(i, "table") && IsDataTable(page_, i));
  }

  const PageParts& page_;
  const std::vector<NamedRole>& roles_;
  const std::vector<bool>& left_out_;
  std::vector<PageRun> runs_;
  PartCount prose_;
  PartCount links_;
  PartCount letters_;
  std::vector<double> scores_;
};

}  // namespace

BodyFound FindBody(const PageParts& page, const MarkedParts& marked) {
  return BodyFinder(page, marked).Find();
}

}  // namespace feeds
