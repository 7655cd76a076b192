#include "feeds/charset_detect.h"

#include <unicode/ucnv.h>

#include <string>
#include <vector>

#include "feeds/charset.h"
#include "tests/support/catch.h"

namespace {

// The text in another encoding, by ICU's converter of that name.
std::string Encode(const std::string& text, const char* converter) {
  std::string bytes(text.size() * 4 + 16, '\0');
  UErrorCode status = U_ZERO_ERROR;
  const int32_t size =
      ucnv_convert(converter, "UTF-8", bytes.data(), static_cast<int32_t>(bytes.size()),
                   text.data(), static_cast<int32_t>(text.size()), &status);
  REQUIRE(U_SUCCESS(status));
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

struct Sentences {
  const char* what;
  std::vector<const char*> encodings;
  std::vector<std::string> lines;
};

const Sentences kSentences[] = {
    {"Chinese, simplified",
     {"GB18030"},
     {"六月稀土出口量环比增长三成", "商务部回应对镓锗实施出口管制", "今天北京天气晴",
      "海关总署公布上半年进出口数据", "关于我们", "国内成品油价格再次下调",
      "记者从会议上了解到，今年产量将有所下降。", "新手如何学习编程", "最新文章"}},
    {"Chinese, traditional",
     {"Big5"},
     {"六月稀土出口量較上月增加三成", "經濟部公布最新外銷訂單統計", "今天台北下雨",
      "記者會上他說明了新的政策方向", "關於我們", "油價下週起調漲", "這是一個測試用的標題",
      "股市收盤上漲一百點", "最新文章"}},
    {"Japanese",
     {"Shift_JIS", "EUC-JP"},
     {"レアアースの輸出が増えた", "経済産業省が六月の統計を発表しました", "今日の天気は晴れです",
      "新しい記事のお知らせ", "中国からの輸入量は前年より減少", "はじめまして", "ニュース一覧",
      "プログラミングを学ぶには", "東京の桜が満開になりました"}},
    {"Korean",
     {"EUC-KR"},
     {"희토류 수출이 한 달 만에 늘었다", "산업통상자원부가 통계를 발표했습니다",
      "오늘의 날씨는 맑음", "새로운 글이 올라왔습니다", "중국의 수입 규제에 대한 우려",
      "안녕하세요", "최신 뉴스", "서울에서 열린 국제 회의", "가격은 지난해보다 올랐다"}},
    {"Russian",
     {"windows-1251", "KOI8-R", "ISO-8859-5", "IBM866"},
     {"Экспорт редкоземельных металлов вырос", "Министерство опубликовало новые данные",
      "Сегодня в Москве дождь", "Новости дня", "Цены на медь снова снизились",
      "Как научиться программировать", "О проекте", "Объём добычи сократился на треть",
      "Последние записи"}},
    {"Ukrainian",
     {"windows-1251", "KOI8-U"},
     {"Експорт рідкісноземельних металів зріс", "Міністерство оприлюднило нові дані",
      "Сьогодні в Києві дощ", "Ціни на мідь знову знизилися"}},
    {"English",
     {"windows-1252"},
     {"“Rare earths” – what’s next?", "It’s over", "Prices at £5 a kilo", "Copyright © 2025 Mine",
      "±5 °C, 10 µm × 3, ½ of it", "The café’s naïve menu…"}},
    {"French",
     {"windows-1252"},
     {"L’été dernier, les exportations ont augmenté", "Le ministère a publié les chiffres",
      "Où trouver des métaux rares ?", "À propos de nous", "Déjà vu", "Ça va être très drôle"}},
    {"German",
     {"windows-1252"},
     {"Die Ausfuhren sind im Mai gestiegen – für Händler überraschend", "Über uns",
      "Öl wird teurer", "Größere Mengen aus Übersee", "Schöne Grüße", "Jürgen Müller"}},
    {"Spanish",
     {"windows-1252"},
     {"La exportación creció este año", "¿Qué pasó mañana?", "Últimas noticias de economía",
      "El niño comió piñones", "Más información aquí"}},
    {"Portuguese",
     {"windows-1252"},
     {"A exportação de minério não cresceu", "Informações e opinião", "Água e pão"}},
    {"Nordic",
     {"windows-1252"},
     {"Gruvan på Kiruna får höra nyheten", "Køb nye bøger på nettet",
      "Fjórir menn særðust í slysi"}},
    {"Polish",
     {"windows-1250", "ISO-8859-2"},
     {"Wzrósł eksport miedzi w ubiegłym miesiącu", "Najświeższe wiadomości z kraju i ze świata",
      "Dzień dobry państwu, zapraszamy do źródła", "Żółta łódź na środku rzeki"}},
    {"Czech",
     {"windows-1250", "ISO-8859-2"},
     {"Vývoz mědi v červnu vzrostl", "Nejnovější zprávy ze světa", "Příliš žluťoučký kůň úpěl",
      "Ministerstvo zveřejnilo údaje o těžbě"}},
    {"Hungarian",
     {"windows-1250", "ISO-8859-2"},
     {"Nőtt a réz kivitele, közölték a gyűlésen", "Időjárás: hűvös, esős idő várható",
      "A gyűlésen többről is szó lesz, közölték"}},
    {"Turkish",
     {"windows-1254"},
     {"Bakır ihracatı geçen yıla göre arttı", "Türkiye'nin dış ticaret açığı büyüdü",
      "Güncel haberler ve köşe yazıları", "İstanbul’da şiddetli yağış"}},
    {"Greek",
     {"windows-1253", "ISO-8859-7"},
     {"Αυξήθηκαν οι εξαγωγές χαλκού", "Τα τελευταία νέα από την Αθήνα", "Σχετικά με εμάς",
      "Ο υπουργός ανακοίνωσε τα στοιχεία"}},
    {"Hebrew",
     {"windows-1255"},
     {"חדשות היום מירושלים", "הייצוא של נחושת עלה בחודש שעבר", "אודות האתר"}},
    {"Arabic",
     {"windows-1256", "ISO-8859-6"},
     {"ارتفاع صادرات المعادن النادرة", "آخر الأخبار من القاهرة", "أعلنت الوزارة بيانات جديدة"}},
    {"Thai", {"windows-874"}, {"การส่งออกแร่หายากเพิ่มขึ้น", "ข่าวล่าสุดวันนี้", "รัฐมนตรีประกาศตัวเลขใหม่"}},
};

std::string Feed(const std::string& title) {
  return "<rss version=\"2.0\"><channel><title>" + title + "</title></channel></rss>";
}

// Eight-bit charsets of one script that differ in few letters, of which the text may have none.
bool IsSameScript(const std::string& encoding, const std::string& other) {
  const auto is_czech = [](const std::string& name) {
    return name == "windows-1250" || name == "ISO-8859-2";
  };
  const auto is_greek = [](const std::string& name) {
    return name == "windows-1253" || name == "ISO-8859-7";
  };
  const auto is_koi = [](const std::string& name) { return name == "KOI8-R" || name == "KOI8-U"; };
  return encoding == other || (is_czech(encoding) && is_czech(other)) ||
         (is_greek(encoding) && is_greek(other)) || (is_koi(encoding) && is_koi(other));
}

TEST_CASE("a single title without any declaration is read in its own charset",
          "[feeds][charset][detect]") {
  for (const Sentences& sentences : kSentences) {
    for (const char* encoding : sentences.encodings) {
      for (const std::string& line : sentences.lines) {
        CAPTURE(sentences.what, encoding, line);
        const auto decoded = feeds::ToUtf8(Feed(Encode(line, encoding)), {});
        CHECK(decoded->text == Feed(line));
        CHECK(IsSameScript(decoded->encoding, encoding));
      }
    }
  }
}

TEST_CASE("titles are looked at wherever the markup has them", "[feeds][charset][detect]") {
  for (const Sentences& sentences : kSentences) {
    std::string plain;
    for (const std::string& line : sentences.lines) {
      plain +=
          "<item><description><![CDATA[<p class=\"a\">" + line + "</p>]]></description></item>\n";
      plain += "<outline text=\"" + line + "\" type=\"rss\"/>\n" + std::string(5000, 'x');
    }
    for (const char* encoding : sentences.encodings) {
      CAPTURE(sentences.what, encoding);
      CHECK(feeds::ToUtf8(Encode(plain, encoding), {})->text == plain);
    }
  }
}

TEST_CASE("a wrong name does not stand against the bytes", "[feeds][charset][detect]") {
  for (const Sentences& sentences : kSentences) {
    std::string plain;
    for (const std::string& line : sentences.lines) {
      plain += "<p>" + line + "</p>";
    }
    for (const char* encoding : sentences.encodings) {
      for (const char* wrong : {"utf-8", "us-ascii", "utf-16", "iso-8859-1", "gb2312", "big5",
                                "euc-kr", "shift_jis", "windows-1251", "koi8-r"}) {
        // Latin letters are no proof against another Latin charset, nor a few Ukrainian or Hebrew
        // words against a Cyrillic one.
        const bool is_koi = std::string(wrong) == "koi8-r" && std::string(encoding) == "KOI8-U";
        const bool is_hebrew =
            std::string(wrong) == "windows-1251" && std::string(encoding) == "windows-1255";
        const bool is_latin =
            std::string(wrong) == "iso-8859-1" &&
            (IsSameScript("windows-1250", encoding) || std::string(encoding) == "windows-1254");
        if (is_latin || is_koi || is_hebrew) {
          continue;
        }
        CAPTURE(sentences.what, encoding, wrong);
        const std::string content_type = std::string("text/xml; charset=") + wrong;
        const auto decoded =
            feeds::ToUtf8(Encode(plain, encoding), {.charset = {}, .content_type = content_type});
        CHECK(decoded->text == plain);
      }
    }
  }
}

TEST_CASE("a right name stands, however odd the text", "[feeds][charset][detect]") {
  struct Case {
    const char* label;
    std::string bytes;
    std::string_view encoding;
    std::string_view text;
  };
  const Case cases[] = {
      {"koi8-r", "\xC2", "KOI8-R", "б"},
      {"cp437", "\x80", "IBM437", "Ç"},
      {"cp850", "\xE1", "IBM850", "ß"},
      {"macintosh",
       "\x8Et\x8E, d\x8Ej\x88, voil\x88, fran\x8D"
       "ais, \x8Et\x8E",
       "macintosh", "été, déjà, voilà, français, été"},
      {"cp850",
       "M\x81ller, \x94"
       "de, sch\x94n, \x84lter, gr\x81n, M\x84rz, f\x81r",
       "IBM850", "Müller, öde, schön, älter, grün, März, für"},
      {"windows-1251", "\xC0\xC1", "windows-1251", "АБ"},
      {"iso-8859-7", "\xD9", "ISO-8859-7", "Ω"},
      {"gbk", "\x81\x40", "GB18030", "丂"},
      {"big5", "\xC9\x40", "Big5", "乂"},
      {"shift_jis", "\xB1\xB2", "Shift_JIS", "ｱｲ"},
      {"iso-8859-1", "\xA7\xB6 \xB1 \xD7", "ISO-8859-1", "§¶ ± ×"},
      {"windows-1252", "\xC9T\xC9 D\xC9J\xC0", "windows-1252", "ÉTÉ DÉJÀ"},
      {"iso-8859-1",
       "\xB1"
       "5 \xB0"
       "C, 10 \xB5m \xD7 3, \xB1"
       "6 \xB0"
       "C, 20 \xB5m \xD7 4, \xBD",
       "ISO-8859-1", "±5 °C, 10 µm × 3, ±6 °C, 20 µm × 4, ½"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.label);
    const std::string content_type = std::string("text/xml; charset=") + c.label;
    const auto decoded =
        feeds::ToUtf8(Feed(c.bytes), {.charset = {}, .content_type = content_type});
    CHECK(decoded->encoding == c.encoding);
    CHECK(decoded->text == Feed(std::string(c.text)));
  }
}

TEST_CASE("a sample holds the words that are not ASCII and no markup", "[feeds][charset][detect]") {
  CHECK(feeds::SampleOf("plain <b>text</b>").empty());
  CHECK(feeds::SampleOf("<a title=\"caf\xE9 noir\">x</a><b>na\xEFve</b> end") ==
        "caf\xE9 noir\nna\xEFve\n");
  CHECK(feeds::SampleOf(std::string(100000, '\xE9')).size() < 10000);
  CHECK_FALSE(feeds::DetectCharset("").has_value());
}

}  // namespace
