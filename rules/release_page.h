#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "feeds/outline.h"
#include "rules/fault.h"
#include "rules/lexicon.h"
#include "rules/page_rules.h"
#include "rules/release.h"

namespace rules {

// A link of an index page to a release.
struct ReleaseLink {
  int table = 0;      // 1 totals, 2 trade mode (month), 3 trade mode (to date), 4 by country, …
  std::string title;  // as printed, without what the definition cuts
  std::string currency;     // ISO 4217; empty: the page does not say
  std::string period;       // "2025-06", "2025-01/2025-06"
  std::string url;          // as in the href
  std::string published;    // "2025-07-14"; empty: the page does not say
  std::string status{};     // vintage, as of an observation; empty: the page does not say
  bool is_followed = true;  // false: no release definition reads this table
};

// What a ministry announced.
struct Announcement {
  std::string number;                // as printed: "商务部 海关总署公告2025年第18号"
  std::string issued;                // "2025-04-04"
  std::string effective;             // the first day of several; empty: not said
  std::string until{};               // the last day of a suspension; empty: not said
  std::vector<std::string> issuers;  // "CN.MOFCOM", in the order of the number
  std::vector<std::string> codes;    // tariff codes in their order, each once
  std::vector<std::string> attachments;  // hrefs in their order
};

// What is to be read from a page beside tables.
struct PageRecords {
  std::string definition;  // id of the one that fitted
  std::vector<ReleaseLink> links;
  std::optional<Announcement> announcement;
};

struct PageDefinitions {
  std::vector<IndexDefinition> indexes;
  std::vector<AnnouncementDefinition> announcements;

  // Has one of them this id?
  bool Has(std::string_view id) const;
};

// Reads [[index]] and [[announcement]] of a pack's text; faults are appended. A definition with a
// fault is left out. A text that is not TOML gives nothing; ReadReleases reports it.
void ReadPageDefinitions(const std::string& path, std::string_view toml, PageDefinitions& pages,
                         std::vector<Fault>& faults);

// The links of an index page. Empty: it has no title of a release, so it is no such page.
// kNoLinks: it has titles, but no link: blocked or changed.
tl::expected<std::vector<ReleaseLink>, ReleaseError> ReadIndex(const IndexRules& rules,
                                                               const feeds::PageOutline& page);

// nullopt: the page has no number and day of issue. `lexicon` knows the authorities.
std::optional<Announcement> ReadAnnouncement(const AnnouncementRules& rules, const Lexicon& lexicon,
                                             const feeds::PageOutline& page);

// By the definition that fits, or the one named.
tl::expected<PageRecords, ReleaseError> ReadPage(const PageDefinitions& pages,
                                                 const Lexicon& lexicon,
                                                 const feeds::PageOutline& page,
                                                 std::string_view id = {});

}  // namespace rules
