#include "rules/lint.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "rules/lint_patterns.h"
#include "rules/lint_samples.h"
#include "rules/pack_read.h"
#include "rules/pattern.h"

namespace rules {
namespace {

// The lists that the engine asks by name.
constexpr std::string_view kEngineLists[] = {
    "approximation", "negation",  "base",    "comparison", "destination", "until",
    "origin",        "bystander", "part",    "supplier",   "site",        "year-start",
    "year-end",      "world",     "closing", "contract",   "average",     "since",
    "cause",         "turnover",  "balance", "reported"};

// Chapter P of UNCTAD's International Classification of Non-Tariff Measures (2019): P1 to P7 and
// P9, each with its own subdivisions; of P3 those are known one by one.
bool IsMastCode(std::string_view code) {
  if (code.size() < 2 || code.size() > 4 || code[0] != 'P' ||
      !std::all_of(code.begin() + 1, code.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return false;
  if (code[1] == '0' || code[1] == '8')
    return false;
  return code[1] != '3' || code.size() == 2 ||
         (code.size() == 3 && std::string_view("1239").find(code[2]) != std::string_view::npos);
}

// ".{1,40}" for ".+".
std::string Bounded(const std::string& gap) {
  const std::size_t at = gap.find_last_of("*+{");
  const std::string least = gap[at] == '*'   ? "0"
                            : gap[at] == '+' ? "1"
                                             : gap.substr(at + 1, gap.size() - at - 3);
  return gap.substr(0, at) + "{" + least + ",40}";
}

// "CN", "CN.MOFCOM", "EU": an id, not the name of a firm.
bool LooksLikeId(std::string_view text) {
  const auto is_upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  return text.size() >= 2 && is_upper(text[0]) && is_upper(text[1]) &&
         (text.size() == 2 || text[2] == '.');
}

class Linter {
 public:
  Linter(const PackDraft& draft, std::vector<LintFinding>& out) : draft_(draft), out_(out) {}

  void Run() {
    for (const DraftEntry& entry : draft_.lexicon)
      ids_[entry.what].insert(entry.id);
    for (const auto& [name, patterns] : draft_.words) {
      for (const PlacedText& pattern : patterns) {
        CheckGaps(pattern);
        CheckEmpty(pattern, pattern.text, "a word of the list");
      }
    }
    for (const DraftEntry& entry : draft_.lexicon)
      CheckEntry(entry);
    for (const DraftRule& rule : draft_.rules)
      CheckRule(rule);
    CheckUnused();
  }

 private:
  void Add(std::string_view check, Fault fault) {
    out_.push_back({std::string(check), std::move(fault)});
  }

  void CheckGaps(const PlacedText& pattern) {
    for (const Gap& gap : UnboundedGaps(pattern.text))
      Add("gap", PlaceIn(pattern, gap.offset,
                         "'" + gap.text + "' has no end: write how far it may reach, as in " +
                             Bounded(gap.text)));
  }

  void CheckEmpty(const PlacedText& pattern, const std::string& regex, std::string_view what) {
    const auto compiled = Regex::Compile(regex);
    if (!compiled)
      return;  // reported by loading
    for (const std::string_view text : {"", "a", "a b", "稀土"}) {
      Span span;
      if (!compiled->FindSpan(text, 0, span) || span.start != span.end)
        continue;
      Add("empty", PlaceIn(pattern, 0,
                           std::string(what) + " matches the empty text: nothing in it must be "
                                               "there"));
      return;
    }
  }

  void CheckSize(const PlacedText& pattern, const std::string& regex) {
    const auto compiled = Regex::Compile(regex);
    if (!compiled || compiled->program_size() <= kProgramMax)
      return;
    Add("huge", PlaceIn(pattern, 0,
                        "the pattern has " + std::to_string(compiled->program_size()) +
                            " instructions, more than " + std::to_string(kProgramMax) +
                            ": repeat less, or make two rules of it"));
  }

  void CheckEntry(const DraftEntry& entry) {
    for (const auto& [patterns, script] :
         {std::pair{&entry.en, Script::kEnglish}, {&entry.zh, Script::kChinese}}) {
      for (const PlacedText& pattern : *patterns) {
        CheckGaps(pattern);
        const auto expanded = Expand(pattern.text, script, draft_);
        if (!expanded)
          continue;
        CheckEmpty(pattern, expanded->regex, "a word of '" + entry.id + "'");
        CheckSize(pattern, expanded->regex);
        const auto [known, is_new] =
            words_.try_emplace({entry.what, script, expanded->regex}, &entry);
        if (!is_new && known->second != &entry)
          Add("duplicate",
              PlaceIn(pattern, 0,
                      known->second->id == entry.id ? "'" + entry.id + "' has this pattern already"
                                                    : "'" + known->second->id +
                                                          "' has this pattern too, and only one of "
                                                          "them can be meant"));
      }
    }
  }

  void CheckRule(const DraftRule& rule) {
    CheckGaps(rule.match);
    for (const DraftTemplate& gives : rule.gives)
      CheckTemplate(gives);
    const auto expanded = Expand(rule.match.text, rule.script, draft_);
    if (!expanded)
      return;
    const std::string regex = "(?i)" + expanded->regex;
    CheckEmpty(rule.match, regex, "rule '" + rule.id + "'");
    CheckSize(rule.match, regex);
    const auto [known, is_new] = patterns_.try_emplace({rule.script, regex}, &rule);
    if (is_new)
      return;
    const DraftRule& other = *known->second;
    std::string message = "the same pattern as '" + other.id + "'";
    if (other.priority != rule.priority)
      message += ", which has " +
                 std::string(other.priority > rule.priority ? "the higher" : "a lower") +
                 " priority: one of the two can never win";
    else
      message += ": the first of them wins";
    Add("duplicate", PlaceIn(rule.match, 0, std::move(message)));
  }

  bool Has(LexiconClass what, const std::string& id) const {
    const auto ids = ids_.find(what);
    return ids != ids_.end() && ids->second.count(id) > 0;
  }

  void CheckTemplate(const DraftTemplate& gives) {
    for (const auto& [key, value] : gives.keys) {
      if (value.text.starts_with('{') || value.text == "none" || value.text == "topic")
        continue;
      const bool is_country = Has(LexiconClass::kCountry, value.text);
      if (key == "subject" && !Has(LexiconClass::kCommodity, value.text))
        Unknown(value, "commodity");
      if ((key == "reporter" || key == "partner") && !is_country)
        Unknown(value, "country");
      if ((key == "actor" || key == "target") && LooksLikeId(value.text) && !is_country &&
          !Has(LexiconClass::kAgency, value.text))
        Unknown(value, "agency");
      if (key == "mast" && !IsMastCode(value.text))
        Add("unknown-code",
            PlaceIn(value, 0,
                    "'" + value.text +
                        "' is no code of UNCTAD's chapter P "
                        "(P1 to P7, P9; P31 prohibition, P32 quota, P33 licensing)"));
      if (key == "plover" && !IsPloverClass(value.text))
        Add("unknown-code", PlaceIn(value, 0, "'" + value.text + "' is no class of PLOVER"));
    }
  }

  void Unknown(const PlacedText& value, std::string_view what) {
    std::string section = "[[" + std::string(what) + "]]";
    Add("unknown-id", PlaceIn(value, 0, "no " + section + " has the id '" + value.text + "'"));
  }

  void CheckUnused() {
    std::set<std::string> named(std::begin(kEngineLists), std::end(kEngineLists));
    for (const EventWordList& list : kEventWordLists)
      named.insert(std::string(list.name));
    const auto add = [&](const std::string& pattern) {
      for (std::size_t at = pattern.find('<'); at != std::string::npos;
           at = pattern.find('<', at + 1))
        named.insert(pattern.substr(at + 1, pattern.find('>', at) - at - 1));
    };
    for (const DraftRule& rule : draft_.rules)
      add(rule.match.text);
    for (const DraftEntry& entry : draft_.lexicon) {
      for (const auto* patterns : {&entry.en, &entry.zh}) {
        for (const PlacedText& pattern : *patterns)
          add(pattern.text);
      }
    }
    for (const auto& [key, patterns] : draft_.words) {
      if (!patterns.empty() && named.count(key.second) == 0)
        Add("unused",
            PlaceIn(patterns.front(), 0, "no pattern names the word list <" + key.second + ">"));
    }
  }

  const PackDraft& draft_;
  std::vector<LintFinding>& out_;
  std::map<LexiconClass, std::set<std::string>> ids_;
  std::map<std::tuple<LexiconClass, Script, std::string>, const DraftEntry*> words_;
  std::map<std::pair<Script, std::string>, const DraftRule*> patterns_;
};

// Findings in the order of the files as given.
void Sort(std::vector<LintFinding>& findings, const std::vector<PackFile>& files) {
  std::map<std::string, std::size_t> order;
  for (const PackFile& file : files)
    order.emplace(file.path, order.size());
  const auto key = [&](const LintFinding& finding) {
    const auto at = order.find(finding.fault.file);
    return std::tuple(at == order.end() ? order.size() : at->second, finding.fault.line,
                      finding.fault.column);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const LintFinding& a, const LintFinding& b) { return key(a) < key(b); });
}

}  // namespace

std::vector<std::string> LintChecks() {
  return {"load",     "empty",      "gap",          "huge",  "duplicate",
          "shadowed", "unknown-id", "unknown-code", "unused"};
}

std::vector<LintFinding> Lint(const std::vector<PackFile>& files) {
  std::vector<LintFinding> findings;
  const auto pack = Pack::Load(files);
  if (!pack) {
    for (const Fault& fault : pack.error())
      findings.push_back({"load", fault});
  }
  PackDraft draft;
  std::vector<Fault> ignored;  // Load has reported them
  for (const PackFile& file : files)
    ReadPack(file, draft, ignored);
  Linter(draft, findings).Run();
  if (pack)
    FindShadowed(*pack, draft, findings);
  Sort(findings, files);
  return findings;
}

}  // namespace rules
