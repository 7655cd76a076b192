#include "daemon/timeline/identity.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace timeline {
namespace {

// A page of which fewer are known by their words may have repeated itself by chance.
constexpr std::size_t kRegeneratedMin = 3;

// What is known, by each of the ways to find it. Only latest versions stand for their item.
class Past {
 public:
  explicit Past(std::span<const KnownItem> known) {
    for (const KnownItem& item : known) {
      versions_.insert({item.guid, item.content});
      if (item.is_latest)
        latest_[item.guid] = &item;
      guids_by_link_[item.url].insert(item.guid);
      by_content_.emplace(item.content, &item);
    }
  }

  const KnownItem* LatestOf(const std::string& guid) const {
    const auto found = latest_.find(guid);
    return found == latest_.end() ? nullptr : found->second;
  }
  bool HasVersion(const std::string& guid, const std::string& content) const {
    return versions_.contains({guid, content});
  }
  // The one item that had this link in any version; nullptr: none or several.
  const KnownItem* OnlyOneAt(const std::string& url) const {
    const auto found = guids_by_link_.find(url);
    if (url.empty() || found == guids_by_link_.end() || found->second.size() != 1)
      return nullptr;
    return LatestOf(*found->second.begin());
  }
  auto WithContent(const std::string& content) const { return by_content_.equal_range(content); }

 private:
  std::map<std::string, const KnownItem*> latest_;
  std::set<std::pair<std::string, std::string>> versions_;
  std::map<std::string, std::set<std::string>> guids_by_link_;
  std::multimap<std::string, const KnownItem*> by_content_;
};

class Decision {
 public:
  Decision(std::span<const Item> page, std::span<const KnownItem> known)
      : page_(page), past_(known) {
    for (const Item& item : page) {
      ++times_of_guid_[item.guid];
      ++times_of_link_[item.url];
    }
  }

  std::vector<Seen> Run() {
    std::vector<Seen> out;
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < page_.size(); ++i) {
      out.push_back(ByGuidOrLink(page_[i]));
      if (out.back().identity == Identity::kNew)
        unknown.push_back(i);
    }
    const bool is_regenerated = IsRegenerated(unknown);
    for (const std::size_t i : unknown) {
      if (const KnownItem* same = SameWords(page_[i], is_regenerated))
        out[i] = {Identity::kKnownByContent, same->guid, page_[i].content};
    }
    CompareWithinPage(out);
    return out;
  }

 private:
  Seen ByGuidOrLink(const Item& item) const {
    if (const KnownItem* latest = past_.LatestOf(item.guid)) {
      const bool is_shared = times_of_guid_.at(item.guid) > 1;
      const bool is_known =
          is_shared ? past_.HasVersion(item.guid, item.content) : latest->content == item.content;
      const Identity fresh = is_shared ? Identity::kNewBeside : Identity::kNewVersion;
      return {is_known ? Identity::kKnown : fresh, {}, item.content};
    }
    const KnownItem* moved = past_.OnlyOneAt(item.url);
    if (moved == nullptr || times_of_link_.at(item.url) > 1 || times_of_guid_.contains(moved->guid))
      return {Identity::kNew, {}, item.content};
    const bool is_known = past_.HasVersion(moved->guid, item.content);
    return {is_known ? Identity::kKnownByLink : Identity::kNewVersion, moved->guid, item.content};
  }

  bool IsRegenerated(const std::vector<std::size_t>& unknown) const {
    const auto known_words = static_cast<std::size_t>(
        std::count_if(unknown.begin(), unknown.end(),
                      [this](std::size_t i) { return SameWords(page_[i], true) != nullptr; }));
    return known_words >= kRegeneratedMin && 2 * known_words >= unknown.size();
  }

  // An item of the past with these words whose guid is not on the page beside it.
  const KnownItem* SameWords(const Item& item, bool by_words_alone) const {
    const auto [begin, end] = past_.WithContent(item.content);
    for (auto at = begin; at != end; ++at) {
      const KnownItem& same = *at->second;
      if (times_of_guid_.contains(same.guid))
        continue;
      const bool is_telling = item.published_at || item.text_bytes > kTrivialBytes;
      if (by_words_alone || (is_telling && item.published_at == same.published_at))
        return &same;
    }
    return nullptr;
  }

  // Later items of a page see the earlier ones as what they would have been in a poll before.
  void CompareWithinPage(std::vector<Seen>& out) const {
    std::set<std::tuple<std::string, std::string, std::optional<std::int64_t>>> items;
    std::set<std::pair<std::string, std::string>> versions;
    std::set<std::string> guids;
    for (std::size_t i = 0; i < page_.size(); ++i) {
      const Item& item = page_[i];
      const bool is_repeated = !items.insert({item.content, item.url, item.published_at}).second;
      const bool is_same = !versions.insert({item.guid, item.content}).second;
      const bool is_beside = !guids.insert(item.guid).second;
      if (!IsFresh(out[i].identity))
        continue;
      if (is_same || is_repeated)
        out[i].identity = is_same ? Identity::kKnown : Identity::kKnownByContent;
      else if (is_beside)
        out[i].identity = Identity::kNewBeside;
    }
  }

  std::span<const Item> page_;
  Past past_;
  std::map<std::string, int> times_of_guid_;
  std::map<std::string, int> times_of_link_;
};

}  // namespace

std::string_view ToText(Identity identity) {
  switch (identity) {
    case Identity::kNew:
      return "new";
    case Identity::kNewVersion:
      return "new version";
    case Identity::kNewBeside:
      return "new beside";
    case Identity::kKnown:
      return "known";
    case Identity::kKnownByLink:
      return "known by link";
    case Identity::kKnownByContent:
      return "known by content";
  }
  return "";
}

std::vector<Seen> Identify(std::span<const Item> page, std::span<const KnownItem> known) {
  return Decision(page, known).Run();
}

}  // namespace timeline
