// Every currency of ISO 4217: its code, its English and its Chinese name.
#include "rules/currencies.h"
#include "tests/rules/bare.h"

namespace {

struct Named {
  std::string_view code;
  std::string_view english;  // singular, then plural, parted by '/'
  std::string_view chinese;  // several, parted by '/'
};

const std::vector<Named>& Currencies() {
  static const std::vector<Named> all = {
      {"AED", "UAE dirham/UAE dirhams", "阿联酋迪拉姆"},
      {"AFN", "Afghan afghani/afghanis", "阿富汗尼"},
      {"ALL", "Albanian lek/Albanian lekë", "阿尔巴尼亚列克"},
      {"AMD", "Armenian dram/Armenian drams", "亚美尼亚德拉姆"},
      {"AOA", "Angolan kwanza/kwanzas", "安哥拉宽扎/宽扎"},
      {"ARS", "Argentine peso/Argentinian pesos", "阿根廷比索"},
      {"AUD", "Australian dollar/Australian dollars", "澳大利亚元/澳元"},
      {"AWG", "Aruban florin/Aruban florins", "阿鲁巴弗罗林"},
      {"AZN", "Azerbaijani manat/Azerbaijani manats", "阿塞拜疆马纳特"},
      {"BAM", "Bosnian mark/convertible marks", "波黑马克"},
      {"BBD", "Barbadian dollar/Barbados dollars", "巴巴多斯元"},
      {"BDT", "Bangladeshi taka/taka", "孟加拉塔卡/塔卡"},
      {"BGN", "Bulgarian lev/leva", "保加利亚列弗/列弗"},
      {"BHD", "Bahraini dinar/Bahraini dinars", "巴林第纳尔"},
      {"BIF", "Burundian franc/Burundian francs", "布隆迪法郎"},
      {"BMD", "Bermudian dollar/Bermuda dollars", "百慕大元"},
      {"BND", "Brunei dollar/Brunei dollars", "文莱元"},
      {"BOB", "boliviano/Bolivian bolivianos", "玻利维亚诺"},
      {"BRL", "Brazilian real/reais", "巴西雷亚尔/雷亚尔"},
      {"BSD", "Bahamian dollar/Bahamian dollars", "巴哈马元"},
      {"BTN", "Bhutanese ngultrum/ngultrums", "不丹努尔特鲁姆"},
      {"BWP", "Botswana pula/Botswanan pulas", "博茨瓦纳普拉"},
      {"BYN", "Belarusian ruble/Belarusian roubles", "白俄罗斯卢布"},
      {"BZD", "Belize dollar/Belize dollars", "伯利兹元"},
      {"CAD", "Canadian dollar/Canadian dollars", "加拿大元/加元"},
      {"CDF", "Congolese franc/Congolese francs", "刚果法郎"},
      {"CHF", "Swiss franc/Swiss francs", "瑞士法郎/瑞郎"},
      {"CLP", "Chilean peso/Chilean pesos", "智利比索"},
      {"CNY", "Chinese yuan/renminbi", "人民币"},
      {"COP", "Colombian peso/Colombian pesos", "哥伦比亚比索"},
      {"CRC", "Costa Rican colon/colones", "哥斯达黎加科朗"},
      {"CUP", "Cuban peso/Cuban pesos", "古巴比索"},
      {"CVE", "Cape Verdean escudo/Cape Verdean escudos", "佛得角埃斯库多"},
      {"CZK", "Czech koruna/Czech crowns", "捷克克朗"},
      {"DJF", "Djiboutian franc/Djibouti francs", "吉布提法郎"},
      {"DKK", "Danish krone/Danish kroner", "丹麦克朗"},
      {"DOP", "Dominican peso/Dominican pesos", "多米尼加比索"},
      {"DZD", "Algerian dinar/Algerian dinars", "阿尔及利亚第纳尔"},
      {"EGP", "Egyptian pound/Egyptian pounds", "埃及镑"},
      {"ERN", "Eritrean nakfa/nakfa", "厄立特里亚纳克法"},
      {"ETB", "Ethiopian birr/birr", "埃塞俄比亚比尔"},
      {"EUR", "euro/euros", "欧元"},
      {"FJD", "Fijian dollar/Fiji dollars", "斐济元"},
      {"FKP", "Falkland Islands pound/Falkland Islands pounds", "福克兰群岛镑"},
      {"GBP", "British pound/pounds sterling", "英镑"},
      {"GEL", "Georgian lari/lari", "格鲁吉亚拉里"},
      {"GHS", "Ghanaian cedi/cedis", "加纳塞地"},
      {"GIP", "Gibraltar pound/Gibraltar pounds", "直布罗陀镑"},
      {"GMD", "Gambian dalasi/dalasis", "冈比亚达拉西"},
      {"GNF", "Guinean franc/Guinean francs", "几内亚法郎"},
      {"GTQ", "Guatemalan quetzal/quetzales", "危地马拉格查尔"},
      {"GYD", "Guyanese dollar/Guyana dollars", "圭亚那元"},
      {"HKD", "Hong Kong dollar/Hong Kong dollars", "港元/港币"},
      {"HNL", "Honduran lempira/lempiras", "洪都拉斯伦皮拉"},
      {"HTG", "Haitian gourde/gourdes", "海地古德"},
      {"HUF", "Hungarian forint/forints", "匈牙利福林/福林"},
      {"IDR", "Indonesian rupiah/rupiahs", "印尼盾/印尼卢比"},
      {"ILS", "Israeli shekel/new shekels", "以色列新谢克尔/谢克尔"},
      {"INR", "Indian rupee/rupees", "印度卢比/卢比"},
      {"IQD", "Iraqi dinar/Iraqi dinars", "伊拉克第纳尔"},
      {"IRR", "Iranian rial/Iranian rials", "伊朗里亚尔"},
      {"ISK", "Icelandic krona/Icelandic kronur", "冰岛克朗"},
      {"JMD", "Jamaican dollar/Jamaican dollars", "牙买加元"},
      {"JOD", "Jordanian dinar/Jordanian dinars", "约旦第纳尔"},
      {"JPY", "Japanese yen/yen", "日元/日圆"},
      {"KES", "Kenyan shilling/Kenya shillings", "肯尼亚先令"},
      {"KGS", "Kyrgyz som/Kyrgyz soms", "吉尔吉斯斯坦索姆"},
      {"KHR", "Cambodian riel/riels", "柬埔寨瑞尔"},
      {"KMF", "Comorian franc/Comorian francs", "科摩罗法郎"},
      {"KPW", "North Korean won/North Korean won", "朝鲜元"},
      {"KRW", "South Korean won/won", "韩元"},
      {"KWD", "Kuwaiti dinar/Kuwaiti dinars", "科威特第纳尔"},
      {"KYD", "Cayman Islands dollar/Cayman dollars", "开曼群岛元"},
      {"KZT", "Kazakh tenge/tenge", "哈萨克斯坦坚戈/坚戈"},
      {"LAK", "Lao kip/kip", "老挝基普"},
      {"LBP", "Lebanese pound/Lebanese pounds", "黎巴嫩镑"},
      {"LKR", "Sri Lankan rupee/Sri Lanka rupees", "斯里兰卡卢比"},
      {"LRD", "Liberian dollar/Liberian dollars", "利比里亚元"},
      {"LSL", "Lesotho loti/maloti", "莱索托洛蒂"},
      {"LYD", "Libyan dinar/Libyan dinars", "利比亚第纳尔"},
      {"MAD", "Moroccan dirham/Moroccan dirhams", "摩洛哥迪拉姆"},
      {"MDL", "Moldovan leu/Moldovan lei", "摩尔多瓦列伊"},
      {"MGA", "Malagasy ariary/ariary", "马达加斯加阿里亚里"},
      {"MKD", "Macedonian denar/Macedonian denars", "马其顿第纳尔"},
      {"MMK", "Myanmar kyat/kyats", "缅甸元/缅元"},
      {"MNT", "Mongolian tugrik/tugriks", "蒙古图格里克/图格里克"},
      {"MOP", "Macau pataca/patacas", "澳门元/澳门币"},
      {"MRU", "Mauritanian ouguiya/ouguiyas", "毛里塔尼亚乌吉亚"},
      {"MUR", "Mauritian rupee/Mauritius rupees", "毛里求斯卢比"},
      {"MVR", "Maldivian rufiyaa/rufiyaa", "马尔代夫拉菲亚"},
      {"MWK", "Malawian kwacha/Malawi kwacha", "马拉维克瓦查"},
      {"MXN", "Mexican peso/Mexican pesos", "墨西哥比索"},
      {"MYR", "Malaysian ringgit/ringgit", "马来西亚林吉特/林吉特"},
      {"MZN", "Mozambican metical/meticais", "莫桑比克梅蒂卡尔"},
      {"NAD", "Namibian dollar/Namibia dollars", "纳米比亚元"},
      {"NGN", "Nigerian naira/naira", "尼日利亚奈拉/奈拉"},
      {"NIO", "Nicaraguan cordoba/córdobas", "尼加拉瓜科多巴"},
      {"NOK", "Norwegian krone/Norwegian kroner", "挪威克朗"},
      {"NPR", "Nepalese rupee/Nepal rupees", "尼泊尔卢比"},
      {"NZD", "New Zealand dollar/New Zealand dollars", "新西兰元/纽元"},
      {"OMR", "Omani rial/Omani rials", "阿曼里亚尔"},
      {"PAB", "Panamanian balboa/balboas", "巴拿马巴波亚"},
      {"PEN", "Peruvian sol/Peruvian soles", "秘鲁索尔"},
      {"PGK", "Papua New Guinean kina/kina", "巴布亚新几内亚基那"},
      {"PHP", "Philippine peso/Philippine pesos", "菲律宾比索"},
      {"PKR", "Pakistani rupee/Pakistan rupees", "巴基斯坦卢比"},
      {"PLN", "Polish zloty/zlotys", "波兰兹罗提/兹罗提"},
      {"PYG", "Paraguayan guarani/guaranies", "巴拉圭瓜拉尼"},
      {"QAR", "Qatari riyal/Qatari riyals", "卡塔尔里亚尔"},
      {"RON", "Romanian leu/Romanian lei", "罗马尼亚列伊"},
      {"RSD", "Serbian dinar/Serbian dinars", "塞尔维亚第纳尔"},
      {"RUB", "Russian ruble/roubles", "俄罗斯卢布/卢布"},
      {"RWF", "Rwandan franc/Rwanda francs", "卢旺达法郎"},
      {"SAR", "Saudi riyal/Saudi riyals", "沙特里亚尔"},
      {"SBD", "Solomon Islands dollar/Solomon Islands dollars", "所罗门群岛元"},
      {"SCR", "Seychellois rupee/Seychelles rupees", "塞舌尔卢比"},
      {"SDG", "Sudanese pound/Sudanese pounds", "苏丹镑"},
      {"SEK", "Swedish krona/Swedish kronor", "瑞典克朗"},
      {"SGD", "Singapore dollar/Singaporean dollars", "新加坡元"},
      {"SHP", "Saint Helena pound/Saint Helena pounds", "圣赫勒拿镑"},
      {"SLE", "Sierra Leonean leone/leones", "塞拉利昂利昂"},
      {"SOS", "Somali shilling/Somali shillings", "索马里先令"},
      {"SRD", "Surinamese dollar/Suriname dollars", "苏里南元"},
      {"SSP", "South Sudanese pound/South Sudanese pounds", "南苏丹镑"},
      {"STN", "Sao Tome dobra/dobras", "圣多美多布拉"},
      {"SYP", "Syrian pound/Syrian pounds", "叙利亚镑"},
      {"SZL", "Swazi lilangeni/emalangeni", "斯威士兰里兰吉尼"},
      {"THB", "Thai baht/baht", "泰铢"},
      {"TJS", "Tajikistani somoni/somoni", "塔吉克斯坦索莫尼"},
      {"TMT", "Turkmen manat/Turkmenistan manats", "土库曼斯坦马纳特"},
      {"TND", "Tunisian dinar/Tunisian dinars", "突尼斯第纳尔"},
      {"TOP", "Tongan pa'anga/Tongan paanga", "汤加潘加"},
      {"TRY", "Turkish lira/Turkish liras", "土耳其里拉/里拉"},
      {"TTD", "Trinidad and Tobago dollar/Trinidad dollars", "特立尼达和多巴哥元"},
      {"TWD", "Taiwan dollar/New Taiwan dollars", "新台币/台币"},
      {"TZS", "Tanzanian shilling/Tanzania shillings", "坦桑尼亚先令"},
      {"UAH", "Ukrainian hryvnia/hryvnias", "乌克兰格里夫纳"},
      {"UGX", "Ugandan shilling/Uganda shillings", "乌干达先令"},
      {"USD", "US dollar/American dollars", "美元/美金"},
      {"UYU", "Uruguayan peso/Uruguayan pesos", "乌拉圭比索"},
      {"UZS", "Uzbek som/Uzbek sums", "乌兹别克斯坦苏姆"},
      {"VES", "Venezuelan bolivar/Venezuelan bolivars", "委内瑞拉玻利瓦尔"},
      {"VND", "Vietnamese dong/dong", "越南盾"},
      {"VUV", "Vanuatu vatu/vatu", "瓦努阿图瓦图"},
      {"WST", "Samoan tala/tala", "萨摩亚塔拉"},
      {"XAF", "Central African CFA franc/Central African CFA francs", "中非法郎"},
      {"XCD", "East Caribbean dollar/East Caribbean dollars", "东加勒比元"},
      {"XOF", "West African CFA franc/West African CFA francs", "西非法郎"},
      {"XPF", "CFP franc/CFP francs", "太平洋法郎"},
      {"YER", "Yemeni rial/Yemeni rials", "也门里亚尔"},
      {"ZAR", "South African rand/rand", "南非兰特/兰特"},
      {"ZMW", "Zambian kwacha/kwacha", "赞比亚克瓦查/克瓦查"},
      {"ZWL", "Zimbabwean dollar/Zimbabwe dollars", "津巴布韦元"},
  };
  return all;
}

std::vector<std::string> Parted(std::string_view names) {
  std::vector<std::string> parts;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find('/'), names.size());
    parts.emplace_back(names.substr(0, end));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return parts;
}

