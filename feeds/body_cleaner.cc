#include "feeds/body_cleaner.h"

#include <algorithm>

#include "feeds/ascii.h"
#include "feeds/furniture.h"
#include "feeds/page_runs.h"
#include "feeds/part_count.h"

namespace feeds {
namespace {

constexpr std::size_t kCardLettersMax = 500;
constexpr std::size_t kCardTitleLettersMin = 15;

bool IsOneOf(std::string_view tag, std::initializer_list<std::string_view> tags) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

class Cleaner {
 public:
  Cleaner(const PageParts& page, std::vector<bool> left_out)
      : page_(page),
        left_out_(std::move(left_out)),
        runs_(RunsOf(page, left_out_)),
        letters_(page.size()),
        links_(page.size()),
        prose_(page.size()),
        files_(page.size()),
        forms_(page.size()) {
    for (const PageRun& run : runs_) {
      letters_.Add(run.first, run.letters);
      links_.Add(run.first, run.link_letters);
      prose_.Add(run.first, IsProse(run) ? run.letters - run.link_letters : 0);
    }
    for (std::size_t i = 0; i < page.size(); ++i) {
      const std::size_t link = page[i].link;
      files_.Add(i, link > 0 && IsFileLink(page.links()[link - 1].href) ? 1 : 0);
      const bool button = link > 0 && page.links()[link - 1].href.empty();
      forms_.Add(i, button || page[i].tag == "form" ? 1 : 0);
    }
    for (PartCount* count : {&letters_, &links_, &prose_, &files_, &forms_}) {
      count->Finish();
    }
  }

  void Clean(std::size_t root, std::string_view title) {
    DropBlocks(root);
    DropUnderHeadings(root);
    DropLines(root);
    DropHead(root, title);
  }

  // Of all roots: headings over nothing, and what is said of the author.
  void CleanTail(const std::vector<std::size_t>& roots) {
    for (auto root = roots.rbegin(); root != roots.rend(); ++root) {
      if (!DropTail(*root)) {
        return;
      }
    }
  }

  std::vector<bool> Take() { return std::move(left_out_); }

 private:
  std::size_t Letters(std::size_t i) const { return letters_.In(i, page_[i].end); }
  std::size_t Links(std::size_t i) const { return links_.In(i, page_[i].end); }
  std::size_t Prose(std::size_t i) const { return prose_.In(i, page_[i].end); }
  bool HoldsFile(std::size_t i) const { return files_.In(i, page_[i].end) > 0; }

  bool IsOut(const PageRun& run) const {
    return left_out_[run.first] || left_out_[run.owner] || left_out_[run.last - 1];
  }

  // Runs that lie within the part, as a range of runs_.
  std::pair<std::size_t, std::size_t> RunsIn(std::size_t i) const {
    const auto before = [](const PageRun& run, std::size_t at) { return run.first < at; };
    const auto first = std::lower_bound(runs_.begin(), runs_.end(), i, before);
    const auto last = std::lower_bound(first, runs_.end(), page_[i].end, before);
    return {static_cast<std::size_t>(first - runs_.begin()),
            static_cast<std::size_t>(last - runs_.begin())};
  }

  // Leaves out an element, with a mark on all below it, since runs ask for their own parts.
  void Drop(std::size_t i) {
    std::fill(left_out_.begin() + static_cast<std::ptrdiff_t>(i),
              left_out_.begin() + static_cast<std::ptrdiff_t>(page_[i].end), true);
  }

  void Drop(const PageRun& run) {
    for (std::size_t i = run.first; i < run.last; ++i) {
      left_out_[i] = left_out_[i] || run.is_table || page_[i].tag.empty();
    }
  }

  bool IsLinkBlock(std::size_t i) const {
    const std::string_view tag = page_[i].tag;
    const std::size_t letters = Letters(i);
    const std::size_t links = Links(i);
    if (letters == 0 || HoldsFile(i)) {
      return false;
    }
    if (tag == "p" || tag == "table" || IsHeadingTag(tag)) {
      return links * 5 >= letters * 4 && Prose(i) == 0;
    }
    return IsOneOf(tag,
                   {"ul", "ol", "div", "section", "dl", "center", "menu", "article", "span"}) &&
           links * 2 > letters && Prose(i) == 0;
  }

  // A small box with a form or a button: a sign-up, a poll.
  bool IsFormBox(std::size_t i) const {
    return IsOneOf(page_[i].tag, {"div", "section", "form", "fieldset"}) &&
           forms_.In(i, page_[i].end) > 0 && Letters(i) > 0 && Letters(i) < kCardLettersMax &&
           Letters(i) * 3 < root_letters_;
  }

