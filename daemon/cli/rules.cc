#include <array>
#include <iterator>
#include <memory>
#include <utility>

#include "daemon/cli/commands.h"
#include "daemon/cli/rules_commands.h"

namespace cli {
namespace {

struct Row {
  const char* name;
  const char* summary;
  Work (*declare)(CLI::App& app);
};

constexpr Row kSubcommands[] = {
    {"test", "Run the samples of every rule", DeclareRulesTest},
    {"try", "Show how a text is read: slots, matches, and what almost matched", DeclareRulesTry},
    {"lint", "Find rules that cannot work as they are meant to", DeclareRulesLint},
    {"coverage", "Find rules that never match a corpus, and numbers that no rule claims",
     DeclareRulesCoverage},
    {"diff", "Compare the facts that two sets of packs give on a corpus", DeclareRulesDiff}};

}  // namespace

Work DeclareRules(CLI::App& app) {
  app.require_subcommand(1);
  app.footer(
      "For people who write rules; docs/rules.md is the manual. Begin with:\n"
      "  lodewatch rules try 'Gallium loadings of 40 t were reported for June.'\n"
      "  lodewatch rules test mine.toml\n"
      "  lodewatch rules lint mine.toml");
  auto declared =
      std::make_shared<std::array<std::pair<CLI::App*, Work>, std::size(kSubcommands)>>();
  for (std::size_t i = 0; i < std::size(kSubcommands); ++i) {
    CLI::App* subcommand = app.add_subcommand(kSubcommands[i].name, kSubcommands[i].summary);
    (*declared)[i] = {subcommand, kSubcommands[i].declare(*subcommand)};
  }
  return [declared] {
    for (const auto& [subcommand, work] : *declared) {
      if (subcommand->parsed())
        return work();
    }
    return kUsage;
  };
}

}  // namespace cli
