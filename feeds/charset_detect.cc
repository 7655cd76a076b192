#include "feeds/charset_detect.h"

#include <unicode/uchar.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <bitset>
#include <memory>
#include <vector>

#include "feeds/ascii.h"
#include "feeds/charset_convert.h"
#include "feeds/charset_scripts.h"

namespace feeds {
namespace {

constexpr std::size_t kSampleBytesMax = 2048;
constexpr std::size_t kStretchBytesMax = 512;
constexpr double kScoreMin = 0.1;
// What ICU's detector adds to its choice: less than one odd character in ten takes away. Below
// that confidence (of 100) it guesses.
constexpr double kIcuVote = 0.08;
constexpr int32_t kIcuConfidenceMin = 50;
constexpr std::size_t kIcuCharactersMin = 8;

constexpr double kBad = -3;
constexpr double kOdd = -0.7;
constexpr double kMark = 0.4;
constexpr double kSign = 0.3;
constexpr double kLetter = 0.3;
constexpr double kKatakana = 0.7;
constexpr double kCommon = 1;

bool Has(std::u16string_view letters, char16_t c) {
  return letters.find(c) != letters.npos;
}

char16_t LowerOf(char16_t c) {
  return static_cast<char16_t>(u_tolower(c));
}

bool IsUpper(char16_t c) {
  return u_isUUppercase(c) != 0;
}
bool IsSmall(char16_t c) {
  return u_isULowercase(c) != 0;
}
bool IsLetterOfAscii(char16_t c) {
  return c < 0x80 && IsLetter(static_cast<char>(c));
}

bool IsBadCharacter(char16_t c) {
  return c == 0xFFFD || (c >= 0x80 && c < 0xA0) || (c >= 0xE000 && c < 0xF900);
}

// Marks that typesetting in any language uses.
bool IsMark(char16_t c) {
  const bool is_letter = c > 0xBB && c < 0x2010;
  return !is_letter && Has(u"«»“”„‘’‚–—…•·€£©®™°§№\u00A0", c);
}

// Full stops, commas and brackets of the East, and full-width forms of ASCII.
bool IsEasternMark(char16_t c) {
  return (c >= 0x3001 && c <= 0x3011) || (c >= 0xFF01 && c <= 0xFF5E) || c == 0x3000 ||
         c == 0x30FB || c == 0x30FC || Has(u"“”‘’—…·", c);
}

// The letters of a script, to be asked for one by one.
class Alphabet {
 public:
  explicit Alphabet(const Script& script) : kind_(script.kind) {
    for (const char16_t c : script.common) {
      common_.set(c);
    }
    for (const char16_t c : script.others) {
      others_.set(c);
    }
  }
  Script::Kind kind() const { return kind_; }
  bool IsCommon(char16_t c) const { return common_.test(c); }
  bool IsOther(char16_t c) const { return others_.test(c); }

