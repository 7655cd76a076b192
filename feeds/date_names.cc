#include "feeds/date_names.h"

namespace feeds {
namespace {

using Kind = DateWord::Kind;

constexpr std::size_t kMonthLettersMin = 3;

struct MonthNames {
  int month;
  // Folded and between blanks; what is cut short is found by the longer form.
  std::string_view names;
};

// English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Polish, Turkish,
// Hungarian, Greek, Russian, Ukrainian. A language is a line in each month and a few weekdays.
// Without accents "й" is "и". The odd Greek forms are those of a portal that misspelt them.
constexpr MonthNames kMonths[] = {
    {1,
     " january januar janner janvier enero gennaio janeiro januari stycznia styczen ocak"
     " ιανουαριου ιανουαριος января январь сiчня сiчень "},
    {2,
     " february februar feber fevrier fev febrero febbraio feburar fevereiro februari lutego luty "
     "subat"
     " φεβρουαριου φεβρουαριος февраля февраль лютого лютии "},
    {3,
     " march marz maerz mrz mars marzo marco maart mrt marca marzec mart marcius μαρτιου μαρτιος"
     " μαω марта март березня березень "},
    {4,
     " april avril avr abril aprile kwietnia kwiecien nisan aprilis απριλιου απριλιος апреля апрель"
     " квiтня квiтень "},
    {5,
     " may mai mayo maggio maio mei maj maja mayis majus maujus μαιου μαιος мая маи травня "
     "травень "},
    {6,
     " june juni juin junio giugno junho czerwca czerwiec haziran junius ιουνιου ιουνιος ιουον ιον"
     " июня июнь червня червень "},
    {7,
     " july juli juillet juil julio luglio julho lipca lipiec temmuz julius ιουλιου ιουλιος ιολ"
     " июля июль липня липень "},
    {8,
     " august aout aou agosto augustus augusti sierpnia sierpien agustos augusztus αυγουστου"
     " αυγουστος августа август серпня серпень "},
    {9,
     " september sept septembre septiembre setiembre settembre setembro wrzesnia wrzesien eylul"
     " szeptember σεπτεμβριου σεπτεμβριος сентября сентябрь вересня вересень "},
    {10,
     " october oktober octobre octubre ottobre outubro pazdziernika pazdziernik ekim οκτωβριου"
     " οκτωβριος октября октябрь жовтня жовтень "},
    {11,
     " november novembre noviembre novembro listopada listopad kasim νοεμβριου νοεμβριος ноября"
     " ноябрь листопада листопад "},
    {12,
     " december dezember desember decembre diciembre dicembre dezembro grudnia grudzien aralik"
     " δεκεμβριου δεκεμβριος декабря декабрь грудня грудень "},
};

// Names of days, each form as written; long ones may be cut after three letters like months.
constexpr std::string_view kWeekdays =
    " monday tuesday wednesday thursday friday saturday sunday"
    " montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so"
    " lundi mardi mercredi jeudi vendredi samedi dimanche"
    " lunes martes miercoles jueves viernes sabado domingo"
    " lunedi martedi mercoledi giovedi venerdi sabato domenica"
    " segunda terca quarta quinta sexta feira"
    " maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo"
    " mandag tirsdag onsdag torsdag fredag lordag sondag tisdag lor son man tir ons tor"
    " poniedzialek wtorek sroda czwartek piatek sobota niedziela pon wt sr czw pt sob niedz"
    " pazartesi sali carsamba persembe cuma cumartesi pazar pzt cmt"
    " hetfo kedd szerda csutortok pentek szombat vasarnap sze cs szo"
    " δευτερα τριτη τεταρτη πεμπτη παρασκευη σαββατο κυριακη"
    " понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс"
    " понедiлок вiвторок середа пятниця субота недiля нд ";

constexpr std::string_view kFillers =
    " a as de del of the um uhr uur at den der le el il om kl klo heures"
    " st nd rd th er г года в ";

struct EastAsianRow {
  std::string_view text;
  DateWord word;
};

constexpr DateWord kDay{Kind::kWeekday};
constexpr DateWord kAm{Kind::kForenoon};
constexpr DateWord kPm{Kind::kAfternoon};

constexpr EastAsianRow kEastAsianWords[] = {
    {"上午", kAm},
    {"下午", kPm},
    {"午前", kAm},
    {"午後", kPm},
    {"오전", kAm},
    {"오후", kPm},
    {"星期一", kDay},
    {"星期二", kDay},
    {"星期三", kDay},
    {"星期四", kDay},
    {"星期五", kDay},
    {"星期六", kDay},
    {"星期日", kDay},
    {"星期天", kDay},
    {"周一", kDay},
    {"周二", kDay},
    {"周三", kDay},
    {"周四", kDay},
    {"周五", kDay},
    {"周六", kDay},
    {"周日", kDay},
    {"週一", kDay},
    {"週二", kDay},
    {"週三", kDay},
    {"週四", kDay},
    {"週五", kDay},
    {"週六", kDay},
    {"週日", kDay},
    {"月曜日", kDay},
    {"火曜日", kDay},
    {"水曜日", kDay},
    {"木曜日", kDay},
    {"金曜日", kDay},
    {"土曜日", kDay},
    {"日曜日", kDay},
    {"월요일", kDay},
    {"화요일", kDay},
    {"수요일", kDay},
    {"목요일", kDay},
    {"금요일", kDay},
    {"토요일", kDay},
    {"일요일", kDay},
    {"十一月", {Kind::kMonth, 11}},
    {"十二月", {Kind::kMonth, 12}},
    {"一月", {Kind::kMonth, 1}},
    {"二月", {Kind::kMonth, 2}},
    {"三月", {Kind::kMonth, 3}},
    {"四月", {Kind::kMonth, 4}},
    {"五月", {Kind::kMonth, 5}},
    {"六月", {Kind::kMonth, 6}},
    {"七月", {Kind::kMonth, 7}},
    {"八月", {Kind::kMonth, 8}},
    {"九月", {Kind::kMonth, 9}},
    {"十月", {Kind::kMonth, 10}},
};

struct UnitRow {
  std::string_view text;
  DateUnit::Kind kind;
};

constexpr UnitRow kUnits[] = {
    {"年", DateUnit::Kind::kYear},    {"년", DateUnit::Kind::kYear},
    {"月份", DateUnit::Kind::kMonth}, {"月", DateUnit::Kind::kMonth},
    {"월", DateUnit::Kind::kMonth},   {"日", DateUnit::Kind::kDay},
    {"号", DateUnit::Kind::kDay},     {"號", DateUnit::Kind::kDay},
    {"일", DateUnit::Kind::kDay},     {"时", DateUnit::Kind::kHour},
    {"時", DateUnit::Kind::kHour},    {"点", DateUnit::Kind::kHour},
    {"點", DateUnit::Kind::kHour},    {"시", DateUnit::Kind::kHour},
    {"分", DateUnit::Kind::kMinute},  {"분", DateUnit::Kind::kMinute},
    {"秒", DateUnit::Kind::kSecond},  {"초", DateUnit::Kind::kSecond},
};

std::size_t LettersOf(std::string_view word) {
  std::size_t letters = 0;
  for (const char c : word) {
    letters += static_cast<std::size_t>((static_cast<unsigned char>(c) & 0xC0U) != 0x80U);
  }
  return letters;
}

enum class Match { kNone, kBeginning, kWhole };

// `names` are between blanks, and so is what is sought: a blank before it, another behind it.
Match FindName(std::string_view names, std::string_view word) {
  Match match = Match::kNone;
  for (std::size_t at = names.find(word); at != names.npos; at = names.find(word, at + 1)) {
    if (names[at - 1] == ' ') {
      if (names[at + word.size()] == ' ') {
        return Match::kWhole;
      }
      match = Match::kBeginning;
    }
  }
  const bool is_long_enough = LettersOf(word) >= kMonthLettersMin;
  return is_long_enough ? match : Match::kNone;
}

// 0: none, or several that the word begins.
int MonthOf(std::string_view word) {
  int found = 0;
  bool is_several = false;
  for (const MonthNames& month : kMonths) {
    const Match match = FindName(month.names, word);
    if (match == Match::kWhole) {
      return month.month;
    }
    if (match == Match::kBeginning) {
      is_several = found != 0;
      found = month.month;
    }
  }
  return is_several ? 0 : found;
}

}  // namespace

std::optional<DateWord> FindDateWord(std::string_view folded) {
  if (folded.empty()) {
    return std::nullopt;
  }
  if (folded == "am" || folded == "pm") {
    return DateWord{folded == "am" ? Kind::kForenoon : Kind::kAfternoon};
  }
  const int month = MonthOf(folded);
  const bool is_weekday = FindName(kWeekdays, folded) != Match::kNone;
  if (month != 0) {
    return DateWord{is_weekday ? Kind::kMonthOrWeekday : Kind::kMonth, month};
  }
  if (is_weekday) {
    return DateWord{Kind::kWeekday};
  }
  return FindName(kFillers, folded) == Match::kWhole ? std::optional(DateWord{}) : std::nullopt;
}

std::optional<EastAsianWord> FindEastAsianWord(std::string_view text) {
  for (const EastAsianRow& row : kEastAsianWords) {
    if (text.substr(0, row.text.size()) == row.text) {
      return EastAsianWord{row.word, row.text.size()};
    }
  }
  return std::nullopt;
}

bool BeginsInKorean(std::string_view text) {
  constexpr unsigned char kHangulFirst = 0xEA;  // first bytes of the syllables
  constexpr unsigned char kHangulLast = 0xED;
  const auto first = static_cast<unsigned char>(text.empty() ? '\0' : text.front());
  return first >= kHangulFirst && first <= kHangulLast;
}

std::optional<DateUnit> FindDateUnit(std::string_view text) {
  for (const UnitRow& row : kUnits) {
    if (text.substr(0, row.text.size()) == row.text) {
      return DateUnit{row.kind, row.text.size()};
    }
  }
  return std::nullopt;
}

}  // namespace feeds
