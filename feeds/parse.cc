#include "feeds/parse.h"

#include <array>
#include <cassert>
#include <cstdint>
#include <cstdio>

#include "feeds/appearance.h"
#include "feeds/ascii.h"
#include "feeds/atom.h"
#include "feeds/cdf.h"
#include "feeds/charset.h"
#include "feeds/guid.h"
#include "feeds/html_page.h"
#include "feeds/html_prune.h"
#include "feeds/html_text.h"
#include "feeds/index_page.h"
#include "feeds/json_feed.h"
#include "feeds/main_text.h"
#include "feeds/rss.h"
#include "feeds/table_formats.h"
#include "feeds/utf8.h"
#include "feeds/white_space.h"
#include "feeds/xml_document.h"
#include "feeds/xml_mend.h"
#include "feeds/xml_recover.h"

namespace feeds {
namespace {

using Kind = ParseError::Kind;
using FeedResult = tl::expected<Feed, ParseError>;

tl::expected<DecodedText, ParseError> Decode(std::string_view bytes, const ServedAs& served) {
  return ToUtf8(bytes, {.charset = served.charset, .content_type = served.content_type})
      .map_error([](std::string detail) {
        return ParseError{Kind::kEncoding, std::move(detail)};
      });
}

enum class Format { kNone, kRss, kAtom, kChannel, kJson };

Format FormatOf(std::string_view text) {
  const char first = Trim(text).empty() ? '\0' : Trim(text).front();
  if (first == '{' || first == '[') {
    return Format::kJson;
  }
  const std::string root = FindRoot(text).name;
  const std::string local = Lowered(root.substr(root.find(':') + 1));
  if (local == "rss" || local == "rdf" || local == "item") {
    return Format::kRss;
  }
  if (local == "channel") {
    return Format::kChannel;
  }
  return local == "feed" || local == "entry" ? Format::kAtom : Format::kNone;
}

XmlReading ReadXml(const XmlDocument& document, Format format, std::string_view url) {
  if (format == Format::kAtom) {
    return ReadAtom(document.root(), url);
  }
  const bool cdf = format == Format::kChannel && IsCdf(document.root());
  return cdf ? ReadCdf(document.root(), url) : ReadRss(document.root(), url);
}

// The rare 'x' is looked for, not the 't' of type.
bool HasXhtmlType(std::string_view text) {
  for (std::size_t at = text.find("xhtml"); at != text.npos; at = text.find("xhtml", at + 1)) {
    const std::string_view around = at < 6 ? std::string_view() : text.substr(at - 6, 12);
    if (around == "type=\"xhtml\"" || around == "type='xhtml'") {
      return true;
    }
  }
  return false;
}

// Blanks between the tags of XHTML separate words; Atom says where it has any.
XmlDocument::Blanks BlanksOf(std::string_view text, Format format) {
  return format == Format::kAtom && HasXhtmlType(text) ? XmlDocument::Blanks::kKept
                                                       : XmlDocument::Blanks::kDropped;
}

// Does the text of a feed in which no item was found hold any?
bool HasItems(std::string_view text) {
  return FindFold(text, "<item") != text.npos || FindFold(text, "<entry") != text.npos;
}

// The slow way, for what the fast one cannot read or reads wrongly. nullopt: nothing whole in it.
std::optional<Feed> RecoverFeed(std::string text, Format format, const ServedAs& served) {
  MendXml(text);
  std::optional<std::string> mended = RecoverXml(std::string_view(text).substr(FindRoot(text).at));
  if (!mended) {
    return std::nullopt;
  }
  const XmlDocument document(*std::move(mended), XmlDocument::Blanks::kKept);
  return document.ok() ? std::optional(ReadXml(document, format, served.url).feed) : std::nullopt;
}

// XML is parsed in place, which spoils the text; where that is not enough, a rare case, the bytes
// are decoded again.
FeedResult ParseXml(std::string text, Format format, std::string_view bytes,
                    const ServedAs& served) {
  const XmlDocument::Blanks blanks = BlanksOf(text, format);
  const XmlDocument document(std::move(text), blanks);
  XmlReading reading;
  if (document.ok()) {
    reading = ReadXml(document, format, served.url);
  }
  const bool has_items = !reading.feed.items.empty() && !reading.has_nested_item;
  if (has_items && (!reading.has_markup || blanks == XmlDocument::Blanks::kKept)) {
    return std::move(reading.feed);
  }
  auto again = Decode(bytes, served);
  if (has_items) {
    return ReadXml({std::move(again->text), XmlDocument::Blanks::kKept}, format, served.url).feed;
  }
  if (document.ok() && !reading.has_nested_item && !HasItems(again->text)) {
    return std::move(reading.feed);
  }
  if (std::optional<Feed> feed = RecoverFeed(again->text, format, served)) {
    return *std::move(feed);
  }
  return document.ok() ? FeedResult(std::move(reading.feed))
                       : Fail(Kind::kBroken, document.Fault(std::move(again->text)));
}

FeedResult ParseJson(std::string_view text, const ServedAs& served) {
  return ReadJsonFeed(text, served.url).map_error([](JsonFeedError error) {
    const bool broken = error.kind == JsonFeedError::Kind::kBroken;
    return ParseError{broken ? Kind::kBroken : Kind::kNotAFeed, std::move(error.detail)};
  });
}

// FNV-1a, 64 bits: stable over versions, since it becomes an identity.
std::string HashOf(std::string_view title, std::string_view text) {
  std::uint64_t hash = 14695981039346656037U;
  for (const std::string_view part : {title, std::string_view("\n\n"), text}) {
    for (const char c : part) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    }
  }
  std::array<char, 32> key{};
  std::snprintf(key.data(), key.size(), "hash:%016llx", static_cast<unsigned long long>(hash));
  return key.data();
}

// Line ends as \n; the rest as written, so that offsets are those of the input.
std::string PlainText(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool paired = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (!paired) {
      plain.push_back(text[i] == '\r' ? '\n' : text[i]);
    }
  }
  return std::string(Trim(plain));
}

