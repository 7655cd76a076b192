#include "feeds/opml.h"

#include <algorithm>
#include <pugixml.hpp>
#include <set>
#include <utility>

#include "feeds/appearance.h"
#include "feeds/ascii.h"
#include "feeds/charset.h"
#include "feeds/utf8.h"
#include "feeds/white_space.h"
#include "feeds/xml_mend.h"

namespace feeds {
namespace {

constexpr std::size_t kFoldersMax = 8;
constexpr int kCutsMax = 8;

bool IsOutline(pugi::xml_node node) {
  return EqualsFold(node.name(), "outline");
}

std::string AttributeOf(pugi::xml_node node, std::string_view name) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (EqualsFold(attribute.name(), name)) {
      return CollapseWhiteSpace(attribute.value());
    }
  }
  return {};
}

std::string FirstOf(std::string first, std::string second) {
  return first.empty() ? std::move(second) : std::move(first);
}

// Programs register feed: for links that subscribe; "feed:https://…" wraps the whole address.
std::string WithoutFeedScheme(std::string url) {
  if (StartsWithFold(url, "feed://")) {
    return "http://" + url.substr(7);
  }
  return StartsWithFold(url, "feed:http") ? url.substr(5) : url;
}

std::string UrlOf(pugi::xml_node outline) {
  std::string url = AttributeOf(outline, "xmlUrl");
  const std::string type = Lowered(AttributeOf(outline, "type"));
  if (url.empty() && (type == "rss" || type == "atom")) {
    url = AttributeOf(outline, "url");
  }
  return WithoutFeedScheme(std::move(url));
}

// OPML 2.0: "/Boston/Weather,/Harvard/Berkman"; the first path of them.
std::vector<std::string> CategoryPath(std::string_view category) {
  std::vector<std::string> path;
  category = category.substr(0, category.find(','));
  while (!category.empty() && path.size() < kFoldersMax) {
    const std::size_t end = std::min(category.find('/'), category.size());
    if (const std::string_view name = Trim(category.substr(0, end)); !name.empty()) {
      path.emplace_back(name);
    }
    category.remove_prefix(std::min(end + 1, category.size()));
  }
  return path;
}

// Walks the outlines in order without recursion, since their depth is the sender's choice.
class Walk {
 public:
  std::vector<Subscription> Over(pugi::xml_node root) {
    pugi::xml_node node = root;
    while (node) {
      const bool is_wanted = Enter(node);
      if (is_wanted && node.first_child()) {
        path_.push_back(IsOutline(node) ? FolderName(node) : std::string());
        node = node.first_child();
        continue;
      }
      while (node && node != root && !node.next_sibling()) {
        node = node.parent();
        path_.pop_back();
      }
      node = node == root ? pugi::xml_node() : node.next_sibling();
    }
    return std::move(subscriptions_);
  }

 private:
  static std::string FolderName(pugi::xml_node outline) {
    return FirstOf(AttributeOf(outline, "text"), AttributeOf(outline, "title"));
  }

  // false: what lies below is not wanted.
  bool Enter(pugi::xml_node node) {
    if (!IsOutline(node)) {
      return node.type() == pugi::node_element || node.type() == pugi::node_document;
    }
    if (EqualsFold(AttributeOf(node, "isComment"), "true")) {
      return false;
    }
    std::string url = UrlOf(node);
    if (!url.empty() && seen_.insert(url).second) {
      Add(node, std::move(url));
    }
    return true;
  }

  void Add(pugi::xml_node node, std::string url) {
    Subscription subscription;
    subscription.title = FirstOf(AttributeOf(node, "title"), AttributeOf(node, "text"));
    subscription.url = std::move(url);
    subscription.site = AttributeOf(node, "htmlUrl");
    subscription.type = Lowered(AttributeOf(node, "type"));
    for (const std::string& folder : path_) {
      if (!folder.empty() && subscription.folders.size() < kFoldersMax) {
        subscription.folders.push_back(folder);
      }
    }
    if (subscription.folders.empty()) {
      subscription.folders = CategoryPath(AttributeOf(node, "category"));
    }
    subscriptions_.push_back(std::move(subscription));
  }

  std::vector<std::string> path_;  // of the elements around; empty for those that are no folder
  std::set<std::string> seen_;
  std::vector<Subscription> subscriptions_;
};

std::string PlaceOf(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  return "line " + std::to_string(line);
}

pugi::xml_parse_result Load(pugi::xml_document& document, const std::string& text) {
  return document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8);
}

std::size_t OffsetOf(const pugi::xml_parse_result& result, std::string_view text) {
  return std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)),
                  text.size());
}

