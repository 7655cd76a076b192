#include "feeds/rss_item.h"

#include <algorithm>
#include <string>
#include <utility>

#include "feeds/ascii.h"
#include "feeds/url.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

// An item in the making, and how well its fields are known.
struct Draft {
  Item item;
  Rank title, link, id, summary, content, published, updated, language;
  std::string plain_summary;  // <summary>, which is no RSS
  bool summary_came_first = false;
  std::vector<std::string> spare_authors;
  MediaParts media;
};

bool IsMail(std::string_view text) {
  return text.find('@') != text.npos && text.find_first_of(" \t\n") == text.npos;
}

std::string Unquoted(std::string_view name) {
  const bool quoted = name.size() > 2 && name.front() == '"' && name.back() == '"';
  return std::string(quoted ? name.substr(1, name.size() - 2) : name);
}

// "desk@example.org (Jo Miner)", the form that RSS 2.0 prescribes, gives the name; so do
// "Jo Miner (desk@example.org)" and "Jo Miner <desk@example.org>", the name in quotes or not.
std::string AuthorName(const std::string& text) {
  std::string line = CollapseWhiteSpace(text);
  if (line.find('@') == line.npos) {
    return line;
  }
  const std::size_t open = line.find_last_of("(<");
  if (line.empty() || open == line.npos || open == 0 ||
      line.back() != (line[open] == '(' ? ')' : '>')) {
    return line;
  }
  const std::string_view before = Trim(std::string_view(line).substr(0, open));
  const std::string_view within =
      Trim(std::string_view(line).substr(open + 1, line.size() - open - 2));
  if (IsMail(before)) {
    return std::string(within.empty() ? before : within);
  }
  return IsMail(within) && !before.empty() ? Unquoted(before) : line;
}

// <author> of RSS is text; Atom's, and what some feeds borrow from it, holds a <name>.
std::string AuthorOf(pugi::xml_node node) {
  for (const pugi::xml_node child : node.children()) {
    if (LocalName(child) == "name") {
      return CollapseWhiteSpace(TextOf(child));
    }
  }
  return AuthorName(TextOf(node));
}

bool IsWeb(std::string_view url) {
  const std::string scheme = SchemeOf(url);
  return scheme == "http" || scheme == "https";
}

void ReadGuid(pugi::xml_node node, Draft& draft, const XmlContext& context) {
  Offer(draft.item.id, draft.id, 0, [&] { return TextOf(node); });
  const std::string_view permalink = AttributeOf(node, "ispermalink");
  const std::string guid = TextOf(node);
  const bool relative = EqualsFold(permalink, "true") && guid.substr(0, 1) == "/";
  if (!EqualsFold(permalink, "false") && (IsWeb(guid) || relative)) {
    Offer(draft.item.link, draft.link, 2, [&] { return ResolvedAt(node, guid, context.base); });
  }
}

// An atom:link, or a <link> that looks like one. `rank`: of an alternate.
void ReadAtomLink(pugi::xml_node node, Draft& draft, int rank, const XmlContext& context) {
  const std::string_view rel = AttributeOf(node, "rel");
  const std::string_view href = AttributeOf(node, "href");
  if (EqualsFold(rel, "enclosure")) {
    AddEnclosure(draft.item.enclosures,
                 {ResolvedAt(node, href, context.base), std::string(AttributeOf(node, "type")),
                  LengthOf(AttributeOf(node, "length"))});
  } else if (rel.empty() || EqualsFold(rel, "alternate")) {
    Offer(draft.item.link, draft.link, rank, [&] { return ResolvedAt(node, href, context.base); });
  }
}

void ReadLink(pugi::xml_node node, Draft& draft, const XmlContext& context) {
  std::string link = ResolvedAt(node, TextOf(node), context.base);
  if (link.empty()) {
    ReadAtomLink(node, draft, 1, context);
    return;
  }
  draft.item.link = std::move(link);
  draft.link.held = 0;
}

void ReadEnclosure(pugi::xml_node node, Item& item, const XmlContext& context) {
  const std::string_view url = AttributeOf(node, "url");
  AddEnclosure(item.enclosures,
               {ResolvedAt(node, url.empty() ? AttributeOf(node, "href") : url, context.base),
                std::string(AttributeOf(node, "type")), LengthOf(AttributeOf(node, "length"))});
}