  // A story told by a linked title and a line or two.
  bool IsCard(std::size_t i) const {
    if (!IsOneOf(page_[i].tag, {"div", "li", "article", "section"}) || left_out_[i] ||
        Letters(i) > kCardLettersMax || HoldsFile(i)) {
      return false;
    }
    const auto [first, last] = RunsIn(i);
    if (first == last || last - first > 6) {
      return false;
    }
    return std::any_of(runs_.begin() + static_cast<std::ptrdiff_t>(first),
                       runs_.begin() + static_cast<std::ptrdiff_t>(std::min(last, first + 2)),
                       [](const PageRun& run) {
                         return run.letters == run.link_letters &&
                                run.letters >= kCardTitleLettersMin;
                       });
  }

  void DropBlocks(std::size_t root) {
    root_letters_ = Letters(root);
    for (std::size_t i = root + 1; i < page_[root].end;) {
      if (left_out_[i]) {
        i = page_[i].end;
      } else if (!page_[i].tag.empty() && (IsLinkBlock(i) || IsFormBox(i) || IsCardAmongCards(i))) {
        Drop(i);
        i = page_[i].end;
      } else {
        ++i;
      }
    }
  }

  bool IsCardAmongCards(std::size_t i) {
    if (!IsCard(i)) {
      return false;
    }
    std::size_t next = page_[i].end;
    while (next < page_.size() && page_[next].tag.empty() && page_[next].letters == 0) {
      next = page_[next].end;
    }
    const bool more = next < page_.size() && page_[next].parent == page_[i].parent && IsCard(next);
    const bool last = last_card_parent_ == page_[i].parent;
    last_card_parent_ = more ? page_[i].parent : 0;
    return more || last;
  }

  void DropUnderHeadings(std::size_t root) {
    const auto [first, last] = RunsIn(root);
    for (std::size_t r = first; r < last; ++r) {
      const PageRun& run = runs_[r];
      const HeadsFurniture kind =
          run.is_table || IsOut(run) ? HeadsFurniture::kNo : HeadingKind(run.text);
      if (kind != HeadsFurniture::kNo) {
        DropUnder(run, kind, root);
      }
    }
  }

  // The outermost element within `root` that holds nothing but the run.
  std::size_t ElementOf(const PageRun& run, std::size_t root) const {
    std::size_t element = Letters(run.owner) == run.letters ? run.owner : run.first;
    while (page_[element].parent > root && Letters(page_[element].parent) == run.letters) {
      element = page_[element].parent;
    }
    return element;
  }

  void DropUnder(const PageRun& run, HeadsFurniture kind, std::size_t root) {
    if (run.link_letters > 0 && !IsHeadingTag(page_[run.owner].tag)) {
      return;  // the link itself, told of in the line
    }
    const std::size_t heading = ElementOf(run, root);
    const std::size_t box = page_[heading].parent;
    const bool surely = kind == HeadsFurniture::kSurely;
    const bool opens_box = box > root && box != 0 && Letters(box) > run.letters &&
                           letters_.In(box, run.first) == 0 && Letters(box) * 3 < Letters(root);
    if (opens_box && (surely || Links(box) * 3 > Letters(box))) {
      Drop(box);
      return;
    }
    bool dropped = false;
    for (std::size_t i = page_[heading].end; i < page_[box].end; i = page_[i].end) {
      if (Letters(i) == 0 || left_out_[i]) {
        dropped = dropped || left_out_[i];
        continue;
      }
      const bool is_linked = Links(i) * 4 > Letters(i);
      const bool goes_on = is_linked || (surely && !dropped && IsHeadingTag(page_[run.owner].tag));
      if (IsHeadingTag(page_[i].tag) || !goes_on) {
        break;
      }
      Drop(i);
      dropped = dropped || is_linked;
    }
    if (dropped || surely) {
      Drop(run);
    }
  }

  // "Back | Top": a line of links outside of paragraphs and lists.
  bool IsLinkLine(const PageRun& run) const {
    return run.link_letters * 5 >= run.letters * 4 && files_.In(run.first, run.last) == 0 &&
           !IsOneOf(page_[run.owner].tag, {"p", "li"}) && !IsHeadingTag(page_[run.owner].tag);
  }

  void DropLines(std::size_t root) {
    const auto [first, last] = RunsIn(root);
    for (std::size_t r = first; r < last; ++r) {
      const PageRun& run = runs_[r];
      if (!run.is_table && !IsOut(run) && (IsFurnitureLine(run.text) || IsLinkLine(run))) {
        Drop(run);
      }
    }
  }

