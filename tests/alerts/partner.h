#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace alerts_test {

// An empty folder of its own, gone with the object.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

std::string ReadFile(const std::filesystem::path& file);
std::vector<std::filesystem::path> FilesIn(const std::filesystem::path& folder);  // by name

// Runs a program to its end; its exit status.
int Run(const std::vector<std::string>& arguments);

// tests/support/smtp_partner.py in a process of its own, listening on 127.0.0.1 until destroyed.
class SmtpPartner {
 public:
  explicit SmtpPartner(const std::vector<std::string>& options = {});
  ~SmtpPartner();
  SmtpPartner(const SmtpPartner&) = delete;
  SmtpPartner& operator=(const SmtpPartner&) = delete;

  int port() const { return port_; }
  // The n-th message taken, from 1: "sender: ...\nrecipient: ...\n\n" and its bytes.
  std::string Taken(int n) const;
  int TakenCount() const;
  // How often a line is in the server's log: "connection", "EHLO under TLS", "login accepted".
  int Logged(const std::string& line) const;

 private:
  TemporaryFolder folder_;
  pid_t process_ = 0;
  int port_ = 0;
};

// A key and a certificate for 127.0.0.1 that nobody but its owner trusts.
struct Certificate {
  std::filesystem::path certificate;
  std::filesystem::path key;
};
Certificate MakeCertificate(const std::filesystem::path& folder);

}  // namespace alerts_test
