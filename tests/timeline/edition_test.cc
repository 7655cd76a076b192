#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

using make::Release;
using make::Tonnes;
using make::Yuan;
using timeline::Alarm;
using timeline::Store;

std::vector<std::string> AlarmsOf(Store& store, std::string_view source,
                                  const std::vector<timeline::ReadDocument>& documents,
                                  std::string_view now) {
  timeline::Transaction transaction(store, make::At(now));
  transaction.Add(make::Source(source), make::Page(now), documents);
  transaction.Judge();
  std::vector<std::string> alarms;
  for (const Alarm& alarm : transaction.TakeAlarms())
    alarms.push_back(std::string(ToText(alarm.kind)) + ": " + alarm.detail);
  transaction.Commit();
  return alarms;
}

rules::Observation Dollars(std::string_view period, double value) {
  rules::Observation cell = Yuan(period, value);
  cell.unit = "USD";
  return cell;
}

}  // namespace

TEST_CASE("A total that does not follow from the edition before is an alarm",
          "[timeline][edition]") {
  struct Case {
    double total;
    double month;
    std::vector<std::string> alarms;
  };
  const Case cases[] = {
      {32569.2, 7742.2, {}},
      // Three roundings of 0.05.
      {32569.3, 7742.2, {}},
      {32600.0,
       7742.2,
       {"totals-differ: CN/export/rare-earths/quantity: 2025-01/2025-06 is 32,600.0 t, but "
        "2025-01/2025-05 and 2025-06 make 32,569.2 t (1 of 1 totals)"}},
      {32569.2,
       7724.2,
       {"totals-differ: CN/export/rare-earths/quantity: 2025-01/2025-06 is 32,569.2 t, but "
        "2025-01/2025-05 and 2025-06 make 32,551.2 t (1 of 1 totals)"}}};
  for (const Case& c : cases) {
    auto store = Store::Open(":memory:");
    CHECK(AlarmsOf(store, "customs", {make::MayRelease()}, "2025-06-09T04:00:00Z").empty());
    CHECK(AlarmsOf(store, "customs",
                   {Release("june", "2025-07-14",
                            {Tonnes("2025-06", c.month), Tonnes("2025-01/2025-06", c.total)})},
                   "2025-07-14T04:00:00Z") == c.alarms);
  }
}

TEST_CASE("A total is held against the one before as the same edition revises it",
          "[timeline][edition]") {
  auto store = Store::Open(":memory:");
  AlarmsOf(store, "customs", {make::MayRelease()}, "2025-06-09T04:00:00Z");
  CHECK(AlarmsOf(store, "customs",
                 {Release("june", "2025-07-14",
                          {Tonnes("2025-01/2025-05", 24857.8), Tonnes("2025-06", 7742.2),
                           Tonnes("2025-01/2025-06", 32600)})},
                 "2025-07-14T04:00:00Z")
            .empty());
}

TEST_CASE("Totals of another beginning, and months that stand alone, are not compared",
          "[timeline][edition]") {
  auto store = Store::Open(":memory:");
  AlarmsOf(store, "customs", {make::MayRelease()}, "2025-06-09T04:00:00Z");
  CHECK(AlarmsOf(store, "customs",
                 {Release("june", "2025-07-14",
                          {Tonnes("2025-06", 7742.2), Tonnes("2025-04/2025-06", 20000),
                           Tonnes("2025-01/2025-07", 1)})},
                 "2025-07-14T04:00:00Z")
            .empty());
  // A fiscal year from April.
  AlarmsOf(store, "fiscal", {Release("a", "2025-07-15", {Tonnes("2025-04/2025-05", 10)})},
           "2025-07-15T04:00:00Z");
  const auto alarms = AlarmsOf(
      store, "fiscal",
      {Release("b", "2025-08-15", {Tonnes("2025-06", 7742.2), Tonnes("2025-04/2025-06", 15)})},
      "2025-08-15T04:00:00Z");
  REQUIRE(alarms.size() == 1);
  CHECK(
      alarms.front().starts_with("totals-differ: CN/export/rare-earths/quantity: 2025-04/2025-06 "
                                 "is 15.0 t, but 2025-04/2025-05 and 2025-06 make 7,752.2 t"));
}

