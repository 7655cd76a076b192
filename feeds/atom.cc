#include "feeds/atom.h"

#include <string>

#include "feeds/ascii.h"
#include "feeds/atom_text.h"
#include "feeds/feed_date.h"
#include "feeds/schedule_reader.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

bool IsAtom(const ElementName& name) {
  return name.vocabulary == Vocabulary::kPlain || name.vocabulary == Vocabulary::kAtom;
}

// An entry in the making, and how well its fields are known.
struct Draft {
  Item item;
  Rank title, link, summary, content, published, updated, language;
  std::vector<std::string> source_authors;
  MediaParts media;
};

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
  if (name.empty() && email.empty() && !HasElements(person)) {
    return CollapseWhiteSpace(TextOf(person));
  }
  return name.empty() ? email : name;
}

// "alternate" of that and of "http://www.iana.org/assignments/relation/alternate".
std::string RelationOf(pugi::xml_node link) {
  const std::string_view rel = AttributeOf(link, "rel");
  const bool registered = rel.find("iana.org/") != rel.npos;
  return Lowered(registered ? rel.substr(rel.rfind('/') + 1) : rel);
}

bool IsAlternate(pugi::xml_node link) {
  const std::string rel = RelationOf(link);
  return rel.empty() || rel == "alternate";
}

// 0 for a page to read, 1 for the same in another form.
int RankOfAlternate(pugi::xml_node link) {
  const std::string_view type = AttributeOf(link, "type");
  return type.empty() || FindFold(type, "html") != type.npos ? 0 : 1;
}

std::string HrefOf(pugi::xml_node node, const XmlContext& context) {
  const std::string_view href = AttributeOf(node, "href");
  return href.empty() ? ResolvedAt(node, TextOf(node), context.base)
                      : ResolvedAt(node, href, context.base);
}

void ReadLink(pugi::xml_node node, Draft& draft, const XmlContext& context) {
  if (IsAlternate(node)) {
    Offer(draft.item.link, draft.link, RankOfAlternate(node),
          [&] { return HrefOf(node, context); });
  } else if (RelationOf(node) == "enclosure") {
    AddEnclosure(draft.item.enclosures,
                 {HrefOf(node, context), std::string(AttributeOf(node, "type")),
                  LengthOf(AttributeOf(node, "length"))});
  }
}

void ReadContent(pugi::xml_node node, Draft& draft, const XmlContext& context) {
  Item& item = draft.item;
  if (const std::string_view src = AttributeOf(node, "src"); !src.empty()) {
    Offer(item.link, draft.link, 2, [&] { return ResolvedAt(node, src, context.base); });
    return;
  }
  Offer(item.content, draft.content, 0, [&] {
    AtomText content = ReadAtomText(node, context);
    item.content_kind = content.text.empty() ? item.content_kind : content.kind;
    return std::move(content.text);
  });
  Offer(item.language, draft.language, 1,
        [&] { return std::string(AttributeOf(node, "xml:lang")); });
}

void ReadCategory(pugi::xml_node node, Item& item) {
  std::string term(AttributeOf(node, "term"));
  term = term.empty() ? std::string(AttributeOf(node, "label")) : term;
  AddOnce(item.categories, term.empty() ? CollapseWhiteSpace(TextOf(node)) : term);
}

void ReadSource(pugi::xml_node source, Draft& draft) {
  for (const pugi::xml_node child : source.children()) {
    if (LocalName(child) == "author") {
      AddOnce(draft.source_authors, ReadPerson(child));
    }
  }
}

void ReadDates(std::string_view name, pugi::xml_node node, Draft& draft) {
  Item& item = draft.item;
  if (name == "published" || name == "issued" || name == "pubdate") {
    Offer(item.published, draft.published, 0, [&] { return ReadDate(node, item); });
  } else if (name == "updated" || name == "modified") {
    Offer(item.updated, draft.updated, 0, [&] { return ReadDate(node, item); });
  } else if (name == "created") {
    Offer(item.published, draft.published, 2, [&] { return ReadDate(node, item); });
  }
}

void ReadAtomField(std::string_view name, pugi::xml_node node, Draft& draft,
                   const XmlContext& context) {
  Item& item = draft.item;
  if (name == "id" || name == "guid") {
    SetOnce(item.id, TextOf(node));
  } else if (name == "title") {
    Offer(item.title, draft.title, 0, [&] { return ReadAtomLine(node, context); });
    Offer(item.language, draft.language, 2,
          [&] { return std::string(AttributeOf(node, "xml:lang")); });
  } else if (name == "link") {
    ReadLink(node, draft, context);
  } else if (name == "summary" || name == "description") {
    Offer(item.summary, draft.summary, name == "summary" ? 0 : 1, [&] {
      AtomText summary = ReadAtomText(node, context);
      item.summary_kind = summary.text.empty() ? item.summary_kind : summary.kind;
      return std::move(summary.text);
    });
  } else if (name == "content") {
    ReadContent(node, draft, context);
  } else if (name == "author") {
    AddOnce(item.authors, ReadPerson(node));
  } else if (name == "category") {
    ReadCategory(node, item);
  } else if (name == "source") {
    ReadSource(node, draft);
  } else if (name == "entry") {
    context.reading.has_nested_item = true;
  } else {
    ReadDates(name, node, draft);
  }
}

