#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace feeds {

// Rules of a robots.txt for one crawler (RFC 9309). Data; without rules all is allowed.
struct Robots {
  struct Rule {
    bool allows = false;
    std::string pattern{};  // of a path and query, normalised; '*' any run, '$' at its end the end
  };
  std::vector<Rule> rules{};
  // Crawl-delay, which the RFC does not know but sites use; fractions rounded up, an hour at most.
  std::optional<std::chrono::seconds> crawl_delay{};
};

// What the answer to the request for robots.txt says of it, as in section 2.3.1: 2xx is the file
// itself (redirects are followed before), 4xx allows all, anything else (5xx, no answer) forbids
// all until it is asked again. A daemon asks again within 24 hours (section 2.4).
enum class RobotsAnswer { kFile, kAllowAll, kForbidAll };
RobotsAnswer AnswerOf(int http_status);  // 0: no answer

// The address of the robots.txt that rules a URL: "https://h:8443/robots.txt". Empty: no http(s).
std::string RobotsUrl(std::string_view url);

// Reads the rules for a crawler by its product token ("lodewatch"), without regard to case. Groups
// for the same token are one; without any, those for "*" count. Only the first 500 KiB are read, as
// section 2.5 asks at least. Lines that are no rules are passed over.
Robots ParseRobots(std::string_view bytes, std::string_view product);

// May the crawler fetch the URL, or path and query? The longest rule that matches decides, an
// allowance before a ban of the same length. /robots.txt always may.
bool Allows(const Robots& robots, std::string_view url);

}  // namespace feeds
