#include <fmt/format.h>

#include <atomic>
#include <thread>

#include "daemon/timeline/store.h"
#include "tests/support/catch.h"
#include "tests/timeline/make.h"

namespace {

constexpr int kWorkers = 3;
constexpr int kPagesEach = 20;

struct Work {
  feeds::Source source;
  timeline::PreparedPage page;
};

std::vector<timeline::ReadDocument> PageOf(int worker, int page) {
  std::vector<timeline::ReadDocument> documents;
  for (int i = 0; i < 5; ++i)
    documents.push_back(make::News(fmt::format("{}-{}-{}", worker, page, i), "2025-07-14",
                                   {make::Quantity({100.0 * page + i, 0.05}, "2025-06")}));
  return documents;
}

// What a worker does with a page, on a connection of its own.
Work Prepared(const timeline::Store& store, int worker, int page) {
  auto read = PageOf(worker, page);
  std::vector<feeds::Document> documents;
  for (const timeline::ReadDocument& one : read)
    documents.push_back(one.document);
  const auto source = make::Source(fmt::format("source-{}", worker));
  timeline::News news = store.NewAmong(source.id, documents);
  for (std::size_t i = 0; i < read.size(); ++i)
    read[i].seen = std::move(news.seen[i]);
  return {source, timeline::Prepare(make::Page(fmt::format("{} {}", worker, page)), read)};
}

}  // namespace

TEST_CASE("Workers ask and prepare on connections of their own while one thread writes",
          "[timeline][threads]") {
  make::TempDir dir;
  auto store = timeline::Store::Open(dir / "t.db");
  std::atomic<int> prepared = 0;
  std::vector<std::vector<Work>> done(kWorkers);
  std::vector<std::thread> workers;
  for (int worker = 0; worker < kWorkers; ++worker) {
    workers.emplace_back([&, worker] {
      const auto reader = timeline::Store::OpenReadOnly(dir / "t.db");
      for (int page = 0; page < kPagesEach; ++page) {
        done[static_cast<std::size_t>(worker)].push_back(Prepared(reader, worker, page));
        ++prepared;
      }
    });
  }
  // Something to read beside.
  for (int i = 0; prepared < kWorkers * kPagesEach; ++i)
    make::Poll(store, "another", {make::News(std::to_string(i), "", {})}, "2025-07-14T10:00:00Z");
  for (std::thread& worker : workers)
    worker.join();
  timeline::Transaction transaction(store, make::At("2025-07-14T11:00:00Z"));
  for (const std::vector<Work>& works : done) {
    for (const Work& work : works)
      transaction.Add(work.source, work.page);
  }
  CHECK(transaction.Judge().size() == 5 * kPagesEach);
  transaction.Commit();
  CHECK(make::Ask(dir / "t.db", "SELECT count(*) FROM documents WHERE source GLOB 'source-*'") ==
        std::vector<std::string>{std::to_string(5 * kPagesEach * kWorkers)});
  CHECK(make::Ask(dir / "t.db", "SELECT max(mentions), min(mentions) FROM timeline") ==
        std::vector<std::string>{"3|3"});
}
