#include "rules/near_miss.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "rules/pattern.h"

namespace rules {

// The compiled prefixes of one alternative of a rule's pattern.
struct NearMissFinder::Prefixes {
  const DraftRule& rule;
  const PackDraft& draft;
  std::vector<PatternPart> parts;
  std::vector<std::optional<Regex>> compiled;  // [n]: of the first n parts

  NearMiss Furthest(std::string_view masked) {
    std::size_t matches = 0;  // the most parts known to match
    std::size_t fails = parts.size() + 1;
    Span span;
    while (fails - matches > 1) {
      const std::size_t middle = matches + (fails - matches) / 2;
      if (const auto found = Match(middle, masked)) {
        matches = middle;
        span = *found;
      } else {
        fails = middle;
      }
    }
    const auto counts = [](const PatternPart& part) { return part.counts(); };
    const auto cut = parts.begin() + static_cast<std::ptrdiff_t>(matches);
    NearMiss miss;
    miss.rule = &rule;
    miss.parts = static_cast<int>(std::count_if(parts.begin(), parts.end(), counts));
    miss.found = static_cast<int>(std::count_if(parts.begin(), cut, counts));
    miss.matched = span;
    miss.has_words = std::any_of(parts.begin(), cut, [](const PatternPart& part) {
      return part.counts() && part.kind != PartKind::kSlot;
    });
    miss.matches = cut == parts.end();
    // A space that does not match stands before the part that is missing.
    const auto missing = std::find_if(cut, parts.end(), counts);
    miss.stopped = missing != parts.end() ? missing->begin
                   : cut != parts.end()   ? cut->begin
                                          : parts.back().end;
    return miss;
  }

 private:
  // nullopt: the first `count` parts are nowhere in the text.
  std::optional<Span> Match(std::size_t count, std::string_view masked) {
    const Regex* regex = Compiled(count);
    Span span;
    if (regex == nullptr || !regex->FindSpan(masked, 0, span))
      return std::nullopt;
    return span;
  }

  const Regex* Compiled(std::size_t count) {
    if (compiled.empty())
      compiled.resize(parts.size() + 1);
    std::optional<Regex>& regex = compiled[count];
    if (!regex) {
      const std::size_t begin = parts.front().begin;
      const std::string_view prefix =
          std::string_view(rule.match.text).substr(begin, parts[count - 1].end - begin);
      const auto expanded = Expand(prefix, rule.script, draft);
      if (!expanded)
        return nullptr;
      auto made = Regex::Compile("(?i)" + expanded->regex);
      if (!made)
        return nullptr;
      regex.emplace(std::move(*made));
    }
    return &*regex;
  }
};

NearMissFinder::NearMissFinder(const PackDraft& draft) : draft_(draft) {}
NearMissFinder::~NearMissFinder() = default;

NearMissFinder::Prefixes& NearMissFinder::Of(const DraftRule& rule, std::size_t alternative,
                                             const std::vector<PatternPart>& parts) {
  std::unique_ptr<Prefixes>& prefixes = prefixes_[{&rule, alternative}];
  if (!prefixes)
    prefixes = std::make_unique<Prefixes>(Prefixes{rule, draft_, parts, {}});
  return *prefixes;
}

NearMiss NearMissFinder::Try(const DraftRule& rule, std::string_view masked) {
  NearMiss best;
  const std::vector<std::vector<PatternPart>> alternatives = PartsOf(rule.match.text);
  for (std::size_t i = 0; i < alternatives.size(); ++i) {
    if (alternatives[i].empty())
      continue;
    const NearMiss miss = Of(rule, i, alternatives[i]).Furthest(masked);
    const bool is_nearer = miss.found * best.parts > best.found * miss.parts;
    if (best.rule == nullptr || (!best.matches && (miss.matches || is_nearer)))
      best = miss;
  }
  best.rule = &rule;
  return best;
}

std::vector<NearMiss> NearMissFinder::Find(Script script, std::string_view masked) {
  std::vector<NearMiss> out;
  for (const DraftRule& rule : draft_.rules) {
    if (rule.script != script)
      continue;
    const NearMiss miss = Try(rule, masked);
    const bool is_sign = miss.found > 1 || miss.has_words;
    if (!miss.matches && is_sign && miss.found * 2 >= miss.parts)
      out.push_back(miss);
  }
  std::stable_sort(out.begin(), out.end(), [](const NearMiss& a, const NearMiss& b) {
    return std::pair(-a.found, a.parts) < std::pair(-b.found, b.parts);
  });
  return out;
}

}  // namespace rules
