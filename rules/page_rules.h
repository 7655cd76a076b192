#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/fact.h"
#include "rules/table_pattern.h"

namespace rules {

// Which table a link leads to, by the words of its title. The first rule that matches counts.
struct IndexTableRule {
  TablePattern match;
  int table = 0;            // 0: the number printed before the title
  bool is_followed = true;  // false: its editions hold nothing that a release definition reads
};

// Which vintage a link leads to, by its title, or else by the title or address of the page.
struct IndexStatusRule {
  TablePattern match;
  std::string status;  // "preliminary", "revised", "final", "estimated"
};

struct IndexCurrencyRule {
  TablePattern match;
  std::string currency;
};

// How to read one kind of index page. Patterns search titles and texts folded (see FoldCell).
struct IndexRules {
  bool titles_in_rows = false;  // a row has the title, its links are named by their months
  int joint_month = 0;          // the link of this month is January to it, where January has none
  std::vector<IndexTableRule> tables;
  std::vector<TablePattern> months;  // groups: year, month, from (first of several)
  std::vector<TablePattern> years;   // of the page, for links that do not name theirs; group: year
  std::vector<IndexCurrencyRule> currencies;
  std::vector<IndexStatusRule> statuses;  // the first that matches counts, titles of links first
  std::vector<TablePattern> cut;          // from the title as printed
  std::optional<TablePattern> number;     // printed before a title; group: number
  std::optional<TablePattern> published;  // beside a link; groups: year, month, day
};

// When an announcement takes effect: a day, or the day on which it was issued.
struct EffectRule {
  TablePattern match;  // groups: year, month, day; none of them where it is the day of issue
  bool is_issued = false;
  bool is_weak = false;  // asked only where no other rule matches
};

// What an announcement does, by its title. The first that matches counts.
struct AnnouncedEvent {
  TablePattern match;
  EventType type = EventType::kExportControl;
  std::string mast;  // as of an event
  std::string plover;
};

// How to read one kind of announcement. Patterns search lines of text, folded.
struct AnnouncementRules {
  std::vector<TablePattern> numbers;      // group: number
  std::vector<TablePattern> issuers;      // whose number names no authority; group: issuer
  std::optional<TablePattern> authority;  // a name that is one's, though the lexicon has it not
  std::string country;                    // of such authorities
  std::vector<TablePattern> issued;       // groups: year, month, day
  std::vector<EffectRule> effects;
  std::vector<TablePattern> untils;  // the last day of a suspension; groups: year, month, day
  std::vector<AnnouncedEvent> events;
  std::vector<TablePattern> codes;        // a line that holds tariff codes
  std::vector<TablePattern> attachments;  // a line whose links are attachments
  std::optional<TablePattern> file;       // an href that is an attachment wherever it stands
  std::optional<TablePattern> joint;      // a number that names one of several issuers
};

struct IndexDefinition {
  std::string id;
  IndexRules rules;
};

struct AnnouncementDefinition {
  std::string id;
  AnnouncementRules rules;
};

}  // namespace rules
