#include "daemon/timeline/correction.h"

#include <fmt/format.h>

#include "daemon/timeline/store.h"
#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

using make::At;
using make::Lines;
using make::Quantity;
using make::TextOf;
using timeline::Store;

// A document whose sentences tell its facts: "Exports were 7742.2 of it."
timeline::ReadDocument Saying(const std::vector<std::string>& sentences,
                              std::vector<rules::Fact> facts) {
  timeline::ReadDocument read = make::News("story", "2025-07-14T09:00:00Z", {});
  read.document.title = "Exports";
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    read.document.text += (i > 0 ? " " : "") + sentences[i];
    if (i >= facts.size())
      continue;
    facts[i].quote = sentences[i].substr(0, sentences[i].size() - 1);
    const auto at = FullText(read.document).find(facts[i].quote);
    facts[i].evidence = {at, at + facts[i].quote.size()};
  }
  facts.resize(std::min(facts.size(), sentences.size()));
  read.facts = std::move(facts);
  return read;
}

rules::Fact June(double value, double tolerance = 0.05) {
  return Quantity({value, tolerance}, "2025-06");
}

rules::Fact May(double value) {
  return Quantity({value, 0.05}, "2025-05");
}

rules::Fact Crackdown() {
  return make::Event(rules::EventType::kCrackdown, "CN.MSS", "2025-07-18");
}

const std::vector<std::string> kCorrectionColumns{"type", "was", "value", "period"};

// The corrections on a timeline that saw these texts of one document, a line each.
std::vector<std::string> After(const std::vector<timeline::ReadDocument>& versions) {
  auto store = Store::Open(":memory:");
  int hour = 10;
  for (const timeline::ReadDocument& version : versions)
    make::Poll(store, "wire", {version}, fmt::format("2025-07-14T{}:00:00Z", hour++));
  timeline::TimelineFilter filter;
  filter.kind = "correction";
  return Lines(store.Timeline(filter), kCorrectionColumns);
}

}  // namespace

TEST_CASE("An edit that changes what is told is a correction", "[timeline][correction]") {
  const std::string more = "Nothing else was said by anybody about it on the day.";
  struct Case {
    std::string_view what;
    timeline::ReadDocument before;
    timeline::ReadDocument after;
    std::vector<std::string> told;
  };
  const auto was = Saying({"Exports were 7742.2 t in June.", more}, {June(7742.2)});
  const auto two =
      Saying({"June saw 7742.2 t.", "May saw 5864.6 t.", more}, {June(7742.2), May(5864.6)});
  const auto event = Saying({"The ministry vowed a crackdown.", more}, {Crackdown()});
  const Case cases[] = {
      {"another value",
       was,
       Saying({"Exports were 7724.2 t in June.", more}, {June(7724.2)}),
       {"changed|7742.2|7724.2|2025-06"}},
      {"the same value in other words",
       was,
       Saying({"In June 7742.2 t were exported.", more}, {June(7742.2)}),
       {}},
      {"fewer decimals are the same within rounding",
       was,
       Saying({"Exports were 7742 t in June.", more}, {June(7742, 0.5)}),
       {}},
      {"a figure that is told no more",
       two,
       Saying({"June saw 7742.2 t.", "May was left out.", more}, {June(7742.2)}),
       {"withdrawn|5864.6|-|2025-05"}},
      {"one changed and one withdrawn",
       two,
       Saying({"June saw 7700 t.", "May was left out.", more}, {June(7700)}),
       {"withdrawn|5864.6|-|2025-05", "changed|7742.2|7700|2025-06"}},
      {"a figure that comes is none",
       was,
       Saying({"Exports were 7742.2 t in June.", "In May 5864.6 t.", more},
              {June(7742.2), May(5864.6)}),
       {}},
      {"the sentence stands, only we read it otherwise",
       was,
       Saying({"Exports were 7742.2 t in June.", more + " And more."}, {June(77.4)}),
       {}},
      {"the sentence stands, only we read nothing in it",
       was,
       Saying({"Exports  were 7742.2 t\nin June.", more + " And more."}, {}),
       {}},
      {"the number is told under other keys",
       was,
       Saying({"A quantity of 7742.2 t went abroad.", more}, {Quantity({7742.2, 0.05}, "")}),
       {}},
      {"the feed shows only the beginning",
       two,
       Saying({"June saw 7742.2 t. May..."}, {June(7742.2)}),
       {}},
      {"the feed shows less than a third", two, Saying({"Trade figures."}, {}), {}},
      {"an event that is told no more",
       event,
       Saying({"The ministry vowed nothing at all.", more}, {}),
       {"withdrawn|-|-|-"}},
      {"an event in other words",
       event,
       Saying({"A crackdown was announced by it.", more}, {Crackdown()}),
       {}}};
  for (const Case& c : cases) {
    CAPTURE(c.what);
    CHECK(After({c.before, c.after}) == c.told);
  }
}

