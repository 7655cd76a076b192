#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "daemon/cli/pack_files.h"
#include "daemon/cli/rules_commands.h"
#include "daemon/cli/setup.h"
#include "daemon/cli/try_report.h"
#include "feeds/parse.h"
#include "rules/sample_document.h"

namespace cli {
namespace {

struct Options {
  ChosenPacks packs;
  std::vector<std::string> with;
  std::string text;
  std::string published;
  std::string format = "text";
  std::size_t almost = 3;
};

// A word without a space that looks like the name of a file: mistyped rather than to be read.
bool LooksLikeFile(const std::string& text) {
  if (text.find(' ') != std::string::npos)
    return false;
  for (const char* ending : {".txt", ".html", ".htm", ".md", ".json", ".jsonl"}) {
    if (text.ends_with(ending))
      return true;
  }
  return text.starts_with('/') || text.starts_with("./") || text.starts_with("../");
}

feeds::Document DocumentOf(const Options& options) {
  std::error_code too_long_for_a_name;
  const bool is_file =
      options.text == "-" || std::filesystem::exists(options.text, too_long_for_a_name);
  feeds::Document document = rules::SampleDocument(options.text);
  if (is_file || LooksLikeFile(options.text)) {
    const auto published = document.published_at;
    document = feeds::ParseArticle(ReadInput(options.text), {});
    if (!document.published_at)
      document.published_at = published;
  }
  if (const auto published = PublishedAt(options.published))
    document.published_at = published;
  return document;
}

int RunTry(Options& options) {
  options.packs.mine = options.with;
  const std::vector<rules::PackFile> files = FilesOf(options.packs);
  const rules::Pack pack = LoadPack(files);
  rules::PackDraft draft;
  std::vector<rules::Fault> none;  // the pack was loaded from the same files
  for (const rules::PackFile& file : files)
    rules::ReadPack(file, draft, none);
  rules::NearMissFinder finder(draft);
  const auto sentences = rules::WorkingsOf(pack, finder, DocumentOf(options), options.almost);
  if (options.format == "json")
    fmt::print("{}", TryJson(sentences));
  else
    fmt::print("{}", TryText(sentences, WantsColor(STDOUT_FILENO) ? Ink::kColor : Ink::kPlain));
  return kDone;
}

}  // namespace

Work DeclareRulesTry(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("TEXT", options->text, "a text, a file of text or HTML, or - for stdin")
      ->required()
      ->type_name("TEXT|FILE|-");
  app.add_option("--with", options->with, "your packs, on top of --packs")
      ->type_name("PACK,…")
      ->delimiter(',')
      ->allow_extra_args(false);
  AddBaseOption(app, options->packs);
  app.add_option("--published", options->published,
                 "\"last month\" counts from here (default: 2025-07-14, as in samples)")
      ->type_name("TIME");
  app.add_option("--almost", options->almost, "how many rules that almost matched (default: 3)")
      ->type_name("COUNT");
  app.add_option("-f,--format", options->format, "text (default) or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.footer(
      "For each sentence: what is recognised, the sentence as rules see it, which rules match "
      "which\n"
      "words, which facts that gives, which claims lose to which rule and why, and the rules that\n"
      "almost match. A rule almost matches when at least half of its words, lists, groups and "
      "slots\n"
      "stand there one after the other; the caret shows the first that does not.\n"
      "Examples:\n"
      "  lodewatch rules try 'China exported 7,742.2 t of rare earths in June 2025.'\n"
      "  lodewatch rules try --with mine.toml article.html");
  return [options] { return RunTry(*options); };
}

}  // namespace cli
