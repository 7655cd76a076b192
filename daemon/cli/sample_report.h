#pragma once

#include <string>
#include <vector>

#include "daemon/cli/ink.h"
#include "rules/rule_tests.h"

namespace cli {

// What running samples showed, for people and for programs.
class SampleReport {
 public:
  explicit SampleReport(std::vector<rules::SampleResult> results) : results_(std::move(results)) {}

  std::size_t failed() const;
  // Failures with place, sentence and the difference; then one line of counts.
  std::string Text(Ink ink) const;
  // An object: rules, samples, failed, results: [{rule, kind, file, line, column, text, holds,
  // missing, unexpected, given, others}].
  std::string Json() const;
  // A test suite a pack, a test case a sample.
  std::string Junit() const;

 private:
  std::vector<rules::SampleResult> results_;
};

}  // namespace cli