TEST_CASE("Every ISO 4217 code is read before and after its number",
          "[rules][recognise][currency]") {
  for (const Named& row : Currencies()) {
    const std::string code(row.code);
    CAPTURE(code);
    CHECK(rules::IsCurrencyCode(code));
    const std::string money = "1250000 " + code;
    CHECK(BareOf("It paid 1,250,000 " + code + " for it.") == money);
    CHECK(BareOf("It paid 1.25 million " + code + ".") == money);
    // English words, which only a number after them does not make money.
    if (code != "ALL" && code != "TOP") {
      CHECK(BareOf("It paid " + code + " 1,250,000 for it.") == money);
      CHECK(BareOf("It paid " + code + "1.25m.") == money);
    }
  }
  for (const std::string_view code : {"XCG", "ZWG", "VED", "ANG", "CUC"})
    CHECK(rules::IsCurrencyCode(code));
}

TEST_CASE("Every currency is read by its English names", "[rules][recognise][currency]") {
  for (const Named& row : Currencies()) {
    for (const std::string& name : Parted(row.english)) {
      CAPTURE(name);
      CHECK(BareOf("a total of 1,250 " + name + " was paid") == "1250 " + std::string(row.code));
      CHECK(BareOf("It cost five million " + name + ".") == "5000000 " + std::string(row.code));
    }
  }
}

