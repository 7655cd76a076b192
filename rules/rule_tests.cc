#include "rules/rule_tests.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <sstream>
#include <utility>

#include "rules/extract.h"
#include "rules/sample_document.h"

namespace rules {
namespace {

SampleResult Run(const Pack& pack, const Rule& rule, const Sample& sample) {
  SampleResult result;
  result.rule = &rule;
  result.sample = &sample;
  for (const Fact& fact : Extract(pack, SampleDocument(sample.text)))
    (fact.rule == rule.id ? result.given : result.others).push_back(ToText(fact));
  if (result.is_negative()) {
    result.unexpected = result.given;
    return result;
  }
  // A rule that only claims has nothing to show but the absence of facts.
  if (sample.facts == std::vector<std::string>{"none"}) {
    result.unexpected = result.others;
    result.unexpected.insert(result.unexpected.end(), result.given.begin(), result.given.end());
    return result;
  }
  for (const std::string& expected : sample.facts) {
    const bool found =
        std::any_of(result.given.begin(), result.given.end(),
                    [&](const std::string& line) { return WordsMissing(line, expected).empty(); });
    if (!found)
      result.missing.push_back(expected);
  }
  return result;
}

std::string Lines(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines)
    out += "\n    " + line;
  return out;
}

void AddFaults(const SampleResult& result, std::vector<Fault>& faults) {
  const auto add = [&](std::string message) {
    Fault fault = result.sample->place;
    fault.message = result.rule->id + std::move(message);
    faults.push_back(std::move(fault));
  };
  const std::string got = Lines(result.others) + Lines(result.given);
  for (const std::string& expected : result.missing)
    add(": expected\n    " + expected + "\n  got" + (got.empty() ? " nothing" : got));
  if (result.unexpected.empty())
    return;
  add((result.is_negative() ? " must not match here, but gives" : ": expected no fact, got") +
      Lines(result.unexpected));
}

}  // namespace

std::vector<const Rule*> RulesOf(const Pack& pack) {
  std::vector<const Rule*> rules;
  for (const RuleSet* set : {&pack.compiled().english, &pack.compiled().chinese}) {
    for (const Rule& rule : set->rules)
      rules.push_back(&rule);
  }
  return rules;
}

std::vector<std::string> WordsMissing(const std::string& fact_line, const std::string& expected) {
  std::istringstream facts(fact_line);
  const std::vector<std::string> words{std::istream_iterator<std::string>(facts), {}};
  std::istringstream wanted(expected);
  std::vector<std::string> missing;
  for (std::string word; wanted >> word;) {
    if (std::find(words.begin(), words.end(), word) == words.end())
      missing.push_back(word);
  }
  return missing;
}

std::vector<SampleResult> RunSamples(const Pack& pack, const std::vector<const Rule*>& rules) {
  std::vector<SampleResult> results;
  for (const Rule* rule : rules) {
    for (const Sample& sample : rule->yes)
      results.push_back(Run(pack, *rule, sample));
    for (const Sample& sample : rule->no)
      results.push_back(Run(pack, *rule, sample));
  }
  return results;
}

std::vector<Fault> CheckSamples(const Pack& pack) {
  std::vector<Fault> faults;
  for (const SampleResult& result : RunSamples(pack, RulesOf(pack)))
    AddFaults(result, faults);
  return faults;
}

}  // namespace rules
