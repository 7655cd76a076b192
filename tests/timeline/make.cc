#include "tests/timeline/make.h"

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "daemon/timeline/sqlite.h"

namespace make {
namespace {

rules::Fact ExportFact(rules::Meaning what, std::string_view period) {
  rules::Fact fact;
  fact.what = std::move(what);
  fact.subject = "rare-earths";
  fact.flow = rules::Flow::kExport;
  if (!period.empty())
    fact.period = In(period);
  fact.reporter = "CN";
  fact.rule = "test/rule";
  return fact;
}

rules::Observation Cell(rules::Measure measure, std::string_view period, rules::Amount amount,
                        std::string_view unit) {
  rules::Observation cell;
  cell.reporter = "CN";
  cell.subject = "rare-earths";
  cell.measure = measure;
  cell.period = In(period);
  cell.amount = amount;
  cell.unit = unit;
  cell.label = "Rare earth";
  return cell;
}

}  // namespace

TempDir::TempDir() {
  std::string pattern = (std::filesystem::temp_directory_path() / "timeline-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr)
    throw std::runtime_error("mkdtemp");
  path_ = pattern;
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

sys_seconds At(std::string_view text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  std::sscanf(std::string(text).c_str(), "%d-%d-%dT%d:%d:%dZ", &year, &month, &day, &hour, &minute,
              &second);
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  return std::chrono::sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
         std::chrono::seconds{second};
}

rules::Period In(std::string_view period) {
  return rules::ParsePeriod(period).value();
}

rules::Fact Quantity(rules::Amount amount, std::string_view period) {
  return ExportFact(rules::Quantity{amount}, period);
}

rules::Fact Money(rules::Amount amount, std::string_view currency, std::string_view period) {
  return ExportFact(rules::Money{amount, std::string(currency)}, period);
}

rules::Fact Change(rules::Amount percent, rules::Basis basis, std::string_view period) {
  return ExportFact(rules::Change{percent, std::nullopt, basis}, period);
}

rules::Fact Event(rules::EventType type, std::string_view actor, std::string_view date) {
  rules::Fact fact;
  rules::Event event;
  event.type = type;
  event.actor = actor;
  event.date = date;
  fact.what = event;
  fact.subject = "rare-earths";
  fact.rule = "test/event";
  return fact;
}

rules::Observation Tonnes(std::string_view period, double value, double tolerance) {
  return Cell(rules::Measure::kQuantity, period, {value, tolerance}, "t");
}

rules::Observation Yuan(std::string_view period, double value, double tolerance) {
  return Cell(rules::Measure::kMoney, period, {value, tolerance}, "CNY");
}

timeline::ReadDocument News(std::string_view guid, std::string_view published,
                            std::vector<rules::Fact> facts) {
  timeline::ReadDocument read;
  read.document.guid = guid;
  read.document.url = "https://example.org/" + std::string(guid);
  read.document.title = "Item " + std::string(guid);
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const std::string number = std::to_string(i);
    facts[i].quote = "words " + number;
    read.document.text += "Here are words " + number + " of it. ";
    const auto at = feeds::FullText(read.document).find(facts[i].quote);
    facts[i].evidence = {at, at + facts[i].quote.size()};
  }
  if (!published.empty())
    read.document.published_at = At(published);
  read.facts = std::move(facts);
  return read;
}

timeline::ReadDocument Release(std::string_view guid, std::string_view published,
                               std::vector<rules::Observation> observations) {
  timeline::ReadDocument read = News(guid, published, {});
  feeds::Table table;
  for (const rules::Observation& cell : observations) {
    feeds::Cell label;
    label.text = cell.label;
    feeds::Cell value;
    value.text = rules::NumberText(cell.amount.value);
    table.rows.push_back({label, value});
  }
  read.document.tables.push_back(std::move(table));
  read.observations = std::move(observations);
  read.release = "test-release";
  return read;
}

feeds::Source Source(std::string_view id) {
  feeds::Source source;
  source.id = id;
  source.url = "https://example.org/" + std::string(id);
  return source;
}

feeds::Page Page(std::string_view body) {
  feeds::Page page;
  page.url = "https://example.org/page";
  page.content_type = "text/xml";
  page.body = body;
  return page;
}

std::vector<timeline::EntryId> Poll(timeline::Store& store, std::string_view source,
                                    const std::vector<timeline::ReadDocument>& documents,
                                    std::string_view now) {
  timeline::Transaction transaction(store, At(now));
  std::string body = "page of";
  for (const timeline::ReadDocument& read : documents)
    body += ' ' + feeds::FullText(read.document);
  transaction.Add(Source(source), Page(body), documents);
  auto touched = transaction.Judge();
  transaction.RecordSuccess(Source(source), {.validators = {"\"etag\"", ""},
                                             .next_poll_at = At(now) + std::chrono::minutes{15},
                                             .items = static_cast<int>(documents.size())});
  transaction.Commit();
  return touched;
}

timeline::ReadDocument MayRelease() {
  return Release("may", "2025-06-09T03:00:00Z",
                 {Tonnes("2025-05", 5864.6), Tonnes("2025-01/2025-05", 24827.0),
                  Tonnes("2024-01/2024-05", 24266.5), Yuan("2025-05", 130e6),
                  Yuan("2025-01/2025-05", 1210e6), Yuan("2024-01/2024-05", 1510e6)});
}

timeline::ReadDocument JuneRelease() {
  return Release("june", "2025-07-14T03:00:00Z",
                 {Tonnes("2025-06", 7742.2), Tonnes("2025-01/2025-06", 32569.2),
                  Tonnes("2024-01/2024-06", 29095.2), Yuan("2025-06", 170e6),
                  Yuan("2025-01/2025-06", 1380e6), Yuan("2024-01/2024-06", 1760e6)});
}

timeline::Value At(const timeline::Table& table, std::size_t row, std::string_view column) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i] == column && row < table.rows.size())
      return table.rows[row][i];
  }
  return {};
}

std::string TextOf(const timeline::Value& value) {
  if (const auto* text = std::get_if<std::string>(&value))
    return *text;
  if (const auto* integer = std::get_if<std::int64_t>(&value))
    return std::to_string(*integer);
  if (const auto* real = std::get_if<double>(&value))
    return rules::NumberText(*real);
  return "-";
}

std::vector<std::string> Ask(const std::filesystem::path& path, const std::string& sql) {
  timeline::Database database(path, timeline::OpenMode::kReadOnly);
  std::vector<std::string> lines;
  for (timeline::Query query(database, sql); query.Step();) {
    std::string line;
    for (int i = 0; i < static_cast<int>(query.Columns().size()); ++i)
      line += (i > 0 ? "|" : "") + TextOf(query.ValueOf(i));
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> Lines(const timeline::Table& table,
                               const std::vector<std::string>& columns) {
  std::vector<std::string> lines;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    std::string line;
    for (const std::string& column : columns)
      line += (line.empty() ? "" : "|") + TextOf(At(table, row, column));
    lines.push_back(line);
  }
  return lines;
}

}  // namespace make
