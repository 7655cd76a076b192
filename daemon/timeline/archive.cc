#include <openssl/evp.h>
#include <zstd.h>

#include <array>

#include "daemon/timeline/connection.h"

namespace timeline {
namespace {

// Bodies are text of some 100 kB; above this level time grows faster than the file shrinks.
constexpr int kZstdLevel = 9;

std::string Compressed(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), kZstdLevel);
  if (ZSTD_isError(size) != 0)
    throw StoreError(std::string("cannot compress a page: ") + ZSTD_getErrorName(size));
  out.resize(size);
  return out;
}

bool HasBody(Database& database, const std::string& sha256) {
  return Query(database, "SELECT 1 FROM body WHERE sha256 = ?1", sha256).Step();
}

}  // namespace

std::string Sha256(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1)
    throw StoreError("cannot compute a SHA-256");
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += kHex[digest.at(i) >> 4];
    out += kHex[digest.at(i) & 0xF];
  }
  return out;
}

std::int64_t ArchivePage(const Writing& writing, const std::string& source,
                         const feeds::Page& page) {
  Database& database = writing.database;
  const std::string sha256 = Sha256(page.body);
  if (!HasBody(database, sha256)) {
    const std::string zstd = Compressed(page.body);
    Query(database, "INSERT INTO body (sha256, size, zstd) VALUES (?1, ?2, ?3)", sha256,
          static_cast<std::int64_t>(page.body.size()), Blob{zstd})
        .Run();
  }
  Query(database,
        "INSERT OR IGNORE INTO page (source, url, content_type, fetched_at, body) "
        "VALUES (?1, ?2, ?3, ?4, ?5)",
        source, page.url, OrNull(page.content_type), writing.now, sha256)
      .Run();
  Query id(database, "SELECT id FROM page WHERE source = ?1 AND url = ?2 AND body = ?3", source,
           page.url, sha256);
  if (!id.Step())
    database.Fail("the page just archived is not there");
  return id.Int(0);
}

}  // namespace timeline
