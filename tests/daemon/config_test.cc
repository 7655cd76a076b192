#include "daemon/config.h"

#include <algorithm>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/temporary_folder.h"

namespace {

using lodewatch::ReadConfig;

constexpr const char* kSource =
    "[[source]]\n"
    "id = \"one\"\n"
    "url = \"https://example.org/feed.xml\"\n"
    "kind = \"feed\"\n";

// A config in which "«" stands before each fault. Gives the text without the marks, and the places
// "line:column" that they had.
struct Marked {
  std::string text;
  std::vector<std::string> places;
};

Marked Unmark(std::string_view marked) {
  const std::string_view mark = "«";
  Marked out;
  int line = 1;
  int column = 1;
  for (std::size_t i = 0; i < marked.size();) {
    if (marked.substr(i, mark.size()) == mark) {
      out.places.push_back(std::to_string(line) + ":" + std::to_string(column));
      i += mark.size();
      continue;
    }
    const char c = marked[i++];
    out.text += c;
    if (c == '\n') {
      ++line;
      column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
      ++column;
    }
  }
  return out;
}

std::vector<rules::Fault> FaultsOf(const std::string& text) {
  const TemporaryFolder folder;
  auto config = ReadConfig(folder.Write("c.toml", text));
  return config ? std::vector<rules::Fault>{} : std::move(config.error());
}

TEST_CASE("ReadConfig points at each fault and says what to write", "[daemon][config]") {
  struct Case {
    std::string marked;                 // what follows one good source
    std::vector<std::string> messages;  // a part of each, in order
  };
  const Case cases[] = {
      {"[mail]\nfrom = «\"nobody\"\n", {"not a mail address"}},
      {"[mail]\n«fromm = \"a@b\"\n", {"[mail] has no key 'fromm' (did you mean 'from'?)"}},
      {"[mail]\ntls = «\"ssl\"\n", {"\"starttls\", \"tls\" or \"none\""}},
      {"[mail]\nport = «70000\n", {"a whole number from 1 to 65535"}},
      {"[mail]\nport = «\"25\"\n", {"a whole number from 1 to 65535"}},
      {"[mail]\nuser = «\"me\"\n", {"'user' and 'password_file' go together"}},
      {"[mail]\nuser = \"me\"\npassword_file = «\"absent\"\n", {"cannot read"}},
      {"[mail]\nca_file = «\"absent.pem\"\n", {"cannot read"}},
      {"[mail.recipients]\ndesk = [\"a@b\", «\"c\"]\n", {"'c' is not a mail address"}},
      {"[mail.recipients]\ndesk = «7\n", {"'desk' must be a string in quotes, or an array"}},
      {"[[source]]\nid = «\"one\"\nurl = \"http://e.org/\"\nkind = \"feed\"\n",
       {"a second source with the id 'one'"}},
      {"[[source]]\nid = «\"Two!\"\nurl = \"http://e.org/\"\nkind = \"feed\"\n",
       {"small letters, digits and hyphens"}},
      {"[[source]]\nid = \"b\"\nurl = «\"ftp://e.org/\"\nkind = \"feed\"\n",
       {"https://, http:// or file:"}},
      {"[[source]]\nid = \"b\"\nurl = «\"https:///x\"\nkind = \"feed\"\n", {"names no host"}},
      {"[[source]]\nid = \"b\"\nurl = \"https://e.org/a« b\"\nkind = \"feed\"\n", {"write %20"}},
      {"[[source]]\nid = \"b\"\nurl = \"http://e.org/\"\nkind = «\"feeed\"\n",
       {"did you mean 'feed'?"}},
      {"«[[source]]\n", {"has no 'id'", "has no 'url'", "has no 'kind'"}},
      {"[[source]]\nid = \"b\"\nurl = \"http://e.org/\"\nkind = \"feed\"\ninterval = «\"10s\"\n",
       {"at least \"30s\""}},
      {"[[source]]\nid = \"b\"\nurl = \"http://e.org/\"\nkind = \"feed\"\ninterval = «\"soon\"\n",
       {"a time such as"}},
      {"[[source]]\nid = \"b\"\nurl = \"http://e.org/\"\nkind = \"feed\"\nallow_private = «1\n",
       {"true or false"}},
      {"[[source]]\nid = \"b\"\nurl = \"http://e.org/\"\nkind = \"feed\"\ninterval_min = «\"1h\"\n",
       {"'interval_min' is longer than 'interval'"}},
      {"[[source]]\nid = \"b\"\nurl = \"http://e.org/\"\nkind = \"feed\"\ninterval_max = «\"1m\"\n",
       {"'interval_max' is shorter than 'interval'"}},
      {"[[source]]\nid = \"b\"\nurl = \"http://e.org/\"\nkind = \"page\"\nfull_text = «true\n",
       {"'full_text' is for sources of kind \"feed\""}},
      {"[[source]]\nid = \"b\"\nurl = \"http://e.org/\"\nkind = \"feed\"\nlink_pattern = «\"/a\"\n",
       {"'link_pattern' is for sources of kind \"page\""}},
      {"[[source]]\nid = \"b\"\nurl = \"http://e.org/\"\nkind = \"feed\"\nuser = «\"me\"\n",
       {"'user' and 'password_file' go together"}},
      {"[[source]]\nid = \"b\"\nurl = \"http://e.org/\"\nkind = \"feed\"\nca_file = «\"absent\"\n",
       {"cannot read"}},
      {"[[source]]\nid = \"b\"\nurl = \"http://e.org/\"\nkind = \"feed\"\n"
       "headers = { X-A = «\"a\\nb\", \"X B\" = «\"c\" }\n",
       {"the value of a header is one line", "'X B' is no name of a header"}},
      {"[alarms]\nto = [«\"dsk\"]\n", {"no 'dsk', nor is it an address"}},
      {"[alarms]\n«too = [\"a@b\"]\n", {"did you mean 'to'?"}},
      {"[«source2]\n", {"the config has no key 'source2' (did you mean 'source'?)"}},
      {"[[alert]]\nname = \"a\"\nwhere = \"«valu > 2\"\nto = \"a@b\"\n", {"no such column: valu"}},
      {"[[alert]]\nname = \"a\"\nwhere = 'value > 1 and «oops'\nto = \"a@b\"\n",
       {"no such column: oops"}},
      {"[[alert]]\nname = \"a\"\nwhere = \"quote = '\\\\\\u7A00' and «oops\"\nto = \"a@b\"\n",
       {"no such column: oops"}},
      {"[[alert]]\nname = \"a\"\nwhere = \"subject = '稀土' and «oops\"\nto = \"a@b\"\n",
       {"no such column: oops"}},
      {"[[alert]]\nname = \"a\"\n\twhere\t=\t\"«oops\"\nto = \"a@b\"\n", {"no such column: oops"}},
      {"[[alert]]\nname = \"a\"\nwhere = \"\"\"\nvalue > 1\n  and «oops\"\"\"\nto = \"a@b\"\n",
       {"no such column: oops"}},
      {"[[alert]]\nname = \"a\"\nwhere = \"value > 1\"\nto = [«\"dsk\"]\n"
       "[mail.recipients]\ndesk = \"a@b\"\n",
       {"no 'dsk' (did you mean 'desk'?), nor is it an address"}},
      {"[[alert]]\nname = \"a\"\nwhere = \"value > 1\"\nto = \"a@b\"\n"
       "[[alert]]\nname = «\"a\"\nwhere = \"value > 1\"\nto = \"a@b\"\n",
       {"a second alert with the name 'a'"}},
      {"«[[alert]]\nname = \"a\"\nwhere = \"value > 1\"\n", {"has no 'to'"}},
      {"[fetch]\nsize_max = «\"much\"\n", {"a size such as"}},
      {"[fetch]\n«timout = \"9s\"\n", {"did you mean 'timeout'?"}},
      {"x = «= 3\n", {""}},
  };
  for (const Case& c : cases) {
    const Marked marked = Unmark(kSource + c.marked);
    CAPTURE(marked.text);
    const std::vector<rules::Fault> faults = FaultsOf(marked.text);
    for (const rules::Fault& fault : faults)
      UNSCOPED_INFO(rules::ToText(fault));
    REQUIRE(faults.size() == c.messages.size());
    for (std::size_t i = 0; i < faults.size(); ++i) {
      CHECK(faults[i].message.find(c.messages[i]) != std::string::npos);
      INFO(faults[i].message);
      const std::string place =
          std::to_string(faults[i].line) + ":" + std::to_string(faults[i].column);
      CHECK(place == marked.places[std::min(i, marked.places.size() - 1)]);
      CHECK(faults[i].source == rules::Lines(marked.text).At(faults[i].line));
    }
  }
}

TEST_CASE("ReadConfig tells all faults in one pass, in the order of the file", "[daemon][config]") {
  const Marked marked = Unmark(
      "packs = [«\"trad\"]\r\n"
      "«colour = \"red\"\r\n"
      "[[source]]\r\n"
      "id = «\"A\"\r\n"
      "url = «\"x\"\r\n"
      "kind = «3\r\n"
      "[[alert]]\r\n"
      "name = \"a\"\r\n"
      "where = \"«nothing = 1\"\r\n"
      "to = «\"desk\"\r\n");
  const std::vector<rules::Fault> faults = FaultsOf(marked.text);
  std::vector<std::string> places;
  for (const rules::Fault& fault : faults)
    places.push_back(std::to_string(fault.line) + ":" + std::to_string(fault.column));
  CHECK(places == marked.places);
  REQUIRE(!faults.empty());
  CHECK(faults[0].message.find("did you mean 'trade'?") != std::string::npos);
}

TEST_CASE("A config without a source cannot start", "[daemon][config]") {
  const std::vector<rules::Fault> faults = FaultsOf("database = \"x.db\"\n");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].line == 0);
  CHECK(faults[0].message.find("no source") != std::string::npos);
}

