#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "daemon/cli/progress.h"
#include "daemon/cli/setup.h"
#include "feeds/document.h"

namespace cli {

// The document of a JSONL line: {"id", "url", "title", "text", "published", "language"}; or why it
// is none.
tl::expected<feeds::Document, std::string> DocumentOf(const std::string& line);

// Documents to run rules over: JSONL files, or what the timeline keeps.
struct CorpusOptions {
  std::vector<std::string> files;
  DatabaseOptions database;  // asked where no file is named
  std::string published;
};
// FILE…, --database, --config, --published.
void AddCorpusOptions(CLI::App& app, CorpusOptions& options);

// Reads a corpus piece by piece. Lines that are no document are named on stderr and left out.
class Corpus {
 public:
  // Throws Stop when a file cannot be read, or no file is named and there is no timeline.
  explicit Corpus(const CorpusOptions& options);
  ~Corpus();
  Corpus(const Corpus&) = delete;
  Corpus& operator=(const Corpus&) = delete;

  // The next documents, some hundred at most; empty: there are no more.
  std::vector<feeds::Document> Next();
  // How much is read, in `things` of which there are `total`.
  std::size_t done() const;
  std::size_t total() const;
  std::string things() const;
  // False: lines were left out.
  bool is_clean() const;

 private:
  struct Files;
  struct Stored;
  std::unique_ptr<Files> files_;
  std::unique_ptr<Stored> stored_;
};

// Runs `read` over all documents on all cores, and `take` over what it gives, on this thread and in
// the order of the corpus. Tells its progress on a terminal.
template <class Result>
void ReadAll(Corpus& corpus, const std::function<Result(const feeds::Document&)>& read,
             const std::function<void(const feeds::Document&, Result&&)>& take) {
  using Piece = std::vector<std::pair<feeds::Document, Result>>;
  Progress progress("read", corpus.things());
  std::deque<std::future<Piece>> running;
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  const auto take_oldest = [&] {
    Piece piece = running.front().get();
    progress.Clear();
    for (auto& [document, result] : piece)
      take(document, std::move(result));
    running.pop_front();
    progress.Tell(corpus.done(), corpus.total());
  };
  for (auto documents = corpus.Next(); !documents.empty(); documents = corpus.Next()) {
    if (running.size() > threads)
      take_oldest();
    running.push_back(std::async(std::launch::async, [&read, documents = std::move(documents)] {
      Piece piece;
      for (const feeds::Document& document : documents)
        piece.emplace_back(document, read(document));
      return piece;
    }));
  }
  while (!running.empty())
    take_oldest();
  progress.Clear();
}

}  // namespace cli
