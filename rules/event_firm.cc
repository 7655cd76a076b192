// Whose plant stood still: a firm, by the name in the text.
#include "rules/event_firm.h"

#include <algorithm>

#include "rules/cursor.h"
#include "rules/event_actor.h"

namespace rules {
namespace {

bool IsNameByte(char c) {
  return IsLetter(c) || IsDigit(c) || c == '&' || c == '-' || c == '\'' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

std::string_view TextUpTo(std::string_view folded, Span sentence, std::size_t end) {
  return folded.substr(sentence.start, end - sentence.start);
}

// Back past "has", "temporarily", "on Monday": what stands between a name and its verb.
std::size_t PastAuxiliaries(std::string_view folded, Span sentence, std::size_t verb,
                            const EventWords& words) {
  constexpr int kMost = 5;
  std::size_t end = verb;
  Span found;
  for (int i = 0; i < kMost; ++i) {
    end = SkipSpacesBack(folded, end);
    if (end <= sentence.start ||
        !words.Find(EventWord::kAuxiliary, TextUpTo(folded, sentence, end), found))
      break;
    end = sentence.start + found.start;
  }
  return SkipSpacesBack(folded, end);
}

bool IsProper(std::string_view text, const EventWords& words) {
  return !text.empty() && (IsUpper(text[0]) || IsDigit(text[0])) &&
         !words.Holds(EventWord::kNoName, text);
}

// "Codelco" of "Codelco's El Teniente mine": the name that begins here.
std::string NameAt(std::string_view folded, Span sentence, std::size_t at,
                   const EventWords& words) {
  std::size_t end = at;
  while (end < sentence.end) {
    std::size_t word = end;
    while (word < sentence.end && IsNameByte(folded[word]))
      ++word;
    std::string_view text = folded.substr(end, word - end);
    if (!IsProper(text, words))
      break;
    const bool owns = text.ends_with("'s") || text.ends_with("'");
    end = word;
    if (owns || end >= sentence.end || folded[end] != ' ')
      break;
    ++end;
  }
  std::string name(folded.substr(at, end - at));
  while (!name.empty() && (name.back() == ' ' || name.back() == '.'))
    name.pop_back();
  for (const std::string_view ending : {"'s", "'"}) {
    if (name.ends_with(ending))
      name.resize(name.size() - ending.size());
  }
  return name;
}

}  // namespace

namespace {

// "Toho's Chigasaki plant": back past the thing of the firm.
std::size_t PastFacility(std::string_view folded, Span sentence, std::size_t end,
                         const EventWords& words) {
  Span found;
  if (!words.Find(EventWord::kFacility, TextUpTo(folded, sentence, end), found))
    return end;
  return SkipSpacesBack(folded, sentence.start + found.start);
}

// "GAC, which used to mine 14 million t, has halted": back to the name before the clause.
std::size_t PastRelative(std::string_view folded, Span sentence, std::size_t end) {
  const std::string_view before = TextUpTo(folded, sentence, end);
  if (!before.ends_with(","))
    return end;
  const std::size_t comma = before.substr(0, before.size() - 1).rfind(", ");
  return comma == std::string_view::npos ? end : sentence.start + comma;
}

}  // namespace

std::string FirmBefore(std::string_view folded, Span sentence, std::size_t verb,
                       const EventWords& words) {
  std::size_t end = PastRelative(folded, sentence, PastAuxiliaries(folded, sentence, verb, words));
  const std::size_t thing = PastFacility(folded, sentence, end, words);
  const bool of_facility = thing != end;
  end = thing;
  std::size_t start = end;
  std::size_t at = end;
  while (at > sentence.start) {
    std::size_t word = at;
    while (word > sentence.start && IsNameByte(folded[word - 1]))
      --word;
    const std::string_view text = folded.substr(word, at - word);
    const bool joins = text == "and" || text == "of" || text == "&";
    const bool proper = IsProper(text, words);
    if (!proper && !joins)
      break;
    if (proper)
      start = word;
    if (word == sentence.start || folded[word - 1] != ' ')
      break;
    at = word - 1;
  }
  std::string name(folded.substr(start, end - start));
  name.resize(std::min(name.size(), name.find(" and ")));
  // "Morocco's OCP"; but "Toho's Chigasaki plant" is Toho's.
  if (const std::size_t owner = name.rfind("'s "); owner != std::string::npos) {
    if (of_facility)
      name.resize(owner);
    else
      name.erase(0, owner + 3);
  }
  if (of_facility && name.ends_with("'s"))
    name.resize(name.size() - 2);
  // "its mine in Jiangxi has halted": a place, and no firm.
  if (name.empty() || !IsUpper(name[0]) || words.Holds(EventWord::kNoFirm, name) ||
      words.Holds(EventWord::kPlaceBefore, TextUpTo(folded, sentence, start)))
    return {};
  return name;
}

namespace {

// 必和必拓智利铜矿, 日本铃木汽车: without the country or place of the mine behind it, and without
// the country before it; but 韩国锌业 is called so.
std::string_view WithoutCountry(const Scene& scene, std::string_view folded, std::string_view name,
                                const EventWords& words) {
  constexpr std::size_t kShort = 6;
  const auto at = static_cast<std::size_t>(name.data() - folded.data());
  std::size_t start = at;
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    const Item& item = scene.items[i];
    const bool is_country = item.Is(LexiconClass::kCountry);
    if ((!is_country && !item.Is(LexiconClass::kPlace)) || item.span.start < at ||
        item.span.end > at + name.size())
      continue;
    if (item.span.start >= start + kShort && item.span.start > at)
      return folded.substr(start, item.span.start - start);
    const bool has_goods = i + 1 < scene.items.size() &&
                           scene.items[i + 1].Is(LexiconClass::kCommodity) &&
                           scene.items[i + 1].span.start == item.span.end;
    const std::string_view rest = folded.substr(item.span.end, at + name.size() - item.span.end);
    if (is_country && item.span.start == at && !has_goods && rest.size() >= kShort &&
        !words.Holds(EventWord::kNoFirm, rest))
      start = item.span.end;
  }
  return folded.substr(start, at + name.size() - start);
}

// 必和必拓称，…一座选厂停工: the name at the head of a clause, up to the word behind it that says
// what is done. Empty: no name.
std::string HanFirm(const Scene& scene, std::string_view folded, Span match,
                    const EventWords& words) {
  constexpr std::size_t kMost = 36;
  constexpr std::size_t kLeast = 6;
  std::string_view before = TextUpTo(folded, scene.span, match.start);
  Span found;
  std::string name;
  for (std::size_t start = 0; start < before.size();) {
    std::size_t end = before.find("，", start);
    end = std::min(end, before.find(',', start));
    std::string_view clause = before.substr(start, end - start);
    while (words.Find(EventWord::kFirmHead, clause, found) && found.end > 0)
      clause.remove_prefix(found.end);
    if (words.Find(EventWord::kFirmEnd, clause, found))
      clause = clause.substr(0, found.start);
    else if (end != std::string_view::npos)
      clause = {};
    clause =
        clause.size() < kLeast ? std::string_view{} : WithoutCountry(scene, folded, clause, words);
    const bool is_name = clause.size() >= kLeast && clause.size() <= kMost &&
                         !words.Holds(EventWord::kNoName, clause);
    if (is_name)
      name = clause;
    if (end == std::string_view::npos)
      break;
    start = before.compare(end, 3, "，") == 0 ? end + 3 : end + 1;
  }
  return name;
}

}  // namespace

std::string FirmOf(const Scene& scene, std::string_view folded, Span match, const EventWords& words,
                   const Discourse& discourse) {
  const Span sentence = scene.span;
  if (scene.script == Script::kChinese)
    return HanFirm(scene, folded, match, words);
  std::string name = FirmBefore(folded, sentence, match.start, words);
  if (name.ends_with("'s"))
    name.resize(name.size() - 2);
  if (!name.empty())
    return name;
  if (words.Holds(EventWord::kFirmAgain, TextUpTo(folded, sentence, match.start))) {
    for (const Told* told : {&discourse.paragraph, &discourse.earlier}) {
      if (told->firm)
        return *told->firm;
    }
  }
  std::size_t at = match.start;
  Span found;
  const std::string_view before = TextUpTo(folded, sentence, match.start);
  for (std::size_t from = 0; words.Find(EventWord::kSays, before.substr(from), found);) {
    at = sentence.start + from + found.start;
    from += found.end;
    if (std::string said = FirmBefore(folded, sentence, at, words); !said.empty())
      name = std::move(said);
  }
  if (!name.empty())
    return name;
  constexpr std::size_t kNear = 40;
  const std::string_view clause =
      folded.substr(match.start, std::min(sentence.end, match.end + kNear) - match.start);
  for (const std::string_view joint : {" at ", " by ", " of "}) {
    const std::size_t place = clause.find(joint);
    if (place == std::string_view::npos)
      continue;
    name = NameAt(folded, sentence, match.start + place + joint.size(), words);
    // "of 7 November" is no firm.
    if (!name.empty() && !IsDigit(name[0]))
      return name;
  }
  return {};
}

std::string LastWord(const std::string& name) {
  const std::size_t space = name.rfind(' ');
  return space == std::string::npos ? name : name.substr(space + 1);
}

void LearnPeople(const Scene& scene, const SentenceContext& context, People& people) {
  if (scene.script != Script::kEnglish)
    return;
  const std::string_view folded = context.folded();
  for (std::size_t i = 0; i < scene.items.size(); ++i) {
    const Item& item = scene.items[i];
    if (!item.Is(LexiconClass::kAgency) || item.span.end + 2 >= scene.span.end)
      continue;
    const std::size_t gap = folded[item.span.end] == ',' ? 2 : 1;
    const std::string name = NameAt(folded, scene.span, item.span.end + gap, context.words());
    const std::string body = BodyId(scene, context, i);
    if (name.size() > 3 && !body.empty())
      people.emplace(LastWord(name), body);
  }
}

std::optional<std::string> FirmThatSays(const Scene& scene, const SentenceContext& context) {
  if (scene.script != Script::kEnglish)
    return std::nullopt;
  Span found;
  const std::string_view text =
      context.folded().substr(scene.span.start, scene.span.end - scene.span.start);
  if (!context.words().Find(EventWord::kSays, text, found))
    return std::nullopt;
  std::string name =
      FirmBefore(context.folded(), scene.span, scene.span.start + found.start, context.words());
  const bool is_person = context.discourse().people.contains(LastWord(name));
  const bool is_state = std::any_of(scene.items.begin(), scene.items.end(), [&](const Item& item) {
    return (item.Is(LexiconClass::kAgency) || item.Is(LexiconClass::kCountry)) &&
           item.span.start < scene.span.start + found.start;
  });
  if (name.empty() || is_person || is_state)
    return std::nullopt;
  return name;
}

std::string PersonBefore(const Scene& scene, const SentenceContext& context, Span match) {
  const std::string name = FirmBefore(context.folded(), scene.span, match.start, context.words());
  const auto found = context.discourse().people.find(LastWord(name));
  return name.empty() || found == context.discourse().people.end() ? std::string() : found->second;
}

}  // namespace rules
