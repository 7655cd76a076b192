#include "rules/currencies.h"

#include <algorithm>
#include <array>

#include "rules/cursor.h"

namespace rules {
namespace {

struct Row {
  std::string_view phrase;
  std::string_view code;  // "$", "¥", "元" and "lb" are for the reading to say
  int power = 0;
};

// ISO 4217 list one, without funds, metals and test codes.
constexpr std::string_view kCodes =
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP "
    "BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD "
    "FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY "
    "KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU "
    "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
    "RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY "
    "TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL ";

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
    {"日圓", "JPY"},   {"英镑", "GBP"},   {"英鎊", "GBP"},
});

constexpr auto kAfter = std::to_array<Row>({
    {"dollar", "$"},
    {"dollars", "$"},
    {"buck", "$"},
    {"bucks", "$"},
    {"us dollar", "USD"},
    {"us dollars", "USD"},
    {"u.s. dollar", "USD"},
    {"u.s. dollars", "USD"},
    {"american dollars", "USD"},
    {"greenbacks", "USD"},
    {"australian dollar", "AUD"},
    {"australian dollars", "AUD"},
    {"canadian dollar", "CAD"},
    {"canadian dollars", "CAD"},
    {"hong kong dollars", "HKD"},
    {"new zealand dollars", "NZD"},
    {"singapore dollars", "SGD"},
    {"singaporean dollars", "SGD"},
    {"taiwan dollars", "TWD"},
    {"new taiwan dollars", "TWD"},
    {"namibian dollars", "NAD"},
    {"us cents", "USD", -2},
    {"us cent", "USD", -2},
    {"u.s. cents", "USD", -2},
    {"cents", "$", -2},
    {"cent", "$", -2},
    {"¢", "$", -2},
    {"euro cents", "EUR", -2},
    {"eurocents", "EUR", -2},
    {"euro", "EUR"},
    {"euros", "EUR"},
    {"€", "EUR"},
    {"yuan", "CNY"},
    {"yuan renminbi", "CNY"},
    {"renminbi", "CNY"},
    {"chinese yuan", "CNY"},
    {"rmb", "CNY"},
    {"rmb yuan", "CNY"},
    {"yen", "JPY"},
    {"japanese yen", "JPY"},
    {"won", "KRW"},
    {"south korean won", "KRW"},
    {"korean won", "KRW"},
    {"pounds sterling", "GBP"},
    {"pound sterling", "GBP"},
    {"british pounds", "GBP"},
    {"pounds", "lb"},
    {"pound", "lb"},
    {"egyptian pounds", "EGP"},
    {"sudanese pounds", "SDG"},
    {"pence", "GBP", -2},
    {"sterling", "GBP"},
    {"rupee", "INR"},
    {"rupees", "INR"},
    {"indian rupees", "INR"},
    {"pakistani rupees", "PKR"},
    {"pakistan rupees", "PKR"},
    {"sri lankan rupees", "LKR"},
    {"nepalese rupees", "NPR"},
    {"rupiah", "IDR"},
    {"indonesian rupiah", "IDR"},
    {"rouble", "RUB"},
    {"roubles", "RUB"},
    {"ruble", "RUB"},
    {"rubles", "RUB"},
    {"russian roubles", "RUB"},
    {"russian rubles", "RUB"},
    {"belarusian roubles", "BYN"},
    {"reais", "BRL"},
    {"brazilian reais", "BRL"},
    {"brazilian real", "BRL"},
    {"brazilian reals", "BRL"},
    {"rand", "ZAR"},
    {"rands", "ZAR"},
    {"south african rand", "ZAR"},
    {"ringgit", "MYR"},
    {"malaysian ringgit", "MYR"},
    {"baht", "THB"},
    {"thai baht", "THB"},
    {"dong", "VND"},
    {"vietnamese dong", "VND"},
    {"swiss franc", "CHF"},
    {"swiss francs", "CHF"},
    {"francs", "CHF"},
    {"cfa francs", "XOF"},
    {"congolese francs", "CDF"},
    {"rwandan francs", "RWF"},
    {"kronor", "SEK"},
    {"swedish kronor", "SEK"},
    {"swedish crowns", "SEK"},
    {"norwegian kroner", "NOK"},
    {"norwegian crowns", "NOK"},
    {"danish kroner", "DKK"},
    {"danish crowns", "DKK"},
    {"icelandic kronur", "ISK"},
    {"czech koruna", "CZK"},
    {"czech crowns", "CZK"},
    {"koruna", "CZK"},
    {"=kr", "SEK"},
    {"mexican pesos", "MXN"},
    {"philippine pesos", "PHP"},
    {"chilean pesos", "CLP"},
    {"argentine pesos", "ARS"},
    {"argentinian pesos", "ARS"},
    {"colombian pesos", "COP"},
    {"uruguayan pesos", "UYU"},
    {"cuban pesos", "CUP"},
    {"dominican pesos", "DOP"},
    {"peruvian soles", "PEN"},
    {"soles", "PEN"},
    {"bolivianos", "BOB"},
    {"guarani", "PYG"},
    {"guaranies", "PYG"},
    {"turkish lira", "TRY"},
    {"turkish liras", "TRY"},
    {"lira", "TRY"},
    {"zloty", "PLN"},
    {"zlotys", "PLN"},
    {"zł", "PLN"},
    {"forint", "HUF"},
    {"forints", "HUF"},
    {"romanian lei", "RON"},
    {"lei", "RON"},
    {"leva", "BGN"},
    {"hryvnia", "UAH"},
    {"hryvnias", "UAH"},
    {"tenge", "KZT"},
    {"kazakh tenge", "KZT"},
    {"som", "KGS"},
    {"uzbek soum", "UZS"},
    {"soum", "UZS"},
    {"somoni", "TJS"},
    {"manat", "AZN"},
    {"lari", "GEL"},
    {"drams", "AMD"},
    {"shekel", "ILS"},
    {"shekels", "ILS"},
    {"dirhams", "AED"},
    {"dirham", "AED"},
    {"uae dirhams", "AED"},
    {"moroccan dirhams", "MAD"},
    {"riyals", "SAR"},
    {"saudi riyals", "SAR"},
    {"qatari riyals", "QAR"},
    {"rials", "IRR"},
    {"omani rials", "OMR"},
    {"kuwaiti dinars", "KWD"},
    {"iraqi dinars", "IQD"},
    {"jordanian dinars", "JOD"},
    {"bahraini dinars", "BHD"},
    {"serbian dinars", "RSD"},
    {"algerian dinars", "DZD"},
    {"taka", "BDT"},
    {"kyat", "MMK"},
    {"kyats", "MMK"},
    {"kip", "LAK"},
    {"riel", "KHR"},
    {"tugrik", "MNT"},
    {"tugriks", "MNT"},
    {"naira", "NGN"},
    {"cedis", "GHS"},
    {"kenyan shillings", "KES"},
    {"tanzanian shillings", "TZS"},
    {"ugandan shillings", "UGX"},
    {"kwacha", "ZMW"},
    {"zambian kwacha", "ZMW"},
    {"malawian kwacha", "MWK"},
    {"meticais", "MZN"},
    {"kwanza", "AOA"},
    {"pula", "BWP"},
    {"birr", "ETB"},
    {"ariary", "MGA"},
    {"kina", "PGK"},
    {"元", "元"},
    {"元人民币", "CNY"},
    {"元人民幣", "CNY"},
    {"圆", "元"},
    {"圓", "元"},
    {"块钱", "元"},
    {"塊錢", "元"},
    {"人民币", "CNY"},
    {"人民幣", "CNY"},
    {"美元", "USD"},
    {"美金", "USD"},
    {"美分", "USD", -2},
    {"欧元", "EUR"},
    {"歐元", "EUR"},
    {"日元", "JPY"},
    {"日圆", "JPY"},
    {"日圓", "JPY"},
    {"英镑", "GBP"},
    {"英鎊", "GBP"},
    {"港元", "HKD"},
    {"港币", "HKD"},
    {"港幣", "HKD"},
    {"澳元", "AUD"},
    {"澳币", "AUD"},
    {"澳幣", "AUD"},
    {"澳大利亚元", "AUD"},
    {"加元", "CAD"},
    {"加拿大元", "CAD"},
    {"加币", "CAD"},
    {"加幣", "CAD"},
    {"纽元", "NZD"},
    {"新西兰元", "NZD"},
    {"新台币", "TWD"},
    {"新台幣", "TWD"},
    {"新臺幣", "TWD"},
    {"台币", "TWD"},
    {"台幣", "TWD"},
    {"新加坡元", "SGD"},
    {"新元", "SGD"},
    {"坡元", "SGD"},
    {"韩元", "KRW"},
    {"韓元", "KRW"},
    {"韩圆", "KRW"},
    {"韓圜", "KRW"},
    {"卢布", "RUB"},
    {"盧布", "RUB"},
    {"卢比", "INR"},
    {"盧比", "INR"},
    {"印度卢比", "INR"},
    {"印度盧比", "INR"},
    {"巴基斯坦卢比", "PKR"},
    {"斯里兰卡卢比", "LKR"},
    {"印尼盾", "IDR"},
    {"印尼卢比", "IDR"},
    {"印度尼西亚盾", "IDR"},
    {"瑞士法郎", "CHF"},
    {"瑞郎", "CHF"},
    {"法郎", "CHF"},
    {"刚果法郎", "CDF"},
    {"泰铢", "THB"},
    {"泰銖", "THB"},
    {"越南盾", "VND"},
    {"墨西哥比索", "MXN"},
    {"菲律宾比索", "PHP"},
    {"智利比索", "CLP"},
    {"阿根廷比索", "ARS"},
    {"雷亚尔", "BRL"},
    {"雷亞爾", "BRL"},
    {"兰特", "ZAR"},
    {"蘭特", "ZAR"},
    {"林吉特", "MYR"},
    {"令吉", "MYR"},
    {"里拉", "TRY"},
    {"瑞典克朗", "SEK"},
    {"挪威克朗", "NOK"},
    {"丹麦克朗", "DKK"},
    {"捷克克朗", "CZK"},
    {"迪拉姆", "AED"},
    {"里亚尔", "SAR"},
    {"坚戈", "KZT"},
    {"图格里克", "MNT"},
    {"缅元", "MMK"},
    {"缅币", "MMK"},
    {"基普", "LAK"},
    {"瑞尔", "KHR"},
    {"奈拉", "NGN"},
    {"克瓦查", "ZMW"},
    {"兹罗提", "PLN"},
    {"福林", "HUF"},
    {"格里夫纳", "UAH"},
});

