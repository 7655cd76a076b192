#pragma once

#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "daemon/reading.h"
#include "feeds/parse.h"
#include "rules/pack.h"
#include "rules/release.h"

namespace lodewatch {

// What a poll found: items of a feed, links of a page, a release; or an index page of releases, a
// document without text for each edition that it links, the newest period first, then in the order
// of the page.
struct PageRead {
  feeds::Parsed parsed{};
  std::vector<std::string> statuses{};  // of an index page: the vintage of each, or empty
  bool is_index = false;
};

// PollRecord::format of an index page.
inline constexpr const char* kIndexFormat = "index";
// Editions that are asked for in one poll; the others follow at later polls.
inline constexpr std::size_t kEditionsMost = 12;

// Reads what a poll served. An index page of releases without a link, and a page of an index
// without any, is `no-links`: blocked or changed. An error in place of a release that came with
// HTTP 200 is `error-answer`. Tables that no definition knows are left to ReadNews.
struct Before {
  bool was_index = false;  // the last page of the source was an index
};
tl::expected<PageRead, Failure> ParsePage(const rules::Pack& pack, const feeds::Source& source,
                                          const feeds::Page& page, const Before& before);

// Why a release was not read: its tables are not as defined, or an error came in its place.
struct Refusal {
  std::string detail;
  bool is_error_answer = false;
};

// The figures of an edition that a page brings, and its text and tables put into the document that
// the index page gave. A vintage that the page does not say is that of the link.
tl::expected<rules::Observed, Refusal> ReadEdition(const rules::Pack& pack,
                                                   const feeds::Source& source,
                                                   const feeds::Page& page, Fresh& fresh);

}  // namespace lodewatch
