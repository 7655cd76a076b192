#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "daemon/cli/pack_files.h"
#include "daemon/cli/rules_commands.h"
#include "daemon/cli/sample_report.h"
#include "daemon/cli/setup.h"
#include "rules/rule_tests.h"

namespace cli {
namespace {

struct Options {
  ChosenPacks packs;
  std::string run;
  std::string format = "text";
};

std::vector<const rules::Rule*> Chosen(const rules::Pack& pack, const Options& options,
                                       const std::vector<std::string>& names) {
  auto pattern = rules::Regex::Compile(options.run);
  if (!pattern)
    throw Stop(kUsage, fmt::format("--run: {}: '{}'", pattern.error().message, options.run));
  std::vector<const rules::Rule*> out;
  for (const rules::Rule* rule : rules::RulesOf(pack)) {
    rules::Span found;
    const std::string name = rule->id.substr(0, rule->id.find('/'));
    if (std::find(names.begin(), names.end(), name) != names.end() &&
        pattern->FindSpan(rule->id, 0, found))
      out.push_back(rule);
  }
  if (out.empty() && !options.run.empty())
    throw Stop(kUsage, fmt::format("--run: no rule has an id that matches '{}'", options.run));
  return out;
}

int RunTest(const Options& options) {
  const std::vector<rules::PackFile> files = FilesOf(options.packs);
  const rules::Pack pack = LoadPack(files);
  const SampleReport report{
      rules::RunSamples(pack, Chosen(pack, options, NamesOf(options.packs, files)))};
  if (options.format == "json")
    fmt::print("{}", report.Json());
  else if (options.format == "junit")
    fmt::print("{}", report.Junit());
  else
    fmt::print("{}", report.Text(WantsColor(STDOUT_FILENO) ? Ink::kColor : Ink::kPlain));
  return report.failed() > 0 ? kFindings : kDone;
}

}  // namespace

Work DeclareRulesTest(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("PACK", options->packs.mine,
                 "packs to test: files, folders or shipped names (default: all)");
  AddBaseOption(app, options->packs);
  app.add_option("--run", options->run, "only rules whose id matches, such as 'trade/change'")
      ->type_name("REGEX");
  app.add_option("-f,--format", options->format, "text (default), json or junit")
      ->check(CLI::IsMember({"text", "json", "junit"}));
  app.footer(
      "Every rule must have samples. A positive one must give the facts that it names, by that "
      "very\n"
      "rule, with all other rules at work; a negative one must give none by it. Samples are read "
      "as\n"
      "if published on 14 July 2025. PACK is loaded on top of the shipped packs; one with the "
      "name\n"
      "of a shipped pack takes its place.\n"
      "Exit codes: 0 all samples hold, 1 some do not, 78 a pack cannot be loaded.\n"
      "Examples:\n"
      "  lodewatch rules test mine.toml\n"
      "  lodewatch rules test --run 'trade/.*share' --format junit > samples.xml");
  return [options] { return RunTest(*options); };
}

}  // namespace cli
