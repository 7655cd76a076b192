#include "feeds/page_runs.h"

#include <algorithm>

#include "feeds/ascii.h"

namespace feeds {
namespace {

constexpr std::size_t kProseLettersMin = 60;
constexpr std::size_t kLongLettersMin = 150;
constexpr std::size_t kMaybeLettersMin = 30;
constexpr std::size_t kSentenceLettersMin = 15;
constexpr std::size_t kCellLettersMax = 400;
constexpr std::size_t kTextCellLettersMin = 80;
constexpr std::size_t kTextCellBreaksMin = 3;
constexpr std::size_t kLayoutRowsMax = 3;

bool HoldsSentence(std::string_view text) {
  for (const std::string_view mark : {"。", "！", "？", "；", "：", "।"}) {
    if (text.find(mark) != text.npos) {
      return true;
    }
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool mark = text[i] == '.' || text[i] == '!' || text[i] == '?';
    const std::size_t behind = i + 1;
    if (mark && i > 0 &&
        (behind == text.size() || text[behind] == ' ' || text[behind] == '"' ||
         text[behind] == ')' || static_cast<unsigned char>(text[behind]) >= 0x80)) {
      return true;
    }
  }
  return false;
}

class RunReader {
 public:
  RunReader(const PageParts& page, const std::vector<bool>& left_out)
      : page_(page), left_out_(left_out) {}

  std::vector<PageRun> Read() {
    for (std::size_t i = 0; i < page_.size(); i = Next(i)) {
    }
    Close();
    return std::move(runs_);
  }

 private:
  // Reads part i and tells the next one to read.
  std::size_t Next(std::size_t i) {
    const PagePart& part = page_[i];
    if (left_out_[i] || part.tag == "head" || part.tag == "title") {
      Close();
      return part.end;
    }
    if (part.tag.empty()) {
      AddText(i);
      return part.end;
    }
    if (part.tag == "meta") {  // a time within a line
      return part.end;
    }
    Close();
    if (part.tag == "table" && IsDataTable(page_, i)) {
      runs_.push_back({.first = i,
                       .last = part.end,
                       .owner = i,
                       .letters = part.letters,
                       .link_letters = part.link_letters,
                       .is_table = true});
      return part.end;
    }
    return i + 1;
  }

  void AddText(std::size_t i) {
    const PagePart& part = page_[i];
    if (open_ && run_.owner != part.parent) {
      Close();
    }
    if (!open_) {
      run_ = {.first = i, .last = i, .owner = part.parent};
      open_ = true;
    }
    run_.last = i + 1;
    run_.letters += part.letters;
    run_.link_letters += part.link_letters;
  }

  void Close() {
    if (open_ && run_.letters > 0) {
      run_.text = page_.LineOf(run_.first, run_.last);
      run_.is_sentence = HoldsSentence(run_.text);
      runs_.push_back(std::move(run_));
    }
    open_ = false;
    run_ = {};
  }

  const PageParts& page_;
  const std::vector<bool>& left_out_;
  std::vector<PageRun> runs_;
  PageRun run_;
  bool open_ = false;
};

}  // namespace

bool IsProse(const PageRun& run) {
  if (run.is_table) {
    return run.letters >= kMaybeLettersMin && run.link_letters * 2 < run.letters;
  }
  const std::size_t plain = run.letters - run.link_letters;
  return plain >= kProseLettersMin && run.link_letters * 2 < run.letters &&
         (run.is_sentence || plain >= kLongLettersMin);
}

bool MayBeProse(const PageRun& run) {
  const std::size_t plain = run.letters - run.link_letters;
  return run.link_letters * 2 < run.letters &&
         (plain >= kMaybeLettersMin || (run.is_sentence && plain >= kSentenceLettersMin));
}

bool IsHeadingTag(std::string_view tag) {
  return tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6';
}

bool IsDataTable(const PageParts& page, std::size_t table) {
  std::size_t wide_rows = 0;  // of several cells
  std::size_t row = 0;        // of the cell before
  std::size_t cell_end = 0;
  std::size_t breaks = 0;   // in the cell
  bool holds_text = false;  // a cell reads like a page
  for (std::size_t i = table + 1; i < page[table].end; ++i) {
    const std::string_view tag = page[i].tag;
    if (tag == "table") {
      return false;
    }
    if (tag == "td" || tag == "th") {
      if (page[i].letters > kCellLettersMax) {
        return false;
      }
      wide_rows += page[i].parent == row ? 1 : 0;
      row = page[i].parent;
      cell_end = page[i].letters >= kTextCellLettersMin ? page[i].end : 0;
      breaks = 0;
    } else if (i < cell_end && (tag == "br" || tag == "p" || tag == "li" || IsHeadingTag(tag))) {
      holds_text = holds_text || ++breaks >= kTextCellBreaksMin;
    }
  }
  return wide_rows > (holds_text ? kLayoutRowsMax : 0);
}

std::vector<PageRun> RunsOf(const PageParts& page, const std::vector<bool>& left_out) {
  return RunReader(page, left_out).Read();
}

}  // namespace feeds
