#include "daemon/alerts/maildir.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <set>
#include <system_error>
#include <tl/expected.hpp>

#include "daemon/alerts/mime.h"

namespace alerts {
namespace {

using std::filesystem::path;

// Why a step failed: "/var/lib/lodewatch/mail/new: No space left on device".
using Step = tl::expected<void, std::string>;

tl::unexpected<std::string> Failed(const path& where, int error) {
  return tl::make_unexpected(
      fmt::format("{}: {}", where.string(), std::generic_category().message(error)));
}

class Descriptor {
 public:
  Descriptor(const path& file, int flags) : number_(open(file.c_str(), flags | O_CLOEXEC, 0666)) {}
  ~Descriptor() {
    if (number_ >= 0) {
      close(number_);
    }
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  bool IsOpen() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

Step SyncDirectory(const path& directory) {
  const Descriptor descriptor(directory, O_RDONLY | O_DIRECTORY);
  if (!descriptor.IsOpen() || fsync(descriptor.number()) != 0) {
    return Failed(directory, errno);
  }
  return {};
}

Step CreateFolders(const path& maildir) {
  bool created = false;
  for (const char* folder : {"cur", "new", "tmp"}) {
    std::error_code error;
    created = std::filesystem::create_directories(maildir / folder, error) || created;
    if (error) {
      return Failed(maildir / folder, error.value());
    }
  }
  return created ? SyncDirectory(maildir) : Step();
}

Step Write(const Descriptor& descriptor, const path& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor.number(), bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      return Failed(file, errno);
    }
    bytes.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
  return {};
}

Step WriteSynced(const path& file, std::string_view bytes) {
  const Descriptor descriptor(file, O_WRONLY | O_CREAT | O_TRUNC);
  if (!descriptor.IsOpen()) {
    return Failed(file, errno);
  }
  if (Step written = Write(descriptor, file, bytes); !written) {
    return written;
  }
  if (fsync(descriptor.number()) != 0) {
    return Failed(file, errno);
  }
  return {};
}

// The host in a name, with "/" and ":" escaped as the specification has it.
std::string HostName() {
  std::array<char, 256> buffer{};
  if (gethostname(buffer.data(), buffer.size() - 1) != 0) {
    return "localhost";
  }
  std::string name;
  for (const char c : std::string(buffer.data())) {
    name += c == '/' ? "\\057" : c == ':' ? "\\072" : std::string(1, c);
  }
  return name.empty() ? "localhost" : name;
}

std::string NameOf(const timeline::Due& due, const std::string& host) {
  return fmt::format("{}.{}.{}", due.id, Fingerprint(due.message_id), host);
}

std::string ContentOf(const timeline::Due& due) {
  std::string content = TextField("Delivered-To", due.recipient) + due.mime;
  std::string out;
  for (std::size_t i = 0; i < content.size(); ++i) {
    if (content[i] != '\r' || i + 1 == content.size() || content[i + 1] != '\n') {
      out += content[i];
    }
  }
  return out;
}

// Names of the messages that are there already, without the flags that a reader has put behind ":".
// new/ is read before cur/, so that a message which moves meanwhile is seen.
tl::expected<std::set<std::string>, std::string> NamesIn(const path& maildir) {
  std::set<std::string> names;
  for (const char* folder : {"new", "cur"}) {
    std::error_code error;
    std::filesystem::directory_iterator entry(maildir / folder, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      names.insert(name.substr(0, name.find(':')));
    }
    if (error) {
      return Failed(maildir / folder, error.value());
    }
  }
  return names;
}

Step Store(const path& maildir, const std::string& name, const timeline::Due& due) {
  // The process id keeps a daemon and a `lodewatch poll` beside it out of each other's file.
  const path temporary = maildir / "tmp" / fmt::format("{}.{}", name, getpid());
  if (Step written = WriteSynced(temporary, ContentOf(due)); !written) {
    unlink(temporary.c_str());
    return written;
  }
  const path stored = maildir / "new" / name;
  if (rename(temporary.c_str(), stored.c_str()) != 0) {
    const int error = errno;
    unlink(temporary.c_str());
    return Failed(stored, error);
  }
  return SyncDirectory(maildir / "new");
}

Outcome OutcomeOf(timeline::DeliveryId delivery, const Step& step) {
  return step ? Outcome{delivery, Outcome::Kind::kSent, ""}
              : Outcome{delivery, Outcome::Kind::kTryAgain, step.error()};
}

}  // namespace

std::vector<Outcome> StoreInMaildir(const path& maildir,
                                    std::span<const timeline::Due* const> due) {
  const std::string host = HostName();
  const Step folders =
      maildir.empty() ? tl::make_unexpected("no Maildir is configured") : CreateFolders(maildir);
  const auto names = folders.and_then([&] { return NamesIn(maildir); });
  std::vector<Outcome> outcomes;
  for (const timeline::Due* delivery : due) {
    if (!names) {
      outcomes.push_back({delivery->id, Outcome::Kind::kTryAgain, names.error()});
      continue;
    }
    const std::string name = NameOf(*delivery, host);
    const Step step = names->contains(name) ? Step() : Store(maildir, name, *delivery);
    outcomes.push_back(OutcomeOf(delivery->id, step));
  }
  return outcomes;
}

}  // namespace alerts
