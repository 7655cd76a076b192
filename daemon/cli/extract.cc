#include "rules/extract.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <fstream>
#include <future>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "daemon/cli/commands.h"
#include "daemon/cli/corpus.h"
#include "daemon/cli/fact_json.h"
#include "daemon/cli/setup.h"
#include "feeds/parse.h"

namespace cli {
namespace {

struct Options {
  PackOptions packs;
  std::string format = "jsonl";
  std::string language;
  std::string published;
  feeds::ServedAs served;
  bool all = false;
  bool every_rule = false;
  std::vector<std::string> files{"-"};
};

// What every document of a run shares.
struct Job {
  const rules::Pack& pack;
  rules::Scope scope = rules::Scope::kFacts;
  std::string language;
  std::optional<std::chrono::sys_seconds> published;
};

// Lines of a JSONL file, taken by one thread.
struct Chunk {
  std::string file;
  std::size_t first_line = 1;
  std::vector<std::string> lines;
};

struct Printed {
  std::string facts;   // for stdout
  std::string faults;  // for stderr
};

constexpr std::size_t kChunkBytes = std::size_t{128} << 10;

void ExtractDocument(const Job& job, feeds::Document document, std::string& out) {
  if (document.language.empty())
    document.language = job.language;
  if (!document.published_at)
    document.published_at = job.published;
  for (const rules::Fact& fact : rules::Extract(job.pack, document, {}, job.scope))
    out += ToJson(document.guid, fact) + '\n';
}

Printed ExtractChunk(const Job& job, const Chunk& chunk) {
  Printed out;
  for (std::size_t i = 0; i < chunk.lines.size(); ++i) {
    const std::string& line = chunk.lines[i];
    if (line.find_first_not_of(" \t\r") == std::string::npos)
      continue;
    auto document = DocumentOf(line);
    if (!document) {
      out.faults += fmt::format("{}:{}: {}\n", chunk.file, chunk.first_line + i, document.error());
      continue;
    }
    if (document->guid.empty())
      document->guid = fmt::format("{}:{}", chunk.file, chunk.first_line + i);
    ExtractDocument(job, std::move(*document), out.facts);
  }
  return out;
}

// Chunks go to as many threads as there are cores and are printed in the order they came in.
class Pipeline {
 public:
  explicit Pipeline(const Job& job) : job_(job) {}

  void Take(Chunk chunk) {
    if (chunk.lines.empty())
      return;
    if (running_.size() > threads_)
      PrintOldest();
    running_.push_back(std::async(std::launch::async, [job = &job_, chunk = std::move(chunk)] {
      return ExtractChunk(*job, chunk);
    }));
  }

  // True: every line was a document.
  bool Finish() {
    while (!running_.empty())
      PrintOldest();
    return clean_;
  }

 private:
  void PrintOldest() {
    const Printed printed = running_.front().get();
    running_.pop_front();
    std::fwrite(printed.facts.data(), 1, printed.facts.size(), stdout);
    std::fwrite(printed.faults.data(), 1, printed.faults.size(), stderr);
    clean_ = clean_ && printed.faults.empty();
  }

  const Job& job_;
  std::size_t threads_ = std::max(1U, std::thread::hardware_concurrency());
  std::deque<std::future<Printed>> running_;
  bool clean_ = true;
};

// Streams the lines of `in`, of which the first is `chunk.first_line` of its file.
int ExtractLines(const Job& job, std::istream& in, Chunk chunk) {
  Pipeline pipeline(job);
  const std::string file = chunk.file;
  std::size_t bytes = 0;
  for (std::string line; std::getline(in, line);) {
    bytes += line.size();
    chunk.lines.push_back(std::move(line));
    if (bytes < kChunkBytes)
      continue;
    const std::size_t next = chunk.first_line + chunk.lines.size();
    pipeline.Take(std::exchange(chunk, Chunk{file, next, {}}));
    bytes = 0;
  }
  pipeline.Take(std::move(chunk));
  return pipeline.Finish() ? kDone : kFindings;
}

int ExtractStream(const Job& job, const feeds::ServedAs& served, const std::string& file,
                  std::istream& in) {
  // White space and a byte order mark in front of the first "{" do not make it prose.
  std::string begin;
  while (in.peek() != std::istream::traits_type::eof() &&
         std::string_view(" \t\r\n\xEF\xBB\xBF").find(static_cast<char>(in.peek())) !=
             std::string_view::npos)
    begin += static_cast<char>(in.get());
  if (in.peek() == '{') {
    const auto breaks = std::count(begin.begin(), begin.end(), '\n');
    return ExtractLines(job, in, {file, 1 + static_cast<std::size_t>(breaks), {}});
  }
  begin.append(std::istreambuf_iterator<char>(in), {});
  feeds::Document document = feeds::ParseArticle(begin, served);
  document.guid = file;
  std::string out;
  ExtractDocument(job, std::move(document), out);
  std::fwrite(out.data(), 1, out.size(), stdout);
  return kDone;
}

int RunExtract(const Options& options) {
  std::ios::sync_with_stdio(false);
  const rules::Pack pack =
      LoadPack(options.packs, options.every_rule ? rules::Filtering::kOff : rules::Filtering::kOn);
  const Job job{pack, options.all ? rules::Scope::kAll : rules::Scope::kFacts, options.language,
                PublishedAt(options.published)};
  int code = kDone;
  for (const std::string& file : options.files) {
    if (file == "-") {
      code = std::max(code, ExtractStream(job, options.served, file, std::cin));
      continue;
    }
    std::ifstream in(file, std::ios::binary);
    if (!in || std::filesystem::is_directory(file))
      throw Stop(kUsage, fmt::format("{}: cannot be read", file));
    code = std::max(code, ExtractStream(job, options.served, file, in));
  }
  return code;
}

}  // namespace

Work DeclareExtract(CLI::App& app) {
  auto options = std::make_shared<Options>();
  AddPackOption(app, options->packs);
  app.add_option("FILE", options->files, "text, HTML or JSONL; - is stdin (default)");
  app.add_option("--format", options->format, "of the output: jsonl")
      ->check(CLI::IsMember({"jsonl"}));
  app.add_option("--language", options->language, "of documents that do not say: en or zh");
  app.add_option("--published", options->published,
                 "of documents that do not say; \"last month\" counts from here")
      ->type_name("TIME");
  app.add_option("--content-type", options->served.content_type, "of HTML, as its server sent it");
  app.add_flag("--all", options->all,
               "also numbers with a unit, percentages and money that no rule claimed");
  app.add_flag("--every-rule", options->every_rule,
               "try every rule on every sentence: the same facts, slowly; what proves the filter");
  app.footer(
      "JSONL has a document a line: {\"id\", \"title\", \"text\", \"published\", \"language\"}; a\n"
      "line that is none is named on stderr, the rest goes on, and the exit code is 1.\n"
      "Prints a fact a line, in the order of the input. `start` and `end` are UTF-8 bytes in\n"
      "title + \"\\n\\n\" + text; without a title they count from the two line breaks.\n"
      "Examples:\n"
      "  echo 'China exported 7,742.2 tonnes of rare earths in June 2025.' | lodewatch extract\n"
      "  lodewatch extract --format jsonl --published 2025-07-14 articles.jsonl | jq .value");
  return [options] { return RunExtract(*options); };
}

}  // namespace cli
