#include "feeds/url.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>

#include "feeds/ascii.h"
#include "feeds/domain_name.h"

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

bool EndsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string_view WithoutUser(std::string_view authority) {
  const std::size_t at = authority.rfind('@');
  return at == std::string_view::npos ? authority : authority.substr(at + 1);
}

std::string_view DefaultPort(std::string_view scheme) {
  if (scheme == "http") {
    return ":80";
  }
  return scheme == "https" ? ":443" : std::string_view();
}

std::string Visible(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string visible;
  visible.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7F) {
      visible.push_back(c);
    } else {
      visible.append({'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]});
    }
  }
  return visible;
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

bool IsScriptUrl(std::string_view url) {
  constexpr std::string_view kSchemes[] = {"javascript:", "vbscript:", "data:"};
  return std::any_of(
      std::begin(kSchemes), std::end(kSchemes),
      [text = Trim(url)](std::string_view scheme) { return StartsWithFold(text, scheme); });
}

std::string AuthorityOf(std::string_view url) {
  return Lowered(WithoutUser(Split(url).authority));
}

std::string HostOf(std::string_view url) {
  std::string host = AuthorityOf(url);
  std::string_view port = DefaultPort(SchemeOf(url));
  if (port.empty() || !EndsWith(host, port)) {
    port = EndsWith(host, ":") ? ":" : "";
  }
  host.erase(host.size() - port.size());
  return host;
}

std::string HostNameOf(std::string_view url) {
  const std::string host = AuthorityOf(url);
  if (!host.empty() && host.front() == '[') {
    return host.substr(1, host.find(']') - 1);
  }
  return host.substr(0, host.find(':'));
}

bool IsSameOrigin(std::string_view from, std::string_view to) {
  return HostOf(from) == HostOf(to) && (SchemeOf(from) == SchemeOf(to) || SchemeOf(to) == "https");
}

Target TargetOf(std::string_view url) {
  const Parts parts = Split(Trim(url));
  const std::string_view host = WithoutUser(parts.authority);
  Target target;
  target.url = std::string(parts.scheme) + ":";
  if (parts.has_authority) {
    const std::size_t port = std::min(host.find(':'), host.size());
    target.url.append("//")
        .append(Visible(AsciiDomainName(host.substr(0, port))))
        .append(Visible(host.substr(port)));
  }
  target.url.append(Visible(parts.path)).append(Visible(parts.query));
  if (host.size() < parts.authority.size()) {
    const std::string_view who =
        parts.authority.substr(0, parts.authority.size() - host.size() - 1);
    const std::size_t colon = who.find(':');
    target.user = PercentDecoded(who.substr(0, colon));
    target.password =
        colon == std::string_view::npos ? std::string() : PercentDecoded(who.substr(colon + 1));
  }
  return target;
}

std::string PercentDecoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned char byte = 0;
    const bool escaped = text[i] == '%' && i + 2 < text.size() &&
                         std::from_chars(text.data() + i + 1, text.data() + i + 3, byte, 16).ptr ==
                             text.data() + i + 3;
    decoded.push_back(escaped ? static_cast<char>(byte) : text[i]);
    i += escaped ? 2 : 0;
  }
  return decoded;
}

}  // namespace feeds
