#!/bin/sh
# Is the installed unit right, and as closed as it claims? unit_test.sh UNIT PROGRAM
# Exit code 77: systemd-analyze is not here.
set -eu
command -v systemd-analyze >/dev/null || exit 77
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sed "s|=[^ ]*/bin/lodewatch |=$2 |" "$1" >"$folder/lodewatch.service"
complaints=$(systemd-analyze verify "$folder/lodewatch.service" 2>&1 | grep lodewatch || true)
if [ -n "$complaints" ]; then
  printf '%s\n' "$complaints"
  exit 1
fi
# "→ Overall exposure level for lodewatch.service: 1.2 OK"; 20 stands for 2.0
systemd-analyze security --offline=yes --threshold=20 "$folder/lodewatch.service" | tail -n 1