// Did the fault come before the end of a start tag?
bool IsWithinTag(const pugi::xml_parse_result& result) {
  return result.status == pugi::status_bad_attribute ||
         result.status == pugi::status_bad_start_element ||
         result.status == pugi::status_unrecognized_tag;
}

std::size_t StartOfTag(std::string_view text, std::size_t offset) {
  const std::size_t start = text.rfind('<', offset);
  return start == text.npos ? 0 : start;
}

// A tag that ends after all has a fault in it and was not cut off: it may have been a feed.
bool IsFollowedByFeeds(std::string_view text, const pugi::xml_parse_result& result,
                       std::size_t offset) {
  return FindFold(text, "<outline", offset) != text.npos ||
         (IsWithinTag(result) && text.find('>', offset) != text.npos);
}

class StringWriter : public pugi::xml_writer {
 public:
  void write(const void* data, std::size_t size) override {
    text_.append(static_cast<const char*>(data), size);
  }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

void Set(pugi::xml_node node, const char* name, std::string_view value) {
  node.append_attribute(name).set_value(CleanUtf8(value).c_str());
}

// The folder of that name below `parent`, made when there is none.
pugi::xml_node FolderIn(pugi::xml_node parent, const std::string& name) {
  const std::string clean = CleanUtf8(name);
  for (const pugi::xml_node outline : parent.children("outline")) {
    if (!outline.attribute("xmlUrl") && clean == outline.attribute("text").value()) {
      return outline;
    }
  }
  pugi::xml_node folder = parent.append_child("outline");
  Set(folder, "text", name);
  Set(folder, "title", name);
  return folder;
}

}  // namespace

tl::expected<std::vector<Subscription>, ParseError> ReadOpml(std::string_view bytes,
                                                             const ServedAs& served) {
  auto decoded = ToUtf8(bytes, {.charset = served.charset, .content_type = served.content_type});
  if (!decoded) {
    return tl::unexpected(ParseError{ParseError::Kind::kEncoding, std::move(decoded.error())});
  }
  std::string text = decoded->text;
  MendXml(text);
  pugi::xml_document document;
  pugi::xml_parse_result result = Load(document, text);
  const std::size_t offset = OffsetOf(result, text);
  if (!result && IsFollowedByFeeds(text, result, offset)) {
    return tl::unexpected(ParseError{ParseError::Kind::kBroken,
                                     PlaceOf(text, offset) + ": " + Lowered(result.description())});
  }
  // What stands in half a tag is half an address. An attribute may hold '<' itself, so more than
  // one cut can be needed.
  for (int cuts = 0; IsWithinTag(result) && cuts < kCutsMax; ++cuts) {
    text.resize(StartOfTag(text, OffsetOf(result, text)));
    result = Load(document, text);
  }
  if (IsWithinTag(result)) {
    document.reset();
  }
  std::vector<Subscription> subscriptions = Walk().Over(document);
  if (subscriptions.empty()) {
    const bool is_opml = EqualsFold(document.document_element().name(), "opml");
    return tl::unexpected(ParseError{
        ParseError::Kind::kNotAFeed,
        is_opml ? "an OPML list without feeds" : TextAppearance(decoded->text, served.url)});
  }
  return subscriptions;
}

std::string WriteOpml(std::string_view title, const std::vector<Subscription>& subscriptions) {
  pugi::xml_document document;
  pugi::xml_node opml = document.append_child("opml");
  Set(opml, "version", "2.0");
  opml.append_child("head").append_child("title").text().set(CleanUtf8(title).c_str());
  const pugi::xml_node body = opml.append_child("body");
  for (const Subscription& subscription : subscriptions) {
    pugi::xml_node parent = body;
    for (const std::string& folder : subscription.folders) {
      parent = FolderIn(parent, folder);
    }
    pugi::xml_node outline = parent.append_child("outline");
    const std::string& name = subscription.title.empty() ? subscription.url : subscription.title;
    Set(outline, "text", name);
    Set(outline, "title", name);
    Set(outline, "type", subscription.type.empty() ? "rss" : subscription.type);
    Set(outline, "xmlUrl", subscription.url);
    if (!subscription.site.empty()) {
      Set(outline, "htmlUrl", subscription.site);
    }
  }
  StringWriter writer;
  pugi::xml_node declaration = document.prepend_child(pugi::node_declaration);
  Set(declaration, "version", "1.0");
  Set(declaration, "encoding", "UTF-8");
  document.save(writer, "  ", pugi::format_indent, pugi::encoding_utf8);
  return writer.Take();
}

}  // namespace feeds
