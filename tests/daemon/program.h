#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

// How a program is started: its folder, what it reads on stdin, and what is added to its
// environment ("NAME=value").
struct Start {
  std::vector<std::string> arguments;
  std::filesystem::path folder;
  std::string input;
  std::vector<std::string> environment;
};

// The program under test, running. Killed and reaped with this object at the latest.
class Program {
 public:
  // `files`: a folder for its stdin, stdout and stderr.
  Program(const Start& start, const std::filesystem::path& files);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  pid_t pid() const { return pid_; }
  void Signal(int number) const;
  // Exit code, or 128 + the signal that ended it.
  int Wait();
  std::string Out() const;
  std::string Err() const;

 private:
  std::filesystem::path files_;
  pid_t pid_ = -1;
};

struct Ended {
  int code = -1;
  std::string out;
  std::string err;
};

// Runs it to its end.
Ended RunProgram(const Start& start);
