#include "rules/pattern.h"

#include <array>
#include <utility>

#include "rules/mask.h"

namespace rules {
namespace {

struct SlotType {
  std::string_view name;
  std::string_view characters;  // of a bracket expression
};
// The characters are those of rules/mask.h.
constexpr std::array<SlotType, 16> kSlotTypes{{{"quantity", R"(\x01)"},
                                               {"percent", R"(\x02)"},
                                               {"change", R"(\x10)"},
                                               {"fraction", R"(\x11)"},
                                               {"part", R"(\x02\x11)"},
                                               {"points", R"(\x03)"},
                                               {"money", R"(\x04)"},
                                               {"price", R"(\x05)"},
                                               {"period", R"(\x06)"},
                                               {"number", R"(\x07)"},
                                               {"commodity", R"(\x08)"},
                                               {"agency", R"(\x0E)"},
                                               {"country", R"(\x0F)"},
                                               {"actor", R"(\x0E\x0F)"},
                                               {"figure", R"(\x01\x04\x05\x07)"},
                                               {"amount", R"(\x01\x02\x03\x04\x05\x07\x10\x11)"}}};
static_assert(static_cast<char>(Slot::kQuantity) == '\x01' &&
              static_cast<char>(Slot::kNumber) == '\x07' &&
              static_cast<char>(Slot::kCountry) == '\x0F');

const SlotType* FindSlotType(std::string_view name) {
  for (const SlotType& type : kSlotTypes) {
    if (type.name == name)
      return &type;
  }
  return nullptr;
}

bool IsNameChar(char c) {
  return (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

std::size_t NameEnd(std::string_view text, std::size_t at) {
  while (at < text.size() && IsNameChar(text[at]))
    ++at;
  return at;
}

std::string SlotNames() {
  std::string out;
  for (const SlotType& type : kSlotTypes)
    out += (out.empty() ? "{" : ", {") + std::string(type.name) + "}";
  return out;
}

class Expander {
 public:
  Expander(std::string_view pattern, Script script, const PackDraft& draft)
      : pattern_(pattern), script_(script), draft_(draft) {}

  tl::expected<ExpandedPattern, PatternError> Run() {
    while (at_ < pattern_.size()) {
      const char c = pattern_[at_];
      bool done = false;
      if (c == '\\' && at_ + 1 < pattern_.size()) {
        out_.regex.append(pattern_.substr(at_, 2));
        at_ += 2;
        continue;
      }
      if (c == '{')
        done = Slot();
      if (c == '<')
        done = Words();
      if (error_)
        return tl::unexpected(*error_);
      if (!done)
        out_.regex += pattern_[at_++];
    }
    return std::move(out_);
  }

 private:
  bool Fail(std::string message) {
    error_ = PatternError{std::move(message), static_cast<int>(at_)};
    return true;
  }

  bool Slot() {
    const std::size_t type_end = NameEnd(pattern_, at_ + 1);
    if (type_end == at_ + 1)
      return false;  // {2,5}
    std::size_t end = type_end;
    const std::string type(pattern_.substr(at_ + 1, type_end - at_ - 1));
    std::string name = type;
    if (end < pattern_.size() && pattern_[end] == ':') {
      const std::size_t name_end = NameEnd(pattern_, end + 1);
      name = pattern_.substr(end + 1, name_end - end - 1);
      end = name_end;
    }
    if (end >= pattern_.size() || pattern_[end] != '}')
      return Fail("a slot must be closed by }");
    const SlotType* known = FindSlotType(type);
    if (known == nullptr)
      return Fail("unknown slot {" + type + "}; there are " + SlotNames());
    for (const ExpandedPattern::NamedSlot& slot : out_.slots) {
      if (slot.name == name) {
        std::string reason = "a second slot named '";
        reason.append(name).append("'; name it: {").append(type).append(":other}");
        return Fail(std::move(reason));
      }
    }
    out_.slots.push_back({name, type});
    out_.regex += "([" + std::string(known->characters) + "])";
    at_ = end + 1;
    return true;
  }

  bool Words() {
    const std::size_t end = NameEnd(pattern_, at_ + 1);
    if (end == at_ + 1 || end >= pattern_.size() || pattern_[end] != '>')
      return false;  // (?P<…
    const std::string_view name = pattern_.substr(at_ + 1, end - at_ - 1);
    const std::optional<std::string> words = WordsPattern(draft_, script_, name);
    if (!words) {
      return Fail("unknown word list <" + std::string(name) + ">; define it under [words." +
                  (script_ == Script::kChinese ? "zh]" : "en]"));
    }
    out_.regex += *words;
    at_ = end + 1;
    return true;
  }

  std::string_view pattern_;
  Script script_;
  const PackDraft& draft_;
  std::size_t at_ = 0;
  ExpandedPattern out_;
  std::optional<PatternError> error_;
};

}  // namespace

tl::expected<ExpandedPattern, PatternError> Expand(std::string_view pattern, Script script,
                                                   const PackDraft& draft) {
  return Expander(pattern, script, draft).Run();
}

std::optional<std::string> WordsPattern(const PackDraft& draft, Script script,
                                        std::string_view name) {
  const auto found = draft.words.find({script, std::string(name)});
  if (found == draft.words.end())
    return std::nullopt;
  std::string alternatives;
  for (const PlacedText& word : found->second)
    alternatives += (alternatives.empty() ? "" : "|") + word.text;
  return script == Script::kChinese ? "(?:" + alternatives + ")"
                                    : R"(\b(?:)" + alternatives + R"()\b)";
}

}  // namespace rules
