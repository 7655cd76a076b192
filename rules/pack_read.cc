#include "rules/pack_read.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string_view>

namespace rules {
namespace {

struct Section {
  std::string_view name;
  LexiconClass what;
};
constexpr std::array<Section, 8> kLexiconSections{{{"commodity", LexiconClass::kCommodity},
                                                   {"agency", LexiconClass::kAgency},
                                                   {"country", LexiconClass::kCountry},
                                                   {"flow", LexiconClass::kFlow},
                                                   {"measure", LexiconClass::kMeasure},
                                                   {"basis", LexiconClass::kBasis},
                                                   {"place", LexiconClass::kPlace},
                                                   {"name", LexiconClass::kName}}};

class Reader {
 public:
  Reader(const PackFile& file, PackDraft& draft, std::vector<Fault>& faults)
      : file_(file), lines_(file.toml), draft_(draft), faults_(faults) {}

  void Read() {
    try {
      ReadTop(toml::parse(std::string_view(file_.toml), std::string_view(file_.path)));
    } catch (const toml::parse_error& error) {
      Fault fault = PlaceOf(error.source());
      fault.message = std::string(error.description());
      faults_.push_back(std::move(fault));
    }
  }

 private:
  Fault PlaceOf(const toml::source_region& region) const {
    Fault fault;
    fault.file = file_.path;
    fault.line = static_cast<int>(region.begin.line);
    fault.column = static_cast<int>(region.begin.column);
    fault.source = lines_.At(fault.line);
    return fault;
  }
  Fault PlaceOf(const toml::node& node) const { return PlaceOf(node.source()); }

  void Complain(const toml::node& node, std::string message) {
    Fault fault = PlaceOf(node);
    fault.message = std::move(message);
    faults_.push_back(std::move(fault));
  }

  void CheckKeys(const toml::table& table, std::string_view where,
                 std::initializer_list<std::string_view> known) {
    for (const auto& [key, node] : table) {
      if (std::find(known.begin(), known.end(), key.str()) != known.end())
        continue;
      std::string expected;
      for (const std::string_view name : known) {
        expected += (expected.empty() ? "" : ", ") + std::string(name);
      }
      Fault fault = PlaceOf(key.source());
      fault.message = "unknown key '" + std::string(key.str()) + "' in " + std::string(where) +
                      "; it takes " + expected;
      faults_.push_back(std::move(fault));
    }
  }

  // A literal or basic string's text begins one character after its quote.
  PlacedText Placed(const toml::value<std::string>& value) const {
    PlacedText out{value.get(), PlaceOf(value)};
    const std::string_view line = out.place.source;
    const std::size_t quote = static_cast<std::size_t>(std::max(out.place.column - 1, 0));
    const bool is_triple = line.size() >= quote + 3 && line[quote] == line[quote + 1] &&
                           line[quote] == line[quote + 2];
    out.place.column += is_triple ? 3 : 1;
    return out;
  }

  std::optional<PlacedText> Text(const toml::table& table, std::string_view key) {
    const toml::node* node = table.get(key);
    if (node == nullptr)
      return std::nullopt;
    if (const auto* value = node->as_string())
      return Placed(*value);
    Complain(*node, std::string(key) + " must be a string");
    return std::nullopt;
  }

  std::vector<PlacedText> Texts(const toml::table& table, std::string_view key) {
    std::vector<PlacedText> out;
    const toml::node* node = table.get(key);
    if (node == nullptr)
      return out;
    const toml::array* array = node->as_array();
    if (array == nullptr) {
      Complain(*node, std::string(key) + " must be an array of strings");
      return out;
    }
    for (const toml::node& element : *array) {
      if (const auto* value = element.as_string()) {
        out.push_back(Placed(*value));
      } else {
        Complain(element, std::string(key) + " must hold strings only");
      }
    }
    return out;
  }

  // The tables of [[name]]; anything else under that name is a fault.
  std::vector<const toml::table*> Tables(const toml::table& table, std::string_view name) {
    std::vector<const toml::table*> out;
    const toml::node* node = table.get(name);
    if (node == nullptr)
      return out;
    const toml::array* array = node->as_array();
    if (array == nullptr) {
      Complain(*node, std::string(name) + " must be an array of tables");
      return out;
    }
    for (const toml::node& element : *array) {
      if (const toml::table* inner = element.as_table()) {
        out.push_back(inner);
      } else {
        Complain(element, std::string(name) + " must hold tables only");
      }
    }
    return out;
  }

