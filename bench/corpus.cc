#include "bench/corpus.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace bench {
namespace {

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw std::runtime_error("cannot read " + path.string());
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

std::vector<FeedFile> ReadCorpus(const std::filesystem::path& folder, std::size_t count) {
  std::ifstream list(folder / "feeds.tsv");
  if (!list) {
    throw std::runtime_error("no feeds.tsv in " + folder.string());
  }
  std::vector<FeedFile> files;
  std::string path;
  std::string items;
  std::string bytes;
  FeedFile file;
  while (files.size() < count && list >> path >> file.format >> file.encoding >> items >> bytes) {
    file.page.url = "https://feeds.example.org/" + path;
    file.page.body = ReadFile(folder / path);
    files.push_back(file);
  }
  return files;
}

}  // namespace bench
