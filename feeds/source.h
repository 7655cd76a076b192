#pragma once

#include <chrono>
#include <string>

namespace feeds {

enum class SourceKind { kFeed = 1, kRelease = 2 };

// May a source live on a loopback, private or link-local address?
enum class Addresses { kPublicOnly, kAny };

// A place that is polled.
struct Source {
  std::string id{};   // [a-z0-9-]+, unique in the config
  std::string url{};  // http, https or file
  SourceKind kind = SourceKind::kFeed;
  std::string publisher{};  // for people; empty when not configured
  std::string language{};   // of documents that do not say; BCP 47
  std::string charset{};    // overrides header and declaration; empty: none
  std::string reporter{};   // default for facts that name no country; ISO 3166-1 alpha-2
  std::string subject{};    // default for facts that name no good; an id of the lexicon
  std::chrono::seconds interval{std::chrono::minutes{15}};
  Addresses addresses = Addresses::kPublicOnly;
};

}  // namespace feeds
