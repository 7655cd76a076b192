#include "feeds/article_meta.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "feeds/ascii.h"
#include "feeds/html_text.h"
#include "feeds/json_mend.h"
#include "feeds/white_space.h"

namespace feeds {
namespace {

using nlohmann::json;

constexpr std::size_t kJsonBytesMax = std::size_t{1} << 20;
constexpr int kWalkMax = 8;
constexpr std::size_t kScriptsMax = 200;

// In the order of trust.
constexpr std::array<std::string_view, 9> kDateNames = {
    "pubdate",        "article:published_time", "publishdate", "datepublished", "publish_date",
    "dc.date.issued", "dcterms.issued",         "dc.date",     "date"};

std::string StringAt(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

bool IsArticleType(const json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) {
    return false;
  }
  const auto names = [](const json& value) {
    const std::string name = value.is_string() ? value.get<std::string>() : "";
    return name.find("Article") != name.npos || name.find("Posting") != name.npos ||
           name == "Report" || name == "WebPage" || name == "SpecialAnnouncement";
  };
  return type->is_array() ? std::any_of(type->begin(), type->end(), names) : names(*type);
}

bool IsFalse(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() &&
         ((found->is_boolean() && !found->get<bool>()) ||
          (found->is_string() && EqualsFold(found->get<std::string>(), "false")));
}

void Fill(std::string& field, std::string value) {
  if (field.empty()) {
    field = std::move(value);
  }
}

void ReadArticleObject(const json& object, ArticleMeta& meta) {
  Fill(meta.headline, InlineHtmlToText(StringAt(object, "headline")));
  Fill(meta.published, StringAt(object, "datePublished"));
  Fill(meta.body, StringAt(object, "articleBody"));
  meta.is_for_subscribers = meta.is_for_subscribers || IsFalse(object, "isAccessibleForFree");
  if (const auto publisher = object.find("publisher");
      publisher != object.end() && publisher->is_object()) {
    Fill(meta.site_name, InlineHtmlToText(StringAt(*publisher, "name")));
  }
}

void Walk(const json& value, int depth, ArticleMeta& meta) {
  if (depth > kWalkMax || !value.is_structured()) {
    return;
  }
  if (value.is_object() && IsArticleType(value)) {
    ReadArticleObject(value, meta);
  }
  for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate"}) {
    if (value.is_object() && value.contains(key)) {
      Walk(value[key], depth + 1, meta);
    }
  }
  if (value.is_array()) {
    for (const json& element : value) {
      Walk(element, depth + 1, meta);
    }
  }
}

// The JSON-LD of the page, one script after the other.
void ReadJsonLd(std::string_view html, ArticleMeta& meta) {
  constexpr std::string_view kType = "application/ld+json";
  std::size_t left = kJsonBytesMax;
  std::size_t at = FindFold(html, kType);
  for (std::size_t n = 0; at != html.npos && n < kScriptsMax; ++n) {
    const std::size_t start = html.find('>', at);
    const std::size_t end = start == html.npos ? start : FindFold(html, "</script", start);
    if (end == html.npos) {
      return;
    }
    const std::string_view text = html.substr(start + 1, end - start - 1);
    if (text.size() > left) {
      return;
    }
    left -= text.size();
    if (TooDeepAt(text) == std::string_view::npos) {
      const json value = json::parse(text, nullptr, false, true);
      if (!value.is_discarded()) {
        Walk(value, 0, meta);
      }
    }
    at = FindFold(html, kType, end);
  }
}

struct MetaNames {
  std::string article_title;
  std::string og_title;
  std::string og_site;
  std::array<std::string, kDateNames.size()> dates;
};

void ReadMeta(const PageParts& page, std::size_t index, MetaNames& found) {
  const std::string_view content = page.Attribute(index, "content");
  for (const char* attribute : {"name", "property", "itemprop"}) {
    const std::string name = Lowered(page.Attribute(index, attribute));
    if (name.empty()) {
      continue;
    }
    if (name == "articletitle") {
      Fill(found.article_title, CollapseWhiteSpace(content));
    } else if (name == "og:title") {
      Fill(found.og_title, CollapseWhiteSpace(content));
    } else if (name == "og:site_name") {
      Fill(found.og_site, CollapseWhiteSpace(content));
    }
    const auto* const place = std::find(kDateNames.begin(), kDateNames.end(), name);
    if (place != kDateNames.end()) {
      Fill(found.dates[static_cast<std::size_t>(place - kDateNames.begin())], std::string(content));
    }
  }
}

// Paragraphs of an articleBody, which sites write with single, double or no line breaks, or HTML.
std::string ParagraphsOf(const std::string& body) {
  if (body.find("</p>") != body.npos || body.find("<br") != body.npos) {
    return HtmlToText(body);
  }
  std::string paragraphs;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    const std::string line = InlineHtmlToText(std::string_view(body).substr(at, end - at));
    if (!line.empty()) {
      paragraphs.append(paragraphs.empty() ? "" : "\n\n").append(line);
    }
    at = end + 1;
  }
  return paragraphs;
}

constexpr std::string_view kSeparators[] = {" | ", " - ", " – ", " — ", " :: ", " » ",
                                            " · ", "_",   "|",   "--",  "－",   "—"};

struct Cut {
  std::size_t at = std::string_view::npos;
  std::size_t size = 0;
};

Cut LastSeparator(std::string_view title) {
  Cut last;
  for (const std::string_view separator : kSeparators) {
    const std::size_t at = title.rfind(separator);
    if (at != title.npos && at > 0 && (last.at == title.npos || at > last.at)) {
      last = {at, separator.size()};
    }
  }
  return last;
}

}  // namespace

ArticleMeta ReadArticleMeta(std::string_view html, const PageParts& page) {
  ArticleMeta meta;
  ReadJsonLd(html, meta);
  meta.body = ParagraphsOf(meta.body);
  MetaNames names;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page[i].tag == "meta") {
      ReadMeta(page, i, names);
    } else if (page[i].tag == "title" && meta.page_title.empty()) {
      meta.page_title = page.LineOf(i, page[i].end);
    }
  }
  Fill(meta.headline, names.article_title);
  Fill(meta.headline, names.og_title);
  if (!names.og_site.empty()) {
    meta.site_name = names.og_site;
  }
  for (const std::string& date : names.dates) {
    Fill(meta.published, date);
  }
  return meta;
}

std::string WithoutSite(std::string_view title, std::string_view site, std::string_view heading) {
  std::string_view rest = Trim(title);
  for (int parts = 0; parts < 4; ++parts) {
    const Cut cut = LastSeparator(rest);
    if (cut.at == rest.npos) {
      break;
    }
    const std::string_view before = Trim(rest.substr(0, cut.at));
    const std::string_view behind = Trim(rest.substr(cut.at + cut.size));
    const bool is_site = !site.empty() && EqualsFold(behind, site);
    const bool is_heading = !heading.empty() && heading.size() <= before.size() &&
                            EqualsFold(before.substr(0, heading.size()), heading);
    if (!is_site && !is_heading) {
      break;
    }
    rest = before;
  }
  return std::string(rest);
}

}  // namespace feeds
