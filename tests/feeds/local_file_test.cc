#include "feeds/local_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/catch.h"

namespace {

namespace fs = std::filesystem;
using Kind = feeds::FetchError::Kind;

// A directory of its own for each test, gone with it.
class Directory {
 public:
  Directory() : path_(fs::temp_directory_path() / "lodewatch-XXXXXX") {
    std::string name = path_.string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Directory() { fs::remove_all(path_); }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  Directory(Directory&&) = delete;
  Directory& operator=(Directory&&) = delete;

  fs::path Write(const std::string& name, const std::string& content) const {
    std::ofstream(path_ / name, std::ios::binary) << content;
    return path_ / name;
  }
  fs::path path() const { return path_; }

 private:
  fs::path path_;
};

feeds::FetchResult Read(const std::string& url, const feeds::Validators& validators = {}) {
  return feeds::ReadLocalFile({.url = url, .validators = validators}, 1000);
}

TEST_CASE("a file is read once and then not modified until it changes", "[feeds][local_file]") {
  const Directory directory;
  const fs::path file = directory.Write("a b.xml", "<rss/>");
  const std::string url = "file://" + directory.path().string() + "/a%20b.xml";
  const auto first = Read(url);
  REQUIRE(first);
  const auto& page = std::get<feeds::Page>(*first);
  CHECK(page.body == "<rss/>");
  CHECK(page.url == url);
  CHECK_FALSE(page.validators.etag.empty());
  CHECK(std::holds_alternative<feeds::NotModified>(*Read(url, page.validators)));
  directory.Write("a b.xml", "<rss></rss>");
  const auto changed = Read(url, page.validators);
  REQUIRE(changed);
  CHECK(std::get<feeds::Page>(*changed).body == "<rss></rss>");
}

TEST_CASE("both forms of file URLs are read", "[feeds][local_file]") {
  const Directory directory;
  const std::string path = directory.Write("feed.xml", "x").string();
  for (const std::string& url :
       {"file://" + path, "file://localhost" + path, "file:" + path, "FILE://" + path + "#top"}) {
    CAPTURE(url);
    CHECK(Read(url));
  }
}

TEST_CASE("what cannot be read says why", "[feeds][local_file]") {
  const Directory directory;
  const std::string base = "file://" + directory.path().string();
  directory.Write("large", std::string(1001, 'x'));
  directory.Write("fits", std::string(1000, 'x'));
  REQUIRE(mkfifo((directory.path() / "pipe").c_str(), 0600) == 0);
  struct Case {
    std::string url;
    Kind kind;
    std::string_view reason;
  };
  const Case cases[] = {
      {base + "/missing", Kind::kRead, "No such file or directory"},
      {base, Kind::kRead, "not a regular file"},
      {base + "/pipe", Kind::kRead, "not a regular file"},
      {"file:///dev/zero", Kind::kRead, "not a regular file"},
      {base + "/large", Kind::kTooLarge, "more than 1000 bytes"},
      {"file://example.org/etc/passwd", Kind::kRefused, "example.org"},
      {"file://", Kind::kRead, "No such file or directory"},
      {base + "/a%00b", Kind::kRead, "No such file or directory"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.url);
    const auto result = Read(c.url);
    REQUIRE_FALSE(result);
    CHECK(result.error().kind == c.kind);
    CHECK(result.error().detail.find(c.reason) != std::string::npos);
  }
  CHECK(Read(base + "/fits"));
}

}  // namespace
