#pragma once

#include <CLI/CLI.hpp>

#include "daemon/cli/commands.h"

namespace cli {

// The subcommands of `rules`, one file each.
Work DeclareRulesTest(CLI::App& app);
Work DeclareRulesTry(CLI::App& app);
Work DeclareRulesLint(CLI::App& app);
Work DeclareRulesCoverage(CLI::App& app);
Work DeclareRulesDiff(CLI::App& app);

}  // namespace cli
