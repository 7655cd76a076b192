#include "rules/pack.h"

#include <algorithm>
#include <cassert>
#include <set>
#include <utility>

#include "rules/compiled.h"
#include "rules/pack_read.h"
#include "rules/pattern.h"

namespace rules {
namespace {

Fault At(const Fault& place, std::string message, int offset = 0) {
  Fault fault = place;
  fault.column += offset;
  fault.message = std::move(message);
  return fault;
}

// Compiles a draft; what is faulty is reported and left out, so that one run shows every fault.
class Compiler {
 public:
  Compiler(const PackDraft& draft, Filtering filtering, std::vector<Fault>& faults)
      : draft_(draft), filtering_(filtering), faults_(faults) {}

  std::unique_ptr<CompiledRules> Run() {
    CheckPatterns();
    if (!faults_.empty())
      return nullptr;
    auto english = Set(Script::kEnglish);
    auto chinese = Set(Script::kChinese);
    if (!english || !chinese)
      return nullptr;
    for (const DraftRule& rule : draft_.rules) {
      AddRule(rule, rule.script == Script::kChinese ? *chinese : *english);
    }
    std::vector<LexiconEntry> entries;
    for (const DraftEntry& entry : draft_.lexicon) {
      entries.push_back({entry.what, entry.id, WordPatterns(entry.en, Script::kEnglish),
                         WordPatterns(entry.zh, Script::kChinese)});
    }
    if (!faults_.empty())
      return nullptr;
    auto lexicon = Lexicon::Compile(std::move(entries));
    if (!lexicon)
      Report(lexicon.error().message);
    for (RuleFilter* filter : {&english->prefilter, &chinese->prefilter})
      filtering_ == Filtering::kOn ? filter->Compile() : filter->PassAll();
    if (!faults_.empty())
      return nullptr;
    return std::make_unique<CompiledRules>(
        CompiledRules{std::move(*lexicon), std::move(*english), std::move(*chinese)});
  }

 private:
  void Report(std::string message) {
    Fault fault;
    fault.file = "packs";
    fault.message = std::move(message);
    faults_.push_back(std::move(fault));
  }

  void CheckPattern(const PlacedText& pattern) {
    if (auto compiled = Regex::Compile(pattern.text); !compiled)
      ReportRegex(pattern, compiled.error());
  }

  void ReportRegex(const PlacedText& pattern, const RegexError& error) {
    const std::size_t at = error.fragment.empty() ? 0 : pattern.text.find(error.fragment);
    // RE2 repeats the pattern as compiled, which nobody wrote; the line below the fault shows it.
    const std::string reason = error.message.substr(0, error.message.find(": "));
    faults_.push_back(At(pattern.place, "bad pattern: " + reason,
                         at == std::string::npos ? 0 : static_cast<int>(at)));
  }

  void CheckPatterns() {
    for (const auto& [name, patterns] : draft_.words) {
      for (const PlacedText& pattern : patterns)
        CheckPattern(pattern);
    }
  }

  // The patterns of a lexicon entry with their <words> filled in.
  std::vector<std::string> WordPatterns(const std::vector<PlacedText>& patterns, Script script) {
    std::vector<std::string> out;
    for (const PlacedText& pattern : patterns) {
      auto expanded = Expand(pattern.text, script, draft_);
      if (!expanded) {
        faults_.push_back(At(pattern.place, expanded.error().message, expanded.error().offset));
      } else if (!expanded->slots.empty()) {
        faults_.push_back(At(pattern.place, "a word of the lexicon cannot hold slots"));
      } else if (auto compiled = Regex::Compile(expanded->regex); !compiled) {
        ReportRegex(pattern, compiled.error());
      } else if (compiled->group_count() > 0) {
        faults_.push_back(At(pattern.place, "write (?:…) for a group"));
      } else {
        out.push_back(std::move(expanded->regex));
      }
    }
    return out;
  }

  // A word list that the engine itself asks at the end of a text; nothing matches where no pack has
  // it.
  std::optional<Regex> Trailing(Script script, std::string_view name) {
    const std::optional<std::string> words = WordsPattern(draft_, script, name);
    const std::string pattern = words ? "(?i)" + *words + R"([- ]*$)" : R"(\z[^\x00-\x{10FFFF}])";
    auto compiled = Regex::Compile(pattern);
    if (compiled)
      return std::move(*compiled);
    Report("word list '" + std::string(name) + "': " + compiled.error().message);
    return std::nullopt;
  }

  std::optional<Regex> Anywhere(Script script, std::string_view name) {
    return Words(script, name, "(?i)");
  }
  // One that it asks at the start of a text.
  std::optional<Regex> Leading(Script script, std::string_view name) {
    return Words(script, name, "(?i)^[ -]?");
  }
  std::optional<Regex> Words(Script script, std::string_view name, const std::string& head) {
    const std::optional<std::string> words = WordsPattern(draft_, script, name);
    auto compiled = Regex::Compile(words ? head + *words : R"(\z[^\x00-\x{10FFFF}])");
    if (compiled)
      return std::move(*compiled);
    Report("word list '" + std::string(name) + "': " + compiled.error().message);
    return std::nullopt;
  }

