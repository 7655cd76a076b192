#include <fmt/format.h>

#include <memory>
#include <string>

#include "daemon/cli/commands.h"
#include "daemon/cli/setup.h"
#include "rules/pack.h"

namespace cli {
namespace {

void Ok(std::string_view layer, const std::string& what) {
  fmt::print("ok  {:<10}  {}\n", layer, what);
}

std::string Counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

// "file:///srv/news%20one.xml" -> "/srv/news one.xml"
std::string PathOf(std::string_view file_url) {
  std::string out;
  file_url.remove_prefix(std::string_view("file://").size());
  for (std::size_t i = 0; i < file_url.size(); ++i) {
    if (file_url[i] == '%' && i + 2 < file_url.size()) {
      out += static_cast<char>(std::stoi(std::string(file_url.substr(i + 1, 2)), nullptr, 16));
      i += 2;
    } else {
      out += file_url[i];
    }
  }
  return out;
}

// Files that sources name; what is on the network is asked by `poll`.
int CheckSources(const lodewatch::Config& config) {
  int missing = 0;
  for (const feeds::Source& source : config.sources) {
    if (!source.url.starts_with("file:") || lodewatch::ReadFile(PathOf(source.url)))
      continue;
    fmt::print(stderr, "source '{}': cannot read {}\n", source.id, PathOf(source.url));
    ++missing;
  }
  if (missing == 0)
    Ok("sources", Counted(config.sources.size(), "source", "sources"));
  return missing;
}

int RunCheck(const ConfigOptions& options) {
  const lodewatch::Config config = LoadConfig(options);
  Ok("config", config.file.string());
  Ok("conditions", Counted(config.alerts.size(), "alert", "alerts"));
  const int missing = CheckSources(config);
  const rules::Pack pack = LoadPack(config.packs);
  std::string names;
  for (const rules::PackFile& file : config.packs)
    names += (names.empty() ? "" : ", ") + file.name;
  Ok("packs", names);
  const std::vector<rules::Fault> faults = rules::CheckSamples(pack);
  if (faults.empty())
    Ok("samples", "every sample holds");
  else
    fmt::print(stderr, "{}\n", JoinFaults(faults));
  return missing > 0 || !faults.empty() ? kFindings : kDone;
}

}  // namespace

Work DeclareCheck(CLI::App& app) {
  auto options = std::make_shared<ConfigOptions>();
  AddConfigOptions(app, *options);
  app.footer(
      "Goes from the outside in: the config and its alert conditions, files of sources, packs, "
      "and\n"
      "the samples of every rule. Nothing is fetched, written or mailed.\n"
      "Exit codes: 78 the config or a pack is not right, 1 a sample or a file is not.\n"
      "Example: lodewatch check -c lodewatch.toml");
  return [options] { return RunCheck(*options); };
}

}  // namespace cli
