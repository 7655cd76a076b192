#include "daemon/alerts/telling.h"

#include <algorithm>

#include "daemon/alerts/names.h"
#include "tests/alerts/samples.h"
#include "tests/support/catch.h"

using alerts_test::ChineseTonnage;
using alerts_test::Crackdown;
using alerts_test::DifferingClaim;
using alerts_test::Swing;
using timeline::EntryRow;

namespace {

EntryRow With(EntryRow entry, void (*change)(EntryRow&)) {
  change(entry);
  return entry;
}

std::string LineOf(const alerts::Telling& telling, const std::string& label) {
  for (const alerts::Telling::Line& line : telling.lines) {
    if (line.label == label) {
      return line.value;
    }
  }
  return "(no such line)";
}

}  // namespace

TEST_CASE("NumberWords writes numbers for people", "[alerts][telling]") {
  struct Case {
    double value;
    int decimals_min;
    int decimals_max;
    std::string words;
  };
  const Case cases[] = {
      {7742.2, 0, 6, "7,742.2"},
      {170e6, 0, 6, "170,000,000"},
      {1.2e12, 0, 3, "1,200,000,000,000"},
      {999, 0, 3, "999"},
      {1000, 0, 3, "1,000"},
      {32.01575, 1, 1, "32.0"},
      {32, 1, 1, "32.0"},
      {13.69, 0, 6, "13.69"},
      {0.1 + 0.2, 0, 6, "0.3"},
      {0, 0, 6, "0"},
      {-50, 0, 6, "-50"},
      {-1234.5, 0, 6, "-1,234.5"},
      {-0.01, 1, 1, "0.0"},
      {1500, 0, 0, "1,500"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.value, c.decimals_min, c.decimals_max);
    CHECK(alerts::NumberWords(c.value, c.decimals_min, c.decimals_max) == c.words);
  }
}

TEST_CASE("PeriodWords reads every form of a period", "[alerts][telling]") {
  struct Case {
    std::string period;
    std::string words;
  };
  const Case cases[] = {
      {"2025-06", "in June 2025"},
      {"2025", "in 2025"},
      {"2025-07-18", "on 18 July 2025"},
      {"2025-01/2025-06", "from January to June 2025"},
      {"2024-04/2025-03", "from April 2024 to March 2025"},
      {"", ""},
      {"2025-13", "(2025-13)"},
      {"soon", "(soon)"},
      {"2025-06/", "(2025-06/)"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.period);
    CHECK(alerts::PeriodWords(c.period) == c.words);
  }
}

TEST_CASE("Tell puts an entry into a headline and a sentence", "[alerts][telling]") {
  struct Case {
    EntryRow entry;
    std::string headline;
    std::string fact;
  };
  const Case cases[] = {
      {Swing(), "CN export rare-earths 2025-06: +60.3 % yoy",
       "China's exports of rare earths rose 60.3 % in volume year on year in June 2025."},
      {DifferingClaim(), "CN export rare-earths 2025-06: +30.8 % mom claimed, series says +32.0 %",
       "China's exports of rare earths rose 30.8 % month on month in June 2025, a source claims; "
       "the series says +32.0 %."},
      {Crackdown(), "CN.MSS crackdown 2025-07-18, rare-earths",
       "China's Ministry of State Security: crackdown (rare earths), 18 July 2025."},
      {ChineseTonnage(), "CN export rare-earths 2025-06: 7,742.2 t",
       "China's exports of rare earths were 7,742.2 t in June 2025; the series agrees."},
      {With(Swing(), [](EntryRow& e) { e.value = -42, e.measure = "money", e.partner = "US"; }),
       "CN export rare-earths to US 2025-06: -42 % yoy (money)",
       "China's exports of rare earths to the United States fell 42 % in value year on year in "
       "June 2025."},
      {With(Swing(), [](EntryRow& e) { e.value = 0, e.basis = "other", e.measure = ""; }),
       "CN export rare-earths 2025-06: 0 % other",
       "China's exports of rare earths did not change in June 2025."},
      {With(Swing(),
            [](EntryRow& e) { e.kind = "money", e.unit = "CNY", e.value = 170e6, e.basis = ""; }),
       "CN export rare-earths 2025-06: 170,000,000 CNY",
       "China's exports of rare earths were worth 170,000,000 CNY in June 2025."},
      {With(Swing(),
            [](EntryRow& e) {
              e.kind = "share", e.flow = "import", e.reporter = "US", e.partner = "CN";
              e.value = 43, e.basis = "", e.period = "2024";
            }),
       "US import rare-earths from CN 2024: 43 % share",
       "The United States' imports of rare earths from China: a share of 43 % in 2024."},
      {With(EntryRow(),
            [](EntryRow& e) {
              e.kind = "price", e.value = 1100, e.unit = "USD/kg", e.subject = "terbium";
            }),
       "terbium: 1,100 USD/kg", "The price of terbium was 1,100 USD/kg."},
      {With(EntryRow(),
            [](EntryRow& e) {
              e.kind = "change", e.value = 12, e.unit = "%", e.subject = "terbium";
              e.measure = "price";
            }),
       "terbium: +12 % (price)", "The price of terbium rose 12 %."},
      {With(EntryRow(), [](EntryRow& e) { e.kind = "quantity", e.value = 12, e.unit = "t"; }),
       "12 t", "12 t."},
      {With(EntryRow(),
            [](EntryRow& e) {
              e.kind = "money", e.value = 4e8, e.unit = "USD", e.subject = "rare-earth-magnets";
              e.reporter = "US";
            }),
       "US rare-earth-magnets: 400,000,000 USD",
       "Rare earth magnets in the United States: 400,000,000 USD."},
      {With(Crackdown(),
            [](EntryRow& e) {
              e.type = "accusation", e.target = "US", e.subject = "", e.date = "";
            }),
       "CN.MSS accusation against US",
       "China's Ministry of State Security: accusation against the United States."},
      {With(Crackdown(),
            [](EntryRow& e) { e.type = "new-type", e.actor = "", e.date = "2025-07"; }),
       "new-type 2025-07, rare-earths", "New-type (rare earths), July 2025."},
  };
  for (const Case& c : cases) {
    const alerts::Telling telling = alerts::Tell(c.entry);
    CHECK(telling.headline == c.headline);
    CHECK(telling.fact == c.fact);
  }
}

