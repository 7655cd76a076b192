#include "daemon/timeline/entries.h"

#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

using make::At;
using make::Event;
using make::News;
using make::Poll;
using make::Quantity;
using rules::EventType;
using timeline::Telling;

Telling NumberOf(double value, double tolerance) {
  Telling telling;
  telling.value = value;
  telling.tolerance = tolerance;
  return telling;
}

Telling EventOf(std::string_view actor, std::string_view date, std::string_view told) {
  Telling telling;
  telling.actor = actor;
  telling.date = date;
  telling.told_at = At(told).time_since_epoch().count();
  return telling;
}

// The entries that two facts told by two documents make.
std::size_t EntriesOf(const rules::Fact& one, const rules::Fact& other,
                      std::string_view other_published = "2025-07-15") {
  auto store = timeline::Store::Open(":memory:");
  Poll(store, "english", {News("a", "2025-07-14", {one})}, "2025-07-14T08:00:00Z");
  Poll(store, "chinese", {News("b", other_published, {other})}, "2025-07-15T08:00:00Z");
  return store.Timeline({}).rows.size();
}

}  // namespace

TEST_CASE("Two numbers are one where the ranges of their rounding overlap", "[timeline][entries]") {
  struct Case {
    Telling one, other;
    bool is_same;
  };
  const Case cases[] = {{NumberOf(7742.2, 0.05), NumberOf(7742.2, 0.05), true},
                        {NumberOf(7742.2, 0.05), NumberOf(7742, 0.5), true},
                        {NumberOf(7742.2, 0.05), NumberOf(7700, 50), true},
                        {NumberOf(13.69, 0.005), NumberOf(14, 0.5), true},
                        {NumberOf(1, 0), NumberOf(1, 0), true},
                        {NumberOf(0.1 + 0.2, 0), NumberOf(0.3, 0), true},
                        {NumberOf(30.8, 0.05), NumberOf(30.9, 0.05), false},
                        {NumberOf(30.8, 0.05), NumberOf(32.0, 0.05), false},
                        {NumberOf(30.8, 0.05), NumberOf(-30.8, 0.05), false},
                        {NumberOf(7742.2, 0.05), NumberOf(7743, 0.5), false},
                        {NumberOf(1, 0), NumberOf(2, 0), false},
                        {NumberOf(1, 0), Telling{}, false}};
  for (const Case& c : cases) {
    CAPTURE(c.one.value.value_or(0), c.other.value.value_or(0));
    CHECK(timeline::SameNumber(c.one, c.other) == c.is_same);
    CHECK(timeline::SameNumber(c.other, c.one) == c.is_same);
  }
}

TEST_CASE("Two events are one where actor and date are compatible", "[timeline][entries]") {
  struct Case {
    Telling one, other;
    bool is_same;
  };
  const Case cases[] = {
      {EventOf("CN.MSS", "2025-07-18", "2025-07-18"), EventOf("CN.MSS", "2025-07-18", "2025-07-30"),
       true},
      {EventOf("CN.MSS", "2025-07-18", "2025-07-18"), EventOf("CN", "2025-07-18", "2025-07-18"),
       true},
      {EventOf("CN.MOFCOM", "2025-04-04", "2025-04-04"), EventOf("CN", "2025-04", "2025-07-18"),
       true},
      {EventOf("CN.MOFCOM", "2025-04-04", "2025-04-04"), EventOf("CN", "2025", "2025-07-18"), true},
      {EventOf("CN", "", "2025-07-18"), EventOf("CN", "", "2025-07-25"), true},
      {EventOf("CN", "2025-07-18", "2025-07-18"), EventOf("CN", "", "2025-07-20"), true},
      {EventOf("Ford", "2025-05", "2025-05-20"), EventOf("Ford", "2025-05", "2025-05-21"), true},
      {EventOf("CN.MSS", "2025-07-18", "2025-07-18"),
       EventOf("CN.MOFCOM", "2025-07-18", "2025-07-18"), false},
      {EventOf("CN", "2025-07-18", "2025-07-18"), EventOf("US", "2025-07-18", "2025-07-18"), false},
      {EventOf("CN", "2025-07-18", "2025-07-18"), EventOf("CN", "2025-07-19", "2025-07-19"), false},
      {EventOf("CN", "2025-04", "2025-07-18"), EventOf("CN", "2025-05-04", "2025-07-18"), false},
      {EventOf("CN", "", "2025-07-18"), EventOf("CN", "", "2025-07-26"), false},
      {EventOf("CN", "2025-04-04", "2025-07-18"), EventOf("CN", "", "2025-07-20"), false},
      {EventOf("CN", "2025-04-04", "2025-07-18"), EventOf("", "2025-04-04", "2025-07-20"), false},
      {EventOf("St. Joe", "2025-05", "2025-05-20"), EventOf("St", "2025-05", "2025-05-21"), false}};
  for (const Case& c : cases) {
    CAPTURE(c.one.actor, c.one.date, c.other.actor, c.other.date);
    CHECK(timeline::SameEvent(c.one, c.other) == c.is_same);
    CHECK(timeline::SameEvent(c.other, c.one) == c.is_same);
  }
}

