#include "feeds/date_zone.h"

namespace feeds {
namespace {

using std::chrono::minutes;

struct Zone {
  std::string_view name;
  int minutes;
};

constexpr Zone kZones[] = {
    {"UT", 0},      {"UTC", 0},    {"GMT", 0},    {"Z", 0},       {"WET", 0},    {"EST", -300},
    {"EDT", -240},  {"CST", -360}, {"CDT", -300}, {"MST", -420},  {"MDT", -360}, {"PST", -480},
    {"PDT", -420},  {"AST", -240}, {"ADT", -180}, {"NST", -210},  {"NDT", -150}, {"AKST", -540},
    {"AKDT", -480}, {"HST", -600}, {"BRT", -180}, {"BRST", -120}, {"ART", -180}, {"CLT", -240},
    {"CLST", -180}, {"COT", -300}, {"PET", -300}, {"BST", 60},    {"WEST", 60},  {"CET", 60},
    {"MEZ", 60},    {"MET", 60},   {"MEST", 120}, {"WAT", 60},    {"CEST", 120}, {"MESZ", 120},
    {"EET", 120},   {"CAT", 120},  {"SAST", 120}, {"EEST", 180},  {"MSK", 180},  {"TRT", 180},
    {"EAT", 180},   {"IDT", 180},  {"MSD", 240},  {"GST", 240},   {"IRST", 210}, {"PKT", 300},
    {"IST", 330},   {"NPT", 345},  {"ICT", 420},  {"WIB", 420},   {"HKT", 480},  {"SGT", 480},
    {"PHT", 480},   {"MYT", 480},  {"AWST", 480}, {"WITA", 480},  {"JST", 540},  {"KST", 540},
    {"WIT", 540},   {"ACST", 570}, {"ACDT", 630}, {"AEST", 600},  {"AEDT", 660}, {"CHST", 600},
    {"NZST", 720},  {"NZDT", 780},
};

constexpr Zone kAmericanZones[] = {
    {"AT", -240}, {"ET", -300}, {"CT", -360}, {"MT", -420}, {"PT", -480}};

constexpr int kZoneHoursMax = 15;

bool IsAmericanSummer(const WrittenMoment& local) {
  namespace chr = std::chrono;
  const chr::year year{local.year};
  const chr::year_month_day day{year, chr::month{static_cast<unsigned>(local.month)},
                                chr::day{static_cast<unsigned>(local.day)}};
  const bool is_newer = local.year >= 2007;
  const chr::sys_days first{is_newer ? year / chr::March / chr::Sunday[2]
                                     : year / chr::April / chr::Sunday[1]};
  const chr::sys_days last = is_newer ? chr::sys_days{year / chr::November / chr::Sunday[1]}
                                      : chr::sys_days{year / chr::October / chr::Sunday[chr::last]};
  if (local.year < 1987 || !day.ok()) {
    return false;
  }
  const auto moment = chr::sys_days{day} + chr::hours{local.hour};
  return moment >= first + chr::hours{2} && moment < last + chr::hours{2};
}

}  // namespace

std::optional<minutes> NamedZone(std::string_view name) {
  if (name.size() == 1 && IsLetter(name.front()) && Lower(name.front()) != 'j') {
    return minutes{0};
  }
  for (const Zone& zone : kZones) {
    if (EqualsFold(zone.name, name)) {
      return minutes{zone.minutes};
    }
  }
  return std::nullopt;
}

std::optional<minutes> AmericanZone(std::string_view name, const WrittenMoment& local) {
  for (const Zone& zone : kAmericanZones) {
    if (EqualsFold(zone.name, name)) {
      return minutes{zone.minutes + (IsAmericanSummer(local) ? 60 : 0)};
    }
  }
  return std::nullopt;
}

std::optional<minutes> NumericZone(DateReader& reader, int sign) {
  const std::size_t digits = reader.DigitsAhead();
  const std::optional<int> hours =
      digits >= 3 && digits <= 4 ? reader.FixedNumber(digits - 2) : reader.Number(1, 2);
  std::optional<int> mins = 0;
  if (digits >= 3) {
    mins = reader.FixedNumber(2);
  } else if (reader.Take(':')) {
    mins = reader.Number(2, 2);
    reader.Take(":00");  // seconds, which a few programs append
  }
  if (!hours || !mins || *hours > kZoneHoursMax || *mins > 59) {
    return std::nullopt;
  }
  return minutes{sign * (*hours * 60 + *mins)};
}

int TakeSign(DateReader& reader) {
  if (reader.Take('+')) {
    return 1;
  }
  return reader.Take('-') || reader.Take("\u2212") ? -1 : 0;
}

}  // namespace feeds