TEST_CASE("Editions of one month in two currencies carry equal quantities", "[timeline][edition]") {
  const auto june = [](double tonnes, const rules::Observation& money) {
    return Release("june-" + money.unit, "2025-07-14", {Tonnes("2025-06", tonnes), money});
  };
  auto store = Store::Open(":memory:");
  CHECK(AlarmsOf(store, "customs", {june(7742.2, Yuan("2025-06", 170e6))}, "2025-07-14T04:00:00Z")
            .empty());
  CHECK(AlarmsOf(store, "customs-usd", {june(7742.2, Dollars("2025-06", 23.7e6))},
                 "2025-07-14T05:00:00Z")
            .empty());
  auto other = Store::Open(":memory:");
  AlarmsOf(other, "customs", {june(7742.2, Yuan("2025-06", 170e6))}, "2025-07-14T04:00:00Z");
  CHECK(AlarmsOf(other, "customs-usd", {june(7724.2, Dollars("2025-06", 23.7e6))},
                 "2025-07-14T05:00:00Z") ==
        std::vector<std::string>{
            "editions-differ: CN/export/rare-earths/quantity 2025-06: 7,724.2 t in the edition in "
            "USD, 7,742.2 t in that in CNY"});
  // A month later the same figure is a revision, and no contradiction.
  auto later = Store::Open(":memory:");
  AlarmsOf(later, "customs", {june(7742.2, Yuan("2025-06", 170e6))}, "2025-07-14T04:00:00Z");
  CHECK(AlarmsOf(later, "customs-usd",
                 {Release("july", "2025-08-14",
                          {Tonnes("2025-06", 7724.2), Tonnes("2025-07", 6000),
                           Dollars("2025-07", 20e6)})},
                 "2025-08-14T05:00:00Z")
            .empty());
}

TEST_CASE("Editions are compared as they stand, also where one repeats the figures of the other",
          "[timeline][edition]") {
  const auto june = [](double tonnes, const rules::Observation& money) {
    return Release("june-" + money.unit, "2025-07-14", {Tonnes("2025-06", tonnes), money});
  };
  auto store = Store::Open(":memory:");
  AlarmsOf(store, "cny", {june(7742.2, Yuan("2025-06", 170e6))}, "2025-07-14T04:00:00Z");
  AlarmsOf(store, "usd", {june(7742.2, Dollars("2025-06", 23.7e6))}, "2025-07-14T05:00:00Z");
  const auto revised =
      AlarmsOf(store, "cny", {june(7642.2, Yuan("2025-06", 170e6))}, "2025-07-14T06:00:00Z");
  CHECK(revised == std::vector<std::string>{
                       "editions-differ: CN/export/rare-earths/quantity 2025-06: 7,642.2 t in the "
                       "edition in CNY, 7,742.2 t in that in USD"});
  // It stands only until the other edition follows.
  CHECK(AlarmsOf(store, "usd", {june(7642.2, Dollars("2025-06", 23.7e6))}, "2025-07-14T07:00:00Z")
            .empty());
  CHECK(AlarmsOf(store, "usd", {june(7624.2, Dollars("2025-06", 23.7e6))}, "2025-07-14T08:00:00Z")
            .size() == 1);
  // At a stable address the next month is a new version: what it revises of this one is no
  // contradiction of an edition that does not print it again.
  const auto july = [](const rules::Observation& money, std::vector<rules::Observation> cells) {
    cells.push_back(money);
    return Release("june-" + money.unit, "2025-08-14", cells);
  };
  CHECK(AlarmsOf(store, "usd", {july(Dollars("2025-07", 20e6), {Tonnes("2025-07", 6000)})},
                 "2025-08-14T04:00:00Z")
            .empty());
  CHECK(AlarmsOf(store, "cny",
                 {july(Yuan("2025-07", 150e6), {Tonnes("2025-06", 7000), Tonnes("2025-07", 6000)})},
                 "2025-08-14T05:00:00Z")
            .empty());
}

