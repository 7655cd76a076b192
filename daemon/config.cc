#include "daemon/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <system_error>

#include "daemon/calendar_config.h"
#include "daemon/source_config.h"
#include "daemon/timeline/store.h"
#include "daemon/toml_reader.h"

namespace lodewatch {
namespace {

namespace fs = std::filesystem;
using StringNode = toml::value<std::string>;

// The address of "Name <address>" or of a bare one.
std::string_view AddressOf(std::string_view text) {
  const std::size_t open = text.rfind('<');
  if (open == std::string_view::npos || !text.ends_with('>'))
    return text;
  return text.substr(open + 1, text.size() - open - 2);
}

bool IsAddress(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) > ' ' &&
                  std::string_view("<>,;\"\\").find(c) == std::string_view::npos;
         });
}

// Neighbours are mostly alike.
void Share(const feeds::Source& before, feeds::Source& source) {
  if (*before.access == *source.access)
    source.access = before.access;
  if (*before.about == *source.about)
    source.about = before.about;
}

// Reads one config; each of its functions reads one part and leaves its faults in `faults`.
class ConfigReader {
 public:
  ConfigReader(const fs::path& file, const fs::path& state, std::string text)
      : faults_(file.string(), std::move(text)),
        folder_(fs::absolute(file).parent_path()),
        state_(state.empty() ? folder_ : fs::absolute(state)) {
    config_.file = file;
    config_.user_agent = "lodewatch/" LODEWATCH_VERSION;
  }

  tl::expected<Config, std::vector<rules::Fault>> Read() {
    toml::table table;
    try {
      table = toml::parse(std::string_view(faults_.text()), config_.file.string());
    } catch (const toml::parse_error& error) {
      return tl::unexpected(SyntaxFault(error));
    }
    ReadTop(table);
    std::vector<rules::Fault> faults = faults_.Take();
    if (!faults.empty())
      return tl::unexpected(std::move(faults));
    return std::move(config_);
  }

 private:
  std::vector<rules::Fault> SyntaxFault(const toml::parse_error& error) {
    const int line = static_cast<int>(error.source().begin.line);
    return {{.file = config_.file.string(),
             .line = line,
             .column = static_cast<int>(error.source().begin.column),
             .message = std::string(error.description()),
             .source = rules::Lines(faults_.text()).At(line)}};
  }

  void ReadTop(const toml::table& table) {
    TableReader top(table, "the config", faults_);
    config_.database = (state_ / top.StringOr("database", "lodewatch.db")).lexically_normal();
    ReadPacks(top);
    if (const toml::table* fetch = top.Table("fetch"))
      ReadFetch(*fetch);
    ReadMail(top.Table("mail"));
    const bool tried = table.contains("source");
    for (const toml::table* source : top.Tables("source"))
      AddSource(*source);
    if (!tried)
      faults_.Whole("no source: add at least one [[source]] with id, url and kind");
    if (const toml::table* alarms = top.Table("alarms"))
      ReadAlarms(*alarms);
    for (const toml::table* alert : top.Tables("alert"))
      ReadAlert(*alert);
    top.Finish();
  }

  void ReadPacks(TableReader& top) {
    const std::vector<rules::PackFile> shipped = rules::ShippedPacks();
    if (top.Find("packs") == nullptr) {
      config_.packs = shipped;
      return;
    }
    std::vector<std::string> names;
    names.reserve(shipped.size());
    for (const rules::PackFile& pack : shipped)
      names.push_back(pack.name);
    for (const StringNode* node : top.Strings("packs")) {
      const auto named =
          std::find_if(shipped.begin(), shipped.end(),
                       [&](const rules::PackFile& pack) { return pack.name == node->get(); });
      if (named != shipped.end())
        config_.packs.push_back(*named);
      else if (node->get().ends_with(".toml"))
        ReadPack(*node);
      else
        faults_.AtNode(*node,
                       fmt::format("no pack '{}' is shipped{}; a file of your own ends in .toml",
                                   node->get(), DidYouMean(node->get(), names)));
    }
  }

  void ReadPack(const StringNode& node) {
    const fs::path path = folder_ / node.get();
    std::optional<std::string> toml = ReadFile(path);
    if (toml)
      config_.packs.push_back({path.stem().string(), path.string(), std::move(*toml)});
    else
      faults_.AtNode(node, fmt::format("cannot read the pack {}", path.string()));
  }

