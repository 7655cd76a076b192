#include "daemon/source_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/config.h"
#include "feeds/link_pattern.h"

namespace lodewatch {
namespace {

namespace fs = std::filesystem;
using StringNode = toml::value<std::string>;
using std::chrono::seconds;

constexpr seconds kIntervalLeast{30};
constexpr seconds kIntervalMinUsual = std::chrono::minutes(5);
constexpr seconds kIntervalMaxUsual = std::chrono::hours(1);

bool IsId(std::string_view text) {
  return !text.empty() &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

// An absolute path as a file: URL.
std::string FileUrl(const fs::path& path) {
  std::string out = "file://";
  for (const char c : path.string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("/-._~").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

// The characters of a header's name (RFC 9110, section 5.6.2).
bool IsHeaderName(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool IsHeaderValue(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= ' ' || c == '\t'; });
}

class SourceReader {
 public:
  SourceReader(const toml::table& table, const fs::path& folder, FaultList& faults)
      : folder_(folder), faults_(faults), reader_(table, "[[source]]", faults) {}

  feeds::Source Read() {
    ReadPlace();
    ReadAbout();
    ReadIntervals();
    ReadArticles();
    if (reader_.Table("calendar") != nullptr && source_.kind != feeds::SourceKind::kRelease)
      faults_.AtNode(*reader_.Find("calendar"),
                     "[source.calendar] is for sources of kind \"release\"");
    ReadAccess();
    reader_.Finish();
    return std::move(source_);
  }

 private:
  void ReadPlace() {
    if (const StringNode* id = reader_.Required("id", "\"example-news\"")) {
      source_.id = id->get();
      if (!IsId(source_.id))
        faults_.AtNode(*id, "an id has small letters, digits and hyphens only");
    }
    if (const StringNode* url = reader_.Required("url", "\"https://example.org/feed.xml\""))
      source_.url = ReadUrl(*url);
    const StringNode* kind = reader_.Required("kind", "\"feed\", \"release\" or \"page\"");
    if (kind == nullptr)
      return;
    const std::map<std::string, feeds::SourceKind> known = {
        {"feed", feeds::SourceKind::kFeed},
        {"release", feeds::SourceKind::kRelease},
        {"page", feeds::SourceKind::kPage}};
    if (const auto found = known.find(kind->get()); found != known.end())
      source_.kind = found->second;
    else
      faults_.AtNode(*kind, fmt::format("'kind' must be \"feed\", \"release\" or \"page\"{}",
                                        DidYouMean(kind->get(), {"feed", "release", "page"})));
  }

  std::string ReadUrl(const StringNode& node) {
    const std::string& url = node.get();
    const auto odd = std::find_if(url.begin(), url.end(), [](char c) {
      return static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
    });
    if (url.starts_with("file:")) {
      const std::string path = url.substr(url.starts_with("file:///") ? 7 : 5);
      return FileUrl((folder_ / path).lexically_normal());
    }
    const std::size_t host = url.starts_with("https://") ? 8 : url.starts_with("http://") ? 7 : 0;
    if (host == 0)
      faults_.AtNode(node, "a URL begins with https://, http:// or file:");
    else if (url.size() == host || url[host] == '/')
      faults_.AtNode(node, "the URL names no host");
    else if (odd != url.end())
      faults_.InString(node, static_cast<int>(odd - url.begin()),
                       "a URL holds no blanks: write %20");
    return url;
  }

  // The bounds that are not given follow the usual interval.
  void ReadIntervals() {
    source_.interval = reader_.Interval("interval", kIntervalLeast).value_or(source_.interval);
    const auto least = reader_.Interval("interval_min", kIntervalLeast);
    const auto most = reader_.Interval("interval_max", kIntervalLeast);
    source_.interval_min = least.value_or(std::min(source_.interval, kIntervalMinUsual));
    source_.interval_max = most.value_or(std::max(source_.interval, kIntervalMaxUsual));
    if (least && *least > source_.interval)
      faults_.AtNode(*reader_.Find("interval_min"), "'interval_min' is longer than 'interval'");
    if (most && *most < source_.interval)
      faults_.AtNode(*reader_.Find("interval_max"), "'interval_max' is shorter than 'interval'");
    source_.delay = reader_.Interval("delay", seconds(0));
  }

  void ReadAbout() {
    source_.about = std::make_shared<const feeds::About>(
        feeds::About{.publisher = reader_.StringOr("publisher", ""),
                     .language = reader_.StringOr("language", ""),
                     .charset = reader_.StringOr("charset", ""),
                     .reporter = reader_.StringOr("reporter", ""),
                     .subject = reader_.StringOr("subject", ""),
                     .link_pattern = reader_.StringOr("link_pattern", "")});
    const std::string& pattern = source_.about->link_pattern;
    if (pattern.empty())
      return;
    if (source_.kind != feeds::SourceKind::kPage)
      faults_.AtNode(*reader_.Find("link_pattern"),
                     "'link_pattern' is for sources of kind \"page\"");
    else if (const std::optional<std::string> fault = feeds::FaultOfPattern(pattern))
      faults_.AtNode(*reader_.Find("link_pattern"), "link_pattern: " + *fault);
  }

  void ReadArticles() {
    if (reader_.Boolean("full_text").value_or(false)) {
      source_.articles = feeds::Articles::kFollowed;
      if (source_.kind != feeds::SourceKind::kFeed)
        faults_.AtNode(*reader_.Find("full_text"), "'full_text' is for sources of kind \"feed\"");
    }
  }

  void ReadAccess() {
    feeds::Access access;
    if (reader_.Boolean("allow_private").value_or(false))
      access.addresses = feeds::Addresses::kAny;
    if (const toml::table* headers = reader_.Table("headers"))
      access.headers = ReadHeaders(*headers);
    access.user = reader_.StringOr("user", "");
    access.password = SecretOf("password_file");
    if (access.user.empty() != (reader_.Find("password_file") == nullptr))
      faults_.AtNode(*reader_.Find(access.user.empty() ? "password_file" : "user"),
                     "'user' and 'password_file' go together: write both or neither");
    access.bearer = SecretOf("token_file");
    if (!access.bearer.empty() && !access.user.empty())
      faults_.AtNode(*reader_.Find("token_file"),
                     "'user' and 'token_file' are two ways to log in: write one");
    access.proxy = reader_.StringOr("proxy", "");
    access.client_certificate = FileOf("client_certificate");
    access.client_key = FileOf("client_key");
    access.ca_file = FileOf("ca_file");
    source_.access = std::make_shared<const feeds::Access>(std::move(access));
  }

  std::vector<std::string> ReadHeaders(const toml::table& table) {
    std::vector<std::string> lines;
    TableReader headers(table, "headers", faults_);
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      const std::optional<std::string> value = headers.String(name);
      if (!IsHeaderName(name))
        faults_.AtNode(node, fmt::format("'{}' is no name of a header", name));
      else if (value && !IsHeaderValue(*value))
        faults_.AtNode(node, "the value of a header is one line");
      else if (value)
        lines.push_back(name + ": " + *value);
    }
    return lines;
  }

  // The first line of a file that holds a password or token; empty when the key is absent.
  std::string SecretOf(const std::string& key) {
    const std::string path = FileOf(key);
    if (path.empty())
      return {};
    const std::string text = ReadFile(path).value_or("");
    std::string secret = text.substr(0, text.find_first_of("\r\n"));
    if (secret.empty())
      faults_.AtNode(*reader_.Find(key), fmt::format("{} is empty", path));
    return secret;
  }

  // The path of a file that must be readable; empty when the key is absent.
  std::string FileOf(const std::string& key) {
    const std::optional<std::string> path = reader_.String(key);
    if (!path)
      return {};
    std::string file = (folder_ / *path).lexically_normal().string();
    if (ReadFile(file))
      return file;
    faults_.AtNode(*reader_.Find(key), fmt::format("cannot read {}", file));
    return {};
  }

  const fs::path& folder_;
  FaultList& faults_;
  TableReader reader_;
  feeds::Source source_;
};

}  // namespace

feeds::Source ReadSource(const toml::table& table, const fs::path& folder, FaultList& faults) {
  return SourceReader(table, folder, faults).Read();
}

}  // namespace lodewatch