// Elements that no version of RSS has, but feeds do.
void ReadBorrowed(std::string_view name, pugi::xml_node node, Draft& draft,
                  const XmlContext& context) {
  Item& item = draft.item;
  if (name == "summary") {
    SetOnce(draft.plain_summary, HtmlOf(node, context));
  } else if (name == "content" || name == "body" || name == "fulltext" || name == "fullitem") {
    Offer(item.content, draft.content, 3, [&] { return HtmlOf(node, context); });
  } else if (name == "encoded") {
    Offer(item.content, draft.content, 1, [&] { return HtmlOf(node, context); });
  } else if (name == "id") {
    Offer(item.id, draft.id, 1, [&] { return TextOf(node); });
  } else if (name == "date" || name == "published" || name == "issued") {
    Offer(item.published, draft.published, 2, [&] { return ReadDate(node, item); });
  } else if (name == "updated" || name == "modified" || name == "lastbuilddate") {
    Offer(item.updated, draft.updated, 2, [&] { return ReadDate(node, item); });
  } else if (name == "creator") {
    AddOnce(item.authors, AuthorOf(node));
  } else if (name == "language") {
    Offer(item.language, draft.language, 0, [&] { return TextOf(node); });
  } else if (name == "item") {
    context.reading.has_nested_item = true;
  }
}

void ReadPlain(std::string_view name, pugi::xml_node node, Draft& draft,
               const XmlContext& context) {
  Item& item = draft.item;
  if (name == "title") {
    Offer(item.title, draft.title, 0, [&] { return LineOfHtml(node, context); });
  } else if (name == "link") {
    ReadLink(node, draft, context);
  } else if (name == "description") {
    Offer(item.summary, draft.summary, 0, [&] { return HtmlOf(node, context); });
    draft.summary_came_first = draft.summary_came_first || !draft.plain_summary.empty();
  } else if (name == "guid") {
    ReadGuid(node, draft, context);
  } else if (name == "pubdate") {
    Offer(item.published, draft.published, 0, [&] { return ReadDate(node, item); });
  } else if (name == "author") {
    AddOnce(item.authors, AuthorOf(node));
  } else if (name == "category") {
    AddOnce(item.categories, CollapseWhiteSpace(TextOf(node)));
  } else if (name == "enclosure") {
    ReadEnclosure(node, item, context);
  } else {
    ReadBorrowed(name, node, draft, context);
  }
}

void ReadDublinCore(std::string_view name, pugi::xml_node node, Draft& draft,
                    const XmlContext& context) {
  Item& item = draft.item;
  if (name == "title") {
    Offer(item.title, draft.title, 2, [&] { return LineOfHtml(node, context); });
  } else if (name == "description" || name == "abstract") {
    Offer(item.summary, draft.summary, 2, [&] { return HtmlOf(node, context); });
  } else if (name == "creator" || name == "author") {
    AddOnce(item.authors, AuthorName(TextOf(node)));
  } else if (name == "subject") {
    AddOnce(item.categories, CollapseWhiteSpace(TextOf(node)));
  } else if (name == "date" || name == "issued" || name == "created") {
    const int rank = name == "issued" ? 1 : (name == "date" ? 2 : 3);
    Offer(item.published, draft.published, rank, [&] { return ReadDate(node, item); });
  } else if (name == "modified") {
    Offer(item.updated, draft.updated, 1, [&] { return ReadDate(node, item); });
  } else if (name == "language") {
    Offer(item.language, draft.language, 0, [&] { return TextOf(node); });
  } else if (name == "identifier") {
    Offer(item.id, draft.id, 2, [&] { return TextOf(node); });
  }
}

void ReadAtom(std::string_view name, pugi::xml_node node, Draft& draft, const XmlContext& context) {
  Item& item = draft.item;
  if (name == "updated" || name == "modified") {
    Offer(item.updated, draft.updated, 0, [&] { return ReadDate(node, item); });
  } else if (name == "published" || name == "issued") {
    Offer(item.published, draft.published, 1, [&] { return ReadDate(node, item); });
  } else if (name == "author") {
    AddOnce(item.authors, AuthorOf(node));
  } else if (name == "link") {
    ReadAtomLink(node, draft, 1, context);
  } else if (name == "title") {
    Offer(item.title, draft.title, 1, [&] { return LineOfHtml(node, context); });
  } else if (name == "summary") {
    Offer(item.summary, draft.summary, 1, [&] { return HtmlOf(node, context); });
  } else if (name == "content") {
    Offer(item.content, draft.content, 1, [&] { return HtmlOf(node, context); });
  } else if (name == "id") {
    Offer(item.id, draft.id, 1, [&] { return TextOf(node); });
  } else if (name == "category") {
    AddOnce(item.categories, std::string(AttributeOf(node, "term")));
  }
}

