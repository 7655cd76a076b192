// How long the HTTP client takes for many feeds, beside a bare loop over libcurl.
//   fetch_bench URLS CONNECTIONS cold|warm
// URLS: a file with a URL a line, on a host that may be asked so much at once. cold: plain GETs.
// warm: all fetched once, then again with the validators that came; the second time counts.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "feeds/http_client.h"

namespace {

struct Count {
  std::size_t pages = 0;
  std::size_t not_modified = 0;
  std::size_t failed = 0;
  std::size_t bytes = 0;
};

std::vector<feeds::FetchRequest> RequestsFor(const char* path) {
  const auto access =
      std::make_shared<const feeds::Access>(feeds::Access{.addresses = feeds::Addresses::kAny});
  std::vector<feeds::FetchRequest> requests;
  std::ifstream file(path);
  for (std::string url; std::getline(file, url);) {
    requests.push_back({.url = url, .access = access});
  }
  return requests;
}

Count Round(feeds::HttpClient& client, std::vector<feeds::FetchRequest>& requests) {
  Count count;
  client.FetchAll(requests, [&](std::size_t index, const feeds::FetchResult& result) {
    if (!result) {
      if (count.failed++ == 0) {
        std::fprintf(stderr, "%s: %s\n", requests[index].url.c_str(),
                     ToText(result.error()).c_str());
      }
    } else if (const auto* page = std::get_if<feeds::Page>(&*result)) {
      ++count.pages;
      count.bytes += page->body.size();
      requests[index].validators = page->validators;
    } else {
      ++count.not_modified;
    }
  });
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: fetch_bench URLS CONNECTIONS cold|warm\n");
    return 2;
  }
  const int connections = std::atoi(argv[2]);
  std::vector<feeds::FetchRequest> requests = RequestsFor(argv[1]);
  feeds::HttpClient client(
      {.connections_max = connections, .connections_per_host_max = connections}, "fetch_bench");
  if (std::string_view(argv[3]) == "warm") {
    Round(client, requests);
  }
  const auto start = std::chrono::steady_clock::now();
  const Count count = Round(client, requests);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("{\"sec\": %.6f, \"mbytes\": %.1f, \"n200\": %zu, \"n304\": %zu, \"failed\": %zu}\n",
              took.count(), static_cast<double>(count.bytes) / 1e6, count.pages, count.not_modified,
              count.failed);
}
