#include "feeds/main_text.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

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

// "2025-07-20 03:15", "-" for none.
std::string ToText(const std::optional<std::chrono::sys_seconds>& moment) {
  if (!moment) {
    return "-";
  }
  namespace chr = std::chrono;
  const auto day = chr::floor<chr::days>(*moment);
  const chr::year_month_day date{day};
  const chr::hh_mm_ss time{*moment - day};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u %02d:%02d", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()));
  return text;
}

// Title, date, an empty line, the text: the form of the .expected files, which are written by hand.
std::string Shown(const feeds::MainText& main) {
  if (!main.stands_out) {
    return "(none)\n";
  }
  return main.page.title + "\n" + ToText(main.page.published_at) + "\n\n" + main.page.text + "\n";
}

TEST_CASE("each sample page gives the article that its .expected file says",
          "[feeds][main_text]") {
  std::set<fs::path> pages;
  for (const auto& entry : fs::directory_iterator(fs::path(TEST_DATA_DIR) / "feeds/articles")) {
    if (entry.path().extension() == ".html") {
      pages.insert(entry.path());
    }
  }
  REQUIRE(pages.size() >= 20);
  for (const fs::path& page : pages) {
    CAPTURE(page.filename().string());
    const fs::path expected = fs::path(page).replace_extension(".expected");
    CHECK(Shown(feeds::ReadMainText(ReadFile(page))) == ReadFile(expected));
  }
}

}  // namespace