  static std::string PlacedPattern(const std::string& words, WordPlace place) {
    switch (place) {
      case WordPlace::kAnywhere:
        return "(?i)" + words;
      case WordPlace::kEnd:
        return "(?i)" + words + R"([ ]*$)";
      case WordPlace::kStart:
        return "(?i)^[ ]*" + words;
      case WordPlace::kWhole:
        return "^" + words + "$";
    }
    return words;
  }

  std::optional<EventWords> EventLists(Script script) {
    EventWords out;
    for (const EventWordList& list : kEventWordLists) {
      const std::optional<std::string> words = WordsPattern(draft_, script, list.name);
      auto compiled =
          Regex::Compile(words ? PlacedPattern(*words, list.place) : R"(\z[^\x00-\x{10FFFF}])");
      if (!compiled) {
        Report("word list '" + std::string(list.name) + "': " + compiled.error().message);
        return std::nullopt;
      }
      out.Add(std::move(*compiled));
    }
    return out;
  }

  std::optional<RuleSet> Set(Script script) {
    auto approximation = Trailing(script, "approximation");
    auto negation = Anywhere(script, "negation");
    auto base = Trailing(script, "base");
    auto comparison = Trailing(script, "comparison");
    auto destination = Trailing(script, "destination");
    auto until = Trailing(script, "until");
    auto origin = Trailing(script, "origin");
    auto bystander = Anywhere(script, "bystander");
    auto part = Trailing(script, "part");
    auto supplier = Leading(script, "supplier");
    auto closing = Anywhere(script, "closing");
    auto world = Anywhere(script, "world");
    auto site = Trailing(script, "site");
    auto year_start = Trailing(script, "year-start");
    auto year_end = Trailing(script, "year-end");
    auto contract = Leading(script, "contract");
    auto average = Anywhere(script, "average");
    auto since = Trailing(script, "since");
    auto balance = Anywhere(script, "balance");
    auto turnover = Anywhere(script, "turnover");
    auto cause = Anywhere(script, "cause");
    auto reported = Trailing(script, "reported");
    auto event_words = EventLists(script);
    if (!approximation || !negation || !base || !comparison || !destination || !until || !origin ||
        !bystander || !part || !supplier || !site || !year_start || !year_end || !world ||
        !closing || !contract || !average || !since || !balance || !turnover || !cause ||
        !reported || !event_words) {
      return std::nullopt;
    }
    return RuleSet{{},
                   RuleFilter(),
                   std::move(*approximation),
                   std::move(*negation),
                   std::move(*base),
                   std::move(*comparison),
                   std::move(*destination),
                   std::move(*until),
                   std::move(*origin),
                   std::move(*bystander),
                   std::move(*part),
                   std::move(*supplier),
                   std::move(*site),
                   std::move(*year_start),
                   std::move(*year_end),
                   std::move(*world),
                   std::move(*closing),
                   std::move(*contract),
                   std::move(*average),
                   std::move(*since),
                   std::move(*balance),
                   std::move(*turnover),
                   std::move(*cause),
                   std::move(*reported),
                   std::move(*event_words)};
  }

  void AddRule(const DraftRule& draft, RuleSet& set) {
    if (!ids_.insert(draft.id).second) {
      faults_.push_back(At(draft.place, "a second rule '" + draft.id + "'"));
      return;
    }
    auto expanded = Expand(draft.match.text, draft.script, draft_);
    if (!expanded) {
      faults_.push_back(At(draft.match.place, expanded.error().message, expanded.error().offset));
      return;
    }
    const std::string pattern = "(?i)" + expanded->regex;
    auto regex = set.prefilter.Add(pattern);
    if (!regex)
      return ReportRegex(draft.match, regex.error());
    if (regex->group_count() != static_cast<int>(expanded->slots.size())) {
      faults_.push_back(At(draft.match.place, "only slots may capture: write (?:…) for a group"));
      return;
    }
    Rule rule{draft.id,     draft.script, std::move(*regex), draft.priority,
              draft.denies, {},           draft.yes,         draft.no};
    for (const DraftTemplate& gives : draft.gives)
      rule.gives.push_back(Template(gives, *expanded));
    set.rules.push_back(std::move(rule));
  }

  FactTemplate Template(const DraftTemplate& draft, const ExpandedPattern& pattern) {
    FactTemplate out;
    out.needs = draft.needs;
    for (const auto& [key, value] : draft.keys) {
      if (!Take(out, key, value, pattern)) {
        faults_.push_back(At(value.place, "'" + value.text + "' is no " + key));
      }
    }
    if (draft.keys.count("kind") == 0)
      faults_.push_back(At(draft.place, "a fact needs a kind"));
    if (out.kind == Kind::kEvent) {
      if (!out.type)
        faults_.push_back(At(draft.place, "an event needs a type"));
    } else if (out.value_group == 0) {
      out.value_group = DefaultValue(out.kind, pattern);
      if (out.value_group == 0)
        faults_.push_back(At(draft.place, "no slot for the value of this kind"));
    }
    return out;
  }