std::string TextOfItem(std::string_view text, TextKind kind) {
  return kind == TextKind::kHtml ? HtmlToText(text) : PlainText(text);
}

// The longer of content and summary, of the content when they are equally long. The shorter one of
// the two is mostly so much shorter that it need not be read: a character reference stands for
// fewer than twice the bytes that it is written with.
std::string TextOfItem(const Item& item) {
  std::string content = TextOfItem(item.content, item.content_kind);
  if (item.summary.size() * 2 <= content.size()) {
    return content;
  }
  std::string summary = TextOfItem(item.summary, item.summary_kind);
  return summary.size() > content.size() ? summary : content;
}

Document DocumentOf(Item item, const Feed& feed, const Source& source) {
  Document document;
  document.url = std::move(item.link);
  document.title = std::move(item.title);
  document.text = TextOfItem(item);
  document.language = std::move(item.language);
  if (document.language.empty()) {
    document.language = feed.language.empty() ? source.about->language : feed.language;
  }
  document.published_at = item.published;
  document.updated_at = item.updated;
  document.guid = item.id.empty() ? document.url : std::move(item.id);
  if (document.guid.empty()) {
    document.guid = HashOf(document.title, document.text);
  }
  return document;
}

// Pages repeat their title as a heading; told once, it is one fact and not two.
void DropRepeatedTitle(HtmlPage& page) {
  const std::size_t size = page.title.size();
  if (size > 0 && page.text.compare(0, size, page.title) == 0 &&
      page.text.compare(size, 2, "\n\n") == 0) {
    page.text.erase(0, size + 2);
  }
}

Document DocumentOf(HtmlPage page, const ServedAs& served) {
  DropRepeatedTitle(page);
  Document document;
  document.guid = served.url.empty() ? HashOf(page.title, page.text) : served.url;
  document.url = served.url;
  document.title = std::move(page.title);
  document.text = std::move(page.text);
  document.language = std::move(page.language);
  document.tables = std::move(page.tables);
  document.published_at = page.published_at;
  return document;
}

Document DocumentOf(TableReading reading, std::string_view bytes, const ServedAs& served) {
  Document document;
  document.guid = served.url.empty() ? HashOf(reading.title, bytes) : served.url;
  document.url = served.url;
  document.title = std::move(reading.title);
  document.text = std::move(reading.text);
  document.tables = std::move(reading.tables);
  return document;
}

// Of which kind the text is a feed; empty: it is none. Elements of data may be called item, entry
// or channel, so these do not count here.
std::string FeedAppearance(std::string_view text) {
  constexpr std::size_t kHeadBytes = 1000;
  const std::string_view trimmed = Trim(text);
  if (!trimmed.empty() && trimmed.front() == '{') {
    return trimmed.substr(0, kHeadBytes).find("jsonfeed.org/version") == trimmed.npos
               ? ""
               : "a JSON feed";
  }
  if (trimmed.empty() || trimmed.front() != '<') {
    return "";
  }
  const std::string root = FindRoot(text).name;
  const std::string local = Lowered(root.substr(root.find(':') + 1));
  if (local == "feed") {
    return "an Atom feed";
  }
  return local == "rss" || local == "rdf" ? "an RSS feed" : "";
}

bool IsHtml(std::string_view text, const ServedAs& served) {
  return StartsWithFold(Trim(served.content_type), "text/html") ||
         StartsWithFold(Trim(served.content_type), "application/xhtml") || HasHtmlTag(text);
}

tl::expected<Parsed, ParseError> ParseItems(const Page& page, const ServedAs& served,
                                            const Source& source) {
  FeedResult feed = ParseFeed(page.body, served);
  if (!feed) {
    return tl::unexpected(std::move(feed.error()));
  }
  Parsed parsed{.documents = {},
                .format = feed->format,
                .encoding = feed->encoding,
                .schedule = feed->schedule};
  parsed.documents.reserve(feed->items.size());
  for (Item& item : feed->items) {
    parsed.undated += item.is_date_unreadable ? 1 : 0;
    parsed.documents.push_back(DocumentOf(std::move(item), *feed, source));
  }
  SettleGuids(parsed.documents);
  return parsed;
}

