#pragma once

#include <string>
#include <vector>

#include "feeds/document.h"
#include "rules/release.h"

namespace rules {

// A definition that could read a document, and by what it knows it: "the title '…'", "the columns
// 'cmdCode', …".
struct ReleaseFit {
  const ReleaseDefinition* definition = nullptr;
  std::string why;
};

// All that fit. A title of the page or of one of its tables counts before one in the running text.
std::vector<ReleaseFit> FindFits(const std::vector<ReleaseDefinition>& releases,
                                 const feeds::Document& document);
// "two definitions fit: 'a' by the title '…', 'b' by the columns …".
std::string ToText(const std::vector<ReleaseFit>& fits);

// "; nearest is 'us-census-imports', but there is no column 'time'"; empty: none is near.
std::string NearestFit(const std::vector<ReleaseDefinition>& releases,
                       const feeds::Document& document);

}  // namespace rules
