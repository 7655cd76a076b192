#pragma once

#include <memory>
#include <mutex>
#include <tl/expected.hpp>
#include <vector>

#include "rules/fault.h"
#include "rules/pack.h"

namespace lodewatch {

// The compiled packs of the config, a quarter of what an idle daemon would keep. They are compiled
// for the first page that is to be read, can be put away while nothing is, and are compiled anew,
// from the same text, for the next.
class PackKeeper {
 public:
  // All faults of the packs, or their keeper. Packs of the user's own are compiled at once, to find
  // their faults; all that come with the program, and no other, are sound together.
  static tl::expected<std::unique_ptr<PackKeeper>, std::vector<rules::Fault>> Open(
      std::vector<rules::PackFile> files);

  // From any thread. Who holds the pack keeps it, whatever is put away meanwhile.
  std::shared_ptr<const rules::Pack> Get();
  // false: it was away already.
  bool PutAway();

 private:
  PackKeeper(std::vector<rules::PackFile> files, std::shared_ptr<const rules::Pack> pack);

  const std::vector<rules::PackFile> files_;
  std::mutex mutex_;
  std::shared_ptr<const rules::Pack> pack_;  // mutex_; null: away
};

}  // namespace lodewatch
