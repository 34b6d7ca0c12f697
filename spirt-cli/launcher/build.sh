# shellcheck shell=bash
# Builds the command line and what it stands on, when sources are newer than the last build. Sourced by ../../spirt.

readonly cli_jar=$home/spirt-cli/target/spirt-cli.jar
readonly build_stamp=$home/target/spirt.stamp build_log=$home/target/spirt-build.log
readonly most_quiet_seconds=10
lock=''

module_names() { sed -n 's:.*<module>\(.*\)</module>.*:\1:p' "$home/pom.xml" | paste -sd ' '; }

# Folders count too: removing a file changes only its folder's time.
is_up_to_date() {
  [[ -f $cli_jar && -f $build_stamp ]] || return 1
  local newer
  newer=$(find "$home/pom.xml" "$home"/*/pom.xml "$home"/benchmarks/*/pom.xml \
    "$home"/*/src/main "$home"/benchmarks/*/src/main "$home"/*/Makefile \
    -newer "$build_stamp" -print -quit 2>/dev/null) || true
  [[ -z $newer ]]
}

# One build at a time. The lock is held until this process ends or closes the file.
lock_build() {
  mkdir -p "$home/target"
  exec {lock}>"$home/target/spirt.lock"
  if ! flock --nonblock "$lock"; then
    say "another ./spirt is building; waiting for it"
    flock "$lock"
  fi
}

unlock_build() { exec {lock}>&-; }

build_if_stale() {
  if is_up_to_date; then return; fi
  require_toolchain
  lock_build
  # Whoever held the lock may have built the same.
  if ! is_up_to_date; then build; fi
  unlock_build
}

build() {
  if [[ -d ${HOME:-}/.m2/repository/ai/djl ]]; then
    say "building SPIRT"
  else
    say "building SPIRT for the first time; this downloads about 300 MB of libraries"
  fi
  local started=$home/target/spirt.started
  # The stamp bears the time before the build: what changes while it runs is built next time.
  touch "$started"
  if ! (cd "$home" && mvn --batch-mode package --projects spirt-cli --also-make \
    --activate-profiles without-tests -DskipTests -Dspotless.check.skip {lock}>&- </dev/null 2>&1) | tee "$build_log" | show_build; then
    tail -n 30 "$build_log" >&2
    die $exit_build_failed "the build failed; the whole log is $build_log"
  fi
  mv "$started" "$build_stamp"
  say "built in $SECONDS s"
}

# Turns Maven's output into a few plain lines: one per module, and one whenever it was quiet for a while.
show_build() {
  local line='' module='' status last=$SECONDS
  local -i kilobytes=0
  local starts='Building (SPIRT.*[^ ]) +[^ ]+ +\[([0-9]+)/([0-9]+)\]'
  local downloaded='Downloaded from [^(]*\(([0-9]+)(\.[0-9]+)? (kB|MB)'
  while true; do
    if IFS= read -r -t 1 line; then
      if [[ $line =~ $starts ]]; then
        module="${BASH_REMATCH[1]} (${BASH_REMATCH[2]} of ${BASH_REMATCH[3]})"
        say "  $module"
        last=$SECONDS
      elif [[ $line =~ $downloaded ]]; then
        local -i size=${BASH_REMATCH[1]}
        if [[ ${BASH_REMATCH[3]} == MB ]]; then size=$((size * 1000)); fi
        kilobytes+=$size
      fi
    else
      # read gives more than 128 when it waited in vain, 1 at the end of its input.
      status=$?
      if ((status <= 128)); then return; fi
    fi
    if ((SECONDS - last >= most_quiet_seconds)); then
      say "  ${module:-getting ready}: $SECONDS s, $((kilobytes / 1000)) MB downloaded"
      last=$SECONDS
    fi
  done
}
