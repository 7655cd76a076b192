#include "feeds/xml_document.h"

#include <algorithm>
#include <string_view>

#include "feeds/appearance.h"
#include "feeds/ascii.h"
#include "feeds/xml_mend.h"

namespace feeds {
namespace {

bool IsAtom(std::string_view text) {
  const std::string root = RootName(text);
  return root.substr(root.find(':') + 1) == "feed";
}

bool HasXhtmlType(std::string_view text) {
  for (std::size_t at = text.find("xhtml"); at != text.npos; at = text.find("xhtml", at + 1)) {
    if (at >= 6 && (text.substr(at - 6, 12) == "type=\"xhtml\"" ||
                    text.substr(at - 6, 12) == "type='xhtml'")) {
      return true;
    }
  }
  return false;
}

// Blanks between the tags of XHTML content, which Atom alone has, separate words; elsewhere they
// would double the nodes.
unsigned OptionsFor(std::string_view text) {
  const bool xhtml = IsAtom(text) && HasXhtmlType(text);
  return pugi::parse_default | (xhtml ? pugi::parse_ws_pcdata : 0U);
}

bool IsItem(std::string_view name) {
  const std::size_t colon = name.find(':');
  const std::string_view local = colon == name.npos ? name : name.substr(colon + 1);
  return local == "item" || local == "entry";
}

// Behind the end tag of an item that starts at `at`; npos when there is another tag.
std::size_t EndOfItemTag(std::string_view text, std::size_t at) {
  const std::size_t close = text.find('>', at);
  if (close == text.npos ||
      !IsItem(Trim(text.substr(at + 2, std::min<std::size_t>(close - at - 2, 32))))) {
    return std::string_view::npos;
  }
  return close + 1;
}

}  // namespace

XmlDocument::XmlDocument(std::string text) : text_(std::move(text)) {
  MendXml(text_);
  result_ = document_.load_buffer_inplace(text_.data(), text_.size(), OptionsFor(text_),
                                          pugi::encoding_utf8);
}

std::string XmlDocument::Fault(std::string text) const {
  MendXml(text);
  const auto offset =
      std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result_.offset, 0)), text.size());
  const std::string_view before = std::string_view(text).substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t line_start = before.rfind('\n');
  const std::size_t column = offset - (line_start == before.npos ? 0 : line_start + 1) + 1;
  std::string reason = Lowered(result_.description());
  return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + reason;
}

std::optional<std::string> XmlDocument::WholeItems(std::string text) const {
  MendXml(text);
  const auto fault = static_cast<std::size_t>(std::max<std::ptrdiff_t>(result_.offset, 0));
  std::size_t end = 0;
  for (std::size_t at = text.find("</"); at != std::string::npos; at = text.find("</", at + 2)) {
    const std::size_t behind = EndOfItemTag(text, at);
    if (behind == std::string::npos) {
      continue;
    }
    if (at >= fault) {
      return std::nullopt;
    }
    end = behind;
  }
  if (end == 0) {
    return std::nullopt;
  }
  text.resize(end);
  return text;
}

}  // namespace feeds
