// Currencies by their country: "Afghan afghanis", "a Costa Rican colon", "5,000 Iran rials".
#include <algorithm>
#include <array>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "rules/currency_names.h"

namespace rules {
namespace {

// Each list is parted by '|'; every country goes with every unit.
struct Currency {
  std::string_view countries;  // their adjectives and, as many write them, their names
  std::string_view units;
  std::string_view code;
};

// ISO 4217 list one. Those of large markets have their short names in currency_names.cc.
constexpr auto kCurrencies = std::to_array<Currency>({
    {"uae|emirati|united arab emirates|u.a.e.", "dirham|dirhams", "AED"},
    {"afghan|afghanistan", "afghani|afghanis", "AFN"},
    {"albanian|albania", "lek|lekë|leks|leke", "ALL"},
    {"armenian|armenia", "dram|drams", "AMD"},
    {"netherlands antillean", "guilder|guilders|gulden", "ANG"},
    {"angolan|angola", "kwanza|kwanzas", "AOA"},
    {"argentine|argentinian|argentina", "peso|pesos", "ARS"},
    {"aussie|australian|australia", "dollar|dollars", "AUD"},
    {"kiribati|tuvaluan|nauruan", "dollar|dollars", "AUD"},
    {"aruban|aruba", "florin|florins", "AWG"},
    {"azerbaijani|azerbaijan|azeri", "manat|manats", "AZN"},
    {"bosnian|bosnian convertible|bosnia and herzegovina convertible|bosnia and herzegovina",
     "mark|marks|convertible mark|convertible marks", "BAM"},
    {"barbadian|barbados", "dollar|dollars", "BBD"},
    {"bangladeshi|bangladesh", "taka|takas", "BDT"},
    {"bulgarian|bulgaria", "lev|leva|levs", "BGN"},
    {"bahraini|bahrain", "dinar|dinars", "BHD"},
    {"burundian|burundi", "franc|francs", "BIF"},
    {"bermudian|bermuda", "dollar|dollars", "BMD"},
    {"brunei|bruneian", "dollar|dollars", "BND"},
    {"bolivian|bolivia", "boliviano|bolivianos", "BOB"},
    {"brazilian|brazil", "real|reais|reals", "BRL"},
    {"bahamian|bahamas|the bahamas", "dollar|dollars", "BSD"},
    {"bhutanese|bhutan", "ngultrum|ngultrums", "BTN"},
    {"botswanan|botswana", "pula|pulas", "BWP"},
    {"belarusian|belarus|belarussian|new belarusian", "ruble|rubles|rouble|roubles", "BYN"},
    {"belize|belizean", "dollar|dollars", "BZD"},
    {"canadian|canada", "dollar|dollars", "CAD"},
    {"congolese|congo", "franc|francs", "CDF"},
    {"swiss|switzerland", "franc|francs", "CHF"},
    {"chilean|chile", "peso|pesos", "CLP"},
    {"chinese|china|chinese renminbi", "yuan|yuans|renminbi", "CNY"},
    {"colombian|colombia", "peso|pesos", "COP"},
    {"costa rican|costa rica", "colon|colones|colón|colóns|colons", "CRC"},
    {"cuban|cuba", "peso|pesos", "CUP"},
    {"cuban convertible|cuba convertible", "peso|pesos", "CUC"},
    {"cape verdean|cape verde|cabo verdean", "escudo|escudos", "CVE"},
    {"czech|czech republic", "koruna|korunas|crown|crowns|koruny|korun", "CZK"},
    {"djiboutian|djibouti", "franc|francs", "DJF"},
    {"danish|denmark", "krone|kroner|crown|crowns|krones|kroners", "DKK"},
    {"faroese", "krona|kronas|króna|krónur|kroner", "DKK"},
    {"dominican|dominican republic", "peso|pesos", "DOP"},
    {"algerian|algeria", "dinar|dinars", "DZD"},
    {"egyptian|egypt", "pound|pounds", "EGP"},
    {"eritrean|eritrea", "nakfa|nakfas", "ERN"},
    {"ethiopian|ethiopia", "birr|birrs", "ETB"},
    {"fijian|fiji", "dollar|dollars", "FJD"},
    {"falkland islands|falkland island|falkland", "pound|pounds", "FKP"},
    {"british|scottish|english|uk|u.k.", "pound|pounds", "GBP"},
    {"isle of man|manx|guernsey|jersey", "pound|pounds", "GBP"},
    {"georgian|georgia", "lari|laris", "GEL"},
    {"ghanaian|ghana", "cedi|cedis", "GHS"},
    {"gibraltar", "pound|pounds", "GIP"},
    {"gambian|gambia", "dalasi|dalasis", "GMD"},
    {"guinean|guinea", "franc|francs", "GNF"},
    {"guatemalan|guatemala", "quetzal|quetzals|quetzales", "GTQ"},
    {"guyanese|guyana", "dollar|dollars", "GYD"},
    {"hong kong|hongkong|hk", "dollar|dollars", "HKD"},
    {"honduran|honduras", "lempira|lempiras", "HNL"},
    {"haitian|haiti", "gourde|gourdes", "HTG"},
    {"hungarian|hungary", "forint|forints", "HUF"},
    {"indonesian|indonesia", "rupiah|rupiahs", "IDR"},
    {"israeli|israeli new|israel", "shekel|shekels|new shekel|new shekels|sheqel|sheqels|sheqalim",
     "ILS"},
    {"indian|india", "rupee|rupees", "INR"},
    {"iraqi|iraq", "dinar|dinars", "IQD"},
    {"iranian|iran", "rial|rials", "IRR"},
    {"icelandic|iceland", "krona|kronur|krónur|króna|kronas|crown|crowns", "ISK"},
    {"jamaican|jamaica", "dollar|dollars", "JMD"},
    {"jordanian|jordan", "dinar|dinars", "JOD"},
    {"japanese|japan", "yen|yens", "JPY"},
    {"kenyan|kenya", "shilling|shillings", "KES"},
    {"kyrgyz|kyrgyzstani|kyrgyzstan", "som|soms", "KGS"},
    {"cambodian|cambodia", "riel|riels", "KHR"},
    {"comorian|comoros", "franc|francs", "KMF"},
    {"north korean|north korea", "won|wons", "KPW"},
    {"south korean|south korea|korean|korea", "won|wons", "KRW"},
    {"kuwaiti|kuwait", "dinar|dinars", "KWD"},
    {"cayman islands|cayman island|cayman", "dollar|dollars", "KYD"},
    {"kazakh|kazakhstani|kazakhstan", "tenge|tenges", "KZT"},
    {"lao|laotian|laos", "kip|kips", "LAK"},
    {"lebanese|lebanon", "pound|pounds", "LBP"},
    {"sri lankan|sri lanka", "rupee|rupees", "LKR"},
    {"liberian|liberia", "dollar|dollars", "LRD"},
    {"lesotho|basotho", "loti|maloti|lotis", "LSL"},
    {"libyan|libya", "dinar|dinars", "LYD"},
    {"moroccan|morocco", "dirham|dirhams", "MAD"},
    {"moldovan|moldova", "leu|lei|leus", "MDL"},
    {"malagasy|madagascar|malagasy republic", "ariary|ariaries", "MGA"},
    {"macedonian|macedonia|north macedonian", "denar|denars", "MKD"},
    {"myanmar|burmese|burma", "kyat|kyats", "MMK"},
    {"mongolian|mongolia", "tugrik|tugriks|togrog|togrogs|tögrög|tögrögs|tugrug|tugrugs", "MNT"},
    {"macanese|macau|macao", "pataca|patacas", "MOP"},
    {"mauritanian|mauritania", "ouguiya|ouguiyas", "MRU"},
    {"mauritian|mauritius", "rupee|rupees", "MUR"},
    {"maldivian|maldives", "rufiyaa|rufiyaas", "MVR"},
    {"malawian|malawi", "kwacha|kwachas", "MWK"},
    {"mexican|mexico", "peso|pesos", "MXN"},
    {"malaysian|malaysia", "ringgit|ringgits", "MYR"},
    {"mozambican|mozambique", "metical|meticais|meticals", "MZN"},
    {"namibian|namibia", "dollar|dollars", "NAD"},
    {"nigerian|nigeria", "naira|nairas", "NGN"},
    {"nicaraguan|nicaragua", "cordoba|cordobas|córdoba|córdobas", "NIO"},
    {"norwegian|norway", "krone|kroner|crown|crowns|krones|kroners", "NOK"},
    {"nepalese|nepali|nepal", "rupee|rupees", "NPR"},
    {"kiwi|new zealand|nz", "dollar|dollars", "NZD"},
    {"omani|oman", "rial|rials", "OMR"},
    {"panamanian|panama", "balboa|balboas", "PAB"},
    {"peruvian|peruvian nuevo|peru", "sol|soles", "PEN"},
    {"papua new guinean|papua new guinea", "kina|kinas", "PGK"},
    {"philippine|filipino|philippines|the philippines", "peso|pesos", "PHP"},
    {"pakistani|pakistan", "rupee|rupees", "PKR"},
    {"polish|poland", "zloty|zlotys|złoty|złotys|zlote|zlotych|złotych|złote", "PLN"},
    {"paraguayan|paraguay", "guarani|guaranies|guaraní|guaraníes|guaranis", "PYG"},
    {"qatari|qatar", "riyal|riyals|rial|rials", "QAR"},
    {"romanian|romania", "leu|lei|leus", "RON"},
    {"serbian|serbia", "dinar|dinars", "RSD"},
    {"russian|russia", "ruble|rubles|rouble|roubles", "RUB"},
    {"rwandan|rwanda", "franc|francs", "RWF"},
    {"saudi|saudi arabian|saudi arabia", "riyal|riyals|rial|rials", "SAR"},
    {"solomon islands|solomon island", "dollar|dollars", "SBD"},
    {"seychellois|seychelles", "rupee|rupees", "SCR"},
    {"sudanese|sudan", "pound|pounds", "SDG"},
    {"swedish|sweden", "krona|kronor|crown|crowns|kronas|kronors|kronur", "SEK"},
    {"singapore|singaporean", "dollar|dollars", "SGD"},
    {"saint helena|st helena", "pound|pounds", "SHP"},
    {"sierra leonean|sierra leone", "leone|leones", "SLE"},
    {"somali|somalia", "shilling|shillings", "SOS"},
    {"surinamese|suriname", "dollar|dollars", "SRD"},
    {"south sudanese|south sudan", "pound|pounds", "SSP"},
    {"sao tome|são tomé", "dobra|dobras", "STN"},
    {"salvadoran|salvadorian|el salvador", "colon|colons|colones|colón|colóns", "SVC"},
    {"syrian|syria", "pound|pounds", "SYP"},
    {"swazi|swaziland|eswatini", "lilangeni|emalangeni|lilangenis", "SZL"},
    {"thai|thailand", "baht|bahts", "THB"},
    {"tajikistani|tajik|tajikistan", "somoni|somonis", "TJS"},
    {"turkmen|turkmenistani|turkmenistan|turkmenistan new", "manat|manats", "TMT"},
    {"tunisian|tunisia", "dinar|dinars", "TND"},
    {"tongan|tonga", "paanga|paangas|pa'anga|pa'angas|paʻanga", "TOP"},
    {"turkish|turkey|türkiye|new turkish", "lira|liras", "TRY"},
    {"trinidad and tobago|trinidad|trinidadian", "dollar|dollars", "TTD"},
    {"new taiwan|taiwan|taiwanese|nt", "dollar|dollars", "TWD"},
    {"tanzanian|tanzania", "shilling|shillings", "TZS"},
    {"ukrainian|ukraine", "hryvnia|hryvnias|hryvnya|hryvna|hryvni", "UAH"},
    {"ugandan|uganda", "shilling|shillings", "UGX"},
    {"us|u.s.|u.s|u s|american|united states", "dollar|dollars", "USD"},
    {"uruguayan|uruguay", "peso|pesos", "UYU"},
    {"uzbek|uzbekistani|uzbekistan", "sum|sums|som|soms|soum|soums|so'm", "UZS"},
    {"venezuelan|venezuela", "bolivar|bolivars|bolívar|bolívares|bolivares|bolívars", "VES"},
    {"vietnamese|vietnam", "dong|dongs|đồng", "VND"},
    {"vanuatu", "vatu|vatus", "VUV"},
    {"samoan|samoa", "tala|talas|tālā|tālās", "WST"},
    {"central african cfa|central african|cemac", "franc|francs", "XAF"},
    {"east caribbean", "dollar|dollars", "XCD"},
    {"curaçao|curacao|caribbean", "guilder|guilders", "XCG"},
    {"west african cfa|west african", "franc|francs", "XOF"},
    {"cfp", "franc|francs", "XPF"},
    {"yemeni|yemen", "rial|rials", "YER"},
    {"south african|south africa", "rand|rands", "ZAR"},
    {"zambian|zambia", "kwacha|kwachas", "ZMW"},
    {"zimbabwean|zimbabwe", "dollar|dollars", "ZWL"},
    // Gone into the euro and other successors; the last code that each had.
    {"austrian", "schilling|schillings", "ATS"},
    {"belgian|belgium", "franc|francs", "BEF"},
    {"cyprus|cypriot", "pound|pounds", "CYP"},
    {"east german", "mark|marks", "DDM"},
    {"deutsche|german|west german", "mark|marks", "DEM"},
    {"estonian|estonia", "kroon|kroons|krooni", "EEK"},
    {"spanish", "peseta|pesetas", "ESP"},
    {"finnish|finland", "markka|markkaa|mark|marks", "FIM"},
    {"french", "franc|francs", "FRF"},
    {"greek", "drachma|drachmas", "GRD"},
    {"croatian|croatia", "kuna|kunas", "HRK"},
    {"irish", "pound|pounds|punt|punts", "IEP"},
    {"italian", "lira|lire", "ITL"},
    {"lithuanian|lithuania", "litas|litai|lit|lits", "LTL"},
    {"luxembourg", "franc|francs", "LUF"},
    {"latvian|latvia", "lat|lats|latu|lati", "LVL"},
    {"maltese", "lira|liri", "MTL"},
    {"dutch|netherlands|holland", "guilder|guilders|gulden", "NLG"},
    {"portuguese", "escudo|escudos", "PTE"},
    {"slovenian", "tolar|tolars", "SIT"},
    {"slovak", "koruna|korunas|crown|crowns", "SKK"},
});

std::vector<std::string_view> PartsOf(std::string_view list) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t end = std::min(list.find('|', at), list.size());
    parts.push_back(list.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

bool IsDollar(const Currency& currency) {
  return currency.units.starts_with("dollar");
}

struct Names {
  std::deque<std::string> phrases;  // which stay where they are
  std::vector<CurrencyName> rows;

  void Add(std::string_view country, std::string_view unit, std::string_view code, int power = 0) {
    phrases.push_back(std::string(country) + " " + std::string(unit));
    rows.push_back({phrases.back(), code, power});
  }
};

}  // namespace

std::span<const CurrencyName> NationalCurrencyNames() {
  static const auto names = [] {
    Names all;
    for (const Currency& currency : kCurrencies) {
      for (const std::string_view country : PartsOf(currency.countries)) {
        for (const std::string_view unit : PartsOf(currency.units))
          all.Add(country, unit, currency.code);
        if (!IsDollar(currency))
          continue;
        for (const std::string_view coin : {"cent", "cents"})
          all.Add(country, coin, currency.code, -2);
      }
    }
    return all;
  }();
  return names.rows;
}

std::span<const CurrencyName> NationalDollarSigns() {
  static const auto signs = [] {
    Names all;
    for (const Currency& currency : kCurrencies) {
      if (!IsDollar(currency))
        continue;
      for (const std::string_view country : PartsOf(currency.countries))
        all.Add(country, "$", currency.code);
    }
    return all;
  }();
  return signs.rows;
}

}  // namespace rules
