#include "feeds/json_feed.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "feeds/ascii.h"
#include "feeds/feed_date.h"
#include "feeds/json_mend.h"
#include "feeds/url.h"
#include "feeds/utf8.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

using nlohmann::json;

// 2^53: beyond it a JSON number is not exact, and no enclosure is as large.
constexpr double kLengthMax = 9007199254740992.0;

std::string PlaceOf(std::string_view text, std::size_t byte) {
  const std::string_view before = text.substr(0, byte == 0 ? 0 : byte - 1);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t line_start = before.rfind('\n');
  const std::size_t column = before.size() - (line_start == before.npos ? 0 : line_start + 1) + 1;
  return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": ";
}

const json* Find(const json& object, const char* key) {
  if (!object.is_object()) {
    return nullptr;
  }
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

// Escapes can name what ToUtf8 leaves out of a text.
std::string StringOf(const json& object, const char* key) {
  const json* value = Find(object, key);
  if (value == nullptr || !value->is_string()) {
    return {};
  }
  const auto& text = value->get_ref<const std::string&>();
  return std::string(Trim(ScanUtf8(text).illegal > 0 ? CleanUtf8(text) : text));
}

std::string LineOf(const json& object, const char* key) {
  return CollapseWhiteSpace(StringOf(object, key));
}

// `item` learns that a date was given which nobody can read.
std::optional<std::chrono::sys_seconds> DateOf(const json& object, const char* key, Item& item) {
  const std::string text = StringOf(object, key);
  const auto moment = ParseFeedDate(text);
  item.is_date_unreadable = item.is_date_unreadable || (!moment && !text.empty());
  return moment;
}

std::string LinkOf(const json& object, const char* key, std::string_view url) {
  const std::string link = StringOf(object, key);
  return IsScriptUrl(link) ? std::string() : ResolveUrl(url, link);
}

std::string IdOf(const json& item) {
  const json* id = Find(item, "id");
  return id != nullptr && id->is_number() ? id->dump() : StringOf(item, "id");
}

// 1.1 has a list, 1.0 a single author.
std::vector<std::string> AuthorsOf(const json& object) {
  std::vector<std::string> authors;
  const auto add = [&authors](const json& author) {
    std::string name = author.is_string() ? CollapseWhiteSpace(author.get_ref<const std::string&>())
                                          : LineOf(author, "name");
    if (!name.empty()) {
      authors.push_back(std::move(name));
    }
  };
  if (const json* list = Find(object, "authors"); list != nullptr && list->is_array()) {
    std::for_each(list->begin(), list->end(), add);
  }
  if (const json* author = Find(object, "author"); author != nullptr && authors.empty()) {
    add(*author);
  }
  return authors;
}

std::optional<std::uint64_t> SizeOf(const json& attachment) {
  const json* size = Find(attachment, "size_in_bytes");
  if (size == nullptr || !size->is_number()) {
    return std::nullopt;
  }
  const double bytes = size->get<double>();
  return bytes >= 0 && bytes <= kLengthMax ? std::optional(static_cast<std::uint64_t>(bytes))
                                           : std::nullopt;
}

void ReadLists(const json& source, Item& item, std::string_view url) {
  if (const json* tags = Find(source, "tags"); tags != nullptr && tags->is_array()) {
    for (const json& tag : *tags) {
      std::string word =
          tag.is_string() ? CollapseWhiteSpace(tag.get_ref<const std::string&>()) : std::string();
      if (!word.empty()) {
        item.categories.push_back(std::move(word));
      }
    }
  }
  if (const json* list = Find(source, "attachments"); list != nullptr && list->is_array()) {
    for (const json& attachment : *list) {
      if (std::string link = LinkOf(attachment, "url", url); !link.empty()) {
        item.enclosures.push_back(
            {std::move(link), StringOf(attachment, "mime_type"), SizeOf(attachment)});
      }
    }
  }
}

Item ReadItem(const json& source, std::string_view url) {
  Item item;
  item.id = IdOf(source);
  item.link = LinkOf(source, "url", url);
  if (item.link.empty()) {
    item.link = LinkOf(source, "external_url", url);
  }
  item.title = LineOf(source, "title");
  item.summary = StringOf(source, "summary");
  item.summary_kind = TextKind::kPlain;
  item.content = StringOf(source, "content_html");
  if (item.content.empty()) {
    item.content = StringOf(source, "content_text");
    item.content_kind = TextKind::kPlain;
  }
  item.published = DateOf(source, "date_published", item);
  item.updated = DateOf(source, "date_modified", item);
  item.is_date_unreadable = item.is_date_unreadable && !item.published;
  item.authors = AuthorsOf(source);
  item.language = StringOf(source, "language");
  ReadLists(source, item, url);
  return item;
}

Feed ReadFeed(const json& source, std::string_view url) {
  Feed feed;
  const std::string version = StringOf(source, "version");
  const std::string number = version.substr(version.rfind('/') + 1);
  const bool first = number == "1" || number == "1.0";
  feed.format = first ? "json-feed-1.0" : "json-feed-1.1";
  feed.title = LineOf(source, "title");
  feed.link = LinkOf(source, "home_page_url", url);
  feed.description = StringOf(source, "description");
  feed.language = StringOf(source, "language");
  const std::vector<std::string> authors = AuthorsOf(source);
  for (const json& item : *Find(source, "items")) {
    if (item.is_object()) {
      feed.items.push_back(ReadItem(item, url));
      if (feed.items.back().authors.empty()) {
        feed.items.back().authors = authors;
      }
    }
  }
  return feed;
}

// Some feeds leave out the version; their items still have what no other JSON has together.
bool LooksLikeItems(const json& items) {
  return !items.empty() && std::all_of(items.begin(), items.end(), [](const json& item) {
    const bool text =
        Find(item, "content_html") != nullptr || Find(item, "content_text") != nullptr;
    return text && (Find(item, "id") != nullptr || Find(item, "url") != nullptr);
  });
}

// What a server says instead of a feed: {"error": "no such feed"}; empty: nothing.
std::string ComplaintOf(const json& source) {
  for (const char* key : {"error", "message", "detail", "errors"}) {
    const json* value = Find(source, key);
    const json* inner = value == nullptr ? nullptr : Find(*value, "message");
    const json* said = inner == nullptr ? value : inner;
    if (said != nullptr && said->is_string()) {
      constexpr std::size_t kComplaintBytesMax = 120;
      return std::string(", ") + key + ": " +
             CollapseWhiteSpace(said->get_ref<const std::string&>().substr(0, kComplaintBytesMax));
    }
  }
  return {};
}

// What a JSON value without the marks of a feed looks like; empty: it has them.
std::string Lacks(const json& source) {
  if (!source.is_object()) {
    return std::string("a JSON ") + source.type_name();
  }
  const bool version =
      StringOf(source, "version").find("jsonfeed.org/version/") != std::string::npos;
  const json* items = Find(source, "items");
  const bool listed = items != nullptr && items->is_array();
  if (listed && (version || LooksLikeItems(*items))) {
    return {};
  }
  return std::string("a JSON object without ") +
         (version ? "items" : (listed ? "a JSON Feed version" : "version/items")) +
         ComplaintOf(source);
}

// What a strict parser refuses, mended or cut behind its last whole item; a discarded value when
// nothing helps.
json ParseLeniently(std::string_view text) {
  const std::string mended = MendJson(text);
  json source = json::parse(mended, nullptr, false);
  if (source.is_discarded()) {
    if (const auto whole = WholeJsonItems(mended)) {
      source = json::parse(*whole, nullptr, false);
    }
  }
  return source;
}

}  // namespace

