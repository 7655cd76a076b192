#include "rules/mask.h"

#include <algorithm>
#include <cassert>
#include <optional>

namespace rules {
namespace {

// How far before a number its words of approximation may start, in bytes.
constexpr std::size_t kApproximationMax = 40;

std::optional<Slot> SlotOf(const Item& item) {
  if (item.mention != nullptr)
    return rules::SlotOf(*item.mention);
  switch (item.word->what) {
    case LexiconClass::kCommodity:
      return Slot::kCommodity;
    case LexiconClass::kAgency:
      return Slot::kAgency;
    case LexiconClass::kCountry:
      return Slot::kCountry;
    case LexiconClass::kFlow:
    case LexiconClass::kMeasure:
    case LexiconClass::kBasis:
    case LexiconClass::kPlace:
    case LexiconClass::kName:
      return std::nullopt;
  }
  return std::nullopt;
}

class Masker {
 public:
  Masker(std::string_view folded, Span sentence) : folded_(folded), at_(sentence.start) {
    const std::size_t size = sentence.end - sentence.start;
    out_.text.reserve(size);
    out_.origin.reserve(size + 1);
    out_.item_at.reserve(size);
  }

  void CopyTo(std::size_t end) {
    if (end <= at_)
      return;
    const std::size_t size = out_.text.size() + (end - at_);
    out_.text.append(folded_.substr(at_, end - at_));
    out_.item_at.resize(size, -1);
    while (at_ < end)
      out_.origin.push_back(static_cast<std::uint32_t>(at_++));
  }
  void Put(Slot slot, std::size_t end, std::size_t item) {
    out_.text += static_cast<char>(slot);
    out_.origin.push_back(static_cast<std::uint32_t>(at_));
    out_.item_at.push_back(static_cast<std::int32_t>(item));
    at_ = end;
  }
  std::size_t at() const { return at_; }
  MaskedSentence Finish(std::size_t end) && {
    CopyTo(end);
    out_.origin.push_back(static_cast<std::uint32_t>(end));
    return std::move(out_);
  }

 private:
  std::string_view folded_;
  std::size_t at_;
  MaskedSentence out_;
};

// Where the token of a number starts: before its words of approximation, but after `earliest`.
std::size_t TokenStart(std::string_view folded, std::size_t earliest, std::size_t start,
                       const Regex& approximation) {
  std::size_t from = std::max(earliest, start > kApproximationMax ? start - kApproximationMax : 0);
  while (from < start && (static_cast<unsigned char>(folded[from]) & 0xC0) == 0x80)
    ++from;
  Span found;
  const std::string_view before = folded.substr(from, start - from);
  return approximation.FindSpan(before, 0, found) ? from + found.start : start;
}

// "USD/kg" is; "USD/bbl" is not.
bool IsPerMass(std::string_view unit) {
  const std::string_view per = unit.substr(std::min(unit.find('/'), unit.size()));
  for (const std::string_view mass : {"/t", "/kg", "/g", "/lb", "/oz", "/mtu", "/st", "/lt"}) {
    if (per == mass)
      return true;
  }
  return false;
}

}  // namespace

Slot SlotOf(const Mention& mention) {
  switch (mention.type) {
    case MentionType::kQuantity:
      return Slot::kQuantity;
    case MentionType::kPercent:
      if (mention.is_change)
        return Slot::kChange;
      return mention.is_fraction ? Slot::kFraction : Slot::kPercent;
    case MentionType::kPoints:
      return Slot::kPoints;
    case MentionType::kMoney:
      return Slot::kMoney;
    case MentionType::kPrice:
      return IsPerMass(mention.unit) ? Slot::kPrice : Slot::kNumber;
    case MentionType::kPeriod:
      return Slot::kPeriod;
    case MentionType::kNumber:
      return Slot::kNumber;
  }
  assert(false);
  return Slot::kNumber;
}

MaskedSentence Mask(std::string_view folded, Span sentence, const std::vector<Item>& items,
                    const Regex& approximation) {
  Masker masker(folded, sentence);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Item& item = items[i];
    const std::optional<Slot> slot = SlotOf(item);
    if (!slot || item.span.start < masker.at())
      continue;
    const bool is_amount = item.mention != nullptr && item.mention->type != MentionType::kPeriod;
    masker.CopyTo(is_amount ? TokenStart(folded, masker.at(), item.span.start, approximation)
                            : item.span.start);
    // "U.S." is one word with its last stop, which ends no sentence of the rules' patterns.
    const bool is_short = item.word != nullptr && item.span.end < sentence.end &&
                          folded[item.span.end] == '.' && item.span.end >= 2 &&
                          folded[item.span.end - 2] == '.';
    masker.Put(*slot, item.span.end + (is_short ? 1 : 0), i);
  }
  return std::move(masker).Finish(sentence.end);
}

}  // namespace rules
