#include "rules/event_words.h"

#include <algorithm>

namespace rules {
namespace {

constexpr std::size_t kWindow = 48;

bool ContinuesCharacter(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// The stretch of the text where a word of the list can stand.
std::string_view Window(std::string_view text, WordPlace place, std::size_t& from) {
  from = 0;
  if (text.size() <= kWindow)
    return text;
  if (place == WordPlace::kStart)
    return text.substr(0, kWindow);
  if (place != WordPlace::kEnd)
    return text;
  from = text.size() - kWindow;
  while (from < text.size() && ContinuesCharacter(text[from]))
    ++from;
  return text.substr(from);
}

}  // namespace

bool EventWords::Find(EventWord list, std::string_view text, Span& found) const {
  const auto index = static_cast<std::size_t>(list);
  if (index >= lists_.size())
    return false;
  std::size_t from = 0;
  const std::string_view window = Window(text, kEventWordLists[index].place, from);
  if (!lists_[index].FindSpan(window, 0, found))
    return false;
  found.start += from;
  found.end += from;
  return true;
}

bool EventWords::Holds(EventWord list, std::string_view text) const {
  Span found;
  return Find(list, text, found);
}

}  // namespace rules