void ReadItunes(std::string_view name, pugi::xml_node node, Draft& draft,
                const XmlContext& context) {
  if (name == "title") {
    Offer(draft.item.title, draft.title, 3, [&] { return LineOfHtml(node, context); });
  } else if (name == "summary" || name == "subtitle") {
    const int rank = name == "summary" ? 3 : 5;
    Offer(draft.item.summary, draft.summary, rank, [&] { return HtmlOf(node, context); });
  } else if (name == "author") {
    AddOnce(draft.spare_authors, AuthorOf(node));
  } else if (name == "keywords") {
    const std::string keywords = TextOf(node);
    for (std::size_t at = 0; at < keywords.size();) {
      const std::size_t comma = std::min(keywords.find(',', at), keywords.size());
      AddOnce(draft.item.categories, CollapseWhiteSpace(keywords.substr(at, comma - at)));
      at = comma + 1;
    }
  }
}

void ReadField(pugi::xml_node child, Draft& draft, const XmlContext& context) {
  const ElementName name = context.namespaces.NameOf(child);
  switch (name.vocabulary) {
    case Vocabulary::kPlain:
      ReadPlain(name.local, child, draft, context);
      break;
    case Vocabulary::kDublinCore:
      ReadDublinCore(name.local, child, draft, context);
      break;
    case Vocabulary::kAtom:
      ReadAtom(name.local, child, draft, context);
      break;
    case Vocabulary::kContent:
      if (name.local == "encoded") {
        Offer(draft.item.content, draft.content, 0, [&] { return HtmlOf(child, context); });
      }
      break;
    case Vocabulary::kXhtml:
      if (name.local == "body" || name.local == "div") {
        Offer(draft.item.content, draft.content, 2, [&] { return HtmlOf(child, context); });
      }
      break;
    case Vocabulary::kItunes:
      ReadItunes(name.local, child, draft, context);
      break;
    case Vocabulary::kMedia:
      ReadMedia(name.local, child, draft.media, context);
      break;
    case Vocabulary::kSyndication:
    case Vocabulary::kRdf:
    case Vocabulary::kOther:
      break;
  }
}

// Of a <description> and a <summary> the first is the summary and the other the content, unless
// there is one.
void SettleSummary(Draft& draft) {
  Item& item = draft.item;
  if (draft.summary.held == 0 && draft.summary_came_first && item.content.empty()) {
    item.content = std::exchange(item.summary, std::move(draft.plain_summary));
  } else if (draft.summary.held > 0) {
    Offer(item.summary, draft.summary, 1, [&] { return draft.plain_summary; });
  } else {
    SetOnce(item.content, std::move(draft.plain_summary));
  }
}

// What is taken from elsewhere when the item's own elements do not tell it.
void TakeSpares(pugi::xml_node element, Draft& draft, const XmlContext& context) {
  Item& item = draft.item;
  const std::string about(AboutOf(element));
  Offer(item.id, draft.id, 3, [&] { return std::string(about); });
  if (IsWeb(about)) {
    Offer(item.link, draft.link, 4, [&] { return ResolvedAt(element, about, context.base); });
  }
  Offer(item.language, draft.language, 1,
        [&] { return std::string(AttributeOf(element, "xml:lang")); });
  SettleSummary(draft);
  Offer(item.title, draft.title, 4, [&] { return std::move(draft.media.title); });
  Offer(item.summary, draft.summary, 4, [&] { return std::move(draft.media.description); });
  SetOnce(item.authors, std::move(draft.spare_authors));
  if (item.enclosures.empty()) {
    item.enclosures = std::move(draft.media.contents);
  }
  SettleDates(item);
}

Item ReadItemWithin(pugi::xml_node element, const XmlContext& context) {
  Draft draft;
  for (const pugi::xml_node child : element.children()) {
    if (child.type() == pugi::node_element) {
      ReadField(child, draft, context);
    }
  }
  TakeSpares(element, draft, context);
  return std::move(draft.item);
}

}  // namespace

Item ReadRssItem(pugi::xml_node element, const XmlContext& context) {
  if (!element.attribute("xml:base")) {
    return ReadItemWithin(element, context);
  }
  return ReadItemWithin(element,
                        {context.namespaces, BaseWithin(element, context.base), context.reading});
}

}  // namespace feeds
