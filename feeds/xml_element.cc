#include "feeds/xml_element.h"

#include <algorithm>
#include <charconv>

#include "feeds/ascii.h"
#include "feeds/url.h"

namespace feeds {
namespace {

struct KnownName {
  std::string_view name;
  Vocabulary vocabulary;
};

// As Normalised() leaves them.
constexpr KnownName kNamespaces[] = {
    {"www.w3.org/2005/atom", Vocabulary::kAtom},
    {"purl.org/atom/ns", Vocabulary::kAtom},
    {"purl.org/atom-blog/ns", Vocabulary::kOther},
    {"purl.org/dc/elements/1.1", Vocabulary::kDublinCore},
    {"purl.org/dc/elements/1.0", Vocabulary::kDublinCore},
    {"purl.org/dc/terms", Vocabulary::kDublinCore},
    {"purl.org/rss/1.0/modules/content", Vocabulary::kContent},
    {"purl.org/rss/1.0/modules/syndication", Vocabulary::kSyndication},
    {"search.yahoo.com/mrss", Vocabulary::kMedia},
    {"video.search.yahoo.com/mrss", Vocabulary::kMedia},
    {"tools.search.yahoo.com/mrss", Vocabulary::kMedia},
    {"www.itunes.com/dtds/podcast-1.0.dtd", Vocabulary::kItunes},
    {"example.com/dtds/podcast-1.0.dtd", Vocabulary::kItunes},
    {"www.w3.org/1999/02/22-rdf-syntax-ns", Vocabulary::kRdf},
    {"www.w3.org/1999/xhtml", Vocabulary::kXhtml},
    {"purl.org/rss/1.0", Vocabulary::kPlain},
    {"purl.org/net/rss1.1", Vocabulary::kPlain},
    {"my.netscape.com/rdf/simple/0.9", Vocabulary::kPlain},
    {"channel.netscape.com/rdf/simple/0.9", Vocabulary::kPlain},
    {"backend.userland.com/rss", Vocabulary::kPlain},
    {"backend.userland.com/rss2", Vocabulary::kPlain},
    {"backend.userland.com/rss091", Vocabulary::kPlain},
    {"blogs.law.harvard.edu/tech/rss", Vocabulary::kPlain},
    {"cyber.law.harvard.edu/rss", Vocabulary::kPlain},
    {"cyber.law.harvard.edu/rss/rss.html", Vocabulary::kPlain},
};

constexpr KnownName kUsualPrefixes[] = {
    {"dc", Vocabulary::kDublinCore},  {"content", Vocabulary::kContent},
    {"atom", Vocabulary::kAtom},      {"atom10", Vocabulary::kAtom},
    {"a10", Vocabulary::kAtom},       {"atom03", Vocabulary::kAtom},
    {"media", Vocabulary::kMedia},    {"itunes", Vocabulary::kItunes},
    {"sy", Vocabulary::kSyndication}, {"syn", Vocabulary::kSyndication},
    {"rdf", Vocabulary::kRdf},        {"dcterms", Vocabulary::kDublinCore},
    {"xhtml", Vocabulary::kXhtml},    {"rss", Vocabulary::kPlain},
};

// Every name that a reader asks for and that may hold a capital: those that usually do come first.
constexpr std::string_view kNames[] = {
    "pubdate",
    "lastbuilddate",
    "skiphours",
    "skipdays",
    "updateperiod",
    "textinput",
    "updatefrequency",
    "rdf",
    "title",
    "link",
    "description",
    "item",
    "guid",
    "author",
    "category",
    "enclosure",
    "source",
    "channel",
    "language",
    "ttl",
    "hour",
    "day",
    "rss",
    "feed",
    "entry",
    "managingeditor",
    "encoded",
    "creator",
    "date",
    "subject",
    "id",
    "updated",
    "published",
    "summary",
    "content",
    "image",
    "url",
    "name",
    "email",
    "subtitle",
    "tagline",
    "issued",
    "modified",
    "created",
    "identifier",
    "body",
    "div",
    "group",
    "thumbnail",
    "abstract",
    "schedule",
    "a",
    "items",
    "fulltext",
    "fullitem",
    "origlink",
    "intervaltime",
    "comments",
    "generator",
    "permalink",
    "keywords",
};

const KnownName* Find(const KnownName* first, const KnownName* last, std::string_view name) {
  const KnownName* found =
      std::find_if(first, last, [name](const KnownName& known) { return known.name == name; });
  return found == last ? nullptr : found;
}

std::string Normalised(std::string_view uri) {
  std::string name = Lowered(Trim(uri));
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (name.compare(0, scheme.size(), scheme) == 0) {
      name.erase(0, scheme.size());
    }
  }
  name.erase(std::min(name.find_last_not_of("/#") + 1, name.size()));
  return name;
}

std::optional<Vocabulary> OfUri(std::string_view uri) {
  const KnownName* known = Find(std::begin(kNamespaces), std::end(kNamespaces), Normalised(uri));
  return known == nullptr ? std::nullopt : std::optional(known->vocabulary);
}

Vocabulary UsualOf(std::string_view prefix) {
  const std::string lowered = Lowered(prefix);
  const KnownName* usual = Find(std::begin(kUsualPrefixes), std::end(kUsualPrefixes), lowered);
  return usual == nullptr ? Vocabulary::kOther : usual->vocabulary;
}

Vocabulary OfDeclared(std::string_view prefix, std::string_view uri) {
  return OfUri(uri).value_or(UsualOf(prefix));
}

// Looked for in the first attributes only: every element with an unknown prefix asks for it.
pugi::xml_attribute Declaration(pugi::xml_node element, std::string_view prefix) {
  constexpr int kAttributesMax = 64;
  int seen = 0;
  for (const pugi::xml_attribute attribute : element.attributes()) {
    const std::string_view name = attribute.name();
    if (name.size() == prefix.size() + 6 && StartsWithFold(name, "xmlns:") &&
        name.substr(6) == prefix) {
      return attribute;
    }
    if (++seen == kAttributesMax) {
      break;
    }
  }
  return {};
}

std::string_view Canonical(std::string_view local) {
  if (std::none_of(local.begin(), local.end(), [](char c) { return c != Lower(c); })) {
    return local;
  }
  for (const std::string_view name : kNames) {
    if (EqualsFold(name, local)) {
      return name;
    }
  }
  return local;
}

bool IsText(pugi::xml_node node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

// Below `element`, in order, without recursion: the depth of a feed has no limit.
std::string AllText(pugi::xml_node element) {
  std::string text;
  pugi::xml_node node = element.first_child();
  while (node && node != element) {
    if (IsText(node)) {
      text.append(node.value());
    }
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node != element && !node.next_sibling()) {
      node = node.parent();
    }
    node = node == element ? node : node.next_sibling();
  }
  return text;
}

constexpr std::string_view kCdata = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";

// A section that was escaped, or wrapped into another one, is still meant as a section.
std::string WithoutOuterCdata(std::string_view text) {
  const bool opens = text.substr(0, kCdata.size()) == kCdata;
  const std::size_t size = text.size() - (opens ? kCdata.size() : 0);
  if (!opens || size < kCdataEnd.size() ||
      text.substr(text.size() - kCdataEnd.size()) != kCdataEnd) {
    return std::string(text);
  }
  return std::string(Trim(text.substr(kCdata.size(), size - kCdataEnd.size())));
}

// Of a section within a section the inner one's end ends both; the outer one's is left as text.
std::string WithoutInnerCdata(std::string text) {
  const std::size_t open = text.find(kCdata);
  const std::size_t close = open == text.npos ? open : text.rfind(kCdataEnd);
  if (close != text.npos && close > open) {
    text.erase(close, kCdataEnd.size());
    text.erase(open, kCdata.size());
    return std::string(Trim(text));
  }
  return text;
}

}  // namespace

