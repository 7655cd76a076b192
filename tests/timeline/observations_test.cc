#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

using make::Poll;
using make::Release;
using make::Tonnes;
using make::Yuan;
using timeline::Store;

std::vector<std::string> VintagesOf(const Store& store) {
  timeline::SeriesFilter filter;
  filter.key = "CN/export/rare-earths/*";
  filter.vintages = true;
  return make::Lines(store.Series(filter), {"period", "value", "unit", "vintage", "known_to"});
}

std::vector<std::string> LatestOf(const Store& store) {
  timeline::SeriesFilter filter;
  filter.key = "CN/export/*";
  return make::Lines(store.Series(filter), {"period", "value", "unit", "vintage", "status"});
}

}  // namespace

TEST_CASE("Each cell is an observation and an official entry", "[timeline][observations]") {
  auto store = Store::Open(":memory:");
  CHECK(Poll(store, "customs", {make::JuneRelease()}, "2025-07-14T04:00:00Z").size() == 6);
  timeline::TimelineFilter filter;
  filter.where = "period = '2025-06'";
  CHECK(make::Lines(store.Timeline(filter), {"kind", "value", "unit", "subject", "flow", "reporter",
                                             "is_official", "sentence", "quote", "rule"}) ==
        std::vector<std::string>{
            "quantity|7742.2|t|rare-earths|export|CN|1|Rare earth, 2025-06: 7,742.2 t|7,742.2 t|"
            "test-release",
            "money|170000000|CNY|rare-earths|export|CN|1|Rare earth, 2025-06: 170 million CNY|"
            "170 million CNY|test-release"});
  const auto series = store.Series({});
  CHECK(make::Lines(series, {"series", "unit", "observations", "first_day", "last_day"}) ==
        std::vector<std::string>{"CN/export/rare-earths/money|CNY|3|2024-01-01|2025-06-30",
                                 "CN/export/rare-earths/quantity|t|3|2024-01-01|2025-06-30"});
}

TEST_CASE("The same figure from another edition is another mention, no vintage",
          "[timeline][observations]") {
  auto store = Store::Open(":memory:");
  Poll(store, "english", {Release("en", "2025-06-10", {Tonnes("2025-05", 5864.6)})},
       "2025-06-10T04:00:00Z");
  CHECK(Poll(store, "chinese", {Release("zh", "2025-06-09", {Tonnes("2025-05", 5864.6)})},
             "2025-06-10T05:00:00Z")
            .empty());
  CHECK(VintagesOf(store) == std::vector<std::string>{"2025-05|5864.6|t|1|-"});
  CHECK(make::Lines(store.Timeline({}), {"value", "mentions", "source"}) ==
        std::vector<std::string>{"5864.6|2|chinese"});
}

TEST_CASE("More decimals of the same figure refine it without a vintage",
          "[timeline][observations]") {
  auto store = Store::Open(":memory:");
  Poll(store, "html", {Release("a", "2025-06-09", {Tonnes("2025-05", 5864.6)})},
       "2025-06-09T04:00:00Z");
  CHECK(Poll(store, "xls", {Release("b", "2025-06-09", {Tonnes("2025-05", 5864.583, 0.0005)})},
             "2025-06-09T05:00:00Z")
            .empty());
  CHECK(LatestOf(store) == std::vector<std::string>{"2025-05|5864.583|t|1|-"});
  CHECK(make::Lines(store.Timeline({}), {"value", "mentions"}) ==
        std::vector<std::string>{"5864.583|2"});
  // And the coarse edition once more changes nothing.
  Poll(store, "html", {Release("c", "2025-06-10", {Tonnes("2025-05", 5864.6)})},
       "2025-06-10T05:00:00Z");
  CHECK(LatestOf(store) == std::vector<std::string>{"2025-05|5864.583|t|1|-"});
}

