#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/timeline/rows.h"

struct sqlite3;
struct sqlite3_stmt;

namespace timeline {

template <auto Close>
struct Closer {
  template <class T>
  void operator()(T* handle) const noexcept {
    Close(handle);
  }
};
void CloseDatabase(sqlite3* handle) noexcept;
void FinalizeStatement(sqlite3_stmt* handle) noexcept;
using DatabaseHandle = std::unique_ptr<sqlite3, Closer<CloseDatabase>>;
using StatementHandle = std::unique_ptr<sqlite3_stmt, Closer<FinalizeStatement>>;

enum class OpenMode { kCreate, kReadOnly };

// One connection. Everything that SQLite refuses is thrown as StoreError with the file's name.
// Statements are prepared once and kept, by their text: texts are therefore constants, values are
// bound. Not for use by two threads at once.
class Database {
 public:
  Database(const std::filesystem::path& path, OpenMode mode);

  // Runs SQL text of one or more statements, without values: schema and pragmas.
  void Execute(const std::string& sql);
  // Write-ahead log with every commit on the disk. The log's files stay when the last connection
  // closes: without them, whoever may only read the folder could not read the file.
  void UseDurableLog();
  std::int64_t LastInsertId() const;
  bool InTransaction() const;
  // Rows that the last INSERT, UPDATE or DELETE changed.
  std::int64_t Changes() const;

  sqlite3* handle() const { return handle_.get(); }
  const std::string& name() const { return name_; }
  // Throws StoreError: "FILE: DOING: what SQLite says".
  [[noreturn]] void Fail(std::string_view doing) const;

 private:
  friend class Query;
  // Where the statement of this text is kept while no query uses it; stays where it is.
  StatementHandle* SlotOf(std::string_view sql);
  StatementHandle Prepare(std::string_view sql) const;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };

  std::string name_;
  DatabaseHandle handle_;
  std::unordered_map<std::string, StatementHandle, Hash, std::equal_to<>> statements_;
};

// Bytes to be bound as a BLOB, by reference: they must outlive the query.
struct Blob {
  std::string_view bytes;
};

// A statement with its values:  for (Query q(db, "SELECT …?1"); q.Step();) use(q.Text(0));
// Texts are copied when bound.
class Query {
 public:
  template <class... Parameters>
  Query(Database& database, std::string_view sql, const Parameters&... parameters)
      : Query(database, sql, Prepared{}) {
    int index = 0;
    (Bind(++index, parameters), ...);
  }
  ~Query();
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;
  Query(Query&&) = delete;
  Query& operator=(Query&&) = delete;

  // True while there is a row.
  bool Step();
  // For statements that give no row.
  void Run();

  bool IsNull(int column) const;
  std::int64_t Int(int column) const;
  double Real(int column) const;
  std::string Text(int column) const;  // empty for NULL
  std::string Bytes(int column) const;
  std::optional<std::int64_t> IntOrNone(int column) const;
  std::optional<double> RealOrNone(int column) const;
  Value ValueOf(int column) const;
  std::vector<std::string> Columns() const;

 private:
  struct Prepared {};
  Query(Database& database, std::string_view sql, Prepared);
  void Bind(int index, std::int64_t value);
  void Bind(int index, int value) { Bind(index, std::int64_t{value}); }
  void Bind(int index, double value);
  void Bind(int index, std::string_view value);
  void Bind(int index, const std::string& value) { Bind(index, std::string_view(value)); }
  void Bind(int index, const char* value) { Bind(index, std::string_view(value)); }
  void Bind(int index, const Blob& value);
  void BindNull(int index);
  template <class T>
  void Bind(int index, const std::optional<T>& value) {
    if (value)
      Bind(index, *value);
    else
      BindNull(index);
  }
  void Check(int code) const;

  Database& database_;
  StatementHandle* slot_;
  StatementHandle statement_;
};

// NULL for an empty string: what the views promise for a key that is absent.
std::optional<std::string_view> OrNull(std::string_view text);

}  // namespace timeline
