#pragma once

#include <pugixml.hpp>
#include <string>

namespace feeds {

// XML parsed in place, after MendXml, from its root element on (RootTag in appearance.h): the nodes
// point into the text.
class XmlDocument {
 public:
  // What becomes of blanks that stand alone between two tags. Kept, they separate words of markup;
  // everywhere else they only double the nodes.
  enum class Blanks { kDropped, kKept };

  XmlDocument(std::string text, Blanks blanks);

  bool ok() const { return static_cast<bool>(result_); }
  // "line 12, column 3: start-end tags mismatch"; counted in `text`, which is what the constructor
  // got.
  std::string Fault(std::string text) const;
  // The first element; a null node when there is none.
  pugi::xml_node root() const { return document_.document_element(); }

 private:
  std::string text_;
  std::size_t start_ = 0;
  pugi::xml_document document_;
  pugi::xml_parse_result result_;
};

}  // namespace feeds
