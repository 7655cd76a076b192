#include "feeds/html_plain.h"

#include <array>
#include <charconv>
#include <utility>

#include "feeds/ascii.h"
#include "feeds/flow_writer.h"
#include "feeds/html_entities.h"
#include "feeds/html_prune.h"
#include "feeds/html_tag.h"
#include "feeds/utf8.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

// A line is text whose breaks are blanks.
class LineWriter {
 public:
  explicit LineWriter(std::size_t bytes_expected) { line_.reserve(bytes_expected); }
  LineWriter(const LineWriter&) = delete;
  LineWriter& operator=(const LineWriter&) = delete;
  LineWriter(LineWriter&&) = delete;
  LineWriter& operator=(LineWriter&&) = delete;
  ~LineWriter() = default;

  void Add(std::string_view text) { collapser_.Add(text); }
  std::size_t AddUpToMarkup(std::string_view text, std::size_t at) {
    return collapser_.AddUpToMarkup(text, at);
  }
  void AddBlank() { collapser_.AddBlank(); }
  void Separate(Gap) { collapser_.AddBlank(); }
  void LineBreak() { collapser_.AddBlank(); }
  void OpenTable() { is_sound_ = false; }
  void CloseTable() {}
  void OpenPart(std::string_view) {}
  void ClosePart(std::string_view) {}
  static bool is_in_table() { return false; }
  bool is_sound() const { return is_sound_; }
  std::string Take() { return std::move(line_); }

 private:
  bool is_sound_ = true;
  std::string line_;
  Collapser collapser_{line_};
};

// The blocks that are open, by the names under which PruneHtml counts them: the first letters of
// article, div, h1 to h6, li, ol, table and ul.
class OpenBlocks {
 public:
  // False: too deep.
  bool Open(const HtmlTag& tag) {
    CloseForSibling(tag);
    if (count_ == keys_.size()) {
      return false;
    }
    keys_[count_++] = KeyOf(tag);
    return true;
  }

  // Was there one to close? No end tag reaches out of a table, nor that of an item out of its list.
  bool Close(const HtmlTag& tag) {
    for (std::size_t i = count_; i-- > 0;) {
      if (keys_[i] == KeyOf(tag)) {
        count_ = i;
        return true;
      }
      const bool list = keys_[i] == 'u' || keys_[i] == 'o';
      if (keys_[i] == 't' || (list && tag.role == TagRole::kListItem)) {
        return false;
      }
    }
    return false;
  }

  // Those within the table.
  void CloseToTable() {
    while (count_ > 0 && keys_[count_ - 1] != 't') {
      --count_;
    }
  }

 private:
  static char KeyOf(const HtmlTag& tag) { return tag.as.front(); }

  void CloseForSibling(const HtmlTag& tag) {
    if (tag.role == TagRole::kHeading && count_ > 0 && keys_[count_ - 1] == 'h') {
      --count_;
    }
    if (tag.role != TagRole::kListItem) {
      return;
    }
    for (std::size_t i = count_; i-- > 0;) {
      if (keys_[i] == 'l') {
        count_ = i;
        return;
      }
      if (keys_[i] != 'd') {
        return;
      }
    }
  }

  std::array<char, kHtmlDepthMax> keys_{};
  std::size_t count_ = 0;
};

// The character of a number that means the same to everybody; empty: another.
std::string OfNumber(std::string_view digits) {
  const bool hex = !digits.empty() && Lower(digits.front()) == 'x';
  digits.remove_prefix(hex ? 1 : 0);
  std::uint32_t code = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
  const bool odd = error != std::errc() || end != digits.data() + digits.size() ||
                   code >= 0x110000 || !IsXmlCharacter(code) || IsForbidden(code) || code == '\r';
  std::string character;
  if (!odd) {
    AppendUtf8(character, code);
  }
  return character;
}

