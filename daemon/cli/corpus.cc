#include "daemon/cli/corpus.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "daemon/cli/commands.h"

namespace cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = std::size_t{128} << 10;
constexpr int kPieceDocuments = 200;

}  // namespace

tl::expected<feeds::Document, std::string> DocumentOf(const std::string& line) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object())
    return tl::unexpected(std::string("not a JSON object"));
  const auto text = [&json](const char* key) -> std::string {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : "";
  };
  feeds::Document document;
  document.guid = text("id");
  document.url = text("url");
  document.title = text("title");
  document.text = text("text");
  document.language = text("language");
  if (const std::string published = text("published"); !published.empty()) {
    document.published_at = ParseMoment(published);
    if (!document.published_at)
      return tl::unexpected(fmt::format("'published' is no RFC 3339 time: {}", published));
  }
  if (document.title.empty() && document.text.empty())
    return tl::unexpected(std::string("neither 'title' nor 'text' is a string with words in it"));
  return document;
}

void AddCorpusOptions(CLI::App& app, CorpusOptions& options) {
  app.add_option("FILE", options.files,
                 "JSONL, a document a line; - is stdin (default: the timeline's documents)");
  app.add_option("--published", options.published, "of documents that do not say")
      ->type_name("TIME");
  AddDatabaseOptions(app, options.database);
}

// Lines of the files, one file after the other.
struct Corpus::Files {
  std::vector<std::string> names;
  std::optional<std::chrono::sys_seconds> published;
  std::size_t next_name = 0;
  std::ifstream file;
  std::istream* in = nullptr;  // of the file that is read; none: open the next
  std::string name;
  std::size_t line = 0;
  std::size_t bytes = 0;
  std::size_t bytes_total = 0;
  bool clean = true;

  // False: there is no further file.
  bool Open() {
    if (next_name == names.size())
      return false;
    name = names[next_name++];
    line = 0;
    if (name == "-") {
      in = &std::cin;
      return true;
    }
    file = std::ifstream(name, std::ios::binary);
    in = &file;
    return true;
  }

  std::vector<feeds::Document> Next() {
    std::vector<feeds::Document> out;
    std::size_t piece = 0;
    std::string text;
    // Also on, where every line of a piece is faulty: nothing would say that the corpus is at its
    // end.
    while (piece < kPieceBytes || out.empty()) {
      if (in == nullptr && !Open())
        break;
      if (!std::getline(*in, text)) {
        in = nullptr;
        continue;
      }
      piece += text.size() + 1;
      if (line == 0 && text.starts_with("\xEF\xBB\xBF"))
        text.erase(0, 3);
      Add(text, out);
    }
    bytes += piece;
    return out;
  }

 private:
  void Add(const std::string& text, std::vector<feeds::Document>& out) {
    ++line;
    if (text.find_first_not_of(" \t\r") == std::string::npos)
      return;
    auto document = DocumentOf(text);
    if (!document) {
      fmt::print(stderr, "{}:{}: {}\n", name, line, document.error());
      clean = false;
      return;
    }
    if (document->guid.empty())
      document->guid = fmt::format("{}:{}", name, line);
    if (!document->published_at)
      document->published_at = published;
    out.push_back(std::move(*document));
  }
};

struct Corpus::Stored {
  timeline::Store store;
  timeline::DocumentId last = 0;
  std::size_t count = 0;
  std::size_t total = 0;

  std::vector<feeds::Document> Next() {
    std::vector<feeds::Document> out;
    for (timeline::KeptDocument& stored : store.DocumentsAfter(last, kPieceDocuments)) {
      last = stored.id;
      stored.document.guid = stored.source + " " + stored.document.guid;
      out.push_back(std::move(stored.document));
    }
    count += out.size();
    return out;
  }
};

Corpus::Corpus(const CorpusOptions& options) {
  if (options.files.empty()) {
    stored_ = std::make_unique<Stored>(Stored{OpenToRead(options.database)});
    stored_->total = static_cast<std::size_t>(stored_->store.DocumentCount());
    return;
  }
  files_ = std::make_unique<Files>();
  files_->names = options.files;
  files_->published = PublishedAt(options.published);
  for (const std::string& name : options.files) {
    std::error_code error;
    if (name == "-")
      continue;
    if (fs::is_directory(name, error) || !std::ifstream(name))
      throw Stop(kUsage, fmt::format("{}: cannot be read", name));
    if (const auto size = fs::file_size(name, error); !error)
      files_->bytes_total += size;
  }
}

Corpus::~Corpus() = default;

std::vector<feeds::Document> Corpus::Next() {
  return files_ ? files_->Next() : stored_->Next();
}

std::size_t Corpus::done() const {
  return files_ ? files_->bytes >> 10 : stored_->count;
}

std::size_t Corpus::total() const {
  return files_ ? files_->bytes_total >> 10 : stored_->total;
}

std::string Corpus::things() const {
  return files_ ? "KB" : "documents";
}

bool Corpus::is_clean() const {
  return !files_ || files_->clean;
}

}  // namespace cli
