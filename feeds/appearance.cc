#include "feeds/appearance.h"

#include <algorithm>

#include "feeds/ascii.h"
#include "feeds/html_page.h"
#include "feeds/html_prune.h"
#include "feeds/url.h"

namespace feeds {
namespace {

constexpr std::size_t kHeadBytesMax = std::size_t{64} << 10;
constexpr std::size_t kNameBytesMax = 60;

struct Signature {
  std::string_view bytes;
  const char* appearance;
};

constexpr Signature kSignatures[] = {
    {{"\x1F\x8B", 2}, "binary data (gzip)"},
    {{"\x28\xB5\x2F\xFD", 4}, "binary data (zstd)"},
    {{"PK\x03\x04", 4}, "binary data (zip, perhaps a workbook)"},
    {{"\xD0\xCF\x11\xE0", 4}, "binary data (OLE, perhaps an old workbook)"},
    {{"%PDF-", 5}, "a PDF document"},
    {{"\x89PNG", 4}, "an image (PNG)"},
    {{"\xFF\xD8\xFF", 3}, "an image (JPEG)"},
    {{"GIF8", 4}, "an image (GIF)"},
};

// UTF-16 and 32 have zero bytes as well, but every second one at most, and a pattern to them.
bool HasStrayZeros(std::string_view head) {
  const auto zeros = std::count(head.begin(), head.end(), '\0');
  const bool wide = head.size() > 1 &&
                    (head[0] == '\0' || head[1] == '\0' || head[0] == '\xFF' || head[0] == '\xFE');
  return zeros > 0 && !wide;
}

// Behind a declaration: the end of what starts at `at` with "<?" or "<!"; npos: it does not end.
std::size_t SkipDeclaration(std::string_view text, std::size_t at) {
  if (text.substr(at, 4) == "<!--") {
    const std::size_t end = text.find("-->", at + 4);
    return end == text.npos ? end : end + 3;
  }
  if (text.substr(at, 2) == "<?") {
    const std::size_t end = text.find("?>", at);
    return end == text.npos ? end : end + 2;
  }
  const std::size_t close = text.find('>', at);
  const std::size_t subset = text.find('[', at);
  if (subset < close) {
    const std::size_t end = text.find(']', subset);
    return end == text.npos ? end : std::min(text.find('>', end), text.size() - 1) + 1;
  }
  return close == text.npos ? close : close + 1;
}

}  // namespace

std::string BinaryAppearance(std::string_view bytes) {
  for (const Signature& signature : kSignatures) {
    if (bytes.substr(0, signature.bytes.size()) == signature.bytes) {
      return signature.appearance;
    }
  }
  return HasStrayZeros(bytes.substr(0, 512)) ? "binary data" : "";
}

std::string RootName(std::string_view text) {
  text = text.substr(0, kHeadBytesMax);
  const std::size_t declaration = text.substr(0, 4096).find("<?xml");
  std::size_t at = text.find('<', declaration == text.npos ? 0 : declaration);
  while (at != text.npos) {
    const char next = at + 1 < text.size() ? text[at + 1] : '\0';
    if (IsLetter(next) || next == '_') {
      const std::size_t end = text.find_first_of(" \t\r\n/>", at);
      return std::string(
          text.substr(at + 1, std::min(end == text.npos ? end : end - at - 1, kNameBytesMax)));
    }
    at = next == '?' || next == '!' ? SkipDeclaration(text, at) : at + 1;
    at = at == text.npos ? at : text.find('<', at);
  }
  return {};
}

std::string TextAppearance(std::string_view text, std::string_view url) {
  if (Trim(text).empty()) {
    return "empty";
  }
  const std::string root = RootName(text);
  const bool html = EqualsFold(root, "html") || HasHtmlTag(text.substr(0, kHeadBytesMax));
  if (html) {
    const std::string link = ResolveUrl(url, ReadHtmlPage(text).feed_link);
    return link.empty() ? "an HTML page" : "an HTML page; it links a feed at " + link;
  }
  return root.empty() ? "plain text" : "an XML document <" + root + ">";
}

}  // namespace feeds
