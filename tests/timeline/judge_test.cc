#include <algorithm>

#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

using make::Change;
using make::News;
using make::Poll;
using make::Quantity;
using rules::Basis;
using timeline::Store;

timeline::ReadDocument Article() {
  return News("story", "2025-07-14T09:00:00Z",
              {Quantity({7742, 0.5}, "2025-06"), Change({60.3, 0.05}, Basis::kYoy, "2025-06"),
               Change({30.8, 0.05}, Basis::kMom, "2025-06")});
}

std::vector<std::string> ClaimsOf(const Store& store) {
  return make::Lines(store.Claims({}), {"kind", "value", "basis", "verdict", "working"});
}

const std::vector<std::string> kJudged{
    "quantity|7742.2|-|agrees|the series says 7,742.2 t; the claim says 7,742 t",
    "change|60.3|yoy|agrees|7,742.2 t / (29,095.2 t − 24,266.5 t) − 1 = +60.3 %; "
    "the claim says +60.3 %",
    "change|30.8|mom|differs|7,742.2 t / 5,864.6 t − 1 = +32.0 %; "
    "the claim says +30.8 % (1.2 points too low)"};

std::vector<std::string> Sorted(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

TEST_CASE("Claims are judged when the customs were first", "[timeline][judge]") {
  auto store = Store::Open(":memory:");
  // Six cells each, all new.
  CHECK(Poll(store, "customs", {make::MayRelease()}, "2025-06-09T04:00:00Z").size() == 6);
  CHECK(Poll(store, "customs", {make::JuneRelease()}, "2025-07-14T04:00:00Z").size() == 6);
  CHECK(store.Claims({}).rows.empty());
  // Two new changes, and the June figure that the article repeats.
  CHECK(Poll(store, "wire", {Article()}, "2025-07-14T10:00:00Z").size() == 3);
  CHECK(Sorted(ClaimsOf(store)) == Sorted(kJudged));
}

TEST_CASE("Claims are judged when the press was first", "[timeline][judge]") {
  auto store = Store::Open(":memory:");
  const auto told = Poll(store, "wire", {Article()}, "2025-07-14T02:00:00Z");
  CHECK(told.size() == 3);
  CHECK(make::Lines(store.Claims({}), {"verdict"}) ==
        std::vector<std::string>{"unchecked", "unchecked", "unchecked"});

  // May alone answers none of the three.
  CHECK(Poll(store, "customs", {make::MayRelease()}, "2025-07-14T03:00:00Z").size() == 6);
  // Six cells, one of which the press has told; three claims get their verdict.
  const auto judged = Poll(store, "customs", {make::JuneRelease()}, "2025-07-14T04:00:00Z");
  CHECK(judged.size() == 5 + 3);
  CHECK(std::includes(judged.begin(), judged.end(), told.begin(), told.end()));
  CHECK(Sorted(ClaimsOf(store)) == Sorted(kJudged));
}

TEST_CASE("The figure of the press and of the customs is one entry, and official",
          "[timeline][judge]") {
  for (const bool press_first : {true, false}) {
    auto store = Store::Open(":memory:");
    const auto article = News("a", "2025-07-14", {Quantity({7742, 0.5}, "2025-06")});
    if (press_first)
      Poll(store, "wire", {article}, "2025-07-14T04:00:00Z");
    Poll(store, "customs", {make::JuneRelease()}, "2025-07-14T05:00:00Z");
    if (!press_first)
      Poll(store, "wire", {article}, "2025-07-14T06:00:00Z");
    timeline::TimelineFilter june;
    june.kind = "quantity";
    june.where = "period = '2025-06'";
    CHECK(make::Lines(store.Timeline(june), {"value", "mentions", "is_official", "verdict"}) ==
          std::vector<std::string>{"7742.2|2|1|agrees"});
  }
}

TEST_CASE("A hint and the official value stand beside the claim that differs",
          "[timeline][judge]") {
  auto store = Store::Open(":memory:");
  Poll(store, "customs", {make::MayRelease(), make::JuneRelease()}, "2025-07-14T04:00:00Z");
  Poll(store, "wire", {Article()}, "2025-07-14T10:00:00Z");
  timeline::ClaimsFilter differing;
  differing.verdict = "differs";
  const auto claims = store.Claims(differing);
  REQUIRE(claims.rows.size() == 1);
  CHECK(std::get<double>(make::At(claims, 0, "official")) == Approx(32.0).margin(0.05));
  CHECK(make::TextOf(make::At(claims, 0, "series")) == "CN/export/rare-earths/quantity");
  CHECK(
      make::TextOf(make::At(claims, 0, "hint")).starts_with("would agree with the rise in value"));
  differing.subject = "gallium";
  CHECK(store.Claims(differing).rows.empty());
}

TEST_CASE("Judge returns nothing for what it returned before", "[timeline][judge]") {
  auto store = Store::Open(":memory:");
  Poll(store, "customs", {make::MayRelease(), make::JuneRelease()}, "2025-07-14T04:00:00Z");
  Poll(store, "wire", {Article()}, "2025-07-14T10:00:00Z");
  CHECK(Poll(store, "wire", {Article()}, "2025-07-14T10:15:00Z").empty());
  auto copy = Article();
  copy.document.guid = "syndicated";
  CHECK(Poll(store, "other-wire", {copy}, "2025-07-14T11:00:00Z").empty());
  CHECK(make::Lines(store.Claims({}), {"mentions"}).front() != "1");
}

TEST_CASE("A revision turns the verdict of a claim that leans on it", "[timeline][judge]") {
  auto store = Store::Open(":memory:");
  Poll(store, "customs", {make::MayRelease(), make::JuneRelease()}, "2025-07-14T04:00:00Z");
  const auto told =
      Poll(store, "wire", {News("a", "2025-07-14", {Change({30.8, 0.05}, Basis::kMom, "2025-06")})},
           "2025-07-14T10:00:00Z");
  REQUIRE(told.size() == 1);
  // 7,742.2 / 5,919.1 is +30.8 %.
  const auto revised =
      Poll(store, "customs",
           {make::Release("may-final", "2025-07-18", {make::Tonnes("2025-05", 5919.1)})},
           "2025-07-18T04:00:00Z");
  CHECK(std::count(revised.begin(), revised.end(), told.front()) == 1);
  CHECK(make::Lines(store.Claims({}), {"verdict"}) == std::vector<std::string>{"agrees"});

  timeline::TimelineFilter before;
  before.kind = "change";
  before.as_of = make::At("2025-07-17T00:00:00Z");
  CHECK(make::Lines(store.Timeline(before), {"verdict"}) == std::vector<std::string>{"differs"});
}

TEST_CASE("A claim that is edited away loses its verdict", "[timeline][judge]") {
  auto store = Store::Open(":memory:");
  Poll(store, "customs", {make::MayRelease(), make::JuneRelease()}, "2025-07-14T04:00:00Z");
  Poll(store, "wire", {Article()}, "2025-07-14T10:00:00Z");
  auto edited = News("story", "2025-07-14T09:00:00Z", {Change({32, 0.5}, Basis::kMom, "2025-06")});
  const auto touched = Poll(store, "wire", {edited}, "2025-07-14T12:00:00Z");
  CHECK(touched.size() == 2);  // the claim, and its correction
  CHECK(make::Lines(store.Claims({}), {"value", "verdict"}) ==
        std::vector<std::string>{"32|agrees"});
}
