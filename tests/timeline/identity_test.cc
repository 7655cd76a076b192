#include "daemon/timeline/identity.h"

#include <fmt/format.h>

#include "daemon/timeline/store.h"
#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

using make::At;
using make::News;
using make::Poll;
using timeline::Item;
using timeline::KnownItem;
using timeline::Store;

constexpr std::size_t kLong = timeline::kTrivialBytes + 1;
constexpr std::size_t kShort = timeline::kTrivialBytes;

Item ItemOf(std::string guid, std::string url, std::string content,
            std::optional<std::int64_t> published_at = {}, std::size_t text_bytes = kLong) {
  return {std::move(guid), std::move(url), std::move(content), published_at, text_bytes};
}

KnownItem Latest(std::string guid, std::string url, std::string content,
                 std::optional<std::int64_t> published_at = {}) {
  return {std::move(guid), 1, std::move(url), std::move(content), published_at, true};
}

KnownItem Earlier(std::string guid, std::string url, std::string content) {
  return {std::move(guid), 1, std::move(url), std::move(content), {}, false};
}

// "new; known; known by link of a".
std::string Told(const std::vector<Item>& page, const std::vector<KnownItem>& known) {
  std::string out;
  for (const timeline::Seen& seen : timeline::Identify(page, known)) {
    out += (out.empty() ? "" : "; ") + std::string(ToText(seen.identity)) +
           (seen.item.empty() ? "" : " of " + seen.item);
  }
  return out;
}

struct Case {
  std::string_view what;
  std::vector<Item> page;
  std::vector<KnownItem> known;
  std::string told;
};

void CheckAll(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(Told(c.page, c.known) == c.told);
  }
}

// What a feed serves that makes up its guids, links and dates at every poll.
std::vector<feeds::Document> MadeUp(int poll, const std::vector<std::string>& texts) {
  std::vector<feeds::Document> page;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    feeds::Document document;
    document.guid = fmt::format("session-{}-{}", poll, i);
    document.url = fmt::format("https://example.org/?sid={}&n={}", poll, i);
    document.title = texts[i];
    document.published_at = At("2025-07-14") + std::chrono::hours{poll};
    page.push_back(document);
  }
  return page;
}

std::vector<std::size_t> PollPage(Store& store, const std::vector<feeds::Document>& page,
                                  std::string_view now) {
  const auto news = store.NewAmong("wire", page);
  std::vector<timeline::ReadDocument> fresh;
  for (const std::size_t i : news.fresh)
    fresh.push_back({page[i], {}, {}, {}, news.seen[i]});
  timeline::Transaction transaction(store, At(now));
  transaction.Add(make::Source("wire"), make::Page(std::string(now)), fresh);
  transaction.RecordSuccess(make::Source("wire"), {.items = static_cast<int>(page.size())});
  transaction.Commit();
  return news.fresh;
}

}  // namespace

TEST_CASE("A known guid is known by its words", "[timeline][identity]") {
  CheckAll({
      {"nothing known", {ItemOf("a", "u", "x")}, {}, "new"},
      {"same words", {ItemOf("a", "u", "x")}, {Latest("a", "u", "x")}, "known"},
      {"same words, other link and date",
       {ItemOf("a", "v", "x", 7)},
       {Latest("a", "u", "x", 5)},
       "known"},
      {"other words", {ItemOf("a", "u", "y")}, {Latest("a", "u", "x")}, "new version"},
      {"the words of an earlier version",
       {ItemOf("a", "u", "x")},
       {Earlier("a", "u", "x"), Latest("a", "u", "y")},
       "new version"},
      {"a guid that two items have, with the words of any version",
       {ItemOf("a", "u", "x"), ItemOf("a", "v", "y")},
       {Earlier("a", "u", "x"), Latest("a", "v", "y")},
       "known; known"},
      {"a guid that two items have, one of them new",
       {ItemOf("a", "u", "x"), ItemOf("a", "v", "z")},
       {Latest("a", "u", "x")},
       "known; new beside"},
  });
}

