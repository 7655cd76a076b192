#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "daemon/cli/commands.h"
#include "daemon/cli/fact_json.h"
#include "daemon/cli/printable.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/table.h"
#include "daemon/editions.h"
#include "feeds/http_client.h"
#include "feeds/parse.h"
#include "rules/extract.h"
#include "rules/release.h"

namespace cli {
namespace {

using feeds::SourceKind;

struct Options {
  ConfigOptions config;
  std::string place;  // a URL, or the id of a source
  std::string kind = "feed";
  std::string link_pattern;
  bool facts = false;
  Format format = Format::kTable;
};

const std::map<std::string, SourceKind> kKinds = {
    {"feed", SourceKind::kFeed}, {"release", SourceKind::kRelease}, {"page", SourceKind::kPage}};

// What the answer is to be read with.
struct Task {
  feeds::Source source;
  feeds::FetchLimits limits;
  std::string user_agent = "lodewatch/" LODEWATCH_VERSION;
  std::vector<rules::PackFile> packs = rules::ShippedPacks();
};

// A URL needs no config; a person who names it may look at any address.
Task TaskOfUrl(const Options& options) {
  Task task;
  task.source.id = "fetch";
  task.source.url = options.place;
  task.source.kind = kKinds.at(options.kind);
  task.source.about =
      std::make_shared<const feeds::About>(feeds::About{.link_pattern = options.link_pattern});
  task.source.access =
      std::make_shared<const feeds::Access>(feeds::Access{.addresses = feeds::Addresses::kAny});
  return task;
}

Task TaskOfSource(const Options& options) {
  const lodewatch::Config config = LoadConfig(options.config);
  for (const feeds::Source& source : config.sources)
    if (source.id == options.place)
      return {source, config.fetch, config.user_agent, config.packs};
  throw Stop(kUsage,
             fmt::format("'{}' is neither a URL nor a source of the config", options.place));
}

void TellAnswer(const feeds::Page& page) {
  fmt::print(stderr, "{}\n", page.url);
  if (!page.permanent_url.empty())
    fmt::print(stderr, "  moved for good: use this address\n");
  fmt::print(stderr, "  {}, {} bytes", page.content_type.empty() ? "no type" : page.content_type,
             rules::Grouped(std::to_string(page.body.size())));
  if (page.wire_bytes > 0 && page.wire_bytes != page.body.size())
    fmt::print(stderr, " ({} as sent)", rules::Grouped(std::to_string(page.wire_bytes)));
  fmt::print(stderr, "\n  conditional: {}{}{}\n",
             page.validators.etag.empty() ? "no ETag" : "ETag " + page.validators.etag,
             page.validators.last_modified.empty() ? ", no Last-Modified" : ", Last-Modified ",
             page.validators.last_modified);
  if (page.fresh_for)
    fmt::print(stderr, "  cache: fresh for {} s\n", page.fresh_for->count());
}

void TellParsed(const feeds::Parsed& parsed) {
  fmt::print(stderr, "  {}{}{}: {} documents\n", parsed.format,
             parsed.encoding.empty() ? "" : " in ", parsed.encoding, parsed.documents.size());
  if (parsed.undated > 0)
    fmt::print(stderr, "  {} dates that nobody can read\n", parsed.undated);
  const feeds::Schedule& schedule = parsed.schedule;
  if (schedule.ttl)
    fmt::print(stderr, "  the feed asks for {} s between polls (ttl)\n", schedule.ttl->count());
  if (schedule.update_period)
    fmt::print(stderr, "  the feed says it changes every {} s\n", schedule.update_period->count());
}

lodewatch::PageRead ParseAll(const rules::Pack& pack, const feeds::Source& source,
                             const feeds::Page& page) {
  auto read = lodewatch::ParsePage(pack, source, page, {});
  if (!read)
    throw Stop(kFindings, fmt::format("  {}: {}", read.error().kind, read.error().detail));
  return *std::move(read);
}

// Facts and observations of one document.
struct Read {
  const feeds::Document& document;
  std::vector<rules::Fact> facts{};
  std::vector<rules::Observation> observations{};
};

std::vector<Read> Links(const std::vector<feeds::Document>& documents) {
  std::vector<Read> out;
  out.reserve(documents.size());
  for (const feeds::Document& document : documents)
    out.push_back(Read{.document = document});
  return out;
}

std::vector<Read> ReadAll(const rules::Pack& pack, const feeds::Source& source,
                          const std::vector<feeds::Document>& documents) {
  std::vector<Read> out;
  for (const feeds::Document& document : documents) {
    Read& read = out.emplace_back(Read{.document = document});
    if (source.kind != SourceKind::kRelease) {
      read.facts = rules::Extract(pack, document, {source.about->reporter, source.about->subject});
      continue;
    }
    auto observed = rules::Observe(pack.releases(), pack.labels(), document);
    if (!observed)
      throw Stop(kFindings, "release-refused: " + Printable(observed.error().detail));
    for (const std::string& unknown : observed->unknown)
      fmt::print(stderr, "  {}\n", Printable(unknown));
    read.observations = std::move(observed->observations);
  }
  return out;
}

timeline::Value TimeOf(const std::optional<std::chrono::sys_seconds>& moment) {
  if (!moment)
    return {};
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", *moment);
}

timeline::Table TableOf(const std::vector<Read>& all) {
  timeline::Table table{
      {"published", "title", "url", "facts", "observations", "guid", "language", "text"}, {}};
  const auto text = [](const std::string& word) {
    return word.empty() ? timeline::Value() : timeline::Value(word);
  };
  for (const Read& read : all)
    table.rows.push_back({TimeOf(read.document.published_at), text(read.document.title),
                          text(read.document.url), static_cast<std::int64_t>(read.facts.size()),
                          static_cast<std::int64_t>(read.observations.size()),
                          text(read.document.guid), text(read.document.language),
                          text(read.document.text)});
  return table;
}

void PrintFacts(const std::vector<Read>& all) {
  for (const Read& read : all) {
    for (const rules::Fact& fact : read.facts)
      fmt::print("{}\n", ToJson(read.document.guid, fact));
    for (const rules::Observation& observation : read.observations)
      fmt::print("{}\n", ToJson(observation));
  }
}

int RunFetch(const Options& options) {
  std::signal(SIGPIPE, SIG_IGN);
  const bool is_url = options.place.find(':') != std::string::npos;
  const Task task = is_url ? TaskOfUrl(options) : TaskOfSource(options);
  feeds::HttpClient http(task.limits, task.user_agent);
  const feeds::Source& source = task.source;
  auto fetched = http.Fetch(
      {.url = source.url,
       .access = source.access,
       .expect = source.kind == SourceKind::kFeed ? feeds::Expect::kFeed : feeds::Expect::kPage});
  if (!fetched)
    throw Stop(kFindings, fmt::format("{}: {}", source.url, feeds::ToText(fetched.error())));
  const auto page = std::get<feeds::Page>(*std::move(fetched));
  TellAnswer(page);
  const rules::Pack pack = LoadPack(task.packs);
  const lodewatch::PageRead read = ParseAll(pack, source, page);
  TellParsed(read.parsed);
  if (read.is_index)
    fmt::print(stderr, "  an index page: these editions would be read, {} at a poll\n",
               lodewatch::kEditionsMost);
  const std::vector<Read> all =
      read.is_index ? Links(read.parsed.documents) : ReadAll(pack, source, read.parsed.documents);
  if (options.facts)
    PrintFacts(all);
  else
    Print(TableOf(all), options.format, {"published", "title", "url", "facts", "observations"});
  return kDone;
}

}  // namespace

Work DeclareFetch(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddConfigOptions(app, options->config);
  AddFormatOption(app, options->format);
  app.add_option("PLACE", options->place, "a URL, or the id of a source of the config")->required();
  app.add_option("--kind", options->kind, "how a URL is read: feed (default), release or page")
      ->check(CLI::IsMember({"feed", "release", "page"}));
  app.add_option("--link-pattern", options->link_pattern,
                 "of a page: regular expression of its entries' links");
  app.add_flag("--facts", options->facts,
               "print what the rules read, as `extract` and `observe` do, not the documents");
  app.footer(
      "Fetches a place once and shows what would be read there. Nothing is stored, no mail is\n"
      "sent. What the server said goes to stderr. Of an index page of releases, the editions that\n"
      "it links are shown. Exit code 1: it does not answer, or cannot be read.\n"
      "Examples:\n"
      "  lodewatch fetch https://www.mining.com/feed/\n"
      "  lodewatch fetch mining-news --facts | jq .quote");
  return [options] { return RunFetch(*options); };
}

}  // namespace cli
