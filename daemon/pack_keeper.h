#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "rules/pack.h"

namespace lodewatch {

// The compiled packs of the config, a quarter of what an idle daemon would keep. They can be put
// away while nothing is to be read and are compiled anew, from the same text, for the next page.
class PackKeeper {
 public:
  // `files` are those that the pack was loaded from.
  PackKeeper(rules::Pack pack, std::vector<rules::PackFile> files);

  // From any thread. Who holds the pack keeps it, whatever is put away meanwhile.
  std::shared_ptr<const rules::Pack> Get();
  // false: it was away already.
  bool PutAway();

 private:
  const std::vector<rules::PackFile> files_;
  std::mutex mutex_;
  std::shared_ptr<const rules::Pack> pack_;  // mutex_; null: away
};

}  // namespace lodewatch
