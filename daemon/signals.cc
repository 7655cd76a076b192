#include "daemon/signals.h"

#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <system_error>

namespace lodewatch {
namespace {

sigset_t OurSignals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGTERM, SIGINT, SIGHUP})
    sigaddset(&set, number);
  return set;
}

}  // namespace

Signals::Signals() {
  const sigset_t set = OurSignals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  fd_ = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (fd_ < 0)
    throw std::system_error(errno, std::generic_category(), "signalfd");
}

Signals::~Signals() {
  close(fd_);
  const sigset_t set = OurSignals();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

std::optional<Signal> Signals::Next() {
  signalfd_siginfo info{};
  if (read(fd_, &info, sizeof info) != static_cast<ssize_t>(sizeof info))
    return std::nullopt;
  return info.ssi_signo == static_cast<unsigned>(SIGHUP) ? Signal::kReload : Signal::kStop;
}

}  // namespace lodewatch
