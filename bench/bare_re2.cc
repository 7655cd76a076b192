// The least that rules over sentences cost: RE2 finds their matches and gives them no meaning.
//   bare_re2 RULES TEXT
// RULES: a regular expression a line. TEXT: an article a line. RE2's FilteredRE2 says which
// literals each rule needs, one pass over a sentence finds those, and RE2 runs only where a rule
// can match. Prints: seconds, bytes, matches.
#include <re2/filtered_re2.h>
#include <re2/re2.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "rules/literal_scan.h"

namespace {

std::vector<std::string> LinesOf(const char* path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    lines.push_back(line);
  }
  return lines;
}

std::size_t SentenceEnd(std::string_view text, std::size_t from) {
  const std::size_t stop = text.find(". ", from);
  const std::size_t full_stop = text.find("\u3002", from);
  const std::size_t end = std::min(stop == text.npos ? text.size() : stop + 2,
                                   full_stop == text.npos ? text.size() : full_stop + 3);
  return std::min(end, text.size());
}

std::size_t CountMatches(const re2::RE2& rule, std::string_view sentence) {
  const re2::StringPiece text(sentence.data(), sentence.size());
  std::size_t count = 0;
  re2::StringPiece match;
  for (std::size_t at = 0; rule.Match(text, at, text.size(), re2::RE2::UNANCHORED, &match, 1);
       ++count) {
    at = static_cast<std::size_t>(match.data() - text.data()) +
         std::max<std::size_t>(1, match.size());
  }
  return count;
}

std::size_t CountAll(const re2::FilteredRE2& patterns, const rules::LiteralScan& literals,
                     std::string_view article) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < article.size();) {
    const std::size_t end = SentenceEnd(article, at);
    const std::string_view sentence = article.substr(at, end - at);
    std::vector<int> held = literals.Find(sentence);
    std::sort(held.begin(), held.end());
    held.erase(std::unique(held.begin(), held.end()), held.end());
    std::vector<int> possible;
    patterns.AllPotentials(held, &possible);
    for (const int rule : possible) {
      count += CountMatches(patterns.GetRE2(rule), sentence);
    }
    at = end;
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: bare_re2 RULES TEXT\n");
    return 2;
  }
  re2::RE2::Options options;
  options.set_max_mem(64 << 20);
  re2::FilteredRE2 patterns(2);
  for (const std::string& pattern : LinesOf(argv[1])) {
    int id = 0;
    if (patterns.Add(pattern, options, &id) != re2::RE2::NoError) {
      std::fprintf(stderr, "%s: not a pattern: %s\n", argv[1], pattern.c_str());
      return 1;
    }
  }
  std::vector<std::string> atoms;
  patterns.Compile(&atoms);
  const rules::LiteralScan literals(atoms);
  const std::vector<std::string> articles = LinesOf(argv[2]);
  std::size_t bytes = 0;
  std::size_t matches = 0;
  const auto start = std::chrono::steady_clock::now();
  for (const std::string& article : articles) {
    bytes += article.size();
    matches += CountAll(patterns, literals, article);
  }
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  std::printf("%.4f %zu %zu\n", taken.count(), bytes, matches);
}
