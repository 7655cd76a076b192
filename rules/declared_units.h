#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "rules/mention.h"

namespace rules {

// "Unit of quantity: 10,000 tonnes. Value in 100 million yuan", 单位：万吨: sets the `bare_…` of
// the reading. `lower` is `text` in lower case.
// A text without any of DeclaredUnitCues() declares none.
void ReadDeclaredUnits(std::string_view text, std::string_view lower, Reading& reading);

// What stands before such a unit; lower case.
std::span<const std::string_view> DeclaredUnitCues();

// A bare number as the mass or money that the document's numbers are in; nullopt: it counts
// something else ("15 firms"), or is none of a table ("of the 17").
std::optional<Mention> InDeclaredUnit(std::string_view text, const Mention& bare,
                                      const Reading& reading);

}  // namespace rules