TEST_CASE("Tell marks the words in the sentence", "[alerts][telling]") {
  struct Case {
    std::string sentence;
    std::string quote;
    alerts::Telling::Passage passage;
  };
  const Case cases[] = {
      {"Exports rose 5 % in June.", "rose 5 %", {"Exports ", "rose 5 %", " in June."}},
      {"出口稀土7742.2吨", "稀土7742.2吨", {"出口", "稀土7742.2吨", ""}},
      {"Exports rose\n  5 % in June.", "rose\n  5 %", {"Exports ", "rose 5 %", " in June."}},
      {"", "rose 5 %", {"", "rose 5 %", ""}},
      {"Exports rose.", "fell", {"Exports rose.", "", ""}},
      {"Exports rose.", "", {"Exports rose.", "", ""}},
      {"", "", {"", "", ""}},
  };
  for (const Case& c : cases) {
    CAPTURE(c.sentence, c.quote);
    EntryRow entry = Swing();
    entry.sentence = c.sentence;
    entry.quote = c.quote;
    const alerts::Telling::Passage passage = alerts::Tell(entry).passage;
    CHECK(passage.before == c.passage.before);
    CHECK(passage.marked == c.passage.marked);
    CHECK(passage.after == c.passage.after);
  }
}

TEST_CASE("Tell bounds what a source may say", "[alerts][telling]") {
  EntryRow entry = Swing();
  entry.sentence = std::string(100'000, 'a') + " 60.3 % " + std::string(100'000, 'b');
  entry.quote = "60.3 %";
  entry.title = std::string(100'000, 't');
  entry.subject = std::string(100'000, 's');
  entry.rule = std::string(100'000, 'r');
  const alerts::Telling telling = alerts::Tell(entry);
  CHECK(telling.headline.size() < 500);
  CHECK(telling.passage.before.size() < 700);
  CHECK(telling.passage.before.ends_with("a "));
  CHECK(telling.passage.marked == "60.3 %");
  CHECK(telling.passage.after.size() < 700);
  CHECK(std::all_of(telling.lines.begin(), telling.lines.end(),
                    [](const alerts::Telling::Line& line) { return line.value.size() < 1000; }));
}

TEST_CASE("Tell gives the check with its working, and who said it", "[alerts][telling]") {
  const alerts::Telling differs = alerts::Tell(DifferingClaim());
  CHECK(LineOf(differs, "Claim") == "+30.8 %");
  CHECK(LineOf(differs, "Series") == "+32.0 % (CN/export/rare-earths/quantity)");
  CHECK(LineOf(differs, "Verdict") == "differs");
  CHECK(LineOf(differs, "Working") == "7,742.2 t / 5,864.6 t = +32.0 %; the claim says 30.8 %");
  CHECK(LineOf(differs, "Hint") == "30.8 % is the rise in value");
  CHECK(LineOf(differs, "Said by") ==
        "ore-wire, “Magnet makers breathe <again> & wait”, 2025-07-14 03:20 UTC");
  CHECK(LineOf(differs, "Rule") == "trade/flow-verb-percent");
  CHECK(LineOf(differs, "More") == "lodewatch explain 12");
}

TEST_CASE("Tell says what a story's own figures make of a number", "[alerts][telling]") {
  EntryRow entry = DifferingClaim();
  entry.story = "differs";
  entry.story_working = "7,742 t / 5,865 t − 1 = +32.0 %; the story says +30.8 %";
  CHECK(LineOf(alerts::Tell(entry), "Story") ==
        "differs: 7,742 t / 5,865 t − 1 = +32.0 %; the story says +30.8 %");
}

TEST_CASE("Tell says of a revision who cited the old figure and which verdicts change",
          "[alerts][telling]") {
  EntryRow entry = Swing();
  entry.kind = "revision";
  entry.type = "revised";
  entry.value = 5919.1;
  entry.was = 5864.6;
  entry.unit = "t";
  entry.basis = "";
  entry.period = "2025-05";
  entry.cited = "ore-wire “5,865 t”";
  entry.verdicts_changed = "ore-wire +30.8 % mom 2025-06: differs → agrees";
  const alerts::Telling telling = alerts::Tell(entry);
  CHECK(telling.headline == "CN export rare-earths 2025-05: 5,919.1 t (was 5,864.6 t)");
  CHECK(telling.fact ==
        "China's exports of rare earths were 5,919.1 t in May 2025, not 5,864.6 t as published "
        "before (revised by +0.93 %).");
  CHECK(LineOf(telling, "Cited by") == "ore-wire “5,865 t”");
  CHECK(LineOf(telling, "Verdicts") == "ore-wire +30.8 % mom 2025-06: differs → agrees");

  entry.measure = "money";
  entry.unit = "CNY";
  entry.value = 120e6;
  entry.was = 130e6;
  CHECK(alerts::Tell(entry).fact ==
        "China's exports of rare earths were worth 120,000,000 CNY in May 2025, not 130,000,000 "
        "CNY as published before (revised by -7.7 %).");
  entry.was = 0;
  CHECK(alerts::Tell(entry).fact.ends_with("not 0 CNY as published before."));
}

TEST_CASE("Tell has no line for what is not known", "[alerts][telling]") {
  const alerts::Telling swing = alerts::Tell(Swing());
  CHECK(LineOf(swing, "Verdict") == "(no such line)");
  CHECK(LineOf(swing, "Series") == "(no such line)");
  CHECK(LineOf(swing, "Said by").ends_with("UTC; also in 2 other documents"));

  EntryRow control = Crackdown();
  control.type = "export-control";
  control.mast = "P33";
  CHECK(LineOf(alerts::Tell(control), "Measure") == "MAST P33");
}

TEST_CASE("A correction tells both values", "[alerts][telling]") {
  EntryRow figure;
  figure.kind = "correction";
  figure.type = "changed";
  figure.value = 7724.2;
  figure.was = 7742.2;
  figure.unit = "t";
  figure.subject = "rare-earths";
  figure.flow = "export";
  figure.period = "2025-06";
  figure.reporter = "CN";
  struct Case {
    EntryRow entry;
    std::string headline;
    std::string fact;
  };
  const Case cases[] = {
      {figure, "CN export rare-earths 2025-06: 7,724.2 t (was 7,742.2 t)",
       "China's exports of rare earths in June 2025: the source has changed 7,742.2 t to "
       "7,724.2 t."},
      {With(figure, [](EntryRow& e) { e.value.reset(); }),
       "CN export rare-earths 2025-06: 7,742.2 t withdrawn",
       "China's exports of rare earths in June 2025: the source has withdrawn 7,742.2 t."},
      {With(figure,
            [](EntryRow& e) {
              e.value = 32;
              e.was = 30.8;
              e.unit = "%";
              e.basis = "mom";
              e.measure = "quantity";
            }),
       "CN export rare-earths 2025-06: +32 % mom (was +30.8 %)",
       "China's exports of rare earths in volume month on month in June 2025: the source has "
       "changed +30.8 % to +32 %."},
      {With(figure,
            [](EntryRow& e) {
              e.value.reset();
              e.was.reset();
              e.flow = e.period = e.reporter = e.unit = "";
              e.actor = "CN.MSS";
            }),
       "rare-earths: withdrawn",
       "China's Ministry of State Security, rare earths: the source has withdrawn what it told."}};
  for (const Case& c : cases) {
    const alerts::Telling telling = alerts::Tell(c.entry);
    CHECK(telling.headline == c.headline);
    CHECK(telling.fact == c.fact);
  }
}
