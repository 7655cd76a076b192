#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "daemon/cli/ink.h"
#include "daemon/cli/pack_files.h"
#include "daemon/cli/rules_commands.h"
#include "daemon/cli/setup.h"
#include "rules/lint.h"

namespace cli {
namespace {

struct Options {
  ChosenPacks packs;
  std::vector<std::string> only;
  std::string format = "text";
};

std::string TextOf(const rules::LintFinding& finding, Ink ink) {
  rules::Fault fault = finding.fault;
  fault.message = fmt::format("{}: {}", Tinted(ink, Tint::kYellow, finding.check), fault.message);
  return rules::ToText(fault) + "\n";
}

std::string JsonOf(const std::vector<rules::LintFinding>& findings) {
  auto json = nlohmann::ordered_json::array();
  for (const rules::LintFinding& finding : findings)
    json.push_back({{"check", finding.check},
                    {"file", finding.fault.file},
                    {"line", finding.fault.line},
                    {"column", finding.fault.column},
                    {"message", finding.fault.message}});
  return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

// Findings of the files that the command is about. What keeps packs from loading is always told.
void KeepChosen(const Options& options, const std::vector<rules::PackFile>& files,
                std::vector<rules::LintFinding>& findings) {
  const std::vector<std::string> names = NamesOf(options.packs, files);
  std::set<std::string> paths;
  for (const rules::PackFile& file : files) {
    if (std::find(names.begin(), names.end(), file.name) != names.end())
      paths.insert(file.path);
  }
  std::erase_if(findings, [&](const rules::LintFinding& finding) {
    const bool is_asked =
        options.only.empty() ||
        std::find(options.only.begin(), options.only.end(), finding.check) != options.only.end();
    return finding.check != "load" && (!is_asked || paths.count(finding.fault.file) == 0);
  });
}

int RunLint(const Options& options) {
  const std::vector<rules::PackFile> files = FilesOf(options.packs);
  std::vector<rules::LintFinding> findings = rules::Lint(files);
  KeepChosen(options, files, findings);
  if (options.format == "json") {
    fmt::print("{}", JsonOf(findings));
  } else {
    for (const rules::LintFinding& finding : findings)
      fmt::print("{}", TextOf(finding, WantsColor(STDOUT_FILENO) ? Ink::kColor : Ink::kPlain));
    fmt::print(stderr, "{} finding{}\n", findings.size(), findings.size() == 1 ? "" : "s");
  }
  const bool bad_pack = std::any_of(findings.begin(), findings.end(),
                                    [](const auto& finding) { return finding.check == "load"; });
  if (bad_pack)
    return kBadConfig;
  return findings.empty() ? kDone : kFindings;
}

}  // namespace

Work DeclareRulesLint(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("PACK", options->packs.mine,
                 "packs to check: files, folders or shipped names (default: all)");
  AddBaseOption(app, options->packs);
  app.add_option("--only", options->only, "only these checks")
      ->type_name("CHECK,…")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(rules::LintChecks()));
  app.add_option("-f,--format", options->format, "text (default) or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.footer(fmt::format(
      "Checks:\n"
      "  load          a pack cannot be loaded: TOML, keys, slots, word lists, no samples (exit "
      "78)\n"
      "  empty         a pattern matches the empty text\n"
      "  gap           .* .+ [^,]* \\S+ .{{5,}}: without an end, a rule reaches across the "
      "sentence\n"
      "  huge          RE2 expands a pattern to more than {} instructions\n"
      "  duplicate     two rules, or two words of one class, have the same pattern\n"
      "  shadowed      a rule wins none of its own samples: another one always beats it\n"
      "  unknown-id    a subject, reporter, partner, actor or target that no lexicon entry has\n"
      "  unknown-code  a code of export measures that UNCTAD's chapter P does not have\n"
      "  unused        a word list that no pattern names\n"
      "Each finding has file:line:column; the caret stands at the place in the pattern.\n"
      "Exit codes: 0 nothing found, 1 findings, 78 a pack cannot be loaded.\n"
      "Example: lodewatch rules lint mine.toml",
      rules::kProgramMax));
  return [options] { return RunLint(*options); };
}

}  // namespace cli
