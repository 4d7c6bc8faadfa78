# Sourced by app/run and tests/run: installs what is missing, configures and builds one preset.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

packages_build="g++ cmake ninja-build pkg-config qt6-base-dev libqt6svg6-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
  linguist-qt6 qt6-translations-l10n libgl1-mesa-dev libssl-dev zlib1g-dev libkrb5-dev libqt6svg6 qt6-qpa-plugins fonts-dejavu-core"

say() { printf '%s\n' "-- $*"; }

# install_missing PACKAGE...: quick when everything is there.
install_missing() {
  local missing=() package
  if ! command -v dpkg-query >/dev/null 2>&1; then
    command -v cmake >/dev/null 2>&1 && command -v ninja >/dev/null 2>&1 && return 0
    printf 'This is not a Debian system, so nothing is installed by itself. What Passerelle needs, under its Debian names:\n'
    printf '  %s\n' "$@"
    return 1
  fi
  for package in "$@"; do
    [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null)" = "ii " ] || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  say "Installing: ${missing[*]}"
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo="sudo"
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get update -qq
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build PRESET [TARGET...]
build() {
  local preset=$1 options=()
  shift
  [ -n "${PASSERELLE_RECORDINGS_DIR:-}" ] && options+=("-DPASSERELLE_RECORDINGS_DIR=$(realpath "$PASSERELLE_RECORDINGS_DIR")")
  say "Configuring (preset $preset)"
  cmake --preset "$preset" "${options[@]}" >"/tmp/passerelle-configure.$$" 2>&1 || { cat "/tmp/passerelle-configure.$$"; rm -f "/tmp/passerelle-configure.$$"; return 1; }
  rm -f "/tmp/passerelle-configure.$$"
  say "Building (preset $preset)"
  cmake --build --preset "$preset" ${1:+--target "$@"}
}
