# shellcheck shell=bash
# Which tools SPIRT needs, which of them this machine has, and how to get the others. Sourced by ../../spirt.

readonly least_java=17 least_maven=3.8.7 least_redis=7
java_home=''

# at_least FOUND LEAST: compares dotted versions.
at_least() {
  [[ -n $1 && $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]
}

# The JDK to use: JAVA_HOME's, else the one whose java is on the PATH. Empty if there is none.
find_java_home() {
  if [[ -n ${JAVA_HOME:-} && -x $JAVA_HOME/bin/java ]]; then
    printf '%s' "$JAVA_HOME"
    return
  fi
  local java
  java=$(command -v java) || return 0
  java=$(readlink -f "$java")
  printf '%s' "${java%/bin/java}"
}

# The version of the JDK in folder $1, such as 17.0.15; its release file spares starting it.
java_version() {
  [[ -n $1 ]] || return 0
  local line
  if [[ -f $1/release ]]; then
    while IFS= read -r line; do
      if [[ $line == JAVA_VERSION=* ]]; then
        line=${line#*=}
        printf '%s' "${line//\"/}"
        return
      fi
    done <"$1/release"
  fi
  "$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1
}

java_feature_version() {
  local version
  version=$(java_version "$1")
  # Before 9 the versions were 1.x.
  version=${version#1.}
  version=${version%%[!0-9]*}
  printf '%s' "${version:-0}"
}

maven_version() {
  command -v mvn >/dev/null || return 0
  JAVA_HOME=$java_home mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1
}

redis_version() {
  command -v redis-server >/dev/null || return 0
  redis-server --version | sed -n 's/.*v=\([0-9.]*\).*/\1/p'
}

compiler() { command -v "${CC:-cc}" || command -v gcc || true; }

# A JDK is not installed for the user: which one, and for which other programs, is for them to say.
require_java() {
  java_home=$(find_java_home)
  local found
  found=$(java_feature_version "$java_home")
  if ((found < least_java)); then
    local seen="none was found"
    if [[ -n $java_home ]]; then seen="$java_home is $(java_version "$java_home")"; fi
    die $exit_missing_package "JDK $least_java or newer is needed; $seen." \
      "Install one (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME."
  fi
  export JAVA_HOME=$java_home
}

require_javac() {
  [[ -x $java_home/bin/javac ]] ||
    die $exit_missing_package "$java_home has java but no javac: a JDK is needed, not a JRE." \
      "Install one (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless) or set JAVA_HOME."
}

# What a command needs that is built already. Starts no process: this runs before every command.
require_run_time() {
  require_java
  command -v redis-server >/dev/null || require_packages
}

# Whether a command's arguments ask for RabbitMQ: training by the framework p2p, or a replay that does.
needs_rabbitmq() {
  local argument previous=''
  case ${1:-} in
    train)
      for argument in "$@"; do
        if [[ $argument == --framework=p2p || ($previous == --framework && $argument == p2p) ]]; then return 0; fi
        previous=$argument
      done
      ;;
    replay)
      for argument in "$@"; do
        case $argument in
          -h | --help | --list) return 1 ;;
        esac
      done
      for argument in "$@"; do
        case $argument in
          --all | offloading | offloading-cost | sync-async | compute-vs-communication | stage-resources) return 0 ;;
        esac
      done
      ;;
  esac
  return 1
}

has_rabbitmq() {
  { [[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]] || command -v rabbitmq-server >/dev/null; } &&
    command -v epmd >/dev/null
}

rabbitmq_version() {
  has_rabbitmq || return 0
  local found
  found=$(find -L /usr/lib/rabbitmq/lib -maxdepth 1 -name 'rabbitmq_server-*' -print -quit 2>/dev/null) || true
  found=${found##*rabbitmq_server-}
  # Elsewhere the version is not to be had without starting it.
  printf '%s' "${found:-1}"
}

# What a command needs beyond what all commands need.
require_for_command() {
  if needs_rabbitmq "$@" && ! has_rabbitmq; then install_missing rabbitmq-server; fi
}

# What a build needs too, with versions.
require_toolchain() {
  require_java
  require_javac
  require_packages
  local found
  found=$(maven_version)
  at_least "$found" "$least_maven" ||
    die $exit_missing_package "Maven $least_maven or newer is needed; found ${found:-none that starts}."
  found=$(redis_version)
  at_least "$found" "$least_redis" ||
    die $exit_missing_package "redis-server $least_redis or newer is needed; $(command -v redis-server) is" \
      "${found:-of an unknown version}. SPIRT starts servers of its own; put a newer redis-server first on the PATH."
}

missing_packages() {
  command -v mvn >/dev/null || printf '%s\n' maven
  command -v redis-server >/dev/null || printf '%s\n' redis-server
  [[ -n $(compiler) ]] || printf '%s\n' gcc
  # Without the C library's headers a compiler is of no use; a preprocessor run shows whether they are there.
  if [[ -z $(compiler) ]] || ! "$(compiler)" -E -include stdlib.h - </dev/null >/dev/null 2>&1; then
    printf '%s\n' libc6-dev
  fi
  command -v make >/dev/null || printf '%s\n' make
}

require_packages() {
  local -a needed=()
  mapfile -t needed < <(missing_packages)
  if ((${#needed[@]})); then install_missing "${needed[@]}"; fi
}

# Installs packages where that is allowed; else says which, and ends.
install_missing() {
  local -a missing=("$@") as_root=()
  local by_hand="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
  if ! command -v apt-get >/dev/null; then
    die $exit_missing_package "missing: ${missing[*]}. Install them; on Debian and Ubuntu as root: $by_hand"
  elif [[ $(id -u) -ne 0 ]]; then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
      die $exit_missing_package "missing: ${missing[*]}. Install them as root: $by_hand"
    fi
    as_root=(sudo -n env)
  else
    as_root=(env)
  fi
  say "installing with apt-get: ${missing[*]} (the log is in target/install.log)"
  install_packages
}

# Uses missing and as_root of its caller.
install_packages() {
  local log=$home/target/install.log service
  local -a services=()
  for service in redis-server rabbitmq-server; do
    if [[ " ${missing[*]} " == *" $service "* ]]; then services+=("$service"); fi
  done
  mkdir -p "$home/target"
  if ((${#services[@]})); then forbid_service_starts; fi
  if ! { "${as_root[@]}" apt-get update -q &&
    "${as_root[@]}" DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -q --no-install-recommends "${missing[@]}"; } </dev/null >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    die $exit_missing_package "apt-get could not install ${missing[*]}; the whole log is $log"
  fi
  # A run starts servers of its own. One that the package would start at every boot is not wanted.
  if ((${#services[@]})) && command -v systemctl >/dev/null; then
    "${as_root[@]}" systemctl disable --quiet "${services[@]}" >>"$log" 2>&1 || true
  fi
}

# Debian's packages ask this program whether they may start their service; 101 is no.
forbid_service_starts() {
  local policy=/usr/sbin/policy-rc.d
  [[ ! -e $policy ]] || return 0
  printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
  "${as_root[@]}" chmod 755 "$policy"
  # shellcheck disable=SC2064 # as_root is local to the caller and gone when the trap runs
  trap "${as_root[*]} rm -f $policy" EXIT
}
