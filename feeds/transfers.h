#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "feeds/exchange.h"

namespace feeds {

// Many exchanges at once over one libcurl multi handle; its easy handles are used again. One thread
// at a time, but for Wake().
class Transfers {
 public:
  using Id = std::size_t;

  struct Ended {
    Id id = 0;
    tl::expected<Answer, FetchError> outcome{};
  };

  Transfers(const FetchLimits& limits, std::string user_agent);
  ~Transfers();
  Transfers(const Transfers&) = delete;
  Transfers& operator=(const Transfers&) = delete;
  Transfers(Transfers&&) = delete;
  Transfers& operator=(Transfers&&) = delete;

  void Begin(Id id, const Exchange& exchange);
  // Waits at most that long for something to happen, then moves all on.
  void Step(std::chrono::milliseconds wait_most);
  // One that has ended, each once; nullopt: none for now.
  std::optional<Ended> Next();
  // Ends all without an outcome.
  void Drop();
  void Wake() noexcept;

 private:
  struct Handles;
  std::unique_ptr<Handles> handles_;
};

}  // namespace feeds
