#include "feeds/xml_recover.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/feed_element.h"
#include "feeds/tag_scan.h"

namespace feeds {
namespace {

constexpr std::size_t kDepthMax = 250;
constexpr std::string_view kCdata = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";

bool IsFrame(ElementRole role) {
  return role == ElementRole::kRoot || role == ElementRole::kChannel || role == ElementRole::kItem;
}

// Finds a word ahead of a position that never moves back, without searching any stretch twice.
class Ahead {
 public:
  Ahead(std::string_view text, std::string_view word) : text_(text), word_(word) {}
  std::size_t From(std::size_t at) {
    if (found_ < at || !searched_) {
      found_ = text_.find(word_, at);
      searched_ = true;
    }
    return found_;
  }

 private:
  std::string_view text_;
  std::string_view word_;
  std::size_t found_ = 0;
  bool searched_ = false;
};

class Recovery {
 public:
  explicit Recovery(std::string_view text) : text_(text) { out_.reserve(text.size()); }

  std::optional<std::string> Run() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t tag = std::min(text_.find('<', at), text_.size());
      AddText(text_.substr(at, tag - at));
      at = tag < text_.size() ? ReadMarkup(tag) : tag;
    }
    DropWhatIsCutOff();
    CloseDownTo(0);
    return items_ == 0 && !ended_ ? std::nullopt : std::optional(std::move(out_));
  }

 private:
  struct Open {
    std::string_view name;
    ElementRole role;
    std::size_t out_at;  // where it begins in out_
  };

  bool InField() const { return !open_.empty() && !IsFrame(open_.back().role); }

  void AddText(std::string_view text) {
    if (InField()) {
      out_.append(text);
    }
  }

  // All of these: behind what stands at `at`.
  std::size_t ReadMarkup(std::size_t at) {
    if (text_.substr(at, kCdata.size()) == kCdata) {
      return ReadCdata(at);
    }
    const char next = at + 1 < text_.size() ? text_[at + 1] : '\0';
    if (next == '!' || next == '?') {
      return SkipDeclaration(at);
    }
    if (next == '/') {
      return ReadEndTag(at);
    }
    const auto tag = ScanTag(text_, at);
    is_cut_off_ = tag ? !tag->is_closed && tag->end == text_.size() : at + 1 == text_.size();
    // Without its '>', the '<' of what is no element of feeds is one of the text.
    if (!tag || (!tag->is_closed && RoleOf(tag->name) == ElementRole::kMarkup)) {
      AddText("&lt;");
      return at + 1;
    }
    if (is_cut_off_) {
      return tag->end;
    }
    ReadStartTag(*tag);
    return tag->end;
  }

  std::size_t SkipDeclaration(std::size_t at) {
    if (text_.substr(at, 4) == "<!--") {
      const std::size_t end = comment_end_.From(at + 4);
      return end == text_.npos ? at + 4 : end + 3;
    }
    const std::size_t next = std::min(text_.find('<', at + 1), text_.size());
    const std::string_view ahead = text_.substr(at, next - at);
    const std::size_t end = ahead[1] == '?' ? ahead.find("?>") : ahead.npos;
    const std::size_t close = end == ahead.npos ? ahead.find('>') : end + 1;
    return close == ahead.npos ? at + 2 : at + close + 1;
  }

  // A section that lacks its end runs into the next one; it ends with the element around it.
  std::size_t ReadCdata(std::size_t at) {
    const std::size_t start = at + kCdata.size();
    const std::size_t end = cdata_end_.From(start);
    std::size_t stop = end;
    if (InField()) {
      const std::string closing = "</" + std::string(open_.back().name) + ">";
      const std::size_t field_end = text_.substr(0, end).find(closing, start);
      const std::size_t other = text_.substr(0, end).find(kCdata, start);
      const bool lacks_end = end == text_.npos || (field_end < other && other < end);
      stop = field_end != text_.npos && lacks_end ? field_end : end;
    }
    if (stop == text_.npos) {
      return text_.size();  // cut off
    }
    if (InField()) {
      out_.append(kCdata).append(text_, start, stop - start).append(kCdataEnd);
    }
    return stop == end ? end + kCdataEnd.size() : stop;
  }

  std::size_t ReadEndTag(std::size_t at) {
    const std::size_t end = std::min(text_.find_first_of("<>", at + 2), text_.size());
    std::string_view name = Trim(text_.substr(at + 2, end - at - 2));
    name = name.substr(0, name.find_first_of(" \t\r\n/"));
    is_cut_off_ = end == text_.size();
    if (!is_cut_off_) {
      Close(name);
    }
    return end < text_.size() && text_[end] == '>' ? end + 1 : end;
  }

  void ReadStartTag(const ScannedTag& tag) {
    ElementRole role = RoleOf(tag.name);
    if (IsFrame(role)) {
      OpenFrame(tag, role);
      return;
    }
    if (role != ElementRole::kMarkup && !MakeRoomFor(tag.name)) {
      role = ElementRole::kMarkup;
    } else if (role == ElementRole::kMarkup && !InField()) {
      role = ElementRole::kLine;
    }
    const bool leaf = tag.is_empty || (role == ElementRole::kMarkup && IsVoidElement(tag.name));
    if (leaf || open_.size() < kDepthMax) {
      Write(tag, leaf);
      if (!leaf) {
        open_.push_back({tag.name, role, out_.size()});
      }
    }
  }

