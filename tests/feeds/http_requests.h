#pragma once

#include <memory>
#include <string>
#include <utility>
#include <variant>

#include "feeds/http_client.h"
#include "tests/support/catch.h"

// What the tests of the HTTP client ask, and how they look at the answer.
namespace http_requests {

// To any address, with these credentials.
inline std::shared_ptr<const feeds::Access> With(feeds::Access access) {
  access.addresses = feeds::Addresses::kAny;
  return std::make_shared<const feeds::Access>(std::move(access));
}

inline feeds::FetchRequest To(const std::string& url, const feeds::Validators& validators = {}) {
  return {.url = url, .validators = validators, .access = With({})};
}

inline feeds::HttpClient Client() {
  return {{}, "lodewatch-test/1"};
}

inline const feeds::Page& PageOf(const feeds::FetchResult& result) {
  if (!result) {
    FAIL(ToText(result.error()));
  }
  return std::get<feeds::Page>(*result);
}

}  // namespace http_requests
