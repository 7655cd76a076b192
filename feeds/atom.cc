#include "feeds/atom.h"

#include <string>

#include "feeds/ascii.h"
#include "feeds/feed_date.h"
#include "feeds/html_text.h"
#include "feeds/url.h"
#include "feeds/white_space.h"
#include "feeds/xml_element.h"

namespace feeds {
namespace {

struct Context {
  const Namespaces& namespaces;
  std::string_view url;
};

// A text construct (RFC 4287, 3.1) or content (4.1.3).
struct Construct {
  std::string text;
  TextKind kind = TextKind::kPlain;
};

bool IsAtom(const ElementName& name) {
  return name.vocabulary == Vocabulary::kPlain || name.vocabulary == Vocabulary::kAtom;
}

std::string AttributeOf(pugi::xml_node node, const char* name) {
  return std::string(Trim(node.attribute(name).value()));
}

// Of xhtml: the <div> is no part of the content (RFC 4287, 3.1.1.3).
std::string XhtmlOf(pugi::xml_node node) {
  for (const pugi::xml_node child : node.children()) {
    if (LocalName(child) == "div") {
      return MarkupOf(child);
    }
  }
  return MarkupOf(node);
}

// Atom 0.3 has media types in `type` and says in `mode` how they are written.
Construct ReadConstruct(pugi::xml_node node) {
  const std::string type = Lowered(AttributeOf(node, "type"));
  const std::string mode = AttributeOf(node, "mode");
  if (type == "xhtml" || type == "application/xhtml+xml" ||
      (mode == "xml" && type == "text/html")) {
    return {XhtmlOf(node), TextKind::kHtml};
  }
  if (type == "html" || type == "text/html" || mode == "escaped") {
    return {MarkupOf(node), TextKind::kHtml};
  }
  if (type.empty() || StartsWithFold(type, "text")) {
    return {TextOf(node), TextKind::kPlain};
  }
  return {};
}

std::string ReadTitle(pugi::xml_node node) {
  const Construct title = ReadConstruct(node);
  return title.kind == TextKind::kHtml ? InlineHtmlToText(title.text)
                                       : CollapseWhiteSpace(title.text);
}

template <class T>
void SetOnce(T& field, T value) {
  if (field == T{}) {
    field = std::move(value);
  }
}

std::string ReadPerson(pugi::xml_node person) {
  std::string name;
  std::string email;
  for (const pugi::xml_node child : person.children()) {
    if (LocalName(child) == "name") {
      name = CollapseWhiteSpace(TextOf(child));
    } else if (LocalName(child) == "email") {
      email = TextOf(child);
    }
  }
  return name.empty() ? email : name;
}

void AddPerson(pugi::xml_node node, std::vector<std::string>& people) {
  if (std::string person = ReadPerson(node); !person.empty()) {
    people.push_back(std::move(person));
  }
}

std::string HrefOf(pugi::xml_node node, const Context& context) {
  return ResolveUrl(BaseOf(node, context.url), node.attribute("href").value());
}

bool IsAlternate(pugi::xml_node link) {
  const std::string rel = AttributeOf(link, "rel");
  return rel.empty() || rel == "alternate" ||
         rel == "http://www.iana.org/assignments/relation/alternate";
}

void ReadLink(pugi::xml_node node, Item& item, const Context& context) {
  if (IsAlternate(node)) {
    SetOnce(item.link, HrefOf(node, context));
  } else if (AttributeOf(node, "rel") == "enclosure") {
    item.enclosures.push_back({HrefOf(node, context), AttributeOf(node, "type"),
                               LengthOf(node.attribute("length").value())});
  }
}

void ReadContent(pugi::xml_node node, Item& item) {
  if (!node.attribute("src")) {
    Construct content = ReadConstruct(node);
    item.content = std::move(content.text);
    item.content_kind = content.kind;
  }
}

void ReadDate(std::string_view name, pugi::xml_node node, Item& item) {
  if (name == "published" || name == "issued") {
    SetOnce(item.published, ParseFeedDate(TextOf(node)));
  } else if (name == "updated" || name == "modified") {
    SetOnce(item.updated, ParseFeedDate(TextOf(node)));
  }
}

void ReadCategory(pugi::xml_node node, Item& item) {
  std::string term = AttributeOf(node, "term");
  term = term.empty() ? AttributeOf(node, "label") : term;
  if (!term.empty()) {
    item.categories.push_back(std::move(term));
  }
}

std::vector<std::string> SourceAuthors(pugi::xml_node source) {
  std::vector<std::string> authors;
  for (const pugi::xml_node child : source.children()) {
    if (LocalName(child) == "author") {
      AddPerson(child, authors);
    }
  }
  return authors;
}

// The parts that an entry takes from elsewhere when it lacks its own.
struct Fallback {
  std::vector<std::string> source_authors;
  std::string content_src;
  std::optional<std::chrono::sys_seconds> created;  // Atom 0.3
};

void ReadEntryField(const ElementName& name, pugi::xml_node node, Item& item, Fallback& fallback,
                    const Context& context) {
  if (name.local == "id") {
    SetOnce(item.id, TextOf(node));
  } else if (name.local == "title") {
    SetOnce(item.title, ReadTitle(node));
  } else if (name.local == "link") {
    ReadLink(node, item, context);
  } else if (name.local == "summary") {
    Construct summary = ReadConstruct(node);
    item.summary = std::move(summary.text);
    item.summary_kind = summary.kind;
  } else if (name.local == "content") {
    ReadContent(node, item);
    fallback.content_src = ResolveUrl(BaseOf(node, context.url), node.attribute("src").value());
  } else if (name.local == "author") {
    AddPerson(node, item.authors);
  } else if (name.local == "category") {
    ReadCategory(node, item);
  } else if (name.local == "source") {
    fallback.source_authors = SourceAuthors(node);
  } else if (name.local == "created") {
    fallback.created = ParseFeedDate(TextOf(node));
  } else {
    ReadDate(name.local, node, item);
  }
}

void ReadDublinCore(std::string_view name, pugi::xml_node node, Item& item) {
  if (name == "creator") {
    item.authors.push_back(CollapseWhiteSpace(TextOf(node)));
  } else if (name == "subject") {
    item.categories.push_back(CollapseWhiteSpace(TextOf(node)));
  } else if (name == "date") {
    SetOnce(item.published, ParseFeedDate(TextOf(node)));
  } else if (name == "language") {
    SetOnce(item.language, TextOf(node));
  }
}

Item ReadEntry(pugi::xml_node entry, const Context& context) {
  Item item;
  Fallback fallback;
  item.language = AttributeOf(entry, "xml:lang");
  for (const pugi::xml_node child : entry.children()) {
    const ElementName name = context.namespaces.NameOf(child);
    if (IsAtom(name)) {
      ReadEntryField(name, child, item, fallback, context);
    } else if (name.vocabulary == Vocabulary::kDublinCore) {
      ReadDublinCore(name.local, child, item);
    }
  }
  SetOnce(item.authors, std::move(fallback.source_authors));
  SetOnce(item.link, std::move(fallback.content_src));
  SetOnce(item.published, fallback.created);
  return item;
}

void ReadFeedField(std::string_view name, pugi::xml_node node, Feed& feed, const Context& context) {
  if (name == "title") {
    SetOnce(feed.title, ReadTitle(node));
  } else if (name == "link" && IsAlternate(node)) {
    SetOnce(feed.link, HrefOf(node, context));
  } else if (name == "subtitle" || name == "tagline") {
    SetOnce(feed.description, ReadConstruct(node).text);
  } else if (name == "updated" || name == "modified") {
    SetOnce(feed.updated, ParseFeedDate(TextOf(node)));
  } else if (name == "entry") {
    feed.items.push_back(ReadEntry(node, context));
  }
}

bool IsAtom03(pugi::xml_node root) {
  for (const pugi::xml_attribute attribute : root.attributes()) {
    if (std::string_view(attribute.value()) == "http://purl.org/atom/ns#") {
      return true;
    }
  }
  return std::string_view(root.attribute("version").value()) == "0.3";
}

}  // namespace

Feed ReadAtom(pugi::xml_node root, std::string_view url) {
  Feed feed;
  feed.format = IsAtom03(root) ? "atom-0.3" : "atom-1.0";
  feed.language = AttributeOf(root, "xml:lang");
  const Namespaces namespaces(root);
  const Context context{namespaces, url};
  std::vector<std::string> authors;
  for (const pugi::xml_node child : root.children()) {
    const ElementName name = namespaces.NameOf(child);
    if (!IsAtom(name)) {
      continue;
    }
    if (name.local == "author") {
      AddPerson(child, authors);
    } else {
      ReadFeedField(name.local, child, feed, context);
    }
  }
  for (Item& item : feed.items) {
    SetOnce(item.authors, authors);
  }
  return feed;
}

}  // namespace feeds