 private:
  Script::Kind kind_;
  std::bitset<65536> common_;
  std::bitset<65536> others_;
};

struct Context {
  char16_t before;
  char16_t c;
  char16_t behind;
};

double WeightInLatin(const Context& at, const Alphabet& script) {
  const bool is_inside = IsLetterOfAscii(at.before) || IsLetterOfAscii(at.behind);
  if (IsMark(at.c)) {
    return kMark;
  }
  // ± 5 µm: signs of science and trade stand by themselves.
  if (Has(u"±×µ½¼¾²³¹¶÷¥¢", at.c) && u_isalpha(at.before) == 0) {
    return kSign;
  }
  const bool is_common = script.IsCommon(LowerOf(at.c)) || script.IsCommon(at.c);
  if (!is_common && !script.IsOther(LowerOf(at.c))) {
    return u_isalpha(at.c) != 0 ? -0.4 : kOdd;
  }
  if (IsUpper(at.c) && IsSmall(at.before)) {
    return kOdd;
  }
  const bool is_in_word = u_isalpha(at.before) != 0 || u_isalpha(at.behind) != 0;
  if (!is_inside && is_in_word) {
    return 0.2;
  }
  if (!is_in_word && IsUpper(at.c)) {  // "© 2025" is no "Š 2025"
    return kSign;
  }
  return is_common ? kCommon : kLetter;
}

double WeightInLetters(const Context& at, const Alphabet& script) {
  if (IsMark(at.c)) {
    return kMark;
  }
  const char16_t lower = LowerOf(at.c);
  const bool is_common = script.IsCommon(lower);
  if (!is_common && !script.IsOther(lower)) {
    return kOdd;
  }
  const bool is_lone_mark = u_charType(at.c) == U_NON_SPACING_MARK && at.before < 0x80;
  if (IsLetterOfAscii(at.before) || IsLetterOfAscii(at.behind) || is_lone_mark ||
      (IsUpper(at.c) && IsSmall(at.before))) {
    return -1;
  }
  if (u_isalpha(at.before) == 0 && u_isalpha(at.behind) == 0) {
    return 0;
  }
  const double weight = is_common ? kCommon : kLetter;
  return IsUpper(at.c) ? weight / 2 : weight;
}

double WeightInHan(const Context& at, const Alphabet& script) {
  if (script.IsCommon(at.c)) {
    return kCommon;
  }
  if (IsEasternMark(at.c)) {
    return kMark;
  }
  // A rare character within a Latin word is a letter of it and the next.
  const bool is_in_word = IsLetterOfAscii(at.before) && IsLetterOfAscii(at.behind);
  return at.c >= 0x4E00 && at.c <= 0x9FFF && !is_in_word ? 0 : -0.3;
}

double WeightInJapanese(const Context& at, const Alphabet& script) {
  if ((at.c >= 0x3041 && at.c <= 0x3093) || script.IsCommon(at.c)) {
    return kCommon;
  }
  if (at.c >= 0x30A1 && at.c <= 0x30F6) {
    return kKatakana;
  }
  if (at.c >= 0xFF61 && at.c <= 0xFF9F) {  // half-width
    return -0.5;
  }
  return WeightInHan(at, script);
}

double WeightInKorean(const Context& at, const Alphabet& script) {
  if (script.IsCommon(at.c)) {
    return kCommon;
  }
  if (at.c >= 0xAC00 && at.c <= 0xD7A3) {
    return 0.2;
  }
  return IsEasternMark(at.c) || IsMark(at.c) ? kMark : -0.3;
}

double WeightOf(const Context& at, const Alphabet& script) {
  if (IsBadCharacter(at.c)) {
    return kBad;
  }
  switch (script.kind()) {
    case Script::Kind::kLatin:
      return WeightInLatin(at, script);
    case Script::Kind::kLetters:
      return WeightInLetters(at, script);
    case Script::Kind::kHan:
      return WeightInHan(at, script);
    case Script::Kind::kJapanese:
      return WeightInJapanese(at, script);
    case Script::Kind::kKorean:
      return WeightInKorean(at, script);
  }
  return 0;
}

Plausibility Judge(std::u16string_view text, const Script& script) {
  const Alphabet alphabet(script);
  Plausibility sum;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char16_t c = text[i];
    if (c < 0x80) {
      continue;
    }
    const Context at{i > 0 ? text[i - 1] : u'\n', c, i + 1 < text.size() ? text[i + 1] : u'\n'};
    sum.score += WeightOf(at, alphabet);
    sum.bad += static_cast<std::size_t>(IsBadCharacter(c));
    ++sum.count;
  }
  sum.score /= static_cast<double>(std::max<std::size_t>(sum.count, 1));
  return sum;
}

// "charset" of a Script: the labels that it stands for as well.
std::string_view ScriptNameOf(const Charset& charset) {
  struct Same {
    std::string_view name;
    std::string_view as;
  };
  static constexpr Same kSame[] = {
      {"ISO-8859-1", "windows-1252"}, {"ISO-8859-15", "windows-1252"},
      {"Big5-HKSCS", "Big5"},         {"ISO-8859-9", "windows-1254"},
      {"ISO-8859-8", "windows-1255"}, {"TIS-620", "windows-874"},
      {"ISO-8859-11", "windows-874"}, {"ISO-8859-13", "windows-1257"},
      {"ISO-8859-4", "windows-1257"},
  };
  for (const Same& same : kSame) {
    if (charset.name == same.name) {
      return same.as;
    }
  }
  return charset.name;
}

Plausibility Best(std::u16string_view text, std::string_view charset) {
  std::optional<Plausibility> best;
  const Scripts scripts = KnownScripts();
  for (const Script* script = scripts.begin; script != scripts.end; ++script) {
    if (script->charset == charset) {
      const Plausibility judged = Judge(text, *script);
      best = !best || judged.score > best->score ? judged : *best;
    }
  }
  // Who names a charset that detection does not know has looked: bad characters alone speak against
  // it.
  static constexpr Script kUnknown{"", Script::Kind::kHan, u"", u""};
  if (!best) {
    best = Judge(text, kUnknown);
    best->score = kCommon + kBad * static_cast<double>(best->bad) /
                                static_cast<double>(std::max<std::size_t>(best->count, 1));
  }
  return *best;
}

struct CloseDetector {
  void operator()(UCharsetDetector* detector) const noexcept { ucsdet_close(detector); }
};

// Empty: no idea.
std::string IcuChoice(std::string_view sample) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
  ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &status);
  const UCharsetMatch* const match = ucsdet_detect(detector.get(), &status);
  const char* const name = match == nullptr ? nullptr : ucsdet_getName(match, &status);
  if (U_FAILURE(status) || name == nullptr ||
      ucsdet_getConfidence(match, &status) < kIcuConfidenceMin) {
    return {};
  }
  const std::optional<Charset> charset = FindCharset(name);
  return charset ? std::string(ScriptNameOf(*charset)) : std::string();
}

}  // namespace

