// What a document says of the units that it uses without naming them.
#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <vector>

#include "rules/cursor.h"
#include "rules/declared_units.h"
#include "rules/literal_scan.h"
#include "rules/mention.h"

namespace rules {
namespace {

struct Dollar {
  std::string_view words;
  std::string_view code;
};

constexpr auto kDollars = std::to_array<Dollar>({{"australian dollars", "AUD"},
                                                 {"canadian dollars", "CAD"},
                                                 {"new zealand dollars", "NZD"},
                                                 {"hong kong dollars", "HKD"},
                                                 {"singapore dollars", "SGD"},
                                                 {"a$", "AUD"},
                                                 {"c$", "CAD"},
                                                 {"nz$", "NZD"},
                                                 {"aud", "AUD"},
                                                 {"cad", "CAD"}});

// What a word or a sign anywhere in a document says of it.
enum class Sign {
  kMainland,   // of China
  kRenminbi,   // of its currency, in Chinese
  kTaiwan,     // of its currency
  kHongKong,   // likewise
  kYuan,       // the name of its currency in words
  kRmb,        // its short form
  kYuanCode,   // its code
  kYenWord,    // the name of Japan's currency
  kJapan,      // its code, the country
  kSterling,   // amounts in pounds
  kMtMillion,  // "196.13 million tonnes (MT)" says that MT is the million; "(MTPA)" does not
  kDollar,     // perhaps a statement in which dollars the document counts
  kCue,        // perhaps a unit stated once for all
};

struct SignWord {
  std::string_view word;  // lower case
  Sign sign;
};

constexpr auto kSignWords = std::to_array<SignWord>({
    {"人民币", Sign::kRenminbi},
    {"人民幣", Sign::kRenminbi},
    {"中国", Sign::kMainland},
    {"国务院", Sign::kMainland},
    {"新台币", Sign::kTaiwan},
    {"新台幣", Sign::kTaiwan},
    {"新臺幣", Sign::kTaiwan},
    {"港元", Sign::kHongKong},
    {"港币", Sign::kHongKong},
    {"港幣", Sign::kHongKong},
    {"yuan", Sign::kYuan},
    {"renminbi", Sign::kYuan},
    {"rmb", Sign::kRmb},
    {"cny", Sign::kYuanCode},
    {" yen", Sign::kYenWord},
    {"jpy", Sign::kJapan},
    {"japan", Sign::kJapan},
    {"tokyo", Sign::kJapan},
    {"日元", Sign::kJapan},
    {"£", Sign::kSterling},
    {"sterling", Sign::kSterling},
    {"gbp", Sign::kSterling},
    {" pence", Sign::kSterling},
    {"million tonnes (mt)", Sign::kMtMillion},
    {"million tons (mt)", Sign::kMtMillion},
    {"million tonne (mt)", Sign::kMtMillion},
    {"million metric tons (mt)", Sign::kMtMillion},
    {"million metric tonnes (mt)", Sign::kMtMillion},
    {"mt: million", Sign::kMtMillion},
    {"mt = million", Sign::kMtMillion},
    {"mt (million", Sign::kMtMillion},
});

// All of them are looked for in one pass over a document.
class Signs {
 public:
  explicit Signs(std::string_view text) {
    static const Vocabulary vocabulary;
    static const LiteralScan scan(vocabulary.words);
    for (const int word : scan.Find(text)) {
      Set(vocabulary.signs[static_cast<std::size_t>(word)]);
    }
  }
  bool Has(Sign sign) const { return held_[static_cast<std::size_t>(sign)]; }

 private:
  struct Vocabulary {
    std::vector<std::string> words;
    std::vector<Sign> signs;

    Vocabulary() {
      for (const SignWord& row : kSignWords) {
        Add(row.word, row.sign);
      }
      for (const Dollar& dollar : kDollars) {
        Add(dollar.words, Sign::kDollar);
      }
      for (const std::string_view cue : DeclaredUnitCues()) {
        Add(cue, Sign::kCue);
      }
    }
    void Add(std::string_view word, Sign sign) {
      words.emplace_back(word);
      signs.push_back(sign);
    }
  };

  void Set(Sign sign) { held_.set(static_cast<std::size_t>(sign)); }

  std::bitset<static_cast<std::size_t>(Sign::kCue) + 1> held_;
};

std::string Lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    c = Lower(c);
  }
  return lower;
}

// "All figures are in Australian dollars", "amounts in C$ unless stated": a statement about sums.
std::string DollarOf(std::string_view lower) {
  constexpr auto kSums =
      std::to_array<std::string_view>({"figures", "amounts", "values", "prices", "sums", "dollar"});
  constexpr std::size_t kBefore = 60;
  for (const Dollar& dollar : kDollars) {
    for (std::size_t at = lower.find(dollar.words); at != std::string_view::npos;
         at = lower.find(dollar.words, at + 1)) {
      const std::size_t from = at > kBefore ? at - kBefore : 0;
      const std::string_view before = lower.substr(from, at - from);
      const bool in = HasSuffix(before, before.size(), " in ");
      const bool sums = std::any_of(kSums.begin(), kSums.end(), [&](std::string_view sum) {
        return before.find(sum) != std::string_view::npos;
      });
      if (in && sums && StartsWord(lower, at)) {
        return std::string(dollar.code);
      }
    }
  }
  return "USD";
}

std::string YuanOf(const Signs& signs) {
  if (signs.Has(Sign::kMainland) || signs.Has(Sign::kRenminbi)) {
    return "CNY";
  }
  if (signs.Has(Sign::kTaiwan)) {
    return "TWD";
  }
  return signs.Has(Sign::kHongKong) ? "HKD" : "CNY";
}

std::string YenOf(const Signs& signs) {
  const bool china = signs.Has(Sign::kYuan) || signs.Has(Sign::kRmb) ||
                     signs.Has(Sign::kYuanCode) || signs.Has(Sign::kRenminbi);
  const bool japan = signs.Has(Sign::kJapan) || signs.Has(Sign::kYenWord);
  // A text that writes "yuan" in words means the yen by its sign.
  const bool contrasts =
      signs.Has(Sign::kYuan) && !signs.Has(Sign::kYenWord) && !signs.Has(Sign::kRmb);
  return japan && (!china || contrasts) ? "JPY" : "CNY";
}

}  // namespace

Reading ReadingOf(std::string_view folded_document,
                  std::optional<std::chrono::sys_seconds> published) {
  const Signs signs(folded_document);
  Reading reading;
  reading.published = published;
  reading.yuan = YuanOf(signs);
  reading.yen = YenOf(signs);
  reading.pounds = signs.Has(Sign::kSterling) ? "GBP" : "lb";
  reading.mt_is_million = signs.Has(Sign::kMtMillion);
  if (signs.Has(Sign::kDollar) || signs.Has(Sign::kCue)) {
    const std::string lower = Lowered(folded_document);
    reading.dollar = DollarOf(lower);
    ReadDeclaredUnits(folded_document, lower, reading);
  }
  return reading;
}

}  // namespace rules
