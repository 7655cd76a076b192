#include "daemon/pack_keeper.h"

#include <stdexcept>
#include <utility>

#include "rules/fault.h"

namespace lodewatch {
namespace {

std::shared_ptr<const rules::Pack> Kept(rules::Pack pack) {
  pack.ForgetSamples();
  return std::make_shared<const rules::Pack>(std::move(pack));
}

}  // namespace

PackKeeper::PackKeeper(rules::Pack pack, std::vector<rules::PackFile> files)
    : files_(std::move(files)), pack_(Kept(std::move(pack))) {}

std::shared_ptr<const rules::Pack> PackKeeper::Get() {
  const std::lock_guard lock(mutex_);
  if (pack_ == nullptr) {
    auto pack = rules::Pack::Load(files_);
    if (!pack)
      throw std::logic_error("packs that were right no longer are: " +
                             rules::ToText(pack.error().front()));
    pack_ = Kept(std::move(*pack));
  }
  return pack_;
}

bool PackKeeper::PutAway() {
  const std::lock_guard lock(mutex_);
  const bool was_there = pack_ != nullptr;
  pack_.reset();
  return was_there;
}

}  // namespace lodewatch