TEST_CASE("Every currency is read by its Chinese names", "[rules][recognise][currency]") {
  for (const Named& row : Currencies()) {
    for (const std::string& name : Parted(row.chinese)) {
      CAPTURE(name);
      CHECK(BareOf("共计1250" + name + "。") == "1250 " + std::string(row.code));
      CHECK(BareOf("价值三百万" + name + "的货物") == "3000000 " + std::string(row.code));
    }
  }
}

TEST_CASE("A currency goes by its country's name, a small code or a sign after its number too",
          "[rules][recognise][currency]") {
  CheckBare({
      {"It cost 4,500 Iran rials.", "4500 IRR"},
      {"It cost 12 million Hungary forints.", "12000000 HUF"},
      {"It cost 45 South Korean won.", "45 KRW"},
      {"The two won, and the 45 won the cup.", ""},
      {"It cost 45 Mongolian tögrög.", "45 MNT"},
      {"It cost 300 thb.", "300 THB"},
      {"It cost 20 Eur and no more.", "20 EUR"},
      {"It weighed 20 kgs.", "0.02 t"},
      {"After 5 all went home, the 12 try again, and 7 top it.", ""},
      {"It cost 45 US$ in all.", "45 USD"},
      {"It raised 1.2m HK$.", "1200000 HKD"},
      {"Of the 45 A$30 million went abroad.", "30000000 AUD"},
      {"It cost CAD $45 million.", "45000000 CAD"},
      {"It cost MXN$ 450.", "450 MXN"},
      {"It cost Canadian $4.5 million.", "4500000 CAD"},
      {"It cost 300 Jamaican $.", "300 JMD"},
      {"It cost 90 Singapore cents.", "0.9 SGD"},
      {"It cost 50 kobo.", "0.5 NGN"},
      {"售价为45泰元。", "45 THB"},
      {"罚款5000列伊。", "5000 RON"},
  });
}

TEST_CASE("Currencies of the past keep their last codes", "[rules][recognise][currency]") {
  CheckBare({
      {"500 million finnmarkka", "500000000 FIM"},
      {"5,000 Finnish markka", "5000 FIM"},
      {"5 million deutsche marks", "5000000 DEM"},
      {"5 million West German marks", "5000000 DEM"},
      {"300 million French francs", "300000000 FRF"},
      {"160 billion Italian lire", "160000000000 ITL"},
      {"6 million pesetas", "6000000 ESP"},
      {"40 million Dutch guilders", "40000000 NLG"},
      {"5 million Belgian francs", "5000000 BEF"},
      {"5 million Austrian schillings", "5000000 ATS"},
      {"5 million drachmas", "5000000 GRD"},
      {"5,000 Croatian kuna", "5000 HRK"},
      // Names that several countries use tell none.
      {"5 million crowns", ""},
      {"5 million pesos", ""},
      {"12 kroner", ""},
      {"5 marks on the wall", ""},
  });
}

}  // namespace