tl::expected<Feed, JsonFeedError> ReadJsonFeed(std::string_view text, std::string_view url) {
  using Kind = JsonFeedError::Kind;
  if (const std::size_t deep = TooDeepAt(text); deep != std::string_view::npos) {
    return tl::unexpected(JsonFeedError{
        Kind::kBroken,
        PlaceOf(text, deep + 1) + "nested deeper than " + std::to_string(kJsonNestingMax)});
  }
  try {
    const json source = json::parse(text);
    if (std::string lacks = Lacks(source); !lacks.empty()) {
      return tl::unexpected(JsonFeedError{Kind::kNotAFeed, std::move(lacks)});
    }
    return ReadFeed(source, url);
  } catch (const json::parse_error& error) {
    if (const json source = ParseLeniently(text); Lacks(source).empty()) {
      return ReadFeed(source, url);
    }
    // "[json.exception.parse_error.101] parse error at line 3, column 7: reason": the reason is
    // ours to place.
    const std::string what = error.what();
    const std::size_t colon = what.find(": ");
    return tl::unexpected(JsonFeedError{
        Kind::kBroken,
        PlaceOf(text, error.byte) + (colon == what.npos ? what : what.substr(colon + 2))});
  } catch (const json::out_of_range& error) {  // a number such as 1e999
    return tl::unexpected(JsonFeedError{Kind::kBroken, error.what()});
  }
}

}  // namespace feeds
