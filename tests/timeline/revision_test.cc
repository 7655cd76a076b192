#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

using make::Change;
using make::News;
using make::Poll;
using make::Quantity;
using make::Release;
using make::Tonnes;
using rules::Basis;
using timeline::Store;

// May is revised from 5,864.6 t to 5,919.1 t, of which 30.8 % is the rise.
void ReviseMay(Store& store) {
  Poll(store, "customs",
       {Release("may-final", "2025-07-18T03:00:00Z", {Tonnes("2025-05", 5919.1)})},
       "2025-07-18T04:00:00Z");
}

std::vector<std::string> RevisionsOf(const Store& store) {
  timeline::TimelineFilter filter;
  filter.kind = "revision";
  return make::Lines(store.Timeline(filter), {"type", "period", "measure", "was", "value", "unit",
                                              "is_official", "cited", "verdicts_changed"});
}

}  // namespace

TEST_CASE("A revision names who cited the old figure and which verdicts change",
          "[timeline][revision]") {
  auto store = Store::Open(":memory:");
  Poll(store, "customs", {make::MayRelease(), make::JuneRelease()}, "2025-07-14T04:00:00Z");
  Poll(store, "wire",
       {News("a", "2025-07-14",
             {Change({30.8, 0.05}, Basis::kMom, "2025-06"), Quantity({5865, 0.5}, "2025-05"),
              Quantity({7742, 0.5}, "2025-06")})},
       "2025-07-14T10:00:00Z");
  CHECK(RevisionsOf(store).empty());
  ReviseMay(store);
  CHECK(RevisionsOf(store) ==
        std::vector<std::string>{
            "revised|2025-05|quantity|5864.6|5919.1|t|1|wire “words 1”|"
            "wire 5,865 t 2025-05: agrees → differs; wire +30.8 % mom 2025-06: differs → agrees"});
}

TEST_CASE("A claim that cited a figure before its revision is told so", "[timeline][revision]") {
  for (const bool press_first : {true, false}) {
    auto store = Store::Open(":memory:");
    Poll(store, "customs", {make::MayRelease(), make::JuneRelease()}, "2025-07-14T04:00:00Z");
    const auto article =
        News("a", "2025-07-16",
             {Quantity({5865, 0.5}, "2025-05"), Change({32, 0.5}, Basis::kMom, "2025-06")});
    if (press_first)
      Poll(store, "wire", {article}, "2025-07-16T04:00:00Z");
    ReviseMay(store);
    if (!press_first)
      Poll(store, "wire", {article}, "2025-07-19T04:00:00Z");
    CHECK(make::Lines(store.Claims({}), {"kind", "verdict", "hint"}) ==
          std::vector<std::string>{
              "quantity|differs|would agree with the figures before the revision of 2025-07-18: "
              "the series says 5,864.6 t; the claim says 5,865 t",
              "change|differs|would agree with the figures before the revision of 2025-07-18: "
              "7,742.2 t / 5,864.6 t − 1 = +32.0 %; the claim says +32 %"});
  }
}

TEST_CASE("A revision that nobody cited stands alone, and stays after the next one",
          "[timeline][revision]") {
  auto store = Store::Open(":memory:");
  Poll(store, "customs", {make::MayRelease()}, "2025-06-09T04:00:00Z");
  ReviseMay(store);
  Poll(store, "customs", {Release("may-last", "2025-08-18T03:00:00Z", {Tonnes("2025-05", 5920)})},
       "2025-08-18T04:00:00Z");
  CHECK(RevisionsOf(store) ==
        std::vector<std::string>{"revised|2025-05|quantity|5864.6|5919.1|t|1|-|-",
                                 "revised|2025-05|quantity|5919.1|5920|t|1|-|-"});
  timeline::TimelineFilter before;
  before.kind = "revision";
  before.as_of = make::At("2025-07-17");
  CHECK(store.Timeline(before).rows.empty());
}

TEST_CASE("More decimals, an older page and the same figure again are no revision",
          "[timeline][revision]") {
  auto store = Store::Open(":memory:");
  Poll(store, "customs", {Release("may", "2025-06-09", {Tonnes("2025-05", 5865, 0.5)})},
       "2025-06-09T04:00:00Z");
  Poll(store, "customs", {Release("fine", "2025-06-18", {Tonnes("2025-05", 5864.6)})},
       "2025-06-18T04:00:00Z");
  Poll(store, "customs", {Release("again", "2025-06-19", {Tonnes("2025-05", 5864.6)})},
       "2025-06-19T04:00:00Z");
  Poll(store, "customs", {Release("old", "2025-06-01", {Tonnes("2025-05", 5000)})},
       "2025-06-20T04:00:00Z");
  CHECK(RevisionsOf(store).empty());
}
