#include "daemon/cli/fact_json.h"

#include "tests/support/catch.h"

namespace {

using std::chrono::July;
using std::chrono::June;
using std::chrono::year;

TEST_CASE("A quantity prints its keys and leaves out what it does not have", "[daemon][cli]") {
  rules::Fact fact;
  fact.what = rules::Quantity{{7742.2, 0.05}};
  fact.subject = "rare-earths";
  fact.flow = rules::Flow::kExport;
  fact.period = rules::MonthPeriod(year(2025) / June);
  fact.reporter = "CN";
  fact.evidence = {10, 24};
  fact.quote = "7,742.2 \"tonnes\"";
  fact.rule = "trade/x";
  CHECK(cli::ToJson("d1", fact) ==
        R"({"document":"d1","kind":"quantity","value":7742.2,"unit":"t","subject":"rare-earths",)"
        R"("flow":"export","period":"2025-06","reporter":"CN","quote":"7,742.2 \"tonnes\"",)"
        R"("start":10,"end":24,"rule":"trade/x"})");
}

TEST_CASE("Whole values have no decimals, whatever their size", "[daemon][cli]") {
  struct Case {
    double value;
    const char* text;
  };
  const Case cases[] = {{1.7e8, "\"value\":170000000,"},
                        {-12, "\"value\":-12,"},
                        {60.3, "\"value\":60.3,"},
                        {0, "\"value\":0,"},
                        {0.1 + 0.2, "\"value\":0.30000000000000004,"},
                        {5.864e6, "\"value\":5864000,"}};
  for (const Case& c : cases) {
    rules::Fact fact;
    fact.what = rules::Money{{c.value, 0}, "CNY"};
    CAPTURE(c.text);
    CHECK(cli::ToJson("d", fact).find(c.text) != std::string::npos);
  }
}

TEST_CASE("A change has measure and basis, an event type, actor and date", "[daemon][cli]") {
  rules::Fact change;
  change.what = rules::Change{{60.3, 0.05}, rules::Measure::kQuantity, rules::Basis::kYoy};
  CHECK(cli::ToJson("d", change) ==
        R"({"document":"d","kind":"change","value":60.3,"unit":"%","measure":"quantity",)"
        R"("basis":"yoy","start":0,"end":0})");
  rules::Fact event;
  event.what = rules::Event{rules::EventType::kCrackdown, "CN.MSS", "", "2025-07-18", ""};
  CHECK(cli::ToJson("d", event) ==
        R"({"document":"d","kind":"event","type":"crackdown","actor":"CN.MSS",)"
        R"("date":"2025-07-18","start":0,"end":0})");
}

TEST_CASE("An observation prints its series", "[daemon][cli]") {
  rules::Observation observation;
  observation.reporter = "CN";
  observation.subject = "rare-earths";
  observation.period = rules::MonthPeriod(year(2025) / June);
  observation.amount = {7742.2, 0.05};
  observation.unit = "t";
  CHECK(cli::ToJson(observation) ==
        R"({"series":"CN/export/rare-earths/quantity","period":"2025-06","value":7742.2,)"
        R"("unit":"t"})");
}

}  // namespace