  // The first slot that can hold a number of this kind.
  static int DefaultValue(std::optional<Kind> kind, const ExpandedPattern& pattern) {
    for (std::size_t i = 0; i < pattern.slots.size(); ++i) {
      const std::string& type = pattern.slots[i].type;
      const bool is_number = type != "period" && type != "commodity" && type != "agency" &&
                             type != "country" && type != "actor";
      const bool is_percentage =
          type == "percent" || type == "change" || type == "fraction" || type == "part";
      const bool wants_percentage =
          kind == Kind::kChange || kind == Kind::kShare || kind == Kind::kRate;
      if (is_number && (!kind || wants_percentage == is_percentage || type == "amount")) {
        return static_cast<int>(i) + 1;
      }
    }
    return 0;
  }

  static bool Fill(Given& given, const std::string& text, const ExpandedPattern& pattern) {
    if (!text.starts_with('{')) {
      given.text = text;
      return true;
    }
    // "{name}", or the whole "{type:name}".
    const std::string_view wanted = std::string_view(text).substr(1, text.size() - 2);
    for (std::size_t i = 0; i < pattern.slots.size(); ++i) {
      const auto& [name, type] = pattern.slots[i];
      const bool is_whole = wanted.size() == type.size() + 1 + name.size() &&
                            wanted.starts_with(type) && wanted[type.size()] == ':' &&
                            wanted.ends_with(name);
      if (text.ends_with('}') && (wanted == name || is_whole))
        given.group = static_cast<int>(i) + 1;
    }
    return given.group > 0;
  }

  template <class Enum>
  static bool Parse(std::optional<Enum>& out, std::optional<Enum> parsed) {
    out = parsed;
    return parsed.has_value();
  }

  static bool Take(FactTemplate& out, const std::string& key, const PlacedText& value,
                   const ExpandedPattern& pattern) {
    const std::string& text = value.text;
    if (key == "kind")
      return text == "none" || Parse(out.kind, ParseKind(text));
    if (key == "measure")
      return Parse(out.measure, ParseMeasure(text));
    if (key == "basis")
      return Parse(out.basis, ParseBasis(text));
    if (key == "type")
      return Parse(out.type, ParseEventType(text));
    if (key == "flow")
      return (out.no_flow = text == "none") || Parse(out.flow, ParseFlow(text));
    if (key == "mast")
      return !(out.mast = text).empty();
    if (key == "plover")
      return !(out.plover = text).empty();
    if (key == "sign")
      return (out.sign = text == "+" ? 1 : text == "-" ? -1 : 0) != 0;
    if (key == "value") {
      Given given;
      const bool filled = Fill(given, text, pattern);
      out.value_group = given.group;
      return filled && given.group > 0;
    }
    for (const auto& [name, given] : {std::pair<std::string_view, Given*>{"subject", &out.subject},
                                      {"period", &out.period},
                                      {"reporter", &out.reporter},
                                      {"partner", &out.partner},
                                      {"actor", &out.actor},
                                      {"target", &out.target},
                                      {"date", &out.date}}) {
      if (key == name)
        return Fill(*given, text, pattern);
    }
    return false;
  }

  const PackDraft& draft_;
  Filtering filtering_;
  std::vector<Fault>& faults_;
  std::set<std::string> ids_;
};

}  // namespace

Pack::Pack() = default;
Pack::Pack(Pack&&) noexcept = default;
Pack& Pack::operator=(Pack&&) noexcept = default;
Pack::~Pack() = default;

void Pack::ForgetSamples() {
  for (RuleSet* set : {&compiled_->english, &compiled_->chinese}) {
    for (Rule& rule : set->rules) {
      rule.yes = std::vector<Sample>();
      rule.no = std::vector<Sample>();
    }
  }
}

tl::expected<Pack, std::vector<Fault>> Pack::Load(const std::vector<PackFile>& files,
                                                  Filtering filtering) {
  std::vector<Fault> faults;
  PackDraft draft;
  Pack pack;
  for (const PackFile& file : files) {
    const std::size_t before = faults.size();
    ReadPack(file, draft, faults);
    // A file that is no TOML at all is reported once.
    if (faults.size() == before || faults.back().line == 0) {
      ReadReleases(file.path, file.toml, pack.releases_, pack.labels_, faults);
      ReadPageDefinitions(file.path, file.toml, pack.pages_, faults);
    }
  }
  CheckReferences(pack.releases_, pack.labels_, faults);
  pack.compiled_ = Compiler(draft, filtering, faults).Run();
  if (!faults.empty())
    return tl::unexpected(std::move(faults));
  assert(pack.compiled_ != nullptr);
  return pack;
}

}  // namespace rules
