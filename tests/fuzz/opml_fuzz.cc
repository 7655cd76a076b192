// Whatever the bytes: a list that is read has a URL for each feed and no feed twice, and once it
// was written it is read and written the same for ever.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "feeds/opml.h"
#include "tests/fuzz/soundness.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto subscriptions = feeds::ReadOpml(TextOf(data, size), {});
  if (!subscriptions) {
    Require(!subscriptions.error().detail.empty());
    return 0;
  }
  std::set<std::string> urls;
  for (const feeds::Subscription& subscription : *subscriptions) {
    Require(!subscription.url.empty() && urls.insert(subscription.url).second);
    Require(IsXmlText(subscription.title) && IsXmlText(subscription.url));
    Require(subscription.folders.size() <= 8);
  }
  const std::string written = feeds::WriteOpml("list", *subscriptions);
  Require(IsXmlText(written));
  const auto again = feeds::ReadOpml(written, {});
  Require(again && again->size() == subscriptions->size());
  Require(feeds::WriteOpml("list", *again) == written);
  return 0;
}
