#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string_view>

#include "feeds/schedule.h"
#include "feeds/xml_element.h"

namespace feeds {

// Collects what the elements of an RSS channel say of how often it changes.
class ScheduleReader {
 public:
  // ttl (minutes), skipHours (0 to 23; 24 is 0, as feeds write it), skipDays (names of days, long
  // or short), sy:updatePeriod and sy:updateFrequency; anything else is left alone.
  void Read(const ElementName& name, pugi::xml_node node);
  // A period without frequency is once, a frequency without period daily (RSS 1.0, syndication).
  Schedule Result() const;

 private:
  Schedule schedule_;
  std::optional<std::chrono::seconds> period_;
  std::optional<int> frequency_;
};

}  // namespace feeds
