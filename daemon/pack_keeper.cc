#include "daemon/pack_keeper.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "rules/fault.h"

namespace lodewatch {
namespace {

std::shared_ptr<const rules::Pack> Kept(rules::Pack pack) {
  pack.ForgetSamples();
  return std::make_shared<const rules::Pack>(std::move(pack));
}

bool AreAllShipped(const std::vector<rules::PackFile>& files) {
  const std::vector<rules::PackFile> shipped = rules::ShippedPacks();
  return std::equal(files.begin(), files.end(), shipped.begin(), shipped.end(),
                    [](const rules::PackFile& file, const rules::PackFile& its) {
                      return file.name == its.name && file.toml == its.toml;
                    });
}

}  // namespace

tl::expected<std::unique_ptr<PackKeeper>, std::vector<rules::Fault>> PackKeeper::Open(
    std::vector<rules::PackFile> files) {
  std::shared_ptr<const rules::Pack> compiled;
  if (!AreAllShipped(files)) {
    auto pack = rules::Pack::Load(files);
    if (!pack)
      return tl::unexpected(std::move(pack.error()));
    compiled = Kept(std::move(*pack));
  }
  return std::unique_ptr<PackKeeper>(new PackKeeper(std::move(files), std::move(compiled)));
}

PackKeeper::PackKeeper(std::vector<rules::PackFile> files, std::shared_ptr<const rules::Pack> pack)
    : files_(std::move(files)), pack_(std::move(pack)) {}

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
