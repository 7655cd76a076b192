#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rules {

// A good whose series is summed from several tariff lines where a file has no line of its own.
struct CodeSum {
  std::string subject;
  std::vector<std::string> heads;  // prefixes; the sum needs figures for each of them
};

// The codes of statistics offices: which subject a tariff line is, which country a number is.
class CodeBook {
 public:
  // A prefix of codes of a classification ("hs"). `scope` is the reporter whose own digits these
  // are ("EU"), empty where they hold everywhere. The subject that has the prefix already, if it is
  // another one.
  std::optional<std::string> AddPrefix(std::string_view scope, std::string_view digits,
                                       std::string_view subject);
  // A code of a classification whose shorter codes are goods of their own ("sitc").
  std::optional<std::string> AddExact(std::string_view classification, std::string_view code,
                                      std::string_view subject);
  void AddSum(CodeSum sum) { sums_.push_back(std::move(sum)); }
  // Members have the national codes of their union too.
  void AddMember(std::string_view member, std::string_view scope);
  // A code or a name of a place, in a table of that id. The place that has it already, if another.
  std::optional<std::string> AddPlace(std::string_view table, std::string_view name,
                                      std::string_view place);

  // The longest prefix for "hs", the code itself for others.
  std::optional<std::string> SubjectOf(std::string_view classification, std::string_view code,
                                       std::string_view reporter) const;
  // Case, spaces and footnote marks of names do not count.
  std::optional<std::string> PlaceOf(std::string_view table, std::string_view name) const;
  bool HasPlaces(std::string_view table) const;
  const std::vector<CodeSum>& sums() const { return sums_; }

 private:
  std::map<std::pair<std::string, std::string>, std::string> prefixes_;  // scope, digits
  std::map<std::pair<std::string, std::string>, std::string> exact_;     // classification, code
  std::map<std::string, std::string> unions_;                            // member -> scope
  std::map<std::string, std::map<std::string, std::string>> places_;     // table -> key -> place
  std::vector<CodeSum> sums_;
};

}  // namespace rules