TEST_CASE("Another figure is a vintage and supersedes the old one", "[timeline][observations]") {
  auto store = Store::Open(":memory:");
  Poll(store, "customs", {Release("prelim", "2025-06-09", {Tonnes("2025-05", 5864.6)})},
       "2025-06-09T04:00:00Z");
  CHECK(Poll(store, "customs", {Release("final", "2025-06-18", {Tonnes("2025-05", 5865.1)})},
             "2025-06-18T04:00:00Z")
            .size() == 2);
  CHECK(VintagesOf(store) == std::vector<std::string>{"2025-05|5864.6|t|1|2025-06-18T04:00:00Z",
                                                      "2025-05|5865.1|t|2|-"});
  CHECK(LatestOf(store) == std::vector<std::string>{"2025-05|5865.1|t|2|-"});
  CHECK(make::Lines(store.Timeline({}), {"kind", "value", "was"}) ==
        std::vector<std::string>{"revision|5865.1|5864.6", "quantity|5865.1|-"});

  timeline::SeriesFilter then;
  then.key = "CN/*";
  then.as_of = make::At("2025-06-18T03:59:59Z");
  CHECK(make::Lines(store.Series(then), {"value"}) == std::vector<std::string>{"5864.6"});
  then.as_of = make::At("2025-06-09T03:59:59Z");
  CHECK(store.Series(then).rows.empty());
  then.vintages = true;
  CHECK(store.Series(then).rows.empty());
}

TEST_CASE("A page older than the one that is believed is kept but not believed",
          "[timeline][observations]") {
  auto store = Store::Open(":memory:");
  Poll(store, "customs", {Release("new", "2025-06-18", {Tonnes("2025-05", 5865.1)})},
       "2025-06-18T04:00:00Z");
  CHECK(Poll(store, "customs", {Release("old", "2025-06-09", {Tonnes("2025-05", 5864.6)})},
             "2025-06-19T04:00:00Z")
            .empty());
  CHECK(LatestOf(store) == std::vector<std::string>{"2025-05|5865.1|t|1|-"});
  CHECK(VintagesOf(store).size() == 2);
  CHECK(make::Lines(store.Timeline({}), {"value"}) == std::vector<std::string>{"5865.1"});
}

TEST_CASE("Money is kept apart by currency", "[timeline][observations]") {
  auto store = Store::Open(":memory:");
  auto dollars = Yuan("2025-06", 24.8e6, 5e4);
  dollars.unit = "USD";
  Poll(store, "customs", {Release("cny", "2025-07-14", {Yuan("2025-06", 170e6)})},
       "2025-07-14T04:00:00Z");
  Poll(store, "customs", {Release("usd", "2025-07-14", {dollars})}, "2025-07-14T05:00:00Z");
  CHECK(LatestOf(store) ==
        std::vector<std::string>{"2025-06|170000000|CNY|1|-", "2025-06|24800000|USD|1|-"});
}

TEST_CASE("A status that arrives later is taken over", "[timeline][observations]") {
  auto store = Store::Open(":memory:");
  auto cell = Tonnes("2025-05", 5864.6);
  cell.status = "preliminary";
  Poll(store, "customs", {Release("a", "2025-06-09", {cell})}, "2025-06-09T04:00:00Z");
  cell.status = "final";
  Poll(store, "customs", {Release("b", "2025-09-30", {cell})}, "2025-09-30T04:00:00Z");
  CHECK(LatestOf(store) == std::vector<std::string>{"2025-05|5864.6|t|1|final"});
}

TEST_CASE("Of two editions without a date the one with the newer period is believed",
          "[timeline][observations]") {
  const auto undated = [](std::string_view guid, std::vector<rules::Observation> cells) {
    auto edition = Release(guid, "2025-07-01", std::move(cells));
    edition.document.published_at.reset();
    return edition;
  };
  const auto may = undated("may", {Tonnes("2025-05", 5864.6)});
  const auto june = undated("june", {Tonnes("2025-05", 5870.1), Tonnes("2025-06", 7742.2)});
  const std::vector<std::string> believed{"2025-05|5870.1|t", "2025-06|7742.2|t"};
  for (const auto& order : {std::vector{may, june}, std::vector{june, may}}) {
    auto store = Store::Open(":memory:");
    Poll(store, "customs", {order[0]}, "2025-07-14T04:00:00Z");
    Poll(store, "customs", {order[1]}, "2025-07-14T05:00:00Z");
    timeline::SeriesFilter filter;
    filter.key = "CN/export/*";
    CHECK(make::Lines(store.Series(filter), {"period", "value", "unit"}) == believed);
  }
  // An address that comes to show fewer months revises them still.
  auto store = Store::Open(":memory:");
  Poll(store, "customs", {june}, "2025-07-14T04:00:00Z");
  Poll(store, "customs", {undated("june", {Tonnes("2025-05", 5888.8)})}, "2025-07-15T04:00:00Z");
  CHECK(LatestOf(store).front() == "2025-05|5888.8|t|2|-");
}

