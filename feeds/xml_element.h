#pragma once

#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace feeds {

// Whose names an element's name is one of. A new vocabulary is a row in the tables of
// xml_element.cc.
enum class Vocabulary {
  kPlain,  // the format of the feed itself: no prefix, that of the root, or of an RSS namespace
  kAtom,   // http://www.w3.org/2005/Atom and those before it
  kDublinCore,  // dc: and dcterms:
  kContent,     // content:encoded
  kMedia,       // Media RSS
  kItunes,
  kSyndication,  // sy:updatePeriod
  kRdf,
  kXhtml,
  kOther,
};

struct ElementName {
  Vocabulary vocabulary = Vocabulary::kPlain;
  std::string_view local;  // in lower case when it is a name that some reader knows: "pubdate"
};

// The prefixes that a feed declares on its root; one that is not declared there, nor on the element
// and those around it, means what it usually means, and so does a usual prefix of a namespace that
// nobody knows. Namespaces are compared without case, http(s) and a slash or # at the end.
class Namespaces {
 public:
  explicit Namespaces(pugi::xml_node root);
  ElementName NameOf(pugi::xml_node element) const;

 private:
  Vocabulary OfPrefix(std::string_view prefix, pugi::xml_node element) const;

  std::vector<std::pair<std::string_view, Vocabulary>> prefixes_;
};

// Local part of the element's name, in lower case when some reader knows it.
std::string_view LocalName(pugi::xml_node element);

// All character data below the element, trimmed.
std::string TextOf(pugi::xml_node element);
bool HasElements(pugi::xml_node element);

// The attribute of that name (in lower case) in any case, trimmed; empty when absent.
std::string_view AttributeOf(pugi::xml_node element, std::string_view name);

// What RDF says that an element describes: rdf:about, whatever the prefix is; empty when absent.
std::string_view AboutOf(pugi::xml_node element);

// What relative references below an element are resolved on.
struct Base {
  std::string url;
  bool is_declared = false;  // by an xml:base
};
// `around` as changed by the element's own xml:base; one that names nothing that a reference could
// be relative to ("mailto:", "javascript:"), or of more than 2 KiB, changes nothing.
Base BaseWithin(pugi::xml_node element, const Base& around);

// The number of bytes that an enclosure states; nullopt when it is no number.
std::optional<std::uint64_t> LengthOf(std::string_view text);

}  // namespace feeds