  void ReadFetch(const toml::table& table) {
    TableReader fetch(table, "[fetch]", faults_);
    feeds::FetchLimits& limits = config_.fetch;
    const std::chrono::seconds second{1};
    limits.total_max = fetch.Interval("timeout", second).value_or(limits.total_max);
    limits.connect_max = fetch.Interval("connect_timeout", second).value_or(limits.connect_max);
    limits.stall_max = fetch.Interval("stall_timeout", second).value_or(limits.stall_max);
    limits.body_bytes_max = fetch.Size("size_max").value_or(limits.body_bytes_max);
    const auto count = [&](const char* key, std::int64_t least, int& value) {
      value = static_cast<int>(fetch.Integer(key, {least, 10000}).value_or(value));
    };
    count("redirects_max", 0, limits.redirects_max);
    count("connections_max", 1, limits.connections_max);
    count("connections_per_host_max", 1, limits.connections_per_host_max);
    config_.user_agent = fetch.StringOr("user_agent", config_.user_agent);
    fetch.Finish();
  }

  void ReadMail(const toml::table* table) {
    alerts::MailSettings& settings = config_.mail;
    settings.from = "lodewatch@localhost";
    settings.maildir = state_ / "mail";
    if (table == nullptr)
      return;
    TableReader mail(*table, "[mail]", faults_);
    settings.from = mail.StringOr("from", settings.from);
    if (!IsAddress(AddressOf(settings.from)))
      faults_.AtNode(*mail.Find("from"),
                     "not a mail address: write from = \"lodewatch@example.org\"");
    settings.maildir = (state_ / mail.StringOr("maildir", "mail")).lexically_normal();
    settings.host = mail.StringOr("host", "");
    ReadTls(mail);
    settings.port = static_cast<int>(mail.Integer("port", {1, 65535}).value_or(settings.port));
    settings.timeout = mail.Interval("timeout", std::chrono::seconds(1)).value_or(settings.timeout);
    ReadCredentials(mail);
    if (const toml::table* recipients = mail.Table("recipients"))
      ReadRecipients(*recipients);
    mail.Finish();
  }

  void ReadTls(TableReader& mail) {
    const std::optional<std::string> word = mail.String("tls");
    if (!word)
      return;
    const std::map<std::string, alerts::Tls> known = {{"none", alerts::Tls::kNone},
                                                      {"starttls", alerts::Tls::kStarttls},
                                                      {"tls", alerts::Tls::kTls}};
    if (const auto found = known.find(*word); found != known.end()) {
      config_.mail.tls = found->second;
      config_.mail.port = found->second == alerts::Tls::kTls ? 465 : config_.mail.port;
    } else {
      faults_.AtNode(*mail.Find("tls"), R"('tls' must be "starttls", "tls" or "none")");
    }
  }

  void ReadCredentials(TableReader& mail) {
    alerts::MailSettings& settings = config_.mail;
    settings.user = mail.StringOr("user", "");
    if (const std::optional<std::string> path = mail.String("password_file")) {
      std::optional<std::string> password = ReadFile(folder_ / *path);
      if (!password)
        faults_.AtNode(*mail.Find("password_file"),
                       fmt::format("cannot read {}", (folder_ / *path).string()));
      else
        settings.password = password->substr(0, password->find_last_not_of("\r\n") + 1);
    }
    if (const std::optional<std::string> path = mail.String("ca_file")) {
      settings.ca_file = folder_ / *path;
      if (!ReadFile(settings.ca_file))
        faults_.AtNode(*mail.Find("ca_file"),
                       fmt::format("cannot read {}", settings.ca_file.string()));
    }
    const bool half = settings.user.empty() != (mail.Find("password_file") == nullptr);
    if (half)
      faults_.AtNode(*mail.Find(settings.user.empty() ? "password_file" : "user"),
                     "'user' and 'password_file' go together: write both or neither");
  }

  void ReadRecipients(const toml::table& table) {
    TableReader recipients(table, "[mail.recipients]", faults_);
    for (const auto& [key, node] : table) {
      std::vector<std::string>& addresses = recipients_[std::string(key.str())];
      for (const StringNode* address : recipients.Strings(std::string(key.str()))) {
        if (IsAddress(address->get()))
          addresses.push_back(address->get());
        else
          faults_.AtNode(*address, fmt::format("'{}' is not a mail address", address->get()));
      }
    }
  }

