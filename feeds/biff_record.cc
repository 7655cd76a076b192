#include "feeds/biff_record.h"

#include <algorithm>

#include "feeds/charset_convert.h"
#include "feeds/little_endian.h"
#include "feeds/utf8.h"

namespace feeds {
namespace {

constexpr std::size_t kHeadBytes = 4;
constexpr unsigned kWide = 1;      // flags of a string: two bytes a character,
constexpr unsigned kExtended = 4;  // readings behind it,
constexpr unsigned kRich = 8;      // runs of fonts behind it

std::string ToUtf8(const std::u16string& text) {
  std::string utf8;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    const char32_t next = i + 1 < text.size() ? text[i + 1] : 0;
    if (c >= 0xD800 && c < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
      c = 0x10000 + ((c - 0xD800) << 10U) + (next - 0xDC00);
      ++i;
    }
    AppendUtf8(utf8, IsXmlCharacter(c) || c >= 0xD800 ? c : U' ');
  }
  return utf8;
}

}  // namespace

std::optional<BiffRecord> BiffStream::Next() {
  BiffRecord record;
  record.at = at_;
  for (;;) {
    if (at_ > bytes_.size() || bytes_.size() - at_ < kHeadBytes) {
      break;
    }
    const auto type = static_cast<BiffType>(U16At(bytes_, at_));
    const std::size_t size = U16At(bytes_, at_ + 2);
    const bool first = record.parts.empty();
    if (bytes_.size() - at_ - kHeadBytes < size || (!first && type != BiffType::kContinue)) {
      break;
    }
    if (first) {
      record.type = type;
    }
    record.parts.push_back(bytes_.substr(at_ + kHeadBytes, size));
    at_ += kHeadBytes + size;
  }
  return record.parts.empty() ? std::nullopt : std::optional(std::move(record));
}

bool BiffText::AtEnd() const {
  return part_ + 1 >= record_.parts.size() &&
         (part_ >= record_.parts.size() || at_ >= record_.parts[part_].size());
}

std::uint64_t BiffText::Number(int width) {
  std::uint64_t number = 0;
  for (int i = 0; i < width && !AtEnd(); ++i) {
    while (at_ >= record_.parts[part_].size() && !AtEnd()) {
      ++part_;
      at_ = 0;
    }
    number |= NumberAt(record_.parts[part_], at_, 1) << (8 * i);
    ++at_;
  }
  return number;
}

void BiffText::Skip(std::size_t bytes) {
  while (bytes > 0 && !AtEnd()) {
    const std::size_t here = std::min(bytes, record_.parts[part_].size() - at_);
    bytes -= here;
    at_ += here;
    if (bytes > 0 && part_ + 1 < record_.parts.size()) {
      ++part_;
      at_ = 0;
    }
  }
}

// A string that goes on in the next part is told there anew how wide its characters are.
void BiffText::ReadWide(std::size_t characters, unsigned flags, std::u16string& text) {
  while (characters > 0 && !AtEnd()) {
    const std::string_view part = record_.parts[part_];
    const std::size_t width = (flags & kWide) != 0 ? 2 : 1;
    if (at_ + width > part.size()) {
      if (part_ + 1 >= record_.parts.size()) {
        at_ = part.size();
        return;
      }
      ++part_;
      flags = static_cast<unsigned>(NumberAt(record_.parts[part_], 0, 1));
      at_ = 1;
      continue;
    }
    text.push_back(static_cast<char16_t>(NumberAt(part, at_, static_cast<int>(width))));
    at_ += width;
    --characters;
  }
}

std::string BiffText::Read(const BiffStrings& strings, LengthBytes length) {
  const std::size_t characters = Number(static_cast<int>(length));
  if (!strings.is_wide) {
    std::string bytes;
    for (std::size_t i = 0; i < characters && !AtEnd(); ++i) {
      bytes.push_back(static_cast<char>(Number(1)));
    }
    return CleanUtf8(ConvertToUtf8(bytes, strings.code_page));
  }
  const auto flags = static_cast<unsigned>(Number(1));
  const std::size_t runs = (flags & kRich) != 0 ? Number(2) : 0;
  const std::size_t readings = (flags & kExtended) != 0 ? Number(4) : 0;
  std::u16string text;
  ReadWide(characters, flags, text);
  Skip(4 * runs);
  Skip(readings);
  return ToUtf8(text);
}

Charset CharsetOfCodePage(unsigned code_page) {
  struct Known {
    unsigned code_page;
    const char* label;
  };
  constexpr Known kKnown[] = {{932, "shift_jis"}, {936, "gbk"},         {949, "euc-kr"},
                              {950, "big5"},      {10000, "macintosh"}, {874, "windows-874"},
                              {367, "us-ascii"},  {32768, "macintosh"}, {32769, "windows-1252"}};
  for (const Known& known : kKnown) {
    if (known.code_page == code_page) {
      return FindCharset(known.label).value_or(*FindCharset("windows-1252"));
    }
  }
  return FindCharset("windows-" + std::to_string(code_page)).value_or(*FindCharset("windows-1252"));
}

}  // namespace feeds
