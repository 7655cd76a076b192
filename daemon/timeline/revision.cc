#include "daemon/timeline/revision.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "daemon/timeline/verdict.h"

namespace timeline {
namespace {

using rules::Measure;

constexpr std::size_t kListedMost = 10;
constexpr int kRevisionsMost = 5;

// The first ones, and how many more there are.
std::string Joined(const std::vector<std::string>& texts) {
  std::string out;
  for (std::size_t i = 0; i < texts.size() && i < kListedMost; ++i)
    out += (i == 0 ? "" : "; ") + texts[i];
  if (texts.size() > kListedMost)
    out += fmt::format("; and {} more", texts.size() - kListedMost);
  return out;
}

std::string CitedBy(Database& database, std::int64_t entry) {
  std::vector<std::string> texts;
  for (Query query(
           database,
           "SELECT d.source, f.quote FROM fact f JOIN document d ON d.id = f.document "
           "WHERE f.entry = ?1 AND f.observation IS NULL AND f.correction_of IS NULL AND "
           "f.known_to IS NULL GROUP BY d.source, f.quote ORDER BY min(f.told_at), min(f.id)",
           entry);
       query.Step();)
    texts.push_back(fmt::format("{} “{}”", query.Text(0), query.Text(1)));
  return Joined(texts);
}

std::string SourceOf(Database& database, std::int64_t entry) {
  Query query(database,
              "SELECT d.source FROM fact f JOIN document d ON d.id = f.document WHERE f.entry = ?1 "
              "AND f.observation IS NULL AND f.known_to IS NULL ORDER BY f.told_at, f.id LIMIT 1",
              entry);
  return query.Step() ? query.Text(0) : std::string();
}

std::string TextOf(Database& database, const VerdictChange& change) {
  const Claim& claim = change.claim;
  const std::string_view basis = claim.basis ? rules::ToText(*claim.basis) : std::string_view();
  return fmt::format("{} {}{}{} {}: {} → {}", SourceOf(database, change.entry), WordsOf(claim),
                     basis.empty() ? "" : " ", basis, claim.period ? ToText(*claim.period) : "",
                     change.before, change.after);
}

bool LeansOn(const Claim& claim, const std::string& series) {
  return SeriesOf(claim, claim.flow, Measure::kQuantity) == series ||
         SeriesOf(claim, claim.flow, Measure::kMoney) == series;
}

}  // namespace

Mention RevisionOf(Mention figure, std::string_view measure, const rules::Amount& was) {
  const std::string before = AmountText(was, figure.keys.unit);
  figure.steps = JsonOf({"was: " + before, "is: " + figure.quote});
  figure.keys.kind = "revision";
  figure.keys.type = "revised";
  figure.keys.measure = measure;
  figure.is_official = true;
  figure.observation.reset();
  figure.was = was.value;
  return figure;
}

void TellRevision(Database& database, const Revision& revision,
                  const std::vector<VerdictChange>& changes) {
  const Books before = With(BooksOf(database), revision.cell, revision.was);
  std::vector<std::pair<std::string, std::string>> dated;  // in the order of the periods
  for (const VerdictChange& change : changes) {
    if (!LeansOn(change.claim, revision.cell.series))
      continue;
    const auto verdict = Check(change.claim, before);
    if (verdict && ToText(verdict->kind) != change.after)
      dated.emplace_back(change.claim.period ? ToText(*change.claim.period) : "",
                         TextOf(database, change));
  }
  std::sort(dated.begin(), dated.end());
  std::vector<std::string> texts;
  texts.reserve(dated.size());
  for (auto& [period, text] : dated)
    texts.push_back(std::move(text));
  const std::string cited = CitedBy(database, revision.old_entry);
  const std::string changed = Joined(texts);
  Query(database, "UPDATE fact SET cited = ?2, verdicts_changed = ?3 WHERE id = ?1", revision.fact,
        OrNull(cited), OrNull(changed))
      .Run();
}

std::string FormerHint(Database& database, const Claim& claim) {
  const std::string quantity = SeriesOf(claim, claim.flow, Measure::kQuantity);
  const std::string money = SeriesOf(claim, claim.flow, Measure::kMoney);
  std::vector<std::pair<std::int64_t, std::string>> moments;
  for (Query query(database,
                   "SELECT DISTINCT o.known_to, strftime('%Y-%m-%d', o.known_to, 'unixepoch') "
                   "FROM observation o WHERE o.series IN "
                   "(SELECT id FROM series WHERE key IN (?1, ?2)) AND o.known_to > o.known_from "
                   "AND EXISTS (SELECT 1 FROM observation n WHERE n.series = o.series AND "
                   "n.period = o.period AND n.unit = o.unit AND n.vintage > o.vintage AND "
                   "n.known_from = o.known_to) ORDER BY o.known_to DESC LIMIT ?3",
                   quantity, money, kRevisionsMost);
       query.Step();)
    moments.emplace_back(query.Int(0), query.Text(1));
  for (const auto& [moment, day] : moments) {
    const auto verdict = Check(claim, BooksAt(database, moment - 1));
    if (verdict && verdict->kind == Verdict::Kind::kAgrees)
      return fmt::format("would agree with the figures before the revision of {}: {}", day,
                         verdict->working);
  }
  return {};
}

}  // namespace timeline