Namespaces::Namespaces(pugi::xml_node root) {
  constexpr std::size_t kPrefixesMax = 64;
  for (const pugi::xml_attribute attribute : root.attributes()) {
    const std::string_view name = attribute.name();
    if (StartsWithFold(name, "xmlns:") && prefixes_.size() < kPrefixesMax) {
      prefixes_.emplace_back(name.substr(6), OfDeclared(name.substr(6), attribute.value()));
    }
  }
  // Whatever namespace the root is in: its own prefix is that of the format.
  const std::string_view name = root.name();
  const std::size_t colon = name.find(':');
  if (colon != name.npos && !EqualsFold(name.substr(colon + 1), "RDF")) {
    prefixes_.insert(prefixes_.begin(), {name.substr(0, colon), Vocabulary::kPlain});
  }
}

Vocabulary Namespaces::OfPrefix(std::string_view prefix, pugi::xml_node element) const {
  for (const auto& [known, vocabulary] : prefixes_) {
    if (known == prefix) {
      return vocabulary;
    }
  }
  constexpr int kLevelsMax = 4;  // <rss>, <channel>, <item> and the element
  pugi::xml_node node = element;
  for (int level = 0; node && level < kLevelsMax; ++level, node = node.parent()) {
    if (const pugi::xml_attribute own = Declaration(node, prefix)) {
      return OfDeclared(prefix, own.value());
    }
  }
  return UsualOf(prefix);
}

