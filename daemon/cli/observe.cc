#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/cli/commands.h"
#include "daemon/cli/fact_json.h"
#include "daemon/cli/printable.h"
#include "daemon/cli/setup.h"
#include "feeds/page_outline.h"
#include "feeds/parse.h"
#include "rules/compiled.h"
#include "rules/release.h"
#include "rules/release_page.h"

namespace cli {
namespace {

struct Options {
  PackOptions packs;
  std::string release;
  std::string published;
  bool percentages = false;
  feeds::ServedAs served;
  std::vector<std::string> files;
};

struct Input {
  std::string file;
  std::string bytes;
};

void Say(const std::string& file, std::string_view words) {
  constexpr std::size_t kWordsBytesMax = 2000;
  const std::string_view some = words.substr(0, kWordsBytesMax);
  fmt::print(stderr, "{}: {}{}\n", Printable(file), Printable(some),
             some.size() < words.size() ? "…" : "");
}

int Refuse(const std::string& file, const std::string& reason) {
  Say(file, "refused: " + reason);
  return kFindings;
}

int PrintPage(const rules::PageRecords& page) {
  for (const rules::ReleaseLink& link : page.links)
    fmt::print("{}\n", ToJson(link));
  if (page.announcement)
    fmt::print("{}\n", ToJson(*page.announcement));
  return kDone;
}

// What a file without a table that a release definition knows may be instead: an index page, an
// announcement, an error page. `why` it is no release is said where it is none of them.
int ObservePage(const rules::Pack& pack, const Options& options, const Input& input,
                const std::string& why) {
  if (const std::string error = feeds::ErrorPageAppearance(input.bytes, options.served);
      !error.empty())
    return Refuse(input.file, "it looks like " + error);
  const auto outline = feeds::ReadPageOutline(input.bytes, options.served);
  const bool is_page = outline && !(outline->title.empty() && outline->heading.empty() &&
                                    std::none_of(outline->pieces.begin(), outline->pieces.end(),
                                                 [](const auto& piece) { return piece.is_link; }));
  if (!is_page && !why.empty())
    return Refuse(input.file, why);
  const auto page =
      rules::ReadPage(pack.pages(), pack.compiled().lexicon, *outline, options.release);
  if (page)
    return PrintPage(*page);
  return Refuse(input.file, why.empty() ? page.error().detail : why + "; " + page.error().detail);
}

// Prints what one file holds, or says why it is refused.
int ObserveFile(const rules::Pack& pack, const Options& options, const std::string& file) {
  const Input input = {.file = file, .bytes = ReadInput(file)};
  if (pack.pages().Has(options.release))
    return ObservePage(pack, options, input, {});
  auto document = feeds::ParseRelease(input.bytes, options.served);
  if (!document) {
    const std::string why =
        fmt::format("{}: {}", feeds::ToText(document.error().kind), document.error().detail);
    const bool may_be_page = document.error().kind == feeds::ParseError::Kind::kNoTable;
    return may_be_page ? ObservePage(pack, options, input, why) : Refuse(file, why);
  }
  // Some offices say in the address only whether these are exports or imports.
  if (document->url.empty() && file != "-")
    document->url = "file://" + std::filesystem::absolute(file).string();
  if (const auto published = PublishedAt(options.published))
    document->published_at = published;
  const auto observed = rules::Observe(pack.releases(), pack.labels(), *document, options.release);
  if (!observed) {
    const bool may_be_page = observed.error().kind == rules::ReleaseError::Kind::kNoDefinition &&
                             options.release.empty();
    return may_be_page ? ObservePage(pack, options, input, observed.error().detail)
                       : Refuse(file, observed.error().detail);
  }
  if (observed->release.empty())
    Say(file, "no data: an answer without a single figure, which is no error");
  for (const std::string& unknown : observed->unknown)
    Say(file, unknown);
  for (const rules::Observation& observation : observed->observations)
    fmt::print("{}\n", ToJson(observation));
  if (options.percentages) {
    for (const rules::Observation& change : observed->changes)
      fmt::print("{}\n", ChangeJson(change));
  }
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
  app.add_flag("--percentages", options->percentages,
               "print the percentage columns too, as lines of their own");
  app.add_option("--content-type", options->served.content_type, "as its server sent it");
  app.add_option("--url", options->served.url, "where it came from");
  app.add_option("--published", options->published, "when it was released")->type_name("TIME");
  app.footer(
      "A file whose columns, units or sums do not hold is refused whole: exit code 1, nothing of\n"
      "it on stdout, the reason on stderr. Labels that no pack knows are named on stderr.\n"
      "An index page gives its links to releases, a ministry's announcement its number, days,\n"
      "issuers, tariff codes and attachments. An index page without a link is refused.\n"
      "Example: lodewatch observe customs-2025-06.html");
  return [options] { return RunObserve(*options); };
}

}  // namespace cli