TEST_CASE("A correction is told once and stays when the document is edited again",
          "[timeline][correction]") {
  const auto first = Saying({"Exports were 100 t in June."}, {June(100)});
  const auto second = Saying({"Exports were 200 t in June."}, {June(200)});
  auto third = second;
  third.document.title = "Exports, with a new title";
  CHECK(After({first, second, second, third}) ==
        std::vector<std::string>{"changed|100|200|2025-06"});
  CHECK(After({first, second, first}) ==
        std::vector<std::string>{"changed|100|200|2025-06", "changed|200|100|2025-06"});
}

TEST_CASE("Every correction is an entry of its own, and new", "[timeline][correction]") {
  auto store = Store::Open(":memory:");
  const auto first = Saying({"Exports were 100 t in June."}, {June(100)});
  const auto second = Saying({"Exports were 200 t in June."}, {June(200)});
  for (const std::string_view source : {"wire", "paper"}) {
    make::Poll(store, source, {first}, "2025-07-14T10:00:00Z");
    const auto touched = make::Poll(store, source, {second}, "2025-07-14T11:00:00Z");
    timeline::Transaction transaction(store, At("2025-07-14T11:00:00Z"));
    const auto matching =
        transaction.Matching("kind = 'correction' and was = 100", "corrections", touched);
    REQUIRE(matching);
    REQUIRE(matching->size() == 1);
    CHECK(matching->front().source == source);
    CHECK(matching->front().was == 100);
    CHECK(matching->front().value == 200);
    CHECK(matching->front().unit == "t");
  }
}

TEST_CASE("Explain shows both wordings of a correction", "[timeline][correction]") {
  auto store = Store::Open(":memory:");
  make::Poll(store, "wire", {Saying({"Exports were 100 t in June."}, {June(100, 0.5)})},
             "2025-07-14T10:00:00Z");
  make::Poll(store, "wire", {Saying({"Exports were 200 t in June."}, {June(200, 0.5)})},
             "2025-07-14T11:00:00Z");
  timeline::TimelineFilter filter;
  filter.kind = "correction";
  const auto explanation = store.Explain(Lines(store.Timeline(filter), {"id"}).at(0));
  REQUIRE(explanation);
  CHECK(explanation->entry.was == 100);
  REQUIRE(explanation->mentions.size() == 1);
  const auto& mention = explanation->mentions[0];
  CHECK(mention.sentence == "Exports were 200 t in June.");
  CHECK(mention.steps ==
        std::vector<std::string>{"was: quantity 100 t, “Exports were 100 t in June”",
                                 "was told in: Exports were 100 t in June.", "is: 200 t"});
}

TEST_CASE("A correction is neither a claim nor a fact", "[timeline][correction]") {
  make::TempDir dir;
  auto store = Store::Open(dir / "t.db");
  make::Poll(store, "customs", {make::JuneRelease()}, "2025-07-14T04:00:00Z");
  make::Poll(store, "wire", {Saying({"Exports were 100 t in June."}, {June(100)})},
             "2025-07-14T10:00:00Z");
  make::Poll(store, "wire", {Saying({"Exports were 200 t in June."}, {June(200)})},
             "2025-07-14T11:00:00Z");
  CHECK(Lines(store.Claims({}), {"kind", "value", "verdict"}) ==
        std::vector<std::string>{"quantity|200|differs"});
  CHECK(make::Ask(dir / "t.db", "SELECT kind, value FROM facts ORDER BY id") ==
        std::vector<std::string>{"quantity|100", "quantity|200"});
  CHECK(make::Ask(dir / "t.db", "SELECT kind FROM timeline WHERE was IS NOT NULL") ==
        std::vector<std::string>{"correction"});
}