TEST_CASE("A config that is not there is a fault of the file", "[daemon][config]") {
  const auto config = ReadConfig("/nonexistent/lodewatch.toml");
  REQUIRE(!config);
  REQUIRE(config.error().size() == 1);
  CHECK(config.error()[0].file == "/nonexistent/lodewatch.toml");
  CHECK(config.error()[0].message.find("lodewatch init") != std::string::npos);
}

TEST_CASE("What is not configured has its default, and paths count from the config's folder",
          "[daemon][config]") {
  const TemporaryFolder folder;
  const auto config = ReadConfig(folder.Write("c.toml", kSource));
  REQUIRE(config);
  CHECK(config->database == folder.path() / "lodewatch.db");
  CHECK(config->mail.maildir == folder.path() / "mail");
  CHECK(config->mail.host.empty());
  CHECK(config->packs.size() == rules::ShippedPacks().size());
  REQUIRE(config->sources.size() == 1);
  CHECK(config->sources[0].kind == feeds::SourceKind::kFeed);
  CHECK(config->sources[0].interval == std::chrono::minutes(15));
  CHECK(config->sources[0].access->addresses == feeds::Addresses::kPublicOnly);
  CHECK(config->alerts.empty());
}

TEST_CASE("Every key of the config reaches its place", "[daemon][config]") {
  const TemporaryFolder folder;
  folder.Write("password", "s3cret\n");
  folder.Write("ca.pem", "certificate");
  folder.Write("mine.toml", "# a pack\n");
  const auto config = ReadConfig(folder.Write("c.toml", R"(
database = "db/time.db"
packs = ["trade", "mine.toml"]
[fetch]
timeout = "2m"
connect_timeout = "5s"
stall_timeout = "7s"
size_max = "500 KiB"
redirects_max = 0
connections_max = 3
connections_per_host_max = 2
user_agent = "desk"
[mail]
from = "Lode Watch <lw@example.org>"
maildir = "/srv/mail"
host = "mail.example.org"
tls = "tls"
user = "lw"
password_file = "password"
ca_file = "ca.pem"
timeout = "9s"
[mail.recipients]
desk = ["a@example.org", "b@example.org"]
boss = "c@example.org"
[[source]]
id = "news-1"
url = "file:my news.xml"
kind = "release"
publisher = "P"
language = "zh-CN"
charset = "gbk"
reporter = "CN"
subject = "gallium"
interval = "1d"
interval_min = "1h"
interval_max = "2d"
delay = "2s"
allow_private = true
headers = { X-Key = "k 1", Accept-Language = "zh" }
user = "reader"
password_file = "password"
proxy = "http://proxy.example.org:3128"
client_certificate = "ca.pem"
client_key = "ca.pem"
ca_file = "ca.pem"
[[source]]
id = "news-2"
url = "https://example.org/feed"
kind = "feed"
full_text = true
token_file = "password"
[[source]]
id = "ministry"
url = "https://example.org/list.html"
kind = "page"
link_pattern = '/art/\d+'
[alarms]
to = ["boss"]
failing_after = "3h"
silent_after = "5d"
[[alert]]
name = "all"
where = "value > 1"
to = ["desk", "b@example.org", "boss"]
)"),
                                 "/var/state");
  if (!config)
    FAIL(rules::ToText(config.error().front()));
  CHECK(config->database == "/var/state/db/time.db");
  REQUIRE(config->packs.size() == 2);
  CHECK(config->packs[1].name == "mine");
  CHECK(config->packs[1].toml == "# a pack\n");
  CHECK(config->fetch.total_max == std::chrono::minutes(2));
  CHECK(config->fetch.connect_max == std::chrono::seconds(5));
  CHECK(config->fetch.stall_max == std::chrono::seconds(7));
  CHECK(config->fetch.body_bytes_max == 500U * 1024U);
  CHECK(config->fetch.redirects_max == 0);
  CHECK(config->fetch.connections_max == 3);
  CHECK(config->fetch.connections_per_host_max == 2);
  CHECK(config->user_agent == "desk");
  CHECK(config->mail.from == "Lode Watch <lw@example.org>");
  CHECK(config->mail.maildir == "/srv/mail");
  CHECK(config->mail.host == "mail.example.org");
  CHECK(config->mail.tls == alerts::Tls::kTls);
  CHECK(config->mail.port == 465);
  CHECK(config->mail.user == "lw");
  CHECK(config->mail.password == "s3cret");
  CHECK(config->mail.ca_file == folder.path() / "ca.pem");
  CHECK(config->mail.timeout == std::chrono::seconds(9));
  REQUIRE(config->sources.size() == 3);
  const feeds::Source& source = config->sources[0];
  CHECK(source.url == "file://" + folder.path().string() + "/my%20news.xml");
  CHECK(source.kind == feeds::SourceKind::kRelease);
  CHECK(source.about->publisher == "P");
  CHECK(source.about->language == "zh-CN");
  CHECK(source.about->charset == "gbk");
  CHECK(source.about->reporter == "CN");
  CHECK(source.about->subject == "gallium");
  CHECK(source.interval == std::chrono::hours(24));
  CHECK(source.interval_min == std::chrono::hours(1));
  CHECK(source.interval_max == std::chrono::hours(48));
  CHECK(source.delay == std::chrono::seconds(2));
  const feeds::Access& access = *source.access;
  CHECK(access.addresses == feeds::Addresses::kAny);
  CHECK(access.headers == std::vector<std::string>{"Accept-Language: zh", "X-Key: k 1"});
  CHECK(access.user == "reader");
  CHECK(access.password == "s3cret");
  CHECK(access.proxy == "http://proxy.example.org:3128");
  CHECK(access.client_certificate == folder.path() / "ca.pem");
  CHECK(access.client_key == folder.path() / "ca.pem");
  CHECK(access.ca_file == folder.path() / "ca.pem");
  CHECK(config->sources[1].articles == feeds::Articles::kFollowed);
  CHECK(config->sources[1].access->bearer == "s3cret");
  CHECK(config->sources[2].kind == feeds::SourceKind::kPage);
  CHECK(config->sources[2].about->link_pattern == "/art/\\d+");
  CHECK(config->alarms.to == std::vector<std::string>{"c@example.org"});
  CHECK(config->alarms.failing_after == std::chrono::hours(3));
  CHECK(config->alarms.silent_after == std::chrono::hours(120));
  REQUIRE(config->alerts.size() == 1);
  CHECK(config->alerts[0].to ==
        std::vector<std::string>{"a@example.org", "b@example.org", "c@example.org"});
}

TEST_CASE("The config that init writes is right", "[daemon][config]") {
  const TemporaryFolder folder;
  const auto config = ReadConfig(folder.Write("lodewatch.toml", lodewatch::ExampleConfig()));
  if (!config)
    FAIL(rules::ToText(config.error().front()));
  CHECK(config->sources.size() == 1);
  CHECK(config->alerts.size() == 3);
}

TEST_CASE("The config of the shipped example is right", "[daemon][config]") {
  const auto config = ReadConfig(PROJECT_DIR "/examples/rare-earths/lodewatch.toml", "/tmp/state");
  if (!config)
    FAIL(rules::ToText(config.error().front()));
  CHECK(config->sources.size() == 7);
  CHECK(config->database == "/tmp/state/lodewatch.db");
  for (const feeds::Source& source : config->sources)
    CHECK(std::filesystem::exists(source.url.substr(std::string("file://").size())));
}

}  // namespace
