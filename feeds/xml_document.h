#pragma once

#include <cstddef>
#include <optional>
#include <pugixml.hpp>
#include <string>

namespace feeds {

// XML parsed in place, after MendXml: the nodes point into the text. Entities of a DOCTYPE are
// never expanded.
class XmlDocument {
 public:
  explicit XmlDocument(std::string text);

  bool ok() const { return static_cast<bool>(result_); }
  // "line 12, column 3: start-end tags mismatch"; counted in `text`, which is what the constructor
  // got.
  std::string Fault(std::string text) const;
  // The root element; a null node when there is none. Of a text that is not ok: what was read until
  // the fault.
  pugi::xml_node root() const { return document_.document_element(); }

  // `text` (what the constructor got) up to the end of its last whole <item> or <entry>, for a
  // document that the end of the transfer cut off. nullopt: no whole item before the fault, or
  // another one behind it, so that the fault is no cut and stopping there would lose items.
  std::optional<std::string> WholeItems(std::string text) const;

 private:
  std::string text_;
  pugi::xml_document document_;
  pugi::xml_parse_result result_;
};

}  // namespace feeds