  // A feed has one root; what looks like another is dropped, as is a channel within a channel.
  void OpenFrame(const ScannedTag& tag, ElementRole role) {
    if (role != ElementRole::kItem && Holds(role)) {
      return;
    }
    std::size_t keep = 0;
    while (keep < open_.size() && open_[keep].role < role) {
      ++keep;
    }
    CloseDownTo(keep);
    const std::size_t begin = out_.size();
    Write(tag, tag.is_empty);
    if (tag.is_empty) {
      items_ += role == ElementRole::kItem ? 1 : 0;
    } else {
      open_.push_back({tag.name, role, begin});
    }
  }

  bool Holds(ElementRole role) const {
    return std::any_of(open_.begin(), open_.end(),
                       [role](const Open& open) { return open.role == role; });
  }

  // Ends the fields that an element of the feed cannot stand in; false: it is HTML of theirs.
  bool MakeRoomFor(std::string_view name) {
    while (InField()) {
      std::size_t field = open_.size() - 1;
      while (field > 0 && open_[field].role == ElementRole::kMarkup) {
        --field;
      }
      const Open& holder = open_[field];
      if (holder.role == ElementRole::kBox && MayBeIn(holder.name, name)) {
        return true;
      }
      const bool in_markup = field + 1 < open_.size();
      if (holder.role == ElementRole::kRich && in_markup && IsHtmlToo(name)) {
        return false;
      }
      CloseDownTo(field);
    }
    return true;
  }

  void Close(std::string_view name) {
    const ElementRole role = RoleOf(name);
    const std::size_t at = FindOpen(name, role);
    if (at == open_.size()) {
      // An end tag of the wrong name still ends a line.
      if (role != ElementRole::kMarkup && !IsFrame(role) && InField() &&
          open_.back().role == ElementRole::kLine) {
        CloseDownTo(open_.size() - 1);
      }
      return;
    }
    item_ends_ += role == ElementRole::kItem ? 1 : 0;
    if (role == ElementRole::kRoot) {  // more may follow what looks like the end
      CloseDownTo(at + 1);
      ended_ = true;
      return;
    }
    ended_ = ended_ || role == ElementRole::kChannel;
    CloseDownTo(at);
  }

  // Where the element that an end tag ends stands in open_; open_.size(): there is none. HTML ends
  // nothing beyond the field that it is in, a field nothing beyond its item.
  std::size_t FindOpen(std::string_view name, ElementRole role) const {
    for (std::size_t at = open_.size(); at-- > 0;) {
      const Open& open = open_[at];
      if (IsFrame(role) ? open.role == role : EqualsFold(open.name, name)) {
        return at;
      }
      const bool is_border = IsFrame(role)                  ? false
                             : role == ElementRole::kMarkup ? open.role != ElementRole::kMarkup
                                                            : IsFrame(open.role);
      if (is_border) {
        break;
      }
    }
    return open_.size();
  }

  void CloseDownTo(std::size_t size) {
    while (open_.size() > size) {
      out_.append("</").append(open_.back().name).append(">");
      items_ += open_.back().role == ElementRole::kItem ? 1 : 0;
      open_.pop_back();
    }
  }

  void DropWhatIsCutOff() {
    const auto item = std::find_if(open_.begin(), open_.end(), [](const Open& open) {
      return open.role == ElementRole::kItem;
    });
    if (item == open_.end()) {
      return;
    }
    const bool is_empty = out_.find('>', item->out_at) + 1 == out_.size();
    const bool is_whole = item + 1 == open_.end() && !is_cut_off_ && !is_empty;
    if (is_whole && item_ends_ == 0) {
      return;
    }
    out_.resize(item->out_at);
    open_.erase(item, open_.end());
  }

  void Write(const ScannedTag& tag, bool is_leaf) {
    out_.append("<").append(tag.name);
    for (const auto& [name, value] : tag.attributes) {
      const char quote = value.find('"') == value.npos ? '"' : '\'';
      out_.append(" ").append(name).append("=").append(1, quote);
      std::copy_if(value.begin(), value.end(), std::back_inserter(out_),
                   [quote](char c) { return c != quote; });
      out_.append(1, quote);
    }
    out_.append(is_leaf ? "/>" : ">");
  }

  std::string_view text_;
  std::string out_;
  std::vector<Open> open_;
  Ahead comment_end_{text_, "-->"};
  Ahead cdata_end_{text_, kCdataEnd};
  std::size_t items_ = 0;      // whole ones
  std::size_t item_ends_ = 0;  // those with an end tag
  bool is_cut_off_ = false;    // the text ends within a tag
  bool ended_ = false;         // an end tag of the root or its channel was there
};

}  // namespace

std::optional<std::string> RecoverXml(std::string_view text) {
  return Recovery(text).Run();
}

}  // namespace feeds
