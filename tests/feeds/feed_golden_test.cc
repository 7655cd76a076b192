#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>

#include "feeds/feed_json.h"
#include "feeds/parse.h"
#include "tests/support/catch.h"

namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file.good());
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

// What `lodewatch parse` prints for the file, spread over lines for whoever reads the difference.
std::string Parsed(const fs::path& path) {
  const auto feed = feeds::ParseFeed(
      ReadFile(path), {.content_type = {}, .url = "https://example.org/feed", .charset = {}});
  REQUIRE(feed);
  const std::string json = feeds::ToJson(*feed);
  CHECK(json.find('\n') == std::string::npos);
  return nlohmann::ordered_json::parse(json).dump(2) + "\n";
}

TEST_CASE("each sample feed gives what its .expected file says", "[feeds][golden]") {
  const bool update = std::getenv("UPDATE_GOLDEN") != nullptr;
  std::set<fs::path> samples;
  for (const auto& entry : fs::directory_iterator(fs::path(TEST_DATA_DIR) / "feeds")) {
    if (entry.path().extension() == ".xml" || entry.path().extension() == ".json") {
      samples.insert(entry.path());
    }
  }
  REQUIRE(samples.size() >= 9);
  for (const fs::path& sample : samples) {
    CAPTURE(sample.filename().string());
    const fs::path expected = fs::path(sample).replace_extension(".expected");
    const std::string parsed = Parsed(sample);
    if (update) {
      std::ofstream(expected, std::ios::binary) << parsed;
    }
    CHECK(parsed == ReadFile(expected));
  }
}

}  // namespace