// Begin like a currency and are none.
constexpr auto kNoneAfter = std::to_array<std::string_view>({"元素",     "元宝",
                                                             "元旦",     "元年",
                                                             "元月",     "元器件",
                                                             "元首",     "元老",
                                                             "元件",     "won the",
                                                             "won a",    "won by",
                                                             "won an",   "won in",
                                                             "som eone", "sterling silver",
                                                             "kip per",  "圆满",
                                                             "圆桌",     "圓滿",
                                                             "圓桌",     "rand corporation"});

std::optional<Currency> CodeAt(std::string_view text, std::size_t at, bool digits_may_follow) {
  const std::string_view code = text.substr(std::min(at, text.size()), 3);
  if (code.size() < 3 || !IsCurrencyCode(code)) {
    return std::nullopt;
  }
  const bool ends =
      digits_may_follow ? !IsAlphabetic(CharAt(text, at + 3).code) : EndsWord(text, at + 3);
  return ends ? std::optional(Currency{.end = at + 3, .code = std::string(code)}) : std::nullopt;
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
  static const PhraseIndex index = PhraseIndex::Of<Row>(kBefore);
  if (IsLetter(ByteAt(text, at)) && !StartsWord(text, at)) {
    return std::nullopt;
  }
  if (const std::optional<PhraseIndex::Hit> hit = index.Find(text, at)) {
    const Row& row = kBefore[hit->phrase];
    return Currency{.end = hit->end, .code = Resolved(row.code, reading), .power = row.power};
  }
  return CodeAt(text, at, true);
}

std::optional<Currency> CurrencyAfterNumber(std::string_view text, std::size_t at,
                                            const Reading& reading) {
  static const PhraseIndex index = PhraseIndex::Of<Row>(kAfter);
  static const PhraseIndex none(
      std::vector<std::string_view>(kNoneAfter.begin(), kNoneAfter.end()));
  std::size_t start = SkipSpaces(text, at);
  start += start == at && ByteAt(text, at) == '-' ? 1 : 0;
  if (none.Find(text, start)) {
    return std::nullopt;
  }
  if (const std::optional<PhraseIndex::Hit> hit = index.Find(text, start)) {
    const Row& row = kAfter[hit->phrase];
    const std::string code = Resolved(row.code, reading);
    const bool weight =
        code == "lb" || IsWeight(text, hit->end, row.code) || IsDigit(ByteAt(text, hit->end));
    return weight ? std::nullopt
                  : std::optional(Currency{.end = hit->end, .code = code, .power = row.power});
  }
  return CodeAt(text, start, false);
}

}  // namespace rules