  void ReadTop(const toml::table& top) {
    CheckKeys(top, "a pack",
              {"title",   "published", "words", "commodity", "agency", "country",     "flow",
               "measure", "basis",     "place", "name",      "rule",   "release",     "label",
               "code",    "sum",       "union", "places",    "index",  "announcement"});
    for (const Section& section : kLexiconSections) {
      for (const toml::table* table : Tables(top, section.name))
        ReadEntry(*table, section);
    }
    if (const toml::table* words = top["words"].as_table())
      ReadWords(*words);
    for (const toml::table* table : Tables(top, "rule"))
      ReadRule(*table);
  }

  void ReadEntry(const toml::table& table, const Section& section) {
    CheckKeys(table, "[[" + std::string(section.name) + "]]", {"id", "en", "zh"});
    const std::optional<PlacedText> id = Text(table, "id");
    if (!id || id->text.empty()) {
      Complain(table, "[[" + std::string(section.name) + "]] needs an id");
      return;
    }
    DraftEntry draft{section.what, id->text, Texts(table, "en"), Texts(table, "zh")};
    if (draft.en.empty() && draft.zh.empty()) {
      Complain(table, "'" + id->text + "' needs patterns in en or zh");
    }
    draft_.lexicon.push_back(std::move(draft));
  }

  void ReadWords(const toml::table& words) {
    CheckKeys(words, "[words]", {"en", "zh"});
    for (const auto& [language, script] :
         {std::pair{std::string_view("en"), Script::kEnglish}, {"zh", Script::kChinese}}) {
      const toml::table* table = words[language].as_table();
      if (table == nullptr)
        continue;
      for (const auto& [key, node] : *table) {
        const std::string name(key.str());
        for (PlacedText& pattern : Texts(*table, name)) {
          draft_.words[{script, name}].push_back(std::move(pattern));
        }
      }
    }
  }

  void ReadRule(const toml::table& table) {
    CheckKeys(table, "[[rule]]",
              {"id", "language", "match", "priority", "denies", "gives", "yes", "no"});
    DraftRule rule;
    rule.place = PlaceOf(table);
    const std::optional<PlacedText> id = Text(table, "id");
    std::optional<PlacedText> match = Text(table, "match");
    if (!id || !match) {
      Complain(table, "[[rule]] needs an id and a match");
      return;
    }
    rule.id = file_.name + "/" + id->text;
    rule.match = std::move(*match);
    const std::optional<PlacedText> language = Text(table, "language");
    if (language && language->text == "zh") {
      rule.script = Script::kChinese;
    } else if (!language || language->text != "en") {
      Complain(table, "rule '" + id->text + "' needs language = \"en\" or \"zh\"");
    }
    rule.priority = table["priority"].value_or(0);
    rule.denies = table["denies"].value_or(false);
    for (const toml::table* gives : Tables(table, "gives"))
      rule.gives.push_back(ReadTemplate(*gives));
    ReadSamples(table, rule);
    if (rule.gives.empty())
      Complain(table, "rule '" + id->text + "' gives nothing");
    if (rule.yes.empty()) {
      Complain(table,
               "rule '" + id->text + "' needs samples: yes = [{ text = \"…\", gives = [\"…\"] }]");
    }
    draft_.rules.push_back(std::move(rule));
  }

  DraftTemplate ReadTemplate(const toml::table& table) {
    CheckKeys(table, "gives",
              {"kind", "value", "sign", "measure", "basis", "flow", "type", "mast", "plover",
               "subject", "period", "reporter", "partner", "actor", "target", "date", "needs"});
    DraftTemplate out;
    out.place = PlaceOf(table);
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      if (name == "needs") {
        for (PlacedText& need : Texts(table, name))
          out.needs.push_back(std::move(need.text));
      } else if (std::optional<PlacedText> text = Text(table, name)) {
        out.keys.emplace(name, std::move(*text));
      }
    }
    return out;
  }

  void ReadSamples(const toml::table& table, DraftRule& rule) {
    for (const toml::table* yes : Tables(table, "yes")) {
      CheckKeys(*yes, "a sample", {"text", "gives"});
      const std::optional<PlacedText> text = Text(*yes, "text");
      Sample sample;
      sample.place = PlaceOf(*yes);
      if (text)
        sample.text = text->text;
      for (PlacedText& fact : Texts(*yes, "gives"))
        sample.facts.push_back(std::move(fact.text));
      if (sample.text.empty() || sample.facts.empty()) {
        Complain(*yes, "a sample needs a text and the facts that it gives");
        continue;
      }
      rule.yes.push_back(std::move(sample));
    }
    for (PlacedText& no : Texts(table, "no")) {
      rule.no.push_back({std::move(no.text), {}, std::move(no.place)});
    }
  }

  const PackFile& file_;
  Lines lines_;
  PackDraft& draft_;
  std::vector<Fault>& faults_;
};

}  // namespace

void ReadPack(const PackFile& file, PackDraft& draft, std::vector<Fault>& faults) {
  Reader(file, draft, faults).Read();
}

}  // namespace rules
