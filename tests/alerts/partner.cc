#include "tests/alerts/partner.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace alerts_test {
namespace {

// Debian's own: it is the one that knows python3-aiosmtpd.
constexpr const char* kPython = "/usr/bin/python3";

// Starts a program whose standard output goes to `output` (-1: stays).
pid_t Start(std::vector<std::string> arguments, int output) {
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) {
    argv.push_back(argument.data());
  }
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (output >= 0) {
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  }
  pid_t process = 0;
  const int error = posix_spawnp(&process, argv.front(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    throw std::runtime_error("cannot start " + arguments.front());
  }
  return process;
}

std::string ReadLine(int descriptor) {
  std::string line;
  char c = '\0';
  while (read(descriptor, &c, 1) == 1 && c != '\n') {
    line += c;
  }
  return line;
}

}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "lodewatch-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error("cannot make a folder like " + pattern);
  }
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string ReadFile(const std::filesystem::path& file) {
  const std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

std::vector<std::filesystem::path> FilesIn(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

int Run(const std::vector<std::string>& arguments) {
  int status = 0;
  waitpid(Start(arguments, -1), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

SmtpPartner::SmtpPartner(const std::vector<std::string>& options) {
  std::vector<std::string> arguments = {kPython, PROJECT_DIR "/tests/support/smtp_partner.py",
                                        folder_.path().string()};
  arguments.insert(arguments.end(), options.begin(), options.end());
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw std::runtime_error("no pipe");
  }
  process_ = Start(arguments, ends[1]);
  close(ends[1]);
  port_ = std::atoi(ReadLine(ends[0]).c_str());
  close(ends[0]);
  if (port_ == 0) {
    throw std::runtime_error("tests/support/smtp_partner.py does not listen");
  }
}

SmtpPartner::~SmtpPartner() {
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
}

std::string SmtpPartner::Taken(int n) const {
  return ReadFile(folder_.path() / (std::to_string(n) + ".eml"));
}

int SmtpPartner::TakenCount() const {
  const auto files = FilesIn(folder_.path());
  return static_cast<int>(std::count_if(
      files.begin(), files.end(), [](const auto& file) { return file.extension() == ".eml"; }));
}

int SmtpPartner::Logged(const std::string& line) const {
  std::istringstream log(ReadFile(folder_.path() / "log"));
  int count = 0;
  for (std::string logged; std::getline(log, logged);) {
    count += logged == line ? 1 : 0;
  }
  return count;
}

Certificate MakeCertificate(const std::filesystem::path& folder) {
  Certificate made{folder / "certificate.pem", folder / "key.pem"};
  const int status = Run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                          "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
                          "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
                          made.key.string(), "-out", made.certificate.string()});
  if (status != 0) {
    throw std::runtime_error("openssl made no certificate");
  }
  return made;
}

}  // namespace alerts_test
