#pragma once

#include <utility>

#include "rules/pack.h"
#include "rules/pack_read.h"
#include "tests/support/catch.h"

// All shipped packs, compiled once.
inline const rules::Pack& Shipped() {
  static const rules::Pack pack = [] {
    auto loaded = rules::Pack::Load(rules::ShippedPacks());
    REQUIRE(loaded);
    return std::move(*loaded);
  }();
  return pack;
}
