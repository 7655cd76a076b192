#pragma once

#include <string>
#include <variant>

#include "feeds/http_client.h"
#include "tests/support/catch.h"

// What the tests of the HTTP client ask, and how they look at the answer.
namespace http_requests {

inline feeds::FetchRequest To(const std::string& url, const feeds::Validators& validators = {}) {
  return {.url = url, .validators = validators, .access = {.addresses = feeds::Addresses::kAny}};
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
