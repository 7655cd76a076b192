#!/bin/sh
# Fails when a room includes what it must not know. ctest runs it from the repository root.
status=0
# deny REGEX ROOM [EXCEPT]: no file of ROOM may include what REGEX names, but for lines that match EXCEPT.
deny() {
  found=$(grep -rnE "^#include [<\"]($1)" "$2" --include='*.h' --include='*.cc' | grep -vE "${3:-^$}")
  if [ -n "$found" ]; then
    printf '%s\n  %s must not include %s\n' "$found" "$2" "$1"
    status=1
  fi
}
deny 'rules/|daemon/|re2/|sqlite3|spdlog|toml' feeds
# libcurl has an object for one request and another for all of them: a file each.
deny 'curl/' feeds '^feeds/transfers?\.cc:'
deny 'zlib|zstd|brotli/' feeds '^feeds/content_coding\.cc:'
deny 'zip\.h' feeds '^feeds/zip_archive\.cc:'
deny 'gumbo' feeds '^feeds/html_[a-z]+\.cc:'
deny 'daemon/|curl/|pugixml|sqlite3|spdlog|gumbo|unicode/' rules
deny 'feeds/' rules '"feeds/(document|outline)\.h"'
deny 'sqlite3|zstd' daemon '^daemon/timeline/'
deny 'gumbo|re2/' daemon
deny 'pugixml' daemon '^daemon/cli/sample_report\.cc:'
deny 'curl/' daemon '^daemon/alerts/smtp\.cc:'
deny 'daemon/(cli|alerts|web)/' daemon/timeline
deny 'daemon/cli/' daemon/alerts
exit $status