namespace {

// An edition of June with four goods' quantities and a value in some currency.
timeline::ReadDocument Four(std::string_view guid, const std::vector<double>& tonnes,
                            const rules::Observation& money, std::string_view status = {}) {
  std::vector<rules::Observation> cells = {money};
  for (std::size_t i = 0; i < tonnes.size(); ++i) {
    cells.push_back(Tonnes("2025-06", tonnes[i]));
    cells.back().subject = "good-" + std::to_string(i);
    cells.back().status = status;
  }
  return Release(guid, "2025-07-14", cells);
}

struct Outcome {
  std::vector<std::string> refused;
  std::vector<std::string> alarms;
};

Outcome Add(Store& store, std::string_view source, const timeline::ReadDocument& edition,
            std::string_view now) {
  timeline::Transaction transaction(store, make::At(now));
  Outcome outcome;
  for (const timeline::RefusedEdition& refused :
       transaction.Add(make::Source(source), make::Page(now), std::vector{edition}))
    outcome.refused.push_back(refused.why);
  transaction.Judge();
  for (const Alarm& alarm : transaction.TakeAlarms())
    outcome.alarms.push_back(std::string(ToText(alarm.kind)));
  transaction.Commit();
  return outcome;
}

std::string Count(Store& store) {
  return std::to_string(store.Series({.key = "*", .as_of = {}, .vintages = true}).rows.size());
}

}  // namespace

TEST_CASE("An edition of which most quantities contradict the other currency's is refused whole",
          "[timeline][edition]") {
  struct Case {
    const char* what;
    std::vector<double> tonnes;
    std::string status;
    bool refused;
    std::vector<std::string> alarms;
  };
  const Case cases[] = {{"equal", {10, 20, 30, 40}, "", false, {}},
                        {"one revised unprinted", {10, 20, 30, 41}, "", false, {"editions-differ"}},
                        {"half of them", {10, 20, 31, 41}, "", false, {"editions-differ"}},
                        {"most of them", {10, 21, 31, 41}, "", true, {}},
                        {"another month's file", {5, 6, 7, 8}, "", true, {}},
                        {"another vintage", {5, 6, 7, 8}, "final", false, {"editions-differ"}}};
  for (const Case& c : cases) {
    CAPTURE(c.what);
    auto store = Store::Open(":memory:");
    Add(store, "cny", Four("june-cny", {10, 20, 30, 40}, Yuan("2025-06", 170e6)),
        "2025-07-14T04:00:00Z");
    const auto usd =
        Add(store, "usd", Four("june-usd", c.tonnes, Dollars("2025-06", 23.7e6), c.status),
            "2025-07-14T05:00:00Z");
    CHECK(usd.refused.empty() == !c.refused);
    CHECK(usd.alarms == c.alarms);
    if (c.refused)
      CHECK(Count(store) == "5");
  }
}

TEST_CASE("A refused edition says how much contradicts, and an edition corrected at large comes in",
          "[timeline][edition]") {
  auto store = Store::Open(":memory:");
  Add(store, "cny", Four("june-cny", {10, 20, 30, 40}, Yuan("2025-06", 170e6)),
      "2025-07-14T04:00:00Z");
  CHECK(Add(store, "usd", Four("june-usd", {10, 21, 31, 41}, Dollars("2025-06", 23.7e6)),
            "2025-07-14T05:00:00Z")
            .refused ==
        std::vector<std::string>{
            "3 of 4 quantities are not those of the edition in another currency that is on the "
            "timeline: CN/export/good-1/quantity 2025-06 is 21.0 t here and 20.0 t there"});
  CHECK(Add(store, "usd", Four("june-usd", {10, 20, 30, 40}, Dollars("2025-06", 23.7e6)),
            "2025-07-14T06:00:00Z")
            .refused.empty());
  // Both were right to be believed; what the publisher corrects now is told by an alarm.
  const auto corrected = Add(store, "cny", Four("june-cny", {1, 2, 3, 4}, Yuan("2025-06", 170e6)),
                             "2025-07-15T04:00:00Z");
  CHECK(corrected.refused.empty());
  CHECK(corrected.alarms == std::vector<std::string>{"editions-differ"});
  // Another month of the other currency is no contradiction.
  auto july = Four("july-usd", {5, 6, 7, 8}, Dollars("2025-07", 20e6));
  CHECK(Add(store, "usd", july, "2025-08-14T04:00:00Z").refused.empty());
}

