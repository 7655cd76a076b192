#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "daemon/timeline/sqlite.h"

namespace timeline {

// "lode": tells a timeline from any other SQLite file (PRAGMA application_id, `file` shows it).
inline constexpr int kApplicationId = 0x6c6f6465;

// The steps that lead from an empty file to today's schema; a file's PRAGMA user_version says how
// many it has taken. Append only: a step that was released is never edited.
std::span<const char* const> Migrations();

// Brings an open file up to date, all steps in one transaction, and makes the public views anew.
// A file that holds data is first copied to `PATH.before-vN`, N being the schema that it is about
// to get; a copy that an earlier, failed attempt left is replaced. Throws StoreError for a newer
// schema or somebody else's file, which stay untouched.
void Migrate(Database& database, const std::filesystem::path& path,
             std::span<const char* const> steps = Migrations());

// For connections that only read: throws StoreError unless the schema is exactly today's.
void RequireCurrent(Database& database);

}  // namespace timeline
