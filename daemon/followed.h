#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "feeds/http_client.h"

namespace lodewatch {

// Why what a page links could not be had, and what a later poll may do about it.
struct Miss {
  enum class Later { kNothing = 1, kAgain, kAgainUncounted };  // uncounted: nothing was asked
  std::string why;
  Later later = Later::kNothing;
};

// What came of asking for it; unset: it was not asked for, since too much was at once.
tl::expected<const feeds::Page*, Miss> PageOf(const std::optional<feeds::FetchResult>& fetched);

// "3 of 20 articles could not be read: https://example.org/a: HTTP 503; …"
class Missed {
 public:
  void Add(const std::string& url, const Miss& miss);
  // `what`: "articles".
  void TellTo(std::vector<std::string>& notes, std::size_t of, const std::string& what) const;

 private:
  int count_ = 0;
  std::string told_;
};

}  // namespace lodewatch
