#include "tests/daemon/program.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/temporary_folder.h"

namespace {

std::string ReadAll(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

void Redirect(const std::filesystem::path& file, int flags, int to) {
  const int fd = open(file.c_str(), flags | O_CLOEXEC, 0600);
  if (fd < 0 || dup2(fd, to) < 0)
    _exit(126);
}

[[noreturn]] void BeProgram(const Start& start, const std::filesystem::path& files) {
  Redirect(files / "stdin", O_RDONLY, STDIN_FILENO);
  Redirect(files / "stdout", O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
  Redirect(files / "stderr", O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
  if (!start.folder.empty() && chdir(start.folder.c_str()) != 0)
    _exit(126);
  for (const std::string& setting : start.environment)
    putenv(const_cast<char*>(setting.c_str()));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  std::vector<char*> argv;
  std::string name = "lodewatch";
  argv.push_back(name.data());
  for (const std::string& argument : start.arguments)
    argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  execv(LODEWATCH_PROGRAM, argv.data());
  _exit(127);
}

}  // namespace

Program::Program(const Start& start, const std::filesystem::path& files) : files_(files) {
  std::ofstream(files_ / "stdin", std::ios::binary) << start.input;
  pid_ = fork();
  if (pid_ < 0)
    throw std::runtime_error("fork");
  if (pid_ == 0)
    BeProgram(start, files_);
}

Program::~Program() {
  if (pid_ > 0) {
    Signal(SIGKILL);
    Wait();
  }
}

void Program::Signal(int number) const {
  if (pid_ > 0)
    kill(pid_, number);
}

int Program::Wait() {
  int status = 0;
  if (waitpid(pid_, &status, 0) != pid_)
    return -1;
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string Program::Out() const {
  return ReadAll(files_ / "stdout");
}

std::string Program::Err() const {
  return ReadAll(files_ / "stderr");
}

Ended RunProgram(const Start& start) {
  const TemporaryFolder files;
  Program program(start, files.path());
  const int code = program.Wait();
  return {code, program.Out(), program.Err()};
}
