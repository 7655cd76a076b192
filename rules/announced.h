#pragma once

#include <optional>
#include <vector>

#include "feeds/document.h"
#include "feeds/outline.h"
#include "rules/fact.h"
#include "rules/pack.h"

namespace rules {

// An announcement of a document's page, by the definition that reads it.
struct Announced {
  const AnnouncementDefinition* definition = nullptr;
  Announcement announcement;
};

// nullopt: the page is none, or it only speaks of one: neither its own titles nor the document's
// hold the number.
std::optional<Announced> FindAnnouncement(const Pack& pack, const feeds::PageOutline& page,
                                          const feeds::Document& document);

// What the announcement does, as events among the facts of its document. Of what kind it is, its
// title says, by the definition's events. The facts of that kind that it tells of its own country
// and day get its issuer, its day of issue, and the days from and until which it holds; where there
// is none, a fact is added whose evidence is the title. A title of no known kind changes nothing.
void AddAnnounced(const Pack& pack, const Announced& announced, const feeds::Document& document,
                  std::vector<Fact>& facts);

}  // namespace rules
