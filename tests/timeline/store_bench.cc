// How fast pages are written: store_bench [FOLDER [PAGES [DOCUMENTS [FACTS]]]]
// Makes a timeline in FOLDER (a temporary one when left out) and fills it as the daemon does: pages
// are prepared on their own and written many to a transaction. Prints where the time goes.

#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <map>
#include <random>

#include "daemon/timeline/store.h"
#include "tests/timeline/make.h"

namespace {

// CPU time of the process: others may be at work on the machine.
struct Clock {
  static double Now() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
  }
};

constexpr int kPagesPerCommit = 32;
constexpr int kVocabulary = 8000;

struct Load {
  int pages = 1000;
  int documents = 30;
  int facts = 10;
};

// Where the time went, by name, in the order of the names.
class Watch {
 public:
  template <class What>
  auto Time(const std::string& name, What what) {
    const double start = Clock::Now();
    auto result = what();
    seconds_[name] += Clock::Now() - start;
    return result;
  }
  double Of(const std::string& name) const {
    const auto found = seconds_.find(name);
    return found == seconds_.end() ? 0 : found->second;
  }
  const std::map<std::string, double>& all() const { return seconds_; }

 private:
  std::map<std::string, double> seconds_;
};

// Pages of made-up news: words drawn so that few are frequent and many are rare, as in languages.
class Press {
 public:
  explicit Press(Load load) : load_(load) {
    for (int i = 0; i < kVocabulary; ++i) {
      std::string word;
      for (int letters = 3 + Draw(7); letters > 0; --letters)
        word += static_cast<char>('a' + Draw(26));
      words_.push_back(i % 20 == 0 ? "稀土出口" + word.substr(0, 1) : word);
    }
  }

  std::vector<timeline::ReadDocument> Documents(int page) {
    std::vector<timeline::ReadDocument> documents;
    for (int i = 0; i < load_.documents; ++i) {
      std::vector<rules::Fact> facts;
      for (int k = 0; k < load_.facts; ++k)
        facts.push_back(Fact());
      auto read = make::News(fmt::format("item-{}-{}", page, i), "", std::move(facts));
      read.document.title = Sentence(9);
      for (int sentences = 6; sentences > 0; --sentences)
        read.document.text += Sentence(18);
      read.document.published_at = make::At("2025-07-14") + std::chrono::minutes{page * 7 + i};
      documents.push_back(std::move(read));
    }
    return documents;
  }

 private:
  int Draw(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }

  std::string Sentence(int words) {
    std::string out;
    for (int i = 0; i < words; ++i) {
      const int at = Draw(kVocabulary) * Draw(kVocabulary) / kVocabulary;
      out += words_[static_cast<std::size_t>(at)] + (i + 1 < words ? " " : ". ");
    }
    return out;
  }

  rules::Fact Fact() {
    const std::string period =
        Draw(5) == 0 ? "" : fmt::format("20{}-{:02}", 24 + Draw(2), 1 + Draw(12));
    const double value = Draw(20000) / 10.0;
    rules::Fact fact = Draw(2) == 0 ? make::Quantity({value, 0.05}, period)
                                    : make::Change({value / 10, 0.05}, rules::Basis::kYoy, period);
    fact.subject = fmt::format("good-{}", Draw(20));
    fact.steps = {"unit: t", "period: \"June\" = 2025-06", "reporter: the source's"};
    return fact;
  }

  Load load_;
  std::mt19937 random_{20250714};
  std::vector<std::string> words_;
};

std::string BodyOf(const std::vector<timeline::ReadDocument>& documents) {
  std::string body = "<rss><channel>";
  for (const timeline::ReadDocument& read : documents) {
    body += "<item><title>" + read.document.title + "</title><link>" + read.document.url +
            "</link><description><![CDATA[<p>" + read.document.text +
            "</p>]]></description></item>\n";
  }
  return body;
}

struct Ready {
  feeds::Source source;
  timeline::PreparedPage page;
};

void Write(timeline::Store& store, const std::vector<Ready>& ready, Watch& watch) {
  timeline::Transaction transaction(store, make::At("2025-07-20"));
  for (const Ready& one : ready) {
    timeline::Transaction::Part part(transaction);
    watch.Time("write 1 add", [&] {
      transaction.Add(one.source, one.page);
      return 0;
    });
    watch.Time("write 2 judge", [&] { return transaction.Judge().size(); });
    watch.Time("write 3 record", [&] {
      transaction.RecordSuccess(one.source, {.items = 30});
      return 0;
    });
    part.Keep();
  }
  watch.Time("write 4 commit", [&] {
    transaction.Commit();
    return 0;
  });
}

void Run(const std::filesystem::path& path, const Load& load) {
  Watch watch;
  Press press(load);
  auto store = timeline::Store::Open(path);
  const auto reader = timeline::Store::OpenReadOnly(path);
  std::vector<Ready> ready;
  for (int page = 0; page < load.pages; ++page) {
    auto read = press.Documents(page);
    const auto source = make::Source(fmt::format("source-{}", page % (load.pages / 2 + 1)));
    std::vector<feeds::Document> documents;
    for (const auto& one : read)
      documents.push_back(one.document);
    auto news =
        watch.Time("read 1 new among", [&] { return reader.NewAmong(source.id, documents); });
    for (std::size_t i = 0; i < read.size(); ++i)
      read[i].seen = news.seen[i];
    const feeds::Page fetched = make::Page(BodyOf(read));
    ready.push_back({source, watch.Time("read 2 prepare", [&] {
                       return timeline::Prepare(fetched, std::move(read));
                     })});
    if (static_cast<int>(ready.size()) < kPagesPerCommit && page + 1 < load.pages)
      continue;
    Write(store, ready, watch);
    ready.clear();
  }
  double writing = 0;
  for (const auto& [name, seconds] : watch.all()) {
    writing += name.starts_with("write") ? seconds : 0;
    fmt::print("{:<18} {:8.3f} s\n", name, seconds);
  }
  const double documents = static_cast<double>(load.pages) * load.documents;
  fmt::print("written: {:.0f} documents/s, {:.0f} facts/s\n", documents / writing,
             documents * load.facts / writing);
}

}  // namespace

int main(int argc, char** argv) {
  const auto number = [&](int at, int otherwise) {
    return argc > at ? std::atoi(argv[at]) : otherwise;
  };
  const make::TempDir temporary;
  const std::filesystem::path folder = argc > 1 ? std::filesystem::path(argv[1]) : temporary.path();
  const Load load{number(2, 1000), number(3, 30), number(4, 10)};
  std::filesystem::remove(folder / "bench.db");
  Run(folder / "bench.db", load);
  std::error_code ignored;
  fmt::print("file: {} MiB\n", std::filesystem::file_size(folder / "bench.db", ignored) >> 20);
  return 0;
}
