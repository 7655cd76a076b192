#include "feeds/xml_table.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/json_error.h"
#include "feeds/record_table.h"
#include "feeds/sdmx_xml.h"
#include "feeds/white_space.h"
#include "feeds/xml_document.h"
#include "feeds/xml_element.h"

namespace feeds {
namespace {

using Kind = ParseError::Kind;

constexpr std::size_t kMessageBytesMax = 300;
constexpr int kFieldDepthMax = 16;
constexpr std::size_t kFieldNameBytesMax = 1000;  // a longer one is no name, and copies cost

std::string_view NameOf(pugi::xml_node element) {
  const std::string_view name = element.name();
  return name.substr(name.find(':') + 1);
}

// The elements of the tree in document order, without recursion: input decides how deep it is.
template <class Visit>
void ForEachElement(pugi::xml_node root, Visit visit) {
  for (pugi::xml_node at = root; at;) {
    if (at.type() == pugi::node_element) {
      visit(at);
    }
    if (at.first_child()) {
      at = at.first_child();
      continue;
    }
    while (at && at != root && !at.next_sibling()) {
      at = at.parent();
    }
    at = at == root ? pugi::xml_node() : at.next_sibling();
  }
}

// All words below an element.
std::string WordsBelow(pugi::xml_node element) {
  std::string words;
  ForEachElement(element, [&words](pugi::xml_node at) {
    const std::string_view text = Trim(at.child_value());
    if (!text.empty() && words.size() < kMessageBytesMax) {
      words.append(words.empty() ? "" : ", ").append(text.substr(0, kMessageBytesMax));
    }
  });
  return CollapseWhiteSpace(words);
}

bool IsErrorRoot(std::string_view name) {
  constexpr std::string_view kRoots[] = {"openapi_serviceresponse", "error", "errors",
                                         "errorresponse", "fault"};
  const std::string lowered = Lowered(name);
  return std::find(std::begin(kRoots), std::end(kRoots), lowered) != std::end(kRoots);
}

// What an error says that came as an answer; empty: it is no error.
std::string ErrorIn(pugi::xml_node root) {
  if (IsErrorRoot(NameOf(root))) {
    return std::string(root.name()) + ": " + WordsBelow(root);
  }
  std::string error;
  ForEachElement(root, [&error](pugi::xml_node at) {
    const std::string_view name = NameOf(at);
    if (!error.empty() || (name != "resultCode" && name != "Fault" && name != "returnReasonCode")) {
      return;
    }
    if (name == "Fault") {
      error = "Fault: " + WordsBelow(at);
    } else if (const std::string code = TextOf(at); !IsSuccessCode(code)) {
      error = std::string(name) + " " + code + ": " + WordsBelow(at.parent());
    }
  });
  return error;
}

// Elements of one name and one parent, and how many fields they have in all.
struct Group {
  pugi::xml_node parent;
  std::string_view name;  // as written
  std::size_t fields = 0;
  std::size_t elements = 0;
};

std::size_t FieldsOf(pugi::xml_node element) {
  std::size_t fields = 0;
  for (const pugi::xml_attribute attribute : element.attributes()) {
    fields += std::string_view(attribute.name()).substr(0, 5) == "xmlns" ? 0 : 1;
  }
  for (const pugi::xml_node child : element.children()) {
    fields += child.type() == pugi::node_element && !HasElements(child) ? 1 : 0;
  }
  return fields;
}

bool IsAnswerHeader(std::string_view name) {
  return EqualsFold(name, "header") || EqualsFold(name, "head") || EqualsFold(name, "cmmMsgHeader");
}

// The group of records; without fields when there is none.
Group FindRecords(pugi::xml_node root) {
  Group best;
  ForEachElement(root, [&best](pugi::xml_node parent) {
    std::map<std::string_view, Group> groups;
    for (const pugi::xml_node child : parent.children()) {
      if (child.type() != pugi::node_element || IsAnswerHeader(NameOf(child)) ||
          !(HasElements(child) || child.first_attribute())) {
        continue;
      }
      Group& group = groups[child.name()];
      group.parent = parent;
      group.name = child.name();
      group.fields += FieldsOf(child);
      ++group.elements;
    }
    for (const auto& [name, group] : groups) {
      // A single element of one or two fields is more likely an envelope than a record.
      const bool fits = group.elements > 1 || group.fields > 2;
      best = fits && group.fields > best.fields ? group : best;
    }
  });
  return best;
}

void PutFields(pugi::xml_node element, const std::string& prefix, int depth, RecordTable& table) {
  for (const pugi::xml_attribute attribute : element.attributes()) {
    const std::string_view name = attribute.name();
    if (name.substr(0, 5) != "xmlns" && name.size() <= kFieldNameBytesMax) {
      table.Put(prefix + std::string(name), attribute.value());
    }
  }
  for (const pugi::xml_node child : element.children()) {
    const std::string_view own = NameOf(child);
    if (child.type() != pugi::node_element || prefix.size() + own.size() > kFieldNameBytesMax) {
      continue;
    }
    const std::string name = prefix + std::string(own);
    if (!HasElements(child)) {
      table.Put(name, TextOf(child));
    } else if (depth < kFieldDepthMax) {
      PutFields(child, name + ".", depth + 1, table);
    }
  }
}

TableResult ReadRecords(const Group& group) {
  RecordTable table;
  for (const pugi::xml_node child : group.parent.children()) {
    if (child.name() == group.name && !table.full()) {
      table.BeginRecord();
      PutFields(child, "", 0, table);
    }
  }
  auto taken = table.Take();
  if (!taken) {
    return tl::unexpected(std::move(taken.error()));
  }
  TableReading reading;
  reading.tables.push_back(*std::move(taken));
  return reading;
}

// An answer says by its parts that it is one, though it has no record.
bool IsAnswer(pugi::xml_node root) {
  constexpr std::string_view kAnswers[] = {"response", "items", "result",
                                           "results",  "data",  "records"};
  const std::string name = Lowered(NameOf(root));
  return std::find(std::begin(kAnswers), std::end(kAnswers), name) != std::end(kAnswers);
}

}  // namespace

TableResult ReadXmlTable(std::string text) {
  const XmlDocument document(text, XmlDocument::Blanks::kDropped);
  if (!document.ok()) {
    return Fail(Kind::kBroken, "XML, " + document.Fault(std::move(text)));
  }
  const pugi::xml_node root = document.root();
  if (std::string error = ErrorIn(root); !error.empty()) {
    return Fail(Kind::kErrorAnswer, "an error instead of data: " + error);
  }
  if (IsSdmxData(root)) {
    return ReadSdmxXml(root);
  }
  const Group records = FindRecords(root);
  if (records.fields > 0) {
    return ReadRecords(records);
  }
  if (IsAnswer(root)) {
    return TableReading{};
  }
  return Fail(Kind::kNoTable, "an XML document <" + std::string(root.name()) + "> without records");
}

}  // namespace feeds