// The character of a name that is written with its ';'; empty: none that is known here.
std::string OfName(std::string_view name) {
  constexpr std::pair<std::string_view, char> kOfXml[] = {
      {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [known, character] : kOfXml) {
    if (known == name) {
      return {character};
    }
  }
  return std::string(EntityNamed(name));
}

template <class Writer>
class Converter {
 public:
  explicit Converter(std::string_view html) : html_(html), writer_(html.size()) {}

  std::optional<std::string> Run() {
    while (true) {
      const std::size_t start = at_;
      at_ = writer_.AddUpToMarkup(html_, at_);
      before_ = at_ > start ? html_[at_ - 1] : before_;
      if (at_ >= html_.size()) {
        const bool whole = writer_.is_sound() && !writer_.is_in_table();
        return whole ? std::optional(writer_.Take()) : std::nullopt;
      }
      const bool mine = html_[at_] == '<' ? Markup() : html_[at_] == '&' && Reference();
      if (!mine) {
        return std::nullopt;
      }
    }
  }

 private:
  char Ahead(std::size_t by) const { return at_ + by < html_.size() ? html_[at_ + by] : '\0'; }

  void AddCharacter(std::string_view bytes) {
    writer_.Add(bytes);
    before_ = ';';
  }

  void SkipPast(std::string_view end, std::size_t from) {
    const std::size_t found = html_.find(end, at_ + from);
    at_ = found == html_.npos ? html_.size() : found + end.size();
  }

  bool Markup() {
    if (IsLetter(Ahead(1))) {
      return StartTag();
    }
    if (Ahead(1) == '/' && IsLetter(Ahead(2))) {
      return EndTag();
    }
    if (html_.substr(at_, 4) == "<!--") {
      SkipPast("-->", 4);
    } else if (html_.substr(at_, 9) == "<![CDATA[") {
      at_ += 9;
    } else if (Ahead(1) == '!' || Ahead(1) == '?' || Ahead(1) == '/') {
      SkipPast(">", 1);
    } else {
      AddCharacter("<");
      ++at_;
    }
    return true;
  }

  // What a dropped tag parts may be one reference to the tree, "&am<b>p;": not mine.
  bool Reference() {
    const bool number = Ahead(1) == '#';
    const std::size_t start = at_ + (number ? 2 : 1);
    std::size_t end = start;
    while (end < html_.size() && (IsLetter(html_[end]) || IsDigit(html_[end]))) {
      ++end;
    }
    const char behind = end < html_.size() ? html_[end] : '\0';
    const std::string_view name = html_.substr(start, end - start);
    if (behind == '<' || (number && behind != ';')) {
      return false;
    }
    // The shortest name without ';' has two letters: "&lt".
    if (!number && (name.size() < 2 || IsDigit(name.front()))) {
      AddCharacter("&");
      ++at_;
      return true;
    }
    const std::string character = number ? OfNumber(name) : OfName(name);
    if (behind != ';' || character.empty()) {
      return false;
    }
    AddCharacter(character);
    at_ = end + 1;
    return true;
  }

  bool StartTag() {
    const HtmlTagName name(html_, at_ + 1);
    const HtmlTag* const tag = FindHtmlTag(name.view());
    at_ = name.end();
    while (NextAttribute(html_, at_)) {
    }
    if (tag == nullptr) {
      return true;
    }
    switch (tag->role) {
      case TagRole::kDropped:
        return Drop(*tag);
      case TagRole::kRaw:
      case TagRole::kHidden:
        return SkipElement(*tag);
      case TagRole::kCell:
        return OpenPart(*tag);
      case TagRole::kTitle:
      case TagRole::kLoose:
        return Shape(*tag);
      case TagRole::kBlock:
      case TagRole::kHeading:
      case TagRole::kListItem:
        return OpenBlock(*tag);
    }
    return false;
  }

  bool OpenBlock(const HtmlTag& tag) {
    if (tag.shape == TagShape::kTable) {
      writer_.OpenTable();
    }
    return tag.shape != TagShape::kByTree && open_.Open(tag) && Shape(tag);
  }

  // Of a table: outside of one it is nothing.
  bool OpenPart(const HtmlTag& tag) {
    if (writer_.is_in_table()) {
      open_.CloseToTable();
      writer_.OpenPart(tag.name);
      return Shape(tag);
    }
    return true;
  }

  bool Drop(const HtmlTag& tag) {
    if (!IsDigit(before_)) {
      return true;
    }
    if (tag.name == "sup" || tag.name == "ins") {
      writer_.AddBlank();
      before_ = ' ';
    }
    return tag.name != "time";  // a date may come between the digit and a <sup>
  }

  // False: it takes a tree to know, or there are too many tags.
  bool Shape(const HtmlTag& tag) {
    before_ = '>';
    if (tag.shape == TagShape::kParagraph) {
      writer_.Separate(Gap::kParagraph);
    } else if (tag.shape == TagShape::kLineBreak) {
      writer_.LineBreak();
    }
    return tag.shape != TagShape::kByTree && writer_.is_sound() && ++tags_ <= kHtmlTagsMax;
  }

  bool SkipElement(const HtmlTag& tag) {
    const bool self_closed = html_[at_ - 1] == '>' && html_[at_ - 2] == '/';
    if (self_closed && tag.role == TagRole::kHidden) {
      return true;
    }
    const std::size_t end = FindFold(html_, "</" + std::string(tag.name), at_);
    if (end == std::string_view::npos) {
      return false;
    }
    at_ = end;
    SkipPast(">", 0);
    return true;
  }

  bool EndTag() {
    const HtmlTagName name(html_, at_ + 2);
    const HtmlTag* const tag = FindHtmlTag(name.view());
    at_ = name.end();
    SkipPast(">", 0);
    if (tag == nullptr || tag->as.empty()) {
      return true;
    }
    if (tag->role == TagRole::kCell) {
      return ClosePart(*tag);
    }
    if (tag->shape == TagShape::kByTree || tag->role == TagRole::kLoose) {
      before_ = '>';
      // </hr> is no tag, </br> is a <br>, </p> a paragraph even where none is open.
      return tag->as == "hr" || Shape(*tag);
    }
    return CloseBlock(*tag);
  }

  bool CloseBlock(const HtmlTag& tag) {
    if (!open_.Close(tag)) {
      return true;
    }
    if (tag.shape == TagShape::kTable) {
      writer_.CloseTable();
    }
    return Shape(tag);
  }

  bool ClosePart(const HtmlTag& tag) {
    if (writer_.is_in_table()) {
      writer_.ClosePart(tag.name);
      return Shape(tag);
    }
    return true;
  }

  std::string_view html_;
  Writer writer_;
  OpenBlocks open_;
  std::size_t at_ = 0;
  std::size_t tags_ = 0;
  char before_ = '\0';  // the last byte that PruneHtml would have written
};

}  // namespace

std::optional<std::string> PlainHtmlToText(std::string_view html) {
  return Converter<FlowWriter>(html).Run();
}

std::optional<std::string> InlinePlainHtmlToText(std::string_view html) {
  return Converter<LineWriter>(html).Run();
}

}  // namespace feeds
