#include "rules/announced.h"

#include <algorithm>

#include "rules/compiled.h"
#include "rules/fold.h"
#include "rules/table_cell.h"

namespace rules {
namespace {

// Blanks fall differently in a title and in a label.
std::string WithoutBlanks(const std::string& text) {
  std::string out = FoldCell(text);
  std::erase(out, ' ');
  return out;
}

const AnnouncedEvent* EventOf(const AnnouncementRules& rules, const std::string& title) {
  const std::string folded = FoldCell(title);
  const auto found =
      std::find_if(rules.events.begin(), rules.events.end(),
                   [&](const AnnouncedEvent& event) { return event.match.Matches(folded); });
  return found == rules.events.end() ? nullptr : &*found;
}

std::string IssuerOf(const Announced& announced) {
  const std::vector<std::string>& issuers = announced.announcement.issuers;
  return issuers.empty() ? announced.definition->rules.country : issuers.front();
}

// Does the announcement itself do it, and not one of which it tells?
bool IsOwn(const Announced& announced, const Event& event) {
  const Announcement& announcement = announced.announcement;
  const bool is_own_actor =
      event.actor.empty() || CountryPart(event.actor) == CountryPart(IssuerOf(announced));
  const bool is_own_day = event.date.empty() || announcement.issued.starts_with(event.date) ||
                          event.date == announcement.effective;
  return is_own_actor && is_own_day;
}

// "announcement = 商务部公告2025年第18号, issued 2025-04-04, effective 2025-04-04"
std::string StepOf(const Announcement& announcement) {
  std::string step = "announcement = " + announcement.number + ", issued " + announcement.issued;
  if (!announcement.effective.empty())
    step += ", effective " + announcement.effective;
  if (!announcement.until.empty())
    step += ", until " + announcement.until;
  for (const std::string& href : announcement.attachments)
    step += ", annexed " + href;
  return step;
}

void Complete(const Announced& announced, Fact& fact, Event& event) {
  const std::string issuer = IssuerOf(announced);
  if (event.actor.size() < issuer.size())
    event.actor = issuer;
  event.date = announced.announcement.issued;
  event.effective = announced.announcement.effective;
  event.until = announced.announcement.until;
  fact.steps.push_back(StepOf(announced.announcement));
}

// The good of all its tariff codes; empty: of several, or of none that is known.
std::string SubjectOfCodes(const Pack& pack, const Announced& announced) {
  const std::string& country = announced.definition->rules.country;
  std::string subject;
  for (const std::string& code : announced.announcement.codes) {
    const auto found = pack.labels().codes().SubjectOf("hs", code, country);
    if (!found || (!subject.empty() && *found != subject))
      return {};
    subject = *found;
  }
  return subject;
}

// The first good that the title names, or else the codes, or else the facts.
std::string SubjectOf(const Pack& pack, const Announced& announced, const std::string& title,
                      const std::vector<Fact>& facts) {
  const Lexicon& lexicon = pack.compiled().lexicon;
  for (const LexiconHit& hit : lexicon.Find(FoldedText(title).text())) {
    const LexiconEntry& entry = lexicon.entries()[hit.entry];
    if (entry.what == LexiconClass::kCommodity)
      return entry.id;
  }
  if (std::string subject = SubjectOfCodes(pack, announced); !subject.empty())
    return subject;
  const auto named = std::find_if(facts.begin(), facts.end(),
                                  [](const Fact& fact) { return !fact.subject.empty(); });
  return named == facts.end() ? std::string() : named->subject;
}

}  // namespace

std::optional<Announced> FindAnnouncement(const Pack& pack, const feeds::PageOutline& page,
                                          const feeds::Document& document) {
  for (const AnnouncementDefinition& definition : pack.pages().announcements) {
    auto announcement = ReadAnnouncement(definition.rules, pack.compiled().lexicon, page);
    if (!announcement)
      continue;
    const std::string number = WithoutBlanks(announcement->number);
    for (const std::string* title : {&page.heading, &page.title, &document.title}) {
      if (WithoutBlanks(*title).find(number) != std::string::npos)
        return Announced{&definition, *std::move(announcement)};
    }
  }
  return std::nullopt;
}

void AddAnnounced(const Pack& pack, const Announced& announced, const feeds::Document& document,
                  std::vector<Fact>& facts) {
  const AnnouncedEvent* does = EventOf(announced.definition->rules, document.title);
  if (does == nullptr)
    return;
  bool is_told = false;
  for (Fact& fact : facts) {
    auto* event = std::get_if<Event>(&fact.what);
    if (event == nullptr || event->type != does->type || !IsOwn(announced, *event))
      continue;
    Complete(announced, fact, *event);
    is_told = true;
  }
  if (is_told)
    return;
  Fact fact;
  Event event;
  event.type = does->type;
  event.mast = does->mast;
  event.plover = does->plover.empty() ? std::string(PloverOf(does->type)) : does->plover;
  fact.subject = SubjectOf(pack, announced, document.title, facts);
  fact.evidence = {0, document.title.size()};
  fact.quote = document.title;
  fact.rule = "announcement/" + announced.definition->id;
  Complete(announced, fact, event);
  fact.what = std::move(event);
  facts.insert(facts.begin(), std::move(fact));
}

}  // namespace rules
