#!/usr/bin/env bash
# Runs a Python script of the tests with the packages that its folder's requirements.txt names:
#
#     tests/python.sh tests/browser/report.py target/release/twicetold
#
# The packages are installed once, under target/python/. Without Python the script is skipped with a
# loud line, unless REQUIRE_BROWSER=1 turns that into a failure.
set -euo pipefail

folder="$(cd "$(dirname "$1")" && pwd)"
requirements="$folder/requirements.txt"
venv="$(cd "$(dirname "$0")/.." && pwd)/target/python/$(basename "$folder")"

skip() {
  echo "SKIPPED: $1; nothing of $(basename "$folder") was looked at" >&2
  [ "${REQUIRE_BROWSER:-0}" = 1 ] && exit 1
  exit 0
}

if ! cmp --silent "$requirements" "$venv/installed.txt"; then
  command -v python3 >/dev/null || skip "Python 3 is not here"
  rm -rf "$venv"
  python3 -m venv "$venv" || skip "Python cannot make an environment (Debian: apt-get install python3-venv)"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements" ||
    skip "the packages of $requirements could not be installed"
  cp "$requirements" "$venv/installed.txt"
fi
exec "$venv/bin/python" "$@"
