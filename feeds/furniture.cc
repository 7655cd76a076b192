#include "feeds/furniture.h"

#include <algorithm>
#include <iterator>

#include "feeds/ascii.h"
#include "feeds/furniture_words.h"

namespace feeds {
namespace {

constexpr std::size_t kLineBytesMax = 240;
constexpr std::size_t kHeadingBytesMax = 60;
constexpr std::size_t kWallBytesMax = 6000;
constexpr std::string_view kUnshown = "display:none";

std::string WithoutBlanks(std::string_view text) {
  std::string plain;
  std::copy_if(text.begin(), text.end(), std::back_inserter(plain),
               [](char c) { return !IsBlank(c); });
  return plain;
}

// "relatedNews" and "related__news" as "related-news".
std::string Normal(std::string_view name) {
  std::string normal;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool letter = IsLetter(c) || IsDigit(c);
    const bool hump =
        i > 0 && c != Lower(c) && IsLetter(name[i - 1]) && name[i - 1] == Lower(name[i - 1]);
    if ((!letter || hump) && !normal.empty() && normal.back() != '-') {
      normal.push_back('-');
    }
    if (letter) {
      normal.push_back(Lower(c));
    }
  }
  return normal;
}

// Does `name` consist of one of the phrases or go on behind it with another word?
bool BeginsWithName(std::string_view name, const PhraseList& names) {
  return std::any_of(names.phrases().begin(), names.phrases().end(),
                     [name](const std::string& start) {
                       return name.substr(0, start.size()) == start &&
                              (name.size() == start.size() || name[start.size()] == '-');
                     });
}

// "has-comments", "no-sidebar" say what else is on the page.
bool TellsOfOthers(std::string_view normal) {
  constexpr std::string_view kAbout[] = {"has-", "no-", "with-", "without-", "show-", "hide-"};
  return std::any_of(std::begin(kAbout), std::end(kAbout), [normal](std::string_view start) {
    return normal.substr(0, start.size()) == start;
  });
}

NamedRole RoleOfName(std::string_view name) {
  const std::string normal = Normal(name);
  if (BeginsWithName(normal, FurnitureNames())) {
    return NamedRole::kFurniture;
  }
  if (TellsOfOthers(normal)) {
    return NamedRole::kPlain;
  }
  bool note = false;
  for (std::size_t at = 0; at < normal.size();) {
    const std::size_t end = std::min(normal.find('-', at), normal.size());
    const std::string_view word = std::string_view(normal).substr(at, end - at);
    if (FurnitureWords().Has(word)) {
      return NamedRole::kFurniture;
    }
    note = note || NoteWords().Has(word);
    at = end + 1;
  }
  if (BeginsWithName(normal, BodyNames())) {
    return NamedRole::kBody;
  }
  return note ? NamedRole::kNote : NamedRole::kPlain;
}

NamedRole RoleOfNames(std::string_view names) {
  NamedRole role = NamedRole::kPlain;
  for (std::size_t at = 0; at < names.size();) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n\f", at), names.size());
    const NamedRole one = RoleOfName(names.substr(at, end - at));
    if (one == NamedRole::kFurniture) {
      return one;
    }
    role = role == NamedRole::kBody || one == NamedRole::kPlain ? role : one;
    at = end + 1;
  }
  return role;
}

struct Wall {
  std::string_view words;
  const char* appearance;
};

constexpr Wall kWalls[] = {
    {"captcha", "a captcha"},
    {"verify you are human", "a check for humans"},
    {"verifying you are human", "a check for humans"},
    {"are you a robot", "a check for humans"},
    {"unusual traffic", "a bot wall"},
    {"just a moment", "a bot wall"},
    {"checking your browser", "a bot wall"},
    {"attention required", "a bot wall"},
    {"access denied", "an access refusal"},
    {"request blocked", "an access refusal"},
    {"you have been blocked", "an access refusal"},
    {"验证码", "a captcha"},
    {"安全验证", "a check for humans"},
    {"访问过于频繁", "a bot wall"},
    {"访问被拒绝", "an access refusal"},
    {"enable javascript", "a page for JavaScript only"},
    {"requires javascript", "a page for JavaScript only"},
    {"javascript is disabled", "a page for JavaScript only"},
    {"启用javascript", "a page for JavaScript only"},
    {"page not found", "a page that says the address is unknown"},
    {"404 not found", "a page that says the address is unknown"},
    {"页面不存在", "a page that says the address is unknown"},
    {"log in to continue", "a login"},
    {"sign in to continue", "a login"},
    {"please log in", "a login"},
    {"please sign in", "a login"},
    {"请登录", "a login"},
    {"用户登录", "a login"},
    {"under maintenance", "a page about maintenance"},
    {"系统维护", "a page about maintenance"},
};

bool EndsWithFold(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && EqualsFold(text.substr(text.size() - end.size()), end);
}

}  // namespace

