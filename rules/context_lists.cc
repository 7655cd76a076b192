// "Indonesia and Australia shipped 15.4 and 9.8 million tonnes respectively", 分别.
#include "rules/context.h"

namespace rules {

bool IsListJoint(std::string_view between) {
  for (const std::string_view joint :
       {" and ", ", ", ", and ", " and the ", ", the ", " or ", "和", "、", "及", "与"}) {
    if (between == joint)
      return true;
  }
  return false;
}

namespace {

bool JoinsRow(std::string_view between) {
  for (const std::string_view joint : {" and ", ", ", ", and ", " and the ", ", the ", " and to ",
                                       " and from ", "和", "、", "及", "与", "，"}) {
    if (between == joint)
      return true;
  }
  return false;
}

}  // namespace

// The amounts of one kind that are listed with this one: the place in the list and its length.
SentenceContext::Listed SentenceContext::ListOf(std::size_t item) const {
  const auto joins = [&](std::size_t left, std::size_t right) {
    return scene_.items[left].mention != nullptr && scene_.items[right].mention != nullptr &&
           scene_.items[left].mention->type == scene_.items[right].mention->type &&
           JoinsRow(Between(left, right));
  };
  std::size_t first = item;
  while (first > 0 && joins(first - 1, first))
    --first;
  std::size_t last = item;
  while (last + 1 < scene_.items.size() && joins(last, last + 1))
    ++last;
  return {item - first, last - first + 1};
}

// The item of a list of as many things as there are amounts that goes with this amount.
template <class Belongs>
std::optional<std::size_t> SentenceContext::Respective(std::size_t item,
                                                       const Belongs& belongs) const {
  if (!is_respective_)
    return std::nullopt;
  const Listed listed = ListOf(item);
  if (listed.count < 2)
    return std::nullopt;
  for (std::size_t first = 0; first < scene_.items.size(); ++first) {
    if (!belongs(first))
      continue;
    std::size_t last = first;
    while (last + 1 < scene_.items.size() && belongs(last + 1) &&
           JoinsRow(Between(last, last + 1))) {
      ++last;
    }
    if (last - first + 1 == listed.count)
      return first + listed.index;
    first = last;
  }
  return std::nullopt;
}

std::optional<std::size_t> SentenceContext::RespectiveWord(std::size_t item,
                                                           LexiconClass what) const {
  return Respective(item, [&](std::size_t i) { return scene_.items[i].Is(what); });
}

std::optional<std::size_t> SentenceContext::RespectiveCountry(std::size_t item,
                                                              CountryRole role) const {
  return Respective(item, [&](std::size_t i) { return country_roles_[i] == role; });
}

std::optional<std::size_t> SentenceContext::RespectivePeriod(std::size_t item) const {
  return Respective(item, [&](std::size_t i) { return scene_.items[i].Is(MentionType::kPeriod); });
}

}  // namespace rules
