#include "daemon/timeline/condition.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>

#include "daemon/timeline/connection.h"
#include "daemon/timeline/migrations.h"

namespace timeline {
namespace {

// A step of SQLite's machine takes some 10 to 100 ns: asked about every millisecond.
constexpr int kStepsBetweenAsking = 20'000;

// Functions that compute a value from their arguments (or the clock) and can neither read files,
// load code nor make megabytes out of nothing.
constexpr std::array<std::string_view, 53> kFunctions{
    "abs",      "acos",   "asin",     "atan",      "avg",       "ceil",    "ceiling",    "char",
    "coalesce", "count",  "date",     "datetime",  "exp",       "floor",   "glob",       "hex",
    "ifnull",   "iif",    "instr",    "julianday", "length",    "like",    "likelihood", "likely",
    "ln",       "log",    "log10",    "log2",      "lower",     "ltrim",   "max",        "min",
    "mod",      "nullif", "pow",      "power",     "quote",     "replace", "round",      "rtrim",
    "sign",     "sqrt",   "strftime", "substr",    "substring", "sum",     "time",       "total",
    "trim",     "trunc",  "typeof",   "unicode",   "unixepoch"};

std::string_view TextOf(const char* text) {
  return text == nullptr ? "" : text;
}

bool IsAllowedFunction(std::string_view name) {
  std::string lower(name);
  for (char& c : lower)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (lower == "unlikely" || lower == "upper")
    return true;
  return std::find(kFunctions.begin(), kFunctions.end(), lower) != kFunctions.end();
}

// `view`: the innermost view on whose behalf a table is read; null for what the person wrote.
// A view that is merged into the query has some of its tables named once more without a view and
// without a column (nothing is read then but that there are rows).
bool IsAllowedRead(std::string_view table, std::string_view column, std::string_view view) {
  constexpr std::array<std::string_view, 4> kBeneath{"entry", "fact", "document", "verdict"};
  if (table == "timeline" || view == "timeline")
    return true;
  return column.empty() && std::find(kBeneath.begin(), kBeneath.end(), table) != kBeneath.end();
}

// SQLite fixes the parameters.
// NOLINTNEXTLINE(readability-function-size)
int Authorize(void* /*unused*/, int action, const char* first, const char* second,
              const char* /*database*/, const char* view) {
  switch (action) {
    case SQLITE_SELECT:
      return SQLITE_OK;
    case SQLITE_READ:
      return IsAllowedRead(TextOf(first), TextOf(second), TextOf(view)) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_FUNCTION:
      return IsAllowedFunction(TextOf(second)) ? SQLITE_OK : SQLITE_DENY;
    default:
      return SQLITE_DENY;
  }
}

// Prepares PREFIX where SUFFIX. The offset of an error is turned into one of `where`.
tl::expected<void, ConditionError> TryToPrepare(Database& database, std::string_view prefix,
                                                const std::string& where, std::string_view suffix) {
  const std::string sql = std::string(prefix) + where + std::string(suffix);
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  const int code =
      sqlite3_prepare_v2(database.handle(), sql.c_str(), static_cast<int>(sql.size()), &raw, &tail);
  const StatementHandle statement(raw);
  const int length = static_cast<int>(where.size());
  if (code != SQLITE_OK) {
    const int offset = sqlite3_error_offset(database.handle());
    const std::string message = sqlite3_errmsg(database.handle());
    const int place = offset < 0 ? -1 : offset - static_cast<int>(prefix.size());
    return tl::unexpected(ConditionError{message, std::clamp(place, -1, length)});
  }
  const auto used = static_cast<std::size_t>(tail - sql.c_str());
  if (sql.find_first_not_of(" \t\r\n", used) != std::string::npos) {
    return tl::unexpected(
        ConditionError{"more than one statement: write one condition, without ';'",
                       std::clamp(static_cast<int>(used - prefix.size()) - 1, 0, length)});
  }
  if (sqlite3_bind_parameter_count(statement.get()) > 0) {
    const auto place = where.find_first_of("?:@$");
    return tl::unexpected(
        ConditionError{"a condition has no parameters",
                       place == std::string::npos ? -1 : static_cast<int>(place)});
  }
  return {};
}

}  // namespace

ReadingOnly::ReadingOnly(Database& database) : database_(database) {
  sqlite3_set_authorizer(database_.handle(), Authorize, nullptr);
}

ReadingOnly::~ReadingOnly() {
  sqlite3_set_authorizer(database_.handle(), nullptr, nullptr);
}

TimeLimit::TimeLimit(Database& database, std::chrono::milliseconds limit)
    : database_(database), end_(std::chrono::steady_clock::now() + limit) {
  sqlite3_progress_handler(database_.handle(), kStepsBetweenAsking, Ask, this);
}

TimeLimit::~TimeLimit() {
  sqlite3_progress_handler(database_.handle(), 0, nullptr, nullptr);
}

int TimeLimit::Ask(void* self) {
  auto* limit = static_cast<TimeLimit*>(self);
  limit->expired_ = std::chrono::steady_clock::now() >= limit->end_;
  return limit->expired_ ? 1 : 0;
}

tl::expected<void, ConditionError> CheckConditionIn(Database& database, const std::string& where) {
  if (where.find_first_not_of(" \t\r\n") == std::string::npos)
    return tl::unexpected(ConditionError{"an empty condition", 0});
  if (const auto nul = where.find('\0'); nul != std::string::npos)
    return tl::unexpected(ConditionError{"a zero byte", static_cast<int>(nul)});
  const ReadingOnly reading_only(database);
  // Bare, it cannot close a bracket that it did not open; in brackets, it cannot be anything but an
  // expression. The line break ends a trailing "-- comment".
  constexpr std::string_view kBare = "SELECT id FROM timeline WHERE ";
  constexpr std::string_view kBracketed = "SELECT id FROM timeline WHERE (";
  if (auto bare = TryToPrepare(database, kBare, where, "\n"); !bare)
    return bare;
  return TryToPrepare(database, kBracketed, where, "\n)");
}

tl::expected<void, ConditionError> CheckCondition(const std::string& where) {
  // A schema of its own: a config can be checked before there is any timeline.
  Database database(":memory:", OpenMode::kCreate);
  Migrate(database, ":memory:");
  return CheckConditionIn(database, where);
}

}  // namespace timeline