TEST_CASE("The same fact in two languages is one entry with two mentions", "[timeline][entries]") {
  auto store = timeline::Store::Open(":memory:");
  auto english = News("en-1", "2025-07-14T05:00:00Z", {Quantity({7742, 0.5}, "2025-06")});
  english.document.language = "en";
  auto chinese = News("zh-1", "2025-07-14T04:00:00Z", {Quantity({7742.2, 0.05}, "2025-06")});
  chinese.document.language = "zh";
  CHECK(Poll(store, "english", {english}, "2025-07-14T06:00:00Z").size() == 1);
  CHECK(Poll(store, "chinese", {chinese}, "2025-07-14T07:00:00Z").empty());

  // The most precise value; told first by the Chinese item, although it was polled later.
  CHECK(make::Lines(store.Timeline({}),
                    {"value", "mentions", "source", "first_told", "first_known"}) ==
        std::vector<std::string>{"7742.2|2|chinese|2025-07-14T04:00:00Z|2025-07-14T06:00:00Z"});
}

TEST_CASE("Facts that differ in any key are entries of their own", "[timeline][entries]") {
  const rules::Fact fact = Quantity({7742.2, 0.05}, "2025-06");
  CHECK(EntriesOf(fact, fact) == 1);

  std::vector<rules::Fact> others(7, fact);
  others[0].subject = "rare-earth-magnets";
  others[1].flow = rules::Flow::kImport;
  others[2].period = make::In("2025-05");
  others[3].reporter = "";
  others[4].partner = "US";
  others[5].what = rules::Money{{7742.2, 0.05}, "CNY"};
  others[6].what = rules::Quantity{{7743.2, 0.05}};
  for (const rules::Fact& other : others) {
    CAPTURE(ToText(other));
    CHECK(EntriesOf(fact, other) == 2);
  }

  const rules::Fact yoy = make::Change({60.3, 0.05}, rules::Basis::kYoy, "2025-06");
  rules::Fact mom = make::Change({60.3, 0.05}, rules::Basis::kMom, "2025-06");
  rules::Fact money = yoy;
  money.what = rules::Change{{60.3, 0.05}, rules::Measure::kMoney, rules::Basis::kYoy};
  CHECK(EntriesOf(yoy, yoy) == 1);
  CHECK(EntriesOf(yoy, mom) == 2);
  CHECK(EntriesOf(yoy, money) == 2);
}

TEST_CASE("A number without a period is the same for a fortnight", "[timeline][entries]") {
  const rules::Fact fact = Quantity({100, 0.5}, "");
  CHECK(EntriesOf(fact, fact, "2025-07-28") == 1);
  CHECK(EntriesOf(fact, fact, "2025-06-30") == 1);
  CHECK(EntriesOf(fact, fact, "2025-07-29") == 2);
}

