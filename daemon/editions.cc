#include "daemon/editions.h"

#include <algorithm>
#include <set>
#include <utility>

#include "feeds/html_prune.h"
#include "feeds/page_links.h"
#include "feeds/page_outline.h"
#include "feeds/url.h"
#include "rules/release_page.h"

namespace lodewatch {
namespace {

using rules::ReleaseError;
using rules::ReleaseLink;
using Links = tl::expected<std::vector<ReleaseLink>, ReleaseError>;

// Behind that, an HTML page has shown that it is one.
constexpr std::size_t kHeadBytes = std::size_t{64} << 10;

feeds::ServedAs ServedAsOf(const feeds::Page& page, const feeds::Source& source) {
  return {page.content_type, page.url, source.about->charset};
}

bool IsHtml(const feeds::Page& page) {
  return page.content_type.find("html") != std::string::npos ||
         feeds::HasHtmlTag(std::string_view(page.body).substr(0, kHeadBytes));
}

// Is it a release that a definition knows, be it one that does not hold?
bool IsRelease(const rules::Pack& pack, const feeds::Document& document) {
  const auto observed = rules::Observe(pack.releases(), pack.labels(), document);
  return observed ? !observed->release.empty()
                  : observed.error().kind != ReleaseError::Kind::kNoDefinition;
}

// No links: a page of another kind. A fault: an index page without links.
Links LinksOf(const rules::Pack& pack, const feeds::Page& page, const feeds::Source& source) {
  if (!IsHtml(page))
    return {};
  const auto outline = feeds::ReadPageOutline(page.body, ServedAsOf(page, source));
  Links links;
  for (const rules::IndexDefinition& index : pack.pages().indexes) {
    if (!outline || (links && !links->empty()))
      break;
    Links read = rules::ReadIndex(index.rules, *outline);
    if (!read || !read->empty())
      links = std::move(read);
  }
  return links;
}

std::string UrlOf(const feeds::Page& page, const ReleaseLink& link) {
  std::string url = feeds::EntryUrl(page.url, link.url);
  return url.empty() ? feeds::ResolveUrl(page.url, link.url) : url;
}

std::string LastDayOf(const std::string& period) {
  const auto parsed = rules::ParsePeriod(period);
  return parsed ? timeline::DaysOf(*parsed).to : std::string();
}

std::optional<std::chrono::sys_seconds> MidnightOf(const std::string& date) {
  const auto period = rules::ParsePeriod(date);
  if (!period || !period->day)
    return std::nullopt;
  return std::chrono::sys_days(period->first / *period->day);
}

// Titles of one table differ by currency and period only, and a page may not print either in them.
std::string TitleOf(const ReleaseLink& link) {
  std::string more = link.currency;
  for (const std::string& word : {link.period, link.status}) {
    if (!word.empty())
      more += (more.empty() ? "" : ", ") + word;
  }
  return link.title + (more.empty() ? "" : " (" + more + ")");
}

PageRead IndexOf(const feeds::Page& page, const feeds::Source& source,
                 std::vector<ReleaseLink> links) {
  std::stable_sort(links.begin(), links.end(), [](const ReleaseLink& one, const ReleaseLink& two) {
    return LastDayOf(one.period) > LastDayOf(two.period);
  });
  PageRead index{.parsed = {}, .statuses = {}, .is_index = true};
  index.parsed.format = kIndexFormat;
  std::set<std::string> urls;
  for (const ReleaseLink& link : links) {
    const std::string url = UrlOf(page, link);
    if (!link.is_followed || !MayFollow(source, url) || !urls.insert(url).second)
      continue;
    feeds::Document& document = index.parsed.documents.emplace_back();
    document.guid = url;
    document.url = url;
    document.title = TitleOf(link);
    document.language = source.about->language;
    document.published_at = MidnightOf(link.published);
    index.statuses.push_back(link.status);
  }
  return index;
}

// Why a page shows neither a release nor a link to one; nullopt: it may hold one that nobody knows.
std::optional<Failure> FailureOfPage(const feeds::Page& page, const feeds::Source& source,
                                     const Links& links, const Before& before) {
  if (!IsHtml(page) && !before.was_index)
    return std::nullopt;
  const std::string error = feeds::ErrorPageAppearance(page.body, ServedAsOf(page, source));
  if (!error.empty())
    return Failure{.kind = "error-answer", .detail = "it looks like " + error};
  if (!links)
    return Failure{.kind = "no-links", .detail = links.error().detail};
  if (before.was_index)
    return Failure{.kind = "no-links", .detail = "blocked or changed: no link to a release"};
  return std::nullopt;
}

tl::expected<PageRead, Failure> ParseRelease(const rules::Pack& pack, const feeds::Source& source,
                                             const feeds::Page& page, const Before& before) {
  Links links = LinksOf(pack, page, source);
  const bool has_links = links && !links->empty();
  auto parsed = feeds::Parse(page, source);
  const bool is_no_table = !parsed && parsed.error().kind == feeds::ParseError::Kind::kNoTable;
  if (!parsed && !is_no_table)
    return tl::unexpected(FailureOf(parsed.error()));
  const auto failure = has_links ? std::nullopt : FailureOfPage(page, source, links, before);
  const bool is_doubtful = is_no_table || has_links || failure;
  if (!is_doubtful || (parsed && IsRelease(pack, parsed->documents.front())))
    return PageRead{.parsed = *std::move(parsed), .statuses = {}};
  if (has_links)
    return IndexOf(page, source, *std::move(links));
  return tl::unexpected(failure ? *failure : FailureOf(parsed.error()));
}

}  // namespace

tl::expected<PageRead, Failure> ParsePage(const rules::Pack& pack, const feeds::Source& source,
                                          const feeds::Page& page, const Before& before) {
  if (source.kind == feeds::SourceKind::kRelease)
    return ParseRelease(pack, source, page, before);
  auto parsed = feeds::Parse(page, source);
  if (!parsed)
    return tl::unexpected(FailureOf(parsed.error()));
  return PageRead{.parsed = *std::move(parsed), .statuses = {}};
}

tl::expected<rules::Observed, Refusal> ReadEdition(const rules::Pack& pack,
                                                   const feeds::Source& source,
                                                   const feeds::Page& page, Fresh& fresh) {
  const feeds::ServedAs served = ServedAsOf(page, source);
  const auto refuse = [&](std::string detail) {
    const std::string error = feeds::ErrorPageAppearance(page.body, served);
    return tl::unexpected(error.empty() ? Refusal{std::move(detail)}
                                        : Refusal{"it looks like " + error, true});
  };
  auto release = feeds::ParseRelease(page.body, served);
  if (!release && release.error().kind == feeds::ParseError::Kind::kErrorAnswer)
    return tl::unexpected(Refusal{release.error().detail, true});
  if (!release)
    return refuse(release.error().detail);
  auto observed = rules::Observe(pack.releases(), pack.labels(), *release);
  if (!observed)
    return refuse(observed.error().detail);
  if (observed->release.empty())
    return refuse("an answer without data");
  for (rules::Observation& observation : observed->observations) {
    if (observation.status.empty())
      observation.status = fresh.edition->status;
  }
  feeds::Document& document = fresh.document;
  if (!release->title.empty())
    document.title = std::move(release->title);
  if (document.language.empty())
    document.language = std::move(release->language);
  if (release->published_at)
    document.published_at = release->published_at;
  document.text = std::move(release->text);
  document.tables = std::move(release->tables);
  return *std::move(observed);
}

}  // namespace lodewatch