void ReadDublinCore(std::string_view name, pugi::xml_node node, Draft& draft) {
  Item& item = draft.item;
  if (name == "creator" || name == "author") {
    AddOnce(item.authors, CollapseWhiteSpace(TextOf(node)));
  } else if (name == "subject") {
    AddOnce(item.categories, CollapseWhiteSpace(TextOf(node)));
  } else if (name == "title") {
    Offer(item.title, draft.title, 1, [&] { return CollapseWhiteSpace(TextOf(node)); });
  } else if (name == "date" || name == "issued") {
    Offer(item.published, draft.published, 1, [&] { return ReadDate(node, item); });
  } else if (name == "modified") {
    Offer(item.updated, draft.updated, 1, [&] { return ReadDate(node, item); });
  } else if (name == "language") {
    Offer(item.language, draft.language, 0, [&] { return TextOf(node); });
  }
}

// What is taken from elsewhere when the entry's own elements do not tell it.
void TakeSpares(Draft& draft) {
  Item& item = draft.item;
  SetOnce(item.authors, std::move(draft.source_authors));
  Offer(item.title, draft.title, 2, [&] { return std::move(draft.media.title); });
  if (item.summary.empty() && !draft.media.description.empty()) {
    item.summary = std::move(draft.media.description);
    item.summary_kind = TextKind::kHtml;
  }
  if (item.enclosures.empty()) {
    item.enclosures = std::move(draft.media.contents);
  }
  SettleDates(item);
}

Item ReadEntry(pugi::xml_node entry, const XmlContext& around) {
  const XmlContext context{around.namespaces, BaseWithin(entry, around.base), around.reading};
  Draft draft;
  Offer(draft.item.language, draft.language, 0,
        [&] { return std::string(AttributeOf(entry, "xml:lang")); });
  for (const pugi::xml_node child : entry.children()) {
    if (child.type() != pugi::node_element) {
      continue;
    }
    const ElementName name = context.namespaces.NameOf(child);
    if (IsAtom(name)) {
      ReadAtomField(name.local, child, draft, context);
    } else if (name.vocabulary == Vocabulary::kDublinCore) {
      ReadDublinCore(name.local, child, draft);
    } else if (name.vocabulary == Vocabulary::kMedia) {
      ReadMedia(name.local, child, draft.media, context);
    } else if (name.vocabulary == Vocabulary::kContent && name.local == "encoded") {
      Offer(draft.item.content, draft.content, 1, [&] { return HtmlOf(child, context); });
      draft.item.content_kind = draft.content.held == 1 ? TextKind::kHtml : draft.item.content_kind;
    } else if (name.vocabulary == Vocabulary::kXhtml && name.local == "div") {
      Offer(draft.item.content, draft.content, 2, [&] { return HtmlOf(child, context); });
      draft.item.content_kind = draft.content.held == 2 ? TextKind::kHtml : draft.item.content_kind;
    }
  }
  TakeSpares(draft);
  return std::move(draft.item);
}

struct FeedDraft {
  Rank title, link, description, updated;
  std::vector<std::string> authors;
  ScheduleReader schedule;
};

void ReadFeedField(std::string_view name, pugi::xml_node node, FeedDraft& draft,
                   const XmlContext& context) {
  Feed& feed = context.reading.feed;
  if (name == "entry" || name == "item") {
    feed.items.push_back(ReadEntry(node, context));
  } else if (name == "title") {
    Offer(feed.title, draft.title, 0, [&] { return ReadAtomLine(node, context); });
  } else if (name == "link" && IsAlternate(node)) {
    Offer(feed.link, draft.link, RankOfAlternate(node), [&] { return HrefOf(node, context); });
  } else if (name == "subtitle" || name == "tagline" || name == "description") {
    Offer(feed.description, draft.description, name == "description" ? 1 : 0,
          [&] { return ReadAtomText(node, context).text; });
  } else if (name == "updated" || name == "modified") {
    Offer(feed.updated, draft.updated, 0, [&] { return ParseFeedDate(TextOf(node)); });
  } else if (name == "author") {
    AddOnce(draft.authors, ReadPerson(node));
  }
}

bool IsAtom03(pugi::xml_node root) {
  for (const pugi::xml_attribute attribute : root.attributes()) {
    const std::string_view value = attribute.value();
    // The drafts before 0.3 went by many names.
    for (const std::string_view old : {"purl.org/atom/ns", "purl.org/echo", "purl.org/pie",
                                       "example.com/newformat", "example.com/necho"}) {
      if (value.find(old) != value.npos) {
        return true;
      }
    }
  }
  return AttributeOf(root, "version").substr(0, 2) == "0.";
}

}  // namespace

XmlReading ReadAtom(pugi::xml_node root, std::string_view url) {
  XmlReading reading;
  Feed& feed = reading.feed;
  feed.format = IsAtom03(root) ? "atom-0.3" : "atom-1.0";
  const Namespaces namespaces(root);
  const XmlContext context{namespaces, BaseWithin(root, {std::string(url), false}), reading};
  if (LocalName(root) == "entry") {
    feed.items.push_back(ReadEntry(root, {namespaces, {std::string(url), false}, reading}));
    return reading;
  }
  feed.language = AttributeOf(root, "xml:lang");
  FeedDraft draft;
  for (const pugi::xml_node child : root.children()) {
    if (child.type() != pugi::node_element) {
      continue;
    }
    const ElementName name = namespaces.NameOf(child);
    if (IsAtom(name)) {
      ReadFeedField(name.local, child, draft, context);
    } else if (name.vocabulary == Vocabulary::kSyndication) {
      draft.schedule.Read(name, child);
    } else if (name.vocabulary == Vocabulary::kDublinCore && name.local == "language") {
      SetOnce(feed.language, TextOf(child));
    } else if (name.vocabulary == Vocabulary::kDublinCore && name.local == "date") {
      Offer(feed.updated, draft.updated, 1, [&] { return ParseFeedDate(TextOf(child)); });
    }
  }
  for (Item& item : feed.items) {
    SetOnce(item.authors, draft.authors);
  }
  feed.schedule = draft.schedule.Result();
  return reading;
}

}  // namespace feeds
