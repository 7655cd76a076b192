#include "rules/release.h"
#include "rules/table_cell.h"

namespace rules {

void LabelIndex::Add(std::string_view label, std::string_view subject) {
  subjects_[LabelKey(label)] = std::string(subject);
}

std::optional<std::string> LabelIndex::Find(std::string_view label) const {
  const auto found = subjects_.find(LabelKey(label));
  return found == subjects_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace rules
