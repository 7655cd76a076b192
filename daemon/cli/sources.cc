#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <vector>

#include "daemon/cli/commands.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/table.h"
#include "daemon/timeline/store.h"
#include "feeds/opml.h"

namespace cli {
namespace {

struct Options {
  DatabaseOptions database;
  Format format = Format::kTable;
  std::string opml = "-";
  bool write = false;
  CLI::App* import = nullptr;
  CLI::App* export_ = nullptr;
};

constexpr std::size_t kIdMost = 40;

// "Mining.com – News" -> "mining-com-news"; empty when no letter or digit of ASCII is in it.
std::string IdOf(std::string_view title) {
  std::string id;
  for (const char c : title) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (upper || plain)
      id += upper ? static_cast<char>(c - 'A' + 'a') : c;
    else if (!id.empty() && id.back() != '-')
      id += '-';
  }
  id.resize(std::min(id.size(), kIdMost));
  while (id.ends_with('-'))
    id.pop_back();
  return id;
}

// The host of a URL without "www.".
std::string_view HostOf(std::string_view url) {
  const std::size_t scheme = url.find("://");
  std::string_view host = scheme == url.npos ? url : url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/:?#"));
  return host.starts_with("www.") ? host.substr(4) : host;
}

std::string UniqueId(const feeds::Subscription& feed, std::set<std::string>& taken) {
  std::string base = IdOf(feed.title);
  if (base.empty())
    base = IdOf(HostOf(feed.url));
  if (base.empty())
    base = "feed";
  std::string id = base;
  for (int n = 2; !taken.insert(id).second; ++n)
    id = fmt::format("{}-{}", base, n);
  return id;
}

// A basic string of TOML.
std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    else
      out += c;
  }
  return out + '"';
}

std::string BlockOf(const feeds::Subscription& feed, const std::string& id) {
  std::string out =
      fmt::format("\n[[source]]\nid = \"{}\"\nurl = {}\nkind = \"feed\"\n", id, Quoted(feed.url));
  if (!feed.title.empty())
    out += fmt::format("publisher = {}\n", Quoted(feed.title));
  return out;
}

bool IsWeb(const std::string& url) {
  return url.starts_with("http://") || url.starts_with("https://");
}

void Append(const std::filesystem::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::app | std::ios::binary);
  out << text;
  out.close();
  if (!out)
    throw Stop(kTryAgain, fmt::format("{}: cannot be written", file.string()));
}

int Import(const Options& options) {
  const auto feeds = feeds::ReadOpml(ReadInput(options.opml), {});
  if (!feeds)
    throw Stop(kFindings, fmt::format("{}: {}: {}", options.opml, feeds::ToText(feeds.error().kind),
                                      feeds.error().detail));
  const lodewatch::Config config = LoadConfig(options.database.config);
  std::set<std::string> ids;
  std::set<std::string> urls;
  for (const feeds::Source& source : config.sources) {
    ids.insert(source.id);
    urls.insert(source.url);
  }
  std::string blocks;
  int added = 0;
  for (const feeds::Subscription& feed : *feeds) {
    if (!IsWeb(feed.url)) {
      fmt::print(stderr, "left out, neither http nor https: {}\n", feed.url);
    } else if (!urls.insert(feed.url).second) {
      fmt::print(stderr, "there already: {}\n", feed.url);
    } else {
      blocks += BlockOf(feed, UniqueId(feed, ids));
      ++added;
    }
  }
  if (!options.write) {
    fmt::print("{}", blocks);
    fmt::print(stderr, "{} source{}; --write adds {} to {}\n", added, added == 1 ? "" : "s",
               added == 1 ? "it" : "them", config.file.string());
    return kDone;
  }
  Append(config.file, blocks);
  fmt::print(stderr, "{} source{} added to {}\n", added, added == 1 ? "" : "s",
             config.file.string());
  return kDone;
}

int Export(const Options& options) {
  const lodewatch::Config config = LoadConfig(options.database.config);
  std::vector<feeds::Subscription> feeds;
  for (const feeds::Source& source : config.sources) {
    if (source.kind == feeds::SourceKind::kFeed && IsWeb(source.url))
      feeds.push_back(
          {.title = source.about->publisher.empty() ? source.id : source.about->publisher,
           .url = source.url,
           .site = {},
           .type = "rss",
           .folders = {}});
    else
      fmt::print(stderr, "left out, no feed of the web: {}\n", source.id);
  }
  fmt::print("{}", feeds::WriteOpml("lodewatch", feeds));
  return kDone;
}

// Those of the config that were never polled have no row in the timeline yet.
void AddNeverPolled(timeline::Table& table, const lodewatch::Config& config) {
  const auto column = [&table](std::string_view name) { return ColumnOf(table, name); };
  std::set<std::string> polled;
  for (const auto& row : table.rows)
    if (const auto* id = std::get_if<std::string>(&row[column("id")]))
      polled.insert(*id);
  for (const feeds::Source& source : config.sources) {
    if (polled.count(source.id) > 0)
      continue;
    std::vector<timeline::Value> row(table.columns.size());
    row[column("id")] = source.id;
    row[column("url")] = source.url;
    row[column("state")] = std::string("never polled");
    table.rows.push_back(std::move(row));
  }
}

int Show(const Options& options) {
  timeline::Table table = OpenToRead(options.database).Sources();
  if (options.database.database.empty())
    AddNeverPolled(table, LoadConfig(options.database.config));
  Print(table, options.format,
        {"id", "state", "last_success", "next_poll", "documents", "items", "undated", "last_item",
         "failures_in_a_row", "failure"});
  return kDone;
}

}  // namespace

Work DeclareSources(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddDatabaseOptions(app, options->database);
  AddFormatOption(app, options->format);
  app.footer(
      "state: ok, failing, gone (HTTP 410: not polled any more), silent (answers, but has had\n"
      "nothing new for long), never polled. `items` and `undated` are those of the last page.\n"
      "`--format json` tells more. Examples:\n"
      "  lodewatch sources\n"
      "  lodewatch sources import feeds.opml --write\n"
      "  lodewatch sources export > feeds.opml");
  app.require_subcommand(0, 1);
  app.fallthrough();
  options->import = app.add_subcommand("import", "Add the feeds of an OPML file to the config");
  options->import->add_option("FILE", options->opml, "OPML; - is stdin (default)");
  options->import->add_flag("--write", options->write,
                            "append them to the config (default: print them)");
  options->export_ = app.add_subcommand("export", "Print the config's feeds as OPML 2.0");
  return [options] {
    if (options->import->parsed())
      return Import(*options);
    return options->export_->parsed() ? Export(*options) : Show(*options);
  };
}

}  // namespace cli