TEST_CASE("A new guid at a known link is the same item once the old guid has gone",
          "[timeline][identity]") {
  CheckAll({
      {"same words", {ItemOf("b", "u", "x")}, {Latest("a", "u", "x")}, "known by link of a"},
      {"other words", {ItemOf("b", "u", "y")}, {Latest("a", "u", "x")}, "new version of a"},
      {"words of an earlier version",
       {ItemOf("b", "u", "x")},
       {Earlier("a", "u", "x"), Latest("a", "u", "y")},
       "known by link of a"},
      {"the old guid is still there",
       {ItemOf("a", "u", "x"), ItemOf("b", "u2", "y"), ItemOf("c", "u", "z")},
       {Latest("a", "u", "x")},
       "known; new; new"},
      {"a link of several items of the past",
       {ItemOf("c", "home", "z")},
       {Latest("a", "home", "x"), Latest("b", "home", "y")},
       "new"},
      {"a link of several items of the page",
       {ItemOf("b", "home", "y"), ItemOf("c", "home", "z")},
       {Latest("a", "home", "x")},
       "new; new"},
      {"no link at all", {ItemOf("b", "", "y")}, {Latest("a", "", "x")}, "new"},
  });
}

TEST_CASE("Known words under a new guid and link are the same item where the dates agree",
          "[timeline][identity]") {
  CheckAll({
      {"equal dates, short",
       {ItemOf("b", "v", "x", 5, kShort)},
       {Latest("a", "u", "x", 5)},
       "known by content of a"},
      {"no dates, long", {ItemOf("b", "v", "x")}, {Latest("a", "u", "x")}, "known by content of a"},
      {"no dates, short", {ItemOf("b", "v", "x", {}, kShort)}, {Latest("a", "u", "x")}, "new"},
      {"another day", {ItemOf("b", "v", "x", 9)}, {Latest("a", "u", "x", 5)}, "new"},
      {"a date where there was none", {ItemOf("b", "v", "x", 9)}, {Latest("a", "u", "x")}, "new"},
      {"the other is still on the page",
       {ItemOf("a", "u", "x", 5), ItemOf("b", "v", "x", 5)},
       {Latest("a", "u", "x", 5)},
       "known; new"},
  });
}

TEST_CASE("Where most of a page is known by its words, the words decide", "[timeline][identity]") {
  const std::vector<KnownItem> known{Latest("a", "u1", "x", 1), Latest("b", "u2", "y", 2),
                                     Latest("c", "u3", "z", 3)};
  const Item x = ItemOf("a2", "v1", "x", 11, kShort);
  const Item y = ItemOf("b2", "v2", "y", 12, kShort);
  const Item z = ItemOf("c2", "v3", "z", 13, kShort);
  const Item n = ItemOf("n", "v4", "n", 14);
  const Item m = ItemOf("m", "v5", "m", 14);
  const Item o = ItemOf("o", "v6", "o", 14);
  const Item p = ItemOf("p", "v7", "p", 14);
  const std::string words = "known by content of a; known by content of b; known by content of c";
  CheckAll({
      {"all", {x, y, z}, known, words},
      {"half", {x, y, z, n, m, o}, known, words + "; new; new; new"},
      {"less than half", {x, y, z, n, m, o, p}, known, "new; new; new; new; new; new; new"},
      {"fewer than three", {x, y}, known, "new; new"},
      {"known guids do not count",
       {x, y, z, ItemOf("k1", "", "k"), ItemOf("k2", "", "k"), ItemOf("k3", "", "k"),
        ItemOf("k4", "", "k")},
       {known[0], known[1], known[2], Latest("k1", "", "k"), Latest("k2", "", "k"),
        Latest("k3", "", "k"), Latest("k4", "", "k")},
       words + "; known; known; known; known"},
  });
}

TEST_CASE("What stands twice on a page is one item", "[timeline][identity]") {
  CheckAll({
      {"twice the same", {ItemOf("a", "u", "x"), ItemOf("a", "u", "x")}, {}, "new; known"},
      {"under two guids",
       {ItemOf("a", "u", "x", 1), ItemOf("b", "u", "x", 1)},
       {},
       "new; known by content"},
      {"on two days", {ItemOf("a", "u", "x", 1), ItemOf("b", "u", "x", 2)}, {}, "new; new"},
      {"at two links", {ItemOf("a", "u", "x", 1), ItemOf("b", "v", "x", 1)}, {}, "new; new"},
      {"two items under one guid",
       {ItemOf("a", "u", "x"), ItemOf("a", "v", "y")},
       {},
       "new; new beside"},
      {"the first again behind the second",
       {ItemOf("a", "u", "x"), ItemOf("a", "v", "y"), ItemOf("a", "u", "x")},
       {},
       "new; new beside; known"},
  });
}

