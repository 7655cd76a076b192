#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <set>

#include "feeds/ascii.h"
#include "feeds/html_text.h"
#include "feeds/json_mend.h"
#include "feeds/link_date.h"
#include "feeds/page_links.h"

namespace feeds {
namespace {

using nlohmann::json;

constexpr int kNestingMax = 64;
constexpr std::size_t kEntriesMax = 10'000;

constexpr std::array<std::string_view, 12> kUrlKeys = {
    "url",    "link",       "href",   "docpuburl", "linkurl",    "pageurl",
    "weburl", "articleurl", "arturl", "loc",       "source_url", "permalink"};
constexpr std::array<std::string_view, 8> kTitleKeys = {
    "title", "doctitle", "headline", "name", "maintitle", "subject", "arttitle", "articletitle"};
constexpr std::array<std::string_view, 14> kDateKeys = {
    "published",    "date",     "pubdate",    "docreltime",  "publishtime",
    "publishdate",  "time",     "deploytime", "releasetime", "lastmod",
    "jsearch_date", "showdate", "created",    "publishedat"};

// The place of a key among those that are looked for; the size of the list: not one of them.
template <std::size_t N>
std::size_t RankOf(std::string_view key, const std::array<std::string_view, N>& keys) {
  const std::string lowered = Lowered(key);
  return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), lowered) - keys.begin());
}

// The best named string of an object.
struct Best {
  std::string value;
  std::size_t rank = 100;
  void Offer(std::size_t place, std::string_view text) {
    if (place < rank && !text.empty()) {
      rank = place;
      value = text;
    }
  }
};

struct Fields {
  Best url;
  Best title;
  Best date;
  void Offer(std::string_view key, std::string_view text) {
    if (const std::size_t rank = RankOf(key, kUrlKeys); rank < kUrlKeys.size()) {
      url.Offer(rank, text);
    }
    if (const std::size_t rank = RankOf(key, kTitleKeys); rank < kTitleKeys.size()) {
      title.Offer(rank, text);
    }
    if (const std::size_t rank = RankOf(key, kDateKeys); rank < kDateKeys.size()) {
      date.Offer(rank, text);
    }
  }
};

std::optional<std::chrono::sys_seconds> DateOf(std::string_view text) {
  const bool number =
      text.size() >= 10 && text.size() <= 13 && std::all_of(text.begin(), text.end(), IsDigit);
  if (number) {  // seconds or milliseconds since 1970
    const long long count = std::stoll(std::string(text));
    return std::chrono::sys_seconds{std::chrono::seconds{text.size() >= 12 ? count / 1000 : count}};
  }
  const auto found = FindDate(text, std::chrono::minutes{0});
  return found ? std::optional(found->at) : std::nullopt;
}

class ListReader {
 public:
  explicit ListReader(const std::string& url) : base_(url) {}

  void Add(const Fields& fields) {
    std::string url = EntryUrl(base_, fields.url.value);
    std::string title = InlineHtmlToText(fields.title.value);
    if (url.empty() || title.empty() || found_.links.size() >= kEntriesMax ||
        !known_.insert(url).second) {
      return;
    }
    found_.links.push_back({.url = url,
                            .title = std::move(title),
                            .date = DateOf(fields.date.value),
                            .place = found_.links.size()});
    if (!found_.links.back().date) {
      found_.links.back().date = DayOfUrl(url);
    }
  }

  void Walk(const json& value) {
    if (value.is_string()) {
      const auto& text = value.get_ref<const std::string&>();
      if (FindFold(text, "<a ") != text.npos && html_.size() < (std::size_t{8} << 20)) {
        html_.append(text).push_back('\n');
      }
      return;
    }
    if (value.is_object()) {
      Fields fields;
      for (const auto& [key, field] : value.items()) {
        if (field.is_string()) {
          fields.Offer(key, field.get_ref<const std::string&>());
        } else if (field.is_number_integer()) {
          fields.Offer(key, field.dump());
        }
      }
      Add(fields);
    }
    if (value.is_structured()) {
      for (const json& field : value) {
        Walk(field);
      }
    }
  }

  void Walk(const pugi::xml_node& element, int depth) {
    Fields fields;
    for (const pugi::xml_node child : element.children()) {
      fields.Offer(child.name(), Trim(child.text().get()));
      if (depth < kNestingMax && child.type() == pugi::node_element) {
        Walk(child, depth + 1);
      }
    }
    Add(fields);
  }

  IndexLinks Take() {
    return found_.links.empty() && !html_.empty() ? ReadIndexLinks(html_, base_)
                                                  : std::move(found_);
  }

 private:
  std::string base_;
  std::string html_;  // of strings that hold links
  IndexLinks found_;
  std::set<std::string> known_;
};

// What stands within "callback( … );", or the text itself.
std::string_view WithoutCallback(std::string_view text) {
  text = Trim(text);
  const std::size_t open = text.find('(');
  const std::size_t close = text.rfind(')');
  const bool named =
      open != text.npos && open > 0 &&
      std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(open), [](char c) {
        return IsLetter(c) || IsDigit(c) || c == '_' || c == '.' || c == '$' || c == ' ';
      });
  return named && close != text.npos && close > open ? text.substr(open + 1, close - open - 1)
                                                     : text;
}

}  // namespace

IndexLinks ReadJsonLinks(std::string_view text, const std::string& url) {
  text = WithoutCallback(text);
  if (text.empty() || (text.front() != '{' && text.front() != '[') ||
      TooDeepAt(text) != std::string_view::npos) {
    return {};
  }
  const json value = json::parse(text, nullptr, false, true);
  ListReader reader(url);
  if (!value.is_discarded()) {
    reader.Walk(value);
  }
  return reader.Take();
}

IndexLinks ReadXmlLinks(const std::string& text, const std::string& url) {
  pugi::xml_document document;
  ListReader reader(url);
  if (document.load_buffer(text.data(), text.size(), pugi::parse_default, pugi::encoding_utf8)) {
    reader.Walk(document.document_element(), 0);
  }
  return reader.Take();
}

}  // namespace feeds
