#include "feeds/url.h"

#include <cstddef>

#include "feeds/ascii.h"

namespace feeds {
namespace {

// Views into a URL; scheme and authority are present when `has_` says so, be they empty or not.
struct Parts {
  std::string_view scheme;
  std::string_view authority;
  std::string_view path;
  std::string_view query;     // with its '?'
  std::string_view fragment;  // with its '#'
  bool has_authority = false;
};

std::size_t SchemeLength(std::string_view url) {
  if (url.empty() || !IsLetter(url[0])) {
    return 0;
  }
  for (std::size_t i = 1; i < url.size(); ++i) {
    if (url[i] == ':') {
      return i;
    }
    if (!IsLetter(url[i]) && !IsDigit(url[i]) && url[i] != '+' && url[i] != '-' && url[i] != '.') {
      return 0;
    }
  }
  return 0;
}

Parts Split(std::string_view url) {
  Parts parts;
  if (const std::size_t length = SchemeLength(url); length > 0) {
    parts.scheme = url.substr(0, length);
    url.remove_prefix(length + 1);
  }
  if (const std::size_t hash = url.find('#'); hash != std::string_view::npos) {
    parts.fragment = url.substr(hash);
    url = url.substr(0, hash);
  }
  if (const std::size_t mark = url.find('?'); mark != std::string_view::npos) {
    parts.query = url.substr(mark);
    url = url.substr(0, mark);
  }
  if (url.substr(0, 2) == "//") {
    const std::size_t slash = url.find('/', 2);
    parts.authority = url.substr(2, slash == std::string_view::npos ? slash : slash - 2);
    parts.has_authority = true;
    url = slash == std::string_view::npos ? std::string_view() : url.substr(slash);
  }
  parts.path = url;
  return parts;
}

void DropLastSegment(std::string& path) {
  const std::size_t slash = path.rfind('/');
  path.erase(slash == std::string::npos ? 0 : slash);
}

// RFC 3986, section 5.2.4.
std::string RemoveDotSegments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t next = path.find('/', 1);
    const std::string_view segment = path.substr(0, next);
    path = next == std::string_view::npos ? std::string_view() : path.substr(next);
    const bool last = path.empty();
    if (segment == "/.." || segment == "/.") {
      if (segment == "/..") {
        DropLastSegment(out);
      }
      out.append(last ? "/" : "");
    } else {
      out.append(segment);
    }
  }
  return out;
}

std::string MergedPath(const Parts& base, std::string_view path) {
  if (base.has_authority && base.path.empty()) {
    return "/" + std::string(path);
  }
  const std::size_t slash = base.path.rfind('/');
  const std::string_view parent =
      slash == std::string_view::npos ? std::string_view() : base.path.substr(0, slash + 1);
  return std::string(parent).append(path);
}

std::string Join(const Parts& base, const Parts& reference) {
  std::string path;
  std::string_view query = reference.query;
  if (reference.has_authority || reference.path.substr(0, 1) == "/") {
    path = RemoveDotSegments(reference.path);
  } else if (reference.path.empty()) {
    path = base.path;
    query = query.empty() ? base.query : query;
  } else {
    path = RemoveDotSegments(MergedPath(base, reference.path));
  }
  std::string url = std::string(base.scheme) + ":";
  if (reference.has_authority || base.has_authority) {
    url.append("//").append(reference.has_authority ? reference.authority : base.authority);
  }
  return url.append(path).append(query).append(reference.fragment);
}

}  // namespace

std::string ResolveUrl(std::string_view base, std::string_view reference) {
  reference = Trim(reference);
  if (reference.empty() || SchemeLength(reference) > 0) {
    return std::string(reference);
  }
  const Parts base_parts = Split(Trim(base));
  if (base_parts.scheme.empty()) {
    return std::string(reference);
  }
  return Join(base_parts, Split(reference));
}

std::string SchemeOf(std::string_view url) {
  return Lowered(url.substr(0, SchemeLength(url)));
}

std::string AuthorityOf(std::string_view url) {
  std::string_view authority = Split(url).authority;
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
    authority.remove_prefix(at + 1);
  }
  return Lowered(authority);
}

}  // namespace feeds
