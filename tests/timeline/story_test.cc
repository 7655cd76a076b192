#include "daemon/timeline/story.h"

#include "tests/support/catch.h"

namespace {

using timeline::CheckStory;
using timeline::Mention;

Mention Told(std::string kind, rules::Amount amount, std::string unit, std::string quote) {
  Mention mention;
  mention.keys.kind = std::move(kind);
  mention.keys.unit = std::move(unit);
  mention.keys.subject = "rare-earths";
  mention.keys.flow = "export";
  mention.keys.reporter = "CN";
  mention.keys.period = "2025-06";
  mention.telling.value = amount.value;
  mention.telling.tolerance = amount.tolerance;
  mention.quote = std::move(quote);
  return mention;
}

Mention In(std::string period, Mention mention) {
  mention.keys.period = std::move(period);
  return mention;
}

Mention Rise(rules::Amount percent, std::string basis, std::string quote) {
  Mention mention = Told("change", percent, "%", std::move(quote));
  mention.keys.basis = std::move(basis);
  mention.keys.measure = "quantity";
  return mention;
}

Mention Partner(std::string partner, Mention mention) {
  mention.keys.partner = std::move(partner);
  return mention;
}

// All of one sentence, each where its quote stands.
std::vector<Mention> Sentence(const std::string& sentence, std::vector<Mention> mentions) {
  for (Mention& mention : mentions) {
    mention.sentence = sentence;
    mention.start = static_cast<std::int64_t>(sentence.find(mention.quote));
    mention.end = mention.start + static_cast<std::int64_t>(mention.quote.size());
  }
  return mentions;
}

// "agrees: WORKING" of the only check; "nothing" where there is none.
std::string CheckOf(const std::vector<Mention>& mentions) {
  const auto checks = CheckStory(mentions);
  if (checks.size() != 1)
    return checks.empty() ? "nothing" : "several";
  return (checks[0].agrees ? "agrees: " : "differs: ") + checks[0].working;
}

}  // namespace

TEST_CASE("A change is held against the two figures of its story", "[timeline][story]") {
  const auto story = [](rules::Amount percent, const std::string& words) {
    return Sentence("China exported 7,742 t in June, " + words + " from 5,865 t in May.",
                    {Told("quantity", {7742, 0.5}, "t", "7,742 t"), Rise(percent, "mom", words),
                     In("2025-05", Told("quantity", {5865, 0.5}, "t", "5,865 t"))});
  };
  CHECK(CheckOf(story({32, 0.5}, "up 32 %")) ==
        "agrees: 7,742 t / 5,865 t − 1 = +32.0 %; the story says +32 %");
  CHECK(CheckOf(story({30.8, 0.05}, "up 30.8 %")) ==
        "differs: 7,742 t / 5,865 t − 1 = +32.0 %; the story says +30.8 % (1.2 points too low)");
  CHECK(CheckOf(story({30, 1.5}, "up more than 30 %")) ==
        "agrees: 7,742 t / 5,865 t − 1 = +32.0 %; the story says at least +30 %");
}

TEST_CASE("Figures without a period are paired by the words before them", "[timeline][story]") {
  const auto story = [](const std::string& before) {
    return Sentence("Shipments fell 12 % to 880 t " + before + " 1,000 t a year earlier.",
                    {In("", Rise({-12, 0.5}, "yoy", "fell 12 %")),
                     In("", Told("quantity", {880, 0.5}, "t", "880 t")),
                     In("", Told("quantity", {1000, 0.5}, "t", "1,000 t"))});
  };
  const std::string agrees =
      "agrees: 880 t / 1,000 t − 1 = −12.0 %, by rounding −12.1 % to −11.9 %; the story says −12 %";
  for (const std::string words : {"from", "from about", "compared with", "against the"})
    CHECK(CheckOf(story(words)) == agrees);
  for (const std::string words : {"and", "or", "of", "therefrom"})
    CHECK(CheckOf(story(words)) == "nothing");
}

TEST_CASE("What is doubtful is not checked against its story", "[timeline][story]") {
  const Mention june = Told("quantity", {7742, 0.5}, "t", "7,742 t");
  const Mention may = In("2025-05", Told("quantity", {5865, 0.5}, "t", "5,865 t"));
  const Mention rise = Rise({30.8, 0.05}, "mom", "30.8 %");
  const std::string words = "7,742 t, 5,865 t, 30.8 %, 9,000 t, more than 5,000 t";
  Mention second = Told("quantity", {9000, 0.5}, "t", "9,000 t");
  Mention bound = In("2025-05", Told("quantity", {5000, 250}, "t", "more than 5,000 t"));
  Mention magnets = may;
  magnets.keys.subject = "rare-earth-magnets";
  Mention of_value = rise;
  of_value.keys.measure = "money";
  Mention of_price = rise;
  of_price.keys.measure = "price";
  CHECK(CheckOf(Sentence(words, {june, may, rise})).starts_with("differs"));
  CHECK(CheckOf(Sentence(words, {june, second, may, rise})) == "nothing");
  CHECK(CheckOf(Sentence(words, {june, bound, rise})) == "nothing");
  CHECK(CheckOf(Sentence(words, {june, magnets, rise})) == "nothing");
  CHECK(CheckOf(Sentence(words, {june, may, of_value})) == "nothing");
  CHECK(CheckOf(Sentence(words, {june, may, of_price})) == "nothing");
  CHECK(CheckOf(Sentence(words, {june, rise})) == "nothing");
  CHECK(CheckOf({}) == "nothing");
}

TEST_CASE("A price is held against the money and the tonnes of its sentence", "[timeline][story]") {
  const std::string words = "7,742 t worth 170 million yuan, or 21,958 yuan a tonne; 35,000";
  const Mention quantity = Told("quantity", {7742, 0.5}, "t", "7,742 t");
  const Mention money = Told("money", {170e6, 5e5}, "CNY", "170 million yuan");
  CHECK(CheckOf(Sentence(words, {quantity, money,
                                 Told("price", {21958, 0.5}, "CNY/t", "21,958 yuan a tonne")})) ==
        "agrees: 170 million CNY / 7,742 t = 21,958 CNY/t; the story says 21,958 CNY/t");
  CHECK(CheckOf(Sentence(words, {quantity, money, Told("price", {35000, 0.5}, "CNY/t", "35,000")}))
            .starts_with("differs"));
  // A quotation of the market beside the shipment.
  CHECK(CheckOf(Sentence(words, {quantity, money,
                                 Told("price", {444000, 500}, "CNY/t", "35,000")})) == "nothing");
  CHECK(CheckOf(Sentence(words, {quantity, money, Told("price", {3, 0.5}, "USD/kg", "35,000")})) ==
        "nothing");
}

TEST_CASE("A share is held against the part and the whole of its sentence", "[timeline][story]") {
  const std::string words = "3,188 t, of which 353 t went to the US, 11 % of it";
  const Mention whole = Told("quantity", {3188, 0.5}, "t", "3,188 t");
  const Mention part = Partner("US", Told("quantity", {353, 0.5}, "t", "353 t"));
  CHECK(CheckOf(Sentence(words, {whole, part, Told("share", {11, 0.5}, "%", "11 %")})) ==
        "agrees: 353 t / 3,188 t = 11 %; the story says 11 %");
  CHECK(CheckOf(Sentence(words, {whole, part, Told("share", {15, 0.5}, "%", "11 %")}))
            .starts_with("differs"));
  CHECK(CheckOf(
            Sentence(words, {whole, part, Partner("JP", Told("share", {15, 0.5}, "%", "11 %"))})) ==
        "nothing");
}
