#include "daemon/followed.h"

#include <variant>

namespace lodewatch {
namespace {

constexpr int kToldMost = 3;

Miss::Later LaterOf(const feeds::FetchError& error) {
  using Kind = feeds::FetchError::Kind;
  constexpr int kRequestTimeout = 408;
  constexpr int kTooManyRequests = 429;
  if (error.kind == Kind::kHeldBack || error.kind == Kind::kOffline)
    return Miss::Later::kAgainUncounted;
  const int status = error.http_status;
  const bool is_answer =
      status >= 400 && status < 500 && status != kRequestTimeout && status != kTooManyRequests;
  const bool is_for_good =
      is_answer || error.kind == Kind::kRefused || error.kind == Kind::kTooLarge;
  return is_for_good ? Miss::Later::kNothing : Miss::Later::kAgain;
}

}  // namespace

tl::expected<const feeds::Page*, Miss> PageOf(const std::optional<feeds::FetchResult>& fetched) {
  if (!fetched)
    return tl::unexpected(Miss{"too many articles at once", Miss::Later::kAgainUncounted});
  if (!*fetched)
    return tl::unexpected(Miss{feeds::ToText(fetched->error()), LaterOf(fetched->error())});
  const auto* page = std::get_if<feeds::Page>(&**fetched);
  if (page == nullptr)
    return tl::unexpected(Miss{"no page"});
  return page;
}

void Missed::Add(const std::string& url, const Miss& miss) {
  if (count_++ < kToldMost)
    told_ += (told_.empty() ? "" : "; ") + url + ": " + miss.why;
}

void Missed::TellTo(std::vector<std::string>& notes, std::size_t of,
                    const std::string& what) const {
  if (count_ > 0)
    notes.push_back(std::to_string(count_) + " of " + std::to_string(of) + " " + what +
                    " could not be read: " + told_ + (count_ > kToldMost ? "; …" : ""));
}

}  // namespace lodewatch