std::string SampleOf(std::string_view bytes) {
  constexpr std::string_view kEnds = "<>\"=&;\n\r\t";
  std::string sample;
  for (std::size_t at = 0; at < bytes.size() && sample.size() < kSampleBytesMax;) {
    at = SkipAscii(bytes, at);
    if (at == bytes.size()) {
      break;
    }
    const std::size_t before = at == 0 ? bytes.npos : bytes.find_last_of(kEnds, at - 1);
    const std::size_t start = before == bytes.npos ? 0 : before + 1;
    const std::size_t first = at - start > kStretchBytesMax ? at : start;
    const std::size_t end = std::min(bytes.find_first_of(kEnds, at), bytes.size());
    const std::size_t last = std::min(end, first + kStretchBytesMax);
    sample.append(bytes.substr(first, last - first)).push_back('\n');
    at = end;
  }
  return sample;
}

Plausibility PlausibilityOf(std::string_view sample, const Charset& charset) {
  return Best(ConvertToUtf16(sample, charset), ScriptNameOf(charset));
}

std::optional<Detected> DetectCharset(std::string_view sample) {
  std::vector<Detected> candidates;
  const Scripts scripts = KnownScripts();
  std::string_view done;
  for (const Script* script = scripts.begin; script != scripts.end; ++script) {
    if (script->charset == done) {
      continue;
    }
    done = script->charset;
    const std::optional<Charset> charset = FindCharset(done);
    const Plausibility plausibility = PlausibilityOf(sample, charset.value());
    if (plausibility.score >= kScoreMin) {
      candidates.push_back({*charset, plausibility});
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const Detected& a, const Detected& b) {
    return a.plausibility.score > b.plausibility.score;
  });
  if (candidates.empty()) {
    return std::nullopt;
  }
  const auto is_close = [&](const Detected& other) {
    return other.plausibility.score + kIcuVote > candidates.front().plausibility.score &&
           other.plausibility.count >= kIcuCharactersMin;
  };
  if (candidates.size() > 1 && is_close(candidates[1])) {
    const std::string icu = IcuChoice(sample);
    for (const Detected& candidate : candidates) {
      if (candidate.charset.name == icu && is_close(candidate)) {
        return candidate;
      }
    }
  }
  return candidates.front();
}

}  // namespace feeds
