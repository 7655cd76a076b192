#include "daemon/cli/sample_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <set>
#include <sstream>

namespace cli {
namespace {

using rules::SampleResult;

std::string PlaceOf(const SampleResult& result) {
  const rules::Fault& place = result.sample->place;
  return fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

// A fact's line with those words marked that are in `words`.
std::string Marked(const std::string& line, const std::vector<std::string>& words, Tint tint,
                   Ink ink) {
  std::istringstream in(line);
  std::string out;
  for (std::string word; in >> word;) {
    const bool mark = std::find(words.begin(), words.end(), word) != words.end();
    out += (out.empty() ? "" : " ") + (mark ? Tinted(ink, tint, word) : word);
  }
  return out;
}

// The fact that comes nearest to an expected line; the rule's own before those of others. nullptr:
// there is no fact.
const std::string* Nearest(const SampleResult& result, const std::string& expected) {
  const std::string* nearest = nullptr;
  std::size_t least = 0;
  for (const auto* lines : {&result.given, &result.others}) {
    for (const std::string& line : *lines) {
      const std::size_t missing = rules::WordsMissing(line, expected).size();
      if (nearest == nullptr || missing < least) {
        nearest = &line;
        least = missing;
      }
    }
  }
  return nearest;
}

// A diff as the hands know it: - what was expected, + what came.
std::string Diff(const SampleResult& result, Ink ink) {
  std::string out;
  std::set<std::string> shown;
  for (const std::string& expected : result.missing) {
    const std::string* got = Nearest(result, expected);
    const std::vector<std::string> missing = rules::WordsMissing(got ? *got : "", expected);
    out += fmt::format("  {} {}\n", Tinted(ink, Tint::kRed, "-"),
                       Marked(expected, missing, Tint::kRed, ink));
    if (got == nullptr)
      continue;
    shown.insert(*got);
    out += fmt::format("  {} {}\n", Tinted(ink, Tint::kGreen, "+"),
                       Marked(*got, rules::WordsMissing(expected, *got), Tint::kGreen, ink));
  }
  if (!result.missing.empty() && result.given.empty() && result.others.empty())
    out += fmt::format("  {} no fact at all\n", Tinted(ink, Tint::kGreen, "+"));
  for (const std::string& line : result.unexpected) {
    shown.insert(line);
    out +=
        fmt::format("  {} {}\n", Tinted(ink, Tint::kGreen, "+"), Tinted(ink, Tint::kGreen, line));
  }
  if (result.is_negative())
    return out;
  for (const auto* lines : {&result.given, &result.others}) {
    for (const std::string& line : *lines) {
      if (shown.count(line) == 0)
        out += fmt::format("    {}\n", Tinted(ink, Tint::kFaint, line));
    }
  }
  return out;
}

std::string Reason(const SampleResult& result) {
  if (result.is_negative())
    return "must not match";
  if (!result.unexpected.empty())
    return "must give no fact";
  if (result.given.empty() && !result.others.empty())
    return "other rules read this sample";
  return result.given.empty() ? "gives nothing" : "gives something else";
}

std::string Counted(std::size_t count, std::string_view thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

std::size_t RuleCount(const std::vector<SampleResult>& results) {
  std::set<const rules::Rule*> rules;
  for (const SampleResult& result : results)
    rules.insert(result.rule);
  return rules.size();
}

// XML has no control characters but these two.
std::string ForXml(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n'; }, ' ');
  return text;
}

void Put(pugi::xml_node node, const char* name, const std::string& value) {
  node.append_attribute(name).set_value(ForXml(value).c_str());
}

void PutCounts(pugi::xml_node node, std::size_t tests, std::size_t failures) {
  Put(node, "tests", std::to_string(tests));
  Put(node, "failures", std::to_string(failures));
  Put(node, "errors", "0");
}

void PutCase(pugi::xml_node suite, const SampleResult& result, int number) {
  const rules::Fault& place = result.sample->place;
  pugi::xml_node test = suite.append_child("testcase");
  Put(test, "classname", result.rule->id);
  Put(test, "name",
      fmt::format("{} sample {}", result.is_negative() ? "negative" : "positive", number));
  Put(test, "file", place.file);
  Put(test, "line", std::to_string(place.line));
  if (result.holds())
    return;
  pugi::xml_node failure = test.append_child("failure");
  Put(failure, "message", Reason(result));
  failure.text().set(
      ForXml(PlaceOf(result) + "\n" + result.sample->text + "\n" + Diff(result, Ink::kPlain))
          .c_str());
}

}  // namespace

std::size_t SampleReport::failed() const {
  return static_cast<std::size_t>(std::count_if(results_.begin(), results_.end(),
                                                [](const SampleResult& r) { return !r.holds(); }));
}

std::string SampleReport::Text(Ink ink) const {
  std::string out;
  for (const SampleResult& result : results_) {
    if (result.holds())
      continue;
    out += fmt::format("{}: {}: {}\n  {}\n{}\n", PlaceOf(result),
                       Tinted(ink, Tint::kBold, result.rule->id),
                       Tinted(ink, Tint::kRed, Reason(result)),
                       Tinted(ink, Tint::kFaint, result.sample->text), Diff(result, ink));
  }
  out += fmt::format("{}, {}: ", Counted(RuleCount(results_), "rule"),
                     Counted(results_.size(), "sample"));
  out += failed() == 0
             ? Tinted(ink, Tint::kGreen, results_.empty() ? "nothing to test" : "all hold")
             : Tinted(ink, Tint::kRed, fmt::format("{} failed", failed()));
  return out + "\n";
}

std::string SampleReport::Json() const {
  nlohmann::ordered_json json;
  json["rules"] = RuleCount(results_);
  json["samples"] = results_.size();
  json["failed"] = failed();
  json["results"] = nlohmann::ordered_json::array();
  for (const SampleResult& result : results_) {
    const rules::Fault& place = result.sample->place;
    json["results"].push_back({{"rule", result.rule->id},
                               {"kind", result.is_negative() ? "negative" : "positive"},
                               {"file", place.file},
                               {"line", place.line},
                               {"column", place.column},
                               {"text", result.sample->text},
                               {"holds", result.holds()},
                               {"expected", result.sample->facts},
                               {"missing", result.missing},
                               {"unexpected", result.unexpected},
                               {"given", result.given},
                               {"others", result.others}});
  }
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string SampleReport::Junit() const {
  std::map<std::string, std::vector<const SampleResult*>> packs;
  for (const SampleResult& result : results_)
    packs[result.rule->id.substr(0, result.rule->id.find('/'))].push_back(&result);
  pugi::xml_document document;
  pugi::xml_node suites = document.append_child("testsuites");
  Put(suites, "name", "lodewatch rules");
  PutCounts(suites, results_.size(), failed());
  for (const auto& [pack, results] : packs) {
    const auto bad = std::count_if(results.begin(), results.end(),
                                   [](const SampleResult* result) { return !result->holds(); });
    pugi::xml_node suite = suites.append_child("testsuite");
    Put(suite, "name", pack);
    PutCounts(suite, results.size(), static_cast<std::size_t>(bad));
    std::map<std::pair<const rules::Rule*, bool>, int> numbers;
    for (const SampleResult* result : results)
      PutCase(suite, *result, ++numbers[{result->rule, result->is_negative()}]);
  }
  std::ostringstream out;
  document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
  return out.str();
}

}  // namespace cli
