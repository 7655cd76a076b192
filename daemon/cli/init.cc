#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>

#include "daemon/cli/commands.h"
#include "daemon/cli/setup.h"
#include "daemon/config.h"

namespace cli {
namespace {

int RunInit(const std::string& file) {
  // O_EXCL: a config that somebody wrote is never overwritten, not even in a race.
  const int fd = open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0 && errno == EEXIST)
    throw Stop(kUsage, fmt::format("{} is there already and stays as it is", file));
  if (fd < 0)
    throw Stop(kTryAgain, fmt::format("{}: cannot be written: {}", file, std::strerror(errno)));
  const std::string text = lodewatch::ExampleConfig();
  const bool written = write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (close(fd) != 0 || !written) {
    unlink(file.c_str());
    throw Stop(kTryAgain, fmt::format("{}: cannot be written: {}", file, std::strerror(errno)));
  }
  fmt::print(stderr, "wrote {0}; next: lodewatch check -c {0}\n", file);
  return kDone;
}

}  // namespace

Work DeclareInit(CLI::App& app) {
  auto file = std::make_shared<std::string>("lodewatch.toml");
  app.add_option("FILE", *file, "where to write (default: lodewatch.toml)");
  app.footer("Never overwrites a file.\nExample: lodewatch init && lodewatch check");
  return [file] { return RunInit(*file); };
}

}  // namespace cli
