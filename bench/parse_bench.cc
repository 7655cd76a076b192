// Reading feeds, beside bare pugixml on the same files in the same run: see README.md.
//   parse_bench FOLDER [FEEDS] [--benchmark_…]
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "bench/bare_pugixml.h"
#include "bench/corpus.h"
#include "feeds/charset.h"
#include "feeds/html_text.h"
#include "feeds/parse.h"

namespace {

using bench::FeedFile;

constexpr const char* kYardstick = "pugixml";

// Some of the files, under the name that the table gives them.
struct Group {
  std::string name;
  std::vector<const FeedFile*> files;
};

bool IsXml(const FeedFile& file) {
  return file.format != "json";
}

std::vector<Group> GroupsOf(const std::vector<FeedFile>& files) {
  Group all{"all", {}};
  std::map<std::string, Group> kinds;
  for (const FeedFile& file : files) {
    const std::string kind = file.format + "-" + file.encoding;
    kinds[kind].name = kind;
    kinds[kind].files.push_back(&file);
    if (IsXml(file)) {
      all.files.push_back(&file);
    }
  }
  std::vector<Group> groups{std::move(all)};
  for (auto& [name, group] : kinds) {
    groups.push_back(std::move(group));
  }
  return groups;
}

// Runs `read` over every file of the group; counts their bytes as served.
void Register(const std::string& what, const Group& group,
              const std::function<std::size_t(const FeedFile&)>& read) {
  const auto run = [group, read](benchmark::State& state) {
    std::size_t bytes = 0;
    for ([[maybe_unused]] const auto& round : state) {
      for (const FeedFile* file : group.files) {
        benchmark::DoNotOptimize(read(*file));
        bytes += file->page.body.size();
      }
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  };
  benchmark::RegisterBenchmark((group.name + "/" + what).c_str(), run)
      ->Unit(benchmark::kMillisecond);
}

std::size_t ReadFeed(const FeedFile& file) {
  const auto feed = feeds::ParseFeed(file.page.body, {file.page.content_type, file.page.url, {}});
  if (!feed) {
    throw std::runtime_error(file.page.url + ": " + feed.error().detail);
  }
  return feed->items.size();
}

std::size_t ReadDocuments(const FeedFile& file) {
  const auto parsed = feeds::Parse(file.page, {});
  if (!parsed) {
    throw std::runtime_error(file.page.url + ": " + parsed.error().detail);
  }
  return parsed->documents.size();
}

std::size_t Decode(const FeedFile& file) {
  return feeds::ToUtf8(file.page.body, {})->text.size();
}

// The HTML of all items, what HtmlToText gets.
std::vector<std::string> HtmlOf(const Group& group) {
  std::vector<std::string> html;
  for (const FeedFile* file : group.files) {
    auto feed = feeds::ParseFeed(file->page.body, {});
    for (feeds::Item& item : feed->items) {
      if (item.content_kind == feeds::TextKind::kHtml && !item.content.empty()) {
        html.push_back(std::move(item.content));
      }
      if (item.summary_kind == feeds::TextKind::kHtml && !item.summary.empty()) {
        html.push_back(std::move(item.summary));
      }
    }
  }
  return html;
}

void RegisterText(const std::string& what, const std::vector<std::string>& html,
                  std::string (*to_text)(std::string_view)) {
  const auto run = [html, to_text](benchmark::State& state) {
    std::size_t bytes = 0;
    for ([[maybe_unused]] const auto& round : state) {
      for (const std::string& fragment : html) {
        benchmark::DoNotOptimize(to_text(fragment));
        bytes += fragment.size();
      }
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  };
  benchmark::RegisterBenchmark(("item HTML/" + what).c_str(), run)->Unit(benchmark::kMillisecond);
}

// Keeps the median of each benchmark for the table at the end.
class Medians : public benchmark::ConsoleReporter {
 public:
  void ReportRuns(const std::vector<Run>& runs) override {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
      const auto rate = run.counters.find("bytes_per_second");
      const bool single = run.run_type == Run::RT_Iteration && run.repetitions <= 1;
      if (rate != run.counters.end() && (single || run.aggregate_name == "median")) {
        rates_[run.run_name.function_name] = rate->second.value;
      }
    }
  }

  void PrintRatios() const {
    std::printf("\n%-40s %10s %12s\n", "bytes as served", "MB/s", "/ pugixml");
    for (const auto& [name, rate] : rates_) {
      const auto yardstick = rates_.find(name.substr(0, name.find('/') + 1) + kYardstick);
      std::printf("%-40s %10.1f", name.c_str(), rate / 1e6);
      if (yardstick != rates_.end()) {
        std::printf(" %12.3f", rate / yardstick->second);
      }
      std::printf("\n");
    }
  }

 private:
  std::map<std::string, double> rates_;
};

void RegisterAll(const std::vector<FeedFile>& files) {
  for (const Group& group : GroupsOf(files)) {
    if (group.files.empty()) {
      continue;
    }
    if (IsXml(*group.files.front())) {
      Register(kYardstick, group, bench::ParseBare);
      Register("pugixml, items copied", group, bench::ParseBareAndCopy);
    }
    Register("decoded", group, Decode);
    Register("feed", group, ReadFeed);
    Register("documents", group, ReadDocuments);
    if (group.name == "all") {
      const std::vector<std::string> html = HtmlOf(group);
      RegisterText("text", html, feeds::HtmlToText);
      RegisterText("text by tree", html, feeds::HtmlToTextByTree);
    }
  }
}

int Run(int argc, char** argv) {
  // In turn, so that a neighbour's load falls on all alike.
  std::string interleave = "--benchmark_enable_random_interleaving=true";
  std::string repeat = "--benchmark_repetitions=5";
  std::string medians = "--benchmark_report_aggregates_only=true";
  std::vector<char*> arguments{argv[0], interleave.data(), repeat.data(), medians.data()};
  arguments.insert(arguments.end(), argv + 1, argv + argc);
  int count = static_cast<int>(arguments.size());
  benchmark::Initialize(&count, arguments.data());
  if (count < 2 || count > 3) {
    std::fprintf(stderr, "usage: parse_bench FOLDER [FEEDS] [--benchmark_…]\n");
    return 2;
  }
  const std::size_t feeds_max = count == 3 ? std::strtoul(arguments[2], nullptr, 10) : 200;
  const std::vector<FeedFile> files = bench::ReadCorpus(arguments[1], feeds_max);
  RegisterAll(files);
  Medians medians_of_runs;
  benchmark::RunSpecifiedBenchmarks(&medians_of_runs);
  medians_of_runs.PrintRatios();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return Run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "parse_bench: %s\n", error.what());
    return 1;
  }
}