ElementName Namespaces::NameOf(pugi::xml_node element) const {
  const std::string_view name = element.name();
  const std::size_t colon = name.find(':');
  if (colon != std::string_view::npos) {
    return {OfPrefix(name.substr(0, colon), element), Canonical(name.substr(colon + 1))};
  }
  const pugi::xml_attribute first = element.first_attribute();
  if (first && std::string_view(first.name()) == "xmlns") {
    // Some feeds put all of their elements into a namespace of their own.
    return {OfUri(first.value()).value_or(Vocabulary::kPlain), Canonical(name)};
  }
  return {Vocabulary::kPlain, Canonical(name)};
}

std::string_view LocalName(pugi::xml_node element) {
  const std::string_view name = element.name();
  const std::size_t colon = name.find(':');
  return Canonical(colon == name.npos ? name : name.substr(colon + 1));
}

std::string TextOf(pugi::xml_node element) {
  const pugi::xml_node first = element.first_child();
  if (!first.next_sibling() && (!first || IsText(first))) {
    return WithoutOuterCdata(Trim(first.value()));
  }
  return WithoutInnerCdata(WithoutOuterCdata(Trim(AllText(element))));
}

bool HasElements(pugi::xml_node element) {
  for (const pugi::xml_node child : element.children()) {
    if (child.type() == pugi::node_element) {
      return true;
    }
  }
  return false;
}

std::string_view AttributeOf(pugi::xml_node element, std::string_view name) {
  for (const pugi::xml_attribute attribute : element.attributes()) {
    if (EqualsFold(attribute.name(), name)) {
      return Trim(attribute.value());
    }
  }
  return {};
}

std::string_view AboutOf(pugi::xml_node element) {
  constexpr std::string_view kAbout = "about";
  for (const pugi::xml_attribute attribute : element.attributes()) {
    const std::string_view name = attribute.name();
    if (EqualsFold(name.substr(name.find(':') + 1), kAbout)) {
      return Trim(attribute.value());
    }
  }
  return {};
}

Base BaseWithin(pugi::xml_node element, const Base& around) {
  const std::string_view own = Trim(element.attribute("xml:base").value());
  if (own.empty()) {
    return around;
  }
  std::string base = ResolveUrl(around.url, own);
  const std::string scheme = SchemeOf(base);
  const bool is_opaque = !scheme.empty() && base.substr(scheme.size(), 2) != ":/";
  // Every relative link of the feed is as long as its base at least.
  constexpr std::size_t kBaseBytesMax = 2048;
  return is_opaque || base.size() > kBaseBytesMax ? around : Base{std::move(base), true};
}

std::optional<std::uint64_t> LengthOf(std::string_view text) {
  text = Trim(text);
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  const bool whole = error == std::errc() && end == text.data() + text.size() && !text.empty();
  return whole ? std::optional(length) : std::nullopt;
}

}  // namespace feeds