  void AddSource(const toml::table& table) {
    feeds::Source source = ReadSource(table, folder_, faults_);
    if (!source.id.empty() && !source_ids_.insert(source.id).second)
      faults_.AtNode(*table.get("id"), fmt::format("a second source with the id '{}'", source.id));
    if (const toml::table* calendar = table["calendar"].as_table())
      config_.calendars[source.id] = ReadCalendar(*calendar, faults_);
    if (!config_.sources.empty())
      Share(config_.sources.back(), source);
    config_.sources.push_back(std::move(source));
  }

  void ReadAlarms(const toml::table& table) {
    TableReader reader(table, "[alarms]", faults_);
    AlarmSettings& alarms = config_.alarms;
    for (const StringNode* to : reader.Strings("to"))
      AddRecipients(*to, alarms.to);
    const std::chrono::seconds second{1};
    alarms.failing_after = reader.Interval("failing_after", second).value_or(alarms.failing_after);
    alarms.silent_after = reader.Interval("silent_after", second).value_or(alarms.silent_after);
    reader.Finish();
  }

  void ReadAlert(const toml::table& table) {
    TableReader reader(table, "[[alert]]", faults_);
    alerts::Alert alert;
    if (const StringNode* name = reader.Required("name", "\"export swing\"")) {
      alert.name = name->get();
      if (!alert_names_.insert(alert.name).second)
        faults_.AtNode(*name, fmt::format("a second alert with the name '{}'", alert.name));
    }
    if (const StringNode* where = reader.Required("where", "\"kind = 'event'\"")) {
      alert.where = where->get();
      if (const auto checked = timeline::CheckCondition(alert.where); !checked)
        faults_.InString(*where, checked.error().offset, "condition: " + checked.error().message);
    }
    if (reader.Find("to") == nullptr)
      faults_.AtNode(table, "[[alert]] has no 'to': write to = [\"metals-desk\"]");
    for (const StringNode* to : reader.Strings("to"))
      AddRecipients(*to, alert.to);
    reader.Finish();
    config_.alerts.push_back(std::move(alert));
  }

  void AddRecipients(const StringNode& node, std::vector<std::string>& to) {
    std::vector<std::string> addresses{node.get()};
    if (const auto named = recipients_.find(node.get()); named != recipients_.end()) {
      addresses = named->second;
    } else if (!IsAddress(node.get())) {
      std::vector<std::string> known;
      for (const auto& [name, unused] : recipients_)
        known.push_back(name);
      faults_.AtNode(node, fmt::format("[mail.recipients] has no '{}'{}, nor is it an address",
                                       node.get(), DidYouMean(node.get(), known)));
    }
    for (std::string& address : addresses)
      if (std::find(to.begin(), to.end(), address) == to.end())
        to.push_back(std::move(address));
  }

  FaultList faults_;
  fs::path folder_;
  fs::path state_;
  Config config_;
  std::map<std::string, std::vector<std::string>> recipients_;
  std::set<std::string> source_ids_;
  std::set<std::string> alert_names_;
};

}  // namespace

std::optional<std::string> ReadFile(const fs::path& file) {
  std::error_code ignored;
  if (fs::is_directory(file, ignored))
    return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return std::nullopt;
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

tl::expected<Config, std::vector<rules::Fault>> ReadConfig(const fs::path& file,
                                                           const fs::path& state) {
  std::optional<std::string> text = ReadFile(file);
  if (!text) {
    return tl::unexpected(std::vector<rules::Fault>{
        {.file = file.string(),
         .message = "cannot read the config; `lodewatch init` writes one to begin with",
         .source = {}}});
  }
  return ConfigReader(file, state, std::move(*text)).Read();
}

tl::expected<Setup, std::vector<rules::Fault>> LoadSetup(const fs::path& file,
                                                         const fs::path& state) {
  auto config = ReadConfig(file, state);
  if (!config)
    return tl::unexpected(std::move(config.error()));
  auto packs = PackKeeper::Open(config->packs);
  if (!packs)
    return tl::unexpected(std::move(packs.error()));
  return Setup{std::move(*config), std::move(*packs)};
}

}  // namespace lodewatch
