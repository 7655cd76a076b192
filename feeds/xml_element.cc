#include "feeds/xml_element.h"

#include <charconv>
#include <iterator>

#include "feeds/ascii.h"
#include "feeds/url.h"

namespace feeds {
namespace {

struct KnownName {
  std::string_view name;
  Vocabulary vocabulary;
};

constexpr KnownName kNamespaces[] = {
    {"http://www.w3.org/2005/Atom", Vocabulary::kAtom},
    {"http://purl.org/atom/ns#", Vocabulary::kAtom},
    {"http://purl.org/dc/elements/1.1/", Vocabulary::kDublinCore},
    {"http://purl.org/dc/elements/1.0/", Vocabulary::kDublinCore},
    {"http://purl.org/dc/terms/", Vocabulary::kDublinCore},
    {"http://purl.org/rss/1.0/modules/content/", Vocabulary::kContent},
    {"http://www.w3.org/1999/xhtml", Vocabulary::kXhtml},
    {"http://purl.org/rss/1.0/", Vocabulary::kPlain},
    {"http://my.netscape.com/rdf/simple/0.9/", Vocabulary::kPlain},
    {"http://channel.netscape.com/rdf/simple/0.9/", Vocabulary::kPlain},
    {"http://backend.userland.com/rss2", Vocabulary::kPlain},
    {"http://backend.userland.com/RSS2", Vocabulary::kPlain},
    {"http://blogs.law.harvard.edu/tech/rss", Vocabulary::kPlain},
};

constexpr KnownName kUsualPrefixes[] = {
    {"atom", Vocabulary::kAtom},          {"atom10", Vocabulary::kAtom},
    {"a10", Vocabulary::kAtom},           {"dc", Vocabulary::kDublinCore},
    {"dcterms", Vocabulary::kDublinCore}, {"content", Vocabulary::kContent},
    {"xhtml", Vocabulary::kXhtml},        {"rss", Vocabulary::kPlain},
};

template <std::size_t kSize>
const KnownName* Find(const KnownName (&names)[kSize], std::string_view name) {
  for (const KnownName& known : names) {
    if (known.name == name) {
      return &known;
    }
  }
  return nullptr;
}

Vocabulary OfUri(std::string_view uri) {
  const KnownName* known = Find(kNamespaces, Trim(uri));
  return known == nullptr ? Vocabulary::kOther : known->vocabulary;
}

struct StringWriter : pugi::xml_writer {
  void write(const void* data, std::size_t size) override {
    text.append(static_cast<const char*>(data), size);
  }
  std::string text;
};

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

bool HasElements(pugi::xml_node element) {
  for (const pugi::xml_node child : element.children()) {
    if (child.type() == pugi::node_element) {
      return true;
    }
  }
  return false;
}

}  // namespace

Namespaces::Namespaces(pugi::xml_node root) {
  Declare(root);
  Declare(root.first_child());
}

void Namespaces::Declare(pugi::xml_node element) {
  for (const pugi::xml_attribute attribute : element.attributes()) {
    const std::string_view name = attribute.name();
    if (name.substr(0, 6) == "xmlns:" && prefixes_.size() < 64) {
      prefixes_.emplace_back(name.substr(6), OfUri(attribute.value()));
    }
  }
}

ElementName Namespaces::NameOf(pugi::xml_node element) const {
  const std::string_view name = element.name();
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) {
    const pugi::xml_attribute first = element.first_attribute();
    if (first && std::string_view(first.name()) == "xmlns") {
      const Vocabulary declared = OfUri(first.value());
      // Some feeds put all of their elements into a namespace of their own.
      return {declared == Vocabulary::kOther ? Vocabulary::kPlain : declared, name};
    }
    return {Vocabulary::kPlain, name};
  }
  const std::string_view prefix = name.substr(0, colon);
  const std::string_view local = name.substr(colon + 1);
  for (const auto& [known, vocabulary] : prefixes_) {
    if (known == prefix) {
      return {vocabulary, local};
    }
  }
  if (const pugi::xml_attribute own = element.attribute(("xmlns:" + std::string(prefix)).c_str())) {
    return {OfUri(own.value()), local};
  }
  const KnownName* usual = Find(kUsualPrefixes, prefix);
  return {usual == nullptr ? Vocabulary::kOther : usual->vocabulary, local};
}

std::string_view LocalName(pugi::xml_node element) {
  const std::string_view name = element.name();
  const std::size_t colon = name.find(':');
  return colon == name.npos ? name : name.substr(colon + 1);
}

std::string TextOf(pugi::xml_node element) {
  const pugi::xml_node first = element.first_child();
  if (!first.next_sibling() && (!first || IsText(first))) {
    return std::string(Trim(first.value()));
  }
  return std::string(Trim(AllText(element)));
}

std::string MarkupOf(pugi::xml_node element) {
  if (!HasElements(element)) {
    return TextOf(element);
  }
  StringWriter writer;
  for (const pugi::xml_node child : element.children()) {
    child.print(writer, "", pugi::format_raw | pugi::format_no_declaration, pugi::encoding_utf8);
  }
  return std::string(Trim(writer.text));
}

std::string BaseOf(pugi::xml_node element, std::string_view url) {
  std::vector<std::string_view> bases;
  constexpr std::size_t kNestedBasesMax = 16;
  for (pugi::xml_node node = element; node && bases.size() < kNestedBasesMax;
       node = node.parent()) {
    if (const pugi::xml_attribute base = node.attribute("xml:base")) {
      bases.emplace_back(base.value());
    }
  }
  std::string resolved(url);
  for (auto base = bases.rbegin(); base != bases.rend(); ++base) {
    resolved = ResolveUrl(resolved, *base);
  }
  return resolved;
}

std::optional<std::uint64_t> LengthOf(std::string_view text) {
  text = Trim(text);
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  const bool whole = error == std::errc() && end == text.data() + text.size() && !text.empty();
  return whole ? std::optional(length) : std::nullopt;
}

}  // namespace feeds