TEST_CASE("A page that is edited brings what is new in it only", "[timeline][observations]") {
  auto store = Store::Open(":memory:");
  Poll(store, "customs", {Release("months", "2025-06-09", {Tonnes("2025-05", 5864.6)})},
       "2025-06-09T04:00:00Z");
  CHECK(Poll(store, "customs",
             {Release("months", "2025-06-09",
                      {Tonnes("2025-05", 5864.6), Tonnes("2025-06", 7742.2)})},
             "2025-07-14T04:00:00Z")
            .size() == 1);
  CHECK(make::Lines(store.Timeline({}), {"period", "mentions"}) ==
        std::vector<std::string>{"2025-05|1", "2025-06|1"});
  // What the page stops printing is not taken back.
  Poll(store, "customs", {Release("months", "2025-06-09", {Tonnes("2025-07", 5994.3)})},
       "2025-08-07T04:00:00Z");
  CHECK(store.Timeline({}).rows.size() == 3);
}

TEST_CASE("An edition whose months are all those of the month before is told apart",
          "[timeline][observations]") {
  const auto edition = [](const std::string& month, double shift) {
    std::vector<rules::Observation> cells;
    for (const char* subject : {"tin", "zinc", "lead", "coal", "steel"}) {
      cells.push_back(Tonnes(month, 100.5 + shift * static_cast<double>(cells.size())));
      cells.back().subject = subject;
    }
    return Release(month, month + "-20T00:00:00Z", cells);
  };
  auto store = Store::Open(":memory:");
  const auto repeats = [&store] {
    return timeline::Transaction(store, make::At("2025-09-01")).RepeatsMonthBefore("customs");
  };
  Poll(store, "customs", {edition("2025-05", 1)}, "2025-06-20T00:00:00Z");
  CHECK_FALSE(repeats());
  Poll(store, "customs", {edition("2025-06", 1)}, "2025-07-20T00:00:00Z");
  CHECK(repeats());
  Poll(store, "customs", {edition("2025-07", 2)}, "2025-08-20T00:00:00Z");
  CHECK_FALSE(repeats());  // the first cell is the same, the others are not
  const timeline::Transaction transaction(store, make::At("2025-09-01"));
  CHECK(transaction.LastPeriodOf("customs") == "2025-07-31");
  CHECK(transaction.LastPeriodOf("nobody").empty());
}

TEST_CASE("A figure is explained by the steps of its cell and by all that was published for it",
          "[timeline][observations]") {
  auto store = Store::Open(":memory:");
  auto first = Tonnes("2025-05", 5860, 5);
  first.status = "preliminary";
  first.steps = {"printed: 5,860 in table 1, row 7, column '5 Quantity'", "unit: 'Ton' is 1 t"};
  auto revised = Tonnes("2025-05", 5914.6);
  revised.steps = {"printed: 5,914.6 in table 1, row 9, column '5 Quantity'"};
  const auto older = Tonnes("2025-05", 5800, 5);
  Poll(store, "express", {Release("may", "2025-06-09", {first})}, "2025-06-09T04:00:00Z");
  Poll(store, "bulletin", {Release("may-final", "2025-06-18", {revised})}, "2025-06-18T04:00:00Z");
  Poll(store, "archive", {Release("old", "2025-06-01", {older})}, "2025-06-19T04:00:00Z");
  timeline::TimelineFilter filter;
  filter.kind = "quantity";
  const auto explained = store.Explain(make::Lines(store.Timeline(filter), {"id"}).at(0));
  REQUIRE(explained.has_value());
  REQUIRE(explained->mentions.size() == 1);
  CHECK(explained->mentions[0].steps == revised.steps);
  CHECK(explained->mentions[0].vintages ==
        std::vector<std::string>{
            "vintage 1: 5,860 t, preliminary, from express, known from 2025-06-09T04:00:00Z to "
            "2025-06-18T04:00:00Z",
            "vintage 2: 5,914.6 t, from bulletin, stands since 2025-06-18T04:00:00Z",
            "vintage 3: 5,800 t, from archive, read 2025-06-19T04:00:00Z, older than what stood"});
}
