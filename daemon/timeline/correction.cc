#include "daemon/timeline/correction.h"

#include <fmt/format.h>

#include <algorithm>

#include "daemon/timeline/working.h"

namespace timeline {
namespace {

constexpr std::size_t kShownPart = 3;  // less than a third of the old text is an excerpt

// White space is laid out anew by many systems at each edit.
std::string Plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_space)
      out += c;
    else if (!out.empty() && out.back() != ' ')
      out += ' ';
  }
  if (!out.empty() && out.back() == ' ')
    out.pop_back();
  return out;
}

std::string WithoutEllipsis(std::string text) {
  for (const std::string_view sign : {"[…]", "[...]", "…", "..."}) {
    if (text.ends_with(sign))
      return Plain(text.substr(0, text.size() - sign.size()));
  }
  return text;
}

bool IsExcerpt(const std::string& before, const std::string& after) {
  return after.size() * kShownPart < before.size() || before.starts_with(WithoutEllipsis(after));
}

bool SameKeys(const EntryKeys& one, const EntryKeys& other) {
  return IdentityOf(one) == IdentityOf(other);
}

bool SameTarget(const std::string& one, const std::string& other) {
  return one.empty() || other.empty() || one == other;
}

bool TellsTheSame(const OldFact& was, const Mention& now) {
  if (!SameKeys(was.keys, now.keys))
    return false;
  return was.keys.kind == "event"
             ? SameEvent(was.telling, now.telling) && SameTarget(was.target, now.target)
             : SameNumber(was.telling, now.telling);
}

// The same number under other keys: the words around it were changed, or are read otherwise.
bool TellsItsNumber(const OldFact& was, const Mention& now) {
  return was.keys.kind == now.keys.kind && was.keys.unit == now.keys.unit &&
         SameNumber(was.telling, now.telling);
}

class Comparison {
 public:
  Comparison(std::span<const OldFact> before, std::span<const Mention> after, const Edit& edit)
      : after_(after), text_(Plain(edit.after)), is_excerpt_(IsExcerpt(Plain(edit.before), text_)) {
    for (const Mention& now : after) {
      const bool is_old = std::any_of(before.begin(), before.end(),
                                      [&](const OldFact& was) { return TellsTheSame(was, now); });
      if (!is_old)
        others_.push_back(&now);
    }
  }

  std::optional<Correction> Of(const OldFact& was) {
    const bool is_told = std::any_of(after_.begin(), after_.end(),
                                     [&](const Mention& now) { return TellsTheSame(was, now); });
    if (is_told || Stands(was.sentence))
      return std::nullopt;
    const auto changed = std::find_if(others_.begin(), others_.end(), [&](const Mention* now) {
      return was.telling.value && now->telling.value && SameKeys(was.keys, now->keys);
    });
    if (changed != others_.end()) {
      const Mention* now = *changed;
      others_.erase(changed);
      return Correction{Correction::Kind::kChanged, &was, now};
    }
    if (!IsWithdrawn(was))
      return std::nullopt;
    return Correction{Correction::Kind::kWithdrawn, &was, nullptr};
  }

 private:
  bool Stands(const std::string& words) const {
    return !words.empty() && text_.find(Plain(words)) != std::string::npos;
  }

  bool IsWithdrawn(const OldFact& was) const {
    if (is_excerpt_ || Stands(was.quote))
      return false;
    return std::none_of(after_.begin(), after_.end(), [&](const Mention& now) {
      return SameKeys(was.keys, now.keys) || TellsItsNumber(was, now);
    });
  }

  std::span<const Mention> after_;
  std::vector<const Mention*> others_;  // that tell nothing that was told before
  std::string text_;
  bool is_excerpt_ = false;
};

std::string WordsOf(const OldFact& was) {
  if (!was.telling.value)
    return fmt::format("event {}", was.keys.type);
  return fmt::format("{} {}", was.keys.kind,
                     AmountText({*was.telling.value, was.telling.tolerance}, was.keys.unit));
}

}  // namespace

std::vector<Correction> Corrections(std::span<const OldFact> before, std::span<const Mention> after,
                                    const Edit& edit) {
  Comparison comparison(before, after, edit);
  std::vector<Correction> out;
  for (const OldFact& was : before) {
    if (const auto correction = comparison.Of(was))
      out.push_back(*correction);
  }
  return out;
}

Mention MentionOf(const Correction& correction) {
  const OldFact& was = *correction.was;
  Mention mention;
  std::vector<std::string> steps{fmt::format("was: {}, “{}”", WordsOf(was), was.quote),
                                 "was told in: " + was.sentence};
  if (correction.now != nullptr) {
    mention = *correction.now;
    steps.push_back(fmt::format(
        "is: {}",
        AmountText({*mention.telling.value, mention.telling.tolerance}, mention.keys.unit)));
  } else {
    mention.keys = was.keys;
    mention.telling.actor = was.telling.actor;
    mention.telling.date = was.telling.date;
    mention.days = was.days;
    mention.mast = was.mast;
    mention.plover = was.plover;
    mention.target = was.target;
    mention.quote = was.quote;
    mention.sentence = was.sentence;
    mention.rule = was.rule;
    steps.emplace_back("is: told no more");
  }
  mention.keys.kind = "correction";
  mention.keys.type = ToText(correction.kind);
  mention.was = was.telling.value;
  mention.correction_of = was.id;
  mention.steps = JsonOf(steps);
  return mention;
}

std::string_view ToText(Correction::Kind kind) {
  return kind == Correction::Kind::kChanged ? "changed" : "withdrawn";
}

}  // namespace timeline
