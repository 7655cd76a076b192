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
  kPlain,       // the format of the feed itself: no prefix, or a prefix of an RSS namespace
  kAtom,        // http://www.w3.org/2005/Atom and that of Atom 0.3
  kDublinCore,  // dc: and dcterms:
  kContent,     // content:encoded
  kXhtml,
  kOther,
};

struct ElementName {
  Vocabulary vocabulary = Vocabulary::kPlain;
  std::string_view local;
};

// The prefixes that a feed declares on its root and on the first child of it; a prefix that is not
// declared there nor on the element itself means what it usually means.
class Namespaces {
 public:
  explicit Namespaces(pugi::xml_node root);
  ElementName NameOf(pugi::xml_node element) const;

 private:
  void Declare(pugi::xml_node element);

  std::vector<std::pair<std::string_view, Vocabulary>> prefixes_;
};

// Local part of the element's name.
std::string_view LocalName(pugi::xml_node element);

// All character data below the element, trimmed.
std::string TextOf(pugi::xml_node element);

// The content as served, trimmed: character data, or, when there are elements in it, their markup.
std::string MarkupOf(pugi::xml_node element);

// xml:base of the element and those around it, resolved on each other and on `url`.
std::string BaseOf(pugi::xml_node element, std::string_view url);

// The number of bytes that an enclosure states; nullopt when it is no number.
std::optional<std::uint64_t> LengthOf(std::string_view text);

}  // namespace feeds
