#include "rules/release_page.h"

#include <algorithm>

namespace rules {
namespace {

template <class Definition>
std::vector<const Definition*> Chosen(const std::vector<Definition>& all, std::string_view id) {
  std::vector<const Definition*> chosen;
  for (const Definition& definition : all) {
    if (id.empty() || definition.id == id)
      chosen.push_back(&definition);
  }
  return chosen;
}

}  // namespace

bool PageDefinitions::Has(std::string_view id) const {
  return !id.empty() && (!Chosen(indexes, id).empty() || !Chosen(announcements, id).empty());
}

tl::expected<PageRecords, ReleaseError> ReadPage(const PageDefinitions& pages,
                                                 const Lexicon& lexicon,
                                                 const feeds::PageOutline& page,
                                                 std::string_view id) {
  if (!id.empty() && !pages.Has(id))
    return tl::unexpected(
        ReleaseError{.kind = ReleaseError::Kind::kNoDefinition,
                     .detail = "no pack defines the release '" + std::string(id) + "'"});
  std::optional<ReleaseError> refused;
  for (const IndexDefinition* index : Chosen(pages.indexes, id)) {
    auto links = ReadIndex(index->rules, page);
    if (!links)
      refused = links.error();
    else if (!links->empty())
      return PageRecords{
          .definition = index->id, .links = *std::move(links), .announcement = std::nullopt};
  }
  for (const AnnouncementDefinition* definition : Chosen(pages.announcements, id)) {
    if (auto announcement = ReadAnnouncement(definition->rules, lexicon, page))
      return PageRecords{
          .definition = definition->id, .links = {}, .announcement = std::move(announcement)};
  }
  if (refused)
    return tl::unexpected(*refused);
  return tl::unexpected(
      ReleaseError{.kind = ReleaseError::Kind::kNoLinks,
                   .detail = "blocked or changed: no link to a release on the page '" + page.title +
                             "', and it is no announcement"});
}

}  // namespace rules
