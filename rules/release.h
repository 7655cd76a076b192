#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <unordered_map>
#include <vector>

#include "feeds/document.h"
#include "rules/code_book.h"
#include "rules/fact.h"
#include "rules/fault.h"

namespace rules {

// The labels of customs rows, in any language and edition, to subjects; and their codes.
class LabelIndex {
 public:
  void Add(std::string_view label, std::string_view subject);
  // Subject of a label as printed: white space, bracket width, case, footnote marks and stars do
  // not count. nullopt: nobody knows it.
  std::optional<std::string> Find(std::string_view label) const;

  CodeBook& codes() { return codes_; }
  const CodeBook& codes() const { return codes_; }

 private:
  CodeBook codes_;
  std::unordered_map<std::string, std::string> subjects_;  // normalised label -> subject
};

struct TableRules;   // rules/table_rules.h
struct RecordRules;  // rules/records_rules.h

// How to read one kind of customs table. Filled from [[release]] of a pack; copies share the rules.
struct ReleaseDefinition {
  std::string id;  // "cn-gacc-goods"
  // Exactly one is set.
  std::shared_ptr<const TableRules> rules;     // layout "grid": months and measures in header rows
  std::shared_ptr<const RecordRules> records;  // layout "records": a row is a record
};

// Reads [[release]], [[label]] and the tables of codes of a pack's text; faults are appended. Other
// tables are ignored.
// A text that is not TOML gives one fault. A definition with a fault is left out.
void ReadReleases(const std::string& path, std::string_view toml,
                  std::vector<ReleaseDefinition>& releases, LabelIndex& labels,
                  std::vector<Fault>& faults);

// A fault for each name in a definition that no pack defines; to be asked when all packs are read.
void CheckReferences(const std::vector<ReleaseDefinition>& releases, const LabelIndex& labels,
                     std::vector<Fault>& faults);

struct Observed {
  std::string release;  // id of the definition that fitted; empty: the document holds no data
  std::vector<Observation> observations;
  // Percentages as printed, against the same period of the year before: the measure is what
  // changed, the period the later one, the unit "%".
  std::vector<Observation> changes;
  // What was left out though it may matter: "table 1, row 14: no subject for 'Left-handed
  // widgets'".
  std::vector<std::string> unknown;
};

// Why a release was refused whole: nothing of it may be stored.
struct ReleaseError {
  enum class Kind {
    kNoDefinition = 1,
    kAmbiguous,
    kColumns,
    kPeriod,
    kUnit,
    kCurrency,
    kCheck,
    kShifted,
    kNoLinks
  };
  Kind kind = Kind::kNoDefinition;
  std::string detail;  // "table 1, row 14 (Rare earth): 24,827.0 is not 18,962.4 + 5,864.6"
};

// A table's cells as observations, by the definition that fits (or the one named). A document that
// holds nothing but perhaps a header of columns, as an office without data answers, gives nothing.
tl::expected<Observed, ReleaseError> Observe(const std::vector<ReleaseDefinition>& releases,
                                             const LabelIndex& labels,
                                             const feeds::Document& document,
                                             std::string_view release_id = {});

}  // namespace rules
