#pragma once

#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "feeds/fetch.h"

namespace feeds {

// Is it a status that sends a GET elsewhere, when it comes with a Location? 301, 302, 303, 307,
// 308.
bool IsRedirect(int status);

// The way of one request through redirects.
class RedirectChain {
 public:
  // `url`: as of TargetOf().
  explicit RedirectChain(std::string url) : urls_{std::move(url)} {}

  const std::string& url() const { return urls_.back(); }
  // May be told what is meant for the first URL alone: every URL so far is of its origin. A chain
  // that left it and came back is no longer: others chose where it arrives.
  bool is_at_home() const { return at_home_; }
  // See Page::permanent_url.
  std::string permanent_url() const { return permanent_ && urls_.size() > 1 ? url() : ""; }

  // Goes where an answer of this status and Location points. kRefused: not http or https;
  // kProtocol: more than `redirects_max`, or where the chain has been before.
  tl::expected<void, FetchError> Follow(int status, const std::string& location, int redirects_max);

 private:
  std::vector<std::string> urls_;
  bool at_home_ = true;
  bool permanent_ = true;
};

}  // namespace feeds
