#include "feeds/parse.h"

#include <fmt/format.h>

#include <memory>
#include <string>

#include "daemon/cli/commands.h"
#include "daemon/cli/setup.h"
#include "feeds/feed_json.h"

namespace cli {
namespace {

struct Options {
  std::string file;
  feeds::ServedAs served;
};

int RunParse(const Options& options) {
  const auto feed = feeds::ParseFeed(ReadInput(options.file), options.served);
  fmt::print("{}\n", feeds::ToJson(feed ? *feed : feeds::Feed{}));
  if (feed)
    return kDone;
  fmt::print(stderr, "{}: {}: {}\n", options.file, feeds::ToText(feed.error().kind),
             feed.error().detail);
  return kFindings;
}

}  // namespace

Work DeclareParse(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("FILE", options->file, "a feed: RSS, Atom or JSON Feed; - is stdin")->required();
  app.add_option("--content-type", options->served.content_type,
                 "as its server sent it: \"text/xml; charset=gbk\"");
  app.add_option("--url", options->served.url, "where it came from: base of relative links");
  app.footer(
      "Exit code 1: it is no feed; the JSON then says \"format\":\"unknown\", stderr says why.\n"
      "Example: curl -s https://example.org/feed.xml | lodewatch parse -");
  return [options] { return RunParse(*options); };
}

}  // namespace cli
