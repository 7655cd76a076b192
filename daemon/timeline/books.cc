#include "daemon/timeline/books.h"

#include <utility>

namespace timeline {
namespace {

std::vector<std::string> TextsOf(Query&& query) {
  std::vector<std::string> texts;
  while (query.Step())
    texts.push_back(query.Text(0));
  return texts;
}

std::optional<rules::Amount> AmountOf(Query&& query) {
  if (!query.Step())
    return std::nullopt;
  return rules::Amount{query.Real(0), query.Real(1)};
}

std::vector<std::string> PartnersOf(Database& database, const std::string& series) {
  return TextsOf(Query(database,
                       "SELECT p.partner FROM series s JOIN series p ON p.key > s.key || '/' "
                       "AND p.key < s.key || '0' WHERE s.key = ?1 ORDER BY p.key",
                       series));
}

}  // namespace

Books BooksOf(Database& database) {
  return {
      .figure =
          [&database](const std::string& series, const std::string& unit,
                      const rules::Period& period) {
            return AmountOf(Query(
                database,
                "SELECT o.value, o.tolerance FROM observation o WHERE o.series = "
                "(SELECT id FROM series WHERE key = ?1) AND o.period = ?2 AND o.unit = ?3 AND "
                "o.known_to IS NULL",
                series, ToText(period), unit));
          },
      .units =
          [&database](const std::string& series) {
            return TextsOf(
                Query(database,
                      "SELECT DISTINCT unit FROM observation WHERE series = "
                      "(SELECT id FROM series WHERE key = ?1) AND known_to IS NULL ORDER BY unit",
                      series));
          },
      .partners = [&database](const std::string& series) { return PartnersOf(database, series); }};
}

Books BooksAt(Database& database, std::int64_t moment) {
  return {
      .figure =
          [&database, moment](const std::string& series, const std::string& unit,
                              const rules::Period& period) {
            return AmountOf(Query(
                database,
                "SELECT o.value, o.tolerance FROM observation o WHERE o.series = "
                "(SELECT id FROM series WHERE key = ?1) AND o.period = ?2 AND o.unit = ?3 AND "
                "o.known_from <= ?4 AND (o.known_to IS NULL OR o.known_to > ?4)",
                series, ToText(period), unit, moment));
          },
      .units =
          [&database, moment](const std::string& series) {
            return TextsOf(Query(database,
                                 "SELECT DISTINCT unit FROM observation WHERE series = "
                                 "(SELECT id FROM series WHERE key = ?1) AND known_from <= ?2 AND "
                                 "(known_to IS NULL OR known_to > ?2) ORDER BY unit",
                                 series, moment));
          },
      .partners = [&database](const std::string& series) { return PartnersOf(database, series); }};
}

Books With(Books books, CellKey cell, rules::Amount amount) {
  auto figure = std::move(books.figure);
  books.figure = [figure = std::move(figure), cell = std::move(cell), amount](
                     const std::string& series, const std::string& unit,
                     const rules::Period& period) -> std::optional<rules::Amount> {
    if (CellKey{series, unit, ToText(period)} == cell)
      return amount;
    return figure(series, unit, period);
  };
  return books;
}

}  // namespace timeline
