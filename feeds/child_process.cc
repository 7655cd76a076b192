#include "feeds/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "feeds/white_space.h"

namespace feeds {
namespace {

constexpr int kNotFound = 127;  // as a shell has it
constexpr std::size_t kSaidBytesMax = 400;

class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&& other) noexcept : number_(other.number_) { other.number_ = -1; }
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() { Close(); }
  void Close() {
    if (number_ >= 0) {
      close(number_);
    }
    number_ = -1;
  }
  int number() const { return number_; }

 private:
  int number_;
};

struct Pipe {
  Descriptor out;
  Descriptor in;
};

tl::unexpected<std::string> Failed(const char* what) {
  return tl::unexpected(std::string(what) + ": " + std::strerror(errno));
}

tl::expected<Pipe, std::string> MakePipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    return Failed("pipe");
  }
  return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

// A file without a name, in memory: nothing is left of it whatever happens to us.
tl::expected<Descriptor, std::string> FileOf(std::string_view content) {
  Descriptor file(memfd_create("lodewatch", MFD_CLOEXEC));
  if (file.number() < 0) {
    return Failed("memory file");
  }
  while (!content.empty()) {
    const ssize_t written = write(file.number(), content.data(), content.size());
    if (written < 0 && errno != EINTR) {
      return Failed("memory file");
    }
    content.remove_prefix(written > 0 ? static_cast<std::size_t>(written) : 0);
  }
  lseek(file.number(), 0, SEEK_SET);
  return file;
}

void Limit(__rlimit_resource what, rlim_t value) {
  const rlimit limit{value, value};
  setrlimit(what, &limit);
}

// What becomes standard input, output and error of the child.
struct Ends {
  int file = -1;
  int output = -1;
  int error = -1;
};

// In the child, between fork and exec: only calls that are safe there, since other threads of ours
// may hold locks. Does not return.
[[noreturn]] void Become(const ChildCall& call, char* const* arguments, char* const* environment,
                         const Ends& ends) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  constexpr int kDescriptors = 3;
  // Ours may be below 3 where we were started without standard ones.
  const int file = fcntl(ends.file, F_DUPFD, kDescriptors);
  const int output = fcntl(ends.output, F_DUPFD, kDescriptors);
  const int error = fcntl(ends.error, F_DUPFD, kDescriptors);
  if (dup2(file, 0) < 0 || dup2(output, 1) < 0 || dup2(error, 2) < 0 ||
      close_range(kDescriptors, ~0U, 0) != 0) {
    _exit(kNotFound - 1);
  }
  Limit(RLIMIT_AS, call.memory_bytes_max);
  Limit(RLIMIT_CPU, static_cast<rlim_t>(call.time_max.count()));
  Limit(RLIMIT_FSIZE, 0);
  Limit(RLIMIT_CORE, 0);
  alarm(static_cast<unsigned>(call.time_max.count()) + 1);  // should it close its ends and sleep
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  signal(SIGPIPE, SIG_DFL);
  execvpe(call.program.c_str(), arguments, environment);
  _exit(kNotFound);
}

// What a child has said until it closed its ends, or why it had to be stopped.
struct Said {
  std::string output;
  std::string error;
  std::string fault;
};

// Reads what there is into `text`; false: the end.
bool ReadSome(int descriptor, std::string& text) {
  std::array<char, 1 << 16> piece{};
  const ssize_t count = read(descriptor, piece.data(), piece.size());
  if (count > 0) {
    text.append(piece.data(), static_cast<std::size_t>(count));
  }
  return count > 0 || (count < 0 && errno == EINTR);
}

Said Listen(const Descriptor& output, const Descriptor& error, const ChildCall& call) {
  using Clock = std::chrono::steady_clock;
  const auto end = Clock::now() + call.time_max;
  Said said;
  std::array<pollfd, 2> waiting{pollfd{output.number(), POLLIN, 0},
                                pollfd{error.number(), POLLIN, 0}};
  while (waiting[0].fd >= 0 || waiting[1].fd >= 0) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
    if (left.count() <= 0) {
      said.fault = "took longer than " + std::to_string(call.time_max.count()) + " s";
      return said;
    }
    if (poll(waiting.data(), waiting.size(), static_cast<int>(left.count())) < 0) {
      continue;  // a signal
    }
    if (waiting[0].revents != 0 && !ReadSome(waiting[0].fd, said.output)) {
      waiting[0].fd = -1;
    }
    if (waiting[1].revents != 0 && !ReadSome(waiting[1].fd, said.error)) {
      waiting[1].fd = -1;
    }
    if (said.output.size() > call.output_bytes_max || said.error.size() > call.output_bytes_max) {
      said.fault = "said more than " + std::to_string(call.output_bytes_max) + " bytes";
      return said;
    }
  }
  return said;
}

int WaitFor(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

// Why a child that ended so gave nothing; empty: it went well.
std::string FaultOf(int status, const Said& said) {
  if (!said.fault.empty()) {
    return said.fault;
  }
  if (WIFSIGNALED(status)) {
    return "ended by signal " + std::to_string(WTERMSIG(status));
  }
  const int code = WEXITSTATUS(status);
  if (code == 0) {
    return {};
  }
  if (code == kNotFound) {
    return "not installed";
  }
  const std::string words = CollapseWhiteSpace(said.error.substr(0, kSaidBytesMax));
  return words.empty() ? "exit code " + std::to_string(code) : words;
}

std::vector<char*> PointersTo(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string& text : texts) {
    pointers.push_back(text.data());
  }
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

tl::expected<std::string, std::string> RunOver(std::string_view input, const ChildCall& call) {
  const auto file = FileOf(input);
  auto output = MakePipe();
  auto error = MakePipe();
  if (!file || !output || !error) {
    return tl::unexpected(!file ? file.error() : !output ? output.error() : error.error());
  }
  std::vector<std::string> arguments{call.program};
  for (const std::string& argument : call.arguments) {
    arguments.push_back(argument == "{}" ? "/dev/fd/0" : argument);
  }
  const char* path = getenv("PATH");
  std::vector<std::string> environment{
      "LC_ALL=C.UTF-8", "PATH=" + std::string(path == nullptr ? "/usr/bin:/bin" : path)};
  const std::vector<char*> argument_pointers = PointersTo(arguments);
  const std::vector<char*> environment_pointers = PointersTo(environment);
  const pid_t child = fork();
  if (child < 0) {
    return Failed("fork");
  }
  if (child == 0) {
    Become(call, argument_pointers.data(), environment_pointers.data(),
           {file->number(), output->in.number(), error->in.number()});
  }
  output->in.Close();
  error->in.Close();
  Said said = Listen(output->out, error->out, call);
  if (!said.fault.empty()) {
    kill(child, SIGKILL);
  }
  if (std::string fault = FaultOf(WaitFor(child), said); !fault.empty()) {
    return tl::unexpected(call.program + ": " + fault);
  }
  return std::move(said.output);
}

}  // namespace feeds
