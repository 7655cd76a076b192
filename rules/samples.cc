#include <algorithm>
#include <chrono>
#include <iterator>
#include <sstream>

#include "rules/compiled.h"
#include "rules/extract.h"
#include "rules/pack.h"

namespace rules {
namespace {

using namespace std::chrono_literals;

// Samples are read as if published then, so that "last month" in them means June 2025.
constexpr std::chrono::sys_seconds kSamplePublished =
    std::chrono::sys_days{std::chrono::year{2025} / 7 / 14} + 9h;

// Every word of the expected line stands in the fact's line; what it leaves out is not judged.
bool Covers(const std::string& fact_line, const std::string& expected) {
  std::istringstream facts(fact_line);
  const std::vector<std::string> words{std::istream_iterator<std::string>(facts), {}};
  std::istringstream wanted(expected);
  for (std::string word; wanted >> word;) {
    if (std::find(words.begin(), words.end(), word) == words.end())
      return false;
  }
  return true;
}

Fault At(const Fault& place, std::string message) {
  Fault fault = place;
  fault.message = std::move(message);
  return fault;
}

class Checker {
 public:
  explicit Checker(const Pack& pack) : pack_(pack) {}

  std::vector<Fault> Run() {
    for (const RuleSet* set : {&pack_.compiled().english, &pack_.compiled().chinese}) {
      for (const Rule& rule : set->rules) {
        for (const Sample& sample : rule.yes)
          CheckYes(rule, sample);
        for (const Sample& sample : rule.no)
          CheckNo(rule, sample);
      }
    }
    return std::move(faults_);
  }

 private:
  std::vector<std::string> LinesOf(const Rule& rule, const Sample& sample,
                                   std::string& others) const {
    feeds::Document document;
    document.text = sample.text;
    document.published_at = kSamplePublished;
    std::vector<std::string> lines;
    for (const Fact& fact : Extract(pack_, document)) {
      if (fact.rule == rule.id) {
        lines.push_back(ToText(fact));
      } else {
        others += "\n    " + ToText(fact);
      }
    }
    return lines;
  }

  void CheckYes(const Rule& rule, const Sample& sample) {
    std::string got;
    const std::vector<std::string> lines = LinesOf(rule, sample, got);
    for (const std::string& line : lines)
      got += "\n    " + line;
    // A rule that only claims has nothing to show but the absence of facts.
    if (sample.facts == std::vector<std::string>{"none"}) {
      if (!got.empty())
        faults_.push_back(At(sample.place, rule.id + ": expected no fact, got" + got));
      return;
    }
    for (const std::string& expected : sample.facts) {
      const bool found = std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
        return Covers(line, expected);
      });
      if (found)
        continue;
      faults_.push_back(At(sample.place, rule.id + ": expected\n    " + expected + "\n  got" +
                                             (got.empty() ? std::string(" nothing") : got)));
    }
  }

  void CheckNo(const Rule& rule, const Sample& sample) {
    std::string others;
    for (const std::string& line : LinesOf(rule, sample, others)) {
      faults_.push_back(At(sample.place, rule.id + " must not match here, but gives\n    " + line));
    }
  }

  const Pack& pack_;
  std::vector<Fault> faults_;
};

}  // namespace

std::vector<Fault> CheckSamples(const Pack& pack) {
  return Checker(pack).Run();
}

}  // namespace rules
