#include "daemon/timeline/sqlite.h"

#include <sqlite3.h>

#include <utility>

#include "daemon/timeline/store.h"

namespace timeline {
namespace {

// Another process may hold the write lock for one transaction; longer than this is a fault.
constexpr int kBusyMsMax = 10'000;

sqlite3* Open(const std::filesystem::path& path, OpenMode mode) {
  // One thread at a time uses a Database, so SQLite's own lock would only cost (a twentieth of a
  // commit's time).
  const int flags = SQLITE_OPEN_NOMUTEX |
                    (mode == OpenMode::kReadOnly ? SQLITE_OPEN_READONLY
                                                 : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  // A state folder that is not there yet is made, as the Maildir is.
  if (std::error_code ignored; mode == OpenMode::kCreate && path.has_parent_path())
    std::filesystem::create_directories(path.parent_path(), ignored);
  sqlite3* handle = nullptr;
  // A handle comes back even where opening failed; its message says why.
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  if (code == SQLITE_OK)
    return handle;
  const DatabaseHandle owner(handle);
  std::error_code ignored;
  std::string reason = handle == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle);
  if (std::filesystem::is_directory(path, ignored))
    reason = "is a directory";
  else if (mode == OpenMode::kReadOnly && !std::filesystem::exists(path, ignored))
    reason = "no such file";
  throw StoreError(path.string() + ": cannot open the timeline: " + reason);
}

}  // namespace

void CloseDatabase(sqlite3* handle) noexcept {
  sqlite3_close_v2(handle);
}
void FinalizeStatement(sqlite3_stmt* handle) noexcept {
  sqlite3_finalize(handle);
}

Database::Database(const std::filesystem::path& path, OpenMode mode)
    : name_(path.string()), handle_(Open(path, mode)) {
  // SQLite falls back to reading where it may not write; that would show only at the first poll.
  if (mode == OpenMode::kCreate && sqlite3_db_readonly(handle(), "main") == 1)
    throw StoreError(name_ + ": cannot open the timeline: the file may not be written");
  sqlite3_busy_timeout(handle(), kBusyMsMax);
  // A misspelt column in double quotes must be an error, not a text.
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
}

void Database::Execute(const std::string& sql) {
  if (sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
    Fail(sql.substr(0, sql.find('\n')).substr(0, 60));
}

void Database::UseDurableLog() {
  int keep = 1;
  sqlite3_file_control(handle(), "main", SQLITE_FCNTL_PERSIST_WAL, &keep);
  Execute("PRAGMA journal_mode = WAL");
  // 64 MiB: a smaller log is copied into the file so often that writing takes a third longer.
  Execute("PRAGMA wal_autocheckpoint = 16384");
  Execute("PRAGMA journal_size_limit = 67108864");
  Execute("PRAGMA synchronous = FULL");
}

std::int64_t Database::LastInsertId() const {
  return sqlite3_last_insert_rowid(handle());
}

std::int64_t Database::Changes() const {
  return sqlite3_changes(handle());
}

bool Database::InTransaction() const {
  return sqlite3_get_autocommit(handle()) == 0;
}

void Database::Fail(std::string_view doing) const {
  const int code = sqlite3_errcode(handle()) & 0xFF;
  if (code == SQLITE_NOTADB)
    throw StoreError(name_ + ": is not an SQLite file");
  if (code == SQLITE_CORRUPT)
    throw StoreError(name_ + ": is damaged (" + sqlite3_errmsg(handle()) + "); restore a copy");
  throw StoreError(name_ + ": " + std::string(doing) + ": " + sqlite3_errmsg(handle()));
}

StatementHandle* Database::SlotOf(std::string_view sql) {
  const auto found = statements_.find(sql);
  return found != statements_.end() ? &found->second
                                    : &statements_.emplace(sql, StatementHandle()).first->second;
}

StatementHandle Database::Prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK)
    Fail("cannot prepare \"" + std::string(sql) + '"');
  return StatementHandle(statement);
}

Query::Query(Database& database, std::string_view sql, Prepared /*tag*/)
    : database_(database), slot_(database.SlotOf(sql)), statement_(std::move(*slot_)) {
  if (statement_ == nullptr)
    statement_ = database.Prepare(sql);
}

Query::~Query() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
  *slot_ = std::move(statement_);
}

bool Query::Step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW)
    return true;
  if (code != SQLITE_DONE)
    Check(code);
  return false;
}

void Query::Run() {
  while (Step()) {
  }
}

void Query::Check(int code) const {
  if (code != SQLITE_OK)
    database_.Fail("query failed (" + std::string(sqlite3_sql(statement_.get())).substr(0, 60) +
                   ")");
}

bool Query::IsNull(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t Query::Int(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Query::Real(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

std::string Query::Text(int column) const {
  return Bytes(column);
}

std::string Query::Bytes(int column) const {
  // The pointer first: it may convert the value, which changes the length.
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr
             ? std::string()
             : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::optional<std::int64_t> Query::IntOrNone(int column) const {
  return IsNull(column) ? std::nullopt : std::optional(Int(column));
}

std::optional<double> Query::RealOrNone(int column) const {
  return IsNull(column) ? std::nullopt : std::optional(Real(column));
}

Value Query::ValueOf(int column) const {
  switch (sqlite3_column_type(statement_.get(), column)) {
    case SQLITE_INTEGER:
      return Int(column);
    case SQLITE_FLOAT:
      return Real(column);
    case SQLITE_NULL:
      return std::monostate();
    default:
      return Bytes(column);
  }
}

std::vector<std::string> Query::Columns() const {
  std::vector<std::string> names;
  const int count = sqlite3_column_count(statement_.get());
  names.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i)
    names.emplace_back(sqlite3_column_name(statement_.get(), i));
  return names;
}

void Query::Bind(int index, std::int64_t value) {
  Check(sqlite3_bind_int64(statement_.get(), index, value));
}

void Query::Bind(int index, double value) {
  Check(sqlite3_bind_double(statement_.get(), index, value));
}

void Query::Bind(int index, std::string_view value) {
  // A null pointer would bind NULL; an empty text is a text.
  const char* data = value.data() == nullptr ? "" : value.data();
  Check(sqlite3_bind_text64(statement_.get(), index, data, value.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8));
}

void Query::Bind(int index, const Blob& value) {
  const char* data = value.bytes.data() == nullptr ? "" : value.bytes.data();
  Check(sqlite3_bind_blob64(statement_.get(), index, data, value.bytes.size(), SQLITE_STATIC));
}

void Query::BindNull(int index) {
  Check(sqlite3_bind_null(statement_.get(), index));
}

std::optional<std::string_view> OrNull(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace timeline
