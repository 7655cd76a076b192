#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "daemon/cli/commands.h"
#include "daemon/cli/fact_json.h"
#include "daemon/cli/setup.h"
#include "feeds/parse.h"
#include "rules/release.h"

namespace cli {
namespace {

struct Options {
  PackOptions packs;
  std::string release;
  std::string published;
  feeds::ServedAs served;
  std::vector<std::string> files;
};

// Prints the observations of one file, or says why it is refused.
int ObserveFile(const rules::Pack& pack, const Options& options, const std::string& file) {
  auto document = feeds::ParseRelease(ReadInput(file), options.served);
  if (!document) {
    fmt::print(stderr, "{}: {}: {}\n", file, feeds::ToText(document.error().kind),
               document.error().detail);
    return kFindings;
  }
  // Some offices say in the address only whether these are exports or imports.
  if (document->url.empty() && file != "-")
    document->url = "file://" + std::filesystem::absolute(file).string();
  if (const auto published = PublishedAt(options.published))
    document->published_at = published;
  const auto observed = rules::Observe(pack.releases(), pack.labels(), *document, options.release);
  if (!observed) {
    fmt::print(stderr, "{}: refused: {}\n", file, observed.error().detail);
    return kFindings;
  }
  for (const std::string& unknown : observed->unknown)
    fmt::print(stderr, "{}: {}\n", file, unknown);
  for (const rules::Observation& observation : observed->observations)
    fmt::print("{}\n", ToJson(observation));
  return kDone;
}

int RunObserve(const Options& options) {
  const rules::Pack pack = LoadPack(options.packs);
  int code = kDone;
  for (const std::string& file : options.files)
    code = std::max(code, ObserveFile(pack, options, file));
  return code;
}

}  // namespace

Work DeclareObserve(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddPackOption(app, options->packs);
  app.add_option("FILE", options->files, "customs releases, one edition each; - is stdin")
      ->required();
  app.add_option("--release", options->release,
                 "id of the release definition (default: the one that fits)");
  app.add_option("--content-type", options->served.content_type, "as its server sent it");
  app.add_option("--url", options->served.url, "where it came from");
  app.add_option("--published", options->published, "when it was released")->type_name("TIME");
  app.footer(
      "A file whose columns, units or sums do not hold is refused whole: exit code 1, nothing of\n"
      "it on stdout, the reason on stderr. Labels that no pack knows are named on stderr.\n"
      "Example: lodewatch observe customs-2025-06.html");
  return [options] { return RunObserve(*options); };
}

}  // namespace cli