NamedRole RoleOf(const ElementNames& names) {
  if (EqualsFold(names.itemprop, "articleBody")) {
    return NamedRole::kBody;
  }
  if (FurnitureRoles().Has(names.role)) {
    return NamedRole::kFurniture;
  }
  const std::string_view tag = names.tag;
  if (tag == "nav" || tag == "footer" || tag == "aside" || tag == "figcaption" || tag == "dialog") {
    return NamedRole::kFurniture;
  }
  const NamedRole by_class = RoleOfNames(names.classes);
  return by_class == NamedRole::kFurniture || by_class == NamedRole::kBody
             ? by_class
             : std::max(by_class, RoleOfNames(names.id), [](NamedRole a, NamedRole b) {
                 return a == NamedRole::kPlain && b != NamedRole::kPlain;
               });
}

bool IsHiddenStyle(std::string_view style) {
  const std::string plain = WithoutBlanks(style);
  return FindFold(plain, kUnshown) != plain.npos ||
         FindFold(plain, "visibility:hidden") != plain.npos;
}

bool IsUnshownStyle(std::string_view style) {
  return FindFold(WithoutBlanks(style), kUnshown) != std::string::npos;
}

HeadsFurniture HeadingKind(std::string_view line) {
  if (line.size() > kHeadingBytesMax || !BoxHeadings().HasStartOf(line)) {
    return HeadsFurniture::kNo;
  }
  std::string bare = Lowered(line);
  for (const std::string_view end : {":", "：", " »", " >", "…"}) {
    if (EndsWithFold(bare, end)) {
      bare.resize(bare.size() - end.size());
    }
  }
  return SureBoxHeadings().Has(bare) ? HeadsFurniture::kSurely : HeadsFurniture::kPerhaps;
}

bool IsFurnitureLine(std::string_view line) {
  if (line.size() > kLineBytesMax) {
    return false;
  }
  return WholeLines().Has(line) || LineStarts().HasStartOf(line) || LineEnds().HasEndOf(line) ||
         LineParts().HasPartOf(line);
}

bool IsAuthorNote(std::string_view line) {
  constexpr std::size_t kNoteBytesMax = 300;
  constexpr std::size_t kNameBytesMax = 40;
  const std::size_t name =
      std::min({line.find(" is a"), line.find(" is the"), line.find(" covers "),
                line.find(" has covered "), line.find(" writes ")});
  return line.size() <= kNoteBytesMax && name <= kNameBytesMax && Trades().HasPartOf(line);
}

bool IsDateLine(std::string_view line) {
  constexpr std::size_t kDateLineBytesMax = 60;
  constexpr std::size_t kDigitsMin = 5;
  std::size_t digits = 0;
  for (std::size_t at = 0; at < line.size() && line.size() <= kDateLineBytesMax;) {
    std::size_t end = at;
    while (end < line.size() && IsLetter(line[end])) {
      ++end;
    }
    if (end > at) {
      const std::string_view word = line.substr(at, end - at);
      if (!DateWords().Has(word) && !DateStems().Has(word.substr(0, 3))) {
        return false;
      }
      at = end;
    } else if (static_cast<unsigned char>(line[at]) >= 0x80) {
      if (!DateHanzi().Has(line.substr(at, 3))) {
        return false;
      }
      at += 3;
    } else {
      digits += IsDigit(line[at++]) ? 1 : 0;
    }
  }
  return digits >= kDigitsMin;
}

bool IsByline(std::string_view line) {
  constexpr std::size_t kPlainBytesMax = 120;
  const bool labelled = line.find("：") != line.npos;
  const bool plain = line.size() < kPlainBytesMax && !line.empty() && line.back() != '.';
  return line.size() <= kLineBytesMax && (labelled || plain) && BylineStarts().HasStartOf(line);
}

std::string_view DocumentNumberIn(std::string_view line) {
  constexpr std::string_view kEnd = "号";
  for (std::size_t at = line.find(kEnd); at != line.npos; at = line.find(kEnd, at + 1)) {
    std::size_t first = at;
    while (first > 0 && IsDigit(line[first - 1])) {
      --first;
    }
    for (const std::string_view mark : {"第", "〕", "]", "］"}) {
      const bool marked = first < at && first >= mark.size() &&
                          line.substr(first - mark.size(), mark.size()) == mark;
      if (marked) {
        return line.substr(first - mark.size(), at + kEnd.size() - first + mark.size());
      }
    }
  }
  return {};
}

bool IsFileLink(std::string_view href) {
  constexpr std::string_view kEnds[] = {".pdf", ".doc", ".docx", ".xls", ".xlsx", ".csv",
                                        ".wps", ".et",  ".ofd",  ".zip", ".rar",  ".ppt"};
  href = href.substr(0, href.find_first_of("?#"));
  return std::any_of(std::begin(kEnds), std::end(kEnds), [href](std::string_view end) {
    return href.size() > end.size() && EndsWithFold(href, end);
  });
}

std::string WallOf(std::string_view text) {
  if (text.size() > kWallBytesMax) {
    return {};
  }
  const auto* const wall = std::find_if(
      std::begin(kWalls), std::end(kWalls),
      [text](const Wall& candidate) { return FindFold(text, candidate.words) != text.npos; });
  return wall == std::end(kWalls) ? "" : wall->appearance;
}

}  // namespace feeds
