// The yardstick of polling: the least that any program must do to ask for many feeds. One multi
// handle of libcurl, handles and connections used again, bodies kept in memory and thrown away.
//   bare_curl URLS CONNECTIONS cold|warm
// URLS: a file with a URL a line. warm: all fetched once, then again with the ETags that came; the
// second time counts.
#include <curl/curl.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Feed {
  std::string url;
  std::string etag;
};

struct Slot {
  CURL* easy = nullptr;
  curl_slist* headers = nullptr;
  Feed* feed = nullptr;
  std::string body;
};

struct Round {
  CURLM* multi = nullptr;
  std::vector<Feed>* feeds = nullptr;
  std::size_t next = 0;
  std::size_t pages = 0;
  std::size_t not_modified = 0;
  std::size_t failed = 0;
  std::size_t bytes = 0;
};

std::size_t KeepBody(char* data, std::size_t, std::size_t size, void* slot) {
  static_cast<Slot*>(slot)->body.append(data, size);
  return size;
}

std::size_t KeepEtag(char* data, std::size_t, std::size_t size, void* slot) {
  const std::string_view line(data, size);
  if (line.starts_with("ETag: "))
    static_cast<Slot*>(slot)->feed->etag = line.substr(6, line.find_last_not_of("\r\n") - 5);
  return size;
}

void StartNext(Round& round, Slot& slot) {
  if (round.next == round.feeds->size())
    return;
  slot.feed = &(*round.feeds)[round.next++];
  slot.body.clear();
  curl_slist_free_all(slot.headers);
  slot.headers = nullptr;
  if (!slot.feed->etag.empty())
    slot.headers = curl_slist_append(nullptr, ("If-None-Match: " + slot.feed->etag).c_str());
  curl_easy_setopt(slot.easy, CURLOPT_URL, slot.feed->url.c_str());
  curl_easy_setopt(slot.easy, CURLOPT_HTTPHEADER, slot.headers);
  curl_multi_add_handle(round.multi, slot.easy);
}

void TakeAnswer(Round& round, const CURLMsg& message) {
  Slot* slot = nullptr;
  long status = 0;
  curl_easy_getinfo(message.easy_handle, CURLINFO_PRIVATE, &slot);
  curl_easy_getinfo(message.easy_handle, CURLINFO_RESPONSE_CODE, &status);
  if (message.data.result == CURLE_OK && status == 200)
    ++round.pages;
  else if (message.data.result == CURLE_OK && status == 304)
    ++round.not_modified;
  else
    ++round.failed;
  round.bytes += slot->body.size();
  curl_multi_remove_handle(round.multi, slot->easy);
  StartNext(round, *slot);
}

void Fetch(Round& round, std::vector<Slot>& slots) {
  for (Slot& slot : slots)
    StartNext(round, slot);
  const auto done = [&round] { return round.pages + round.not_modified + round.failed; };
  while (done() < round.feeds->size()) {
    int running = 0;
    int left = 0;
    curl_multi_perform(round.multi, &running);
    while (const CURLMsg* message = curl_multi_info_read(round.multi, &left)) {
      if (message->msg == CURLMSG_DONE)
        TakeAnswer(round, *message);
    }
    if (running > 0)
      curl_multi_poll(round.multi, nullptr, 0, 1000, nullptr);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: bare_curl URLS CONNECTIONS cold|warm\n");
    return 2;
  }
  std::vector<Feed> feeds;
  std::ifstream file(argv[1]);
  for (std::string url; std::getline(file, url);)
    feeds.push_back({url, {}});
  std::vector<Slot> slots(static_cast<std::size_t>(std::atoi(argv[2])));
  CURLM* multi = curl_multi_init();
  for (Slot& slot : slots) {
    slot.easy = curl_easy_init();
    curl_easy_setopt(slot.easy, CURLOPT_PRIVATE, &slot);
    curl_easy_setopt(slot.easy, CURLOPT_WRITEFUNCTION, KeepBody);
    curl_easy_setopt(slot.easy, CURLOPT_WRITEDATA, &slot);
    curl_easy_setopt(slot.easy, CURLOPT_HEADERFUNCTION, KeepEtag);
    curl_easy_setopt(slot.easy, CURLOPT_HEADERDATA, &slot);
    curl_easy_setopt(slot.easy, CURLOPT_TIMEOUT, 60L);
  }
  Round round{.multi = multi, .feeds = &feeds};
  if (std::string_view(argv[3]) == "warm") {
    Fetch(round, slots);
    round = {.multi = multi, .feeds = &feeds};
  }
  const auto start = std::chrono::steady_clock::now();
  Fetch(round, slots);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("{\"sec\": %.6f, \"mbytes\": %.1f, \"n200\": %zu, \"n304\": %zu, \"failed\": %zu}\n",
              took.count(), static_cast<double>(round.bytes) / 1e6, round.pages, round.not_modified,
              round.failed);
  for (Slot& slot : slots) {
    curl_slist_free_all(slot.headers);
    curl_easy_cleanup(slot.easy);
  }
  curl_multi_cleanup(multi);
}
