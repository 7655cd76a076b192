#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace cli {

// What every subcommand ends with.
constexpr int kDone = 0;
constexpr int kFindings = 1;    // done, but something in the input was not right
constexpr int kUsage = 2;       // the command line
constexpr int kTryAgain = 75;   // the database or the system is in the way (EX_TEMPFAIL)
constexpr int kBadConfig = 78;  // the config or a pack (EX_CONFIG)

// What a subcommand does once the command line is read; gives the exit code.
using Work = std::function<int()>;

// Each declares the options of one subcommand and returns its work. One file each.
Work DeclareRun(CLI::App& app);
Work DeclarePoll(CLI::App& app);
Work DeclareCheck(CLI::App& app);
Work DeclareInit(CLI::App& app);
Work DeclareSources(CLI::App& app);
Work DeclareFetch(CLI::App& app);
Work DeclareParse(CLI::App& app);
Work DeclareExtract(CLI::App& app);
Work DeclareObserve(CLI::App& app);
Work DeclareTimeline(CLI::App& app);
Work DeclareSeries(CLI::App& app);
Work DeclareEvents(CLI::App& app);
Work DeclareClaims(CLI::App& app);
Work DeclareExplain(CLI::App& app);
Work DeclareRules(CLI::App& app);
Work DeclareStatus(CLI::App& app);

}  // namespace cli