tl::expected<Parsed, ParseError> ParseLinks(const Page& page, const ServedAs& served,
                                            const Source& source) {
  auto documents = ParseIndexPage(page.body, served, source.about->link_pattern);
  if (!documents) {
    return tl::unexpected(std::move(documents.error()));
  }
  for (Document& document : *documents) {
    if (document.language.empty()) {
      document.language = source.about->language;
    }
  }
  return Parsed{
      .documents = *std::move(documents), .format = "html", .encoding = {}, .schedule = {}};
}

tl::expected<Parsed, ParseError> ParseTables(const Page& page, const ServedAs& served,
                                             const Source& source) {
  auto release = ParseRelease(page.body, served);
  if (!release) {
    return tl::unexpected(std::move(release.error()));
  }
  if (release->language.empty()) {
    release->language = source.about->language;
  }
  Parsed parsed{.documents = {}, .format = "html", .encoding = {}, .schedule = {}};
  parsed.documents.push_back(*std::move(release));
  return parsed;
}

}  // namespace

std::string_view ToText(ParseError::Kind kind) {
  switch (kind) {
    case Kind::kNotAFeed:
      return "not-a-feed";
    case Kind::kBroken:
      return "broken";
    case Kind::kEncoding:
      return "encoding";
    case Kind::kNoTable:
      return "no-table";
    case Kind::kNoLinks:
      return "no-links";
    case Kind::kErrorAnswer:
      return "error-answer";
    case Kind::kFeed:
      return "feed";
  }
  assert(false);
  return {};
}

tl::expected<Feed, ParseError> ParseFeed(std::string_view bytes, const ServedAs& served) {
  if (std::string binary = BinaryAppearance(bytes); !binary.empty()) {
    return Fail(Kind::kNotAFeed, std::move(binary));
  }
  auto decoded = Decode(bytes, served);
  if (!decoded) {
    return tl::unexpected(std::move(decoded.error()));
  }
  std::string encoding = std::move(decoded->encoding);
  FeedResult feed = [&]() -> FeedResult {
    const Format format = FormatOf(decoded->text);
    switch (format) {
      case Format::kRss:
      case Format::kAtom:
      case Format::kChannel:
        return ParseXml(std::move(decoded->text), format, bytes, served);
      case Format::kJson:
        return ParseJson(decoded->text, served);
      case Format::kNone:
        break;
    }
    return Fail(Kind::kNotAFeed, TextAppearance(decoded->text, served.url));
  }();
  if (feed) {
    feed->encoding = std::move(encoding);
  }
  return feed;
}

tl::expected<Document, ParseError> ParseRelease(std::string_view bytes, const ServedAs& served) {
  const auto document_of = [&](TableReading reading) {
    return DocumentOf(std::move(reading), bytes, served);
  };
  if (auto reading = ReadBinaryTables(bytes)) {
    return std::move(*reading).map(document_of);
  }
  if (std::string binary = BinaryAppearance(bytes); !binary.empty()) {
    return Fail(Kind::kNoTable, std::move(binary));
  }
  const auto decoded = Decode(bytes, served);
  if (!decoded) {
    return tl::unexpected(decoded.error());
  }
  if (const std::string feed = FeedAppearance(decoded->text); !feed.empty()) {
    return Fail(Kind::kFeed, feed + ", where a release of figures should be");
  }
  if (auto reading = ReadTextTables(decoded->text, served.content_type, served.url)) {
    return std::move(*reading).map(document_of);
  }
  if (EndsInTable(decoded->text)) {
    return Fail(Kind::kBroken, "an HTML page that breaks off in a table");
  }
  HtmlPage page = ReadHtmlPage(decoded->text);
  if (page.tables.empty()) {
    return Fail(Kind::kNoTable, TextAppearance(decoded->text, served.url) + " without a table");
  }
  return DocumentOf(std::move(page), served);
}

Document ParseArticle(std::string_view bytes, const ServedAs& served) {
  auto decoded = Decode(bytes, served);
  if (!decoded) {  // an unknown name of a charset; the bytes themselves can be read without
    ServedAs unnamed = served;
    unnamed.charset.clear();
    decoded = Decode(bytes, unnamed);
  }
  if (IsHtml(decoded->text, served)) {
    return DocumentOf(ReadMainText(decoded->text).page, served);
  }
  HtmlPage page;
  page.text = PlainText(decoded->text);
  return DocumentOf(std::move(page), served);
}

tl::expected<Parsed, ParseError> Parse(const Page& page, const Source& source) {
  const ServedAs served{page.content_type, page.url, source.about->charset};
  switch (source.kind) {
    case SourceKind::kFeed:
      return ParseItems(page, served, source);
    case SourceKind::kRelease:
      return ParseTables(page, served, source);
    case SourceKind::kPage:
      return ParseLinks(page, served, source);
  }
  assert(false);
  return Fail(Kind::kNotAFeed, {});
}

}  // namespace feeds
