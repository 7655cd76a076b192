#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iterator>
#include <string>
#include <vector>

#include "daemon/cli/commands.h"
#include "daemon/cli/setup.h"
#include "daemon/timeline/store.h"
#include "daemon/toml_reader.h"

namespace {

struct Row {
  const char* name;
  const char* summary;
  cli::Work (*declare)(CLI::App& app);
};

constexpr Row kCommands[] = {
    {"run", "Keep watching: poll, extract and mail until told to stop", cli::DeclareRun},
    {"poll", "Poll the sources once, mail what is due, and stop", cli::DeclarePoll},
    {"check", "Check the config, the packs and their samples", cli::DeclareCheck},
    {"init", "Write a commented config that runs", cli::DeclareInit},
    {"status", "Show how the daemon does, and what it last told", cli::DeclareStatus},
    {"sources", "Show how the sources do; read and write lists of feeds", cli::DeclareSources},
    {"fetch", "Fetch a place once and show what would be read there", cli::DeclareFetch},
    {"parse", "Read a feed file and print it as JSON", cli::DeclareParse},
    {"extract", "Read text, HTML or JSONL and print its facts as JSONL", cli::DeclareExtract},
    {"observe", "Read a customs release and print its observations as JSONL", cli::DeclareObserve},
    {"timeline", "Print what the sources said, oldest period first", cli::DeclareTimeline},
    {"series", "Print official series and their vintages", cli::DeclareSeries},
    {"events", "Print what authorities did or announced, earliest first", cli::DeclareEvents},
    {"claims", "Print what the press claimed, with verdicts", cli::DeclareClaims},
    {"explain", "Show where a fact comes from, step by step", cli::DeclareExplain},
    {"rules", "Test, try, check and compare rules", cli::DeclareRules},
};

constexpr const char* kAbout =
    "lodewatch watches news feeds and customs releases for tonnage, percentages and policy\n"
    "events, keeps them on a timeline, and mails you when something happens that you asked about.";

constexpr const char* kFooter =
    "Begin with:\n"
    "  lodewatch init                 write lodewatch.toml here\n"
    "  lodewatch check                is it right?\n"
    "  lodewatch poll                 fetch every source once\n"
    "  lodewatch timeline             what was found\n"
    "\n"
    "Data goes to stdout, talk to stderr. `lodewatch COMMAND --help` tells more.\n"
    "Exit codes: 0 done, 1 findings, 2 usage, 75 try again later, 78 bad config.";

void Complain(const std::string& line) {
  const bool color = cli::WantsColor(STDERR_FILENO);
  std::fprintf(stderr, color ? "\x1b[31m%s\x1b[0m\n" : "%s\n", line.c_str());
}

// CLI11 only says that a subcommand is missing; this says which word is none.
void CheckCommand(const std::string& word) {
  std::vector<std::string> known;
  for (const Row& row : kCommands)
    known.emplace_back(row.name);
  if (!word.starts_with('-') && std::find(known.begin(), known.end(), word) == known.end())
    throw cli::Stop(cli::kUsage, "no command '" + word + "'" + lodewatch::DidYouMean(word, known) +
                                     "; `lodewatch --help` lists them");
}

// Data that did not reach stdout (a full disk) must not look like a success.
int Flushed(int code) {
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
    return code;
  throw cli::Stop(cli::kTryAgain, std::string("stdout: ") + std::strerror(errno));
}

int Main(int argc, char** argv) {
  CLI::App app{kAbout, "lodewatch"};
  app.footer(kFooter);
  app.set_version_flag("--version", "lodewatch " LODEWATCH_VERSION);
  app.require_subcommand(1);
  std::vector<cli::Work> work;
  for (const Row& row : kCommands)
    work.push_back(row.declare(*app.add_subcommand(row.name, row.summary)));
  if (argc > 1)
    CheckCommand(argv[1]);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? cli::kDone : cli::kUsage;
  }
  for (std::size_t i = 0; i < std::size(kCommands); ++i)
    if (app.got_subcommand(kCommands[i].name))
      return Flushed(work[i]());
  return cli::kUsage;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return Main(argc, argv);
  } catch (const cli::Stop& stop) {
    Complain(stop.what());
    return stop.code();
  } catch (const timeline::StoreError& error) {
    Complain(error.what());
    return cli::kTryAgain;
  } catch (const std::exception& error) {
    Complain(std::string("lodewatch cannot go on: ") + error.what());
    return cli::kTryAgain;
  }
}