TEST_CASE("A month far from all months before it is an alarm", "[timeline][edition]") {
  struct Case {
    const char* what;
    std::vector<std::pair<std::string, double>> before;
    double now;
    std::string partner;
    std::vector<std::string> alarms;
  };
  const std::vector<std::pair<std::string, double>> steady = {
      {"2024-12", 5000}, {"2025-01", 7000}, {"2025-02", 4000},
      {"2025-03", 6000}, {"2025-04", 5500}, {"2025-05", 5864.6}};
  const auto told = [](const std::string& month, const std::string& before) {
    return std::vector<std::string>{"unlikely-figure: CN/export/rare-earths/quantity 2025-06 is " +
                                    month + " t, the months before were " + before + " t"};
  };
  const Case cases[] = {
      {"as always", steady, 7742.2, "", {}},
      {"in kilograms", steady, 7742200, "", told("7,742,200.0", "4,000 to 7,000")},
      {"in thousands", steady, 7.7, "", told("7.7", "4,000 to 7,000")},
      {"tenfold", steady, 77422, "", {}},
      {"after one month", {{"2025-05", 5864.6}}, 7742200, "", told("7,742,200.0", "5,864.6")},
      {"nothing before", {}, 7742200, "", {}},
      {"none this month", steady, 0, "", {}},
      {"years ago", {{"2020-01", 5}}, 7742.2, "", {}},
      {"unsteady", {{"2025-04", 2}, {"2025-05", 4000}}, 7742200, "", {}},
      {"too small to tell", {{"2025-05", 0.1}}, 7742.2, "", {}},
      {"a partner's second month", {{"2025-05", 5}}, 7742.2, "VN", {}}};
  for (const Case& c : cases) {
    CAPTURE(c.what);
    auto store = Store::Open(":memory:");
    const auto cell = [&c](const std::string& month, double value) {
      rules::Observation one = Tonnes(month, value);
      one.partner = c.partner;
      return one;
    };
    for (const auto& [month, value] : c.before)
      AlarmsOf(store, "customs", {Release(month, month + "-20", {cell(month, value)})},
               month + "-20T04:00:00Z");
    CHECK(AlarmsOf(store, "customs", {Release("june", "2025-07-14", {cell("2025-06", c.now)})},
                   "2025-07-14T04:00:00Z") == c.alarms);
  }
}

TEST_CASE("A refused edition of an index page is owed, and comes in when it is corrected",
          "[timeline][edition]") {
  auto store = Store::Open(":memory:");
  Add(store, "cny", Four("june-cny", {10, 20, 30, 40}, Yuan("2025-06", 170e6)),
      "2025-07-14T04:00:00Z");
  const auto read_from = [](timeline::ReadDocument edition, std::string_view now) {
    edition.document.url = "https://customs.example/june-usd.html";
    edition.document.text = "June 2025 (in USD)";
    edition.article.page = make::Page(now);
    return edition;
  };
  auto wrong = read_from(Four("june-usd", {10, 21, 31, 41}, Dollars("2025-06", 23.7e6)),
                         "2025-07-14T05:00:00Z");
  CHECK(Add(store, "usd", wrong, "2025-07-14T05:00:00Z").refused.size() == 1);
  CHECK(Count(store) == "5");

  // Ten minutes after the first try it is asked for again; nothing of its words is kept.
  CHECK(store.WaitingForArticles("usd", make::At("2025-07-14T05:09:59Z")).empty());
  const auto waiting = store.WaitingForArticles("usd", make::At("2025-07-14T05:10:00Z"));
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].owed.tries == 1);
  CHECK(waiting[0].document.guid == "june-usd");
  CHECK(waiting[0].document.text.empty());

  // Refused once more: one try more, and twice the wait.
  wrong.article.completes = waiting[0].owed.document;
  CHECK(Add(store, "usd", wrong, "2025-07-14T05:10:00Z").refused.size() == 1);
  CHECK(store.WaitingForArticles("usd", make::At("2025-07-14T05:29:59Z")).empty());
  REQUIRE(store.WaitingForArticles("usd", make::At("2025-07-14T05:30:00Z")).size() == 1);

  auto right = read_from(Four("june-usd", {10, 20, 30, 40}, Dollars("2025-06", 23.7e6)),
                         "2025-07-14T05:30:00Z");
  right.article.completes = waiting[0].owed.document;
  CHECK(Add(store, "usd", right, "2025-07-14T05:30:00Z").refused.empty());
  CHECK(store.WaitingForArticles("usd", make::At("2025-07-15T05:30:00Z")).empty());
  CHECK(Count(store) == "6");
}
