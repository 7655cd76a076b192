#pragma once

#include <cstddef>
#include <vector>

namespace feeds {

// How much of something lies in a range of a page's parts. Add all, Finish once, then ask.
class PartCount {
 public:
  explicit PartCount(std::size_t parts) : before_(parts + 1) {}
  void Add(std::size_t part, std::size_t amount) { before_[part + 1] += amount; }
  void Finish() {
    for (std::size_t i = 1; i < before_.size(); ++i) {
      before_[i] += before_[i - 1];
    }
  }
  // In the parts [first, last).
  std::size_t In(std::size_t first, std::size_t last) const {
    return before_[last] - before_[first];
  }

 private:
  std::vector<std::size_t> before_;
};

}  // namespace feeds
