#include "rules/currencies.h"

#include <algorithm>
#include <array>

#include "rules/currency_names.h"
#include "rules/cursor.h"

namespace rules {
namespace {

using Row = CurrencyName;

// ISO 4217 list one, without funds, metals and test codes.
constexpr std::string_view kCodes =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD "
    "FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY "
    "KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU "
    "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
    "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY "
    "TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG ZWL ";

constexpr auto kBefore = std::to_array<Row>({
    {"$", "$"},        {"us$", "USD"},    {"us $", "USD"},   {"u.s.$", "USD"},  {"usd$", "USD"},
    {"a$", "AUD"},     {"au$", "AUD"},    {"aud$", "AUD"},   {"c$", "CAD"},     {"ca$", "CAD"},
    {"can$", "CAD"},   {"cad$", "CAD"},   {"hk$", "HKD"},    {"nz$", "NZD"},    {"s$", "SGD"},
    {"sg$", "SGD"},    {"nt$", "TWD"},    {"ntd", "TWD"},    {"r$", "BRL"},     {"mx$", "MXN"},
    {"mex$", "MXN"},   {"ar$", "ARS"},    {"cl$", "CLP"},    {"col$", "COP"},   {"j$", "JMD"},
    {"tt$", "TTD"},    {"n$", "NAD"},     {"€", "EUR"},      {"£", "GBP"},      {"¥", "¥"},
    {"jp¥", "JPY"},    {"cn¥", "CNY"},    {"rmb", "CNY"},    {"rmb¥", "CNY"},   {"rmb ¥", "CNY"},
    {"cnh", "CNY"},    {"₹", "INR"},      {"=Rs", "INR"},    {"=Rs.", "INR"},   {"=Re", "INR"},
    {"=Rp", "IDR"},    {"=Rp.", "IDR"},   {"=RM", "MYR"},    {"₩", "KRW"},      {"₽", "RUB"},
    {"฿", "THB"},      {"₫", "VND"},      {"₱", "PHP"},      {"₺", "TRY"},      {"₪", "ILS"},
    {"₦", "NGN"},      {"₴", "UAH"},      {"₸", "KZT"},      {"₲", "PYG"},      {"₡", "CRC"},
    {"₭", "LAK"},      {"₮", "MNT"},      {"₾", "GEL"},    {"₼", "AZN"},    {"₵", "GHS"},
    {"৳", "BDT"},      {"=CHF", "CHF"},   {"=Fr.", "CHF"},   {"=SFr", "CHF"},   {"=Kr", "SEK"},
    {"=kr", "SEK"},    {"=zł", "PLN"},    {"=Ksh", "KES"},   {"=KSh", "KES"},   {"=Tk", "BDT"},
    {"=ZK", "ZMW"},    {"人民币", "CNY"}, {"人民幣", "CNY"}, {"新台币", "TWD"}, {"新臺幣", "TWD"},
    {"新台幣", "TWD"}, {"台币", "TWD"},   {"台幣", "TWD"},   {"港币", "HKD"},   {"港幣", "HKD"},
    {"美元", "USD"},   {"美金", "USD"},   {"欧元", "EUR"},   {"歐元", "EUR"},   {"日元", "JPY"},
    {"日圓", "JPY"},   {"英镑", "GBP"},   {"英鎊", "GBP"},   {"澳元", "AUD"},   {"加元", "CAD"},
    {"瑞郎", "CHF"},   {"韩元", "KRW"},   {"韓元", "KRW"},   {"卢布", "RUB"},   {"盧布", "RUB"},
    {"港元", "HKD"},   {"新元", "SGD"},   {"卢比", "INR"},   {"林吉特", "MYR"}, {"泰铢", "THB"},
    {"c $", "CAD"},    {"hk $", "HKD"},   {"nz $", "NZD"},   {"nt $", "TWD"},   {"sg $", "SGD"},
    {"u$s", "USD"},    {"rd$", "DOP"},    {"ec$", "XCD"},    {"fj$", "FJD"},    {"bz$", "BZD"},
    {"bds$", "BBD"},   {"ci$", "KYD"},    {"mop$", "MOP"},   {"arg$", "ARS"},   {"co$", "COP"},
    {"mxn$", "MXN"},   {"b$", "BND"},     {"g$", "GYD"},     {"gy$", "GYD"},    {"ws$", "WST"},
    {"si$", "SBD"},    {"l$", "LRD"},     {"z$", "ZWL"},     {"mop $", "MOP"},  {"ƒ", "AWG"},
    {"hkd", "HKD"},    {"cad", "CAD"},    {"sgd", "SGD"},    {"nzd", "NZD"},    {"krw", "KRW"},
    {"brl", "BRL"},    {"zar", "ZAR"},    {"mxn", "MXN"},    {"sek", "SEK"},    {"idr", "IDR"},
    {"twd", "TWD"},    {"myr", "MYR"},    {"thb", "THB"},    {"=NIS ", "ILS"},  {"usd", "USD"},
    {"eur", "EUR"},    {"gbp", "GBP"},    {"jpy", "JPY"},    {"cny", "CNY"},    {"inr", "INR"},
    {"aud", "AUD"},    {"chf", "CHF"},    {"=Bt", "THB"},    {"=Dh", "AED"},    {"=Dhs", "AED"},
    {"=DKr", "DKK"},   {"=Dkr", "DKK"},   {"=NKr", "NOK"},   {"=Nkr", "NOK"},   {"=SKr", "SEK"},
    {"=Skr", "SEK"},   {"=SwFr", "CHF"},  {"=S/", "PEN"},    {"=S/.", "PEN"},   {"=B/.", "PAB"},
    {"=GH₵", "GHS"},   {"=GH¢", "GHS"},   {"=Php", "PHP"},   {"=PhP", "PHP"},   {"=TSh", "TZS"},
    {"=USh", "UGX"},   {"=TL", "TRY"},    {"=DM", "DEM"},    {"¢", "$", -2},
});

// One capital that other names begin with too (R22, P5, N95): only sums that are large or grouped.
constexpr auto kCapitals = std::to_array<Row>({{"R", "ZAR"}, {"P", "PHP"}, {"N", "NGN"}});

std::optional<Currency> CapitalAt(std::string_view text, std::size_t at) {
  if (!IsDigit(ByteAt(text, at + 1))) {
    return std::nullopt;
  }
  for (const Row& row : kCapitals) {
    if (text[at] == row.phrase.front()) {
      return Currency{.end = at + 1, .code = std::string(row.code), .only_large = true};
    }
  }
  return std::nullopt;
}

// Begin like a currency and are none.
constexpr auto kNoneAfter = std::to_array<std::string_view>({"元素",         "元宝",
                                                             "元旦",         "元年",
                                                             "元月",         "元器件",
                                                             "元首",         "元老",
                                                             "元件",         "won the",
                                                             "won a",        "won by",
                                                             "won an",       "won in",
                                                             "som eone",     "sterling silver",
                                                             "kip per",      "圆满",
                                                             "圆桌",         "圓滿",
                                                             "圓桌",         "rand corporation",
                                                             "grand juries", "grand jury",
                                                             "grand piano",  "grand pianos",
                                                             "grand prix",   "grand slam",
                                                             "grand slams",  "grand total",
                                                             "grand canyon"});

// Codes that are words or other units unless they are in capitals.
constexpr auto kCapitalsOnly =
    std::to_array<std::string_view>({"ALL", "ANG", "BAM", "BOB", "COP", "CUP", "ERN", "GEL", "KGS",
                                     "MAD", "MOP", "PAB", "PEN", "SOS", "TOP", "TRY"});

// Past the sign that repeats a code before a number: "CAD $45", "MXN$ 45".
std::size_t PastDollar(std::string_view text, std::size_t code_end) {
  const std::size_t sign = SkipSpaces(text, code_end);
  const bool is_signed =
      ByteAt(text, sign) == '$' && IsDigit(ByteAt(text, SkipSpaces(text, sign + 1)));
  return is_signed ? sign + 1 : code_end;
}

std::optional<Currency> CodeBefore(std::string_view text, std::size_t at) {
  const std::string_view code = text.substr(std::min(at, text.size()), 3);
  if (code.size() < 3 || !IsCurrencyCode(code) || IsAlphabetic(CharAt(text, at + 3).code)) {
    return std::nullopt;
  }
  return Currency{.end = PastDollar(text, at + 3), .code = std::string(code)};
}

// "USD", "usd", "Eur" after a number.
std::optional<Currency> CodeAfter(std::string_view text, std::size_t at) {
  std::string code(text.substr(std::min(at, text.size()), 3));
  if (!EndsWord(text, at + 3)) {
    return std::nullopt;
  }
  const bool is_capital = std::all_of(code.begin(), code.end(), IsUpper);
  std::transform(code.begin(), code.end(), code.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  if (!IsCurrencyCode(code) || (!is_capital && IsOneOf(code, kCapitalsOnly))) {
    return std::nullopt;
  }
  return Currency{.end = at + 3, .code = std::move(code)};
}

const PhraseIndex& SignsBefore() {
  static const PhraseIndex index = PhraseIndex::Of<Row>(kBefore);
  return index;
}

const PhraseIndex& NationalSigns() {
  static const PhraseIndex index = PhraseIndex::Of<Row>(NationalDollarSigns());
  return index;
}

// "45 US$", "1.2m A$", "300 Canadian $", where no number follows that the sign is of.
std::optional<Currency> DollarSignAfter(std::string_view text, std::size_t at) {
  std::optional<Currency> sign;
  if (const std::optional<PhraseIndex::Hit> hit = NationalSigns().Find(text, at)) {
    sign = Currency{.end = hit->end, .code = std::string(NationalDollarSigns()[hit->phrase].code)};
  } else if (const std::optional<PhraseIndex::Hit> short_hit = SignsBefore().Find(text, at)) {
    const Row& row = kBefore[short_hit->phrase];
    if (row.phrase.size() > 1 && row.phrase.ends_with('$'))
      sign = Currency{.end = short_hit->end, .code = std::string(row.code)};
  }
  return sign && !IsDigit(ByteAt(text, SkipSpaces(text, sign->end))) ? sign : std::nullopt;
}

// "400 pounds of iron" weighs, also where the document counts in sterling.
bool IsWeight(std::string_view text, std::size_t end, std::string_view code) {
  const std::string_view of = WordAt(text, SkipSpaces(text, end));
  return code == "lb" && SameLetters(of, "of");
}

std::string Resolved(std::string_view code, const Reading& reading) {
  if (code == "$") {
    return reading.dollar;
  }
  if (code == "¥") {
    return reading.yen;
  }
  if (code == "元") {
    return reading.yuan;
  }
  if (code == "p") {
    return "GBP";
  }
  return std::string(code == "lb" ? std::string_view(reading.pounds) : code);
}

}  // namespace

bool IsCurrencyCode(std::string_view code) {
  if (code.size() != 3 || !std::all_of(code.begin(), code.end(), IsUpper)) {
    return false;
  }
  const std::size_t found = kCodes.find(code);
  return found != std::string_view::npos && found % 4 == 0;
}

std::optional<Currency> CurrencyBeforeNumber(std::string_view text, std::size_t at,
                                             const Reading& reading) {
  if (IsLetter(ByteAt(text, at)) && !StartsWord(text, at)) {
    return std::nullopt;
  }
  if (const std::optional<PhraseIndex::Hit> hit = NationalSigns().Find(text, at)) {
    return Currency{.end = hit->end, .code = std::string(NationalDollarSigns()[hit->phrase].code)};
  }
  if (const std::optional<PhraseIndex::Hit> hit = SignsBefore().Find(text, at)) {
    const Row& row = kBefore[hit->phrase];
    return Currency{.end = IsLetter(row.phrase.back()) ? PastDollar(text, hit->end) : hit->end,
                    .code = Resolved(row.code, reading),
                    .power = row.power};
  }
  if (std::optional<Currency> capital = CapitalAt(text, at)) {
    return capital;
  }
  return CodeBefore(text, at);
}

void AddCurrencyStarts(StartWords& words) {
  words.AddPhrases(kBefore);
  words.AddPhrases(NationalDollarSigns());
  words.AddPhrases(kCapitals);
  for (std::size_t at = 0; at < kCodes.size(); at += 4) {
    words.Add(kCodes.substr(at, 3));
  }
}

std::optional<Currency> CurrencyNamedBefore(std::string_view text, std::size_t at,
                                            const Reading& reading) {
  constexpr int kWordsMax = 4;
  const std::string_view last = WordBefore(text, at);
  if (last.size() < 3 || OffsetOf(text, last) + last.size() >= at) {
    return std::nullopt;
  }
  constexpr auto kAlone = std::to_array<std::string_view>(
      {"euro", "euros", "yen", "yuan", "renminbi", "rupees", "rupiah", "ringgit", "baht", "dirhams",
       "rand", "sterling", "dollars", "kroner", "kronor", "francs"});
  constexpr auto kHeading =
      std::to_array<std::string_view>({"million", "billion", "thousand", "trillion", "in"});
  const std::size_t end = OffsetOf(text, last) + last.size();
  std::optional<Currency> longest;
  std::string_view word = last;
  for (int i = 0; i < kWordsMax && !word.empty(); ++i) {
    const std::size_t start = OffsetOf(text, word);
    const std::optional<Currency> found =
        StartsWord(text, start) ? CurrencyAfterNumber(text, start, reading) : std::nullopt;
    const bool heads = IsOneOf(WordBefore(text, start), kHeading);
    if (found && found->end == end && found->power == 0 && !heads &&
        (i > 0 || IsOneOf(word, kAlone))) {
      longest = found;
      longest->start = start;
      longest->only_large = i == 0;
    }
    word = WordBefore(text, start);
  }
  return longest;
}

std::optional<Currency> CurrencyAfterNumber(std::string_view text, std::size_t at,
                                            const Reading& reading) {
  static const PhraseIndex index = PhraseIndex::Of<Row>(CurrencyNames());
  static const PhraseIndex national = PhraseIndex::Of<Row>(NationalCurrencyNames());
  static const PhraseIndex none(
      std::vector<std::string_view>(kNoneAfter.begin(), kNoneAfter.end()));
  std::size_t start = SkipSpaces(text, at);
  start += start == at && ByteAt(text, at) == '-' ? 1 : 0;
  if (none.Find(text, start)) {
    return std::nullopt;
  }
  if (ByteAt(text, start) == 'c' && ByteAt(text, start + 1) == '/' &&
      IsLetter(ByteAt(text, start + 2))) {
    return Currency{.end = start + 1, .code = reading.dollar, .power = -2};  // "350 c/lb"
  }
  if (const std::optional<PhraseIndex::Hit> hit = national.Find(text, start)) {
    const Row& row = NationalCurrencyNames()[hit->phrase];
    return Currency{.end = hit->end, .code = std::string(row.code), .power = row.power};
  }
  if (std::optional<Currency> sign = DollarSignAfter(text, start)) {
    return sign;
  }
  if (const std::optional<PhraseIndex::Hit> hit = index.Find(text, start)) {
    const Row& row = CurrencyNames()[hit->phrase];
    const std::string code = Resolved(row.code, reading);
    const bool no_pence = row.code == "p" && (reading.pounds != "GBP" || start != at);
    const bool weight = no_pence || code == "lb" || IsWeight(text, hit->end, row.code) ||
                        (IsDigit(ByteAt(text, hit->end)) && !IsHan(CharAt(text, start).code));
    return weight ? std::nullopt
                  : std::optional(Currency{.end = hit->end, .code = code, .power = row.power});
  }
  return CodeAfter(text, start);
}

}  // namespace rules