TEST_CASE("A feed that makes everything up at each poll does not flood",
          "[timeline][identity][store]") {
  auto store = Store::Open(":memory:");
  const std::vector<std::string> texts{"Ore shipped", "Quota set", "Talks held", "Mine closed"};
  CHECK(PollPage(store, MadeUp(1, texts), "2025-07-14T10:00:00Z").size() == 4);
  for (int poll = 2; poll < 5; ++poll)
    CHECK(PollPage(store, MadeUp(poll, texts), "2025-07-14T11:00:00Z").empty());
  CHECK(PollPage(store, MadeUp(5, {"Dam broke", "Ore shipped", "Quota set", "Talks held"}),
                 "2025-07-14T12:00:00Z") == std::vector<std::size_t>{0});
}

TEST_CASE("The same short words on different days are two items", "[timeline][identity][store]") {
  auto store = Store::Open(":memory:");
  auto monday = News("monday", "2025-07-14", {}).document;
  auto tuesday = News("tuesday", "2025-07-15", {}).document;
  monday.title = tuesday.title = "Market closed";
  CHECK(PollPage(store, {monday}, "2025-07-14T10:00:00Z").size() == 1);
  CHECK(PollPage(store, {tuesday}, "2025-07-15T10:00:00Z").size() == 1);
  CHECK(PollPage(store, {tuesday, monday}, "2025-07-15T11:00:00Z").empty());
}

TEST_CASE("An item under a new guid is a version of the old one", "[timeline][identity][store]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  auto item = News("http://example.org/1", "2025-07-14", {}).document;
  item.url = "https://example.org/story";
  PollPage(store, {item}, "2025-07-14T10:00:00Z");
  item.guid = "https://example.org/1";
  CHECK(PollPage(store, {item}, "2025-07-14T11:00:00Z").empty());
  item.text = "Edited.";
  CHECK(PollPage(store, {item}, "2025-07-14T12:00:00Z").size() == 1);
  CHECK(PollPage(store, {item}, "2025-07-14T13:00:00Z").empty());
  CHECK(make::Ask(dir / "t.db", "SELECT guid, version, is_latest FROM documents ORDER BY id") ==
        std::vector<std::string>{"http://example.org/1|1|0", "http://example.org/1|2|1"});
}

TEST_CASE("Items of one page under one guid keep their facts beside each other",
          "[timeline][identity][store]") {
  auto store = Store::Open(":memory:");
  auto one = News("same", "", {make::Quantity({100, 0.5}, "2025-06")});
  auto two = News("same", "", {make::Quantity({200, 0.5}, "2025-05")});
  two.document.text += "And more.";
  const auto news = store.NewAmong("wire", std::vector{one.document, two.document});
  one.seen = news.seen[0];
  two.seen = news.seen[1];
  Poll(store, "wire", {one, two}, "2025-07-14T10:00:00Z");
  CHECK(make::Lines(store.Timeline({}), {"kind", "value"}) ==
        std::vector<std::string>{"quantity|200", "quantity|100"});
}

TEST_CASE("A page that shares nothing with what was served is a gap",
          "[timeline][identity][store]") {
  auto store = Store::Open(":memory:");
  const auto page = [](std::initializer_list<const char*> guids) {
    std::vector<feeds::Document> documents;
    for (const char* guid : guids)
      documents.push_back(News(guid, "", {}).document);
    return documents;
  };
  CHECK_FALSE(store.NewAmong("wire", page({"a", "b", "c"})).is_gap);
  PollPage(store, page({"a", "b", "c"}), "2025-07-14T10:00:00Z");
  CHECK_FALSE(store.NewAmong("wire", page({"d", "e", "c"})).is_gap);
  CHECK_FALSE(store.NewAmong("wire", page({})).is_gap);
  CHECK(store.NewAmong("wire", page({"d", "e", "f"})).is_gap);
  CHECK(store.NewAmong("wire", page({"d"})).is_gap);
  auto edited = page({"d", "e", "a"});
  edited[2].text = "Edited.";
  CHECK_FALSE(store.NewAmong("wire", edited).is_gap);
  // One item at a time: it is new whenever there is news.
  PollPage(store, page({"x"}), "2025-07-14T11:00:00Z");
  CHECK_FALSE(store.NewAmong("wire", page({"y"})).is_gap);
}

TEST_CASE("Releases have no gaps", "[timeline][identity][store]") {
  auto store = Store::Open(":memory:");
  auto source = make::Source("customs");
  source.kind = feeds::SourceKind::kRelease;
  timeline::Transaction transaction(store, At("2025-07-14"));
  transaction.Add(source, make::Page("page"), std::vector{make::MayRelease()});
  transaction.RecordSuccess(source, {.items = 2});
  transaction.Commit();
  CHECK_FALSE(store.NewAmong("customs", std::vector{make::JuneRelease().document}).is_gap);
}
