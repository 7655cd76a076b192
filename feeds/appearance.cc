#include "feeds/appearance.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/html_prune.h"
#include "feeds/tag_scan.h"
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
    {{"RIFF", 4}, "binary data (RIFF, perhaps an image or sound)"},
    {{"ID3", 3}, "sound (MP3)"},
    {{"OggS", 4}, "sound (Ogg)"},
    {{"BZh", 3}, "binary data (bzip2)"},
    {{"\xFD"
      "7zXZ",
      5},
     "binary data (xz)"},
    {{"\x7F"
      "ELF",
      4},
     "a program"},
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
  const std::size_t close = text.find('>', at);
  if (text.substr(at, 2) == "<?") {
    // "<?xml version='1.0'>" ends too.
    const std::size_t end = text.substr(0, text.find('<', at + 1)).find("?>", at);
    return end == text.npos ? std::min(close, text.size() - 1) + 1 : end + 2;
  }
  const std::size_t subset = text.find('[', at);
  if (subset < close) {
    const std::size_t end = text.find(']', subset);
    return end == text.npos ? end : std::min(text.find('>', end), text.size() - 1) + 1;
  }
  return close == text.npos ? close : close + 1;
}

// Cut between two characters.
std::string_view CutName(std::string_view name) {
  std::size_t end = std::min(name.size(), kNameBytesMax);
  while (end < name.size() && end > 0 && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80) {
    --end;
  }
  return name.substr(0, end);
}

RootTag FirstElement(std::string_view head) {
  std::size_t at = head.find('<');
  while (at != head.npos) {
    const char next = at + 1 < head.size() ? head[at + 1] : '\0';
    if (IsLetter(next) || next == '_') {
      const std::size_t end = std::min(head.find_first_of(" \t\r\n/>", at), head.size());
      return {std::string(CutName(head.substr(at + 1, end - at - 1))), at};
    }
    at = next == '?' || next == '!' ? SkipDeclaration(head, at) : at + 1;
    at = at == head.npos ? at : head.find('<', at);
  }
  return {};
}

bool IsFeedRoot(std::string_view name) {
  constexpr std::string_view kRoots[] = {"rss", "rdf", "feed", "channel", "item", "entry"};
  const std::string local = Lowered(name.substr(name.find(':') + 1));
  return std::find(std::begin(kRoots), std::end(kRoots), local) != std::end(kRoots);
}

std::string Joined(const std::vector<std::string>& links) {
  std::string joined;
  for (const std::string& link : links) {
    joined.append(joined.empty() ? "" : ", ").append(link);
  }
  return joined;
}

std::string_view ValueOf(const ScannedTag& tag, std::string_view name) {
  for (const auto& [key, value] : tag.attributes) {
    if (EqualsFold(key, name)) {
      return Trim(value);
    }
  }
  return {};
}

bool IsFeedType(std::string_view type) {
  constexpr std::string_view kTypes[] = {
      "application/rss+xml",   "application/atom+xml", "application/rdf+xml",
      "application/feed+json", "application/json",     "application/x.atom+xml",
      "application/x-cdf",     "text/rss+xml",         "text/xml",
      "application/xml"};
  const std::string lowered = Lowered(Trim(type.substr(0, type.find(';'))));
  return std::find(std::begin(kTypes), std::end(kTypes), lowered) != std::end(kTypes);
}

std::string WithoutEscapes(std::string_view href) {
  std::string link(href);
  for (std::size_t at = link.find("&amp;"); at != link.npos; at = link.find("&amp;", at + 1)) {
    link.erase(at + 1, 4);
  }
  return link;
}

// What the tags of a page of HTML tell of feeds and forms.
struct PageSigns {
  std::vector<std::string> feeds;
  bool has_login = false;
};

PageSigns SignsOf(std::string_view html, std::string_view url) {
  constexpr std::size_t kPageBytesMax = std::size_t{1} << 20;
  constexpr std::size_t kFeedsMax = 20;
  html = html.substr(0, kPageBytesMax);
  PageSigns signs;
  for (std::size_t at = html.find('<'); at != html.npos; at = html.find('<', at + 1)) {
    const char next = at + 1 < html.size() ? Lower(html[at + 1]) : '\0';
    if (next != 'l' && next != 'i') {
      continue;
    }
    const auto tag = ScanTag(html, at);
    if (!tag) {
      continue;
    }
    if (EqualsFold(tag->name, "input") && EqualsFold(ValueOf(*tag, "type"), "password")) {
      signs.has_login = true;
    }
    const bool alternate = EqualsFold(tag->name, "link") &&
                           FindFold(ValueOf(*tag, "rel"), "alternate") != html.npos &&
                           IsFeedType(ValueOf(*tag, "type"));
    std::string link = ResolveUrl(url, WithoutEscapes(ValueOf(*tag, "href")));
    const bool known = std::find(signs.feeds.begin(), signs.feeds.end(), link) != signs.feeds.end();
    if (alternate && !link.empty() && !known && signs.feeds.size() < kFeedsMax) {
      signs.feeds.push_back(std::move(link));
    }
  }
  return signs;
}

std::string PageAppearance(std::string_view html, std::string_view url) {
  const PageSigns signs = SignsOf(html, url);
  std::string page = signs.has_login ? "an HTML page with a login form" : "an HTML page";
  if (!signs.feeds.empty()) {
    page.append(signs.feeds.size() > 1 ? "; it links feeds at " : "; it links a feed at ");
  }
  return page + Joined(signs.feeds);
}

std::string DocumentAppearance(const std::string& root) {
  struct Kind {
    std::string_view local;
    const char* what;
  };
  constexpr Kind kKinds[] = {{"opml", ", a list of feeds"},
                             {"urlset", ", a sitemap"},
                             {"sitemapindex", ", a sitemap"},
                             {"envelope", ", a SOAP message"},
                             {"svg", ", an image"},
                             {"error", ", an error"},
                             {"opensearchdescription", ", a description of a search"}};
  const std::string local = Lowered(root.substr(root.find(':') + 1));
  std::string document = "an XML document <" + root + ">";
  for (const Kind& kind : kKinds) {
    document.append(kind.local == local ? kind.what : "");
  }
  return document;
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

RootTag FindRoot(std::string_view text) {
  const std::string_view head = text.substr(0, kHeadBytesMax);
  RootTag first = FirstElement(head);
  if (IsFeedRoot(first.name) || EqualsFold(first.name, "html")) {
    return first;
  }
  for (std::size_t at = head.find('<', first.at + 1); at != head.npos;
       at = head.find('<', at + 1)) {
    for (const std::string_view name : {"rss", "rdf:RDF", "feed"}) {
      const std::string_view ahead = head.substr(at + 1, name.size() + 1);
      if (ahead.size() > name.size() && StartsWithFold(ahead, name) &&
          (IsBlank(ahead.back()) || ahead.back() == '>')) {
        return {std::string(ahead.substr(0, name.size())), at};
      }
    }
  }
  return first;
}

std::string TextAppearance(std::string_view text, std::string_view url) {
  if (Trim(text).empty()) {
    return "empty";
  }
  const std::string root = FindRoot(text).name;
  const bool xml = Trim(text).substr(0, 5) == "<?xml";
  if (EqualsFold(root, "html") || (!xml && HasHtmlTag(text.substr(0, kHeadBytesMax)))) {
    return PageAppearance(text, url);
  }
  return root.empty() ? "plain text" : DocumentAppearance(root);
}

}  // namespace feeds
