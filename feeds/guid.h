#pragma once

#include <vector>

#include "feeds/document.h"

namespace feeds {

// Makes guids tell the documents of one feed apart. A guid that several documents with different
// URLs share (some feeds give the address of the site to every item) tells nothing: each of them is
// keyed by guid and URL. A document that is there twice in the same words is kept once.
void SettleGuids(std::vector<Document>& documents);

}  // namespace feeds
