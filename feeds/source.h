#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace feeds {

enum class SourceKind { kFeed = 1, kRelease = 2, kPage = 3 };

// May a source live on a loopback, private or link-local address?
enum class Addresses { kPublicOnly, kAny };

// How the requests of a source are made.
struct Access {
  Addresses addresses = Addresses::kPublicOnly;
  std::vector<std::string> headers{};  // "Name: value", sent with each request to the source's host
  std::string user{};                  // HTTP basic; empty: none
  std::string password{};
  std::string bearer{};              // token of "Authorization: Bearer"; empty: none
  std::string proxy{};               // URL; empty: that of the environment
  std::string client_certificate{};  // path of a PEM file; empty: none
  std::string client_key{};          // path of a PEM file; empty: in the certificate's file
  std::string ca_file{};             // PEM file trusted beside the system's; empty: none

  bool operator==(const Access&) const = default;
};

// Public addresses, and nothing to show at the door: what most sources have, one for all of them.
inline std::shared_ptr<const Access> PublicAccess() {
  static const auto access = std::make_shared<const Access>();
  return access;
}

// Where the text of a feed's item comes from: the feed, or the page that the item links.
enum class Articles { kAsServed, kFollowed };

// What the config says of a source's documents; empty: nothing.
struct About {
  std::string publisher{};     // for people
  std::string language{};      // of documents that do not say; BCP 47
  std::string charset{};       // overrides header and declaration
  std::string reporter{};      // of facts that name no country; ISO 3166-1 alpha-2
  std::string subject{};       // of facts that name no good; an id of the lexicon
  std::string link_pattern{};  // kPage: regular expression that finds the links of its entries

  bool operator==(const About&) const = default;
};

// Nothing is said: what most sources have, one for all of them.
inline std::shared_ptr<const About> NothingSaid() {
  static const auto about = std::make_shared<const About>();
  return about;
}

// A place that is polled.
struct Source {
  std::string id{};   // [a-z0-9-]+, unique in the config
  std::string url{};  // http, https or file
  SourceKind kind = SourceKind::kFeed;
  std::shared_ptr<const About> about = NothingSaid();       // never null; sources may share one
  std::chrono::seconds interval{std::chrono::minutes{15}};  // to begin with
  // The feed's own rhythm and what its server asks move the interval between these bounds.
  std::chrono::seconds interval_min{std::chrono::minutes{5}};
  std::chrono::seconds interval_max{std::chrono::hours{6}};
  Articles articles = Articles::kAsServed;
  // Least time between two requests to one host; unset: none, but a second between articles.
  std::optional<std::chrono::milliseconds> delay{};
  std::shared_ptr<const Access> access = PublicAccess();  // never null; sources may share one
};

}  // namespace feeds
