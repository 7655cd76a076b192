#include "feeds/xml_document.h"

#include <algorithm>
#include <string_view>

#include "feeds/appearance.h"
#include "feeds/ascii.h"
#include "feeds/xml_mend.h"

namespace feeds {

XmlDocument::XmlDocument(std::string text, Blanks blanks) : text_(std::move(text)) {
  MendXml(text_);
  start_ = FindRoot(text_).at;
  const unsigned kept = blanks == Blanks::kKept ? pugi::parse_ws_pcdata : 0U;
  result_ = document_.load_buffer_inplace(text_.data() + start_, text_.size() - start_,
                                          pugi::parse_default | kept, pugi::encoding_utf8);
}

std::string XmlDocument::Fault(std::string text) const {
  MendXml(text);
  const std::size_t offset = std::min(
      start_ + static_cast<std::size_t>(std::max<std::ptrdiff_t>(result_.offset, 0)), text.size());
  const std::string_view before = std::string_view(text).substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t line_start = before.rfind('\n');
  const std::size_t column = offset - (line_start == before.npos ? 0 : line_start + 1) + 1;
  std::string reason = Lowered(result_.description());
  return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + reason;
}

}  // namespace feeds
