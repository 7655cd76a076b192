#include "feeds/feed_json.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace feeds {
namespace {

using nlohmann::ordered_json;

std::string Rfc3339(std::chrono::sys_seconds moment) {
  namespace chr = std::chrono;
  const auto day = chr::floor<chr::days>(moment);
  const chr::year_month_day date{day};
  const chr::hh_mm_ss time{moment - day};
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return text.data();
}

void Put(ordered_json& object, const char* key, const std::string& value) {
  if (!value.empty()) {
    object[key] = value;
  }
}

void Put(ordered_json& object, const char* key, const std::vector<std::string>& values) {
  if (!values.empty()) {
    object[key] = values;
  }
}

void Put(ordered_json& object, const char* key,
         const std::optional<std::chrono::sys_seconds>& moment) {
  if (moment) {
    object[key] = Rfc3339(*moment);
  }
}

ordered_json EnclosureJson(const Enclosure& enclosure) {
  ordered_json object = ordered_json::object();
  Put(object, "url", enclosure.url);
  Put(object, "type", enclosure.type);
  if (enclosure.length) {
    object["length"] = *enclosure.length;
  }
  return object;
}

ordered_json ItemJson(const Item& item) {
  ordered_json object = ordered_json::object();
  Put(object, "id", item.id);
  Put(object, "link", item.link);
  Put(object, "title", item.title);
  Put(object, "summary", item.summary);
  Put(object, "content", item.content);
  Put(object, "published", item.published);
  Put(object, "updated", item.updated);
  Put(object, "authors", item.authors);
  Put(object, "categories", item.categories);
  for (const Enclosure& enclosure : item.enclosures) {
    object["enclosures"].push_back(EnclosureJson(enclosure));
  }
  Put(object, "language", item.language);
  return object;
}

}  // namespace

std::string ToJson(const Feed& feed) {
  ordered_json object = {{"format", feed.format}};
  if (!feed.encoding.empty())
    object["encoding"] = feed.encoding;
  Put(object, "title", feed.title);
  Put(object, "link", feed.link);
  Put(object, "description", feed.description);
  Put(object, "language", feed.language);
  Put(object, "updated", feed.updated);
  if (feed.schedule.ttl) {
    object["ttl"] = std::chrono::duration_cast<std::chrono::minutes>(*feed.schedule.ttl).count();
  }
  ordered_json& items = object["items"] = ordered_json::array();
  for (const Item& item : feed.items) {
    items.push_back(ItemJson(item));
  }
  return object.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

}  // namespace feeds
