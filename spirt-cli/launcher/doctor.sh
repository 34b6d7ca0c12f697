# shellcheck shell=bash
# What this machine has of what SPIRT needs, one line each. Sourced by ../../spirt; works before anything is built.

readonly least_glibc=2.32 least_glibcxx=3.4.26
readonly least_disk_mb=3000 least_memory_mb=2000

doctor_usage() {
  cat <<'USAGE'
Usage: ./spirt doctor [--json]

Says what this machine has of what SPIRT needs: state, part, version found, version
needed and, where something is missing, how to get it. Ends with 0 if every required
part is there, else with 3.

  --json   prints a JSON array instead
USAGE
}

run_doctor() {
  case ${1:-} in
    '') show_part=part_as_text ;;
    --json) show_part=part_as_json ;;
    -h | --help)
      doctor_usage
      return
      ;;
    *) die $exit_usage "doctor does not know '$1'; it takes --json or nothing" ;;
  esac
  lacking=0
  parts=0
  java_home=$(find_java_home)
  if [[ $show_part == part_as_json ]]; then printf '['; fi
  check_tools
  check_machine
  check_optional
  if [[ $show_part == part_as_json ]]; then printf '\n]\n'; fi
  ((lacking == 0)) || exit $exit_missing_package
}

check_tools() {
  local found
  found=$(java_version "$java_home")
  if [[ -n $found && ! -x $java_home/bin/javac ]]; then found=''; fi
  part required java "$found" "$least_java" "apt-get install openjdk-17-jdk-headless, or set JAVA_HOME to a JDK"
  part required maven "$(maven_version)" "$least_maven" "apt-get install maven"
  part required redis-server "$(redis_version)" "$least_redis" "apt-get install redis-server"
  found=$(compiler)
  if [[ -n $found ]]; then found=$("$found" -dumpversion 2>/dev/null) || found=''; fi
  part required "C compiler" "$found" 1 "apt-get install gcc libc6-dev"
  found=''
  if command -v make >/dev/null; then found=$(make --version | sed -n '1s/.* //p'); fi
  part required make "$found" 1 "apt-get install make"
}

check_machine() {
  local found
  part required processor "$(uname -m)" x86_64 "PyTorch's native library is built for x86_64 only"
  found=$(getconf GNU_LIBC_VERSION 2>/dev/null) || found=''
  part required glibc "${found#glibc }" "$least_glibc" "a distribution of 2021 or later (Debian 12, Ubuntu 22.04)"
  part required libstdc++ "$(glibcxx_version)" "$least_glibcxx" "apt-get install libstdc++6"
  found=$(df --output=avail --block-size=1M "$home" 2>/dev/null | tail -n 1) || found=''
  part required "free disk, MB" "${found// /}" "$least_disk_mb" "free space for the libraries and the build"
  found=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo 2>/dev/null) || found=''
  part required "free memory, MB" "$found" "$least_memory_mb" "end other programs; each worker takes about 500 MB"
}

check_optional() {
  local found=''
  if is_up_to_date; then found=current; elif [[ -f $cli_jar ]]; then found=outdated; fi
  part optional build "$found" current "any command builds what is missing"
  found=$(find "$home"/spirt-redisai-module/target -name '*.so' -print -quit 2>/dev/null) || true
  part optional "database module" "${found:+built}" built "any command builds what is missing"
  found=$(python3 -c 'import torch; print(torch.__version__.split("+")[0])' 2>/dev/null) || found=''
  part optional python3-torch "$found" 1 "apt-get install python3-torch; only compares models with PyTorch's"
  part optional rabbitmq-server "$(rabbitmq_version)" 1 \
    "apt-get install --no-install-recommends rabbitmq-server; only for the framework p2p and its replays"
  found=''
  if command -v docker >/dev/null; then
    found=$(docker version --format '{{.Server.Version}}' 2>/dev/null) || found=''
  fi
  part optional Docker "$found" 1 "only runs tests against AWS emulators in containers"
}

# The newest symbol version in the libstdc++ that the loader finds.
glibcxx_version() {
  local library
  library=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null |
    sed -n 's:.*libstdc++\.so\.6 (libc6,x86-64.* => ::p' | head -n 1)
  [[ -n $library ]] || return 0
  grep -ao 'GLIBCXX_[0-9][0-9.]*' "$library" | sed 's/GLIBCXX_//' | sort -V | tail -n 1
}

# part required|optional NAME FOUND NEEDED HOW-TO-GET-IT; NEEDED is a least version or a word.
part() {
  local state=ok
  if [[ $4 =~ ^[0-9] ]]; then
    at_least "$3" "$4" || state=missing
  elif [[ $3 != "$4" ]]; then
    state=missing
  fi
  if [[ $state == missing && $1 == optional ]]; then state=optional; fi
  if [[ $state == missing ]]; then lacking=$((lacking + 1)); fi
  $show_part "$state" "$@"
  parts=$((parts + 1))
}

part_as_text() {
  local advice=''
  if [[ $1 != ok ]]; then advice="  $6"; fi
  printf '%-9s %-16s found %-10s needed %-9s%s\n' "$1" "$3" "${4:--}" "$(needed "$5")" "$advice" | sed 's/ *$//'
}

needed() {
  case $1 in
    1) printf any ;;
    [0-9]*) printf '>= %s' "$1" ;;
    *) printf '%s' "$1" ;;
  esac
}

part_as_json() {
  local separator=$'\n'
  if ((parts > 0)); then separator=$',\n'; fi
  printf '%s  {"part": "%s", "required": %s, "state": "%s", "found": "%s", "needed": "%s", "get": "%s"}' \
    "$separator" "$3" "$([[ $2 == required ]] && printf true || printf false)" "$1" "$4" "$(needed "$5")" "$6"
}
