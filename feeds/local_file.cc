#include "feeds/local_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "feeds/url.h"

namespace feeds {
namespace {

using Kind = FetchError::Kind;

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) {
      close(fd_);
    }
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

tl::unexpected<FetchError> Fail(Kind kind, std::string detail) {
  return tl::unexpected(FetchError{.kind = kind, .detail = std::move(detail)});
}

tl::unexpected<FetchError> FailToRead(const std::string& path, int error) {
  return Fail(Kind::kRead, path + ": " + std::generic_category().message(error));
}

// "file:///path" or "file:/path"; the query and fragment that a URL may have are none of a path.
std::string PathOf(std::string_view url) {
  std::string_view path = url.substr(url.find(':') + 1);
  if (path.substr(0, 2) == "//") {
    path.remove_prefix(std::min(path.find('/', 2), path.size()));
  }
  return PercentDecoded(path.substr(0, path.find_first_of("?#")));
}

std::string EtagOf(const struct stat& status) {
  return "\"" + std::to_string(status.st_mtim.tv_sec) + "." +
         std::to_string(status.st_mtim.tv_nsec) + "-" + std::to_string(status.st_size) + "\"";
}

}  // namespace

FetchResult ReadLocalFile(const FetchRequest& request, std::size_t body_bytes_max) {
  const std::string host = AuthorityOf(request.url);
  const std::string path = PathOf(request.url);
  if (!host.empty() && host != "localhost") {
    return Fail(Kind::kRefused, "file:// names another host: " + host);
  }
  // Without O_NONBLOCK, opening a pipe would wait for its writer.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat status {};
  if (file.get() < 0 || fstat(file.get(), &status) != 0) {
    return FailToRead(path, errno);
  }
  if (!S_ISREG(status.st_mode)) {
    return Fail(Kind::kRead, path + ": not a regular file");
  }
  Page page{.url = request.url, .validators = {.etag = EtagOf(status)}};
  if (page.validators.etag == request.validators.etag) {
    return NotModified{.validators = request.validators};
  }
  std::array<char, 65536> chunk{};
  for (;;) {
    const ssize_t count = read(file.get(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      return FailToRead(path, errno);
    }
    if (count == 0) {
      return page;
    }
    if (page.body.size() + static_cast<std::size_t>(count) > body_bytes_max) {
      return Fail(Kind::kTooLarge,
                  path + ": more than " + std::to_string(body_bytes_max) + " bytes");
    }
    page.body.append(chunk.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace feeds
