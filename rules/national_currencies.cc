// Currencies by the adjective of their country: "Afghan afghanis", "a Costa Rican colon".
#include <array>
#include <deque>
#include <string>
#include <vector>

#include "rules/currency_names.h"

namespace rules {
namespace {

struct Currency {
  std::string_view adjective;
  std::string_view one;
  std::string_view many;
  std::string_view code;
};

// ISO 4217 list one. Those of large markets have their short names in currency_names.cc.
constexpr auto kCurrencies = std::to_array<Currency>({
    {"afghan", "afghani", "afghanis", "AFN"},
    {"albanian", "lek", "lekë", "ALL"},
    {"algerian", "dinar", "dinars", "DZD"},
    {"angolan", "kwanza", "kwanzas", "AOA"},
    {"argentine", "peso", "pesos", "ARS"},
    {"armenian", "dram", "drams", "AMD"},
    {"aruban", "florin", "florins", "AWG"},
    {"aussie", "dollar", "dollars", "AUD"},
    {"australian", "dollar", "dollars", "AUD"},
    {"azerbaijani", "manat", "manats", "AZN"},
    {"bahamian", "dollar", "dollars", "BSD"},
    {"bahraini", "dinar", "dinars", "BHD"},
    {"bangladeshi", "taka", "takas", "BDT"},
    {"barbadian", "dollar", "dollars", "BBD"},
    {"belarusian", "ruble", "rubles", "BYN"},
    {"belarusian", "rouble", "roubles", "BYN"},
    {"belize", "dollar", "dollars", "BZD"},
    {"bermudian", "dollar", "dollars", "BMD"},
    {"bhutanese", "ngultrum", "ngultrums", "BTN"},
    {"bolivian", "boliviano", "bolivianos", "BOB"},
    {"bosnian", "mark", "marks", "BAM"},
    {"botswanan", "pula", "pulas", "BWP"},
    {"brazilian", "real", "reais", "BRL"},
    {"british", "pound", "pounds", "GBP"},
    {"brunei", "dollar", "dollars", "BND"},
    {"bulgarian", "lev", "leva", "BGN"},
    {"burundian", "franc", "francs", "BIF"},
    {"cambodian", "riel", "riels", "KHR"},
    {"canadian", "dollar", "dollars", "CAD"},
    {"cape verdean", "escudo", "escudos", "CVE"},
    {"cayman islands", "dollar", "dollars", "KYD"},
    {"central african cfa", "franc", "francs", "XAF"},
    {"west african cfa", "franc", "francs", "XOF"},
    {"cfp", "franc", "francs", "XPF"},
    {"chilean", "peso", "pesos", "CLP"},
    {"colombian", "peso", "pesos", "COP"},
    {"comorian", "franc", "francs", "KMF"},
    {"congolese", "franc", "francs", "CDF"},
    {"costa rican", "colon", "colones", "CRC"},
    {"costa rican", "colón", "colóns", "CRC"},
    {"cuban", "peso", "pesos", "CUP"},
    {"czech", "koruna", "korunas", "CZK"},
    {"czech", "crown", "crowns", "CZK"},
    {"danish", "krone", "kroner", "DKK"},
    {"danish", "crown", "crowns", "DKK"},
    {"djiboutian", "franc", "francs", "DJF"},
    {"dominican", "peso", "pesos", "DOP"},
    {"east caribbean", "dollar", "dollars", "XCD"},
    {"egyptian", "pound", "pounds", "EGP"},
    {"eritrean", "nakfa", "nakfas", "ERN"},
    {"ethiopian", "birr", "birrs", "ETB"},
    {"falkland islands", "pound", "pounds", "FKP"},
    {"fijian", "dollar", "dollars", "FJD"},
    {"fiji", "dollar", "dollars", "FJD"},
    {"gambian", "dalasi", "dalasis", "GMD"},
    {"georgian", "lari", "laris", "GEL"},
    {"ghanaian", "cedi", "cedis", "GHS"},
    {"gibraltar", "pound", "pounds", "GIP"},
    {"guatemalan", "quetzal", "quetzals", "GTQ"},
    {"guinean", "franc", "francs", "GNF"},
    {"guyanese", "dollar", "dollars", "GYD"},
    {"haitian", "gourde", "gourdes", "HTG"},
    {"honduran", "lempira", "lempiras", "HNL"},
    {"hong kong", "dollar", "dollars", "HKD"},
    {"hungarian", "forint", "forints", "HUF"},
    {"icelandic", "krona", "kronur", "ISK"},
    {"indian", "rupee", "rupees", "INR"},
    {"indonesian", "rupiah", "rupiahs", "IDR"},
    {"iranian", "rial", "rials", "IRR"},
    {"iraqi", "dinar", "dinars", "IQD"},
    {"israeli", "shekel", "shekels", "ILS"},
    {"jamaican", "dollar", "dollars", "JMD"},
    {"japanese", "yen", "yens", "JPY"},
    {"jordanian", "dinar", "dinars", "JOD"},
    {"kazakh", "tenge", "tenges", "KZT"},
    {"kazakhstani", "tenge", "tenges", "KZT"},
    {"kenyan", "shilling", "shillings", "KES"},
    {"kiwi", "dollar", "dollars", "NZD"},
    {"kuwaiti", "dinar", "dinars", "KWD"},
    {"kyrgyz", "som", "soms", "KGS"},
    {"kyrgyzstani", "som", "soms", "KGS"},
    {"lao", "kip", "kips", "LAK"},
    {"laotian", "kip", "kips", "LAK"},
    {"lebanese", "pound", "pounds", "LBP"},
    {"lesotho", "loti", "maloti", "LSL"},
    {"liberian", "dollar", "dollars", "LRD"},
    {"libyan", "dinar", "dinars", "LYD"},
    {"macanese", "pataca", "patacas", "MOP"},
    {"macau", "pataca", "patacas", "MOP"},
    {"macedonian", "denar", "denars", "MKD"},
    {"malagasy", "ariary", "ariaries", "MGA"},
    {"malawian", "kwacha", "kwachas", "MWK"},
    {"malaysian", "ringgit", "ringgits", "MYR"},
    {"maldivian", "rufiyaa", "rufiyaas", "MVR"},
    {"mauritanian", "ouguiya", "ouguiyas", "MRU"},
    {"mauritian", "rupee", "rupees", "MUR"},
    {"mexican", "peso", "pesos", "MXN"},
    {"moldovan", "leu", "lei", "MDL"},
    {"mongolian", "tugrik", "tugriks", "MNT"},
    {"mongolian", "togrog", "togrogs", "MNT"},
    {"moroccan", "dirham", "dirhams", "MAD"},
    {"mozambican", "metical", "meticais", "MZN"},
    {"myanmar", "kyat", "kyats", "MMK"},
    {"burmese", "kyat", "kyats", "MMK"},
    {"namibian", "dollar", "dollars", "NAD"},
    {"nepalese", "rupee", "rupees", "NPR"},
    {"nepali", "rupee", "rupees", "NPR"},
    {"new taiwan", "dollar", "dollars", "TWD"},
    {"new zealand", "dollar", "dollars", "NZD"},
    {"nicaraguan", "cordoba", "cordobas", "NIO"},
    {"nicaraguan", "córdoba", "córdobas", "NIO"},
    {"nigerian", "naira", "nairas", "NGN"},
    {"north korean", "won", "wons", "KPW"},
    {"norwegian", "krone", "kroner", "NOK"},
    {"norwegian", "crown", "crowns", "NOK"},
    {"omani", "rial", "rials", "OMR"},
    {"pakistani", "rupee", "rupees", "PKR"},
    {"panamanian", "balboa", "balboas", "PAB"},
    {"papua new guinean", "kina", "kinas", "PGK"},
    {"paraguayan", "guarani", "guaranies", "PYG"},
    {"peruvian", "sol", "soles", "PEN"},
    {"philippine", "peso", "pesos", "PHP"},
    {"filipino", "peso", "pesos", "PHP"},
    {"polish", "zloty", "zlotys", "PLN"},
    {"polish", "złoty", "złotys", "PLN"},
    {"qatari", "riyal", "riyals", "QAR"},
    {"qatari", "rial", "rials", "QAR"},
    {"romanian", "leu", "lei", "RON"},
    {"russian", "ruble", "rubles", "RUB"},
    {"russian", "rouble", "roubles", "RUB"},
    {"rwandan", "franc", "francs", "RWF"},
    {"samoan", "tala", "talas", "WST"},
    {"saudi", "riyal", "riyals", "SAR"},
    {"saudi", "rial", "rials", "SAR"},
    {"serbian", "dinar", "dinars", "RSD"},
    {"seychellois", "rupee", "rupees", "SCR"},
    {"sierra leonean", "leone", "leones", "SLE"},
    {"singapore", "dollar", "dollars", "SGD"},
    {"singaporean", "dollar", "dollars", "SGD"},
    {"solomon islands", "dollar", "dollars", "SBD"},
    {"somali", "shilling", "shillings", "SOS"},
    {"south african", "rand", "rands", "ZAR"},
    {"south korean", "won", "wons", "KRW"},
    {"south sudanese", "pound", "pounds", "SSP"},
    {"sri lankan", "rupee", "rupees", "LKR"},
    {"sudanese", "pound", "pounds", "SDG"},
    {"surinamese", "dollar", "dollars", "SRD"},
    {"swazi", "lilangeni", "emalangeni", "SZL"},
    {"swedish", "krona", "kronor", "SEK"},
    {"swedish", "crown", "crowns", "SEK"},
    {"swiss", "franc", "francs", "CHF"},
    {"syrian", "pound", "pounds", "SYP"},
    {"taiwan", "dollar", "dollars", "TWD"},
    {"taiwanese", "dollar", "dollars", "TWD"},
    {"tajikistani", "somoni", "somonis", "TJS"},
    {"tanzanian", "shilling", "shillings", "TZS"},
    {"thai", "baht", "bahts", "THB"},
    {"tongan", "paanga", "paangas", "TOP"},
    {"trinidad and tobago", "dollar", "dollars", "TTD"},
    {"tunisian", "dinar", "dinars", "TND"},
    {"turkish", "lira", "liras", "TRY"},
    {"turkmen", "manat", "manats", "TMT"},
    {"turkmenistani", "manat", "manats", "TMT"},
    {"uae", "dirham", "dirhams", "AED"},
    {"emirati", "dirham", "dirhams", "AED"},
    {"ugandan", "shilling", "shillings", "UGX"},
    {"ukrainian", "hryvnia", "hryvnias", "UAH"},
    {"uruguayan", "peso", "pesos", "UYU"},
    {"uzbek", "sum", "sums", "UZS"},
    {"uzbekistani", "som", "soms", "UZS"},
    {"vanuatu", "vatu", "vatus", "VUV"},
    {"venezuelan", "bolivar", "bolivars", "VES"},
    {"venezuelan", "bolívar", "bolívares", "VES"},
    {"vietnamese", "dong", "dongs", "VND"},
    {"yemeni", "rial", "rials", "YER"},
    {"zambian", "kwacha", "kwachas", "ZMW"},
    {"zimbabwean", "dollar", "dollars", "ZWL"},
});

}  // namespace

std::span<const CurrencyName> NationalCurrencyNames() {
  static const auto phrases = [] {
    std::deque<std::string> all;  // stays where it is
    for (const Currency& currency : kCurrencies) {
      for (const std::string_view unit : {currency.one, currency.many}) {
        all.push_back(std::string(currency.adjective) + " " + std::string(unit));
      }
    }
    return all;
  }();
  static const auto names = [] {
    std::vector<CurrencyName> all;
    all.reserve(phrases.size());
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      all.push_back({phrases[i], kCurrencies[i / 2].code});
    }
    return all;
  }();
  return names;
}

}  // namespace rules