TEST_CASE("A coarse number joins the nearest of the precise ones", "[timeline][entries]") {
  auto store = timeline::Store::Open(":memory:");
  Poll(store, "wire",
       {News("a", "2025-07-14", {Quantity({7690.4, 0.05}, "2025-06")}),
        News("b", "2025-07-14", {Quantity({7742.2, 0.05}, "2025-06")}),
        News("c", "2025-07-14", {Quantity({7740, 100}, "2025-06")})},
       "2025-07-14T06:00:00Z");
  CHECK(make::Lines(store.Timeline({}), {"value", "mentions"}) ==
        std::vector<std::string>{"7690.4|1", "7742.2|2"});
}

TEST_CASE("An entry shows the most telling actor and date of an event", "[timeline][entries]") {
  auto store = timeline::Store::Open(":memory:");
  auto control = Event(EventType::kExportControl, "CN.MOFCOM", "2025-04-04");
  std::get<rules::Event>(control.what).mast = "P33";
  Poll(store, "wire",
       {News("a", "2025-06-10", {Event(EventType::kExportControl, "CN", "2025-04")}),
        News("b", "2025-06-12", {control}),
        News("c", "2025-06-14", {Event(EventType::kEasing, "CN", "2025-04")})},
       "2025-07-14T06:00:00Z");
  CHECK(make::Lines(store.Timeline({}),
                    {"type", "actor", "date", "period_from", "mast", "mentions", "first_told"}) ==
        std::vector<std::string>{
            "easing|CN|2025-04|2025-04-01|-|1|2025-06-14T00:00:00Z",
            "export-control|CN.MOFCOM|2025-04-04|2025-04-04|P33|2|2025-06-10T00:00:00Z"});
}

TEST_CASE("One document that says a thing twice is one mention", "[timeline][entries]") {
  make::TempDir dir;
  {
    auto store = timeline::Store::Open(dir / "t.db");
    Poll(store, "wire",
         {News("a", "2025-07-14",
               {Quantity({7742, 0.5}, "2025-06"), Quantity({7742.2, 0.05}, "2025-06")})},
         "2025-07-14T06:00:00Z");
  }
  CHECK(make::Ask(dir / "t.db", "SELECT value, mentions FROM timeline") ==
        std::vector<std::string>{"7742.2|1"});
  CHECK(make::Ask(dir / "t.db", "SELECT value, entry FROM facts ORDER BY id") ==
        std::vector<std::string>{"7742|1", "7742.2|1"});
}

TEST_CASE("A number finds its entry among many of the same keys", "[timeline][entries]") {
  auto store = timeline::Store::Open(":memory:");
  std::vector<timeline::ReadDocument> page;
  for (int i = 0; i < 300; ++i)
    page.push_back(
        make::News("n" + std::to_string(i), "", {make::Quantity({100.0 + i, 0.05}, "2025-06")}));
  // One so coarse that the way to it is wide.
  page.push_back(make::News("coarse", "", {make::Quantity({5000, 500}, "2025-06")}));
  make::Poll(store, "wire", page, "2025-07-14T10:00:00Z");
  const auto entries = [&] { return store.Timeline({}).rows.size(); };
  CHECK(entries() == 301);
  struct Case {
    rules::Amount amount;
    std::size_t entries;
  };
  const Case cases[] = {{{250, 0.5}, 301},     {{250.04, 0.005}, 301}, {{250.5, 0.05}, 302},
                        {{4600, 50}, 302},     {{4400, 50}, 303},      {{-250, 0.05}, 304},
                        {{399.05, 0.05}, 304}, {{1e9, 0.5}, 305}};
  int at = 0;
  for (const Case& c : cases) {
    CAPTURE(c.amount.value);
    make::Poll(store, "paper",
               {make::News("p" + std::to_string(at++), "", {make::Quantity(c.amount, "2025-06")})},
               "2025-07-15T10:00:00Z");
    CHECK(entries() == c.entries);
  }
}