  // Before the first prose: the title again, bylines, and what stands above the heading.
  void DropHead(std::size_t root, std::string_view title) {
    const auto [first, last] = RunsIn(root);
    std::size_t heading = last;
    for (std::size_t r = first; r < last && heading == last; ++r) {
      heading = page_[runs_[r].owner].tag == "h1" ? r : last;
    }
    const bool has_heading =
        heading != last && letters_.In(root, runs_[heading].first) * 3 < Letters(root);
    for (std::size_t r = first; has_heading && r < heading; ++r) {
      Drop(runs_[r]);
    }
    for (std::size_t r = has_heading ? heading : first; r < last; ++r) {
      const PageRun& run = runs_[r];
      if (IsOut(run)) {
        continue;
      }
      const bool again = run.text == title || page_[run.owner].tag == "h1";
      if (again || IsByline(run.text) || IsDateLine(run.text)) {
        Drop(run);
      } else if (run.is_table || IsProse(run)) {
        break;
      }
    }
  }

  // false: something else was met.
  bool DropTail(std::size_t root) {
    const auto [first, last] = RunsIn(root);
    for (std::size_t r = last; r > first; --r) {
      const PageRun& run = runs_[r - 1];
      if (IsOut(run)) {
        continue;
      }
      if (run.is_table || (!IsHeadingTag(page_[run.owner].tag) && !IsAuthorNote(run.text))) {
        return false;
      }
      Drop(run);
    }
    return true;
  }

  const PageParts& page_;
  std::vector<bool> left_out_;
  std::vector<PageRun> runs_;
  PartCount letters_;
  PartCount links_;
  PartCount prose_;
  PartCount files_;
  PartCount forms_;
  std::size_t root_letters_ = 0;
  std::size_t last_card_parent_ = 0;
};

// Writes parts as HTML that HtmlToText and HtmlTables read.
class HtmlWriter {
 public:
  HtmlWriter(const PageParts& page, const std::vector<bool>& left_out)
      : page_(page), left_out_(left_out) {}

  void Write(std::size_t i) {
    const PagePart& part = page_[i];
    if (left_out_[i] || part.tag == "meta" || part.tag == "head" || part.tag == "title") {
      return;
    }
    if (part.tag.empty()) {
      AppendText(TextOf(*part.node));
      return;
    }
    if (part.tag == "br" || part.tag == "hr") {
      html_.append("<").append(part.tag).append(">");
      return;
    }
    const bool data = part.tag == "table" && IsDataTable(page_, i);
    const bool was_in_data = in_data_;
    in_data_ = in_data_ || data;
    const std::string name = NameOf(i);
    OpenTag(i, name);
    for (std::size_t child = i + 1; child < part.end; child = page_[child].end) {
      Write(child);
    }
    html_.append("</").append(name).append(">");
    in_data_ = was_in_data;
  }

  std::string Take() { return std::move(html_); }

 private:
  std::string NameOf(std::size_t i) const {
    const std::string_view tag = TagOf(*page_[i].node);
    const bool kept = IsHeadingTag(tag) || IsOneOf(tag, {"p", "ul", "ol", "li", "pre"}) ||
                      (in_data_ && IsOneOf(tag, {"table", "tr", "td", "th", "thead", "tbody",
                                                 "tfoot", "caption"}));
    return kept ? std::string(tag) : "div";
  }

  void OpenTag(std::size_t i, const std::string& name) {
    html_.append("<").append(name);
    for (const char* span : {"colspan", "rowspan"}) {
      const std::string_view value = page_.Attribute(i, span);
      if (!value.empty() && std::all_of(value.begin(), value.end(), IsDigit)) {
        html_.append(" ").append(span).append("=\"").append(value).append("\"");
      }
    }
    html_.append(">");
  }

  void AppendText(std::string_view text) {
    for (const char c : text) {
      switch (c) {
        case '<':
          html_.append("&lt;");
          break;
        case '&':
          html_.append("&amp;");
          break;
        default:
          html_.push_back(c);
      }
    }
  }

  const PageParts& page_;
  const std::vector<bool>& left_out_;
  std::string html_;
  bool in_data_ = false;
};

}  // namespace

std::vector<bool> CleanBody(const PageParts& page, std::vector<bool> left_out,
                            const std::vector<std::size_t>& roots, std::string_view title) {
  Cleaner cleaner(page, std::move(left_out));
  for (const std::size_t root : roots) {
    cleaner.Clean(root, title);
  }
  cleaner.CleanTail(roots);
  return cleaner.Take();
}

std::string HtmlOf(const PageParts& page, const std::vector<bool>& left_out,
                   const std::vector<std::size_t>& roots) {
  HtmlWriter writer(page, left_out);
  for (const std::size_t root : roots) {
    writer.Write(root);
  }
  return writer.Take();
}

}  // namespace feeds
